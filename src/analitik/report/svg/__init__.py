"""A plotly figure as a still picture: the marks our charts use, drawn as SVG without a browser, at any width.

It knows lines, bands, points with whiskers, bars, lines and rectangles as shapes, ticks and annotations, on linear axes with a
stated range and stated ticks, in the colours of the theme. Whatever else a figure holds is refused with a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analitik.report.markup import Element, el
from analitik.report.svg.frame import Frame, axis, dash, paint, px, refusal
from analitik.report.svg.labels import drawn_here, labels
from analitik.report.svg.marks import marks
from analitik.report.theme import LIGHT

__all__ = ["draw", "hatch_pattern"]


def draw(figure: Mapping[str, Any], width: int, *, css: str = "w") -> Element:
    """The figure as SVG of a given width; ``css="nw"`` takes the narrow layout.

    Raises
    ------
    AnalitikError
        When the figure holds something this renderer does not know.
    """
    layout = figure["layout"]
    frame = Frame.of(layout, width, css == "nw")
    shapes = [shape for shape in layout.get("shapes", []) if drawn_here(shape, frame)]
    below = [shape for shape in shapes if shape.get("layer") == "below"]
    above = [shape for shape in shapes if shape.get("layer") != "below"]
    return el(
        "svg",
        {"class": css, "viewBox": f"0 0 {px(width)} {px(frame.height)}", "aria-hidden": "true", "focusable": "false"},
        [_shape(shape, frame) for shape in below],
        list(_grid(layout, frame)),
        marks(figure["data"], layout, frame),
        [_shape(shape, frame) for shape in above],
        [label.draw() for label in labels(layout, frame)],
    )


def hatch_pattern() -> Element:
    """The pattern that says "missing"; once in every document that holds drawings."""
    line = el("line", {"x1": 0, "y1": 0, "x2": 0, "y2": 6, "class": "s-hatch", "stroke-width": 1.6})
    size = {"id": "hx", "width": 6, "height": 6, "patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    hidden = {"width": 0, "height": 0, "class": "defs", "aria-hidden": "true", "focusable": "false"}
    return el("svg", hidden, el("defs", None, el("pattern", size, line)))


def _grid(layout: Mapping[str, Any], frame: Frame) -> Iterator[Element]:
    vertical, horizontal = axis(layout, "xaxis", frame.narrow), axis(layout, "yaxis", frame.narrow)
    if horizontal.get("showgrid", True):
        for y in horizontal.get("tickvals", []):
            yield _line(frame.left, frame.y(y), frame.right, frame.y(y), "s-grid", 1)
    if vertical.get("showgrid", False):
        for x in vertical.get("tickvals", []):
            yield _line(frame.x(x), frame.top, frame.x(x), frame.bottom, "s-grid", 1)
    if vertical.get("showline", True):
        yield _line(frame.left, frame.bottom, frame.right, frame.bottom, "s-ink", 1.2)


def _line(x1: float, y1: float, x2: float, y2: float, css: str | None, width: float, dashes: str | None = None) -> Element:
    ends = {"x1": px(x1), "y1": px(y1), "x2": px(x2), "y2": px(y2)}
    return el("line", {**ends, "class": css, "stroke-width": width, "stroke-dasharray": dashes})


def _shape(shape: Mapping[str, Any], frame: Frame) -> Element:
    x1, x2 = frame.at(shape, "x", "x0"), frame.at(shape, "x", "x1")
    y1, y2 = frame.at(shape, "y", "y0"), frame.at(shape, "y", "y1")
    line = shape.get("line", {})
    if shape.get("type") == "line":
        return _line(x1, y1, x2, y2, paint(line.get("color"), "s"), line.get("width", 1), dash(line.get("dash")))
    if shape.get("type") != "rect":
        raise refusal(f"shape '{shape.get('type')}'")
    fill = "f-hatch" if shape.get("fillcolor") == LIGHT["hatch"] else paint(shape.get("fillcolor"), "f")
    edge = paint(line.get("color"), "s") if line.get("width", 0) else None
    box = {"x": px(min(x1, x2)), "y": px(min(y1, y2)), "width": px(abs(x2 - x1)), "height": px(abs(y2 - y1))}
    return el("rect", {**box, "class": " ".join(filter(None, (fill, edge))), "stroke-width": line.get("width") if edge else None})
