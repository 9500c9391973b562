"""The list of all reports: the newest answer first, what failed said plainly, every unit of the last months to find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from analitik.core.period import Month
from analitik.publish.page import content_policy, environment, policy_meta
from analitik.report import Context
from analitik.report.markup import style
from analitik.report.theme import page_tokens

LEVELS = (("nasional", "Nasional"), ("kanwil", "Kantor Wilayah"), ("upt", "UPT percontohan"))
WORDS = {"published": "terbit", "terbatas": "terbatas", "failed": "gagal"}
CSS = {"terbit": "ok", "terbatas": "few", "gagal": "bad", "tidak ada": "none"}
FILTERS = (("", "Semua"), ("terbit", "Terbit"), ("terbatas", "Terbatas"), ("gagal", "Gagal"))
NAMED = 5
Entry = Mapping[str, Any]


@dataclass(frozen=True)
class CellView:
    """One unit in one month."""

    word: str
    css: str
    href: str | None
    name: str
    month: str
    shown: bool


@dataclass(frozen=True)
class RowView:
    """One unit: its months, and what must be said of the latest."""

    name: str
    state: str
    note: str | None
    cells: list[CellView]


@dataclass(frozen=True)
class GroupView:
    """Units of one level."""

    title: str
    rows: list[RowView]


def render_portal(entries: Sequence[Entry], context: Context, *, months: int = 6) -> str:
    """The page that lists the reports of the last months up to ``context.period``.

    Parameters
    ----------
    entries : list of dict
        One per unit: ``kode``, ``nama``, ``level`` (nasional, kanwil, upt) and ``periods`` {``YYYY-MM``: state}; a state has
        ``status`` (published, skipped, terbatas, failed), ``href`` or None, and where known ``headline``, ``lede``, ``reason``
        and ``last_good`` (href). A failed month opens the last good report.
    context : Context
        The newest month, the office, and whether it is a sample.
    """
    spread = context.period.back(months)
    rows = {level: [_row(entry, spread) for entry in entries if entry["level"] == level] for level, _ in LEVELS}
    every = [row for level in rows.values() for row in level]
    portal = {
        "size": _size(rows),
        "latest": _latest(entries, spread),
        "counts": _counts(every),
        "failed": sum(row.state == "gagal" for row in every),
        "failed_names": _failed(entries, every, context),
        "month": context.period.label(),
        "months": _month_names(spread),
        "filters": FILTERS,
        "rows": len(every),
        "groups": [GroupView(_title(title, rows[level]), rows[level]) for level, title in LEVELS if rows[level]],
    }
    policy = content_policy("portal.js").replace(" blob:", "").replace(" 'strict-dynamic'", "")
    page = environment().get_template("portal.html.j2")
    return page.render(context=context, portal=portal, policy=policy_meta(policy), tokens=style(page_tokens())).lstrip()


def _state(entry: Entry, month: Month) -> Entry:
    return entry["periods"].get(str(month)) or {}


def _word(state: Entry) -> str:
    status = state.get("status")
    if status == "skipped":  # not made anew because nothing changed: the report that stands is good
        status = "published" if state.get("href") else None
    return WORDS.get(status, "tidak ada")


def last_good(entry: Entry, months: Sequence[Month]) -> tuple[Month, str] | None:
    """The newest month of a unit whose report is good, with its address."""
    found = [(month, _state(entry, month)) for month in months]
    good = [(month, state["href"]) for month, state in found if state.get("href") and _word(state) in ("terbit", "terbatas")]
    return good[-1] if good else None


def _row(entry: Entry, months: Sequence[Month]) -> RowView:
    cells = [_cell(entry, months[: k + 1]) for k in range(len(months))]
    newest = _state(entry, months[-1])
    return RowView(entry["nama"], cells[-1].word, _note(entry, newest, months, cells[-1].word), cells)


def _cell(entry: Entry, months: Sequence[Month]) -> CellView:
    state, month = _state(entry, months[-1]), months[-1]
    word, href = _word(state), state.get("href")
    if word == "gagal":
        good = last_good(entry, months)
        href = href or state.get("last_good") or (good[1] if good else None)
    newest = str(month) == max(entry["periods"], default="")
    return CellView(word, CSS[word], href, entry["nama"], month.label(short=True), newest and word != "tidak ada")


def _note(entry: Entry, state: Entry, months: Sequence[Month], word: str) -> str | None:
    if word == "terbatas":
        return state.get("reason") or None
    if word != "gagal":
        return None
    good = last_good(entry, months)
    since = f"data per {good[0].last_day.day} {good[0].label(short=True)}" if good else "belum ada laporan yang baik"
    return " · ".join(part for part in (since, state.get("reason")) if part)


def _latest(entries: Sequence[Entry], months: Sequence[Month]) -> dict[str, Any] | None:
    national = next((entry for entry in entries if entry["level"] == "nasional"), None)
    good = last_good(national, months) if national else None
    if good is None:
        return None
    state = _state(national, good[0])
    late = good[0] != months[-1]
    return {
        "name": national["nama"],
        "month": good[0].label(),
        "href": good[1],
        "headline": state.get("headline") or f"Laporan {good[0].label()}",
        "lede": state.get("lede"),
        "note": f"Laporan {months[-1].label()} belum terbit; ini laporan terakhir yang baik." if late else None,
    }


def _counts(rows: Sequence[RowView]) -> list[tuple[str, str]]:
    number = {word: sum(row.state == word for row in rows) for word in ("terbit", "terbatas", "gagal", "tidak ada")}
    out = number["terbit"] + number["terbatas"]
    counts = [
        ("Terbit", f"{out} dari {len(rows)}"),
        ("di antaranya terbatas", str(number["terbatas"])),
        ("Gagal", str(number["gagal"])),
    ]
    return counts + ([("Tidak ada laporan", str(number["tidak ada"]))] if number["tidak ada"] else [])


def _failed(entries: Sequence[Entry], rows: Sequence[RowView], context: Context) -> str:
    """The failed units by name and reason; of many, the first few."""
    reasons = {entry["nama"]: _state(entry, context.period).get("reason") for entry in entries}
    names = [row.name + (f" ({reasons[row.name]})" if reasons[row.name] else "") for row in rows if row.state == "gagal"]
    more = len(names) - NAMED
    return "; ".join(names[:NAMED]) + (f"; dan {more} lainnya" if more > 0 else "")


def _month_names(months: Sequence[Month]) -> list[str]:
    return [month.label(short=True, year=k == 0 or month.month == 1) for k, month in enumerate(months)]


def _size(rows: Mapping[str, Sequence[RowView]]) -> str:
    total = sum(map(len, rows.values()))
    parts = [f"{len(rows['nasional'])} nasional" if len(rows["nasional"]) > 1 else "nasional"] if rows["nasional"] else []
    parts += [f"{len(rows[level])} {word}" for level, word in (("kanwil", "kanwil"), ("upt", "UPT percontohan")) if rows[level]]
    return f"{total} laporan sebulan: {', '.join(parts)}"


def _title(title: str, rows: Sequence[RowView]) -> str:
    return title if len(rows) == 1 else f"{len(rows)} {title}"
