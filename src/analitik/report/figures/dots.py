"""Which issue, which element? A dot with its interval per row, in the order of the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analitik.report.figures.base import (
    drawn,
    figure,
    hover,
    note,
    numbers_of,
    round_ticks,
    safe,
    scale_of,
    tick_texts,
    value_ticks,
    whiskers,
)  # fmt: skip
from analitik.report.number import Number
from analitik.report.svg.metrics import text_width, wrapped
from analitik.report.table import Table, cell_text
from analitik.report.theme import colour

QUIET = ("", "–", "tidak berubah berarti", "belum dapat disimpulkan")
SHORT = {"tidak berubah berarti": "tidak berarti"}
FILL = {"neg": "negfill", "pos": "posfill"}
ROW = {"wide": 34, "narrow": 46}


def issue_dots(table: Table, *, label: str, share: str, reference: str | None = None, change: str | None = None) -> Any:
    """The share of each issue with its interval; a black tick is the reference, only named changes are coloured.

    The table comes sorted by value; ``change`` is a column of words (``naik``, ``turun``, ``tidak berubah berarti``).
    """
    return _dots(table, label, share, reference=reference, change=change, tone="neg")


def element_dots(
    table: Table, *, label: str, score: str, scale: tuple[float, float] | None = (1, 4), change: str | None = None
) -> Any:
    """A measure of each survey element with its interval: a mean between the ends of ``scale``, without one a share from zero.

    ``change`` is a column of words; only named changes are bold.
    """
    return _dots(table, label, score, change=change, tone="pos", scale=scale, always=change is None)


def _dots(
    table: Table,
    label: str,
    value: str,
    *,
    reference: str | None = None,
    change: str | None = None,
    tone: str,
    scale: tuple[float, float] | None = None,
    always: bool = False,
) -> Any:
    found, names = numbers_of(table, value), [cell_text(cell) for cell in table.column(label)]
    words = [cell_text(cell) for cell in table.column(change)] if change else [""] * len(names)
    loud = [always or word not in QUIET for word in words]
    rows = [len(names) - 1 - k for k in range(len(names))]
    ticks = _axis_ticks(found, scale)
    ends = [
        f"{number.text()}" + (f" · {SHORT.get(word, word)}" if word.strip("–") else "")
        for number, word in zip(found, words, strict=True)
    ]
    strong = [flag and not always for flag in loud]
    notes = _labels(names, ends, rows, strong)
    left = min(200, max(text_width(line, 13, bold=True) for name in names for line in wrapped(name, 190, 13))) + 14
    right = max(text_width(end, 12.5, bold=True) for end in ends) + 16
    told = list(zip(found, names, rows, strict=True))
    groups = [([row for row, flag in zip(told, loud, strict=True) if flag is wanted], wanted) for wanted in (False, True)]
    data = [_estimates(group, wanted, tone) for group, wanted in groups if group] + (
        [_references(table, reference, rows)] if reference else []
    )
    bold = [
        f"<b>{safe(line)}</b>" if flag else safe(line)
        for line, flag in zip(["§".join(wrapped(n, 190, 13)) for n in names], strong, strict=True)
    ]
    height = len(names) * ROW["wide"] + 40
    x_axis = {"range": [ticks[0], ticks[-1]], "tickvals": ticks, "ticktext": tick_texts(ticks, found[0]), "showgrid": True}
    layout = {
        "height": height,
        "margin": {"l": left, "r": right, "t": 8, "b": 32},
        "xaxis": {**x_axis, "gridcolor": colour("grid")},
        "yaxis": {
            "range": [-0.6, len(names) - 0.4], "tickvals": rows, "ticktext": [_broken(text) for text in bold],
            "tickfont": {"size": 13, "color": colour("ink")}, "showgrid": False,
        },
        "annotations": notes,
        "meta": {
            "narrow": {
                "height": len(names) * ROW["narrow"] + 44,
                "margin": {"l": 6, "r": 12, "t": 12, "b": 32},
                "yaxis": {"showticklabels": False, "range": [-0.45, len(names) - 0.35]},
            }
        },
    }  # fmt: skip
    return figure(data, layout)


def _broken(text: str) -> str:
    """A label in lines; each line of a bold label is bold by itself."""
    bold = text.startswith("<b>")
    lines = text.removeprefix("<b>").removesuffix("</b>").split("§")
    return "<br>".join(f"<b>{line}</b>" if bold else line for line in lines)


def _axis_ticks(found: Sequence[Number], scale: tuple[float, float] | None) -> list[float]:
    if scale:
        low, high = (round(end * scale_of(found[0]), 10) for end in scale)
        return round_ticks(high, low=low, about=4)
    return value_ticks(found)


def _labels(names: Sequence[str], ends: Sequence[str], rows: Sequence[int], strong: Sequence[bool]) -> list[dict[str, Any]]:
    notes = []
    for name, end, row, flag in zip(names, ends, rows, strong, strict=True):
        value, weight = safe(end), ("<b>", "</b>") if flag else ("", "")
        tint = {"tint": "ink" if flag else "ink2"}
        room = 336 - text_width(end, 12.5, bold=True) - 12
        short = safe(wrapped(name, room, 13, lines=1)[0])
        above = {"xref": "paper", "only": "narrow", "yanchor": "bottom", "yshift": 9}
        notes.append(note(1, row, value.join(weight), size=12.5, xref="paper", xanchor="left", xshift=10, only="wide", **tint))
        notes.append(note(0, row, short.join(weight), size=13, xanchor="left", **above))
        notes.append(note(1, row, value.join(weight), size=12.5, xanchor="right", **above, **tint))
    return notes


def _estimates(rows: Sequence[tuple[Number, str, int]], loud: bool, tone: str) -> dict[str, Any]:
    found = [number for number, _, _ in rows]
    marker = {
        "symbol": ["diamond" if number.state == "hitungan penuh" else "circle" for number in found],
        "size": 10,
        "color": colour(tone if loud else "ink2"),
        "line": {"color": colour("paper"), "width": 1.2},
    }
    return {
        "type": "scatter", "mode": "markers", "x": [drawn(number) for number in found], "y": [row for _, _, row in rows],
        "marker": marker, "error_x": whiskers(found, FILL[tone] if loud else "net", 5),
        "hovertext": [hover(name, number) for number, name, _ in rows], "hoverinfo": "text",
    }  # fmt: skip


def _references(table: Table, name: str, rows: Sequence[int]) -> dict[str, Any]:
    found = numbers_of(table, name)
    marker = {"symbol": "line-ns", "size": 15, "color": colour("ink"), "line": {"color": colour("ink"), "width": 1.6}}
    texts = [hover(name, number) for number in found]
    x = [drawn(number) for number in found]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": list(rows),
        "marker": marker,
        "hovertext": texts,
        "hoverinfo": "text",
    }
