"""``analitik survey``: an index or any other number from a file of answers, with its interval under the design."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from analitik.core.locale import decimal, interval, say

LONELY = ("fail", "adjust", "certainty", "average")
STATISTICS = ("mean", "total", "ratio", "prop", "quantile")


@click.group(help=say("Survei: indeks dan taksiran dengan selangnya.", "Survey: indices and estimates with their intervals."))
def command() -> None:
    """The survey commands."""


def _shared(run: Callable) -> Callable:
    """The options every survey command takes: groups, design, and how to answer."""
    options = (
        click.argument("data", type=click.Path(path_type=Path)),
        click.option("--by", help=say("Kolom kelompok; beberapa dipisah koma.", "Group column; several with commas.")),
        click.option("--weights", help=say("Kolom bobot responden.", "Column with respondents' weights.")),
        click.option("--strata", help=say("Kolom strata.", "Strata column.")),
        click.option("--psu", metavar="P[,P2]", help=say("Kolom klaster tiap tahap.", "Cluster column of each stage.")),
        click.option(
            "--fpc", metavar="F[,F2]",
            help=say("Kolom banyaknya klaster populasi (atau pecahan contoh) tiap tahap.",
                     "Column with the population's clusters (or the sampled fraction) of each stage."),
        ),
        click.option("--lonely", type=click.Choice(LONELY), default="fail", show_default=True,
                     help=say("Strata dengan satu PSU.", "Strata with one PSU.")),
        click.option("--json", "as_json", is_flag=True,
                     help=say("Hasil sebagai JSON di baris terakhir.", "The result as JSON on the last line.")),
    )  # fmt: skip
    for option in reversed(options):
        run = option(run)
    return run


@command.command(
    help=say(
        "Hitung indeks dari berkas jawaban. Contoh: analitik survey index jawaban.csv --definition skm --by layanan",
        "Compute an index from a file of answers. Example: analitik survey index answers.csv --definition skm --by service",
    )
)
@click.option("--definition", default="skm", metavar="skm|FILE.yml", help=say("Definisi indeks.", "Index definition."))
@click.option("--map", "mapping", multiple=True, metavar="UNSUR=KOLOM",
              help=say("Kolom sebuah unsur, bila judulnya lain; boleh berulang.", "The column of an item, where headers differ."))  # fmt: skip
@_shared
def index(data: Path, definition: str, mapping: tuple[str, ...], by: str | None, as_json: bool, **design: str | None) -> None:
    """Read, estimate, print."""
    from analitik.reference.indices import index_definition
    from analitik.survey import element_means, index_scores

    known, answers = index_definition(definition), _read(data)
    asked = {"by": _names(by), "design": _design(**design), "columns": _mapping(mapping)}
    scores, elements = index_scores(answers, known, **asked), element_means(answers, known, **asked)
    grouped = elements.to_dict("records")
    width = len(known.items)
    rows = [_index_record(row, grouped[k * width :][:width], known, design) for k, row in enumerate(scores.to_dict("records"))]
    for row in rows:
        _warn_of_weights(row)
    click.echo(json.dumps(rows, ensure_ascii=False)) if as_json else _print_index(rows, known)


@command.command(
    help=say(
        "Taksir rata-rata, jumlah, rasio, proporsi atau kuantil. Contoh: analitik survey estimate data.csv --stat mean --vars umur",
        "Estimate means, totals, ratios, shares or quantiles. Example: analitik survey estimate data.csv --stat mean --vars age",
    )
)
@click.option("--stat", type=click.Choice(STATISTICS), default="mean", show_default=True, help=say("Statistik.", "Statistic."))
@click.option("--vars", "variables", required=True, metavar="A,B", help=say("Kolom, dipisah koma.", "Columns, with commas."))
@click.option("--q", "quantiles", default=".5", metavar="P[,P2]", show_default=True, help=say("Kuantil.", "Quantiles."))
@_shared
def estimate(data: Path, stat: str, variables: str, quantiles: str, by: str | None, as_json: bool, **design: str | None) -> None:
    """Read, estimate, print."""
    from analitik.survey import estimate as estimated

    table = estimated(_read(data), _names(variables), stat, by=_names(by), design=_design(**design), q=_fractions(quantiles))
    rows = [
        {name: _name(row[name]) if name in ("domain", "variable") else _plain(row[name]) for name in table.columns}
        for row in table.to_dict("records")
    ]
    click.echo(json.dumps(rows, ensure_ascii=False)) if as_json else _print_estimates(rows)


def _read(path: Path):
    """The file of answers as a frame, whatever its kind."""
    from analitik.ingest.plain import read_table

    if path.suffix.lower() != ".sav" or not path.is_file():
        return read_table(path)
    import pandas as pd

    from analitik.ingest.cells import Notes
    from analitik.ingest.readers.sav import read_sav

    grid = read_sav(path.read_bytes(), Notes())[0]
    return pd.DataFrame([row.cells for row in grid.rows], columns=grid.header)


def _design(weights: str | None, strata: str | None, psu: str | None, fpc: str | None, lonely: str):
    from analitik.survey import Design

    return Design(weights, strata, tuple(_names(psu) or ()), tuple(_names(fpc) or ()), lonely)


def _names(text: str | None) -> list[str] | None:
    return [name.strip() for name in text.split(",") if name.strip()] or None if text else None


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise click.BadParameter(say(f"'{wrong[0]}': tulis UNSUR=KOLOM.", f"'{wrong[0]}': write ITEM=COLUMN."))
    return dict(pair.split("=", 1) for pair in pairs)


def _fractions(text: str) -> list[float]:
    try:
        values = [float(part) for part in text.split(",")]
    except ValueError:
        values = []
    if not values or not all(0 <= value <= 1 for value in values):
        raise click.BadParameter(say(f"--q '{text}': tulis bilangan 0 sampai 1.", f"--q '{text}': write numbers from 0 to 1."))
    return values


def _index_record(row: dict[str, Any], elements: list[dict[str, Any]], known, design: dict[str, str | None]) -> dict[str, Any]:
    grades = {name.removeprefix("p_"): _plain(value) for name, value in row.items() if name.startswith("p_")}
    parts = [
        {"name": e["element"], "label": e["name_id"], **{key: _plain(e[key]) for key in ("mean", "se", "low", "high")}, "n": int(e["n"])}
        for e in elements
    ]  # fmt: skip
    return {
        "domain": _name(row["domain"]),
        **{name: _plain(row[name]) for name in ("index", "low", "high")},
        "grade": row["grade"],
        "grade_probability": dict(sorted(grades.items())),
        "n": int(row["n"]),
        "elements": parts,
        "se": _plain(row["se"]),
        "df": int(row["df"]),
        "n_dropped": int(row["n_dropped"]),
        "definition": known.id,
        "definition_version": known.version,
        "regulation": known.regulation,
        "item_weights": known.weights_text,
        "design": {name: value for name, value in design.items() if value},
        "other_item_weights": _other_weights(row, parts, known),
    }


def _other_weights(row: dict[str, Any], parts: list[dict[str, Any]], known) -> dict[str, dict[str, Any]]:
    """What rounded weights of older forms would have made of the same element means."""
    from analitik.survey import index_from_means
    from analitik.survey.grades import grade_of_estimate

    if _plain(row["index"]) is None or known.scores:
        return {}
    found = {name: index_from_means([part["mean"] for part in parts], known.reweighted(w)) for name, w in known.alternatives}
    return {name: {"index": value, "grade": grade_of_estimate(value, known)} for name, value in found.items()}


def _warn_of_weights(row: dict[str, Any]) -> None:
    other = [f"{name} {each['grade']}" for name, each in row["other_item_weights"].items() if each["grade"] != row["grade"]]
    if other:
        where = row["domain"] or say("semua", "all")
        click.echo(
            say(
                f"Mutu {where} bergantung pada pembulatan bobot unsur: {row['grade']} dengan bobot tepat, {', '.join(other)}.",
                f"The grade of {where} depends on rounded item weights: {row['grade']} with exact ones, {', '.join(other)}.",
            ),
            err=True,
        )


def _plain(value: Any) -> float | int | None:
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() and not isinstance(value, float) else float(value)


def _name(value: Any) -> str | None:
    """The name of a domain as it stands in the file; whole numbers without a decimal point."""
    if value is None or value != value:
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _table(title: str, heads: list[str], rows: list[list[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    for head in heads:
        wordy = head in (heads[0], say("Unsur", "Item"), say("Peubah", "Variable"))
        # a number cut short would be another number: only words may wrap
        table.add_column(head, justify="left" if wordy else "right", no_wrap=not wordy, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    Console(soft_wrap=True).print(table)


def _print_index(rows: list[dict[str, Any]], known) -> None:
    heads = [say("Kelompok", "Group"), say("Indeks", "Index"), say("Selang 95%", "95% interval"), say("Mutu", "Grade")]
    heads += [say("Peluang mutu", "Grade chances")] if known.grades else []
    cells = [
        [row["domain"] or say("Semua", "All"), decimal(row["index"], known.decimals), _ends(row, known.decimals), row["grade"] or "–"]
        + ([_chances(row["grade_probability"])] if known.grades else [])
        + [decimal(row["n"], 0), decimal(row["n_dropped"], 0)]
        for row in rows
    ]  # fmt: skip
    title = known.name_id + (f", {known.regulation}" if known.regulation else "")
    _table(title, [*heads, "n", say("Gugur", "Dropped")], cells)
    elements = [
        [row["domain"] or say("Semua", "All"), part["label"], decimal(part["mean"], 3), _ends(part, 3), decimal(part["n"], 0)]
        for row in rows
        for part in row["elements"]
    ]
    heads = [say("Kelompok", "Group"), say("Unsur", "Item"), say("Rata-rata", "Mean"), say("Selang 95%", "95% interval"), "n"]
    _table(say("Nilai tiap unsur", "Items"), heads, elements)


def _print_estimates(rows: list[dict[str, Any]]) -> None:
    heads = [say("Kelompok", "Group"), say("Peubah", "Variable"), say("Taksiran", "Estimate"), "SE",
             say("Selang 95%", "95% interval"), "n", "df", "deff"]  # fmt: skip
    cells = [
        [row["domain"] or say("Semua", "All"), row["variable"], decimal(row["estimate"], 3), decimal(row["se"], 3), _ends(row, 3),
         decimal(row["n"], 0), decimal(row["df"], 0), decimal(row["deff"], 2)]
        for row in rows
    ]  # fmt: skip
    _table(say("Taksiran menurut rancangan contoh", "Estimates under the design"), heads, cells)


def _chances(chances: dict[str, float | None]) -> str:
    """The grades that are not all but impossible."""
    likely = [f"{grade} {decimal(100 * p, 1)}%" for grade, p in chances.items() if p is not None and p >= 0.0005]
    return ", ".join(likely) or "–"


def _ends(row: dict[str, Any], digits: int) -> str:
    return interval(row["low"], row["high"], digits) or say("tidak terhitung", "not known")
