"""Straight-line and log-odds models of answers, with errors under the design.

Formulas, sources and limits: docs/metode/survei.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import special

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.stats.intervals import t_below
from analitik.survey.answers import BLANK, to_numbers
from analitik.survey.design import Design
from analitik.survey.linearise import lay_out
from analitik.survey.means import interval_columns

FAMILIES = ("gaussian", "binomial")
ROUNDS = 50
DONE = 1e-8


@dataclass(frozen=True)
class Fit:
    """A fitted model: its terms, coefficients, and their covariances under the design; ``rows`` are those that were used."""

    terms: list[str]
    coefficients: np.ndarray
    covariance: np.ndarray
    df: int
    rows: np.ndarray

    def table(self, level: float = 0.95) -> pd.DataFrame:
        """One row per term."""
        se = np.sqrt(np.diag(self.covariance))
        df = np.full(len(se), self.df)
        with np.errstate(divide="ignore", invalid="ignore"):
            t = self.coefficients / se
        ends = interval_columns(self.coefficients, se, df, level)
        p = 2 * t_below(-np.abs(t), df)
        return pd.DataFrame({"term": self.terms, "estimate": self.coefficients, **ends, "t": t, "p": p, "n": int(self.rows.sum())})


def model(
    frame: pd.DataFrame,
    outcome: str,
    predictors: list[str],
    *,
    family: str = "gaussian",
    design: Design | None = None,
    level: float = 0.95,
) -> pd.DataFrame:
    """Regress an answer on others (least squares, or log odds of a yes), errors by linearisation.

    Rows with a gap in any column used are left out; the design of the whole sample stays.

    Parameters
    ----------
    outcome : str
        A column of numbers; for ``binomial`` of 0 and 1, or ``column=value`` for whether the column has that value.
    predictors : list of str
        Columns; words become one term per value but the first; ``a:b`` is the product of two.
    family : str
        ``gaussian`` or ``binomial``.

    Returns
    -------
    DataFrame
        One row per term: ``term``, ``estimate``, ``se``, ``low``, ``high``, ``df`` (design df less the predictors), ``t``,
        ``p``, ``n``.

    Raises
    ------
    UsageFault
        When a column is absent, the outcome does not fit the family, or terms depend on each other.

    Examples
    --------
    >>> visits = pd.DataFrame({"wait": [1.0, 2.0, 3.0, 4.0], "score": [4.1, 2.9, 2.1, 0.9]})
    >>> model(visits, "score", ["wait"])["estimate"].round(2).tolist()
    [5.1, -1.04]
    """
    return fit(frame, outcome, predictors, family=family, design=design).table(level)


def fit(frame: pd.DataFrame, outcome: str, predictors: list[str], *, family: str = "gaussian", design: Design | None = None) -> Fit:
    """As :func:`model`, with the covariances of the coefficients."""
    if family not in FAMILIES:
        raise _fault(f"Keluarga '{family}' tidak dikenal; pilih {', '.join(FAMILIES)}.",
                     f"Family '{family}' is not known; use {', '.join(FAMILIES)}.")  # fmt: skip
    y = outcome_of(frame, outcome)
    terms, x = terms_of(frame, predictors)
    ground = lay_out(frame, None, design or Design())
    valid = ~np.isnan(y) & ~np.isnan(x).any(axis=1)
    rows = ground.used(valid)
    _refuse_unfit(y[rows], x[rows], family, outcome)
    weight = ground.sample.weight[rows] / ground.sample.weight[rows].mean()
    coefficients, inverse, residual = _least_squares(y[rows], x[rows], weight, family)
    scores = np.zeros_like(x)
    scores[rows] = (x[rows] * (residual * weight)[:, None]) @ inverse
    df = int(ground.degrees(valid)[0]) - (x.shape[1] - 1)
    return Fit(terms, coefficients, ground.covariance(scores, valid), df, rows)


def outcome_of(frame: pd.DataFrame, outcome: str) -> np.ndarray:
    """A column of numbers, or whether a column has a value (``column=value``)."""
    if outcome in frame.columns:
        return to_numbers(frame[outcome])
    column, _, value = outcome.partition("=")
    _refuse_absent(frame, column)
    words = frame[column].astype("str").str.strip()
    return np.where(_is_blank(frame[column]), np.nan, (words == value).astype(float))


def terms_of(frame: pd.DataFrame, predictors: list[str]) -> tuple[list[str], np.ndarray]:
    """The names of the terms and their columns (NaN where missing), the intercept first."""
    names, columns = ["(Intercept)"], [np.ones(len(frame))]
    for predictor in predictors:
        parts = [_columns_of(frame, part) for part in predictor.split(":")] if predictor not in frame.columns else []
        for name, column in _product(parts) if parts else _columns_of(frame, predictor):
            names.append(name)
            columns.append(column)
    return names, np.column_stack(columns)


def _product(parts: list[list[tuple[str, np.ndarray]]]) -> list[tuple[str, np.ndarray]]:
    made = parts[0]
    for more in parts[1:]:
        made = [(f"{a}:{b}", left * right) for b, right in more for a, left in made]
    return made


def _columns_of(frame: pd.DataFrame, name: str) -> list[tuple[str, np.ndarray]]:
    _refuse_absent(frame, name)
    column = frame[name]
    blank = _is_blank(column)
    numbers = to_numbers(column, strict=False)
    if not np.isinf(numbers).any():
        return [(name, numbers)]
    codes, values = pd.factorize(column.astype("str").str.strip().where(~blank), sort=True)
    return [(f"{name}{value}", np.where(blank, np.nan, codes == k)) for k, value in enumerate(values) if k]


def _least_squares(y: np.ndarray, x: np.ndarray, weight: np.ndarray, family: str):
    """Coefficients, the inverse of the information, and the residuals of the score: weighted least squares, repeated for odds."""
    if family == "gaussian":
        inverse = np.linalg.inv((x * weight[:, None]).T @ x)
        coefficients = np.linalg.lstsq(x * np.sqrt(weight)[:, None], y * np.sqrt(weight), rcond=None)[0]
        return coefficients, inverse, y - x @ coefficients
    chance, deviance = (weight * y + 0.5) / (weight + 1), np.inf
    eta = special.logit(chance)
    for iteration in range(ROUNDS):
        bend = chance * (1 - chance)
        inverse = np.linalg.inv((x * (weight * bend)[:, None]).T @ x)
        coefficients = inverse @ (x.T @ (weight * (bend * eta + y - chance)))
        eta = x @ coefficients
        chance, before = special.expit(eta), deviance
        deviance = -2 * float(weight @ (special.xlogy(y, chance) + special.xlog1py(1 - y, -chance)))
        if iteration >= 15 and np.abs(eta).max() > 12:  # each round adds one to the log odds of a perfect separation, for ever
            break
        if abs(deviance - before) < DONE * (abs(deviance) + 0.1):
            # as R does: the information is that of the last round's start, the residuals those of its end
            return coefficients, inverse, (y - chance) / (chance * (1 - chance)) * bend
    raise _fault("Model log-odds tidak bertemu satu jawaban: sebuah penjelas memisahkan ya dan tidak dengan sempurna.",
                 "The log-odds model has no finite answer: a predictor separates yes and no perfectly.")  # fmt: skip


def _refuse_unfit(y: np.ndarray, x: np.ndarray, family: str, outcome: str) -> None:
    if family == "binomial" and not np.isin(y, (0, 1)).all():
        raise _fault(f"Model log-odds memerlukan 0 dan 1 pada {outcome}.", f"The log-odds model needs 0 and 1 in {outcome}.")
    if len(y) <= x.shape[1] or np.linalg.matrix_rank(x) < x.shape[1]:
        raise _fault(f"Penjelas saling bergantung atau terlalu banyak untuk {len(y)} baris.",
                     f"Predictors depend on each other or are too many for {len(y)} rows.")  # fmt: skip


def _is_blank(column: pd.Series) -> np.ndarray:
    return (column.isna() | column.astype("str").str.strip().str.casefold().isin(BLANK)).to_numpy(bool)


def _refuse_absent(frame: pd.DataFrame, name: str) -> None:
    if name not in frame.columns:
        there = ", ".join(map(str, frame.columns))
        raise _fault(f"Kolom {name} tidak ada; yang ada: {there}.", f"Column {name} does not exist; there are: {there}.")


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
