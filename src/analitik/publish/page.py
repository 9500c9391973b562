"""From executed notebooks to the pages people open: one for leaders, still and whole; one for analysts, with code and moving charts."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analitik.core.errors import AnalitikError
from analitik.core.locale import say
from analitik.publish.layout import Edition, Story, build
from analitik.report import Context, Provenance
from analitik.report.markup import Element, el, style
from analitik.report.svg import hatch_pattern
from analitik.report.theme import drawing_rules, page_tokens

BASE_CSP = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True)
class PageSet:
    """The two pages of one report."""

    leader_html: str
    analyst_html: str


def render(notebooks: Iterable[Any], context: Context) -> PageSet:
    """The pages of one report, from its executed notebooks in order of reading.

    Markdown headings of level two open a section; display objects follow in the order of the cells; a cell tagged ``analis``
    or ``sembunyi`` is left out of the leaders' page. The first :class:`Headline` is the page's answer.

    Raises
    ------
    AnalitikError
        When there is no headline, an anchor is used twice, or prose holds a number outside a slot.
    """
    found = list(notebooks)
    return PageSet(_page(build(found, context, Edition.LEADER), context), _page(build(found, context, Edition.ANALYST), context))


def _page(story: Story, context: Context) -> str:
    if story.headline is None:
        raise AnalitikError(
            say("Laporan tidak punya Headline; jawaban utama harus ada.", "The report has no Headline; it needs its main answer.")
        )
    live = story.edition is Edition.ANALYST and context.plotly_asset is not None and bool(story.figures)
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            context=context,
            story=story,
            live=live,
            policy=policy_meta(content_policy("charts.js") if live else BASE_CSP),
            tokens=style(page_tokens() + drawing_rules() + page_footer(context)),
            hatch=hatch_pattern(),
            tag=sample_tag(context),
            origin=origin(story, context),
        )
    )


@cache
def environment() -> Environment:
    """The templates: everything from data is escaped, a missing name is an error."""
    loader = FileSystemLoader(Path(__file__).parent / "templates", encoding="utf-8")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@cache
def content_policy(script: str) -> str:
    """The policy of a page with one script of our own: its hash, and what it loads itself."""
    code = environment().get_template(script).render()
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    return BASE_CSP.replace("img-src data:", "img-src data: blob:") + f"; script-src 'sha256-{digest}' 'strict-dynamic'"


def policy_meta(policy: str) -> Element:
    """The policy as the page states it."""
    return el("meta", {"http-equiv": "Content-Security-Policy", "content": policy})


def sample_tag(context: Context) -> Element | None:
    """The mark that a number is invented."""
    return el("span", {"class": "tag"}, "CONTOH") if context.sample else None


def page_footer(context: Context) -> str:
    """The running footer of printed pages."""
    words = " · ".join(
        [*(["CONTOH"] if context.sample else []), context.office, context.unit, f"{context.title}, {context.period.label()}"]
    )
    escaped = words.replace("\\", "\\5c ").replace('"', "\\22 ").replace("<", "\\3c ").replace("\n", " ")
    font = 'font:8pt "Segoe UI",Roboto,"Noto Sans",sans-serif;color:#3C454D'
    count = f'@bottom-right{{content:"Halaman " counter(page) " dari " counter(pages);{font}}}'
    return f'@page{{size:A4;margin:14mm 12mm 15mm;@bottom-left{{content:"{escaped}";{font}}}{count}}}'


def origin(story: Story, context: Context) -> list[tuple[str, Any]]:
    """The lines of the footer: what went in, what made it, which files stand beside it."""
    lines: list[tuple[str, Any]] = []
    for item in story.provenance:
        lines += _inputs(item)
    lines += [(label, el("code", None, text)) for label, text in context.origin]
    files = [*context.files, *([(say("Semua laporan", "All reports"), context.portal)] if context.portal else [])]
    if files:
        links = [(" · " if k else None, el("a", {"href": href}, label)) for k, (label, href) in enumerate(files)]
        lines.append((say("Berkas", "Files"), el("span", None, links)))
    return lines


def _inputs(item: Provenance) -> list[tuple[str, Any]]:
    codes = [(" · " if k else None, el("code", None, source)) for k, source in enumerate(item.sources)]
    lines = [(say("Masukan", "Inputs"), el("span", None, codes))] if codes else []
    lines += [("Model", el("code", None, item.model))] if item.model else []
    return lines + ([(say("Sidik masukan", "Fingerprint"), el("code", None, item.fingerprint))] if item.fingerprint else [])
