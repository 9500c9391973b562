"""The checks every row passes, one after the other; the first that fails sets the row aside with one reason."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, NamedTuple

from analitik.ingest.cells import Cell, Notes, Row, Serial, as_text, broken, clean, is_empty
from analitik.ingest.dates import DAY_US, SERIAL_ZERO, WIB, When, as_date
from analitik.ingest.units import UnitIndex

_SUMMARY = ("jumlah", "total", "rata-rata", "rerata", "dicetak")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+[eE][+-]?|[eE][+-])\d+")
_EXACT = 2**53


class Fault(Exception):
    """A row that cannot be taken: its code and the facts of its sentence."""

    def __init__(self, code: str, **facts: Any):
        super().__init__(code)
        self.code = code
        self.facts = facts


class Context(NamedTuple):
    """What checks need to know besides the row."""

    units: UnitIndex | None
    as_of_us: int
    epoch_days: int
    zones: dict[str, int]
    notes: Notes
    datelines: bool = False


Checker = Callable[[list[Cell], Context], tuple]


def check_shape(row: Row, headers: list[str], first_place: int, hidden_sheet: str | None) -> None:
    """What is wrong with a row before its content is looked at."""
    if hidden_sheet is not None:
        raise Fault("hidden_sheet", sheet=hidden_sheet)
    if row.fault is not None and row.fault[0] == "bad_json":
        raise Fault(row.fault[0], **row.fault[1])
    first = row.cells[first_place] if first_place < len(row.cells) else None
    if isinstance(first, str) and first.strip().casefold().startswith(_SUMMARY):
        raise Fault("summary_row", value=first)
    for place, cell in enumerate(row.cells):
        code = broken(cell)
        if code is not None:
            column = headers[place] if place < len(headers) and headers[place] else str(place + 1)
            raise Fault(code, value=as_text(cell), column=column)
    if row.fault is not None:
        raise Fault(row.fault[0], **row.fault[1])


def text_of(cell: Cell, notes: Notes, epoch_days: int = 0) -> str | None:
    """A cell as text kept verbatim; an empty one is None."""
    if isinstance(cell, str):
        return None if is_empty(cell) else clean(cell, notes) or None
    if isinstance(cell, Serial):
        when = as_date(cell, epoch_days)
        return str(when.day) if when else as_text(cell)
    return as_text(cell) or None


def id_of(cell: Cell, notes: Notes) -> str | None:
    """An id as text: all digits it was delivered with, and none that a spreadsheet made up."""
    if isinstance(cell, float) and not is_empty(cell) and abs(cell) >= _EXACT:
        raise Fault("id_precision", value=repr(float(cell)))
    text = text_of(cell, notes)
    if text is None:
        return None
    text = text.strip()
    if _SCIENTIFIC.fullmatch(text):
        raise Fault("id_precision", value=text)
    return text or None


def date_of(cell: Cell, column: str, context: Context) -> When:
    """The day of a row: there, in the calendar, and not in the future."""
    if is_empty(cell):
        raise Fault("missing_date")
    when = moment_of(cell, column, context)
    if when.at_us > context.as_of_us + DAY_US:
        raise Fault("future_date", value=_shown(cell))
    return when


def moment_of(cell: Cell, column: str, context: Context) -> When:
    """A cell as a moment, or the reason why it is none."""
    when = as_date(cell, context.epoch_days, context.zones.get(column, WIB))
    if when is None:
        raise Fault("bad_date", value=_shown(cell))
    if when.two_digit_year:
        context.notes.add("two_digit_year")
    return when


def updated_of(cell: Cell, context: Context) -> int | None:
    """When a record was last changed, where the delivery says so."""
    return None if is_empty(cell) else moment_of(cell, "diperbarui", context).at_us


def unit_of(cell: Cell, context: Context, *, required: bool = False) -> str | None:
    """The kode of the unit a row names."""
    if is_empty(cell):
        if required:
            raise Fault("unknown_unit", value="")
        return None
    name = as_text(cell)
    kode = context.units.find(name, context.notes) if context.units else None
    if kode is None:
        shown = clean(name, Notes())
        raise Fault("unknown_unit", value=shown, hint=context.units.hint(shown) if context.units else "")
    return kode


def _shown(cell: Cell) -> str:
    if isinstance(cell, Serial) and 0 <= cell < 3_000_000 and math.isfinite(cell):
        from datetime import timedelta

        return str((SERIAL_ZERO + timedelta(days=float(cell))).date())
    return as_text(cell)
