"""``analitik survey index``: an index with its interval, grade and grade probability from a file of answers."""

from __future__ import annotations

import json
import math
from pathlib import Path

import click

from analitik.core.locale import decimal, interval, say


@click.group(help=say("Survei: indeks dengan selang dan peluang mutu.", "Survey: indices with intervals and grade probabilities."))
def command() -> None:
    """The survey commands."""


@command.command(
    help=say(
        "Hitung indeks dari berkas jawaban. Contoh: analitik survey index jawaban.csv --definition skm --by layanan",
        "Compute an index from a file of answers. Example: analitik survey index answers.csv --definition skm --by service",
    )
)
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--definition", default="skm", metavar="skm|FILE.yml", help=say("Definisi indeks.", "Index definition."))
@click.option("--by", help=say("Kolom kelompok.", "Group column."))
@click.option("--weights", help=say("Kolom bobot.", "Weight column."))
@click.option("--strata", help=say("Kolom strata.", "Strata column."))
@click.option(
    "--psu", help=say("Kolom klaster pertama (dibaca di dalam stratanya).", "First-stage cluster column, read within its stratum.")
)
@click.option(
    "--fpc",
    help=say("Kolom banyaknya PSU populasi, atau pecahan contoh.", "Column with the population's PSUs, or the sampled fraction."),
)
@click.option("--lonely", type=click.Choice(["fail", "adjust", "certainty", "average"]), default="fail", show_default=True,
              help=say("Strata dengan satu PSU.", "Strata with one PSU."))  # fmt: skip
@click.option(
    "--json", "as_json", is_flag=True, help=say("Hasil sebagai JSON di baris terakhir.", "The result as JSON on the last line.")
)
def index(data: Path, definition: str, by: str | None, weights: str | None, strata: str | None, psu: str | None, fpc: str | None,
          lonely: str, as_json: bool) -> None:  # fmt: skip
    """Read, estimate, print."""
    from analitik.ingest.plain import read_table
    from analitik.reference.indices import index_definition
    from analitik.survey import Design, element_means, index_scores

    known = index_definition(definition)
    answers = read_table(data)
    design = Design(weights=weights, strata=strata, psu=psu, fpc=fpc, lonely=lonely)
    scores = index_scores(answers, known, by=by, design=design)
    elements = element_means(answers, known, by=by, design=design)
    rows = [_record(row, elements[_same(elements["domain"], row["domain"])], known.id) for row in scores.to_dict("records")]
    click.echo(json.dumps(rows, ensure_ascii=False) if as_json else "\n".join(map(_line, rows)))


def _same(domains, name):
    return domains.isna() if name is None or name != name else domains == name


def _record(row: dict, elements, definition: str) -> dict:
    grades = {name.removeprefix("p_"): _plain(value) for name, value in row.items() if name.startswith("p_")}
    return {
        "domain": None if row["domain"] is None or row["domain"] != row["domain"] else str(row["domain"]),
        **{name: _plain(row[name]) for name in ("index", "low", "high")},
        "grade": row["grade"],
        "grade_probability": dict(sorted(grades.items())),
        "n": int(row["n"]),
        "elements": [{"name": e.element, "mean": _plain(e.mean), "n": int(e.n)} for e in elements.itertuples()],
        "se": _plain(row["se"]),
        "df": int(row["df"]),
        "n_dropped": int(row["n_dropped"]),
        "definition": definition,
    }


def _plain(value: float) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)


def _line(row: dict) -> str:
    ends = interval(row["low"], row["high"], 2) or say("selang belum dapat dihitung", "no interval")
    chances = ", ".join(
        f"{grade} {decimal(100 * p, 1)}%" for grade, p in row["grade_probability"].items() if p is not None and p >= 0.0005
    )
    name = row["domain"] or say("Semua", "All")
    grade = say("mutu", "grade") + f" {row['grade']}" if row["grade"] else say("tanpa mutu", "no grade")
    return f"{name}: {decimal(row['index'], 2)} {ends}, {grade} ({say('peluang', 'probability')} {chances}), n = {row['n']}"
