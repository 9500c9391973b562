"""The files readers open: those of one report, the portal that lists them all, and what the pages share."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from analitik.core.files import write_bytes
from analitik.core.period import Month
from analitik.publish.page import render
from analitik.publish.portal import render_portal
from analitik.report import Context, Headline, collect, objects, tables
from analitik.report.narrative import text_summary
from analitik.report.workbook import workbook_bytes

if TYPE_CHECKING:
    from analitik.publish.factory import Plan

PORTAL_MONTHS = 6
FILES = (
    ("Buku kerja", "laporan.xlsx"),
    ("Teks ringkas", "ringkas.txt"),
    ("Edisi analis", "analis.html"),
    ("Angka", "results.json"),
)


@cache
def plotly_asset() -> tuple[str, bytes]:
    """Name and bytes of plotly.js as the installed package ships it."""
    from plotly.offline import get_plotlyjs

    code = get_plotlyjs().encode("utf-8")
    return f"plotly-{hashlib.sha256(code).hexdigest()[:8]}.min.js", code


def shared_assets(stage: Path) -> None:
    """What several pages of a release use."""
    name, code = plotly_asset()
    write_bytes(stage / "assets" / name, code)


def report_files(
    executed: dict[str, nbformat.NotebookNode], month: Month, kode: str, unit: str, *, office: str, sample: bool
) -> dict[str, bytes]:
    """Every file of one report by name; the first notebook is the leaders'."""
    leader, *others = executed
    context = Context(
        period=month,
        kode=kode,
        unit=unit,
        office=office,
        sample=sample,
        files=FILES,
        plotly_asset=f"../../assets/{plotly_asset()[0]}",
    )
    notebooks = list(executed.values())
    numbers = collect(notebooks)
    texts = {
        "index.html": render([executed[leader]], context).leader_html,
        "analis.html": render(notebooks, context).analyst_html,
        "results.json": results_text(month, kode, unit, _headline(executed[leader]), numbers),
        "ringkas.txt": text_summary(objects([executed[leader]]), context),
        "notebook.ipynb": nbformat.writes(executed[leader]) + "\n",
        **{f"{name}.ipynb": nbformat.writes(executed[name]) + "\n" for name in others},
    }
    return {
        "laporan.xlsx": workbook_bytes(tables(notebooks), context),
        **{name: text.encode("utf-8") for name, text in texts.items()},
    }


def results_text(month: Month, kode: str, unit: str, headline: str, numbers: dict[str, Any]) -> str:
    """``results.json``: every number shown, with base and interval where it has them, under a stable key."""
    whole = {"period": str(month), "unit": kode, "name": unit, "headline": headline, "numbers": numbers}
    return json.dumps(whole, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _headline(notebook: nbformat.NotebookNode) -> str:
    return next((found.sentence.text() for found in objects([notebook]) if isinstance(found, Headline)), "")


def portal_page(plan: Plan, stage: Path, states: dict[str, dict[str, Any]]) -> str:
    """The list of all reports of the last months, as far as they are in this release."""
    months = [str(month) for month in plan.month.back(PORTAL_MONTHS)]
    names = _names(plan, stage, states)
    entries = [_entry(kode, name, level, months, stage, states) for kode, (name, level) in names.items()]
    return render_portal(entries, Context(period=plan.month, office=plan.office, sample=plan.sample))


def _names(plan: Plan, stage: Path, states: dict[str, Any]) -> dict[str, tuple[str, str]]:
    names = {row.kode: (str(row.nama), str(row.level)) for row in plan.units.itertuples()}
    for report in sorted(states):
        kode = report.split("/")[1]
        results = stage / report / "results.json"
        if kode not in names and results.is_file():
            names[kode] = (json.loads(results.read_text(encoding="utf-8"))["name"], _level(kode))
    return dict(sorted(names.items(), key=lambda item: (("nasional", "kanwil", "upt").index(item[1][1]), item[0])))


def _level(kode: str) -> str:
    return "nasional" if kode == "nasional" else "kanwil" if "-KWL-" in kode else "upt"


def _entry(kode: str, name: str, level: str, months: list[str], stage: Path, states: dict[str, Any]) -> dict[str, Any]:
    periods = {month: _state(f"{month}/{kode}", stage, states) for month in months if f"{month}/{kode}" in states}
    return {"kode": kode, "nama": name, "level": level, "periods": periods}


def _state(report: str, stage: Path, states: dict[str, Any]) -> dict[str, Any]:
    results = stage / report / "results.json"
    state = states[report]
    there = results.is_file()
    headline = json.loads(results.read_text(encoding="utf-8"))["headline"] if there else None
    return {
        "status": state["status"],
        "reason": state["reason"],
        "href": f"{report}/index.html" if there else None,
        "headline": headline,
    }
