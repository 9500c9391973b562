"""Intervals for a share estimated under a design, and a word on how usable an estimate is.

Formulas and sources: docs/metode/survei.md.
"""

from __future__ import annotations

import numpy as np
from scipy import optimize, special

from analitik.stats.intervals import clopper_pearson, t_quantile

KINDS = ("logit", "beta", "mean", "likelihood")
# Relative standard errors from which BPS (Statistics Indonesia) asks for care, and from which it calls a figure not accurate.
CAREFUL, UNUSABLE = 0.25, 0.50


def share_interval(kind: str, share, se, n, df, *, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper ends for shares with standard errors ``se``, from ``n`` respondents and ``df`` degrees of freedom.

    Parameters
    ----------
    kind : str
        ``logit`` (t on the log odds), ``beta`` (Korn-Graubard: exact for the effective sample), ``mean`` (t on the share
        itself) or ``likelihood`` (Rao-Scott: the likelihood ratio divided by the design effect).

    Examples
    --------
    >>> [round(float(end[0]), 4) for end in share_interval("logit", [0.2], [0.05], [64], [20])]
    [0.1153, 0.3242]
    """
    share, se, n, df = (np.asarray(each, dtype=float) for each in (share, se, n, df))
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = {"logit": _logit, "beta": _beta, "mean": _wald, "likelihood": _likelihood}[kind](share, se, n, df, level)
    # nobody or everybody: there is no spread to learn from, the exact interval of the respondents still speaks
    for place in np.flatnonzero(((share == 0) | (share == 1)) & (n > 0)):
        low[place], high[place] = clopper_pearson(int(share[place]) * n[place], n[place], level)
    return low, high


def quality_of(estimate, se) -> tuple[np.ndarray, np.ndarray]:
    """The relative standard error, and in a word whether the figure may be used as BPS advises.

    Examples
    --------
    >>> quality_of([10.0, 10.0, 10.0], [1.0, 4.0, 6.0])[1].tolist()
    ['andal', 'hati-hati', 'jangan dipakai']
    """
    estimate, se = np.asarray(estimate, dtype=float), np.asarray(se, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        rse = np.where(se == 0, 0.0, se / np.abs(estimate))
    words = np.select(
        [np.isnan(rse), rse <= CAREFUL, rse <= UNUSABLE],
        ["tidak terhitung", "andal", "hati-hati"],
        "jangan dipakai",
    )
    return rse, words.astype(object)


def _logit(share, se, n, df, level):
    middle, half = np.log(share / (1 - share)), t_quantile(df, level) * se / (share * (1 - share))
    return special.expit(middle - half), special.expit(middle + half)


def _beta(share, se, n, df, level):
    shrunk = (t_quantile(n - 1, level) / t_quantile(df, level)) ** 2
    effective = share * (1 - share) / se**2 * shrunk
    tail = (1 - level) / 2
    low = special.betaincinv(effective * share, effective * (1 - share) + 1, tail)
    return low, special.betaincinv(effective * share + 1, effective * (1 - share), 1 - tail)


def _wald(share, se, n, df, level):
    half = t_quantile(df, level) * se
    return share - half, share + half


def _likelihood(share, se, n, df, level):
    ends = [_both_roots(*each, level) for each in zip(share, se, n, t_quantile(df, level), strict=True)]
    return np.array([low for low, _ in ends]), np.array([high for _, high in ends])


def _both_roots(share: float, se: float, n: float, quantile: float, level: float) -> tuple[float, float]:
    """Where the log likelihood of the respondents has fallen by half the squared quantile times the design effect; the spread
    of single answers, which the effect is measured against, is n/(n-1) times that of the sample."""
    if not (0 < share < 1 and np.isfinite(quantile) and se > 0):
        return np.nan, np.nan
    allowed = quantile**2 * se**2 * n / (n - 1) * n / (share * (1 - share))

    def above(p: float) -> float:
        return 2 * n * (special.xlogy(share, share / p) + special.xlogy(1 - share, (1 - share) / (1 - p))) - allowed

    tiny = 1e-300
    low = optimize.brentq(above, tiny, share, xtol=1e-15, rtol=1e-14) if above(tiny) > 0 else 0.0
    high = optimize.brentq(above, share, 1 - 1e-16, xtol=1e-15, rtol=1e-14) if above(1 - 1e-16) > 0 else 1.0
    return low, high
