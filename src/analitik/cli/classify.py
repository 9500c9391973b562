"""``analitik classify IN OUT``: sentiment, issue and unit of any table of headlines, with the reason of each."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

from analitik.core.locale import say


@click.command(
    help=say(
        "Baca berkas judul (JSONL, CSV atau Parquet; perlu kolom title) dan tulis labelnya. Contoh: analitik classify berita.jsonl hasil.csv",
        "Read a file of headlines (JSONL, CSV or Parquet; needs title) and write their labels. Example: analitik classify news.jsonl out.csv",
    )
)
@click.argument("source", metavar="IN", type=click.Path(path_type=Path))
@click.argument("target", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--units", type=click.Path(path_type=Path), help=say("Daftar unit.", "Register of units."))
@click.option("--json", "as_json", is_flag=True, help=say("Hasil sebagai JSON di baris terakhir.", "The result as JSON on the last line."))
def command(source: Path, target: Path, units: Path | None, as_json: bool) -> None:
    """Read, classify, write."""
    from analitik import news, open_register
    from analitik.core.errors import UsageFault
    from analitik.ingest.plain import read_table, write_table

    items = read_table(source)
    if "title" not in items.columns:
        raise UsageFault(
            say(
                f"{source.name} tidak memuat kolom title; yang ada: {', '.join(items.columns)}.",
                f"{source.name} has no column title; it has: {', '.join(items.columns)}.",
            )
        )
    register = open_register(units)
    start = time.process_time()
    found = news.classify(items, register)
    seconds = time.process_time() - start
    write_table(found, target)
    name = news.model_card()["model"]
    if as_json:
        click.echo(json.dumps({"rows": len(found), "seconds": round(seconds, 3), "model": name}))
    else:
        click.echo(say(f"{len(found)} baris dibaca model {name} dalam {seconds:.1f} detik.", f"{len(found)} rows read by {name} in {seconds:.1f} seconds."))
