"""What one answer says: a code or a word of its list, several of them, a number, a moment; or that no answer was given."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from analitik.survey.answers import BLANK
from analitik.survey.forms.codebook import OTHER, Question
from analitik.survey.forms.columns import fold

ANSWERED, NOT_ASKED, REFUSED, BLANKED, UNKNOWN = range(5)
STATES = ["answered", "not_asked", "refused", "blank", "unknown"]

_TICKED = {"1", "1.0", "true", "y", "yes", "ya", "x", "ticked", "selected", "dipilih", "✓"}
_UNTICKED = {"0", "0.0", "false", "n", "no", "tidak", "not selected", "unticked"}
NOTHING = frozenset({"", "N/A", "nan", "NaN", "None", "null", "NULL"})  # how programs write that a text is not there
_GERMAN = re.compile(r"-?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_JAKARTA = pd.Timedelta(hours=7)


class Said(NamedTuple):
    """One cell, understood: its canonical code or text, how it counts, what of it is in no list, and the words of another answer."""

    code: str
    state: int
    strange: str = ""
    other: str = ""


class Lookup:
    """The ways to write each choice of a question: code, word in any language, number, or the file's own label of a code."""

    def __init__(self, question: Question, file_labels: Mapping[str, str] | None = None):
        choices = question.choices
        self.question = question
        self.codes = {choice.code: choice.code for choice in choices}
        self.refusals = {choice.code for choice in choices if choice.is_refusal}
        self.order = [choice.code for choice in choices]
        self._words = _unambiguous(
            [(fold(word), c.code) for c in choices for word in (c.code, *(label for _, label in c.labels)) if word]
        )
        self._words |= {"-oth-": OTHER} if question.or_other else {}
        self._numbers = _unambiguous([(float(c.code), c.code) for c in choices if re.fullmatch(r"-?\d+", c.code)])
        self._file = {code: label for code, label in (file_labels or {}).items() if code not in self.codes}

    def find(self, text: str) -> str | None:
        """The code of a written choice."""
        if text in self.codes:
            return text
        code = self._words.get(fold(text))
        if code is None and re.fullmatch(r"-?\d+(?:\.0+)?", text):
            code = self._numbers.get(float(text))
        return code if code is not None or text not in self._file else self.find(self._file[text])

    @property
    def words(self) -> list[str]:
        """Everything a choice may be called, the longest first."""
        return sorted(self._words, key=len, reverse=True)


def reader_of(question: Question, file_labels: Mapping[str, str] | None = None) -> Callable[[str], Said]:
    """The function that understands one cell of a question."""
    if question.kind in ("one", "many"):
        lookup = Lookup(question, file_labels)
        return lambda text: (_one if question.kind == "one" else _many)(text, lookup)
    if question.kind in ("integer", "decimal"):
        return lambda text: _number(text, question)
    return _plain


def _one(text: str, lookup: Lookup) -> Said:
    code = lookup.find(text)
    if code is not None:
        return Said(code, REFUSED if code in lookup.refusals else ANSWERED)
    if text.casefold() in BLANK:
        return Said("", BLANKED)
    return Said(OTHER, ANSWERED, other=text) if lookup.question.or_other else Said(text, UNKNOWN, strange=text)


def _many(text: str, lookup: Lookup) -> Said:
    """Codes kept apart by blanks, or words kept apart by commas, semicolons or blanks."""
    if not text or (text.casefold() in BLANK and lookup.find(text) is None):
        return Said("", BLANKED)
    parts = text.split()
    chosen, rest = (parts, []) if all(part in lookup.codes for part in parts) else _segments(text, lookup)
    return several(chosen, lookup, ", ".join(rest))


def several(chosen: list[str], lookup: Lookup, rest: str = "") -> Said:
    """Several choices, in the order of the list; ``rest`` is what was written beside them."""
    other = rest if lookup.question.or_other else ""
    wanted = {*chosen, *([OTHER] if other else [])}
    answers = [code for code in lookup.order if code in wanted and code not in lookup.refusals]
    strange = "" if other else rest
    if answers:
        return Said(" ".join(answers), ANSWERED, strange, other)
    return Said(" ".join(wanted) or strange, REFUSED if wanted else UNKNOWN if strange else BLANKED, strange, other)


def _segments(text: str, lookup: Lookup) -> tuple[list[str], list[str]]:
    """The choices named in a text, longest words first, and the pieces that name none."""
    folded = " ".join(text.casefold().split())
    chosen, rest, place = [], [], 0
    while place < len(folded):
        if folded[place] in " ,;|":
            place += 1
            continue
        word = next((w for w in lookup.words if folded.startswith(w, place) and _ends(folded, place + len(w))), None)
        if word is not None:
            chosen.append(str(lookup.find(word)))
            place += len(word)
        else:
            stop = min((at for sign in (", ", ";", "|") if (at := folded.find(sign, place)) >= 0), default=len(folded))
            rest.append(
                " ".join(text.split())[place:stop].strip()
                if len(folded) == len(" ".join(text.split()))
                else folded[place:stop].strip()
            )
            place = stop
    return chosen, rest


def _ends(text: str, place: int) -> bool:
    return place >= len(text) or text[place] in " ,;|.?:*"


def ticked(text: str, words: set[str]) -> bool | None:
    """Whether a choice's own column says it was chosen; None where the cell says neither, ``ValueError`` where it says something else."""
    folded = fold(text)
    if folded in _TICKED or folded in words:
        return True
    if folded in _UNTICKED:
        return False
    if folded in BLANK:
        return None
    raise ValueError(text)


def _number(text: str, question: Question) -> Said:
    if text.casefold() in BLANK:
        return Said("", BLANKED)
    plain = text.replace(".", "") if _GERMAN.fullmatch(text) and "," in text else text
    try:
        value = float(plain.replace(",", ".", 1) if "." not in plain else plain)
    except ValueError:
        return Said(text, UNKNOWN, strange=text)
    if not np.isfinite(value) or (question.kind == "integer" and not value.is_integer()):
        return Said(text, UNKNOWN, strange=text)
    code = str(int(value)) if value.is_integer() else repr(value)
    return Said(code, REFUSED if code in question.missing_codes else ANSWERED)


def _plain(text: str) -> Said:
    return Said("", BLANKED) if text in NOTHING else Said(text, ANSWERED)


def texts_of(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """The distinct cells of a column as texts, the first of them empty, and which of them each row holds."""
    codes, distinct = pd.factorize(column)
    texts = np.array(["", *(_text(cell) for cell in distinct)], dtype=object)
    return texts, codes + 1


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool | np.bool_):
        return "1" if cell else "0"
    if isinstance(cell, float | np.floating):
        return "" if np.isnan(cell) else str(int(cell)) if float(cell).is_integer() and abs(cell) < 2**53 else repr(float(cell))
    if isinstance(cell, dt.datetime | dt.date | pd.Timestamp):
        return cell.isoformat()
    if isinstance(cell, list | tuple):
        return " ".join(map(str, cell))
    return str(cell).strip()


def moments(texts: np.ndarray, naive_is_utc: bool = False) -> np.ndarray:
    """Written moments as Jakarta's wall clock, NaT where not certain: ISO (zones honoured), or day first with slashes.

    >>> moments(np.array(["2024-03-05T09:12:01.000+07:00", "05/03/2024 9:12:01", "2024-03-05", "kemarin", ""]))[:3].astype("M8[m]").tolist()
    [datetime.datetime(2024, 3, 5, 9, 12), datetime.datetime(2024, 3, 5, 9, 12), datetime.datetime(2024, 3, 5, 0, 0)]
    """
    given = pd.Series(texts, dtype=object)
    found = pd.Series(pd.NaT, index=given.index, dtype="datetime64[us]")
    zoned = given.str.contains(r"(?:[+-]\d\d:?\d\d|Z)$", regex=True)
    iso = given.str.match(r"\d{4}-\d\d-\d\d(?:[ T]|$)")
    read = pd.to_datetime(given[iso & zoned], format="ISO8601", utc=True, errors="coerce")
    found[iso & zoned] = (read.dt.tz_localize(None) + _JAKARTA).astype("datetime64[us]") if len(read) else read
    shift = _JAKARTA if naive_is_utc else pd.Timedelta(0)
    plain = pd.to_datetime(given[iso & ~zoned], format="ISO8601", errors="coerce").astype("datetime64[us]") + shift
    found[iso & ~zoned] = plain
    for form in ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%d-%m-%Y"):
        rest = found.isna() & given.str.match(r"\d{1,2}[/-]\d")
        if not rest.any():
            break
        found[rest] = pd.to_datetime(given[rest].str.replace(".", ":", regex=False), format=form, errors="coerce").astype(
            "datetime64[us]"
        )
    return found.to_numpy()


def _unambiguous(pairs: list[tuple]) -> dict:
    """Keys that mean one code only."""
    meant: dict = {}
    for key, code in pairs:
        meant.setdefault(key, set()).add(code)
    return {key: next(iter(codes)) for key, codes in meant.items() if len(codes) == 1}
