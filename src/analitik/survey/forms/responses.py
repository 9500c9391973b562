"""The answers of an export as one typed frame beside a frame of states; what is not understood is listed, never dropped.

How cells are read: docs/metode/kuesioner.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.survey.forms import findings
from analitik.survey.forms.cells import ANSWERED, BLANKED, NOT_ASKED, STATES, texts_of
from analitik.survey.forms.codebook import OTHER, Codebook, Question
from analitik.survey.forms.columns import Matched, match_columns
from analitik.survey.forms.findings import Notes
from analitik.survey.forms.reading import Read, read_question, share_other
from analitik.survey.forms.relevance import SELF, Given, NotUnderstood, holds, names_in, parse
from analitik.survey.forms.typed import typed_answers, typed_meta

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
    meta = typed_meta(raw, matched)
    notes = Notes(meta["id"].to_numpy())
    children = {f"{q.name}_{OTHER}" for q in codebook.asked if q.or_other}
    reads = {q.name: read_question(raw, q, matched, value_labels or {}, q.name in children, notes) for q in codebook.asked}
    for question in codebook.asked:
        if question.or_other:
            share_other(question, reads)
    states = _states(codebook, reads, notes, len(raw))
    for question in codebook.asked:
        _note_cells(question, reads[question.name], notes)
    _note_summaries(raw, notes)
    for place in matched.new:
        notes.column("new_column", headers[place], "", *findings.new_column(headers[place], codebook))
    answers = typed_answers(codebook, reads, states)
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


def _states(codebook: Codebook, reads: dict[str, Read], notes: Notes, n: int) -> dict[str, np.ndarray]:
    """What became of every question, for every respondent."""
    given = {name: read.given for name, read in reads.items()}
    states = {}
    for question in codebook.asked:
        state = reads[question.name].state
        asked = _who_is_asked(question, given, notes, n)
        states[question.name] = np.where((state == BLANKED) & ~asked, NOT_ASKED, state).astype(np.int8)
        strayed = np.flatnonzero((state != BLANKED) & (state != NOT_ASKED) & ~asked)
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


def _check_constraint(question: Question, given: dict[str, Given], answered: np.ndarray, read: Read, notes: Notes, n: int) -> None:
    """Answers their own constraint would not have let through; a constraint beyond this reader is no reason to doubt an answer."""
    if not question.constraint:
        return
    try:
        tree = parse(question.constraint)
        kept = holds(tree, {**given, SELF: given[question.name]}, n) if names_in(tree) <= set(given) else np.ones(n, dtype=bool)
    except NotUnderstood:
        return
    _note_rows(np.flatnonzero(answered & ~kept), "outside_constraint", question, read, notes, *findings.outside(question))


def _note_rows(rows: np.ndarray, kind: str, question: Question, read: Read, notes: Notes, indonesian: str, english: str) -> None:
    for place in np.unique(read.place[rows]):
        value = read.said[place].code
        notes.cells(kind, rows[read.place[rows] == place], read.column, question.name, value, indonesian, english)


def _note_cells(question: Question, read: Read, notes: Notes) -> None:
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


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
