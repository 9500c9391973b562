"""``analitik sample``: make-believe deliveries with the truth beside them."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

from analitik.core.locale import count, say


@click.command(
    "sample",
    help=say(
        "Buat data contoh di DIR: kiriman seperti yang diterima kantor, daftar unit rekaan, dan kebenaran yang ditanam.",
        "Make sample data in DIR: deliveries as offices get them, a fictional register, and the planted truth.",
    ),
)
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--articles", default=61_100, show_default=True, help=say("banyaknya publikasi", "number of publications"))
@click.option(
    "--respondents", default=9_000, show_default=True, help=say("banyaknya responden dua gelombang", "respondents of both waves")
)
@click.option("--seed", default=2022, show_default=True, type=click.IntRange(0, 999_999), help=say("benih acak", "random seed"))
@click.option("--months", default=13, show_default=True, help=say("banyaknya bulan", "number of months"))
@click.option("--end", default="2022-10", show_default=True, metavar="YYYY-MM", help=say("bulan terakhir", "last month"))
@click.option("--if-missing", is_flag=True, help=say("jangan buat lagi bila sudah ada", "do nothing when it is already there"))
@click.option("--json", "as_json", is_flag=True, help=say("jawaban JSON di baris terakhir", "JSON answer on the last line"))
def command(
    folder: Path, articles: int, respondents: int, seed: int, months: int, end: str, if_missing: bool, as_json: bool
) -> None:
    """Parse, make, print."""
    from analitik.sample.make import make_sample

    start = time.monotonic()
    summary = make_sample(
        folder, articles=articles, respondents=respondents, seed=seed, months=months, end=end, if_missing=if_missing
    )
    if as_json:
        click.echo(json.dumps({**summary, "seconds": round(time.monotonic() - start, 2)}, ensure_ascii=False))
        return
    total, made = summary["total"], summary["made"]
    click.echo(
        say(
            f"{'Dibuat' if made else 'Sudah ada'}: {len(summary['files'])} kiriman, {count(total['rows_in'])} baris "
            f"({count(total['quarantine'])} sengaja salah, {count(total['duplicate'])} berulang) di {folder}.",
            f"{'Made' if made else 'Already there'}: {len(summary['files'])} deliveries, {count(total['rows_in'])} rows "
            f"({count(total['quarantine'])} wrong on purpose, {count(total['duplicate'])} repeated) in {folder}.",
        )
    )
