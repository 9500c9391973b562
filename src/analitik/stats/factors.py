"""Few things behind many answers: exploratory factors of a correlation matrix, and how well they fit.

Minimum residuals and maximum likelihood, both as a search over the items' own parts (Harman and Jones 1966; Joreskog 1967).
Formulas, sources and limits: docs/metode/keandalan.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import optimize, special

from analitik.stats.reliability import squared_multiple

LOWEST = 0.005


@dataclass(frozen=True)
class Factors:
    """Loadings (item x factor), what each item keeps for itself, and how the search ended.

    ``heywood`` marks items whose own part was pressed against the lowest allowed value: such a solution is not to be trusted.
    """

    loadings: np.ndarray
    uniqueness: np.ndarray
    converged: bool
    heywood: np.ndarray
    correlations: np.ndarray | None = None

    @property
    def communality(self) -> np.ndarray:
        """What each item shares with the factors."""
        between = np.eye(self.loadings.shape[1]) if self.correlations is None else self.correlations
        return np.einsum("ij,jk,ik->i", self.loadings, between, self.loadings)


def minres(correlations: np.ndarray, n_factors: int) -> Factors:
    """Factors that leave the smallest squared residuals off the diagonal.

    Examples
    --------
    >>> loading = np.array([0.8, 0.7, 0.6, 0.5])
    >>> planted = np.outer(loading, loading) + np.diag(1 - loading**2)
    >>> minres(planted, 1).loadings[:, 0].round(6).tolist()
    [0.8, 0.7, 0.6, 0.5]
    """

    def misfit(uniqueness: np.ndarray) -> tuple[float, np.ndarray]:
        values, vectors = np.linalg.eigh(correlations - np.diag(uniqueness))
        rest, sides = values[:-n_factors], vectors[:, :-n_factors]
        return float(rest @ rest) / 2, -(sides**2) @ rest

    own, converged = _search(misfit, correlations)
    values, vectors = np.linalg.eigh(correlations - np.diag(own))
    loadings = vectors[:, -n_factors:] * np.sqrt(np.maximum(values[-n_factors:], 0))
    return _solution(loadings, 1 - (loadings**2).sum(axis=1), converged, own)


def maximum_likelihood(correlations: np.ndarray, n_factors: int) -> Factors:
    """Factors under which normal answers with this correlation matrix are most likely.

    Examples
    --------
    >>> loading = np.array([0.8, 0.7, 0.6, 0.5])
    >>> planted = np.outer(loading, loading) + np.diag(1 - loading**2)
    >>> maximum_likelihood(planted, 1).loadings[:, 0].round(6).tolist()
    [0.8, 0.7, 0.6, 0.5]
    """

    def split(uniqueness: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        scale = np.sqrt(uniqueness)
        return *np.linalg.eigh(correlations / np.outer(scale, scale)), scale

    def misfit(uniqueness: np.ndarray) -> tuple[float, np.ndarray]:
        values, vectors, _ = split(uniqueness)
        rest, sides = np.maximum(values[:-n_factors], 1e-12), vectors[:, :-n_factors]
        return float((rest - np.log(rest) - 1).sum()), sides**2 @ (1 - rest) / uniqueness

    own, converged = _search(misfit, correlations)
    values, vectors, scale = split(own)
    loadings = scale[:, None] * vectors[:, -n_factors:] * np.sqrt(np.maximum(values[-n_factors:] - 1, 0))
    return _solution(loadings, own, converged, own)


def _search(misfit, correlations: np.ndarray) -> tuple[np.ndarray, bool]:
    """The own parts with the least misfit; a second start guards against the nearest of several valleys."""
    told = np.clip(1 - np.nan_to_num(squared_multiple(correlations), nan=0.5), 0.05, 0.95)
    bounds = [(LOWEST, 1.0)] * len(told)
    options = {"maxiter": 2000, "maxfun": 20000, "ftol": 1e-15, "gtol": 1e-11, "maxcor": 20}
    starts = (told, np.full_like(told, 0.5))
    ends = [optimize.minimize(misfit, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options) for start in starts]
    own = _polished(misfit, min(ends, key=lambda end: end.fun).x)
    return own, bool(np.abs(misfit(own)[1][_free(own)]).max(initial=0.0) < 1e-6)


def _polished(misfit, own: np.ndarray) -> np.ndarray:
    """A few Newton steps on the parts away from their bounds, down to machine precision."""
    for _ in range(8):
        free, slope = _free(own), misfit(own)[1]
        if np.abs(slope[free]).max(initial=0.0) < 1e-12:
            break
        step = np.zeros_like(own)
        step[free] = np.linalg.lstsq(_curvature(misfit, own)[np.ix_(free, free)], slope[free], rcond=1e-10)[0]
        trial = np.clip(own - step, LOWEST, 1.0)
        if misfit(trial)[0] > misfit(own)[0] + 1e-14:
            break
        own = trial
    return own


def _free(own: np.ndarray) -> np.ndarray:
    return (own > LOWEST + 1e-9) & (own < 1 - 1e-9)


def _curvature(misfit, at: np.ndarray, step: float = 1e-6) -> np.ndarray:
    rows = np.array([(misfit(at + step * side)[1] - misfit(at - step * side)[1]) / (2 * step) for side in np.eye(len(at))])
    return (rows + rows.T) / 2


def _solution(loadings: np.ndarray, uniqueness: np.ndarray, converged: bool, own: np.ndarray) -> Factors:
    """Factors in order of what they carry, each with its sum of loadings positive."""
    loadings = loadings[:, ::-1]
    sign = np.where(loadings.sum(axis=0) < 0, -1.0, 1.0)
    return Factors(loadings * sign, uniqueness, converged, own <= LOWEST + 1e-6)


@dataclass(frozen=True)
class Fit:
    """How far a factor solution is from the correlations: chi-square with its df and p, RMSEA, Tucker-Lewis, root mean residual."""

    chisq: float
    df: int
    p: float
    rmsea: float
    tli: float
    rms: float


def fit(correlations: np.ndarray, factors: Factors, n: int) -> Fit:
    """The fit of unrotated or orthogonally rotated factors (Bartlett's correction of the chi-square)."""
    p, m = factors.loadings.shape
    model = factors.loadings @ factors.loadings.T
    np.fill_diagonal(model, 1.0)
    residual = correlations - model
    below = residual[np.tril_indices(p, -1)]
    implied = np.linalg.solve(model, correlations)
    objective = float(np.trace(implied) - np.linalg.slogdet(implied)[1] - p)
    null = -float(np.linalg.slogdet(correlations)[1])
    df, null_df = ((p - m) ** 2 - p - m) // 2, p * (p - 1) // 2
    shrink = n - 1 - (2 * p + 5) / 6 - 2 * m / 3
    chisq, rms = shrink * objective, float(np.sqrt(np.mean(below**2)))
    if df <= 0:
        return Fit(chisq, df, np.nan, np.nan, np.nan, rms)
    tli = (null / null_df - objective / df) / (null / null_df - 1 / shrink)
    rmsea = np.sqrt(max(chisq / (n * df) - 1 / (n - 1), 0.0))
    return Fit(chisq, df, float(special.chdtrc(df, chisq)), float(rmsea), float(tli), rms)
