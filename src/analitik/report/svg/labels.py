"""The words of a drawing: tick labels and annotations, moved apart where they would lie over one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from analitik.report.markup import Element, el
from analitik.report.svg.frame import Frame, axis, paint, px, refusal
from analitik.report.svg.metrics import text_width
from analitik.report.theme import LIGHT

LINE = 1.18
_TAG = re.compile(r"<(/?)(b|i|br)>")
_ANCHOR = {"left": "start", "center": "middle", "right": "end"}


@dataclass(frozen=True)
class Label:
    """One line of text: where it stands, and how it looks."""

    text: str
    x: float
    y: float
    anchor: str
    size: float
    colour: str
    bold: bool = False
    italic: bool = False
    halo: bool = False

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in pixels."""
        width = text_width(self.text, self.size, bold=self.bold)
        left = self.x - {"start": 0, "middle": width / 2, "end": width}[self.anchor]
        return left, self.y - 0.78 * self.size, left + width, self.y + 0.22 * self.size

    def moved(self, by: float) -> Label:
        return Label(**{**self.__dict__, "y": self.y + by})

    def draw(self) -> Element:
        looks = [paint(self.colour, "f"), self.bold and "b", self.italic and "i", self.halo and "h"]
        place = {"x": px(self.x), "y": px(self.y), "text-anchor": None if self.anchor == "start" else self.anchor}
        return el("text", {**place, "font-size": px(self.size), "class": " ".join(look for look in looks if look)}, self.text)


def labels(layout: Mapping[str, Any], frame: Frame) -> list[Label]:
    """Every text of the drawing, none over another."""
    placed = [*_x_ticks(layout, frame), *_y_ticks(layout, frame)]
    for note in layout.get("annotations", []):
        if drawn_here(note, frame):
            placed += _settled(annotation(note, frame), placed, frame)
    return placed


def drawn_here(item: Mapping[str, Any], frame: Frame) -> bool:
    """Whether a shape or annotation belongs to this width; its name may begin with ``narrow:`` or ``wide:``."""
    name = item.get("name") or ""
    if name.startswith(("narrow:", "wide:")):
        return name.startswith("narrow:") == frame.narrow
    return item.get("visible", True) is not False


def annotation(note: Mapping[str, Any], frame: Frame) -> list[Label]:
    """The lines of one annotation."""
    if note.get("showarrow", True) or note.get("textangle"):
        raise refusal("an annotation with an arrow or an angle")
    font = note.get("font", {})
    size, colour = font.get("size", 13), font.get("color", LIGHT["ink"])
    rows = list(styled_lines(note.get("text", "")))
    x = frame.at(note, "x", "x") + note.get("xshift", 0)
    y = frame.at(note, "y", "y") - note.get("yshift", 0)
    tall = size * LINE * len(rows)
    top = y - {"top": 0, "middle": tall / 2, "bottom": tall}[note.get("yanchor", "middle")]
    anchor = _ANCHOR[note.get("xanchor", "center")]
    longest = max(text_width(text, size, bold=bold) for text, bold, _ in rows)
    left = x - {"start": 0, "middle": longest / 2, "end": longest}[anchor]
    x += max(0.0, 1 - left) - max(0.0, left + longest - frame.width + 1)  # a label stays on the paper
    halo = colour != LIGHT["onfill"] and note.get("bgcolor") != "rgba(0,0,0,0)"
    return [
        Label(text, x, top + size * (LINE * row + 0.94), anchor, size, colour, bold, italic, halo)
        for row, (text, bold, italic) in enumerate(rows)
    ]


def styled_lines(text: str) -> Iterator[tuple[str, bool, bool]]:
    """The lines of a plotly text with their weight and slant; a line has one style throughout."""
    for line in text.split("<br>"):
        bold, italic = "<b>" in line, "<i>" in line
        bare = _TAG.sub("", line)
        if "<" in bare:
            raise refusal(f"markup in '{bare}'")
        yield unescape(bare), bold, italic


def overlap(a: Label, b: Label, gap: float = 1.0) -> bool:
    """Whether two labels touch."""
    (l1, t1, r1, b1), (l2, t2, r2, b2) = a.box, b.box
    return l1 < r2 + gap and l2 < r1 + gap and t1 < b2 and t2 < b1


def _settled(block: Sequence[Label], placed: Sequence[Label], frame: Frame) -> list[Label]:
    tall = sum(label.size * LINE for label in block)
    for step in (0, 1, -1, 2, -2, 3, -3, 4, -4, 6, -6, 8, -8):
        tried = [label.moved(step * (tall / 2 + 1)) for label in block]
        inside = all(label.box[1] >= 0 and label.box[3] <= frame.height for label in tried)
        if inside and not any(overlap(one, other) for one in tried for other in placed):
            return tried
    return list(block)


def _x_ticks(layout: Mapping[str, Any], frame: Frame) -> Iterator[Label]:
    settings = axis(layout, "xaxis", frame.narrow)
    for x, text in _ticks(settings):
        for row, line in enumerate(text.split("<br>")):
            where = max(min(frame.x(x), frame.width - text_width(line) / 2), text_width(line) / 2)
            yield Label(unescape(line), where, frame.bottom + 16 + 14 * row, "middle", 12, LIGHT["ink2"])


def _y_ticks(layout: Mapping[str, Any], frame: Frame) -> Iterator[Label]:
    settings = axis(layout, "yaxis", frame.narrow)
    font = settings.get("tickfont", {})
    for y, text in _ticks(settings):
        rows = text.split("<br>")
        size = font.get("size", 12)
        for row, (line, bold, _) in enumerate(styled_lines(text)):
            shift = (row - (len(rows) - 1) / 2) * size * LINE + 0.34 * size
            yield Label(line, frame.left - 7, frame.y(y) + shift, "end", size, font.get("color", LIGHT["ink2"]), bold)


def _ticks(settings: Mapping[str, Any]) -> list[tuple[float, str]]:
    if settings.get("showticklabels") is False or settings.get("visible") is False:
        return []
    if "tickvals" not in settings:
        raise refusal("an axis without tickvals and ticktext")
    return list(zip(settings["tickvals"], settings["ticktext"], strict=True))
