"""The days a text says its event happened on: ``Rabu (8/9/2021)``, ``(14/12)``, ``8 September 2021``."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_NUMBER = {name: k + 1 for k, name in enumerate(_MONTHS)} | {"peb": 2, "agt": 8, "ags": 8, "nop": 11}
_DAY = re.compile(
    r"\(\s?(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:[/.-]\d{2,4})?\s?\)"
    r"|\b(\d{1,2}) (jan|feb|peb|mar|apr|mei|jun|jul|agu|agt|ags|sep|okt|nov|nop|des)[a-z]*\b(?! 1?\d{3}\d? (?:lalu|silam))"
)
LENGTH = 1_200


def event_days(text: str) -> frozenset[int]:
    """Month x 100 + day of each event date in the opening of a folded text.

    >>> sorted(event_days("petugas memeriksa blok, rabu (8/9/2021) malam, setelah razia 7 september"))
    [907, 908]
    """
    found = set()
    for day, month, spoken, name in _DAY.findall(text[:LENGTH]):
        number = int(day or spoken)
        in_year = int(month) if month else _NUMBER[name]
        if 1 <= number <= 31 and 1 <= in_year <= 12:
            found.add(in_year * 100 + number)
    return frozenset(found)
