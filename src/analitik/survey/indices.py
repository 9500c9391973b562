"""The index of a service: element means, their weighted sum, its interval, its grade and how sure the grade is.

Formulas, sources and limits: docs/metode/survei.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
from scipy.stats import t as student

from analitik.core.errors import UsageFault
from analitik.core.locale import round_half_up, say
from analitik.reference.indices import IndexDefinition, index_definition
from analitik.survey.design import Clusters, Design, apply_design

LEVEL = 0.95


@dataclass(frozen=True)
class _Answers:
    """Answers as numbers (respondent x item, NaN where blank), with the design beside them."""

    values: np.ndarray
    clusters: Clusters
    definition: IndexDefinition
    domain: np.ndarray | None
    domains: list[Any]
    n_dropped: np.ndarray

    def groups(self) -> Iterator[tuple[Any, np.ndarray, int]]:
        if self.domain is None:
            yield None, np.arange(len(self.values)), int(self.n_dropped.sum())
            return
        for code, name in enumerate(self.domains):
            rows = np.flatnonzero(self.domain == code)
            yield name, rows, int(self.n_dropped[code])


def index_scores(
    responses: pd.DataFrame, definition: str | IndexDefinition = "skm", *, by: str | None = None, design: Design | None = None
) -> pd.DataFrame:
    """The index of all respondents, or of each group of ``by``.

    A blank answer leaves out that item of that person only; a person with fewer than half of the items is left out and counted.

    Returns
    -------
    DataFrame
        One row per domain: ``domain`` (None for all), ``index``, ``se``, ``low``, ``high`` (95 %, t with design df), ``df``,
        ``grade``, ``p_A`` ... ``p_D`` (probability that the true index has the grade), ``n``, ``n_dropped``.

    Raises
    ------
    UsageFault
        When item columns are absent, answers lie outside the scale, or the design cannot be used.

    Examples
    --------
    >>> answers = pd.DataFrame({f"U{k}": [3, 4, 3, 3] for k in range(1, 10)})
    >>> index_scores(answers)[["index", "grade", "n"]].values.tolist()
    [[81.25, 'B', 4]]
    """
    answers = _read(responses, definition, by, design or Design())
    return pd.DataFrame([_index_row(answers, name, rows, dropped) for name, rows, dropped in answers.groups()])


def element_means(
    responses: pd.DataFrame, definition: str | IndexDefinition = "skm", *, by: str | None = None, design: Design | None = None
) -> pd.DataFrame:
    """The mean of each element (NRR).

    Returns
    -------
    DataFrame
        One row per domain and element: ``domain``, ``element``, ``name_id``, ``mean``, ``se``, ``low``, ``high``, ``n``.
    """
    answers = _read(responses, definition, by, design or Design())
    rows = []
    for name, members, _ in answers.groups():
        means, scores = _linearised(answers, members)
        for position, item in enumerate(answers.definition.items):
            valid = members[~np.isnan(answers.values[members, position])]
            se, df = _error(answers, scores[:, position], members, valid)
            low, high = _interval(means[position], se, df)
            rows.append(
                {
                    "domain": name, "element": item.key, "name_id": item.name_id, "mean": means[position], "se": se,
                    "low": low, "high": high, "n": len(valid),
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def index_change(
    responses: pd.DataFrame,
    wave: str,
    before: Any,
    after: Any,
    definition: str | IndexDefinition = "skm",
    *,
    design: Design | None = None,
) -> pd.DataFrame:
    """The difference between two waves, with the covariance of clusters that both waves share.

    Returns
    -------
    DataFrame
        One row: ``before``, ``after``, ``change``, ``se``, ``low``, ``high``, ``df``, ``p`` (two-sided), ``n_before``, ``n_after``.
    """
    kept = responses[responses[wave].isin([before, after])].reset_index(drop=True)
    answers = _read(kept, definition, wave, design or Design())
    groups = {name: rows for name, rows, _ in answers.groups()}
    old, new = (groups.get(value, np.array([], int)) for value in (before, after))
    first, second = (_index_and_scores(answers, rows) for rows in (old, new))
    scores = np.zeros(len(answers.values))
    scores[old], scores[new] = -first[1], second[1]
    everyone = np.concatenate([old, new])
    se, df = _error(answers, scores[everyone], everyone, everyone) if len(old) and len(new) else (np.nan, 0)
    change = second[0] - first[0]
    low, high = _interval(change, se, df)
    p = float(2 * student.sf(abs(change) / se, df)) if se and np.isfinite(se) and df > 0 else np.nan
    row = {"before": first[0], "after": second[0], "change": change, "se": se, "low": low, "high": high, "df": df, "p": p}
    return pd.DataFrame([{**row, "n_before": len(old), "n_after": len(new)}])


def grade_of(index: float, definition: str | IndexDefinition = "skm") -> str | None:
    """The grade of an index: rounded half up to the stated decimals first, then closed bounds; None without grades.

    >>> [grade_of(value) for value in (64.995, 76.604, 76.605, 88.305, 100)]
    ['C', 'C', 'B', 'A', 'A']
    """
    known = _definition(definition)
    rounded = round_half_up(index, known.decimals)
    fitting = [grade.grade for grade in known.grades if Decimal(str(grade.low)) <= rounded]
    ordered = sorted(known.grades, key=lambda grade: grade.low)
    if rounded > Decimal(str(max((g.high for g in known.grades), default=0))) or (
        known.grades and rounded < Decimal(str(ordered[0].low))
    ):
        raise UsageFault(say(f"Indeks {rounded} di luar rentang.", f"Index {rounded} is outside its range."))
    return next((grade.grade for grade in reversed(ordered) if grade.grade in fitting), None)


def item_columns(columns: list[str], definition: IndexDefinition) -> list[str]:
    """The column of each item: by its name or label first, then by its code (U1 or q1), so that swapped U8 and U9 find home.

    Raises
    ------
    UsageFault
        When an item has no column.
    """
    lower = {str(column).strip().casefold(): column for column in columns}
    found: list[str | None] = []
    for position, item in enumerate(definition.items, start=1):
        names = (item.key, item.name_id, item.name_en, item.codes[0], f"q{position}")
        found.append(next((lower[name.casefold()] for name in names if name.casefold() in lower), None))
    absent = [item.name_id for item, column in zip(definition.items, found, strict=True) if column is None]
    if absent:
        raise UsageFault(
            say(
                f"Kolom untuk {', '.join(absent)} tidak ditemukan; yang ada: {', '.join(map(str, columns))}.",
                f"No column for {', '.join(absent)}; there are: {', '.join(map(str, columns))}.",
            )
        )
    return [str(column) for column in found]


def _definition(definition: str | IndexDefinition) -> IndexDefinition:
    return definition if isinstance(definition, IndexDefinition) else index_definition(definition)


def _read(responses: pd.DataFrame, definition: str | IndexDefinition, by: str | None, design: Design) -> _Answers:
    known = _definition(definition)
    columns = item_columns([str(column) for column in responses.columns], known)
    values = responses[columns].apply(pd.to_numeric, errors="coerce").to_numpy(float, na_value=np.nan)
    _refuse_outside(responses, columns, values, known)
    enough = (~np.isnan(values)).sum(axis=1) >= known.min_items * len(columns)
    if by and by not in responses.columns:
        raise UsageFault(say(f"Kolom kelompok {by} tidak ada.", f"Group column {by} does not exist."))
    codes, names = pd.factorize(responses[by], sort=True) if by else (None, [])
    dropped = (
        np.array([int((~enough).sum())]) if codes is None else np.bincount(codes[~enough & (codes >= 0)], minlength=len(names))
    )
    values = np.where(enough[:, None], values, np.nan)
    return _Answers(values, apply_design(responses, design), known, codes, list(names), dropped)


def _refuse_outside(responses: pd.DataFrame, columns: list[str], values: np.ndarray, known: IndexDefinition) -> None:
    given = responses[columns]
    unread = np.isnan(values) & ~given.isna().to_numpy() & (given.astype("str").apply(lambda c: c.str.strip()) != "").to_numpy()
    outside = ~np.isnan(values) & ((values < known.lowest) | (values > known.highest) | (values != np.round(values)))
    wrong = unread | outside
    if wrong.any():
        row, column = np.argwhere(wrong)[0]
        found = given.iloc[row, column]
        raise UsageFault(
            say(
                f"Jawaban {found} pada baris {row + 1} kolom {columns[column]} di luar skala {known.lowest} sampai {known.highest} "
                f"({int(wrong.sum())} jawaban serupa); {known.name_id} memakai bilangan bulat pada skala itu.",
                f"Answer {found} in row {row + 1}, column {columns[column]} is off the scale {known.lowest} to {known.highest} "
                f"({int(wrong.sum())} such answers); the index takes whole numbers on that scale.",
            )
        )


def _linearised(answers: _Answers, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Weighted mean of each item among ``rows``, and each row's linearised score for it."""
    values, weight = answers.values[rows], answers.clusters.weight[rows, None]
    valid = ~np.isnan(values)
    filled = np.where(valid, values, 0)
    totals = (weight * valid).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        means = (weight * filled).sum(axis=0) / totals
        scores = np.where(valid, weight * (filled - means), 0) / totals
    return means, scores


def _index_and_scores(answers: _Answers, rows: np.ndarray) -> tuple[float, np.ndarray]:
    means, scores = _linearised(answers, rows)
    known = answers.definition
    weights = [item.weight for item in known.items]
    share = np.array([float(weight) for weight in weights])
    exact = sum(weights, start=weights[0] * 0)
    index = float(np.sum(means) / len(means) * exact if len(set(weights)) == 1 else means @ share)
    return known.multiplier * index + known.offset, known.multiplier * (scores @ share)


def _index_row(answers: _Answers, name: Any, rows: np.ndarray, dropped: int) -> dict[str, Any]:
    answered = rows[~np.isnan(answers.values[rows]).all(axis=1)]
    index, scores = _index_and_scores(answers, rows) if len(answered) else (np.nan, np.zeros(len(rows)))
    se, df = _error(answers, scores, rows, answered) if np.isfinite(index) else (np.nan, 0)
    low, high = _interval(index, se, df)
    row = {"domain": name, "index": index, "se": se, "low": low, "high": high, "df": df}
    known = answers.definition
    grade = grade_of(index, known) if np.isfinite(index) and known.grades else None
    return {**row, "grade": grade, **grade_probabilities(index, se, df, known), "n": len(answered), "n_dropped": dropped}


def _error(answers: _Answers, scores: np.ndarray, rows: np.ndarray, answered: np.ndarray) -> tuple[float, int]:
    df = answers.clusters.degrees(answered) if len(answered) else 0
    if df < 1:
        return np.nan, df
    return float(np.sqrt(answers.clusters.variance(scores, rows))), df


def _interval(value: float, se: float, df: int) -> tuple[float, float]:
    if df < 1 or not np.isfinite(se):
        return np.nan, np.nan
    half = float(student.ppf(0.5 + LEVEL / 2, df)) * se
    return value - half, value + half


def grade_probabilities(index: float, se: float, df: int, definition: str | IndexDefinition = "skm") -> dict[str, float]:
    """How probable each grade is when the true index lies around the estimate as t with ``df`` says.

    The cuts are those that rounding makes: an index from 76.605 on is printed 76.61 and graded B. Sums to one.

    >>> {name: round(p, 3) for name, p in grade_probabilities(78.74, 1.235, 48).items()}
    {'p_A': 0.0, 'p_B': 0.955, 'p_C': 0.045, 'p_D': 0.0}
    """
    known = _definition(definition)
    ordered = sorted(known.grades, key=lambda grade: grade.low)
    if not ordered or not np.isfinite(index) or not np.isfinite(se) or df < 1:
        return {f"p_{grade.grade}": np.nan for grade in reversed(ordered)}
    half_unit = 0.5 * 10.0**-known.decimals
    cuts = np.array([grade.low - half_unit for grade in ordered[1:]])
    below = student.cdf((cuts - index) / se, df) if se > 0 else (index < cuts).astype(float)
    shares = np.diff(np.concatenate([[0.0], below, [1.0]]))
    return {f"p_{grade.grade}": float(share) for grade, share in reversed(list(zip(ordered, shares, strict=True)))}
