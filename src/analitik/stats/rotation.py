"""The same factors seen from a side where each item leans on few of them: varimax and oblimin; and a general factor above.

Formulas and sources: docs/metode/keandalan.md.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analitik.stats.factors import Factors, minres


def varimax(factors: Factors, tolerance: float = 1e-12) -> Factors:
    """Orthogonal rotation that spreads the squared loadings of each factor (Kaiser 1958, rows scaled to length one).

    Turned by repeated singular value decompositions until the criterion grows by less than ``tolerance`` of itself.

    Examples
    --------
    >>> turned = Factors(np.array([[0.6, 0.6], [0.6, 0.6], [0.5, -0.5], [0.5, -0.5]]), np.full(4, 0.4), True, np.zeros(4, bool))
    >>> sorted(np.abs(varimax(turned).loadings).max(axis=1).round(3).tolist())
    [0.707, 0.707, 0.849, 0.849]
    """
    loadings = factors.loadings
    if loadings.shape[1] < 2:
        return factors
    length = np.sqrt((loadings**2).sum(axis=1, keepdims=True))
    even = loadings / np.where(length > 0, length, 1.0)
    # loadings that lie evenly between the axes do not turn by themselves; turning the axes two by two looks past that
    turns = [_turned(even, np.eye(loadings.shape[1]), tolerance), _by_pairs(even)]
    simple = [((even @ turn) ** 2).var(axis=0).sum() for turn in turns]
    return replace(factors, loadings=loadings @ turns[int(simple[1] > simple[0] * (1 + 1e-3))])


def _turned(even: np.ndarray, turn: np.ndarray, tolerance: float) -> np.ndarray:
    reached = 0.0
    for _ in range(5000):
        seen = even @ turn
        left, size, right = np.linalg.svd(even.T @ (seen**3 - seen * (seen**2).mean(axis=0)))
        turn, before, reached = left @ right, reached, size.sum()
        if reached < before * (1 + tolerance):
            break
    return turn


def _by_pairs(even: np.ndarray) -> np.ndarray:
    """Kaiser's own way: the best angle of each pair of axes, over and over until none moves."""
    turn = np.eye(even.shape[1])
    for _ in range(200):
        moved = 0.0
        for one in range(len(turn)):
            for other in range(one):
                first, second = even @ turn[:, one], even @ turn[:, other]
                apart, cross = first**2 - second**2, 2 * first * second
                top = 2 * (apart @ cross / len(even) - apart.mean() * cross.mean())
                bottom = (apart**2 - cross**2).mean() - apart.mean() ** 2 + cross.mean() ** 2
                angle = np.arctan2(top, bottom) / 4
                c, s = np.cos(angle), np.sin(angle)
                turn[:, [one, other]] = turn[:, [one, other]] @ np.array([[c, -s], [s, c]])
                moved = max(moved, abs(angle))
        if moved < 1e-10:
            break
    return turn


def oblimin(factors: Factors, tolerance: float = 1e-9) -> Factors:
    """Oblique rotation (quartimin): factors may correlate, so each item may lean on one (Jennrich 2002, gradient projection).

    Returns
    -------
    Factors
        With ``correlations`` between the factors.
    """
    start = factors.loadings
    m = start.shape[1]
    if m < 2:
        return replace(factors, correlations=np.eye(m))
    others = 1.0 - np.eye(m)

    def look(turn: np.ndarray) -> tuple[float, np.ndarray, np.ndarray]:
        inverse = np.linalg.inv(turn)
        loadings = start @ inverse.T
        crossed = loadings**2 @ others
        slope = -(loadings.T @ (loadings * crossed) @ inverse).T
        return float((loadings**2 * crossed).sum()) / 4, slope, loadings

    turn, stride = np.eye(m), 1.0
    value, slope, loadings = look(turn)
    for _ in range(5000):
        ahead = slope - turn * (turn * slope).sum(axis=0)
        length = np.sqrt((ahead**2).sum())
        if length < tolerance:
            break
        stride *= 2
        for _ in range(30):
            trial = turn - stride * ahead
            trial = trial / np.sqrt((trial**2).sum(axis=0))
            found = look(trial)
            if found[0] < value - 0.5 * length**2 * stride:
                break
            stride /= 2
        if not found[0] < value:  # no step helps any more: machine precision is reached
            break
        turn, (value, slope, loadings) = trial, found
    return replace(factors, loadings=loadings, correlations=turn.T @ turn, converged=factors.converged and length < 1e-4)


def general_factor(oblique: Factors) -> tuple[np.ndarray, Factors]:
    """The loadings of every item on one factor above correlated ones (Schmid and Leiman 1957), and that upper solution.

    Two factors say only that the product of their loadings on the upper one is their correlation: both get its root.
    """
    between = oblique.correlations
    if len(between) == 2:
        upper = np.sqrt(abs(between[0, 1])) * np.array([[1.0], [np.sign(between[0, 1])]])
        above = Factors(upper, 1 - upper[:, 0] ** 2, True, np.zeros(2, dtype=bool))
    else:
        above = minres(between, 1)
    return oblique.loadings @ above.loadings[:, 0], above
