"""How answers vary together: covariances over the answers that are there, with weights or without.

Formulas and limits: docs/metode/keandalan.md.
"""

from __future__ import annotations

import numpy as np


def covariance(values: np.ndarray, weight: np.ndarray | None = None, *, listwise: bool = False) -> np.ndarray:
    """The covariance matrix of the columns; each pair over the rows that have both (or, ``listwise``, that have all).

    Weights are probability weights: they are scaled to the number of rows of each pair, so all ones are no weights. A pair
    with fewer than two rows is NaN.

    Examples
    --------
    >>> covariance(np.array([[1.0, 2.0], [2.0, 4.0], [3.0, np.nan]])).tolist()
    [[1.0, 1.0], [1.0, 2.0]]
    """
    if listwise:
        values, weight = complete(values, weight)
    there = ~np.isnan(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = np.where(there, values, 0.0).sum(axis=0) / there.sum(axis=0)
        filled = np.where(there, values - centre, 0.0)
        mask = there.astype(float)
        heavy = mask if weight is None else mask * weight[:, None]
        base, first = heavy.T @ mask, (heavy * filled).T @ mask
        n = mask.T @ mask
        product = (heavy * filled).T @ filled / base - first * first.T / base**2
        return np.where((n > 1) & (base > 0), product * n / (n - 1), np.nan)


def correlation(values: np.ndarray, weight: np.ndarray | None = None, *, listwise: bool = False) -> np.ndarray:
    """The correlation matrix; each pair uses the spread of its own rows, so no value leaves -1 to 1. A constant column is NaN.

    Examples
    --------
    >>> correlation(np.array([[1.0, 2.0], [2.0, 4.0], [3.0, np.nan]])).round(9).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    if listwise:
        values, weight = complete(values, weight)
    there = ~np.isnan(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        centre = np.where(there, values, 0.0).sum(axis=0) / there.sum(axis=0)
        filled = np.where(there, values - centre, 0.0)
        mask = there.astype(float)
        heavy = mask if weight is None else mask * weight[:, None]
        base, first, second = heavy.T @ mask, (heavy * filled).T @ mask, (heavy * filled**2).T @ mask
        product = (heavy * filled).T @ filled / base - first * first.T / base**2
        spread = second / base - (first / base) ** 2
        found = product / np.sqrt(np.where(spread > 1e-12, spread, np.nan) * np.where(spread > 1e-12, spread, np.nan).T)
    known = ~np.isnan(np.diag(found))
    found[known, known] = 1.0
    return found


def complete(values: np.ndarray, weight: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray | None]:
    """The rows without a gap, and their weights."""
    whole = ~np.isnan(values).any(axis=1)
    return values[whole], None if weight is None else weight[whole]


def to_correlation(covariances: np.ndarray) -> np.ndarray:
    """A covariance matrix on the scale of correlations, each column by its own whole spread.

    >>> to_correlation(np.array([[4.0, 1.0], [1.0, 1.0]])).tolist()
    [[1.0, 0.5], [0.5, 1.0]]
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = np.sqrt(np.diag(covariances))
        found = covariances / np.outer(spread, spread)
    np.fill_diagonal(found, np.where(spread > 0, 1.0, np.nan))
    return found


def mean_and_spread(values: np.ndarray, weight: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The mean, the standard deviation and the number of answers of each column; NaN where there are none.

    >>> mean_and_spread(np.array([[1.0], [3.0], [np.nan]]))
    (array([2.]), array([1.41421356]), array([2]))
    """
    there = ~np.isnan(values)
    heavy = there * (1.0 if weight is None else weight[:, None])
    n = there.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        base = heavy.sum(axis=0)
        mean = (heavy * np.where(there, values, 0.0)).sum(axis=0) / base
        square = (heavy * np.where(there, values - mean, 0.0) ** 2).sum(axis=0) / base
        return mean, np.sqrt(square * n / (n - 1)), n
