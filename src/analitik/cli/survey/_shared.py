"""What the survey commands share: the design options, the reading of a file, and how rows are shown."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from analitik.core.locale import interval, say

LONELY = ("fail", "adjust", "certainty", "average")


def design_options(run: Callable) -> Callable:
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
        click.option("--calibrated", metavar="A[,B]",
                     help=say("Kolom margin tempat bobot dikalibrasi; galat lalu dihitung dari sisaan.",
                              "Columns the weights were calibrated to; errors are then those of residuals.")),
        click.option("--base", metavar="W", help=say("Kolom bobot sebelum kalibrasi.", "Column of the weights before calibration.")),
        click.option("--json", "as_json", is_flag=True,
                     help=say("Hasil sebagai JSON di baris terakhir.", "The result as JSON on the last line.")),
    )  # fmt: skip
    for option in reversed(options):
        run = option(run)
    return run


def read_data(path: Path):
    """The file of answers as a frame, whatever its kind."""
    from analitik.ingest.plain import read_table

    if path.suffix.lower() != ".sav" or not path.is_file():
        return read_table(path)
    import pandas as pd

    from analitik.ingest.cells import Notes
    from analitik.ingest.readers.sav import read_sav

    grid = read_sav(path.read_bytes(), Notes())[0]
    return pd.DataFrame([row.cells for row in grid.rows], columns=grid.header)


def design_of(
    weights: str | None,
    strata: str | None,
    psu: str | None,
    fpc: str | None,
    lonely: str,
    calibrated: str | None = None,
    base: str | None = None,
):
    """The design the options name."""
    from analitik.survey import Calibration, Design

    calibration = Calibration(tuple(names_in(calibrated)), base=base) if names_in(calibrated) else None
    return Design(weights, strata, tuple(names_in(psu) or ()), tuple(names_in(fpc) or ()), lonely, calibration)


def numbers_in(text: str, name: str, low: float = float("-inf"), high: float = float("inf")) -> list[float]:
    """Numbers separated by commas, each between two ends."""
    try:
        values = [float(part) for part in text.split(",")]
    except ValueError:
        values = []
    if not values or not all(low <= value <= high for value in values):
        wanted = say(f"bilangan {low:g} sampai {high:g}", f"numbers from {low:g} to {high:g}")
        raise click.BadParameter(say(f"{name} '{text}': tulis {wanted}.", f"{name} '{text}': write {wanted}."))
    return values


def tell_of_zero_weights(frame, column: str | None) -> None:
    """Rows of weight zero are not counted; whoever asks is told so."""
    if not column:
        return
    from analitik.survey.design import read_weights

    n = int((read_weights(frame, column) == 0).sum())
    if n:
        click.echo(say(f"{n} baris berbobot nol tidak ikut dihitung.", f"{n} rows of weight zero are not counted."), err=True)


def note_of(n: int, se: float | None, df: int) -> str | None:
    """Why a row has no number, no error or an error of zero; None where there is nothing to say."""
    if n == 0:
        return say("Tidak ada jawaban sah.", "No valid answers.")
    if df <= 0:
        return say("Hanya satu klaster atau satu orang: galat tidak dapat dihitung.", "A single cluster or person: no error.")
    if se == 0:
        return say("Semua jawaban sama: galat nol berarti tidak ada keragaman pada contoh ini, bukan kepastian.",
                   "All answers are alike: an error of zero means no spread in this sample, not certainty.")  # fmt: skip
    return None


def names_in(text: str | None) -> list[str] | None:
    """Column names separated by commas."""
    return [name.strip() for name in text.split(",") if name.strip()] or None if text else None


def plain(value: Any) -> float | int | None:
    """A number for JSON: not known is null."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() and not isinstance(value, float) else float(value)


def name_of(value: Any) -> str | None:
    """The name of a domain as it stands in the file; whole numbers without a decimal point."""
    if value is None or value != value:
        return None
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def print_table(title: str, heads: list[str], rows: list[list[str]]) -> None:
    """A table on the screen; only words may wrap."""
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


def ends(row: dict[str, Any], digits: int) -> str:
    """The interval of a row as people read it."""
    return interval(row["low"], row["high"], digits) or say("tidak terhitung", "not known")
