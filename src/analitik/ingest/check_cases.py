"""A complaint or a law-enforcement notice, checked: number, day, unit; in this order."""

from __future__ import annotations

from analitik.core.personal import mask_personal
from analitik.ingest.cells import Cell
from analitik.ingest.check import Context, Fault, date_of, id_of, text_of, unit_of, updated_of
from analitik.ingest.dates import When


def check_complaint(cells: list[Cell], context: Context) -> tuple:
    """The values of a complaint in the order of ``complaints``, without delivery and row."""
    number, date, channel, unit, category, status, text, updated = cells
    number, when = _number_and_day(number, date, context)
    changed = updated_of(updated, context)
    unit_code = unit_of(unit, context)
    words = [text_of(cell, context.notes, context.epoch_days) for cell in (channel, category, status)]
    return number, when.day_us, words[0], unit_code, words[1], words[2], _masked(text, context), changed


def check_aph(cells: list[Cell], context: Context) -> tuple:
    """The values of a notice in the order of ``aph_notices``, without delivery and row."""
    number, date, agency, unit, matter, updated = cells
    number, when = _number_and_day(number, date, context)
    changed = updated_of(updated, context)
    unit_code = unit_of(unit, context)
    return number, when.day_us, text_of(agency, context.notes), unit_code, _masked(matter, context), changed


def _number_and_day(number: Cell, date: Cell, context: Context) -> tuple[str, When]:
    text = id_of(number, context.notes)
    if text is None:
        raise Fault("missing_id", column="id")
    return text, date_of(date, "tanggal", context)


def _masked(cell: Cell, context: Context) -> str | None:
    text = text_of(cell, context.notes, context.epoch_days)
    return None if text is None else mask_personal(text)
