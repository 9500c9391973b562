"""The marks of a drawing: lines, bands, points with whiskers, bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analitik.report.markup import Element, el
from analitik.report.svg.frame import Frame, Point, dash, paint, px, refusal
from analitik.report.theme import LIGHT

MODES = {"lines", "markers", "lines+markers", "none"}
SYMBOLS = {"circle", "circle-open", "diamond", "line-ns"}


def marks(data: Sequence[Mapping[str, Any]], layout: Mapping[str, Any], frame: Frame) -> list[Element]:
    """Every trace as marks, in order."""
    drawn: list[Element] = []
    for index, trace in enumerate(data):
        kind = trace.get("type", "scatter")
        if kind == "bar":
            drawn += _bars(trace, layout, frame)
        elif kind == "scatter":
            drawn += _scatter(trace, data[index - 1] if index else None, frame)
        else:
            raise refusal(f"trace '{kind}'")
    return drawn


def _scatter(trace: Mapping[str, Any], before: Mapping[str, Any] | None, frame: Frame) -> Iterator[Element]:
    mode = trace.get("mode", "lines")
    if mode not in MODES:
        raise refusal(f"mode '{mode}'")
    if trace.get("fill", "none") != "none":
        yield from _band(trace, before, frame)
    if "lines" in mode and trace.get("line", {}).get("width", 2) > 0:
        yield from _line(trace, frame)
    for axis in ("x", "y"):
        yield from _whiskers(trace, axis, frame)
    if "markers" in mode:
        yield from _markers(trace, frame)


def points(trace: Mapping[str, Any], frame: Frame) -> list[Point | None]:
    """The trace's points in pixels; None where a value is missing."""
    for name in ("x", "y"):
        if not isinstance(trace.get(name), list | tuple):
            raise refusal(f"{name} that is not a list")
    pairs = zip(trace["x"], trace["y"], strict=True)
    return [None if x is None or y is None else (frame.x(x), frame.y(y)) for x, y in pairs]


def _runs(found: Sequence[Any]) -> Iterator[list[Any]]:
    run: list[Any] = []
    for item in [*found, None]:
        if item is not None:
            run.append(item)
        elif run:
            yield run
            run = []


def _line(trace: Mapping[str, Any], frame: Frame) -> Iterator[Element]:
    line = trace.get("line", {})
    for run in _runs(points(trace, frame)):
        if len(run) > 1:
            look = {
                "class": f"f0 {paint(line.get('color'), 's')}",
                "stroke-width": line.get("width", 2),
                "stroke-dasharray": dash(line.get("dash")),
            }
            yield el("path", {"d": _path(run, step=line.get("shape") == "hv"), **look})


def _path(run: Sequence[Point], *, step: bool = False, close: bool = False) -> str:
    drawn = f"M{px(run[0][0])} {px(run[0][1])}"
    for x, y in run[1:]:
        drawn += f"H{px(x)}V{px(y)}" if step else f"L{px(x)} {px(y)}"
    return drawn + "Z" * close


def _band(trace: Mapping[str, Any], before: Mapping[str, Any] | None, frame: Frame) -> Iterator[Element]:
    if trace["fill"] != "tonexty" or before is None:
        raise refusal(f"fill '{trace['fill']}'")
    upper, lower = points(trace, frame), points(before, frame)
    if len(upper) != len(lower):
        raise refusal("a band of unequal lengths")
    step = trace.get("line", {}).get("shape") == "hv"
    pairs = [None if a is None or b is None else (a, b) for a, b in zip(upper, lower, strict=True)]
    for run in _runs(pairs):
        above, below = [pair[0] for pair in run], [pair[1] for pair in run]
        if step:
            above, below = _stairs(above), _stairs(below)
        yield el("path", {"d": _path(above + below[::-1], close=True), "class": paint(trace.get("fillcolor"), "f")})


def _stairs(run: Sequence[Point]) -> list[Point]:
    corners = [run[0]]
    for x, y in run[1:]:
        corners += [(x, corners[-1][1]), (x, y)]
    return corners


def _whiskers(trace: Mapping[str, Any], axis: str, frame: Frame) -> Iterator[Element]:
    bars = trace.get(f"error_{axis}")
    if not bars or bars.get("visible") is False:
        return
    if bars.get("type", "data") != "data" or bars.get("symmetric", False):
        raise refusal("error bars that are not given end by end")
    look = {"class": paint(bars.get("color"), "s"), "stroke-width": bars.get("thickness", 1.4)}
    for x, y, up, down in zip(trace["x"], trace["y"], bars["array"], bars["arrayminus"], strict=True):
        if None in (x, y, up, down):
            continue
        ends = [(x - down, y), (x + up, y)] if axis == "x" else [(x, y - down), (x, y + up)]
        (x1, y1), (x2, y2) = [frame.inside(frame.x(a), frame.y(b)) for a, b in ends]
        yield el("line", {"x1": px(x1), "y1": px(y1), "x2": px(x2), "y2": px(y2), **look})


def _markers(trace: Mapping[str, Any], frame: Frame) -> Iterator[Element]:
    marker = trace.get("marker", {})
    for index, point in enumerate(points(trace, frame)):
        if point is not None:
            yield _marker(
                point, {name: _pick(value, index) for name, value in marker.items() if name != "line"}, marker.get("line", {})
            )


def _marker(point: Point, marker: Mapping[str, Any], edge: Mapping[str, Any]) -> Element:
    symbol, radius, colour = marker.get("symbol", "circle"), marker.get("size", 7) / 2, marker.get("color")
    if symbol not in SYMBOLS:
        raise refusal(f"symbol '{symbol}'")
    x, y = point
    if symbol == "line-ns":
        look = {"class": paint(edge.get("color", colour), "s"), "stroke-width": edge.get("width", 1.6)}
        return el("line", {"x1": px(x), "y1": px(y - radius), "x2": px(x), "y2": px(y + radius), **look})
    if symbol == "circle-open":
        return el(
            "circle", {"cx": px(x), "cy": px(y), "r": px(radius), "class": f"f-paper {paint(colour, 's')}", "stroke-width": 1.8}
        )
    look = {"class": f"{paint(colour, 'f')} s-paper", "stroke-width": 1.2}
    if symbol == "circle":
        return el("circle", {"cx": px(x), "cy": px(y), "r": px(radius), **look})
    corners = [(x, y - radius - 1), (x + radius + 1, y), (x, y + radius + 1), (x - radius - 1, y)]
    return el("path", {"d": _path(corners, close=True), **look})


def _bars(trace: Mapping[str, Any], layout: Mapping[str, Any], frame: Frame) -> Iterator[Element]:
    flat, count = trace.get("orientation", "v") == "h", len(trace["x"])
    if layout.get("barmode", "overlay") != "overlay" and count > 1:
        raise refusal(f"barmode '{layout['barmode']}'")
    marker, base = trace.get("marker", {}), trace.get("base", 0)
    for index, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True)):
        place, length = (y, x) if flat else (x, y)
        if length is None:
            continue
        half = (_pick(trace.get("width"), index) or 1 - layout.get("bargap", 0.38)) / 2
        start = _pick(base, index) or 0
        yield _bar((start, start + length), (place - half, place + half), flat, marker, index, frame)
    yield from _whiskers(trace, "x" if flat else "y", frame)


def _bar(
    along: tuple[float, float], across: tuple[float, float], flat: bool, marker: Mapping[str, Any], index: int, frame: Frame
) -> Element:
    xs, ys = (along, across) if flat else (across, along)
    x1, x2 = sorted(map(frame.x, xs))
    y1, y2 = sorted(map(frame.y, ys))
    fill, edge = _pick(marker.get("color"), index), marker.get("line", {})
    look: dict[str, Any] = {"class": paint(fill, "f")}
    width = _pick(edge.get("width", 0), index)
    if width:
        look = {"class": f"{look['class']} {paint(_pick(edge.get('color'), index), 's')}", "stroke-width": width}
        look["stroke-dasharray"] = "3 2" if fill == LIGHT["paper"] else None
    return el("rect", {"x": px(x1), "y": px(y1), "width": px(x2 - x1), "height": px(y2 - y1), **look})


def _pick(value: Any, index: int) -> Any:
    return value[index] if isinstance(value, list | tuple) else value
