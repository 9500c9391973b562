"""The days a text says its event happened on: ``Rabu (8/9/2021)``, ``(14/12)``, ``8 September 2021``."""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
_NUMBER = {name: k + 1 for k, name in enumerate(_MONTHS)} | {"peb": 2, "agt": 8, "ags": 8, "nop": 11}
# Two patterns that begin with a sign or a digit, so that a search skips all other letters.
_IN_BRACKETS = re.compile(r"\(\s?(\d{1,2})\s?[/.-]\s?(\d{1,2})(?:[/.-]\d{2,4})?\s?\)")
_SPOKEN = re.compile(r"(\d(?<!\w\d)\d?) (jan|feb|peb|mar|apr|mei|jun|jul|agu|agt|ags|sep|okt|nov|nop|des)[a-z]*\b(?! 1?\d{3}\d? (?:lalu|silam))")
LENGTH = 1_200


def event_days(text: str) -> frozenset[int]:
    """Month x 100 + day of each event date in the opening of a folded text.

    >>> sorted(event_days("petugas memeriksa blok, rabu (8/9/2021) malam, setelah razia 7 september"))
    [907, 908]
    """
    opening = text[:LENGTH]
    named = [(int(day), int(month)) for day, month in _IN_BRACKETS.findall(opening)] if "(" in opening else []
    named += [(int(day), _NUMBER[name]) for day, name in _SPOKEN.findall(opening)]
    return frozenset(month * 100 + day for day, month in named if 1 <= day <= 31 and 1 <= month <= 12)
