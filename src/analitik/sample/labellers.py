"""Two invented labellers who fill a drawn workbook from the planted truth, and err as often as they are told to."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook

from analitik.core.errors import UsageFault
from analitik.core.files import write_bytes
from analitik.core.locale import say
from analitik.sample.chance import Chance
from analitik.sample.workbook import with_fixed_times
from analitik.schema import SAMPLE_ID_PREFIX

_WORDS = ("negatif", "netral", "positif")
_DOUBT_WHEN_WRONG, _DOUBT_WHEN_RIGHT = 0.5, 0.05


def fill_labels(workbook: Path, truth: pd.DataFrame, *, error: float = 0.05, seed: int = 2022, out: Path | None = None) -> int:
    """Fill every labeller's sheet of a drawn workbook; each labeller errs on his own, toward a neighbouring class.

    Parameters
    ----------
    workbook : Path
        From ``analitik label draw``, over demonstration data.
    truth : DataFrame
        ``truth/articles.csv`` of the sample: ``id``, ``sentiment``, ``issue``.
    error : float
        The share of publications each labeller gets wrong.
    out : Path, optional
        Where the filled workbook goes; over the drawn one when not given.

    Returns
    -------
    int
        How many labels were given.
    """
    known = truth.set_index("id")
    book = load_workbook(workbook)
    given = 0
    for sheet in book.worksheets:
        labeller = str(sheet["D1"].value)
        if sheet["A1"].value != "Undian" or not labeller.isdecimal():
            continue
        chance = Chance(seed, f"pelabel {labeller} {sheet['B1'].value}")
        place = {cell.value: cell.column for cell in sheet[3]}
        rows = range(4, sheet.max_row + 1)
        wrong, doubt, side = (chance.uniform(len(rows)) for _ in range(3))
        for k, row in enumerate(rows):
            number = sheet.cell(row, place["Kode berita"]).value
            _refuse_real(number, known)
            is_wrong = wrong[k] < error
            truly = known.loc[number, "sentiment"]
            sheet.cell(row, place["Sentimen"]).value = _mistaken(truly, side[k]) if is_wrong else truly
            sheet.cell(row, place["Isu"]).value = known.loc[number, "issue"]
            sheet.cell(row, place["Keyakinan"]).value = "ragu" if doubt[k] < (_DOUBT_WHEN_WRONG if is_wrong else _DOUBT_WHEN_RIGHT) else "yakin"
            given += 1
    raw = io.BytesIO()
    book.save(raw)
    write_bytes(out or workbook, with_fixed_times(raw.getvalue()))
    return given


def _mistaken(truly: str, side: float) -> str:
    """A neighbouring class: the middle for both ends, either end for the middle."""
    return "netral" if truly != "netral" else _WORDS[0] if side < 0.5 else _WORDS[2]


def _refuse_real(number: object, known: pd.DataFrame) -> None:
    if not str(number).startswith(SAMPLE_ID_PREFIX) or number not in known.index:
        raise UsageFault(
            say(
                f"Berita '{number}' tidak ada dalam kebenaran contoh; pelabel rekaan hanya untuk data contoh.",
                f"Publication '{number}' is not in the sample's truth; invented labellers are for sample data only.",
            )
        )
