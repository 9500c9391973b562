"""The frame of a drawing: its size, its margins, and the two scales from data to pixels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analitik.core.errors import AnalitikError
from analitik.core.locale import say
from analitik.report.theme import CLEAR, token_of

Point = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """Pixels of a drawing and of the area the data stand in."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    x_range: tuple[float, float]
    y_range: tuple[float, float]
    narrow: bool

    @classmethod
    def of(cls, layout: Mapping[str, Any], width: float, narrow: bool) -> Frame:
        """The frame a layout asks for; ``meta.narrow`` holds what differs on a phone."""
        own = layout.get("meta", {}).get("narrow", {}) if narrow else {}
        margin = {"l": 36, "r": 14, "t": 12, "b": 40} | layout.get("margin", {}) | own.get("margin", {})
        height = own.get("height", layout.get("height", 300))
        ends = [axis_range(layout, name, own) for name in ("xaxis", "yaxis")]
        return cls(width, height, margin["l"], width - margin["r"], margin["t"], height - margin["b"], *ends, narrow)

    def x(self, value: float) -> float:
        low, high = self.x_range
        return self.left + (number(value) - low) / (high - low) * (self.right - self.left)

    def y(self, value: float) -> float:
        low, high = self.y_range
        return self.bottom - (number(value) - low) / (high - low) * (self.bottom - self.top)

    def inside(self, x: float, y: float) -> Point:
        """The nearest place on the plot; an interval that passes the end of the scale is cut there."""
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)

    def at(self, item: Mapping[str, Any], axis: str, key: str) -> float:
        """A position of a shape or annotation, in data or paper coordinates."""
        reference = item.get(f"{axis}ref", axis)
        if reference == axis:
            return getattr(self, axis)(item[key])
        if reference not in ("paper", f"{axis} domain"):
            raise refusal(f"{axis}ref '{reference}'")
        start, end = (self.left, self.right) if axis == "x" else (self.bottom, self.top)
        return start + number(item[key]) * (end - start)


def axis(layout: Mapping[str, Any], name: str, narrow: bool) -> dict[str, Any]:
    """An axis with what differs on a phone."""
    own = layout.get("meta", {}).get("narrow", {}).get(name, {}) if narrow else {}
    return {**layout.get(name, {}), **own}


def axis_range(layout: Mapping[str, Any], name: str, own: Mapping[str, Any]) -> tuple[float, float]:
    """The two ends of an axis, which a figure must state."""
    ends = own.get(name, {}).get("range") or layout.get(name, {}).get("range")
    if not ends or layout.get(name, {}).get("type", "linear") != "linear":
        raise refusal(f"{name} without a linear range")
    return number(ends[0]), number(ends[1])


def number(value: Any) -> float:
    """A coordinate, or a refusal of anything else."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refusal(f"coordinate {value!r}")
    return float(value)


def refusal(what: str) -> AnalitikError:
    """What the renderer says to a figure it does not know how to draw."""
    return AnalitikError(
        say(
            f"Gambar statis tidak mengenal {what}; pakai bentuk dari analitik.report.figures.",
            f"The static drawing does not know {what}; use the forms of analitik.report.figures.",
        )
    )


def paint(value: str | None, role: str) -> str | None:
    """The class that paints with a token's colour: ``f-`` fills, ``s-`` strokes."""
    if value in (None, CLEAR, "rgba(0, 0, 0, 0)"):
        return "f0" if role == "f" else None
    token = token_of().get(str(value).upper())
    if token is None:
        raise refusal(f"colour '{value}'")
    return f"{role}-{token}"


def px(value: float) -> str:
    """A pixel coordinate with one digit.

    >>> px(12.04), px(3.96)
    ('12', '4')
    """
    return f"{round(value, 1) + 0.0:g}"


def dash(value: str | None) -> str | None:
    """A plotly dash as an SVG one."""
    if value in (None, "solid"):
        return None
    named = {"dot": "1 3", "dash": "6 4", "longdash": "9 4"}
    return named.get(value) or value.replace("px", "").replace(",", " ")
