"""The day that stands in a text: ``Rabu (8/9/2021)``, ``Kamis, 10 November 2022 - 20:35 WIB``; only where its year is written out.

A stamp with a time and a zone says when a page was published; a day in brackets says when its event happened. Neither is
repaired: a weekday that contradicts its date is flagged, and such a date supplies nothing. See docs/metode/bersih.md.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from analitik.ingest.dates import DAY_US, MONTHS, When, read_date

LOOKED_AT = 1_500  # characters; what stands later is no dateline
LATE_DAYS = 1  # a header and a delivered date may lie on both sides of midnight
_WEEKDAYS = {"senin": 0, "selasa": 1, "rabu": 2, "kamis": 3, "jumat": 4, "jum'at": 4, "sabtu": 5, "minggu": 6, "ahad": 6}
_NAME = "|".join(_WEEKDAYS)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_TIME = r"(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)\s?(?P<zone>wib|wita|wit)\b"
_ANY_NAME = re.compile(rf"\b(?:{_NAME})\b", re.IGNORECASE)
_EVENT = re.compile(rf"\b(?P<name>{_NAME})\s?,?\s?\(\s?(?P<day>\d{{1,2}}\s?[/.-]\s?\d{{1,2}}\s?[/.-]\s?\d{{4}})\s?\)", re.IGNORECASE)
_STAMP = re.compile(
    rf"(?:\b(?P<name>{_NAME})\b\s?[,|]?\s?)?(?<!\d)(?P<day>\d{{1,2}}[/-]\d{{1,2}}[/-]\d{{4}}|\d{{1,2}}\s(?:{_MONTH})\.?\s\d{{4}})\s?[-,|]?\s?(?:pukul\s|jam\s)?{_TIME}", re.IGNORECASE
)  # fmt: skip
_SPOKEN = re.compile(rf"\b(?P<name>{_NAME})\b\s?,?\s?\(?(?P<day>\d{{1,2}}\s(?:{_MONTH})\s\d{{4}})\b\)?", re.IGNORECASE)


class Dateline(NamedTuple):
    """A day found in a text, whether it is a page's own stamp, and whether its weekday is right (None: none is named)."""

    when: When
    is_stamp: bool
    weekday_fits: bool | None


def datelines(text: str) -> list[Dateline]:
    """Every day with its year in the opening of a text, stamps first.

    >>> [(str(one.when.day), one.is_stamp, one.weekday_fits) for one in datelines("Kamis, 10 November 2022 - 20:35 WIB. Rabu (8/9/2021)")]
    [('2022-11-10', True, True), ('2021-09-08', False, True)]
    >>> datelines("Sabtu (14/12), pekan lalu, 12/31/2021")
    []
    """
    opening = text[:LOOKED_AT].replace("\u2019", "'")
    stamps = [_read(found, is_stamp=True) for found in _STAMP.finditer(opening)]
    taken = {(one.when.day_us) for one in stamps if one}
    events = [_read(found, is_stamp=False) for pattern in (_EVENT, _SPOKEN) for found in pattern.finditer(opening)]
    return [one for one in stamps if one] + [one for one in events if one and one.when.day_us not in taken]


def _read(found: re.Match[str], *, is_stamp: bool) -> Dateline | None:
    part = found.groupdict()
    day = re.sub(r"\s?([/.-])\s?", r"\1", part["day"])
    when = read_date(f"{day} {part['time'].replace(':', '.')} {part['zone']}" if is_stamp else day)
    written = read_date(day)  # the weekday is that of the place, not of Jakarta
    if when is None or written is None:
        return None
    name = (part["name"] or "").casefold()
    return Dateline(when, is_stamp, _WEEKDAYS[name] == written.day.weekday() if name else None)


def certain_day(text: str | None) -> When | None:
    """The day a text supplies: its first stamp, else the one day its datelines agree on; none where a weekday contradicts.

    >>> certain_day("BOGOR - Petugas memeriksa blok, Senin (11/3/2025).") is None  # it was a Tuesday
    True
    """
    found = datelines(text or "")
    if not found or any(one.weekday_fits is False for one in found):
        return None
    if found[0].is_stamp:
        return found[0].when
    named = {name.casefold() for name in _ANY_NAME.findall((text or "")[:LOOKED_AT].replace("\u2019", "'"))}
    return found[0].when if len({one.when.day_us for one in found}) == 1 and len(named) == 1 else None  # several days: none is sure


def date_flags(delivered: str, when: When, text: str | None) -> str | None:
    """What contradicts the date of a row: ``hari`` (a weekday), ``dateline`` (a day in the text), joined by ``|``.

    >>> date_flags("Senin, 16/01/2024", read_date("16/01/2024"), None)
    'hari'
    """
    name = re.match(rf"\s*({_NAME})\b", delivered.replace("\u2019", "'"), re.IGNORECASE)
    found = datelines(text or "")
    wrong_day = (name and _WEEKDAYS[name[1].casefold()] != when.day.weekday()) or any(one.weekday_fits is False for one in found)
    late = LATE_DAYS * DAY_US
    apart = any(one.when.day_us > when.day_us + late or (one.is_stamp and abs(one.when.day_us - when.day_us) > late) for one in found)
    return "|".join(flag for flag, raised in (("hari", wrong_day), ("dateline", apart)) if raised) or None
