"""``analitik ingest``: take delivered files into the store."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analitik.core.errors import UsageFault
from analitik.core.locale import say

if TYPE_CHECKING:
    from analitik.core.settings import Settings
    from analitik.pipeline.receipt import Receipt

KINDS = ("news", "social", "complaint", "aph", "survey")
LONG = 2_000_000  # bytes; from here on a person would like to see that something happens

_HELP = say(
    """Terima berkas kiriman: CSV, CSV.GZ, XLSX, JSONL, SAV, RSS, Atom.

    Setiap baris diterima, dikarantina dengan alasan, atau dikenali sebagai ganda; tidak ada yang hilang diam-diam.
    Kode keluar: 0 semua diterima atau sudah ada; 3 ada baris dikarantina atau sebagian berkas ditolak;
    4 semua berkas ditolak; 2 salah pemakaian; 5 disk atau hak tulis; 75 folder data sedang dipakai.""",
    """Take delivered files: CSV, CSV.GZ, XLSX, JSONL, SAV, RSS, Atom.

    Every row is accepted, set aside with a reason, or known as a duplicate; none is lost in silence.
    Exit codes: 0 all accepted or already stored; 3 rows set aside or some files refused; 4 every file refused;
    2 bad usage; 5 disk or permission; 75 the data folder is in use.""",
)


@click.command("ingest", help=_HELP)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option(
    "--kind", type=click.Choice(KINDS), help=say("Jenis kiriman; tanpa ini dikenali dari judul kolom.", "Kind of delivery.")
)
@click.option(
    "--mapping", help=say("Pemetaan kolom vendor: berkas YAML atau nama bawaan.", "Vendor columns: YAML file or packaged name.")
)
@click.option("--store", "folder", type=click.Path(path_type=Path), help=say("Folder data/.", "The data/ folder."))
@click.option("--units", type=click.Path(path_type=Path), help=say("Daftar unit (CSV).", "Register of units (CSV)."))
@click.option("--as-of", help=say("Saat yang dianggap sekarang (ISO).", "The moment that counts as now (ISO)."))
@click.option("--json", "as_json", is_flag=True, help=say("Baris terakhir keluaran adalah JSON.", "Last line of output is JSON."))
@click.option(
    "--json-rows", is_flag=True, help=say("Sertakan baris yang diterima dalam JSON.", "Add the accepted rows to the JSON.")
)
def command(
    files: tuple[Path, ...],
    kind: str | None,
    mapping: str | None,
    folder: Path | None,
    units: Path | None,
    as_of: str | None,
    as_json: bool,
    json_rows: bool,
) -> None:
    from analitik.core.settings import load_settings
    from analitik.pipeline.receipt import exit_code

    settings = load_settings()
    _check_files(files)
    receipts = list(_receive_all(files, kind, mapping, folder, units, _as_of(as_of), json_rows, settings))
    if as_json or json_rows:
        answers = [receipt.as_json(with_rows=json_rows) for receipt in receipts]
        click.echo(json.dumps(answers[0] if len(answers) == 1 else {"files": answers}, ensure_ascii=True))
    else:
        _print_table(receipts)
    sys.exit(exit_code(receipts))


def _receive_all(
    files: tuple[Path, ...],
    kind: str | None,
    mapping: str | None,
    folder: Path | None,
    units: Path | None,
    as_of: dt.datetime,
    with_rows: bool,
    settings: Settings,
) -> Iterator[Receipt]:
    from analitik.pipeline.receive import receive
    from analitik.reference.units import load_register
    from analitik.store import open_store

    store = open_store(folder or settings.path("store"))
    register_path = units or (settings.path("units") if settings.units else None)
    register = load_register(register_path) if register_path else None
    with store.lock():
        for path in _watched(files):
            yield receive(
                store, path, kind=kind, mapping=mapping, units=register, as_of=as_of,
                mappings_folder=settings.root / "mappings", with_rows=with_rows,
            )  # fmt: skip


def _check_files(files: tuple[Path, ...]) -> None:
    for path in files:
        if not path.exists():
            raise UsageFault(say(f"Berkas {path.name} tidak ditemukan.", f"File {path.name} was not found."))
        if not path.is_file():
            raise UsageFault(say(f"{path.name} bukan berkas; sebutkan berkasnya.", f"{path.name} is not a file; name the files."))


def _as_of(text: str | None) -> dt.datetime:
    from analitik.ingest.dates import moment

    return dt.datetime.now(dt.UTC) if text is None else moment(text)


def _watched(files: tuple[Path, ...]) -> Iterator[Path]:
    """The files, with a progress bar on a terminal when there is much to read."""
    if not sys.stderr.isatty() or (len(files) == 1 and os.path.getsize(files[0]) < LONG):
        yield from files
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(files, description=say("Menerima kiriman", "Receiving"), console=console, transient=True)


def _print_table(receipts: list[Receipt]) -> None:
    from analitik.core.locale import count

    for receipt in receipts:
        click.echo(f"{receipt.verdict:8} {receipt.file}: {receipt.message}")
        for code, n in receipt.reasons.items():
            if receipt.verdict != "refuse":
                click.echo(f"         {count(n):>8}  {code}")
        if receipt.warnings:
            click.echo("         " + say("Catatan: ", "Notes: ") + ", ".join(receipt.warnings))
