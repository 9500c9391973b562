"""``analitik label``: publications drawn for people to label, and the corrected negative share their labels give."""

from __future__ import annotations

import dataclasses
import json
import sys
from pathlib import Path
from typing import Any

import click

from analitik.core.locale import count, decimal, interval, percent, say

_STORE = click.option("--store", "folder", type=click.Path(path_type=Path), help=say("Folder data/.", "The data/ folder."))
_JSON = click.option("--json", "as_json", is_flag=True, help=say("Hasil sebagai JSON di baris terakhir.", "The result as JSON on the last line."))
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(help=say("Label manusia: undian dan pangsa negatif terkoreksi.", "Human labels: the draw and the corrected negative share."))
def command() -> None:
    """The label commands."""


@command.command(
    "draw",
    help=say(
        "Undi publikasi sebuah bulan untuk dilabel, buta terhadap hasil mesin. Contoh: analitik label draw 2022-10 --out label.xlsx",
        "Draw a month's publications for labelling, blind to the machine. Example: analitik label draw 2022-10 --out label.xlsx",
    ),
)
@click.argument("period", metavar="PERIOD")
@click.option("--n", default=200, show_default=True, type=click.IntRange(1), help=say("Banyaknya publikasi.", "Number of publications."))
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help=say("Berkas XLSX.", "The XLSX file."))
@click.option("--seed", type=click.IntRange(0), help=say("Benih undian; bawaan: bulannya.", "Seed; by default the month itself."))
@click.option("--labellers", default=2, show_default=True, type=click.IntRange(1, 9), help=say("Banyaknya pelabel.", "Number of labellers."))
@click.option("--overlap", default=50, show_default=True, type=click.IntRange(0), help=say("Publikasi yang dilabel semua pelabel.", "Publications all label."))
@click.option("--units", type=click.Path(path_type=Path), help=say("Daftar unit (CSV).", "Register of units (CSV)."))
@_STORE
@_JSON
def draw(
    period: str, n: int, out: Path, seed: int | None, labellers: int, overlap: int, units: Path | None, folder: Path | None, as_json: bool
) -> None:
    """Read the news, draw, write, print."""
    from analitik import open_register, open_store
    from analitik.core.errors import UsageFault
    from analitik.core.period import Month
    from analitik.pipeline.enrich import enrich
    from analitik.pipeline.labels import draw_labels

    if out.suffix.lower() != ".xlsx":
        raise UsageFault(say(f"--out {out.name}: akhiri nama berkas dengan .xlsx.", f"--out {out.name}: the file's name must end with .xlsx."))
    month, store = Month.parse(period), open_store(folder)
    with store.lock():
        enrich(store, open_register(units))
        drawn = draw_labels(store, month, out, n=n, seed=seed, n_labellers=labellers, overlap=overlap)
    if as_json:
        click.echo(json.dumps(dataclasses.asdict(drawn)))
        return
    parts = ", ".join(f"{name.replace('_', ' ')} {each['n_drawn']} / {count(each['n_publications'])}" for name, each in drawn.strata.items())
    click.echo(
        say(
            f"{drawn.n} publikasi {month.label()} diundi ({parts}), {drawn.n_double} di antaranya untuk semua pelabel: {out.name}",
            f"{drawn.n} publications of {month.label()} drawn ({parts}), {drawn.n_double} of them for all labellers: {out.name}",
        )
    )


@command.command(
    "import",
    help=say(
        "Terima berkas label yang sudah diisi dan hitung pangsa terkoreksi. Contoh: analitik label import label.xlsx",
        "Take a filled label file and compute the corrected share. Example: analitik label import label.xlsx",
    ),
)
@click.argument("path", metavar="F.xlsx", type=_FILE)
@_STORE
@_JSON
def take(path: Path, folder: Path | None, as_json: bool) -> int:
    """Read, keep, print; 3 when a row could not be used."""
    from analitik import open_store
    from analitik.pipeline.labels import import_labels

    answer = import_labels(open_store(folder), path)
    if as_json:
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        _print(answer)
    sys.exit(3 if answer["problems"] else 0)


@command.command("simulate", hidden=True, help=say("Isi undian data contoh dari kebenarannya.", "Fill a draw over sample data from its truth."))
@click.argument("path", metavar="F.xlsx", type=_FILE)
@click.option("--truth", required=True, type=_FILE, help="truth/articles.csv")
@click.option("--error", default=0.05, show_default=True, type=click.FloatRange(0, 1))
@click.option("--seed", default=2022, show_default=True, type=click.IntRange(0))
def simulate(path: Path, truth: Path, error: float, seed: int) -> None:
    """Invented labellers."""
    from analitik.ingest.plain import read_table
    from analitik.sample.labellers import fill_labels

    given = fill_labels(path, read_table(truth), error=error, seed=seed)
    click.echo(say(f"{given} label rekaan ditulis ke {path.name}.", f"{given} invented labels written to {path.name}."))


def _print(answer: dict[str, Any]) -> None:
    for problem in answer["problems"]:
        click.echo(problem["message"], err=True)
    for labeller, n in answer["blank"].items():
        if labeller.isdecimal():
            click.echo(say(f"Pelabel {labeller}: {n} baris masih kosong.", f"Labeller {labeller}: {n} rows are still blank."), err=True)
    click.echo(
        say(
            f"{answer['new']} label baru, {answer['changed']} diganti, {answer['unchanged']} tetap; {answer['n']} publikasi berlabel.",
            f"{answer['new']} new labels, {answer['changed']} replaced, {answer['unchanged']} as before; {answer['n']} publications labelled.",
        )
    )
    if answer["alpha"] is not None:
        click.echo(
            say("Kesepakatan dua pelabel: ", "Agreement of labellers: ")
            + f"alpha {decimal(answer['alpha'], 2)}, kappa {decimal(answer['kappa'], 2)} (n = {answer['n_double']})"
        )
    click.echo(_share_line(answer))


def _share_line(answer: dict[str, Any]) -> str:
    raw = percent(answer["raw_share"])
    if answer["share"] is None:
        return say(f"Pangsa negatif {raw}, belum dikoreksi ({answer['reason']}).", f"Negative share {raw}, uncorrected ({answer['reason']}).")
    ends, least = interval(answer["low"], answer["high"], scale=100), decimal(100 * answer["least_change"], 1)
    return say(
        f"Pangsa negatif terkoreksi {percent(answer['share'])} {ends}; mentah {raw}. Perubahan antarbulan di bawah {least} poin tidak akan terlihat.",
        f"Corrected negative share {percent(answer['share'])} {ends}; raw {raw}. Changes between months below {least} points cannot be seen.",
    )
