"""``analitik sample DIR``: deliveries of every kind of an invented country, with the truth beside them."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

from analitik.core.locale import count, say


@click.command(
    help=say(
        "Tulis data contoh (karangan) beserta kebenarannya. Contoh: analitik sample data/contoh",
        "Write invented sample data with its truth. Example: analitik sample data/contoh",
    )
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--articles", type=click.IntRange(min=0), default=61_100, show_default=True, help=say("Banyaknya publikasi.", "Publications."))
@click.option("--respondents", type=click.IntRange(min=0), default=9_000, show_default=True, help=say("Banyaknya responden.", "Respondents."))
@click.option("--seed", type=int, default=2022, show_default=True, help=say("Benih acak.", "Random seed."))
@click.option("--months", type=click.IntRange(min=1, max=60), default=13, show_default=True, help=say("Banyaknya bulan.", "Months."))
@click.option("--end", default="2022-10", show_default=True, help=say("Bulan terakhir.", "Last month."))
@click.option("--if-missing", is_flag=True, help=say("Tidak berbuat apa-apa bila sudah ada.", "Do nothing when it is there."))
@click.option("--json", "as_json", is_flag=True, help=say("Hasil sebagai JSON di baris terakhir.", "The result as JSON on the last line."))
def command(folder: Path, articles: int, respondents: int, seed: int, months: int, end: str, if_missing: bool, as_json: bool) -> None:
    """Write, and say what was written."""
    from analitik.core.period import Month
    from analitik.sample.country import write_country

    wanted = {"articles": articles, "respondents": respondents, "seed": seed, "months": months, "end": str(Month.parse(end))}
    mark = folder / "truth" / "asked.json"
    if if_missing and mark.is_file() and json.loads(mark.read_text(encoding="utf-8")) == wanted:
        click.echo(json.dumps({"written": False}) if as_json else say("Data contoh sudah ada.", "Sample data is already there."))
        return
    start = time.monotonic()
    click.echo(say("Menulis data contoh ...", "Writing sample data ..."), err=True)
    summary = write_country(folder, articles=articles, respondents=respondents, seed=seed, months=months, end=Month.parse(end))
    from analitik.core.files import write_text

    write_text(mark, json.dumps(wanted, sort_keys=True) + "\n")
    seconds = round(time.monotonic() - start, 3)
    if as_json:
        click.echo(json.dumps({**summary, "written": True, "seconds": seconds}, ensure_ascii=False))
    else:
        words = f"{count(summary['articles'])} / {count(summary['respondents'])}"
        click.echo(say(f"{words} publikasi dan responden di {folder} ({seconds:.0f} detik).", f"{words} articles and respondents in {folder} ({seconds:.0f} s)."))
