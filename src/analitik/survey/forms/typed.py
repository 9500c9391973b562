"""Typed columns out of what was read: numbers, categories, days, clocks. The table of types: docs/metode/kuesioner.md."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analitik.survey.forms.cells import ANSWERED, moments, texts_of
from analitik.survey.forms.codebook import Codebook, Question
from analitik.survey.forms.columns import Matched, fold
from analitik.survey.forms.reading import Read


def typed_answers(codebook: Codebook, reads: dict[str, Read], states: dict[str, np.ndarray]) -> pd.DataFrame:
    """One column per question, and one per choice of a question with several."""
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


def typed_meta(raw: pd.DataFrame, matched: Matched) -> pd.DataFrame:
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
