"""What moves a graded answer up or down: proportional-odds regression with weights, scores for any design, and its own test.

McCullagh (1980); formulas, sources and limits: docs/metode/penentu.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

LIMIT = 30.0


@dataclass(frozen=True)
class OrdinalFit:
    """Slopes, then cut points: ``P(y <= j) = 1 / (1 + exp(slopes x - cut_j))``.

    ``information`` is minus the second derivative, ``scores`` the slope of each row's weighted log-likelihood by each
    parameter. ``state`` is ``ok`` or says why the numbers cannot be used.
    """

    slopes: np.ndarray
    cuts: np.ndarray
    information: np.ndarray
    scores: np.ndarray
    loglik: float
    state: str

    @property
    def covariance(self) -> np.ndarray:
        """The model's own covariance of the parameters; weights count as numbers of persons."""
        return np.linalg.inv(self.information) if self.state == "ok" else np.full(self.information.shape, np.nan)


def proportional_odds(
    y: np.ndarray, x: np.ndarray, weight: np.ndarray | None = None, *, free: tuple[int, ...] = (), offset: np.ndarray | None = None
) -> OrdinalFit:
    """Fit by Newton steps with halving.

    Parameters
    ----------
    y : array of int
        Grades numbered from zero, each of them present.
    x : array
        One row per respondent, no constant column.
    free : tuple of int
        Columns whose slope may differ from cut to cut; their extra slopes stand after the cut points.

    Returns
    -------
    OrdinalFit

    Examples
    --------
    >>> y, x = np.array([0, 0, 1, 0, 1, 1]), np.array([[0.0], [0.0], [0.0], [1.0], [1.0], [1.0]])
    >>> proportional_odds(y, x).slopes.round(4).tolist()  # log(2) - log(1/2)
    [1.3863]
    """
    weight = np.ones(len(y)) if weight is None else np.asarray(weight, dtype=float)
    shift = np.zeros(len(y)) if offset is None else offset
    n_cuts, p = int(y.max()), x.shape[1]
    centre = np.average(x, axis=0, weights=weight)
    spread = np.sqrt(np.average((x - centre) ** 2, axis=0, weights=weight))
    spread = np.where(spread > 0, spread, 1.0)
    upper, lower = _rows(y, (x - centre) / spread, n_cuts, free)
    values = np.zeros(upper.shape[1])
    below = np.cumsum(np.bincount(y, weight, minlength=n_cuts + 1))[:-1] / weight.sum()
    values[p : p + n_cuts] = special.logit(below)
    loglik, slope, curve, _ = _look(values, y, upper, lower, weight, shift, n_cuts)
    state = "tidak konvergen"
    for _ in range(60):
        if np.linalg.cond(curve) > 1e13:
            state = "pendugaan terpisah sempurna atau unsur saling menentukan"
            break
        step = np.linalg.solve(curve, slope)
        for _ in range(30):
            found = _look(values + step, y, upper, lower, weight, shift, n_cuts)
            if found[0] >= loglik - 1e-12 * abs(loglik):
                break
            step = step / 2
        values, (loglik, slope, curve, _) = values + step, found
        if np.abs(values[:p]).max(initial=0.0) > LIMIT:
            state = "pendugaan terpisah sempurna atau unsur saling menentukan"
            break
        if step @ slope < 1e-14 * weight.sum() and np.abs(step).max() < 1e-9:
            state = "ok"
            break
    scores = _look(values, y, upper, lower, weight, shift, n_cuts)[3]
    return _unscaled(values, curve, scores, loglik, state, centre, spread, p, n_cuts, free)


def _rows(y: np.ndarray, x: np.ndarray, n_cuts: int, free: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    """The design of the cut above and of the cut below each answer: minus x, one for the cut, minus the free columns."""
    p, extra = x.shape[1], len(free)
    sides = []
    for cut in (y, y - 1):
        there = (cut >= 0) & (cut < n_cuts)
        rows = np.zeros((len(y), p + n_cuts + extra * (n_cuts - 1)))
        rows[there, :p] = -x[there]
        rows[there, p + cut[there]] = 1.0
        for step in range(1, n_cuts):
            here = cut == step
            place = p + n_cuts + extra * (step - 1)
            rows[here, place : place + extra] = -x[np.ix_(here, list(free))]
        sides.append(rows)
    return sides[0], sides[1]


def _look(values, y, upper, lower, weight, shift, n_cuts):
    """Log-likelihood, its slope, minus its second derivative, and the slope of each row."""
    above = np.where(y < n_cuts, upper @ values - shift, np.inf)
    below = np.where(y > 0, lower @ values - shift, -np.inf)
    top, bottom = special.expit(above), special.expit(below)
    # both far in the upper tail: the difference is taken of the complements
    chance = np.where(below > 0, special.expit(-below) - special.expit(-above), top - bottom)
    if not (chance[weight > 0] > 0).all():
        return -np.inf, None, None, None
    chance = np.where(chance > 0, chance, 1.0)
    f, g = top * (1 - top) / chance, bottom * (1 - bottom) / chance
    by_above, by_below = weight * f, -weight * g
    scores = by_above[:, None] * upper + by_below[:, None] * lower
    curve_above = weight * (f**2 - f * (1 - 2 * top))
    curve_below = weight * (g**2 + g * (1 - 2 * bottom))
    cross = upper.T @ ((-weight * f * g)[:, None] * lower)
    curve = upper.T @ (curve_above[:, None] * upper) + lower.T @ (curve_below[:, None] * lower) + cross + cross.T
    return float(weight @ np.log(chance)), scores.sum(axis=0), curve, scores


def _unscaled(values, curve, scores, loglik, state, centre, spread, p, n_cuts, free) -> OrdinalFit:
    """From slopes of standardised columns back to slopes of the columns as given."""
    back = np.eye(len(values))
    back[np.arange(p), np.arange(p)] = 1 / spread
    back[p : p + n_cuts, :p] = centre / spread
    for step in range(1, n_cuts):
        for place, column in enumerate(free, start=p + n_cuts + len(free) * (step - 1)):
            back[place, place] = 1 / spread[column]
            back[p + step, place] = centre[column] / spread[column]
    given = back @ values
    forth = np.linalg.inv(back)
    return OrdinalFit(given[:p], given[p:], forth.T @ curve @ forth, scores @ forth, loglik, state)


def profile_interval(
    y: np.ndarray, x: np.ndarray, weight: np.ndarray | None, column: int, level: float = 0.95
) -> tuple[float, float]:
    """The slopes of one column that a likelihood-ratio test does not refuse (Venables and Ripley 2002, section 7.2).

    Examples
    --------
    >>> y, x = np.array([0, 0, 1, 0, 1, 1] * 10), np.array([[0.0], [0.0], [0.0], [1.0], [1.0], [1.0]] * 10)
    >>> tuple(round(end, 3) for end in profile_interval(y, x, None, 0))
    (0.338, 2.499)
    """
    from scipy.optimize import brentq  # costs more to import than all else here, and is rarely needed

    whole = proportional_odds(y, x, weight)
    if whole.state != "ok":
        return np.nan, np.nan
    others = np.delete(x, column, axis=1)
    middle, error = whole.slopes[column], np.sqrt(whole.covariance[column, column])
    allowed = special.chdtri(1, 1 - level) / 2

    def short(slope: float) -> float:
        return whole.loglik - proportional_odds(y, others, weight, offset=slope * x[:, column]).loglik - allowed

    ends = []
    for sign in (-1, 1):
        far = middle + sign * 2 * error
        while short(far) < 0:
            far += sign * error
        ends.append(float(brentq(short, middle, far, xtol=1e-12, rtol=1e-14)))
    return ends[0], ends[1]
