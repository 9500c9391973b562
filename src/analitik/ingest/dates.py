"""When something happened: Indonesian dates, day first, never guessed.

What is not certain is no date: month first, a missing year, a relative word, a misspelt month. See docs/metode/ingest.md.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.core.period import JAKARTA
from analitik.ingest.cells import Cell, is_empty
from analitik.ingest.numbers import ascii_digits

WIB = 7 * 60  # minutes east of Greenwich; the offset of Jakarta since 1964
ZONES = {"wib": WIB, "wita": 8 * 60, "wit": 9 * 60, "z": 0, "gmt": 0, "utc": 0, "ut": 0}
EPOCH = dt.datetime(1970, 1, 1)
SERIAL_ZERO = dt.datetime(1899, 12, 30)
MICROSECOND = dt.timedelta(microseconds=1)
DAY_US = 86_400_000_000
OLDEST = 2000
LONGEST = 100  # characters; nothing longer is a date

_MONTHS = {
    1: "januari january jan", 2: "februari february pebruari feb peb", 3: "maret march mar", 4: "april apr",
    5: "mei may", 6: "juni june jun", 7: "juli july jul", 8: "agustus august agt ags agu aug",
    9: "september sept sep", 10: "oktober october okt oct", 11: "november nopember nov nop", 12: "desember december des dec",
}  # fmt: skip
MONTHS = {name: number for number, names in _MONTHS.items() for name in names.split()}
_DAYS = (
    "senin selasa rabu kamis jumat jum'at sabtu minggu ahad sen sel rab kam jum sab min "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun"
)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY_NAME = re.compile(rf"(?:{'|'.join(sorted(_DAYS.split(), key=len, reverse=True))})\.?(?:, ?| )(?=.)")
_ZONE = r"wib|wita|wit|z|(?:gmt|utc|ut)?[+-](?:\d{2}:?\d{2}|\d{1,2})|gmt|utc|ut"
_TIME = (
    r"(?:(?:t| ?[,|] ?| - | )(?:pukul |jam )?(?P<hour>\d{1,2})(?P<colon>[:.])(?P<minute>\d{2})"
    rf"(?:(?P=colon)(?P<second>\d{{2}})(?:[.,](?P<fraction>\d{{1,9}}))?)? ?\(?(?P<zone>{_ZONE})?\)?)?"
)
_FORMS = [
    re.compile(form + _TIME, re.ASCII)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})",
        r"(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})",
        rf"(?P<day>\d{{1,2}})(?P<sep>[ /.-]?)(?P<name>{_MONTH})\.?(?:(?P=sep)|,? )(?P<year>\d{{4}}|\d{{2}})",
        rf"(?P<name>{_MONTH})\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})",
    )
]
_SERIAL = re.compile(r"\d{1,5}(?:[.,]\d+)?", re.ASCII)


class When(NamedTuple):
    """A moment: microseconds since 1970 in UTC, the calendar day in Jakarta (its 00:00), and how it was written."""

    at_us: int
    day_us: int
    has_time: bool
    two_digit_year: bool = False

    @property
    def day(self) -> dt.date:
        """The calendar day in Jakarta."""
        return (EPOCH + dt.timedelta(microseconds=self.day_us)).date()


@lru_cache(maxsize=65536)
def read_date(text: str, epoch_days: int = 0, zone: int = WIB) -> When | None:
    """The moment a text names, or None where it is not certain. ``zone`` is the zone of a time written without one.

    >>> str(read_date("Selasa, 16/01/2024 10:05 WIB").day), str(read_date("17 Agt 2023").day)
    ('2024-01-16', '2023-08-17')
    >>> read_date("12/31/2023") is read_date("kemarin") is read_date("1 Febuari 2023") is None
    True
    """
    text = " ".join(ascii_digits(text).replace("\u2019", "'").replace("\u2212", "-").split()).casefold()
    if _SERIAL.fullmatch(text):
        return from_serial(float(text.replace(",", ".")), epoch_days, zone)
    named = _DAY_NAME.match(text)
    rest = text[named.end() :] if named else text
    for form in _FORMS:
        found = form.fullmatch(rest)
        if found:
            return _moment(found.groupdict(), zone)
    return None


def as_date(cell: Cell, epoch_days: int = 0, zone: int = WIB) -> When | None:
    """A cell as a moment; numbers are the days of a spreadsheet."""
    if isinstance(cell, str):
        text = cell.strip()
        return read_date(text, epoch_days, zone) if len(text) <= LONGEST else None
    if isinstance(cell, bool) or is_empty(cell):
        return None
    if isinstance(cell, dt.datetime):
        return _from_local(cell, zone)
    return from_serial(float(cell), epoch_days, zone) if isinstance(cell, int | float) and abs(cell) < 1e9 else None


def from_serial(days: float, epoch_days: int = 0, zone: int = WIB) -> When | None:
    """A spreadsheet's day number (61 to 79999; 60 is a day that never was).

    >>> str(from_serial(45307).day), from_serial(60)
    ('2024-01-16', None)
    """
    if not 61 <= days < 80000:
        return None
    seconds = round((days + epoch_days) * 86400)
    return _from_local(SERIAL_ZERO + dt.timedelta(seconds=seconds), zone if seconds % 86400 else WIB)


def moment(as_of: dt.datetime | str) -> dt.datetime:
    """The moment that counts as now, with its zone; without one it is Jakarta's.

    >>> moment("2024-02-15T12:00:00").isoformat()
    '2024-02-15T12:00:00+07:00'
    """
    if isinstance(as_of, str):
        try:
            as_of = dt.datetime.fromisoformat(as_of)
        except ValueError:
            raise UsageFault(
                say(
                    f"Waktu '{as_of}' bukan ISO; tulis misalnya 2024-02-15T12:00:00+07:00.",
                    f"Time '{as_of}' is not ISO; write for example 2024-02-15T12:00:00+07:00.",
                )
            ) from None
    return as_of if as_of.tzinfo else as_of.replace(tzinfo=JAKARTA)


def _moment(part: dict[str, str | None], zone: int) -> When | None:
    """The moment that the written parts make up, if there is such a day and such a time."""
    year = int(part["year"]) + (2000 if len(part["year"]) == 2 else 0)
    month = MONTHS[part["name"]] if part.get("name") else int(part["month"])
    hour, minute, second = (int(part[name] or 0) for name in ("hour", "minute", "second"))
    minutes = _offset(part["zone"]) if part["zone"] else zone if part["hour"] is not None else WIB
    if second > 60 or minutes is None:
        return None
    try:
        local = dt.datetime(year, month, int(part["day"]), hour, minute) + dt.timedelta(seconds=second)
    except (ValueError, OverflowError):
        return None
    fraction = int((part["fraction"] or "0")[:6].ljust(6, "0")) if second < 60 else 0
    when = _from_local(local + dt.timedelta(microseconds=fraction), minutes)
    return when._replace(two_digit_year=len(part["year"]) == 2) if when else None


def _from_local(local: dt.datetime, minutes: int) -> When | None:
    """A wall-clock time ``minutes`` east of Greenwich. 00:00 in Jakarta is how systems write that the time was lost."""
    if local.tzinfo is not None:
        local = local.astimezone(dt.UTC).replace(tzinfo=None) + dt.timedelta(minutes=minutes)
    if local.year < OLDEST:
        return None
    at_us = (local - EPOCH) // MICROSECOND - minutes * 60_000_000
    in_jakarta = at_us + WIB * 60_000_000
    day_us = in_jakarta - in_jakarta % DAY_US
    return When(at_us, day_us, has_time=in_jakarta != day_us)


def _offset(zone: str) -> int | None:
    """Minutes east of Greenwich of a written zone; None beyond what exists on earth."""
    if zone in ZONES:
        return ZONES[zone]
    found = re.fullmatch(r"(?:gmt|utc|ut)?([+-])(\d{1,2}):?(\d{2})?", zone)
    hours, minutes = int(found[2]), int(found[3] or 0)
    if hours > 14 or minutes > 59:
        return None
    return (hours * 60 + minutes) * (-1 if found[1] == "-" else 1)
