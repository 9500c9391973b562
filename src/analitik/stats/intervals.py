"""How far a share counted on few cases may lie from the truth: three intervals for ``k`` out of ``n``.

Formulas, sources and limits: docs/metode/selang.md.
"""

from __future__ import annotations

import numpy as np
from scipy import special

from analitik.core.errors import UsageFault
from analitik.core.locale import say


def wilson(k, n, level: float = 0.95):
    """The score interval of Wilson (1927) for the share ``k / n``; our choice for shares of publications.

    Parameters
    ----------
    k, n : number or array
        Cases with the trait, and all cases. Where ``n`` is zero both ends are NaN.
    level : float
        Confidence level.

    Returns
    -------
    tuple
        ``(low, high)``, numbers for numbers and arrays for arrays.

    Examples
    --------
    >>> low, high = wilson(4242, 56057)
    >>> round(low * 100, 2), round(high * 100, 2)
    (7.35, 7.79)
    """
    k, n = _checked(k, n, level)
    z2 = normal_quantile(level) ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        p = k / n
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = np.sqrt(z2) / (1 + z2 / n) * np.sqrt(p * (1 - p) / n + z2 / (4 * n * n))
    # the ends at 0 and n are exactly 0 and 1; floating point leaves crumbs there
    return _plain(np.where(k == 0, 0.0, middle - half), np.where(k == n, 1.0, middle + half), n)


def jeffreys(k, n, level: float = 0.95):
    """The Jeffreys interval: quantiles of Beta(k + 1/2, n - k + 1/2), closed at 0 and 1.

    Examples
    --------
    >>> low, high = jeffreys(0, 20)
    >>> low, round(high, 4)
    (0.0, 0.1172)
    """
    k, n = _checked(k, n, level)
    tail = (1 - level) / 2
    low = np.where(k == 0, 0.0, special.betaincinv(k + 0.5, n - k + 0.5, tail))
    high = np.where(k == n, 1.0, special.betaincinv(k + 0.5, n - k + 0.5, 1 - tail))
    return _plain(low, high, n)


def clopper_pearson(k, n, level: float = 0.95):
    """The exact interval: it never covers less than it says, and is wider for it. ``k`` and ``n`` may be fractions of cases.

    Examples
    --------
    >>> low, high = clopper_pearson(0, 20)
    >>> low, round(high, 4)
    (0.0, 0.1684)
    """
    k, n = _checked(k, n, level)
    tail = (1 - level) / 2
    low = np.where(k == 0, 0.0, special.betaincinv(np.maximum(k, 1e-300), n - k + 1, tail))
    high = np.where(k == n, 1.0, special.betaincinv(k + 1, np.maximum(n - k, 1e-300), 1 - tail))
    return _plain(low, high, n)


def normal_quantile(level: float = 0.95) -> float:
    """The distance from the middle, in standard errors, that holds ``level`` of a normal.

    >>> round(normal_quantile(), 4)
    1.96
    """
    return float(special.ndtri(0.5 + level / 2))


def t_quantile(df, level: float = 0.95) -> np.ndarray:
    """The same distance for a t with ``df`` degrees of freedom; NaN where there is none, the normal at infinity.

    >>> round(float(t_quantile(48)), 4), round(float(t_quantile(0)), 4)
    (2.0106, nan)
    """
    df = np.asarray(df, dtype=float)
    with np.errstate(invalid="ignore"):
        quantile = special.stdtrit(np.where(df > 0, df, np.nan), 0.5 + level / 2)
    return np.where(np.isposinf(df), normal_quantile(level), quantile)


def t_below(x, df) -> np.ndarray:
    """The probability that a t with ``df`` degrees of freedom lies below ``x``; NaN where there are none.

    >>> float(t_below(0.0, 5))
    0.5
    """
    df = np.asarray(df, dtype=float)
    with np.errstate(invalid="ignore"):
        below = special.stdtr(np.where((df > 0) & ~np.isposinf(df), df, np.nan), x)
    return np.where(np.isposinf(df), special.ndtr(x), below)


def t_two_sided(t, df) -> np.ndarray:
    """The two-sided p of a t statistic.

    >>> round(float(t_two_sided(2.0106, 48)), 3)
    0.05
    """
    return 2 * t_below(-np.abs(t), df)


def _checked(k, n, level: float):
    k, n = np.asarray(k, dtype=float), np.asarray(n, dtype=float)
    if not 0 < level < 1:
        raise UsageFault(
            say(f"Tingkat kepercayaan {level} harus di antara 0 dan 1.", f"The level {level} must lie between 0 and 1.")
        )
    if np.any((k < 0) | (k > n)):
        raise UsageFault(
            say(
                "Cacah k tidak boleh negatif atau melebihi n; periksa pembilang dan penyebutnya.",
                "A count k may not be negative or larger than n; check numerator and denominator.",
            )
        )
    return k, n


def _plain(low, high, n):
    """Numbers for numbers, arrays for arrays; no cases, no interval."""
    low, high = np.where(n > 0, low, np.nan), np.where(n > 0, high, np.nan)
    return (float(low), float(high)) if low.ndim == 0 else (low, high)
