"""Does each item belong to the one factor it was written for: confirmatory factor analysis by normal maximum likelihood.

Simple structure only: every item has one factor of variance one, factors may correlate. Formulas: docs/metode/keandalan.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special


@dataclass(frozen=True)
class Confirmed:
    """Raw loadings and residual variances (one an item), correlations between factors, and whether the search ended.

    ``implied`` is the model's covariance matrix.
    """

    loadings: np.ndarray
    residuals: np.ndarray
    between: np.ndarray
    implied: np.ndarray
    converged: bool


def confirm(covariances: np.ndarray, factor_of: np.ndarray) -> Confirmed:
    """The most likely loadings when item ``i`` has the factor ``factor_of[i]`` only (Fisher scoring).

    ``covariances`` divides by n, not n - 1.

    Examples
    --------
    >>> planted = np.full((3, 3), 0.49) + 0.51 * np.eye(3)
    >>> confirm(planted, np.zeros(3, dtype=int)).loadings.round(6).tolist()
    [0.7, 0.7, 0.7]
    """
    m, pairs = int(factor_of.max()) + 1, np.column_stack(np.tril_indices(int(factor_of.max()) + 1, -1))
    scale = np.sqrt(np.diag(covariances))
    sample = covariances / np.outer(scale, scale)
    values = np.concatenate([_start(sample, factor_of), np.full(len(scale), 0.5), np.zeros(len(pairs))])
    reached, converged = np.inf, False
    for _ in range(500):
        found, implied, sides = _model(values, factor_of, m, pairs)
        inverse = np.linalg.inv(implied)
        reached = _misfit(sample, implied)
        away = inverse - inverse @ sample @ inverse
        slope = np.einsum("kij,ij->k", sides, away)
        turned = inverse @ sides
        step = np.linalg.lstsq(np.einsum("kij,lji->kl", turned, turned), slope, rcond=1e-12)[0]
        if np.abs(slope).max() < 1e-10:
            converged = True
            break
        for _ in range(30):
            trial = values - step
            if _misfit(sample, _model(trial, factor_of, m, pairs)[1]) <= reached + 1e-13:
                break
            step = step / 2
        else:
            break
        values = trial
    loadings, residuals, between = found
    sign = np.array([np.sign(loadings[factor_of == factor].sum()) or 1.0 for factor in range(m)])
    loadings, between = loadings * sign[factor_of], between * np.outer(sign, sign)
    return Confirmed(loadings * scale, residuals * scale**2, between, implied * np.outer(scale, scale), converged)


def _start(sample: np.ndarray, factor_of: np.ndarray) -> np.ndarray:
    """The first principal axis of each factor's own items."""
    start = np.empty(len(factor_of))
    for factor in np.unique(factor_of):
        own = np.flatnonzero(factor_of == factor)
        axis = np.linalg.eigh(sample[np.ix_(own, own)])[1][:, -1]
        start[own] = 0.7 * axis / np.abs(axis).max()
    return start


def _model(values: np.ndarray, factor_of: np.ndarray, m: int, pairs: np.ndarray):
    """Loadings, residuals and factor correlations; the covariances they imply; and the slope of those by each parameter."""
    p = len(factor_of)
    loadings, residuals, between = values[:p], values[p : 2 * p], np.eye(m)
    between[pairs[:, 0], pairs[:, 1]] = between[pairs[:, 1], pairs[:, 0]] = values[2 * p :]
    spread = np.zeros((p, m))
    spread[np.arange(p), factor_of] = loadings
    implied = spread @ between @ spread.T + np.diag(residuals)
    sides = np.zeros((len(values), p, p))
    items, reach = np.arange(p), spread @ between
    sides[items, items, :] = reach[:, factor_of].T
    sides[items, :, items] += reach[:, factor_of].T
    sides[p + items, items, items] = 1.0
    for place, (one, other) in enumerate(pairs, start=2 * p):
        cross = np.outer(spread[:, one], spread[:, other])
        sides[place] = cross + cross.T
    return (loadings, residuals, between), implied, sides


def _misfit(sample: np.ndarray, implied: np.ndarray) -> float:
    sign, logdet = np.linalg.slogdet(implied)
    if sign <= 0 or np.linalg.eigvalsh(implied)[0] <= 0:
        return np.inf
    return float(logdet + np.trace(np.linalg.solve(implied, sample)) - np.linalg.slogdet(sample)[1] - len(sample))


def confirmed_fit(covariances: np.ndarray, found: Confirmed, n: int) -> dict[str, float]:
    """The usual measures of fit: chi-square, df, p, CFI, TLI, RMSEA with its 90 % interval, SRMR, log-likelihood, AIC, BIC."""
    p, m = len(covariances), len(found.between)
    free = 2 * p + m * (m - 1) // 2
    df, null_df = p * (p + 1) // 2 - free, p * (p - 1) // 2
    chisq = n * max(_misfit(covariances, found.implied), 0.0)
    scale = np.sqrt(np.diag(covariances))
    null = -n * float(np.linalg.slogdet(covariances / np.outer(scale, scale))[1])
    apart = ((covariances - found.implied) / np.outer(scale, scale))[np.tril_indices(p)]
    likelihood = -n / 2 * (p * np.log(2 * np.pi) + float(np.linalg.slogdet(covariances)[1]) + chisq / n + p)
    measures = {"chisq": chisq, "df": df, "p": float(special.chdtrc(df, chisq)) if df > 0 else np.nan}
    if df > 0:
        worse = max(null - null_df, chisq - df, 1e-12)
        ends = [_noncentral(chisq, df, share) for share in (0.95, 0.05)]
        measures |= {"cfi": 1 - max(chisq - df, 0.0) / worse, "tli": (null / null_df - chisq / df) / (null / null_df - 1),
                     "rmsea": np.sqrt(max(chisq - df, 0.0) / (df * n)),
                     "rmsea_low": np.sqrt(ends[0] / (df * n)), "rmsea_high": np.sqrt(ends[1] / (df * n))}  # fmt: skip
    return measures | {"srmr": float(np.sqrt(np.mean(apart**2))), "loglik": likelihood, "aic": 2 * free - 2 * likelihood,
                       "bic": free * np.log(n) - 2 * likelihood}  # fmt: skip


def _noncentral(chisq: float, df: int, share: float) -> float:
    """The noncentrality under which the chi-square has ``share`` of its mass below the one found; zero when none has."""
    if special.chdtr(df, chisq) <= share:
        return 0.0
    high = chisq + 10 * np.sqrt(chisq) + 100
    return float(optimize.brentq(lambda centre: special.chndtr(chisq, df, centre) - share, 0.0, high, xtol=1e-10, rtol=1e-14))
