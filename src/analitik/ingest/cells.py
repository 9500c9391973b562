"""What a reader hands on: grids of rows whose cells are still as they were delivered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

Cell = Any  # None, str, int, float, bool, datetime, Serial or BrokenCell

_DIRTY = re.compile("[\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ERRORS = {
    "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!",
}  # fmt: skip


class Serial(float):
    """A number that its cell shows as a date."""


class BrokenCell(NamedTuple):
    """A cell that has no value to read: a spreadsheet error, or a formula that was never calculated."""

    code: str
    shown: str


class Row(NamedTuple):
    """One record as delivered. ``fault`` is set where the reader itself could not make sense of it."""

    number: int
    cells: list[Cell]
    fault: tuple[str, dict[str, Any]] | None = None


@dataclass
class Grid:
    """One table of a delivered file: a CSV, a worksheet, a feed.

    ``header`` is None where the header row must be found among the first rows (worksheets).
    """

    rows: Iterable[Row]
    header: list[Cell] | None = None
    name: str = ""
    is_hidden: bool = False
    epoch_days: int = 0  # 1462 where the workbook counts its days from 1904
    header_row: int = 1
    keeps_empty: bool = False  # a record without content is a record still (lines, items, cases)
    fixed: bool = False  # the format itself fixes the columns (feeds): none of them can be missing


class Notes:
    """Warnings of one delivery, each said once, in the order they arose."""

    def __init__(self) -> None:
        self._said: dict[str, None] = {}

    def add(self, warning: str) -> None:
        self._said[warning] = None

    def list(self) -> list[str]:
        return list(self._said)


def clean(text: str, notes: Notes) -> str:
    """Drop byte order marks and control characters; a lone surrogate becomes U+FFFD. All else stays verbatim.

    >>> notes = Notes()
    >>> clean("nol\\x00di\\ufeff tengah", notes), notes.list()
    ('noldi tengah', ['control_chars_removed'])
    """
    if _DIRTY.search(text):
        if any(found != "\ufeff" for found in _DIRTY.findall(text)):
            notes.add("control_chars_removed")
        text = _DIRTY.sub("", text)
    if not text.isascii() and _SURROGATE.search(text):
        notes.add("invalid_unicode")
        text = _SURROGATE.sub("\ufffd", text)
    return text


def is_empty(cell: Cell) -> bool:
    """Nothing, blanks, or the NaN of a number.

    >>> is_empty("  "), is_empty(float("nan")), is_empty("NaN"), is_empty(0)
    (True, True, False, False)
    """
    if cell is None:
        return True
    if isinstance(cell, str):
        return not cell or cell.isspace()
    return isinstance(cell, float) and cell != cell


def as_text(cell: Cell) -> str:
    """A cell as a person would read it: whole numbers are their digits.

    >>> as_text(1002.0), as_text(2.5), as_text(True)
    ('1002', '2.5', 'TRUE')
    """
    if isinstance(cell, str):
        return cell
    if cell is None or is_empty(cell):
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, BrokenCell):
        return cell.shown
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e21 else repr(float(cell))
    return cell.isoformat(sep=" ") if isinstance(cell, datetime) else str(cell)


def broken(cell: Cell) -> str | None:
    """The code of a cell that holds an error instead of a value, in whatever format it came."""
    if isinstance(cell, BrokenCell):
        return cell.code
    return "excel_error" if isinstance(cell, str) and cell[:1] == "#" and cell.strip().upper() in _ERRORS else None
