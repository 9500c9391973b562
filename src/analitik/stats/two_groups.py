"""Do two groups of independent persons answer differently: means, ranks and shares compared. Formulas: docs/metode/keandalan.md."""

from __future__ import annotations

import numpy as np
from scipy import special


def welch(first: np.ndarray, second: np.ndarray) -> tuple[float, float]:
    """The difference of means (second less first) and its p value without assuming equal spread (Welch 1947).

    >>> difference, p = welch(np.array([1.0, 2.0, 3.0]), np.array([4.0, 5.0, 6.0]))
    >>> difference, round(p, 4)
    (3.0, 0.0213)
    """
    if min(len(first), len(second)) < 2:
        return np.nan, np.nan
    parts = first.var(ddof=1) / len(first), second.var(ddof=1) / len(second)
    error, difference = sum(parts), second.mean() - first.mean()
    if error == 0:
        return float(difference), np.nan
    df = error**2 / (parts[0] ** 2 / (len(first) - 1) + parts[1] ** 2 / (len(second) - 1))
    return float(difference), float(2 * special.stdtr(df, -abs(difference) / np.sqrt(error)))


def rank_sum(first: np.ndarray, second: np.ndarray) -> float:
    """The p value of Wilcoxon's rank sum test: normal approximation with ties and continuity correction.

    >>> round(rank_sum(np.array([1.0, 2.0, 2.0, 3.0]), np.array([3.0, 3.0, 4.0, 5.0])), 4)
    0.053
    """
    both = np.concatenate([first, second])
    n, m = len(first), len(second)
    if min(n, m) == 0:
        return np.nan
    _, place, ties = np.unique(both, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(ties) - (ties - 1) / 2)[place]
    above = ranks[:n].sum() - n * (n + 1) / 2 - n * m / 2
    spread = n * m / 12 * ((n + m + 1) - (ties**3 - ties).sum() / ((n + m) * (n + m - 1)))
    if spread <= 0:
        return np.nan
    return float(min(1.0, 2 * special.ndtr(-abs(above - np.sign(above) / 2) / np.sqrt(spread))))


def two_shares(hits: tuple[int, int], n: tuple[int, int]) -> float:
    """The p value of Pearson's chi-square that two shares are one, without continuity correction.

    >>> round(two_shares((15, 25), (50, 50)), 4)
    0.0412
    """
    if min(n) == 0:
        return np.nan
    pooled = sum(hits) / sum(n)
    if pooled in (0.0, 1.0):
        return np.nan
    square = (hits[0] / n[0] - hits[1] / n[1]) ** 2 / (pooled * (1 - pooled) * (1 / n[0] + 1 / n[1]))
    return float(special.chdtrc(1, square))
