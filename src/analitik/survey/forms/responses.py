"""The answers of an export as one typed frame beside a frame of states; what is not understood is listed, never dropped.

How cells are read: docs/metode/kuesioner.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.survey.forms import findings
from analitik.survey.forms.cells import (
    ANSWERED,
    BLANKED,
    NOT_ASKED,
    STATES,
    UNKNOWN,
    Lookup,
    Said,
    moments,
    reader_of,
    several,
    texts_of,
    ticked,
)  # fmt: skip
from analitik.survey.forms.codebook import OTHER, Codebook, Question
from analitik.survey.forms.columns import Matched, Target, fold, match_columns
from analitik.survey.forms.findings import Notes
from analitik.survey.forms.relevance import SELF, Given, NotUnderstood, holds, names_in, parse

_SHOWN = 6


@dataclass(frozen=True)
class Responses:
    """Answers understood. All frames but ``findings`` have one row per respondent, in the order of the export.

    ``answers``: one column per question; ``name/code`` (1, 0) for each choice of a question with several.
    ``states``: one column per question: ``answered``, ``not_asked``, ``refused``, ``blank`` or ``unknown``.
    ``meta``: ``row``, ``id``, ``started_at``, ``ended_at``, ``submitted_at`` (Jakarta's wall clock), ``device``, ``operator``,
    ``duration_seconds``.
    ``others``: the columns that belong to no question, as delivered.
    ``findings``: one row per cell or column that somebody should look at: ``row``, ``id``, ``column``, ``question``, ``kind``, ``value``,
    ``message``.
    """

    codebook: Codebook
    answers: pd.DataFrame
    states: pd.DataFrame
    meta: pd.DataFrame
    others: pd.DataFrame
    findings: pd.DataFrame


@dataclass
class _Read:
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

    def with_rows(self, rows: np.ndarray, said: list[Said]) -> _Read:
        """The same answers but for some rows."""
        place = self.place.copy()
        place[rows] = len(self.said) + np.arange(len(rows))
        return _Read([*self.said, *said], place, self.column)


def read_responses(
    raw: pd.DataFrame,
    codebook: Codebook,
    *,
    columns: Mapping[str, str] | None = None,
    value_labels: Mapping[str, Mapping[str, str]] | None = None,
) -> Responses:
    """Read an export with its questionnaire.

    Parameters
    ----------
    raw : DataFrame
        One row per respondent, cells as exported (codes or words, in any language of the form).
    codebook : Codebook
        What was asked.
    columns : mapping, optional
        Question (or ``question/choice``) -> header, where headers do not tell.
    value_labels : mapping, optional
        Header -> code -> label as the file itself explains its codes (SPSS).

    Returns
    -------
    Responses
        Typed answers, their states, and what was found.

    Raises
    ------
    UsageFault
        When the export has no rows, no column of the questionnaire, or two columns for one question.

    Examples
    --------
    >>> from analitik.survey.forms import codebook_from_sheets
    >>> survey = pd.DataFrame([["select_one mutu", "U1", "Persyaratan"]], columns=["type", "name", "label"])
    >>> choices = pd.DataFrame([["mutu", "3", "Baik"], ["mutu", "4", "Sangat baik"]], columns=["list_name", "name", "label"])
    >>> book = codebook_from_sheets({"survey": survey, "choices": choices})
    >>> read = read_responses(pd.DataFrame({"U1": ["Baik", "4", "7", ""]}), book)
    >>> read.answers["U1"].tolist(), read.states["U1"].tolist()
    ([3, 4, <NA>, <NA>], ['answered', 'answered', 'unknown', 'blank'])
    >>> read.findings[["row", "kind", "value"]].values.tolist()
    [[3, 'unknown_code', '7']]
    """
    headers = _headers(raw)
    matched = match_columns(headers, codebook, columns)
    _refuse_nothing(raw, matched, headers, codebook)
    meta = _meta(raw, matched)
    notes = Notes(meta["id"].to_numpy())
    reads = {q.name: _read(raw, headers, q, matched, value_labels or {}, notes) for q in codebook.asked}
    for question in codebook.asked:
        if question.or_other:
            _share_other(question, reads)
    states = _states(codebook, reads, notes, len(raw))
    for question in codebook.asked:
        _note_cells(question, reads[question.name], notes)
    _note_summaries(raw, notes)
    for place in matched.new:
        notes.column("new_column", headers[place], "", *findings.new_column(headers[place], codebook))
    answers = _typed(codebook, reads, states)
    named = pd.DataFrame({name: pd.Categorical.from_codes(state, STATES) for name, state in states.items()}, index=answers.index)
    others = raw.iloc[:, matched.new].reset_index(drop=True).set_axis([headers[place] for place in matched.new], axis=1)
    return Responses(codebook, answers, named, meta, others, notes.frame())


def _headers(raw: pd.DataFrame) -> list[str]:
    headers = [str(name).strip() for name in raw.columns]
    twice = next((head for head in headers if head and headers.count(head) > 1), None)
    if twice is not None:
        raise _fault(
            f"Kolom '{twice}' muncul dua kali pada ekspor; sisakan satu.", f"Column '{twice}' stands twice in the export; keep one."
        )
    return headers


def _refuse_nothing(raw: pd.DataFrame, matched: Matched, headers: list[str], codebook: Codebook) -> None:
    if not len(raw):
        raise _fault("Ekspor tidak memuat satu baris jawaban pun.", "The export holds not one row of answers.")
    if not matched.targets:
        asked = ", ".join(q.name for q in codebook.asked[:_SHOWN])
        raise _fault(
            f"Tidak satu kolom pun cocok dengan kuesioner ({asked}, …); yang ada: {', '.join(headers[:_SHOWN])}.",
            f"Not one column fits the questionnaire ({asked}, …); there are: {', '.join(headers[:_SHOWN])}.",
        )


def _read(raw, headers: list[str], question: Question, matched: Matched, file_labels, notes: Notes) -> _Read:
    """The cells of one question: its own column, the columns of its choices, or both."""
    own = matched.targets.get(Target(question.name))
    choices = {t.choice: place for t, place in matched.targets.items() if t.question == question.name and t.choice}
    if own is None and not choices:
        if not (question.name.endswith(f"_{OTHER}") and _is_written_elsewhere(question, notes, matched)):
            notes.column("absent_column", "", question.name, *findings.absent(question))
        return _Read([Said("", BLANKED)], np.zeros(len(raw), dtype=np.int64), "")
    ticks = _ticks(raw, headers, question, choices, notes) if choices else None
    if own is None:
        return ticks
    texts, place = texts_of(raw.iloc[:, own])
    if question.kind in ("date", "datetime"):
        return _Read(_said_of_moments(texts), place, headers[own])
    reader = reader_of(question, file_labels.get(headers[own]))
    read = _Read([reader(text) for text in texts], place, headers[own])
    return _agreed(question, read, ticks, notes) if ticks else read


def _is_written_elsewhere(question: Question, notes: Notes, matched: Matched) -> bool:
    """Tools without a column of its own write another answer in the question's own cell."""
    parent = question.name.removesuffix(f"_{OTHER}")
    return any(target.question == parent for target in matched.targets)


def _ticks(raw, headers: list[str], question: Question, choices: dict[str, int], notes: Notes) -> _Read:
    """A question answered in one column per choice: 1, Y, the word itself; all of them empty or zero is blank."""
    lookup, labels = Lookup(question), {c.code: {fold(c.code), *(fold(label) for _, label in c.labels)} for c in question.choices}
    chosen = np.zeros((len(raw), len(lookup.order)), dtype=bool)
    for code, place in choices.items():
        texts, rows = texts_of(raw.iloc[:, place])
        marks = []
        for number, text in enumerate(texts):
            try:
                marks.append(bool(ticked(text, labels[code])))
            except ValueError:
                marks.append(False)
                notes.cells(
                    "unknown_code",
                    np.flatnonzero(rows == number),
                    headers[place],
                    question.name,
                    text,
                    *findings.bad_tick(question, code, text),
                )
        chosen[:, lookup.order.index(code)] = np.array(marks, dtype=bool)[rows]
    patterns, place = np.unique(chosen, axis=0, return_inverse=True)
    said = [several([code for code, on in zip(lookup.order, pattern, strict=True) if on], lookup) for pattern in patterns]
    return _Read(said, place.ravel(), headers[next(iter(choices.values()))])


def _agreed(question: Question, read: _Read, ticks: _Read, notes: Notes) -> _Read:
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
        Said("", BLANKED) if text in ("", "N/A") else Said(text, UNKNOWN, text) if np.isnat(at) else Said(str(at), ANSWERED)
        for text, at in zip(texts, found, strict=True)
    ]


def _share_other(question: Question, reads: dict[str, _Read]) -> None:
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


def _states(codebook: Codebook, reads: dict[str, _Read], notes: Notes, n: int) -> dict[str, np.ndarray]:
    """What became of every question, for every respondent."""
    given = {name: read.given for name, read in reads.items()}
    states = {}
    for question in codebook.asked:
        state = reads[question.name].state
        asked = _who_is_asked(question, given, notes, n)
        states[question.name] = np.where((state == BLANKED) & ~asked, NOT_ASKED, state).astype(np.int8)
        strayed = np.flatnonzero((state != BLANKED) & ~asked)
        _note_rows(strayed, "answered_though_not_asked", question, reads[question.name], notes, *findings.strayed(question))
        _check_constraint(question, given, state == ANSWERED, reads[question.name], notes, n)
    return states


def _who_is_asked(question: Question, given: dict[str, Given], notes: Notes, n: int) -> np.ndarray:
    if not question.relevance:
        return np.ones(n, dtype=bool)
    try:
        return holds(parse(question.relevance), given, n)
    except NotUnderstood as part:
        notes.column(
            "relevance_not_understood", "", question.name, *findings.not_understood(question, str(part)), value=question.relevance
        )
        return np.ones(n, dtype=bool)


def _check_constraint(question: Question, given: dict[str, Given], answered: np.ndarray, read: _Read, notes: Notes, n: int) -> None:
    """Answers their own constraint would not have let through; a constraint beyond this reader is no reason to doubt an answer."""
    if not question.constraint:
        return
    try:
        tree = parse(question.constraint)
        kept = holds(tree, {**given, SELF: given[question.name]}, n) if names_in(tree) <= set(given) else np.ones(n, dtype=bool)
    except NotUnderstood:
        return
    _note_rows(np.flatnonzero(answered & ~kept), "outside_constraint", question, read, notes, *findings.outside(question))


def _note_rows(rows: np.ndarray, kind: str, question: Question, read: _Read, notes: Notes, indonesian: str, english: str) -> None:
    for place in np.unique(read.place[rows]):
        value = read.said[place].code
        notes.cells(kind, rows[read.place[rows] == place], read.column, question.name, value, indonesian, english)


def _note_cells(question: Question, read: _Read, notes: Notes) -> None:
    """The cells of which some part is in no list."""
    strange = [place for place, one in enumerate(read.said) if one.strange]
    if not strange:
        return
    order = np.argsort(read.place, kind="stable")
    starts = np.searchsorted(read.place[order], [strange, [place + 1 for place in strange]])
    for place, first, last in zip(strange, *starts, strict=True):
        value = read.said[place].strange
        kind = "unknown_code" if question.choices else "not_a_value"
        notes.cells(kind, order[first:last], read.column, question.name, value, *findings.unknown(question, value))


def _note_summaries(raw: pd.DataFrame, notes: Notes) -> None:
    """Rows below the answers that add them up are no respondents; they stay, and are said."""
    texts, place = texts_of(raw.iloc[:, 0])
    for number, text in enumerate(texts):
        if re.match(r"(?:jumlah|total|rata-rata|rerata|dicetak)\b", text, re.IGNORECASE):
            notes.cells("summary_row", np.flatnonzero(place == number), str(raw.columns[0]), "", text, *findings.summary(text))


def _typed(codebook: Codebook, reads: dict[str, _Read], states: dict[str, np.ndarray]) -> pd.DataFrame:
    columns: dict[str, Any] = {}
    for question in codebook.asked:
        read = reads[question.name]
        answered = states[question.name] == ANSWERED
        codes = np.where(np.array([one.state for one in read.said]) == ANSWERED, read.given.texts, "")
        columns[question.name] = _column(question, codes, read.place)
        if question.kind == "many":
            for choice in question.choices:
                if not choice.is_refusal:
                    has = np.array([choice.code in code.split() for code in codes], dtype=np.int8)[read.place]
                    columns[f"{question.name}/{choice.code}"] = pd.arrays.IntegerArray(has, ~answered)
    return pd.DataFrame(columns)


def _column(question: Question, codes: np.ndarray, place: np.ndarray) -> Any:
    """One column in its type, worked out on the distinct answers."""
    if question.is_scale or question.kind == "integer":
        values = np.array([int(code) if code else 0 for code in codes], dtype=np.int64)
        return pd.arrays.IntegerArray(values[place], (codes == "")[place])
    if question.kind == "one":
        order = [choice.code for choice in question.choices if not choice.is_refusal]
        at = {code: number for number, code in enumerate(order)}
        return pd.Categorical.from_codes(np.array([at.get(code, -1) for code in codes])[place], order)
    if question.kind == "decimal":
        return np.array([float(code) if code else np.nan for code in codes])[place]
    if question.kind in ("date", "datetime"):
        values = np.array([code or "NaT" for code in codes], dtype="datetime64[us]")[place]
        return values.astype("datetime64[D]").astype("datetime64[us]") if question.kind == "date" else values
    return pd.array(np.where(codes == "", None, codes)[place], dtype="str")


def _meta(raw: pd.DataFrame, matched: Matched) -> pd.DataFrame:
    """Who answered when, with what; a missing number is the row's."""
    n = len(raw)
    meta = pd.DataFrame({"row": np.arange(1, n + 1)})
    ids = _texts(raw, matched, "id")
    meta["id"] = pd.array(np.where(ids == "", np.arange(1, n + 1).astype(str), ids), dtype="str")
    for name in ("started_at", "ended_at", "submitted_at"):
        texts = _texts(raw, matched, name)
        is_kobo = name in matched.meta and fold(str(raw.columns[matched.meta[name]])) == "_submission_time"
        meta[name] = moments(texts, naive_is_utc=is_kobo)
    for name in ("device", "operator"):
        texts = _texts(raw, matched, name)
        meta[name] = pd.array(np.where(texts == "", None, texts), dtype="str")
    told = pd.to_numeric(pd.Series(_texts(raw, matched, "duration_seconds")), errors="coerce").to_numpy(dtype=float)
    clocked = (meta["ended_at"] - meta["started_at"]).dt.total_seconds().to_numpy()
    meta["duration_seconds"] = np.where(np.isnan(clocked), told, clocked)
    return meta


def _texts(raw: pd.DataFrame, matched: Matched, name: str) -> np.ndarray:
    if name not in matched.meta:
        return np.full(len(raw), "", dtype=object)
    texts, place = texts_of(raw.iloc[:, matched.meta[name]])
    return texts[place]


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
