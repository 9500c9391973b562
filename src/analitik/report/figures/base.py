"""What all figures share: axes with round ticks, labels in the house style, and the way from a column of numbers to coordinates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from analitik.core.errors import AnalitikError
from analitik.core.locale import decimal, say
from analitik.report.number import Number
from analitik.report.svg.metrics import text_width
from analitik.report.table import Table
from analitik.report.theme import colour, template

PERCENT = ("share", "probability")


def figure(data: list[dict[str, Any]], layout: dict[str, Any]) -> Any:
    """A plotly figure with the template ``analitik``."""
    import plotly.graph_objects as go  # kept out of the way of reports without charts: the import costs a second

    return go.Figure({"data": data, "layout": {**layout, "template": template()}})


def numbers_of(table: Table, name: str) -> list[Number]:
    """A column of a table that holds numbers and nothing else."""
    cells = table.column(name)
    if not cells or not all(isinstance(cell, Number) for cell in cells):
        raise AnalitikError(
            say(
                f"Kolom '{name}' tabel '{table.id}' harus berisi Number di setiap baris agar dapat digambar.",
                f"Column '{name}' of table '{table.id}' must hold a Number in every row to be drawn.",
            )
        )
    return cells


def scale_of(number: Number) -> float:
    """What a value is multiplied by on an axis: shares are drawn as percentages."""
    return 100 if number.kind in PERCENT else 1


def drawn(number: Number, part: str = "value") -> float | None:
    """The coordinate of a number, or of one end of its interval."""
    value = getattr(number, part)
    return None if value is None else value * scale_of(number)


def round_ticks(high: float, *, low: float = 0, about: int = 5) -> list[float]:
    """Round tick values that reach from ``low`` to at least ``high``.

    >>> round_ticks(11.2), round_ticks(560), round_ticks(0.4)
    ([0, 3, 6, 9, 12], [0, 200, 400, 600], [0, 0.1, 0.2, 0.3, 0.4])
    """
    rough = max(high - low, 1e-9) / (about - 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(size * power for size in (1, 2, 3, 5, 10) if size * power >= rough * 0.999)
    count = max(1, math.ceil((high - low) / step - 1e-6))
    ticks = [round(low + step * k, 10) for k in range(count + 1)]
    return [int(tick) if tick == int(tick) else tick for tick in ticks]


def value_ticks(found: Sequence[Number], *, room: float = 1.0, least: float = 0) -> list[float]:
    """Ticks from zero over the highest value or interval end; a percentage never passes 100."""
    ends = [drawn(number, part) for number in found for part in ("value", "high")]
    whole = found[0].kind in PERCENT
    high = max([end for end in ends if end is not None] + [least]) * room or (10 if whole else 1)
    high = max(high, 4) if found[0].kind == "count" else high
    ticks = round_ticks(min(high, 100) if whole else high)
    return [*[tick for tick in ticks if tick < 100], 100] if whole and ticks[-1] > 100 else ticks


def left_margin(texts: Sequence[str], least: float = 36) -> float:
    """Room for the longest tick label beside a vertical axis."""
    return max(least, round(max(text_width(text) for text in texts) + 11))


def tick_texts(ticks: Sequence[float], number: Number) -> list[str]:
    """Ticks as readers see them; the unit stands on the last one only."""
    digits = 0 if all(float(tick).is_integer() for tick in ticks) else 1
    texts = [decimal(tick, digits) for tick in ticks]
    return texts[:-1] + [texts[-1] + "%"] if number.kind in PERCENT else texts


def hover(name: str, number: Number) -> str:
    """The hover text of a mark: nothing that is not in the table too."""
    base = f", n = {number.text_n()}" if number.n is not None else ""
    state = f", {number.state}" if number.state == "belum dikoreksi" else ""
    return safe(f"{name}: {number.text_full()}{base}{state}")


def safe(text: str) -> str:
    """Data text inside a figure: no markup of its own.

    >>> safe("<a href=x>")
    '&lt;a href=x&gt;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def note(x: float, y: float, text: str, *, size: float = 12, tint: str = "ink", **options: Any) -> dict[str, Any]:
    """A label; ``only="narrow"`` or ``"wide"`` keeps it to one layout."""
    only = options.pop("only", None)
    named = {"name": f"{only}:{options.pop('name', 'label')}"} if only else {}
    if only == "narrow":
        named["visible"] = False
    look = {
        "showarrow": False,
        "font": {"size": size, "color": colour(tint)},
        "align": options.get("xanchor", "center"),
        "borderpad": 0,
    }
    return {"x": x, "y": y, "text": text, **look, **named, **options}


def line(x0: float, y0: float, x1: float, y1: float, tint: str, *, width: float = 1, **options: Any) -> dict[str, Any]:
    """A straight line as a shape."""
    only, dash = options.pop("only", None), options.pop("dash", None)
    named = {"name": f"{only}:line", **({"visible": False} if only == "narrow" else {})} if only else {}
    look = {"color": colour(tint), "width": width, **({"dash": dash} if dash else {})}
    return {"type": "line", "x0": x0, "y0": y0, "x1": x1, "y1": y1, "line": look, **named, **options}


def box(x0: float, y0: float, x1: float, y1: float, tint: str, **options: Any) -> dict[str, Any]:
    """A filled rectangle behind the marks."""
    look = {"fillcolor": colour(tint), "line": {"width": 0}, "layer": "below"}
    return {"type": "rect", "x0": x0, "y0": y0, "x1": x1, "y1": y1, **look, **options}


def whiskers(found: Sequence[Number], tint: str, width: float) -> dict[str, Any]:
    """Interval ends as error bars; a number without an interval has none."""
    ends = [(drawn(x, "high") - drawn(x), drawn(x) - drawn(x, "low")) if x.has_interval else (0, 0) for x in found]
    return {
        "type": "data", "symmetric": False, "array": [up for up, _ in ends], "arrayminus": [down for _, down in ends],
        "color": colour(tint), "thickness": width, "width": 0,
    }  # fmt: skip
