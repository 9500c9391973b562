"""A post, checked: text, number, platform, day, address, unit, label, counts; and no private person's name goes further."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from analitik.core.personal import account_mask, mask_handles, nameless_address
from analitik.ingest.cells import Cell, as_text, is_empty
from analitik.ingest.check import Context, Fault, date_of, id_of, text_of, unit_of, updated_of
from analitik.ingest.check_news import LONGEST, address_of, label_of
from analitik.ingest.numbers import as_count
from analitik.schema.posts import PLATFORMS

_NAMES = {
    **{name: name for name in PLATFORMS}, "fb": "facebook", "ig": "instagram", "twitter": "x", "x (twitter)": "x",
    "x/twitter": "x", "tik tok": "tiktok", "yt": "youtube",
}  # fmt: skip
_HOSTS = {
    "facebook.com": "facebook", "fb.com": "facebook", "fb.watch": "facebook", "instagram.com": "instagram", "x.com": "x",
    "twitter.com": "x", "tiktok.com": "tiktok", "youtube.com": "youtube", "youtu.be": "youtube",
}  # fmt: skip
_OFFICIAL = re.compile(r"resmi|official|government|pemerintah|instansi|humas|satker|upt")
_OUTLET = re.compile(r"\b(?:media|outlet|news|pers|portal|newspaper|tv|radio)|media_news")
_PRIVATE = re.compile(r"pribadi|perorangan|person|creator|kreator|tidak resmi|unofficial|bukan|fan")
COUNTS = ("suka", "komentar", "bagikan", "tayangan", "jangkauan", "pengikut")


def check_social(cells: list[Cell], context: Context) -> tuple:
    """The values of a post in the order of ``posts_raw``, without delivery and row."""
    number, platform, account, kind, text, url, date, unit, label, *counts, updated = cells
    text = text_of(text, context.notes, context.epoch_days)
    if text is None:
        raise Fault("missing_text")
    number = id_of(number, context.notes)
    where = _platform(platform, url)
    when = date_of(date, "tanggal", context)
    changed = updated_of(updated, context)
    url = address_of(url, context)
    unit_code = unit_of(unit, context)
    sentiment = label_of(label)
    numbers = [_count(column, cell) for column, cell in zip(COUNTS, counts, strict=True)]
    if len(text) > LONGEST:
        raise Fault("too_long")
    number = number or hashlib.sha256((url or f"{where}{text}{when.day}").encode()).hexdigest()
    account_type = account_type_of(as_text(kind))
    account, url = _public(where, text_of(account, context.notes), account_type, url)
    head = number, where, account, account_type, mask_handles(text), url, when.at_us, when.day_us, when.has_time
    return *head, unit_code, sentiment, *numbers, changed


def account_type_of(text: str) -> str | None:
    """``resmi`` or ``media`` where the export says so; whatever else it says counts as a private person.

    >>> account_type_of("Akun resmi"), account_type_of("NEWS_SITE"), account_type_of("Akun tidak resmi"), account_type_of("")
    ('resmi', 'media', None, None)
    """
    words = " ".join(text.casefold().replace("_", " ").split())
    if not words or _PRIVATE.search(words):
        return None
    return "resmi" if _OFFICIAL.search(words) else "media" if _OUTLET.search(words) else None


def _public(platform: str, account: str | None, account_type: str | None, url: str | None) -> tuple[str | None, str | None]:
    """Account and address as they may be kept: those of official channels and outlets as they are, others without a name."""
    if account_type is not None:
        return account, url
    return account and account_mask(platform, account), url and nameless_address(url)


def _platform(cell: Cell, url: Cell) -> str:
    if not is_empty(cell):
        name = " ".join(as_text(cell).casefold().split())
        if name not in _NAMES:
            raise Fault("bad_platform", value=as_text(cell), known=", ".join(PLATFORMS))
        return _NAMES[name]
    try:
        host = (urlsplit(as_text(url).strip()).hostname or "").lower()
    except ValueError:
        host = ""
    found = _HOSTS.get(".".join(host.split(".")[-2:]))
    if found is None:
        raise Fault("missing_platform")
    return found


def _count(column: str, cell: Cell) -> int | None:
    if is_empty(cell) or (isinstance(cell, str) and cell.strip() in ("-", "–", "—")):
        return None
    value = as_count(cell)
    if value is None or value >= 10**15:
        raise Fault("bad_count", column=column, value=as_text(cell))
    return value
