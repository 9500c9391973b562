"""What people answered: shares of each answer around zero, the worst answers to the left."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from analitik.report.figures.base import drawn, figure, hover, note, numbers_of, safe
from analitik.report.svg.metrics import text_width, wrapped
from analitik.report.table import Table, cell_text
from analitik.report.theme import colour

TINTS = ("k1", "k2", "k3", "k4")


def likert(table: Table, *, label: str, levels: Sequence[str], low: str | None = None, high: str | None = None) -> Any:
    """Diverging bars from four columns of shares, worst answer first; ``low`` and ``high`` are columns of both sums."""
    answers = [numbers_of(table, name) for name in levels]
    names = [cell_text(cell) for cell in table.column(label)]
    rows = [len(names) - 1 - k for k in range(len(names))]
    left_end = max(drawn(a) + drawn(b) for a, b in zip(answers[0], answers[1], strict=True))
    start = -10 * math.ceil((left_end + 7) / 10)
    data = [_bars(answers, level, names, rows) for level in range(4)]
    room = min(190, max(text_width(line, 13) for name in names for line in wrapped(name, 180, 13)))
    notes = [note(0, k, safe(wrapped(name, 336, 13, lines=1)[0]), size=13, xref="paper", xanchor="left", yanchor="bottom", yshift=9, only="narrow")
             for name, k in zip(names, rows, strict=True)]  # fmt: skip
    notes += _sums(table, answers, rows, low, high) + _legend(levels, 520 - room - 24)
    ticks = [tick for tick in (-75, -50, -25, 0, 25, 50, 75, 100) if tick >= start]
    texts = [str(abs(tick)) for tick in ticks]
    layout = {
        "height": len(names) * 36 + 66,
        "margin": {"l": room + 12, "r": 12, "t": 28, "b": 34},
        "barmode": "overlay",
        "xaxis": {"range": [start, 100], "tickvals": ticks, "ticktext": [*texts[:-1], "100%"], "showline": False},
        "yaxis": {
            "range": [-0.6, len(names) - 0.4], "tickvals": rows, "ticktext": ["<br>".join(map(safe, wrapped(n, 180, 13))) for n in names],
            "tickfont": {"size": 13, "color": colour("ink")}, "showgrid": False,
        },
        "shapes": [{"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper", "line": {"color": colour("ink"), "width": 1.2}}],
        "annotations": notes,
        "meta": {
            "narrow": {
                "height": len(names) * 44 + 74,
                "margin": {"l": 4, "r": 12, "t": 44, "b": 34},
                "yaxis": {"showticklabels": False, "range": [-0.45, len(names) - 0.3]},
            }
        },
    }  # fmt: skip
    return figure(data, layout)


def _bars(answers: Sequence[Sequence[Any]], level: int, names: Sequence[str], rows: Sequence[int]) -> dict[str, Any]:
    lengths = [drawn(number) for number in answers[level]]
    first, second, third = ([drawn(number) for number in column] for column in answers[:3])
    bases = [[-a - b for a, b in zip(first, second, strict=True)], [-b for b in second], [0.0] * len(rows), third][level]
    texts = [hover(name, number) for name, number in zip(names, answers[level], strict=True)]
    return {
        "type": "bar", "orientation": "h", "x": lengths, "y": list(rows), "base": bases, "width": 0.5,
        "marker": {"color": colour(TINTS[level])}, "hovertext": texts, "hoverinfo": "text",
    }  # fmt: skip


def _sums(
    table: Table, answers: Sequence[Sequence[Any]], rows: Sequence[int], low: str | None, high: str | None
) -> list[dict[str, Any]]:
    notes = []
    for k, row in enumerate(rows):
        left = drawn(answers[0][k]) + drawn(answers[1][k])
        right = drawn(answers[2][k]) + drawn(answers[3][k])
        if low:
            notes.append(note(-left, row, f"<b>{numbers_of(table, low)[k].text_bare()}</b>", xanchor="right", xshift=-5, size=12.5))
        if high:
            text = f"<b>{numbers_of(table, high)[k].text_bare()}</b>"
            notes.append(note(right, row, text, xanchor="right", xshift=-6, size=12.5, tint="onfill", bgcolor="rgba(0,0,0,0)"))
    return notes


def _legend(levels: Sequence[str], plot: float) -> list[dict[str, Any]]:
    """Names of the four answers in their order above the bars: in one line, on a phone in two."""
    steps = [text_width(name, 12.5) + 34 for name in levels]
    start = min(0.0, plot - sum(steps))
    notes = []
    for k, name in enumerate(levels):
        wide = {"xshift": start + sum(steps[:k]), "yshift": 6, "only": "wide"}
        narrow = {"xshift": 170 * (k % 2), "yshift": 24 - 18 * (k // 2), "only": "narrow"}
        for place in (wide, narrow):
            where = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", **place}
            notes.append(note(0, 1, "■", size=15, tint=TINTS[k], **where))
            notes.append(note(0, 1, safe(name), size=12.5, **{**where, "xshift": where["xshift"] + 17}))
    return notes
