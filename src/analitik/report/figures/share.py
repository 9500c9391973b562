"""Is it getting better? A share by month: line and band where corrected, hollow and dashed where not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from analitik.core.locale import say
from analitik.report.figures.base import (
    box,
    drawn,
    figure,
    hover,
    left_margin,
    line,
    note,
    numbers_of,
    tick_texts,
    value_ticks,
    whiskers,
)
from analitik.report.figures.months import Event, event_marks, gaps, month_axis, months_of, slots_for
from analitik.report.number import Number
from analitik.report.table import Table
from analitik.report.theme import colour

PLOT = {"wide": 216, "narrow": 206}
BAND = {"neg": "band", "pos": "bandp"}


def monthly_share(
    table: Table,
    *,
    month: str,
    share: str,
    target: Number | None = None,
    at_most: bool = True,
    events: Sequence[Event] = (),
    tone: str = "neg",
    half: bool = False,
) -> Any:
    """A share (or index) by month from two columns of a table.

    Corrected months are joined by a solid line over their 95% band; months ``belum dikoreksi`` are hollow, dashed and never
    joined to them; a month without a value is hatched. ``target`` draws a dashed line, ``events`` dotted verticals.
    """
    months, found = months_of(table, month), numbers_of(table, share)
    names = [one.label(short=True) for one in months]
    events = [event for event in events if event.day >= months[0].first_day and event.day <= (months[-1] + 1).last_day]
    slots, width = slots_for(months, events), 520 if half else 700
    ticks = value_ticks(found, room=1.05, least=(drawn(target) or 0) if target else 0)
    texts = tick_texts(ticks, found[0])
    left = {"wide": left_margin(texts), "narrow": left_margin(texts, 34)}
    right = {"wide": 72, "narrow": 62}
    marks = {
        only: event_marks(
            events, months, slots, pixels=size - left[only] - right[only], plot=PLOT[only], edge=right[only] - 8, only=only
        )
        for only, size in (("wide", width), ("narrow", 358))
    }
    shapes, notes = gaps(found, ticks[-1])
    if slots > len(months):
        shapes.append(box(slots - 1.5, 0, slots - 0.5, ticks[-1], "wash"))
    target_shapes, target_notes = _target(target, at_most)
    shapes += [*target_shapes, *marks["wide"][0], *marks["narrow"][0]]
    notes += [*_last(found, tone), *marks["wide"][1], *marks["narrow"][1], *_words(found, tone), *target_notes]
    axis, few = month_axis(months, slots)
    top = {only: marks[only][2] for only in marks}
    narrow = {
        "height": PLOT["narrow"] + top["narrow"] + 40,
        "margin": {"l": left["narrow"], "r": right["narrow"], "t": top["narrow"], "b": 40},
        "xaxis": few,
    }
    layout = {
        "height": PLOT["wide"] + top["wide"] + 40,
        "margin": {"l": left["wide"], "r": right["wide"], "t": top["wide"], "b": 40},
        "xaxis": axis,
        "yaxis": {"range": [0, ticks[-1]], "tickvals": ticks, "ticktext": texts},
        "shapes": shapes,
        "annotations": notes,
        "meta": {"narrow": narrow, "numbers": [target.payload()] if target else []},
    }
    return figure([*_bands(found, tone), *_lines(found, names, tone)], layout)


def _corrected(number: Number) -> bool:
    return number.value is not None and number.state != "belum dikoreksi"


def runs(flags: Sequence[bool]) -> Iterator[list[int]]:
    """Stretches of consecutive positions where a flag holds.

    >>> list(runs([True, True, False, True]))
    [[0, 1], [3]]
    """
    run: list[int] = []
    for k, flag in enumerate([*flags, False]):
        if flag:
            run.append(k)
        elif run:
            yield run
            run = []


def _bands(found: Sequence[Number], tone: str) -> Iterator[dict[str, Any]]:
    quiet = {"type": "scatter", "mode": "lines", "line": {"width": 0, "color": colour(tone)}, "hoverinfo": "skip"}
    for run in runs([_corrected(number) and number.has_interval for number in found]):
        if len(run) > 1:
            yield {**quiet, "x": run, "y": [drawn(found[k], "low") for k in run]}
            band = {"fill": "tonexty", "fillcolor": colour(BAND[tone])}
            yield {**quiet, **band, "x": run, "y": [drawn(found[k], "high") for k in run]}


def _lines(found: Sequence[Number], names: Sequence[str], tone: str) -> Iterator[dict[str, Any]]:
    last = max((k for k, number in enumerate(found) if number.value is not None), default=-1)
    for run in runs([number.state == "belum dikoreksi" and number.value is not None for number in found]):
        look = {"color": colour("net"), "width": 1.6, "dash": "4px,4px"}
        marker = {"symbol": "circle-open", "size": 8, "color": colour("net")}
        yield _series(found, names, run, line=look, marker=marker)
    for run in runs([_corrected(number) for number in found]):
        sizes = [10 if k == last else 7 for k in run]
        marker = {"symbol": "circle", "size": sizes, "color": colour(tone), "line": {"color": colour("paper"), "width": 1.2}}
        ends = [found[k] if k == last or len(run) == 1 else Number("x", None, "share") for k in run]
        series = _series(found, names, run, line={"color": colour(tone), "width": 2.4}, marker=marker)
        yield {**series, "error_y": whiskers(ends, tone, 2)}


def _series(found: Sequence[Number], names: Sequence[str], run: list[int], **looks: Any) -> dict[str, Any]:
    texts = [hover(names[k], found[k]) for k in run]
    y = [drawn(found[k]) for k in run]
    return {"type": "scatter", "mode": "lines+markers", "x": run, "y": y, "hovertext": texts, "hoverinfo": "text", **looks}


def _last(found: Sequence[Number], tone: str) -> list[dict[str, Any]]:
    shown = [k for k, number in enumerate(found) if number.value is not None]
    if not shown:
        return []
    last = found[shown[-1]]
    tint = tone if _corrected(last) else "ink2"
    where = {"xanchor": "left", "xshift": 9}
    value = note(shown[-1], drawn(last), f"<b>{last.text()}</b>", size=19, tint=tint, yanchor="middle", **where)
    if not last.has_interval or not _corrected(last):
        return [value]
    return [value, note(shown[-1], drawn(last), f"<b>{last.text_interval().strip('()')}</b>", yanchor="top", yshift=-11, **where)]


def _words(found: Sequence[Number], tone: str) -> list[dict[str, Any]]:
    notes = []
    plain = [k for k, number in enumerate(found) if number.value is not None and not _corrected(number)]
    banded = [k for k, number in enumerate(found) if _corrected(number) and number.has_interval]
    if plain:
        run = max(runs([k in plain for k in range(len(found))]), key=len)
        high = max(drawn(found[k]) for k in run)
        text = say("<i>belum dikoreksi</i>", "<i>not corrected</i>")
        notes.append(note(sum(run) / len(run), high, text, size=12.5, tint="ink2", yanchor="bottom", yshift=12))
    if len(banded) > 1:
        middle, high = sum(banded) / len(banded), max(drawn(found[k], "high") for k in banded)
        word = (say("terkoreksi", "corrected") if plain else "").strip()
        place = {"size": 12.5, "tint": tone, "yanchor": "bottom", "yshift": 4}
        band = say("selang 95%", "95% interval")
        notes.append(note(middle, high, f"<b>{word + ', ' * bool(word) + band}</b>", only="wide", **place))
        notes.append(note(middle, high, f"<b>{word or band}</b>", only="narrow", **place))
    return notes


def _target(target: Number | None, at_most: bool) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if target is None:
        return [], []
    y = drawn(target)
    shape = line(0, y, 1, y, "accent", width=1.3, dash="dash", xref="paper")
    text = f"target {'≤' if at_most else '≥'} {target.text()}"
    return [shape], [
        note(0, y, text.replace("%", ""), tint="accent", xref="paper", xanchor="left", xshift=4, yanchor="top", yshift=-3)
    ]
