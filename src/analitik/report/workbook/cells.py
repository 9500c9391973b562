"""One cell of a workbook: words stay words, numbers stay numbers, and both look as the house style says."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from analitik.core.period import Month
from analitik.report.number import Number
from analitik.report.sentence import Sentence
from analitik.report.theme import LIGHT

LONGEST = 32_767
CUT_MARK = " … [dipotong]"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_RISKY = ("=", "+", "-", "@")


def number_format(number: Number) -> str:
    """The Excel format of a number; separators follow the reader's computer.

    >>> number_format(Number("a", 0.5, "share")), number_format(Number("b", 3, "count")), number_format(Number("c", 1.5, "points"))
    ('0.0%', '#,##0', '+#,##0.0;−#,##0.0;0.0')
    """
    places = "." + "0" * number.places if number.places else ""
    if number.kind in ("share", "probability"):
        return f"0{places}%"
    if number.kind in ("points", "difference"):
        return f"+#,##0{places};−#,##0{places};0{places}"
    return f"#,##0{places}"


def clean_text(text: str) -> str:
    """Text a cell can hold: no control characters, no half characters, no longer than Excel allows.

    >>> clean_text("a\\x07b"), len(clean_text("x" * 40_000))
    ('ab', 32767)
    """
    text = _CONTROL.sub("", text)
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT_MARK)] + CUT_MARK


class Looks:
    """The few cell styles of a workbook, made once and shared by its cells."""

    def __init__(self, book: Workbook):
        self._scratch = book.create_sheet("gaya")
        self._made: dict[tuple[str, str], Cell] = {}
        self._book = book

    def close(self) -> None:
        """Take the scratch sheet out again; the styles stay with the workbook."""
        self._book.remove(self._scratch)

    def dress(self, cell: Cell, look: str, form: str = "General") -> None:
        """Give a cell one of the looks ``body``, ``quoted``, ``head``, ``title``, ``sub``."""
        if (look, form) not in self._made:
            self._made[look, form] = self._make(look, form)
        cell._style = self._made[look, form]._style

    def _make(self, look: str, form: str) -> Cell:
        cell = self._scratch.cell(row=len(self._made) + 1, column=1)
        cell.font = Font(name="Calibri", size=14 if look == "title" else 11, bold=look in ("title", "head"), color=_argb("ink"))
        wrap = look in ("body", "quoted", "head") and form == "General"
        cell.alignment = Alignment(wrap_text=wrap, vertical="bottom" if look == "head" else "top")
        cell.number_format = form
        if look == "head":
            cell.fill = PatternFill("solid", fgColor=_argb("wash"))
            cell.border = Border(bottom=Side("medium", color=_argb("ink")))
        if look == "quoted":
            cell.quotePrefix = True
        return cell


def put(cell: Cell, value: Any, looks: Looks, look: str = "body", form: str = "General") -> None:
    """Write one value; text never becomes a formula, a missing value leaves the cell empty."""
    if value is None:
        looks.dress(cell, look)
    elif isinstance(value, str | Sentence):
        text = clean_text(value.text() if isinstance(value, Sentence) else value)
        cell.value, cell.data_type = text, "s"
        looks.dress(cell, "quoted" if look == "body" and text.startswith(_RISKY) else look)
    elif isinstance(value, Month | dt.date):
        cell.value = value.first_day if isinstance(value, Month) else value
        looks.dress(cell, look, "mmm yyyy" if isinstance(value, Month) else "dd mmm yyyy")
    else:
        cell.value = value
        looks.dress(cell, look, form)


def _argb(token: str) -> str:
    return "FF" + LIGHT[token][1:]
