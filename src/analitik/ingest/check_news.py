"""A publication, checked: title, number, day, address, unit, label, length; in this order."""

from __future__ import annotations

import hashlib
import re

from analitik.ingest.cells import Cell, as_text, is_empty
from analitik.ingest.check import Context, Fault, date_of, id_of, text_of, unit_of, updated_of
from analitik.ingest.datelines import certain_day, date_flags
from analitik.ingest.dates import DAY_US, When

LABELS = {
    "positif": "positif", "positive": "positif", "netral": "netral", "neutral": "netral",
    "negatif": "negatif", "negative": "negatif",
}  # fmt: skip
LONGEST = 1_000_000
FIELD, DATELINE = "kolom", "dateline"
_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


def check_news(cells: list[Cell], context: Context) -> tuple:
    """The values of a publication in the order of ``articles_raw``, without delivery and row."""
    number, title, text, url, outlet, date, unit, label, updated = cells
    notes = context.notes
    title = text_of(title, notes, context.epoch_days)
    if title is None:
        raise Fault("missing_title")
    number = id_of(number, notes)
    when, source, flag = _published(date, text, context)
    changed = updated_of(updated, context)
    url = address_of(url, context)
    unit_code = unit_of(unit, context)
    sentiment = label_of(label)
    text = text_of(text, notes, context.epoch_days)
    if len(title) > LONGEST or (text is not None and len(text) > LONGEST):
        raise Fault("too_long")
    number = number or _made_id(url, title, str(when.day))
    outlet = text_of(outlet, notes)
    return number, title, text, url, outlet, when.at_us, when.day_us, when.has_time, unit_code, sentiment, source, flag, changed


def _published(date: Cell, text: Cell, context: Context) -> tuple[When, str, str | None]:
    """The moment of publication, where it comes from, and what contradicts it; a mapping may let a text's own certain day fill an empty cell."""
    body = text if isinstance(text, str) else None
    supplied = certain_day(body) if context.datelines and body and is_empty(date) else None
    if supplied is not None:
        if supplied.at_us > context.as_of_us + DAY_US:
            raise Fault("future_date", value=str(supplied.day))
        return supplied, DATELINE, None
    when = date_of(date, "tanggal", context)
    return when, FIELD, date_flags(as_text(date) if isinstance(date, str) else "", when, body)


def address_of(cell: Cell, context: Context) -> str | None:
    """The address of a row: a web address, or none."""
    url = text_of(cell, context.notes)
    if url is None:
        return None
    url = url.strip()
    if not _WEB.match(url):
        raise Fault("unsafe_url", value=url)
    return url


def label_of(cell: Cell) -> str | None:
    """The delivered sentiment in our words, or none."""
    if is_empty(cell):
        return None
    label = LABELS.get(as_text(cell).strip().casefold())
    if label is None:
        raise Fault("bad_label", value=as_text(cell))
    return label


def _made_id(url: str | None, title: str, day: str) -> str:
    """The number of a publication that has none: from its address, else from its title and day."""
    return hashlib.sha256((url or title + day).encode("utf-8")).hexdigest()
