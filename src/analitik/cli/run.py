"""``analitik run PERIOD``: take in what waits, read it, and publish the month's reports."""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from pathlib import Path

import click

from analitik.core.locale import say


@click.command(
    help=say(
        "Terbitkan laporan satu bulan, misalnya: analitik run 2022-10. Kiriman di data/inbox diambil lebih dulu.",
        "Publish the reports of a month, for example: analitik run 2022-10. Deliveries in data/inbox are taken in first.",
    )
)
@click.argument("period")
@click.option("--units", default="all", metavar="all|nasional|KODE,...", help=say("Laporan yang dibuat.", "Which reports to make."))
@click.option("--jobs", type=click.IntRange(min=1), default=None, help=say("Proses bersamaan.", "Processes side by side."))
@click.option(
    "--engine", type=click.Choice(["warm", "papermill"]), default="warm", help=say("Mesin buku catatan.", "Notebook engine.")
)
@click.option("--force", is_flag=True, help=say("Buat ulang walau tidak ada yang berubah.", "Make anew even if nothing changed."))
@click.option("--store", type=click.Path(path_type=Path), help=say("Folder data.", "Data folder."))
@click.option("--out", type=click.Path(path_type=Path), help=say("Folder laporan.", "Reports folder."))
@click.option(
    "--as-of", default=None, metavar="ISO", help=say("Saat ini menurut kiriman di inbox.", "The time inbox deliveries are read at.")
)
@click.option(
    "--json", "as_json", is_flag=True, help=say("Hasil sebagai JSON di baris terakhir.", "The result as JSON on the last line.")
)
def command(
    period: str,
    units: str,
    jobs: int | None,
    engine: str,
    force: bool,
    store: Path | None,
    out: Path | None,
    as_of: str | None,
    as_json: bool,
) -> None:
    """Run the month and say what came of it."""
    from analitik.core.period import Month
    from analitik.core.settings import load_settings
    from analitik.pipeline.month import prepare
    from analitik.publish.factory import make_plan, publish
    from analitik.reference.units import load_register
    from analitik.store import Store

    started = time.monotonic()
    month, settings = Month.parse(period), load_settings()
    folder, reports = (store or settings.path("store")).resolve(), (out or settings.path("reports")).resolve()
    os.environ.update(ANALITIK_WORKSPACE=str(settings.root), ANALITIK_STORE=str(folder), ANALITIK_UNITS=str(settings.units_file()))
    register, data = load_register(settings.units_file()), Store(folder)
    with data.lock():
        click.echo(say("Membaca kiriman dan berita ...", "Reading deliveries and news ..."), err=True)
        for line in prepare(data, register, as_of=as_of or dt.datetime.now(dt.UTC).isoformat()):
            click.echo("  " + line, err=True)
        plan = make_plan(
            month, register, units=units, notebooks=settings.root / "notebooks" / "laporan", store=data, reports=reports,
            office=settings.name, engine=engine,
        )  # fmt: skip
        with _progress(len(plan.units)) as tick:
            result = publish(plan, jobs=jobs or os.cpu_count() or 1, force=force, tick=tick)
    seconds = round(time.monotonic() - started, 3)
    portal = str(reports / result.portal) if result.portal else None
    if as_json:
        fields = {name: getattr(result, name) for name in ("release", "published", "skipped", "failed")}
        click.echo(json.dumps({**fields, "seconds": seconds, "portal": portal}, ensure_ascii=False))
    else:
        _tell(result, seconds, portal)
    raise click.exceptions.Exit(3 if result.failed else 0)


def _progress(total: int):
    """A bar on the error stream that moves as reports are done."""
    from contextlib import contextmanager

    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    @contextmanager
    def bar():
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task(say("Menerbitkan laporan", "Publishing reports"), total=total)
            yield lambda name: progress.advance(task)

    return bar()


def _tell(result, seconds: float, portal: str | None) -> None:
    click.echo(
        say(
            f"{result.published} laporan terbit, {result.skipped} tidak berubah, {len(result.failed)} gagal ({seconds:.0f} detik).",
            f"{result.published} reports published, {result.skipped} unchanged, {len(result.failed)} failed ({seconds:.0f} seconds).",
        )
    )
    for failure in result.failed:
        click.echo(f"  {failure['report']}: {failure['reason']}")
    click.echo(portal or say("Belum ada laporan yang dapat dibuka.", "There is no report to open yet."))
