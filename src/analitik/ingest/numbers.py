"""Numbers as Indonesian offices write them: decimal comma, thousands dots, digits of any script."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date
from functools import lru_cache

from analitik.ingest.cells import Cell, Serial

_FORM = re.compile(
    r"(?P<sign>[+-]?)(?:(?P<thousands>\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:\.\d{3})+,\d+)|(?P<plain>\d+(?:[.,]\d*)?|[.,]\d+))"
    r"(?P<exponent>e[+-]?\d{1,5})?",
    re.ASCII | re.IGNORECASE,
)
_COUNT = re.compile(r"(?P<number>\d+(?:[.,]\d+)?) ?(?P<scale>ribu|rb|k|juta|jt|m|miliar|mlr|b)", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:(?P<mark>[., ])\d{3})(?:(?P=mark)\d{3})*")
_SCALES = {"ribu": 3, "rb": 3, "k": 3, "juta": 6, "jt": 6, "miliar": 9, "mlr": 9, "b": 9}
LONGEST = 400  # characters; nothing longer is a number a person wrote
_SIGNS = str.maketrans("\uff0e\uff0c\uff0d\uff0b\u2212\u066b", ".,-+-,")


def ascii_digits(text: str) -> str:
    """The text with every decimal digit of any script as 0 to 9; nothing else changes (a superscript is no digit).

    >>> ascii_digits("３ ٤ ²")
    '3 4 ²'
    """
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


@lru_cache(maxsize=4096)
def read_number(text: str) -> float | None:
    """A number from its text, or None where the text is not one.

    >>> read_number("1.250,5"), read_number("0,50"), read_number("2.5"), read_number("3-4")
    (1250.5, 0.5, 2.5, None)
    """
    found = _FORM.fullmatch(ascii_digits(text.strip()).translate(_SIGNS))
    if not found:
        return None
    digits = found["thousands"].replace(".", "").replace(",", ".") if found["thousands"] else found["plain"].replace(",", ".")
    return float(f"{found['sign']}{digits}{found['exponent'] or ''}")


def as_number(cell: Cell) -> float | None:
    """A cell as a number; truth values, dates and words are none."""
    if isinstance(cell, str):
        return read_number(cell) if len(cell) <= LONGEST else None
    if isinstance(cell, bool | Serial | date) or not isinstance(cell, int | float):
        return None
    try:
        return float(cell)
    except OverflowError:
        return math.inf


def as_integer(cell: Cell) -> int | None:
    """A cell as a whole number: ``4,0`` is 4, ``2,5`` is none.

    >>> as_integer("4,0"), as_integer("2,5"), as_integer(True)
    (4, None, None)
    """
    value = as_number(cell)
    return int(value) if value is not None and math.isfinite(value) and value == int(value) else None


def as_count(cell: Cell) -> int | None:
    """A cell as a whole number of things, as platforms print it: grouped by dots or commas, or shortened with a scale.

    >>> as_count("1.234"), as_count("1,234,567"), as_count("1,2 rb"), as_count("12K"), as_count("3,5 jt")
    (1234, 1234567, 1200, 12000, 3500000)

    ``M`` is a million in English and a milliard in Indonesian: only the decimal mark tells which.

    >>> as_count("1.2M"), as_count("1,2 M"), as_count("3M")
    (1200000, 1200000000, None)
    >>> as_count("1,5") is as_count("-3") is as_count("banyak") is as_count("1,2345 rb") is None
    True
    """
    if isinstance(cell, str):
        text = " ".join(ascii_digits(cell[:LONGEST]).split())
        if _GROUPED.fullmatch(text):
            return int(re.sub(r"[., ]", "", text))
        found = _COUNT.fullmatch(text)
        if found:
            whole, _, part = found["number"].replace(",", ".").partition(".")
            scale = found["scale"].lower()
            zeros = (_SCALES[scale] if scale != "m" else 6 if "." in text else 9 if "," in text else -1) - len(part)
            return int(whole + part) * 10**zeros if zeros >= 0 else None
    value = as_integer(cell)
    return value if value is not None and value >= 0 else None
