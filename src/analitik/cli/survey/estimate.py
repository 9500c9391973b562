"""``analitik survey estimate``: any number from a file of answers, with its interval under the design."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from analitik.cli.survey._shared import design_of, design_options, ends, name_of, names_in, plain, print_table, read_data
from analitik.core.locale import decimal, say

STATISTICS = ("mean", "total", "ratio", "prop", "quantile")


@click.command(
    help=say(
        "Taksir rata-rata, jumlah, rasio, proporsi atau kuantil. Contoh: analitik survey estimate data.csv --stat mean --vars umur",
        "Estimate means, totals, ratios, shares or quantiles. Example: analitik survey estimate data.csv --stat mean --vars age",
    )
)
@click.option("--stat", type=click.Choice(STATISTICS), default="mean", show_default=True, help=say("Statistik.", "Statistic."))
@click.option("--vars", "variables", required=True, metavar="A,B", help=say("Kolom, dipisah koma.", "Columns, with commas."))
@click.option("--q", "quantiles", default=".5", metavar="P[,P2]", show_default=True, help=say("Kuantil.", "Quantiles."))
@design_options
def command(data: Path, stat: str, variables: str, quantiles: str, by: str | None, as_json: bool, **design: str | None) -> None:
    """Read, estimate, print."""
    from analitik.survey import estimate as estimated

    table = estimated(
        read_data(data), names_in(variables), stat, by=names_in(by), design=design_of(**design), q=_fractions(quantiles)
    )
    rows = [
        {name: name_of(row[name]) if name in ("domain", "variable") else plain(row[name]) for name in table.columns}
        for row in table.to_dict("records")
    ]
    click.echo(json.dumps(rows, ensure_ascii=False)) if as_json else _print_estimates(rows)


def _fractions(text: str) -> list[float]:
    try:
        values = [float(part) for part in text.split(",")]
    except ValueError:
        values = []
    if not values or not all(0 <= value <= 1 for value in values):
        raise click.BadParameter(say(f"--q '{text}': tulis bilangan 0 sampai 1.", f"--q '{text}': write numbers from 0 to 1."))
    return values


def _print_estimates(rows: list[dict[str, Any]]) -> None:
    heads = [say("Kelompok", "Group"), say("Peubah", "Variable"), say("Taksiran", "Estimate"), "SE",
             say("Selang 95%", "95% interval"), "n", "df", "deff"]  # fmt: skip
    cells = [
        [row["domain"] or say("Semua", "All"), row["variable"], decimal(row["estimate"], 3), decimal(row["se"], 3), ends(row, 3),
         decimal(row["n"], 0), decimal(row["df"], 0), decimal(row["deff"], 2)]
        for row in rows
    ]  # fmt: skip
    print_table(say("Taksiran menurut rancangan contoh", "Estimates under the design"), heads, cells)
