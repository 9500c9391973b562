"""How many? Publications by month as bars, each with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from analitik.core.locale import say
from analitik.report.figures.base import drawn, figure, hover, left_margin, note, numbers_of, tick_texts, value_ticks, whiskers
from analitik.report.figures.months import gaps, month_axis, months_of
from analitik.report.figures.share import runs
from analitik.report.number import Number
from analitik.report.table import Table
from analitik.report.theme import colour

FILL = {"neg": "negfill", "pos": "posfill"}


def monthly_counts(table: Table, *, month: str, count: str, tone: str = "neg") -> Any:
    """Counts by month as bars from zero; the largest and the last carry their number."""
    months, found = months_of(table, month), numbers_of(table, count)
    ticks = value_ticks(found, room=1.08)
    texts = tick_texts(ticks, found[0])
    shapes, notes = gaps(found, ticks[-1])
    axis, few = month_axis(months, len(months))
    layout = {
        "height": 300,
        "margin": {"l": left_margin(texts), "r": 14, "t": 16, "b": 40},
        "bargap": 0.38,
        "xaxis": axis,
        "yaxis": {"range": [0, ticks[-1]], "tickvals": ticks, "ticktext": texts},
        "shapes": shapes,
        "annotations": [*notes, *_values(found), *_uncorrected(found)],
        "meta": {"narrow": {"height": 260, "xaxis": few}},
    }
    return figure([_bars(found, [one.label(short=True) for one in months], tone)], layout)


def _bars(found: Sequence[Number], names: Sequence[str], tone: str) -> dict[str, Any]:
    plain = [number.state == "belum dikoreksi" for number in found]
    marker = {
        "color": [colour("paper" if flag else FILL[tone]) for flag in plain],
        "line": {
            "color": [colour("net" if flag else FILL[tone]) for flag in plain],
            "width": [1.5 if flag else 0 for flag in plain],
        },
    }
    texts = [hover(name, number) for name, number in zip(names, found, strict=True)]
    return {
        "type": "bar", "x": list(range(len(found))), "y": [drawn(number) for number in found], "marker": marker,
        "error_y": whiskers(found, "ink", 1.4), "hovertext": texts, "hoverinfo": "text",
    }  # fmt: skip


def _values(found: Sequence[Number]) -> list[dict[str, Any]]:
    shown = [k for k, number in enumerate(found) if number.value is not None and number.state != "belum dikoreksi"]
    if not shown:
        return []
    named = sorted({max(shown, key=lambda k: found[k].value), shown[-1]})
    tops = [drawn(found[k], "high") or drawn(found[k]) for k in named]
    return [
        note(k, top, f"<b>{found[k].text()}</b>", size=13, yanchor="bottom", yshift=3) for k, top in zip(named, tops, strict=True)
    ]


def _uncorrected(found: Sequence[Number]) -> list[dict[str, Any]]:
    flags = [number.state == "belum dikoreksi" and number.value is not None for number in found]
    if not any(flags):
        return []
    run = max(runs(flags), key=len)
    high = max(drawn(found[k]) for k in run)
    text = say("<i>belum dikoreksi</i>", "<i>not corrected</i>")
    return [note(sum(run) / len(run), high, text, size=12.5, tint="ink2", yanchor="bottom", yshift=6)]
