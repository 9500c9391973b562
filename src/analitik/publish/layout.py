"""The order of a page: which cells open a section, which charts stand side by side, which remarks stand beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from analitik.core.errors import AnalitikError
from analitik.core.locale import say
from analitik.report import Cards, Chart, Context, Headline, Note, Provenance, Sentence, Table, cell_objects
from analitik.report.markdown import Block, blocks
from analitik.report.markup import Element, el, group, json_block
from analitik.report.prose import check_prose
from analitik.report.table import OPEN_ROWS
from analitik.report.theme import DARK, LIGHT, template

NOT_FOR_LEADERS = {"analis", "sembunyi"}


class Edition(Enum):
    """For whom a page is."""

    LEADER = "pimpinan"
    ANALYST = "analis"


@dataclass
class Section:
    """One question of the page and what answers it."""

    title: str
    anchor: str
    rows: list[Element] = field(default_factory=list)


@dataclass
class Story:
    """A page in order of reading."""

    edition: Edition
    headline: Headline | None = None
    lead: list[Element] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    provenance: list[Provenance] = field(default_factory=list)
    figures: dict[str, dict[str, Any]] = field(default_factory=dict)
    anchors: list[str] = field(default_factory=list)

    def data_block(self) -> Element:
        """What the analysts' script draws from."""
        swap = {LIGHT[name]: DARK[name] for name in LIGHT}
        return json_block("data", {"template": template(), "dark": swap, "figures": self.figures})


def build(notebooks: Iterable[Any], context: Context, edition: Edition) -> Story:
    """Put the cells of executed notebooks into the order of a page."""
    story = Story(edition)
    tag = el("span", {"class": "tag"}, "CONTOH") if context.sample else None
    pieces: list[Any] = []
    for piece in _pieces(notebooks, edition):
        if isinstance(piece, Block) and piece.kind == "heading" and piece.level <= 2:
            _close(story, pieces, tag)
            pieces = []
            story.sections.append(Section(piece.text, f"b{len(story.sections) + 1}"))
        elif isinstance(piece, Headline) and story.headline is None:
            story.headline = piece
        else:
            pieces.append(piece)
    _close(story, pieces, tag)
    _check_anchors(story)
    return story


def _pieces(notebooks: Iterable[Any], edition: Edition) -> Iterator[Any]:
    for notebook in notebooks:
        for cell in notebook["cells"]:
            tags = set(cell.get("metadata", {}).get("tags", []))
            if edition is Edition.LEADER and tags & NOT_FOR_LEADERS:
                continue
            if cell["cell_type"] == "markdown":
                yield from _prose(cell["source"], edition)
            elif cell["cell_type"] == "code":
                if edition is Edition.ANALYST and cell["source"].strip():
                    yield Code(cell["source"])
                yield from cell_objects(cell)


def _prose(source: str, edition: Edition) -> Iterator[Block]:
    found = blocks(source)
    opens_notebook = bool(found) and found[0].kind == "heading" and found[0].level == 1
    if opens_notebook and edition is Edition.LEADER:
        return  # the headline takes the place of the notebook's own title and table of contents
    for block in found:
        if edition is Edition.LEADER:
            check_prose(block.text, say("Teks buku catatan", "Notebook prose"))
        level = min(block.level, 3) if block.kind == "heading" else 0
        yield Block(block.kind, block.lines, level)


@dataclass(frozen=True)
class Code:
    """A code cell, shown to analysts."""

    source: str


def _close(story: Story, pieces: list[Any], tag: Element | None) -> None:
    """Draw the pieces gathered since the last heading into the section they belong to."""
    if not story.sections:
        if any(isinstance(piece, Chart | Table) or getattr(piece, "kind", "") == "heading" for piece in pieces):
            story.sections.append(Section(say("Ringkasan", "Summary"), "b1"))
        else:
            story.lead += list(_rows(story, pieces, tag))
            return
    story.sections[-1].rows += list(_rows(story, pieces, tag))


def _rows(story: Story, pieces: list[Any], tag: Element | None) -> Iterator[Element]:
    rest = list(pieces)
    while rest:
        piece = rest.pop(0)
        if isinstance(piece, Chart):
            yield _charts(story, piece, rest, tag)
        elif isinstance(piece, Note):
            yield _aside([piece, *_take(rest, Note)])
        else:
            yield _single(story, piece, tag)


def _charts(story: Story, first: Chart, rest: list[Any], tag: Element | None) -> Element:
    if first.half and rest and isinstance(rest[0], Chart) and rest[0].half:
        second = rest.pop(0)
        return el("div", {"class": "row2"}, _chart(story, first, tag), _chart(story, second, tag))
    notes = _take(rest, Note)
    return el("div", {"class": "row" if notes else "row alone"}, _chart(story, first, tag), _aside(notes) if notes else None)


def _take(rest: list[Any], kind: type) -> list[Any]:
    taken = []
    while rest and isinstance(rest[0], kind):
        taken.append(rest.pop(0))
    return taken


def _aside(notes: list[Note]) -> Element:
    return el("div", {"class": "aside"}, notes)


def _single(story: Story, piece: Any, tag: Element | None) -> Element:
    if isinstance(piece, Code):
        return el(
            "pre",
            {"class": "code", "tabindex": 0, "role": "region", "aria-label": say("Kode", "Code")},
            el("code", None, piece.source),
        )
    if isinstance(piece, Table):
        return _table(story, piece, tag)
    if isinstance(piece, Provenance):
        story.provenance.append(piece)
        return el("div", {"class": "cols"}, el("div", None, piece.counts_html()), el("div", None, piece.limits_html()))
    if isinstance(piece, Sentence):
        return el("p", {"class": "key"}, piece)
    if isinstance(piece, Cards):
        return group(piece.grid(), piece.foot(tag))
    if isinstance(piece, Block):
        return el("div", {"class": "intro"}, piece)
    return el("div", {"class": "key"}, piece)


def _table(story: Story, table: Table, tag: Element | None) -> Element:
    story.anchors.append(table.id)
    stacked = len(table.rows) <= OPEN_ROWS and len(table.columns) > 3
    grid = table.grid(stacked=stacked)
    body = _folded(table, grid) if len(table.rows) > OPEN_ROWS else _scroller(table, grid)
    return el("div", {"class": "tb", "id": table.id}, table.head(), body, table.foot(tag))


def _chart(story: Story, chart: Chart, tag: Element | None) -> Element:
    story.figures[chart.id] = chart.figure
    story.anchors.append(chart.id)
    live = el("div", {"class": "live", "data-figure": chart.id, "hidden": True}) if story.edition is Edition.ANALYST else None
    return el(
        "figure", {"id": chart.id}, chart.head(), chart.drawing(), live, chart.foot(tag), _folded(chart.table, chart.table.grid())
    )


def _folded(table: Table, grid: Element) -> Element:
    name = (say("Tabel data", "Data table"), ": ", table.name)
    return el("details", None, el("summary", None, name), _scroller(table, grid))


def _scroller(table: Table, grid: Element) -> Element:
    return el("div", {"class": "tw", "tabindex": 0, "role": "region", "aria-label": table.name.text()}, grid)


def _check_anchors(story: Story) -> None:
    anchors = [section.anchor for section in story.sections] + story.anchors
    twice = sorted({anchor for anchor in anchors if anchors.count(anchor) > 1})
    if twice:
        raise AnalitikError(say(f"Id '{twice[0]}' dipakai dua kali di halaman.", f"The id '{twice[0]}' is used twice on the page."))
