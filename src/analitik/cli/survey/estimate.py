"""``analitik survey estimate``: any number from a file of answers, with its interval under the design."""

from __future__ import annotations

import fnmatch
import json
from pathlib import Path
from typing import Any

import click

from analitik.cli.survey._shared import (
    design_of,
    design_options,
    ends,
    name_of,
    names_in,
    note_of,
    numbers_in,
    plain,
    print_table,
    read_data,
    tell_of_zero_weights,
)
from analitik.core.locale import decimal, say

STATISTICS = ("mean", "total", "ratio", "prop", "quantile", "var")
INTERVALS = ("logit", "beta", "mean", "likelihood")
METHODS = ("JK1", "BRR", "Fay", "bootstrap")
WORDS = ("domain", "variable", "quality")


@click.command(
    help=say(
        "Taksir rata-rata, jumlah, rasio, proporsi, kuantil atau ragam. Contoh: analitik survey estimate data.csv --stat mean --vars umur",
        "Estimate means, totals, ratios, shares, quantiles or variances. Example: analitik survey estimate data.csv --stat mean --vars age",
    )
)
@click.option("--stat", type=click.Choice(STATISTICS), default="mean", show_default=True, help=say("Statistik.", "Statistic."))
@click.option("--vars", "variables", required=True, metavar="A,B", help=say("Kolom, dipisah koma.", "Columns, with commas."))
@click.option("--q", "quantiles", default=".5", metavar="P[,P2]", show_default=True, help=say("Kuantil.", "Quantiles."))
@click.option(
    "--interval",
    type=click.Choice(INTERVALS),
    default="logit",
    show_default=True,
    help=say("Selang proporsi.", "Interval of shares."),
)
@click.option(
    "--level",
    type=click.FloatRange(0.5, 0.999),
    default=0.95,
    show_default=True,
    help=say("Tingkat kepercayaan.", "Confidence level."),
)
@click.option(
    "--deff",
    type=click.Choice(("without", "with")),
    default="without",
    show_default=True,
    help=say(
        "Pembanding deff: contoh acak tanpa atau dengan pengembalian.",
        "Compare deff with a simple random sample without or with replacement.",
    ),
)
@click.option("--replicates", metavar="POLA*", help=say("Kolom bobot ulangan.", "Columns of replicate weights."))
@click.option(
    "--replicate-method",
    type=click.Choice(METHODS),
    default="bootstrap",
    show_default=True,
    help=say("Cara bobot ulangan dibuat.", "How the replicate weights were made."),
)
@click.option("--rho", type=click.FloatRange(0, 1, max_open=True), default=0.0, help=say("Faktor Fay.", "Fay's factor."))
@design_options
def command(
    data: Path,
    stat: str,
    variables: str,
    quantiles: str,
    interval: str,
    level: float,
    deff: str,
    replicates: str | None,
    replicate_method: str,
    rho: float,
    by: str | None,
    as_json: bool,
    **design: str | None,
) -> None:
    """Read, estimate, print."""
    from analitik.survey import estimate as estimated
    from analitik.survey import given_replicates

    frame, asked = read_data(data), design_of(**design)
    if replicates:
        columns = fnmatch.filter(map(str, frame.columns), replicates)
        asked = given_replicates(design["weights"], columns, replicate_method, rho=rho)
    tell_of_zero_weights(frame, design["weights"] if design["weights"] in frame.columns else None)
    table = estimated(
        frame,
        names_in(variables),
        stat,
        by=names_in(by),
        design=asked,
        q=numbers_in(quantiles, "--q", 0, 1),
        interval=interval,
        level=level,
        deff=deff,
    )
    rows = [
        {name: name_of(row[name]) if name in WORDS else plain(row[name]) for name in table.columns}
        | {"note": note_of(row["n"], row["se"], row["df"])}
        for row in table.to_dict("records")
    ]
    click.echo(json.dumps(rows, ensure_ascii=False)) if as_json else _print_estimates(rows, level)


def _print_estimates(rows: list[dict[str, Any]], level: float) -> None:
    heads = [
        say("Kelompok", "Group"),
        say("Peubah", "Variable"),
        say("Taksiran", "Estimate"),
        "SE",
        say(f"Selang {100 * level:g}%", f"{100 * level:g}% interval"),
        "n",
        "df",
        "deff",
        say("Mutu", "Quality"),
    ]
    cells = [
        [
            row["domain"] or say("Semua", "All"),
            row["variable"],
            decimal(row["estimate"], 3),
            decimal(row["se"], 3),
            ends(row, 3),
            decimal(row["n"], 0),
            decimal(row["df"], 0),
            decimal(row["deff"], 2),
            row["quality"],
        ]
        for row in rows
    ]
    print_table(say("Taksiran menurut rancangan contoh", "Estimates under the design"), heads, cells)
