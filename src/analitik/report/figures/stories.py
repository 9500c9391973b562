"""Stories or publications? The largest stories as one strip and as bars, with the number of outlets in words."""

from __future__ import annotations

from typing import Any

from analitik.core.locale import say
from analitik.report.figures.base import figure, hover, note, numbers_of, safe
from analitik.report.number import Number
from analitik.report.svg.metrics import shortened, text_width
from analitik.report.table import Table, cell_text
from analitik.report.theme import colour

REACH = 0.62
ROW = 42


def top_stories(table: Table, *, label: str, count: str, outlets: str, half: bool = True) -> Any:
    """The table's stories, largest first; a last row without outlets is "all others" and closes the strip.

    Bars and strip have their own scale: the strip is the whole, the longest bar leaves room for its words.
    """
    found, names = numbers_of(table, count), [cell_text(cell) for cell in table.column(label)]
    media = table.column(outlets)
    others = isinstance(media[-1], Number) is False or media[-1].value is None
    told = len(found) - others
    total, most = sum(n.value or 0 for n in found) or 1, max((n.value or 0 for n in found[:told]), default=1) or 1
    strip, strip_notes = _strip(found, told, total)
    rows = [told - 1 - k for k in range(told)]
    bars = {
        "type": "bar", "orientation": "h", "x": [(found[k].value or 0) / most * REACH for k in range(told)], "y": rows, "width": 0.26,
        "base": 0, "marker": {"color": colour("negfill")}, "hoverinfo": "text",
        "hovertext": [hover(names[k], found[k]) for k in range(told)],
    }  # fmt: skip
    notes = strip_notes + [item for k in range(told) for item in _story(rows[k], names[k], found[k], media[k], most, half)]
    if others:
        notes.append(note(1, told + 0.66, safe(names[-1]), size=12.5, tint="ink2", xanchor="right", yanchor="bottom", yshift=13))
    layout = {
        "height": (told + 1) * ROW + 34,
        "margin": {"l": 2, "r": 2, "t": 24, "b": 6},
        "barmode": "overlay",
        "xaxis": {"range": [0, 1], "tickvals": [], "ticktext": [], "showticklabels": False, "showline": False},
        "yaxis": {"range": [-0.3, told + 0.95], "tickvals": [], "ticktext": [], "showticklabels": False, "showgrid": False},
        "annotations": notes,
        "meta": {"narrow": {}},
    }
    return figure([*strip, bars], layout)


def _strip(found: list[Number], told: int, total: float) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    traces, notes, start = [], [], 0.0
    for k, number in enumerate(found):
        share = (number.value or 0) / total
        tint = "negfill" if k < told else "grid"
        marker = {"color": colour(tint), "line": {"color": colour("paper"), "width": 1.2}}
        traces.append({
            "type": "bar", "orientation": "h", "x": [share], "y": [told + 0.66], "base": [start], "width": 0.56,
            "marker": marker, "hoverinfo": "skip",
        })  # fmt: skip
        text = number.text()
        if share * 340 > text_width(text, 12.5, bold=True) + 6:
            tint = "onfill" if k < told else "ink"
            notes.append(note(start + share / 2, told + 0.66, f"<b>{text}</b>", size=12.5, tint=tint, bgcolor="rgba(0,0,0,0)"))
        start += share
    return traces, notes


def _story(row: int, name: str, number: Number, media: Any, most: float, half: bool) -> list[dict[str, Any]]:
    above = {"size": 13, "xanchor": "left", "yanchor": "bottom", "yshift": 7}
    reach = (number.value or 0) / most * REACH
    words = say(" di {} media", " in {} outlets").format(media.text()) if isinstance(media, Number) else ""
    shift = text_width(number.text(), 13, bold=True) + 12
    return [
        note(0, row, safe(shortened(name, 510 if half else 690, 13)), only="wide", **above),
        note(0, row, safe(shortened(name, 346, 13)), only="narrow", **above),
        note(reach, row, f"<b>{number.text()}</b>", size=13, xanchor="left", xshift=7),
        *([note(reach, row, words.strip(), size=12, tint="ink2", xanchor="left", xshift=shift)] if words else []),
    ]
