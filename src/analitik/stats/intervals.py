"""Intervals for shares. Formulas, sources and limits: docs/metode/selang.md."""

from __future__ import annotations

import math

import numpy as np
from scipy import special


def wilson(successes: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """The score interval of a share (Wilson 1927).

    Parameters
    ----------
    successes, n : float
        Counts; ``n`` of zero gives the whole range.
    level : float
        Confidence level.

    Returns
    -------
    tuple
        Lower and upper end, within [0, 1].

    Raises
    ------
    ValueError
        When ``successes`` does not lie between 0 and ``n``.

    Examples
    --------
    >>> low, high = wilson(4242, 51815 + 4242)
    >>> round(100 * low, 2), round(100 * high, 2)
    (7.35, 7.79)
    """
    _refuse_impossible(successes, n)
    if n == 0:
        return 0.0, 1.0
    z = float(special.ndtri(0.5 + level / 2))
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    # at 0 and n the formula's ends are exactly 0 and 1; floating point leaves crumbs there
    return 0.0 if successes == 0 else centre - half, 1.0 if successes == n else centre + half


def share_of(part: int, rest: int, level: float = 0.95) -> dict[str, float]:
    """The share of ``part`` in ``part + rest`` with its Wilson interval: the denominator is the sum of the two counts given.

    Returns
    -------
    dict
        ``share``, ``low``, ``high``, ``n``.

    Examples
    --------
    >>> round(share_of(2478, 103954)["share"], 4)
    0.0233
    """
    low, high = wilson(part, part + rest, level)
    return {"share": part / (part + rest) if part + rest else math.nan, "low": low, "high": high, "n": part + rest}


def jeffreys(successes: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """The Jeffreys interval: quantiles of Beta(k + 1/2, n - k + 1/2), closed at 0 and 1.

    Examples
    --------
    >>> low, high = jeffreys(0, 20)
    >>> low, round(high, 4)
    (0.0, 0.1166)
    """
    _refuse_impossible(successes, n)
    tail = (1 - level) / 2
    low = 0.0 if successes == 0 else special.betaincinv(successes + 0.5, n - successes + 0.5, tail)
    high = 1.0 if successes == n else special.betaincinv(successes + 0.5, n - successes + 0.5, 1 - tail)
    return float(low), float(high)


def clopper_pearson(successes: float, n: float, level: float = 0.95) -> tuple[float, float]:
    """The exact interval: it never covers less than it promises, and is wider for it.

    Examples
    --------
    >>> low, high = clopper_pearson(0, 20)
    >>> low, round(high, 4)
    (0.0, 0.1684)
    """
    _refuse_impossible(successes, n)
    tail = (1 - level) / 2
    low = 0.0 if successes == 0 else special.betaincinv(successes, n - successes + 1, tail)
    high = 1.0 if successes == n else special.betaincinv(successes + 1, n - successes, 1 - tail)
    return float(low), float(high)


def t_quantile(df, level: float = 0.95) -> np.ndarray:
    """How many standard errors from the middle hold ``level`` of a t with ``df``; NaN without degrees of freedom.

    Examples
    --------
    >>> t_quantile([48, 0, np.inf]).round(4).tolist()
    [2.0106, nan, 1.96]
    """
    df = np.asarray(df, dtype=float)
    quantile = special.stdtrit(np.where(df > 0, df, np.nan), 0.5 + level / 2)
    return np.where(np.isposinf(df), special.ndtri(0.5 + level / 2), quantile)


def t_below(x, df) -> np.ndarray:
    """The probability that a t with ``df`` lies below ``x``; NaN without degrees of freedom.

    Examples
    --------
    >>> t_below([0.0, 1.96], [5, np.inf]).round(3).tolist()
    [0.5, 0.975]
    """
    df = np.asarray(df, dtype=float)
    return np.where(np.isposinf(df), special.ndtr(x), special.stdtr(np.where(df > 0, df, np.nan), x))


def _refuse_impossible(successes: float, n: float) -> None:
    if not 0 <= successes <= n:
        raise ValueError(f"successes must lie between 0 and n, got {successes} of {n}")
