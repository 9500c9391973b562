"""How a number, a date and a sentence are said: Indonesian first, English second.

Number and date forms come from Babel (CLDR); this room only adds what the house style fixes: a true minus sign, an en dash
between interval ends, ``poin`` for differences of percentages.
"""

from __future__ import annotations

import datetime as dt
import math
import os
from decimal import ROUND_HALF_UP, Decimal

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

MISSING = "–"
_BABEL = {"id": Locale("id"), "en": Locale("en")}


def language() -> str:
    """The language of messages: ``id`` unless ``ANALITIK_LANG`` says ``en``."""
    return "en" if os.environ.get("ANALITIK_LANG", "id").lower().startswith("en") else "id"


def say(indonesian: str, english: str) -> str:
    """Pick the sentence for the language of the session.

    >>> say("Selesai.", "Done.")
    'Selesai.'
    """
    return english if language() == "en" else indonesian


def round_half_up(value: float, digits: int) -> Decimal:
    """Round as offices do on paper: halves away from zero, on the shortest decimal form of the number.

    >>> round_half_up(64.995, 2)
    Decimal('65.00')
    """
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def decimal(value: float | None, digits: int = 1, *, lang: str | None = None) -> str:
    """A number with a fixed count of digits; a missing one is an en dash.

    >>> decimal(5412.256, 1), decimal(-3.04, 1), decimal(None)
    ('5.412,3', '−3,0', '–')
    """
    if value is None or not math.isfinite(value):
        return MISSING
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    text = format_decimal(round_half_up(value, digits), pattern, locale=_BABEL[lang or language()])
    return text.replace("-", "−")


def count(value: float | None, *, lang: str | None = None) -> str:
    """A whole number with thousands separated.

    >>> count(51815)
    '51.815'
    """
    return decimal(value, 0, lang=lang)


def percent(share: float | None, digits: int = 1, *, lang: str | None = None) -> str:
    """A share (0 to 1) as a percentage.

    >>> percent(0.0757)
    '7,6%'
    """
    return MISSING if share is None or not math.isfinite(share) else decimal(share * 100, digits, lang=lang) + "%"


def interval(low: float | None, high: float | None, digits: int = 1, *, scale: float = 1, lang: str | None = None) -> str:
    """The two ends of an interval in brackets; ends below zero are joined by words, so that no sign is misread.

    >>> interval(5.1, 8.9), interval(-3, 2.4)
    ('(5,1–8,9)', '(−3,0 s.d. +2,4)')
    """
    if low is None or high is None or not (math.isfinite(low) and math.isfinite(high)):
        return ""
    ends = [decimal(end * scale, digits, lang=lang) for end in (low, high)]
    if low >= 0:
        return f"({ends[0]}–{ends[1]})"
    joint = "to" if (lang or language()) == "en" else "s.d."
    return f"({ends[0]} {joint} {'+' if high > 0 else ''}{ends[1]})"


def date_long(day: dt.date, *, lang: str | None = None) -> str:
    """A day in full.

    >>> date_long(dt.date(2022, 11, 9))
    '9 November 2022'
    """
    return format_date(day, "d MMMM y", locale=_BABEL[lang or language()])


def month_name(day: dt.date, *, short: bool = False, year: bool = True, lang: str | None = None) -> str:
    """A month with or without its year.

    >>> month_name(dt.date(2022, 10, 1)), month_name(dt.date(2022, 10, 1), short=True, year=False)
    ('Oktober 2022', 'Okt')
    """
    pattern = ("MMM" if short else "MMMM") + (" y" if year else "")
    return format_date(day, pattern, locale=_BABEL[lang or language()])
