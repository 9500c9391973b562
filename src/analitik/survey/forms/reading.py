"""The answers to one question, wherever an export has them: one column, one per choice, or the words of another answer beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analitik.survey.forms import findings
from analitik.survey.forms.cells import (
    ANSWERED,
    BLANKED,
    NOT_ASKED,
    NOTHING,
    UNKNOWN,
    Lookup,
    Said,
    moments,
    reader_of,
    several,
    texts_of,
    ticked,
)
from analitik.survey.forms.codebook import OTHER, Question
from analitik.survey.forms.columns import Matched, Target, fold
from analitik.survey.forms.findings import Notes
from analitik.survey.forms.relevance import Given


@dataclass
class Read:
    """The answers to one question before anybody asked whether it was asked: distinct cells, and whose is which."""

    said: list[Said]
    place: np.ndarray
    column: str

    @property
    def given(self) -> Given:
        return Given(np.array([one.code for one in self.said], dtype=object), self.place)

    @property
    def state(self) -> np.ndarray:
        return np.array([one.state for one in self.said], dtype=np.int8)[self.place]

    def with_rows(self, rows: np.ndarray, said: list[Said]) -> Read:
        """The same answers but for some rows."""
        place = self.place.copy()
        place[rows] = len(self.said) + np.arange(len(rows))
        return Read([*self.said, *said], place, self.column)


def read_question(
    raw: pd.DataFrame,
    question: Question,
    matched: Matched,
    file_labels: Mapping[str, Mapping[str, str]],
    is_child: bool,
    notes: Notes,
) -> Read:
    """The cells of one question: its own column, the columns of its choices, or both.

    ``is_child``: it holds the words of another answer, which some tools write in the parent question's own cell.
    """
    headers = [str(name).strip() for name in raw.columns]
    own = matched.targets.get(Target(question.name))
    choices = {t.choice: place for t, place in matched.targets.items() if t.question == question.name and t.choice}
    if own is None and not choices:
        is_elsewhere = is_child and any(t.question == question.name.removesuffix(f"_{OTHER}") for t in matched.targets)
        if not is_elsewhere:
            notes.column("absent_column", "", question.name, *findings.absent(question))
        return Read([Said("", BLANKED if is_elsewhere else NOT_ASKED)], np.zeros(len(raw), dtype=np.int64), "")
    ticks = _ticks(raw, headers, question, choices, notes) if choices else None
    if own is None:
        return ticks
    texts, place = texts_of(raw.iloc[:, own])
    if question.kind in ("date", "datetime"):
        return Read(_said_of_moments(texts), place, headers[own])
    reader = reader_of(question, file_labels.get(headers[own]))
    read = Read([reader(text) for text in texts], place, headers[own])
    return _agreed(question, read, ticks, notes) if ticks else read


def _ticks(raw, headers: list[str], question: Question, choices: dict[str, int], notes: Notes) -> Read:
    """A question answered in one column per choice: 1, Y, the word itself; all of them empty or zero is blank."""
    lookup, labels = Lookup(question), {c.code: {fold(c.code), *(fold(label) for _, label in c.labels)} for c in question.choices}
    chosen = np.zeros((len(raw), len(lookup.order)), dtype=bool)
    words = np.full(len(raw), "", dtype=object)
    for code, place in choices.items():
        texts, rows = texts_of(raw.iloc[:, place])
        marks = np.zeros(len(texts), dtype=bool)
        for number, text in enumerate(texts):
            try:
                marks[number] = bool(ticked(text, labels[code]))
            except ValueError:
                here = np.flatnonzero(rows == number)
                if code == OTHER and question.or_other:
                    words[here] = text
                else:
                    notes.cells("unknown_code", here, headers[place], question.name, text, *findings.bad_tick(question, code, text))
        chosen[:, lookup.order.index(code)] = marks[rows]
    patterns, place = np.unique(chosen, axis=0, return_inverse=True)
    picked = [[code for code, on in zip(lookup.order, pattern, strict=True) if on] for pattern in patterns]
    read = Read([several(codes, lookup) for codes in picked], place.ravel(), headers[next(iter(choices.values()))])
    written = np.flatnonzero(words != "")
    return read.with_rows(written, [several(picked[read.place[row]], lookup, words[row]) for row in written])


def _agreed(question: Question, read: Read, ticks: Read, notes: Notes) -> Read:
    """The one-column answer, filled from the choices' columns where it is blank; a contradiction is noted and the one column kept."""
    one, other = read.given, ticks.given
    ours, theirs = one.texts[one.place], other.texts[other.place]
    differs = (theirs != "") & (ours != theirs) & (read.state != UNKNOWN)
    gaps = np.flatnonzero(differs & (ours == ""))
    for row in np.flatnonzero(differs & (ours != "")):
        notes.cells(
            "contradiction",
            np.array([row]),
            read.column,
            question.name,
            f"{ours[row]} | {theirs[row]}",
            *findings.contradiction(question),
        )
    return read.with_rows(gaps, [ticks.said[ticks.place[row]] for row in gaps])


def _said_of_moments(texts: np.ndarray) -> list[Said]:
    found = moments(texts)
    return [
        Said("", BLANKED) if text in NOTHING else Said(text, UNKNOWN, text) if np.isnat(at) else Said(str(at), ANSWERED)
        for text, at in zip(texts, found, strict=True)
    ]


def share_other(question: Question, reads: dict[str, Read]) -> None:
    """Words of another answer stand in their own question, whichever of the two cells they were written in."""
    name = f"{question.name}_{OTHER}"
    parent, child = reads[question.name], reads[name]
    words = np.array([one.other for one in parent.said], dtype=object)[parent.place]
    rows = np.flatnonzero((words != "") & (child.state == BLANKED))
    if len(rows):
        reads[name] = child.with_rows(rows, [Said(words[row], ANSWERED) for row in rows])
    codes = parent.given.texts[parent.place]
    lacking = np.array([OTHER not in code.split() for code in codes], dtype=bool) & (reads[name].state == ANSWERED)
    lacking &= np.full(len(codes), question.kind == "many") | (codes == "")
    rows, lookup = np.flatnonzero(lacking & (parent.state != UNKNOWN)), Lookup(question)
    if len(rows):
        reads[question.name] = parent.with_rows(rows, [several([*codes[row].split(), OTHER], lookup) for row in rows])
