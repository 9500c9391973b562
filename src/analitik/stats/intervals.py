"""Intervals for shares. Formulas, sources and limits: docs/metode/selang.md."""

from __future__ import annotations

import math

from scipy.stats import norm


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
    if not 0 <= successes <= n:
        raise ValueError(f"successes must lie between 0 and n, got {successes} of {n}")
    if n == 0:
        return 0.0, 1.0
    z = float(norm.ppf(0.5 + level / 2))
    share = successes / n
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


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
