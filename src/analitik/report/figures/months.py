"""Months side by side: where the ticks stand, what is missing, and what happened meanwhile."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from analitik.core.errors import AnalitikError
from analitik.core.locale import month_name, say
from analitik.core.period import Month
from analitik.report.figures.base import box, line, note, safe
from analitik.report.number import Number
from analitik.report.svg.metrics import text_width
from analitik.report.table import Table

LEVEL = 31


@dataclass(frozen=True)
class Event:
    """Something that happened on a day, drawn as a dotted vertical; never written as a cause."""

    day: dt.date
    name: str


def months_of(table: Table, name: str) -> list[Month]:
    """A column of consecutive months."""
    months = table.column(name)
    if (
        not months
        or any(not isinstance(m, Month) for m in months)
        or any(a + 1 != b for a, b in zip(months, months[1:], strict=False))
    ):
        raise AnalitikError(
            say(
                f"Kolom '{name}' tabel '{table.id}' harus berisi Month yang berurutan tanpa lompatan.",
                f"Column '{name}' of table '{table.id}' must hold consecutive Months without a gap.",
            )
        )
    return months


def month_axis(months: Sequence[Month], slots: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """The time axis, wide and narrow: where months crowd, every second to sixth is named, the last one always."""
    last = len(months) - 1
    wide, narrow = (next(step for step in (1, 2, 3, 4, 6, 12, 24, 10**6) if len(months) / step <= most) for most in (14, 6))
    shown = [[k for k in range(len(months)) if (last - k) % step == 0] for step in (wide, narrow)]
    after = [months[-1] + 1] * (slots - len(months))
    axis = _ticks([*months, *after], shown[0] + [len(months)] * len(after))
    return {"range": [-0.5, slots - 0.5], **axis}, _ticks(months, shown[1])


def _ticks(months: Sequence[Month], shown: Sequence[int]) -> dict[str, Any]:
    texts, year = [], None
    for k in shown:
        months_name = months[k].label(short=True, year=False)
        texts.append(months_name + (f"<br>{months[k].year}" if months[k].year != year else ""))
        year = months[k].year
    return {"tickvals": list(shown), "ticktext": texts}


def gaps(found: Sequence[Number], top: float) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Hatched columns for months without data; neighbours of one kind share their word."""
    shapes, notes = [], []
    words = [(number.state or say("celah data", "no data")) if number.value is None else None for number in found]
    for word, run in groupby(range(len(words)), key=words.__getitem__):
        if word is None:
            continue
        months = list(run)
        middle = (months[0] + months[-1]) / 2
        shapes.append(box(months[0] - 0.5, 0, months[-1] + 0.5, top, "hatch", opacity=0.4))
        both = {"size": 11.5, "tint": "ink2", "yanchor": "bottom", "yshift": 4}
        notes.append(note(middle, 0, word.replace(" ", "<br>"), only="wide", **both))
        notes.append(note(middle, 0, word, only="narrow", **both))
    return shapes, notes


def position(months: Sequence[Month], day: dt.date) -> float:
    """Where a day stands on the axis; a month reaches from half a step before its tick to half a step after."""
    index = (day.year - months[0].year) * 12 + day.month - months[0].month
    return index + (day.day - 1) / calendar.monthrange(day.year, day.month)[1] - 0.5


def levels(events: Sequence[Event], places: Sequence[float], pixels: float, slots: int, edge: float) -> list[int]:
    """The storey each label stands on, so that none lies over another; the lowest is 0."""
    taken: list[list[tuple[float, float]]] = []
    found = []
    for event, place in zip(events, places, strict=True):
        half = text_width(event.name, 12.5, bold=True) / 2 + 5
        middle = (place + 0.5) / slots * pixels
        left, right = middle - half, middle + half
        if right > pixels + edge:
            left, right = pixels + edge - 2 * half, pixels + edge
        storey = next((k for k, row in enumerate(taken) if all(right < a or left > b for a, b in row)), len(taken))
        taken += [[]] * (storey == len(taken))
        taken[storey] = [*taken[storey], (left, right)]
        found.append(storey)
    return found


def event_marks(
    events: Sequence[Event], months: Sequence[Month], slots: int, *, pixels: float, plot: float, edge: float, only: str
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """Dotted verticals with name and date above the plot; returns shapes, labels and the height they need."""
    places = [position(months, event.day) for event in events]
    storeys = levels(events, places, pixels, slots, edge)
    shapes, notes = [], []
    for event, place, storey in zip(events, places, storeys, strict=True):
        rise = 1 + (storey * LEVEL + 4) / plot
        shapes.append(line(place, 0, place, rise, "ink2", dash="dot", yref="paper", only=only))
        after = say(" · setelah periode", " · after the period") if event.day > months[-1].last_day and only == "wide" else ""
        day = f"{event.day.day} {month_name(event.day, short=True, year=False)}{after}"
        half = max(text_width(event.name, 12.5, bold=True), text_width(day, 12)) / 2
        end = (place + 0.5) / slots * pixels + half > pixels + edge
        where = {"yref": "paper", "yanchor": "bottom", "only": only}
        where |= {"xanchor": "right", "xshift": edge} if end else {"xanchor": "center"}
        x = slots - 0.5 if end else place
        notes.append(note(x, rise, f"<b>{safe(event.name)}</b><br>{day}", size=12, tint="ink", **where))
    return shapes, notes, (max(storeys) + 1) * LEVEL + 10 if events else 12


def slots_for(months: Sequence[Month], events: Sequence[Event]) -> int:
    """Months drawn: one more than there are, when something happened right after."""
    return len(months) + any(position(months, event.day) > len(months) - 0.5 for event in events)
