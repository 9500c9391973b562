"""What to do first: how much each element matters against how well it is done, with the mean of both as crosshair.

Points carry the number of their row; the names stand below. Filled = the place is sure, hollow = it is not.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from analitik.report.figures.base import drawn, figure, hover, line, note, numbers_of, round_ticks, safe, tick_texts, whiskers
from analitik.report.number import Number
from analitik.report.svg.metrics import text_width, wrapped
from analitik.report.table import Table, cell_text
from analitik.report.theme import colour

SURE = 0.95
PLOT = {"wide": (610, 250), "narrow": (300, 250)}  # pixels of the plot, for keeping labels apart
MARGIN = {"l": 46, "r": 16, "t": 26}
KEY_ROW = 18
SIDES = ((12, 0), (-12, 0), (0, 13), (0, -13), (11, 11), (-11, 11), (11, -11), (-11, -11), (20, 0), (-20, 0), (0, 22), (0, -22))
CORNERS = ("left", 1), ("right", 1), ("left", 0), ("right", 0)


def quadrant(
    table: Table,
    *,
    label: str,
    importance: str,
    performance: str,
    sure: str,
    centre: tuple[Number, Number],
    names: Sequence[str],
    axes: tuple[str, str],
) -> Any:
    """One point per row: performance to the right, importance upwards, both with their interval.

    Parameters
    ----------
    label, importance, performance, sure : str
        Columns: the name of the row (beginning with its number), both measures, and the probability of the point's quadrant.
    centre : tuple of Number
        Mean importance and mean performance, where the crosshair stands.
    names : sequence of str
        The quadrants: upper left, upper right, lower left, lower right.
    axes : tuple of str
        What is measured upwards, and to the right.
    """
    rows = [cell_text(cell) for cell in table.column(label)]
    high, good, chance = (numbers_of(table, name) for name in (importance, performance, sure))
    xs, ys = _ends(good, centre[1]), _ends(high, centre[0])
    filled = [(number.value or 0) >= SURE for number in chance]
    data = [_points(rows, high, good, filled, wanted) for wanted in (False, True) if wanted in filled]
    x_ticks, y_ticks = _ticks(xs), _ticks(ys)
    cross = drawn(centre[1]), drawn(centre[0])
    shapes = [
        line(cross[0], 0, cross[0], 1, "net", yref="paper", layer="below"),
        line(0, cross[1], 1, cross[1], "net", xref="paper", layer="below"),
    ]
    spots = [(drawn(x), drawn(y)) for x, y in zip(good, high, strict=True)]
    key = {only: _key(rows, only) for only in PLOT}
    notes = [*_corners(names, axes), *(part for only in PLOT for part in _numbers(rows, spots, (xs, ys), only) + key[only])]
    below = {only: 54 + KEY_ROW * (len(rows) if only == "narrow" else -(-len(rows) // 2)) for only in PLOT}
    height = {only: MARGIN["t"] + PLOT[only][1] + below[only] for only in PLOT}
    layout = {
        "height": height["wide"],
        "margin": {**MARGIN, "b": below["wide"]},
        "xaxis": {"range": list(xs), "tickvals": x_ticks, "ticktext": tick_texts(x_ticks, good[0])},
        "yaxis": {"range": list(ys), "tickvals": y_ticks, "ticktext": tick_texts(y_ticks, high[0]), "showgrid": False},
        "shapes": shapes,
        "annotations": notes,
        "meta": {
            "narrow": {"height": height["narrow"], "margin": {**MARGIN, "b": below["narrow"]}},
            "numbers": [number.payload() for number in centre],
        },
    }
    return figure(data, layout)


def _ends(found: Sequence[Number], middle: Number) -> tuple[float, float]:
    """The ends of an axis: all points, most of the intervals, and room for the names in the corners."""
    values = [drawn(number) for number in (*found, middle)]
    low, high = min(values), max(values)
    ends = [(drawn(n, "low"), drawn(n, "high")) for n in found if n.has_interval]
    spread = max(high - low, 1e-6)
    low, high = (
        max(min([low, *(a for a, _ in ends)]), low - 0.6 * spread),
        min(max([high, *(b for _, b in ends)]), high + 0.6 * spread),
    )
    room = 0.16 * (high - low)
    return max(low - room, 0.0), high + room


def _ticks(ends: tuple[float, float]) -> list[float]:
    """Round values inside an axis that does not begin at zero."""
    step = round_ticks(ends[1] - ends[0], about=7)[1]
    first = -(-ends[0] // step)
    return [round(step * k, 10) for k in range(int(first), int(ends[1] // step) + 1)]


def _points(
    rows: Sequence[str], high: Sequence[Number], good: Sequence[Number], filled: Sequence[bool], wanted: bool
) -> dict[str, Any]:
    kept = [k for k, flag in enumerate(filled) if flag is wanted]
    x, y = [good[k] for k in kept], [high[k] for k in kept]
    marker = {"symbol": "circle" if wanted else "circle-open", "size": 12, "color": colour("pos")}
    marker["line"] = {"color": colour("paper" if wanted else "pos"), "width": 1.2 if wanted else 1.8}
    return {
        "type": "scatter", "mode": "markers", "x": [drawn(number) for number in x], "y": [drawn(number) for number in y], "marker": marker,
        "error_x": whiskers(x, "net", 1.2), "error_y": whiskers(y, "net", 1.2),
        "hovertext": [hover(rows[k], high[k]) for k in kept], "hoverinfo": "text",
    }  # fmt: skip


def _corners(names: Sequence[str], axes: tuple[str, str]) -> list[dict[str, Any]]:
    """The names of the quadrants inside the corners, and what the axes measure outside."""
    notes = []
    for name, (side, end) in zip(names, CORNERS, strict=True):
        inward = {"xshift": 6 if side == "left" else -6, "yshift": -5 if end else 5}
        place = {"xref": "paper", "yref": "paper", "xanchor": side, "yanchor": "top" if end else "bottom"}
        notes.append(note(0 if side == "left" else 1, end, f"<i>{safe(name)}</i>", size=12.5, tint="ink2", **place, **inward))
    upwards = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "xshift": -MARGIN["l"] + 4, "yshift": 6}
    across = {"xref": "paper", "yref": "paper", "xanchor": "right", "yanchor": "top", "yshift": -22}
    return [
        *notes,
        note(0, 1, safe(axes[0]), size=12, tint="ink2", **upwards),
        note(1, 0, safe(axes[1]), size=12, tint="ink2", **across),
    ]


def _key(rows: Sequence[str], only: str) -> list[dict[str, Any]]:
    """The names of the points below the drawing: two columns, on a phone one."""
    columns = 1 if only == "narrow" else 2
    tall, room = -(-len(rows) // columns), (318 if only == "narrow" else 226)
    place = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top", "only": only}
    return [
        note(k // tall / columns, 0, safe(wrapped(name, room, 12.5, lines=1)[0]), size=12.5, **place,
             xshift=-MARGIN["l"] + 4 if k < tall else 0, yshift=-44 - KEY_ROW * (k % tall))
        for k, name in enumerate(rows)
    ]  # fmt: skip


def _numbers(
    rows: Sequence[str], spots: Sequence[tuple[float, float]], ends: tuple[tuple[float, float], tuple[float, float]], only: str
) -> list[dict[str, Any]]:
    """The number of each point beside it, where it touches neither a point nor another number and its own point is the nearest."""
    places = [_pixels(spot, ends, PLOT[only]) for spot in spots]
    taken = [(x - 7, y - 7, x + 7, y + 7) for x, y in places]
    notes = []
    for name, (x, y), spot in zip(rows, places, spots, strict=True):
        number = name.split()[0]
        half = text_width(number, 12.5, bold=True) / 2 + 1
        boxes = {side: (x + side[0] - half, y + side[1] - 7, x + side[0] + half, y + side[1] + 7) for side in SIDES}
        strangers = [place for place in places if place != (x, y)]
        faults = {
            side: _clashes(boxes[side], taken, PLOT[only]) + _nearer(x + side[0], y + side[1], math.hypot(*side), strangers)
            for side in SIDES
        }
        side = min(SIDES, key=lambda side: (faults[side], SIDES.index(side)))
        taken.append(boxes[side])
        notes.append(note(*spot, f"<b>{number}</b>", size=12.5, xshift=side[0], yshift=side[1], only=only))
    return notes


def _pixels(
    spot: tuple[float, float], ends: tuple[tuple[float, float], tuple[float, float]], size: tuple[int, int]
) -> tuple[float, float]:
    return tuple((value - low) / (high - low) * length for value, (low, high), length in zip(spot, ends, size, strict=True))


def _nearer(x: float, y: float, own: float, strangers: Sequence[tuple[float, float]]) -> int:
    """How many other points a label stands closer to than to its own."""
    return sum(math.hypot(x - a, y - b) <= own for a, b in strangers)


def _clashes(box: tuple[float, float, float, float], taken: Sequence[Sequence[float]], size: tuple[int, int]) -> int:
    """How many boxes a box touches; leaving the plot counts as one."""
    left, bottom, right, top = box
    outside = left < 0 or bottom < 0 or right > size[0] or top > size[1]
    return outside + sum(left < r and l < right and bottom < t and b < top for l, b, r, t in taken)  # noqa: E741
