"""Who explains how much: the share of R squared of each predictor, averaged over all orders in which they could enter.

Lindeman, Merenda and Gold (1980), the Shapley value of R squared; formulas and limits: docs/metode/penentu.md.
"""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np

MOST = 12


def shapley_shares(covariances: np.ndarray) -> np.ndarray:
    """The contribution of each predictor to R squared; the first column is the outcome. Several matrices at once are welcome.

    Parameters
    ----------
    covariances : array
        ``(..., 1 + p, 1 + p)``, ``p`` at most 12 (every subset is solved).

    Returns
    -------
    array
        ``(..., p)``; their sum is R squared.

    Examples
    --------
    >>> shapley_shares(np.array([[1.0, 0.6, 0.5], [0.6, 1.0, 0.0], [0.5, 0.0, 1.0]])).round(4).tolist()
    [0.36, 0.25]
    """
    worth = sum_of_parts(_explained(covariances), covariances.shape[-1] - 1)
    return worth / covariances[..., :1, 0]


def shapley_influence(covariances: np.ndarray, centred: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Contributions to R squared, and how far one more row like each given one would move them.

    The residual of a subset is a weighted sum of a row's answers, so all subsets of a predictor add up to one quadratic form.

    Parameters
    ----------
    centred : array
        One row per respondent: outcome, then predictors, less their means.

    Returns
    -------
    tuple
        ``(p,)`` contributions and ``(rows, p)`` influences, which add up to zero over the rows behind the matrix.
    """
    p = len(covariances) - 1
    explained = _explained(covariances)
    forms = np.zeros((2**p, p + 1, p + 1))
    forms[0, 0, 0] = 1.0  # the empty subset leaves the outcome itself
    for chosen, solved in _solutions(covariances):
        side = np.zeros((len(chosen), p + 1))
        side[:, 0] = 1.0
        np.put_along_axis(side, chosen + 1, -solved, axis=1)
        forms[_codes(chosen)] = side[:, :, None] * side[:, None, :]
    total = covariances[0, 0]
    worth = sum_of_parts(explained, p) / total
    quadratic = sum_of_parts(np.moveaxis(forms, 0, -1), p)
    influence = np.stack([-np.einsum("ri,ij,rj->r", centred, quadratic[..., k], centred, optimize=True) for k in range(p)], axis=1)
    return worth, (influence - worth * centred[:, :1] ** 2) / total


def sum_of_parts(worth: np.ndarray, p: int) -> np.ndarray:
    """The Shapley value of each player from the worth of all ``2**p`` coalitions (last axis, coded in bits)."""
    codes = np.arange(2**p)
    size = np.array([int(code).bit_count() for code in codes])
    parts = []
    for player in range(p):
        without = codes[(codes >> player) & 1 == 0]
        chance = np.array([1 / (p * comb(p - 1, int(k))) for k in size[without]])
        parts.append(((worth[..., without | (1 << player)] - worth[..., without]) * chance).sum(axis=-1))
    return np.stack(parts, axis=-1)


def _explained(covariances: np.ndarray) -> np.ndarray:
    """The variance of the outcome that each subset of predictors explains, coded in bits."""
    p = covariances.shape[-1] - 1
    worth = np.zeros((*covariances.shape[:-2], 2**p))
    for chosen, solved in _solutions(covariances):
        worth[..., _codes(chosen)] = (solved * covariances[..., 0, chosen + 1]).sum(axis=-1)
    return worth


def _solutions(covariances: np.ndarray):
    """For each size: the subsets of predictors, and the slopes of the outcome on each."""
    p = covariances.shape[-1] - 1
    for size in range(1, p + 1):
        chosen = np.array(list(combinations(range(p), size)))
        within = covariances[..., chosen[:, :, None] + 1, chosen[:, None, :] + 1]
        yield chosen, np.linalg.solve(within, covariances[..., 0, chosen + 1][..., None])[..., 0]


def _codes(chosen: np.ndarray) -> np.ndarray:
    return (1 << chosen).sum(axis=-1)
