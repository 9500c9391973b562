"""How much of a summed score is shared by its items rather than noise of each: alpha, omega and their kin.

Everything here reads a covariance or correlation matrix. Formulas and sources: docs/metode/keandalan.md.
"""

from __future__ import annotations

import numpy as np
from scipy import special


def alpha(covariances: np.ndarray) -> float:
    """Cronbach's alpha of a covariance matrix; of a correlation matrix, the standardised alpha. NaN below two items.

    >>> alpha(np.array([[1.0, 0.5], [0.5, 1.0]]))
    0.6666666666666667
    """
    k, total = len(covariances), covariances.sum()
    return float(k / (k - 1) * (1 - np.trace(covariances) / total)) if k > 1 and total > 0 else np.nan


def alpha_if_dropped(covariances: np.ndarray) -> np.ndarray:
    """Alpha of the others when one item is left out.

    >>> alpha_if_dropped(np.array([[1.0, 0.5, 0.0], [0.5, 1.0, 0.0], [0.0, 0.0, 1.0]])).round(4).tolist()
    [0.0, 0.0, 0.6667]
    """
    rest = [np.delete(np.arange(len(covariances)), item) for item in range(len(covariances))]
    return np.array([alpha(covariances[np.ix_(kept, kept)]) for kept in rest])


def alpha_error(covariances: np.ndarray, n: int) -> float:
    """The large-sample standard error of alpha for normal answers of independent persons (van Zyl, Neudecker and Nel 2000).

    >>> round(alpha_error(np.array([[1.0, 0.5], [0.5, 1.0]]), 100), 4)
    0.0667
    """
    k, total, trace = len(covariances), covariances.sum(), np.trace(covariances)
    if k < 2 or not total > 0:
        return np.nan
    square = covariances @ covariances
    inner = total * (np.trace(square) + trace**2) - 2 * trace * square.sum()
    return float(np.sqrt(2 * k**2 / ((k - 1) ** 2 * total**3) * inner / n))


def feldt(found: float, n: int, k: int, level: float = 0.95) -> tuple[float, float]:
    """Feldt's interval of alpha (1965): exact for parallel normal items of independent persons.

    >>> tuple(round(end, 4) for end in feldt(0.7, 100, 5))
    (0.5958, 0.7838)
    """
    if n < 2 or k < 2:
        return np.nan, np.nan
    tail = (1 - level) / 2
    low, high = (special.fdtri(n - 1, (n - 1) * (k - 1), p) for p in (1 - tail, tail))
    return float(1 - (1 - found) * low), float(1 - (1 - found) * high)


def squared_multiple(correlations: np.ndarray) -> np.ndarray:
    """How well each item is told by the others (the squared multiple correlation); NaN when the matrix has no inverse."""
    if not np.isfinite(correlations).all() or np.linalg.cond(correlations) > 1e12:
        return np.full(len(correlations), np.nan)
    return 1 - 1 / np.diag(np.linalg.inv(correlations))


def guttman6(correlations: np.ndarray) -> float:
    """Guttman's lambda 6: the part of the total that the items' own residuals leave.

    >>> round(guttman6(np.array([[1.0, 0.5], [0.5, 1.0]])), 9)
    0.5
    """
    total = correlations.sum()
    return float(1 - (1 - squared_multiple(correlations)).sum() / total) if total > 0 else np.nan


def item_total(covariances: np.ndarray) -> np.ndarray:
    """The correlation of each item with the sum of all, itself among them."""
    return covariances.sum(axis=0) / np.sqrt(np.diag(covariances) * covariances.sum())


def item_rest(covariances: np.ndarray) -> np.ndarray:
    """The correlation of each item with the sum of the others.

    >>> item_rest(np.array([[1.0, 0.5], [0.5, 1.0]])).tolist()
    [0.5, 0.5]
    """
    variance, row = np.diag(covariances), covariances.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (row - variance) / np.sqrt(variance * (covariances.sum() - 2 * row + variance))


def item_corrected(correlations: np.ndarray) -> np.ndarray:
    """The correlation of each item with the sum, its own share of the overlap replaced by what the others tell of it."""
    shared = correlations.copy()
    np.fill_diagonal(shared, squared_multiple(correlations))
    return shared.sum(axis=0) / np.sqrt(shared.sum())


def omega_total(loadings: np.ndarray, residuals: np.ndarray | None = None) -> float:
    """McDonald's omega of one factor: from standardised loadings, or from raw loadings with their residual variances.

    >>> round(omega_total(np.array([0.7, 0.7, 0.7])), 4)
    0.7424
    """
    noise = 1 - loadings**2 if residuals is None else residuals
    return float(loadings.sum() ** 2 / (loadings.sum() ** 2 + noise.sum()))


def hierarchical(correlations: np.ndarray, general: np.ndarray, uniqueness: np.ndarray) -> tuple[float, float]:
    """Omega hierarchical and omega total of a general factor with group factors (Zinbarg, Revelle, Yovel and Li 2005)."""
    total = correlations.sum()
    if not total > 0:
        return np.nan, np.nan
    return float(general.sum() ** 2 / total), float(1 - uniqueness.sum() / total)
