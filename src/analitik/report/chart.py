"""A chart is never a drawing alone: the answer as title, the measure as subtitle, the drawing with its words, its source, its table."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from analitik.core.errors import AnalitikError
from analitik.core.locale import say
from analitik.report.display import PLOTLY_MIME, Display, register
from analitik.report.markup import Element, el
from analitik.report.number import Number
from analitik.report.sentence import Sentence, as_sentence
from analitik.report.svg import draw, hatch_pattern
from analitik.report.table import Table, check_id
from analitik.report.theme import LIGHT, template

WIDE, HALF, PHONE = 700, 520, 358


class Chart(Display):
    """One chart with everything a reader needs beside it.

    Parameters
    ----------
    id : str
        Short name, the anchor on the page.
    title : Sentence or str
        The answer in one sentence, with the number.
    subtitle : Sentence or str
        Measure, unit, denominator, period.
    figure : plotly Figure
        From :mod:`analitik.report.figures`.
    alt : Sentence or str
        For those who cannot see: form, measure, period, the numbers that matter, what is missing.
    source : Sentence or str
        Where the numbers come from, n, the one caveat.
    table : Table
        The numbers that are drawn.
    half : bool
        Two half charts in a row stand side by side on a wide screen.
    """

    kind = "chart"

    def __init__(
        self,
        id: str,
        title: Sentence | str,
        *,
        subtitle: Sentence | str,
        figure: Any,
        alt: Sentence | str,
        source: Sentence | str,
        table: Table,
        half: bool = False,
    ):
        parts = {"title": title, "subtitle": subtitle, "figure": figure, "alt": alt, "source": source, "table": table}
        _check_whole(id, parts)
        self.id, self.table, self.half = check_id(id), table, half
        self.title, self.subtitle, self.alt, self.source = map(as_sentence, (title, subtitle, alt, source))
        self.figure = plain_figure(figure)

    def text(self) -> str:
        return f"{self.title.text()}\n{self.alt.text()}"

    def html(self) -> Element:
        return el("figure", {"id": self.id}, self.head(), self.drawing(hatch=True), self.foot())

    def head(self) -> Element:
        """Title and subtitle."""
        return el("figcaption", None, el("h3", None, self.title), el("p", {"class": "sub"}, self.subtitle))

    def drawing(self, *, hatch: bool = False) -> Element:
        """The static drawing in two widths, desktop and phone, under one description."""
        label = {"role": "img", "aria-label": self.alt.text(), "class": "fig"}
        wide = draw(self.figure, HALF if self.half else WIDE, css="w")
        return el("div", label, hatch and hatch_pattern(), wide, draw(self.figure, PHONE, css="nw"))

    def foot(self, tag: Element | None = None) -> Element:
        """The source line, after the sample tag where there is one."""
        return el("p", {"class": "src"}, tag, tag and " ", self.source)

    def numbers(self) -> list[Number]:
        words = [number for part in (self.title, self.subtitle, self.alt, self.source) for number in part.numbers()]
        meta = self.figure["layout"].get("meta", {}).get("numbers", [])
        return words + self.table.numbers() + [Number(**number) for number in meta]

    def payload(self) -> dict[str, Any]:
        words = {name: getattr(self, name).payload() for name in ("title", "subtitle", "alt", "source")}
        return {"id": self.id, **words, "figure": self.figure, "table": self.table.payload(), "half": self.half}

    @classmethod
    def load(cls, payload: dict[str, Any]) -> Chart:
        words = {name: Sentence.load(payload[name]) for name in ("title", "subtitle", "alt", "source")}
        return cls(payload["id"], figure=payload["figure"], table=Table.load(payload["table"]), half=payload["half"], **words)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {**super()._repr_mimebundle_(), PLOTLY_MIME: lab_figure(self)}


def plain_figure(figure: Any) -> dict[str, Any]:
    """A plotly figure as plain data, without its template (the page's own is used)."""
    found = dict(figure) if isinstance(figure, Mapping) else json.loads(figure.to_json())
    layout = {name: value for name, value in found.get("layout", {}).items() if name != "template"}
    return {"data": list(found.get("data", [])), "layout": layout}


def lab_figure(chart: Chart) -> dict[str, Any]:
    """The figure as JupyterLab draws it: with its title, on paper, so that it reads in a light and in a dark theme."""
    layout = dict(chart.figure["layout"])
    margin = dict(layout.get("margin", {}))
    margin["t"] = margin.get("t", 12) + 64
    title = {
        "text": f"<b>{_plain(chart.title)}</b><br><sub>{_plain(chart.subtitle)}</sub>",
        "x": 0.01, "xanchor": "left", "y": 0.98, "yanchor": "top", "font": {"size": 16},
    }  # fmt: skip
    layout |= {
        "title": title,
        "margin": margin,
        "height": layout.get("height", 320) + 64,
        "width": WIDE,
        "paper_bgcolor": LIGHT["paper"],
    }
    return {"data": chart.figure["data"], "layout": {**layout, "template": template()}, "config": {"displayModeBar": False}}


def _plain(sentence: Sentence) -> str:
    return sentence.text().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _check_whole(id: str, parts: Mapping[str, Any]) -> None:
    missing = [name for name, part in parts.items() if part is None or (isinstance(part, str) and not part.strip())]
    if missing or not isinstance(parts["table"], Table):
        what = ", ".join(missing or ["table"])
        raise AnalitikError(
            say(
                f"Grafik '{id}' belum lengkap: {what}; grafik perlu title, subtitle, figure, alt, source dan table.",
                f"Chart '{id}' is not whole: {what}; a chart needs title, subtitle, figure, alt, source and table.",
            )
        )


register(Chart)
