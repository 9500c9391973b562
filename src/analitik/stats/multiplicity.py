"""When many changes are read at once, some look real by chance alone: p values adjusted for that.

Formulas and sources: docs/metode/selang.md.
"""

from __future__ import annotations

import numpy as np


def holm(p) -> np.ndarray:
    """Holm's step-down p values: the chance of even one false alarm in the family stays below the level.

    Missing p values stay missing and do not count as tests.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.06, 0.06]
    """
    return _adjust(p, lambda ordered: np.maximum.accumulate((len(ordered) - np.arange(len(ordered))) * ordered))


def benjamini_hochberg(p) -> np.ndarray:
    """Step-up p values of Benjamini and Hochberg: the expected share of false alarms among the alarms stays below the level.

    Examples
    --------
    >>> benjamini_hochberg([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.04, 0.04]
    """

    def step_up(ordered: np.ndarray) -> np.ndarray:
        m = len(ordered)
        return np.minimum.accumulate((m / np.arange(1, m + 1) * ordered)[::-1])[::-1]

    return _adjust(p, step_up)


def benjamini_yekutieli(p) -> np.ndarray:
    """As Benjamini and Hochberg, but valid however the tests depend on each other; larger for it.

    Examples
    --------
    >>> benjamini_yekutieli([0.01, 0.04, 0.03]).round(4).tolist()
    [0.055, 0.0733, 0.0733]
    """
    p = np.asarray(p, dtype=float)
    harmonic = np.sum(1 / np.arange(1, np.sum(~np.isnan(p)) + 1))
    return np.minimum(benjamini_hochberg(p) * harmonic, 1.0)


def hochberg(p) -> np.ndarray:
    """Hochberg's step-up p values: as Holm's, a little smaller, where tests do not depend on each other negatively.

    Examples
    --------
    >>> hochberg([0.01, 0.04, 0.03]).tolist()
    [0.03, 0.04, 0.04]
    """

    def step_up(ordered: np.ndarray) -> np.ndarray:
        m = len(ordered)
        return np.minimum.accumulate(((m - np.arange(m)) * ordered)[::-1])[::-1]

    return _adjust(p, step_up)


bh = benjamini_hochberg


def _adjust(p, step) -> np.ndarray:
    p = np.asarray(p, dtype=float)
    known = np.flatnonzero(~np.isnan(p))
    order = known[np.argsort(p[known], kind="stable")]
    adjusted = np.full(p.shape, np.nan)
    if len(order):
        adjusted[order] = np.minimum(step(p[order]), 1.0)
    return adjusted
