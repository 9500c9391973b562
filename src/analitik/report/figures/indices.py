"""How good is the service? Indices with their interval on the zones of the grades."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analitik.core.locale import decimal
from analitik.report.figures.base import box, drawn, figure, hover, line, note, numbers_of, safe, whiskers
from analitik.report.number import Number
from analitik.report.svg.metrics import shortened
from analitik.report.table import Table, cell_text
from analitik.report.theme import colour

BOUNDS = ((25.0, "D", "Tidak baik"), (65.0, "C", "Kurang baik"), (76.61, "B", "Baik"), (88.31, "A", "Sangat baik"))
TINT = {"D": "rule", "C": "grid", "B": "wash", "A": "bandp"}
ROW = 94


def index_zones(
    table: Table,
    *,
    label: str,
    index: str,
    grades: Mapping[str, str],
    bounds: Sequence[tuple[float, str, str]] = BOUNDS,
    top: float = 100,
) -> Any:
    """One row per index: value above, dot and interval, the probability of each grade below.

    ``grades`` maps a grade to its column of probabilities; ``bounds`` are (lower bound, grade, name), published values.
    """
    found, names = numbers_of(table, index), [cell_text(cell) for cell in table.column(label)]
    chances = {grade: numbers_of(table, column) for grade, column in grades.items()}
    low = _left_end(found, bounds[0][0])
    rows = [len(found) - 1 - k for k in range(len(found))]
    shapes, notes, ticks = _zones(bounds, low, top)
    shapes += [
        line(0, row + 0.5, 1, row + 0.5, "rule", xref="paper") for row in rows[:-1] and [r for r in rows if r < len(found) - 1]
    ]
    for k, row in enumerate(rows):
        notes += _row(names[k], found[k], {grade: numbers[k] for grade, numbers in chances.items()}, row, (low, top))
    dots = {
        "type": "scatter", "mode": "markers", "x": [drawn(number) for number in found], "y": rows,
        "marker": {"symbol": "circle", "size": 11, "color": colour("pos"), "line": {"color": colour("paper"), "width": 1.2}},
        "error_x": whiskers(found, "pos", 4), "hovertext": [hover(*pair) for pair in zip(names, found, strict=True)], "hoverinfo": "text",
    }  # fmt: skip
    layout = {
        "height": len(found) * ROW + 56,
        "margin": {"l": 14, "r": 14, "t": 24, "b": 32},
        "xaxis": {"range": [low, top], "tickvals": ticks, "ticktext": [_bound(tick) for tick in ticks], "showline": False},
        "yaxis": {
            "range": [-0.5, len(found) - 0.5],
            "tickvals": rows,
            "ticktext": names,
            "showticklabels": False,
            "showgrid": False,
        },
        "shapes": shapes,
        "annotations": notes,
        "meta": {"narrow": {}},
    }
    return figure([dots], layout)


def _left_end(found: Sequence[Number], least: float) -> float:
    lowest = min([drawn(n, "low") or drawn(n) for n in found if n.value is not None], default=least)
    return max(least, min(70.0, (lowest - 4) // 5 * 5))


def _zones(bounds: Sequence[tuple[float, str, str]], low: float, top: float) -> tuple[list, list, list[float]]:
    shapes, notes, ticks = [], [], [low]
    ends = [bound for bound, _, _ in bounds[1:]] + [top]
    for (start, grade, name), end in zip(bounds, ends, strict=True):
        left, right = max(start, low), min(end, top)
        if right <= left:
            continue
        shapes.append(box(left, 0, right, 1, TINT.get(grade, "wash"), yref="paper"))
        wide = (right - left) / (top - low) > 0.25
        above = {"size": 12.5, "yref": "paper", "yanchor": "bottom", "yshift": 5}
        notes.append(note((left + right) / 2, 1, f"{grade} · {name}" if wide else grade, **above))
        if left > low:
            shapes.append(line(left, 0, left, 1, "net", yref="paper", layer="below"))
            ticks.append(left)
    room = (top - low) * 0.11
    return shapes, notes, [tick for tick in [*ticks, top] if tick in (low, top) or low + room < tick < top - room]


def _row(name: str, number: Number, chances: Mapping[str, Number], row: int, ends: tuple[float, float]) -> list[dict[str, Any]]:
    title = {"size": 13, "xref": "paper", "xanchor": "left", "xshift": 8, "yanchor": "bottom", "yshift": 29}
    rooms = (("wide", 470), ("narrow", 310))
    notes = [note(0, row, safe(shortened(name, room, 13)), only=only, **title) for only, room in rooms]
    if number.value is None:
        return [*notes, note(0.5, row, number.text(), size=12.5, tint="ink2", xref="paper")]
    place = (drawn(number) - ends[0]) / (ends[1] - ends[0])
    side = {"xanchor": "right" if place > 0.75 else "left" if place < 0.25 else "center"}
    ranked = sorted(chances.items(), key=lambda pair: -(pair[1].value or 0))
    likely = [f"{grade} {chance.text()}" for grade, chance in ranked if (chance.value or 0) >= 0.005]
    value = note(drawn(number), row, f"<b>{number.text()}</b>", size=16, tint="pos", yanchor="bottom", yshift=8)
    mutu = note(drawn(number), row, "mutu " + " · ".join(likely), size=12.5, yanchor="top", yshift=-10, **side)
    return [*notes, value, *([mutu] if likely else [])]


def _bound(value: float) -> str:
    return decimal(value, 0 if float(value).is_integer() and value not in (65.0,) else 2)
