"""What moves a graded answer up or down, with the error of the design: proportional-odds regression and its test.

Formulas, sources and limits: docs/metode/penentu.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.stats.intervals import t_below, t_quantile
from analitik.stats.ordinal import OrdinalFit, profile_interval, proportional_odds
from analitik.survey.answers import BLANK, to_numbers
from analitik.survey.design import Design
from analitik.survey.linearise import Ground, lay_out

ERRORS = ("design", "model")


@dataclass(frozen=True)
class _Question:
    """Grades, predictors as columns (``owner`` is each column's predictor), and the rows that have all."""

    grades: np.ndarray
    levels: list[str]
    columns: np.ndarray
    terms: list[str]
    owner: list[str]
    valid: np.ndarray
    ground: Ground
    faults: list[str]

    @property
    def weight(self) -> np.ndarray:
        return self.ground.sample.weight[self.valid]


def ordinal_model(
    responses: pd.DataFrame,
    outcome: str,
    predictors: Sequence[str],
    *,
    design: Design | None = None,
    error: str = "design",
    profile: bool = False,
) -> pd.DataFrame:
    """Proportional-odds regression of a graded outcome; rows with a gap drop out, the design of the whole sample stays.

    Parameters
    ----------
    outcome : str
        Numbers, or an ordered categorical; each grade found becomes a step.
    predictors : sequence of str
        Numbers as they are; words and categoricals as differences from their first value.
    error : str
        ``design``: linearised scores under the design, t with its df. ``model``: the model's own, weights read as numbers of
        persons, normal.
    profile : bool
        With ``model``: also intervals from the likelihood itself (slower).

    Returns
    -------
    DataFrame
        One row per slope and cut point: ``term`` (``x``, ``x=value``, ``1|2``), ``kind`` (``slope``, ``cut``), ``estimate``
        (log odds of a higher answer for one step of a slope), ``se``, ``statistic``, ``df``, ``p``, ``low``, ``high``,
        ``odds_ratio`` (slopes), ``n``, ``loglik``, ``state``; with ``profile`` also ``profile_low``, ``profile_high``.

    Raises
    ------
    UsageFault
        When a column is absent, the outcome has no order, or ``error`` is not known.

    Examples
    --------
    >>> visits = pd.DataFrame({"sat": [1, 1, 2, 1, 2, 2], "fast": [0, 0, 0, 1, 1, 1]})
    >>> ordinal_model(visits, "sat", ["fast"])[["term", "estimate", "n"]].round(3).values.tolist()
    [['fast', 1.386, 6], ['1|2', 0.693, 6]]
    """
    if error not in ERRORS:
        raise _fault(
            f"Galat '{error}' tidak dikenal; pilih {', '.join(ERRORS)}.", f"Error '{error}' is not known; use {', '.join(ERRORS)}."
        )
    asked = _ask(responses, outcome, predictors, design)
    p, n = len(asked.terms), int(asked.ground.count(asked.valid)[0])
    terms = [*asked.terms, *(f"{low}|{high}" for low, high in zip(asked.levels, asked.levels[1:], strict=False))]
    values = errors = np.full(len(terms), np.nan)
    faults, loglik = list(asked.faults), np.nan
    if not faults:
        fitted = proportional_odds(asked.grades, asked.columns, asked.weight)
        faults = [] if fitted.state == "ok" else [fitted.state]
        if not faults:
            values, loglik = np.concatenate([fitted.slopes, fitted.cuts]), fitted.loglik
            errors = np.sqrt(np.diag(_covariance(asked, fitted, error)))
    df = float(asked.ground.degrees(asked.valid)[0]) if error == "design" else np.inf
    half = t_quantile(df) * errors
    with np.errstate(divide="ignore", invalid="ignore"):
        statistic = values / errors
    table = pd.DataFrame({
        "term": terms, "kind": ["slope"] * p + ["cut"] * (len(terms) - p), "estimate": values, "se": errors, "statistic": statistic,
        "df": df, "p": 2 * t_below(-np.abs(statistic), np.full(len(terms), df)), "low": values - half, "high": values + half,
        "odds_ratio": np.where(np.arange(len(terms)) < p, np.exp(values), np.nan), "n": n, "loglik": loglik,
        "state": "; ".join(faults) or "ok",
    })  # fmt: skip
    return _with_profile(table, asked) if profile and error == "model" and not faults else table


def proportional_odds_test(
    responses: pd.DataFrame, outcome: str, predictors: Sequence[str], *, design: Design | None = None, error: str = "design"
) -> pd.DataFrame:
    """Whether a predictor moves every step of the outcome alike; parameters as for :func:`ordinal_model`.

    Returns
    -------
    DataFrame
        One row per predictor: ``predictor``, ``statistic`` (likelihood ratio for ``model``, Wald's F for ``design``), ``df``,
        ``df_error``, ``p``, ``n``, ``state``. A small ``p`` says that one slope does not do.

    Examples
    --------
    >>> visits = pd.DataFrame({"sat": [1, 2, 3, 1, 2, 3] * 9, "fast": [0, 0, 0, 1, 1, 1] * 9})
    >>> proportional_odds_test(visits, "sat", ["fast"], error="model")["p"].round(6).tolist()
    [1.0]
    """
    asked = _ask(responses, outcome, predictors, design)
    rows, whole = [], None if asked.faults else proportional_odds(asked.grades, asked.columns, asked.weight)
    for name in dict.fromkeys(asked.owner):
        free = tuple(place for place, owner in enumerate(asked.owner) if owner == name)
        extra = len(free) * max(len(asked.levels) - 2, 0)
        row = {"predictor": name, "statistic": np.nan, "df": extra, "df_error": np.nan, "p": np.nan}
        state = "; ".join(asked.faults) or (whole.state if whole else "ok")
        if state == "ok" and extra == 0:
            state = "keluaran hanya dua jenjang"
        if state == "ok":
            wider = proportional_odds(asked.grades, asked.columns, asked.weight, free=free)
            state = wider.state
            if state == "ok":
                row |= _test(asked, whole, wider, extra, error)
        rows.append(row | {"n": int(asked.ground.count(asked.valid)[0]), "state": state})
    return pd.DataFrame(rows)


def _test(asked: _Question, whole: OrdinalFit, wider: OrdinalFit, extra: int, error: str) -> dict[str, float]:
    if error == "model":
        ratio = max(0.0, 2 * (wider.loglik - whole.loglik))
        return {"statistic": ratio, "df_error": np.inf, "p": float(special.chdtrc(extra, ratio))}
    added = wider.cuts[-extra:]
    return wald(added, _covariance(asked, wider, "design")[-extra:, -extra:], float(asked.ground.degrees(asked.valid)[0]))


def wald(values: np.ndarray, covariance: np.ndarray, df: float) -> dict[str, float]:
    """Wald's F that values are all zero, with the design's degrees of freedom (Korn and Graubard 1990).

    >>> wald(np.array([2.0]), np.array([[1.0]]), 30.0)["statistic"]
    4.0
    """
    k = len(values)
    left = df - k + 1
    if left <= 0 or not np.isfinite(covariance).all() or np.linalg.matrix_rank(covariance) < k:
        return {"statistic": np.nan, "df_error": left, "p": np.nan}
    statistic = float(values @ np.linalg.solve(covariance, values)) / k * left / df
    return {"statistic": statistic, "df_error": left, "p": float(special.fdtrc(k, left, statistic))}


def _covariance(asked: _Question, fitted: OrdinalFit, error: str) -> np.ndarray:
    if error == "model":
        return fitted.covariance
    scores = np.zeros((len(asked.valid), len(fitted.information)))
    scores[asked.valid] = fitted.scores @ fitted.covariance
    return asked.ground.covariance(scores, asked.valid)


def _with_profile(table: pd.DataFrame, asked: _Question) -> pd.DataFrame:
    ends = [profile_interval(asked.grades, asked.columns, asked.weight, place) for place in range(len(asked.terms))]
    ends += [(np.nan, np.nan)] * (len(table) - len(ends))
    return table.assign(profile_low=[low for low, _ in ends], profile_high=[high for _, high in ends])


def _ask(responses: pd.DataFrame, outcome: str, predictors: Sequence[str], design: Design | None) -> _Question:
    names = [predictors] if isinstance(predictors, str) else list(predictors)
    absent = [name for name in (outcome, *names) if name not in responses.columns]
    if absent or not names:
        there = ", ".join(map(str, responses.columns))
        raise _fault(f"Kolom {', '.join(map(str, absent)) or 'penentu'} tidak ada; yang ada: {there}.",
                     f"Columns {', '.join(map(str, absent)) or 'for predictors'} do not exist; there are: {there}.")  # fmt: skip
    if outcome in names:
        raise _fault(f"{outcome} tidak dapat menjelaskan dirinya sendiri.", f"{outcome} cannot explain itself.")
    graded, order = _grades(responses[outcome])
    parts = [_columns(responses[name]) for name in names]
    columns = np.column_stack([part for part, _ in parts])
    terms = [term for _, labels in parts for term in labels]
    owner = [name for name, (_, labels) in zip(names, parts, strict=True) for _ in labels]
    ground = lay_out(responses, None, design or Design())
    valid = (graded >= 0) & ~np.isnan(columns).any(axis=1) & (ground.sample.weight > 0)
    found, grades = np.unique(graded[valid], return_inverse=True)
    kept = columns[valid]
    flat = [name for name in names if name not in owner]
    flat += [term for term, column in zip(terms, kept.T, strict=True) if not len(column) or np.ptp(column) == 0]
    faults = [] if len(found) > 1 else [f"{outcome} sama untuk semua" if len(found) else "tidak ada responden yang menjawab semua"]
    if not faults and flat:
        faults = [f"jawaban sama semua: {', '.join(flat)}"]
    if not faults and len(kept) <= kept.shape[1] + len(found):
        faults = [f"hanya {len(kept)} responden menjawab semua"]
    return _Question(grades, [order[code] for code in found], kept, terms, owner, valid, ground, faults)


def _grades(column: pd.Series) -> tuple[np.ndarray, list[str]]:
    """Codes in order (-1 for a gap) and the grades' names."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        if not column.cat.ordered:
            raise _fault(f"Kolom {column.name} tidak berurut; jadikan kategori berurut.", f"Column {column.name} has no order.")
        return column.cat.codes.to_numpy().astype(int), list(map(str, column.cat.categories))
    numbers = to_numbers(column)
    there = ~np.isnan(numbers)
    found, codes = np.unique(numbers[there], return_inverse=True)
    placed = np.full(len(numbers), -1)
    placed[there] = codes
    return placed, [f"{value:g}" for value in found]


def _columns(column: pd.Series) -> tuple[np.ndarray, list[str]]:
    """A predictor as numbers: itself, or one column per value but the first."""
    name = str(column.name)
    if not isinstance(column.dtype, pd.CategoricalDtype) and not pd.api.types.is_bool_dtype(column):
        if not _is_words(column):
            return to_numbers(column)[:, None], [name]
        column = column.where(~column.astype("str").str.strip().str.casefold().isin(BLANK))
    codes, values = pd.factorize(column, sort=True)  # a categorical keeps its own order
    dummies = np.where(codes[:, None] >= 0, codes[:, None] == np.arange(1, len(values)), np.nan).astype(float)
    return dummies, [f"{name}={value}" for value in values[1:]]


def _is_words(column: pd.Series) -> bool:
    if pd.api.types.is_numeric_dtype(column):
        return False
    return bool(np.isinf(to_numbers(column, strict=False)).any())


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
