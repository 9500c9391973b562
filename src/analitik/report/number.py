"""A number a reader sees: its value, its base, its uncertainty, and the words for what is not known about it.

Every number on a page, in a workbook or in a text to forward is a :class:`Number` with a stable key; ``results.json`` lists them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypedDict

from analitik.core import locale
from analitik.core.errors import AnalitikError
from analitik.core.locale import say

DIGITS = {
    "share": 1,
    "count": 0,
    "index": 1,
    "score": 2,
    "points": 1,
    "difference": 0,
    "probability": 0,
    "hours": 1,
    "day": 0,
    "ratio": 2,
}
WITHHELD = ("disamarkan", "celah data", "terbatas", "tidak ditanyakan")
STATES = ("terkoreksi", "belum dikoreksi", "hitungan penuh", *WITHHELD)
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_SCALE = {"share": 100, "probability": 100}


class NumberRecord(TypedDict):
    """What ``results.json`` keeps of one number."""

    value: float | int | None
    n: int | None
    low: float | None
    high: float | None
    kind: str
    state: str | None
    text: str


@dataclass(frozen=True)
class Number:
    """One published number.

    Parameters
    ----------
    key : str
        Stable name, for example ``berita.porsi_negatif.2022-10``.
    value : float or None
        Unrounded (twelve significant digits); shares and probabilities from 0 to 1, ``points`` already in percentage points. Missing is None or NaN.
    kind : str
        ``share count index score points difference probability hours day ratio``.
    n, low, high : optional
        Base and the ends of the 95% interval, on the scale of ``value``.
    state : str, optional
        ``terkoreksi``, ``belum dikoreksi``, ``hitungan penuh``, or why the value is withheld: ``disamarkan``, ``celah data``,
        ``terbatas``, ``tidak ditanyakan``.
    digits : int, optional
        Digits after the comma; by default those of the kind.

    Examples
    --------
    >>> tone = Number("berita.porsi_negatif", 0.0684, "share", n=5412, low=0.0512, high=0.0889)
    >>> tone.text(), tone.text_interval(), tone.text_full()
    ('6,8%', '(5,1–8,9)', '6,8% (5,1–8,9)')
    >>> Number("survei.n", None, "count", state="disamarkan").text()
    'disamarkan'
    """

    key: str
    value: float | int | None
    kind: str
    n: int | None = None
    low: float | None = None
    high: float | None = None
    state: str | None = None
    digits: int | None = None

    def __post_init__(self) -> None:
        _check_names(self)
        for name in ("value", "n", "low", "high"):
            object.__setattr__(self, name, plain(getattr(self, name)))
        _check_values(self)

    @property
    def places(self) -> int:
        """Digits shown after the comma."""
        return DIGITS[self.kind] if self.digits is None else self.digits

    @property
    def has_interval(self) -> bool:
        return self.value is not None and self.low is not None and self.high is not None

    def text(self) -> str:
        """The value as readers see it; the state's word where the value is withheld, an en dash where it is missing."""
        if self.value is None:
            return self.state if self.state in WITHHELD else locale.MISSING
        return _VALUE_TEXT[self.kind](self.value, self.places)

    def text_bare(self) -> str:
        """The value without its unit, for axes and labels that already name it."""
        if self.value is None:
            return locale.MISSING
        return locale.decimal(self.value * _SCALE.get(self.kind, 1), self.places)

    def text_interval(self) -> str:
        """The interval in brackets, or nothing."""
        if not self.has_interval:
            return ""
        if self.kind in ("points", "difference") and self.low >= 0:
            return f"({signed(self.low, self.places)} {say('s.d.', 'to')} {signed(self.high, self.places)})"
        return locale.interval(self.low, self.high, self.places, scale=_SCALE.get(self.kind, 1))

    def text_full(self) -> str:
        """Value and interval together."""
        return f"{self.text()} {self.text_interval()}".strip()

    def text_n(self) -> str:
        """The base, or an en dash."""
        return locale.count(self.n)

    def text_state(self) -> str:
        """The state when a reader must be told of it beside a shown value."""
        return self.state if self.state in ("belum dikoreksi", "hitungan penuh") and self.value is not None else ""

    def record(self) -> NumberRecord:
        """The entry of this number in ``results.json``."""
        return NumberRecord(
            value=self.value, n=self.n, low=self.low, high=self.high, kind=self.kind, state=self.state, text=self.text()
        )

    def payload(self) -> dict[str, Any]:
        """Plain data from which the number can be made again."""
        fields = ("key", "value", "kind", "n", "low", "high", "state", "digits")
        return {name: getattr(self, name) for name in fields if getattr(self, name) is not None or name == "value"}


def plain(value: Any) -> float | int | None:
    """A Python number from whatever numpy, pandas or a dictionary gives; not-a-number and NA are None.

    Fractions keep twelve significant digits: what lies beyond is noise of the arithmetic, and sixteen digits in a row
    on a page would be taken for a person's identity number.

    >>> plain(float("nan")), plain(3), plain(0.1 + 0.2)
    (None, 3, 0.3)
    """
    if value is None or str(value) in ("<NA>", "NaT") or value != value:
        return None
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise AnalitikError(say(f"'{value}' bukan angka yang dapat ditampilkan.", f"'{value}' is not a number that can be shown."))
    return value if isinstance(value, int) else float(f"{value:.12g}")


def signed(value: float, digits: int) -> str:
    """A difference with its sign; zero has none.

    >>> signed(2.44, 1), signed(-37, 0), signed(0.01, 1)
    ('+2,4', '−37', '0,0')
    """
    text = locale.decimal(value, digits)
    if not any(c in "123456789" for c in text):
        return text.lstrip("−")
    return "+" + text if value > 0 else text


def merge(numbers: Iterable[Number]) -> dict[str, NumberRecord]:
    """The records of numbers by key, in order of key.

    Raises
    ------
    AnalitikError
        When one key carries two different numbers.
    """
    found: dict[str, NumberRecord] = {}
    for number in numbers:
        record = number.record()
        found[number.key] = _joined(number.key, found.get(number.key, record), record)
    return {key: found[key] for key in sorted(found)}


def _joined(key: str, old: NumberRecord, new: NumberRecord) -> NumberRecord:
    for name in ("value", "kind", "n", "low", "high", "state"):
        both_needed = name in ("value", "kind")
        if old[name] != new[name] and (both_needed or (old[name] is not None and new[name] is not None)):
            raise AnalitikError(
                say(
                    f"Kunci '{key}' dipakai untuk dua angka berbeda ({name}: {old[name]} dan {new[name]}); satu kunci, satu angka.",
                    f"Key '{key}' carries two different numbers ({name}: {old[name]} and {new[name]}); one key, one number.",
                )
            )
    return NumberRecord(**{name: new[name] if old[name] is None else old[name] for name in old})


def _check_names(number: Number) -> None:
    if not isinstance(number.key, str) or not _KEY.fullmatch(number.key):
        raise AnalitikError(
            say(
                f"Kunci angka '{number.key}' tidak dapat dipakai; tulis huruf, angka, titik, garis bawah atau tanda hubung.",
                f"Number key '{number.key}' cannot be used; write letters, digits, dots, underscores or hyphens.",
            )
        )
    if number.kind not in DIGITS:
        raise AnalitikError(
            say(
                f"Jenis angka '{number.kind}' ({number.key}) tidak dikenal; yang ada: {', '.join(DIGITS)}.",
                f"Number kind '{number.kind}' ({number.key}) is not known; there are: {', '.join(DIGITS)}.",
            )
        )
    if number.state is not None and number.state not in STATES:
        raise AnalitikError(
            say(
                f"Keadaan '{number.state}' ({number.key}) tidak dikenal; yang ada: {', '.join(STATES)}.",
                f"State '{number.state}' ({number.key}) is not known; there are: {', '.join(STATES)}.",
            )
        )


def _check_values(number: Number) -> None:
    if number.state in WITHHELD and any(part is not None for part in (number.value, number.low, number.high)):
        raise AnalitikError(
            say(
                f"Angka '{number.key}' berkeadaan '{number.state}': nilainya tidak boleh ikut; beri None.",
                f"Number '{number.key}' is '{number.state}': its value must not travel along; give None.",
            )
        )
    if number.has_interval and not number.low <= number.value <= number.high:
        raise AnalitikError(
            say(
                f"Selang angka '{number.key}' ({number.low} s.d. {number.high}) tidak memuat nilainya {number.value}.",
                f"The interval of '{number.key}' ({number.low} to {number.high}) does not hold its value {number.value}.",
            )
        )


def _probability(value: float, digits: int) -> str:
    if value > 0.995:
        return say("lebih dari 99%", "over 99%")
    if value < 0.005:
        return say("kurang dari 1%", "under 1%")
    return locale.percent(value, digits)


_VALUE_TEXT = {
    "share": locale.percent,
    "count": locale.decimal,
    "index": locale.decimal,
    "score": locale.decimal,
    "points": lambda value, digits: signed(value, digits) + say(" poin", " points"),
    "difference": signed,
    "probability": _probability,
    "hours": lambda value, digits: locale.decimal(value, digits) + say(" jam", " hours"),
    "day": lambda value, digits: locale.decimal(value, digits) + say(" hari", " days"),
    "ratio": locale.decimal,
}
