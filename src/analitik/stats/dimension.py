"""Is there anything shared to look for, and how many things: sampling adequacy, sphericity, eigenvalues beside chance.

Formulas and sources: docs/metode/keandalan.md.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from analitik.stats.moments import correlation


def sampling_adequacy(correlations: np.ndarray) -> tuple[float, np.ndarray]:
    """Kaiser-Meyer-Olkin: correlations beside partial correlations, over all pairs and per item (Kaiser 1974).

    >>> round(sampling_adequacy(np.full((3, 3), 0.5) + 0.5 * np.eye(3))[0], 4)
    0.6923
    """
    if np.linalg.cond(correlations) > 1e12:
        return np.nan, np.full(len(correlations), np.nan)
    inverse = np.linalg.inv(correlations)
    scale = np.sqrt(np.diag(inverse))
    partial = (inverse / np.outer(scale, scale)) ** 2
    whole = correlations**2
    np.fill_diagonal(partial, 0.0)
    whole = whole - np.diag(np.diag(whole))
    both = whole.sum(axis=0) + partial.sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return float(whole.sum() / both.sum()), whole.sum(axis=0) / both


def sphericity(correlations: np.ndarray, n: int) -> tuple[float, int, float]:
    """Bartlett's test that nothing correlates (1951): chi-square, degrees of freedom, p.

    >>> sphericity(np.eye(3), 100)[1:]
    (3, 1.0)
    """
    p = len(correlations)
    sign, logdet = np.linalg.slogdet(correlations)
    if sign <= 0:
        return np.nan, p * (p - 1) // 2, np.nan
    chisq = max(0.0, -(n - 1 - (2 * p + 5) / 6) * float(logdet))
    return chisq, p * (p - 1) // 2, float(special.chdtrc(p * (p - 1) / 2, chisq))


def eigenvalues(correlations: np.ndarray) -> np.ndarray:
    """The eigenvalues, largest first."""
    return np.linalg.eigvalsh(correlations)[::-1]


def chance_eigenvalues(
    values: np.ndarray, seed: int, repeats: int = 50, quantile: float = 0.95, weight: np.ndarray | None = None
) -> np.ndarray:
    """The eigenvalues that unrelated columns with these same answers would show (Horn 1965): each column shuffled by itself.

    Weights stay where they are: they make chance larger, as they do the eigenvalues beside it.

    Examples
    --------
    >>> answers = np.random.default_rng(1).integers(1, 5, (400, 4)).astype(float)
    >>> chance_eigenvalues(answers, seed=1)[0] < 1.3
    np.True_
    """
    chance = np.random.default_rng(seed)
    found = [eigenvalues(correlation(chance.permuted(values, axis=0), weight)) for _ in range(repeats)]
    return np.quantile(found, quantile, axis=0)
