"""How two graded answers hang together when each is a coarse view of something continuous: polychoric correlations.

Two steps (Olsson 1979): cut points from the margins, then the correlation that makes the table most likely.
Formulas and limits: docs/metode/keandalan.md.
"""

from __future__ import annotations

import numpy as np
from scipy import special

EDGE = 0.9999
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(48)


def polychoric(values: np.ndarray, weight: np.ndarray | None = None) -> np.ndarray:
    """The matrix of polychoric correlations of graded columns; gaps drop out pair by pair, cut points use every answer.

    A column with fewer than two grades, or a pair without common rows, is NaN. A table without contradiction ends at 0.9999.

    Examples
    --------
    >>> answers = np.repeat([[1.0, 1.0], [1.0, 2.0], [2.0, 1.0], [2.0, 2.0]], [40, 10, 10, 40], axis=0)
    >>> polychoric(answers)[0, 1].round(4)  # two by two, halved: sin(pi (p - 1/4) 2)
    np.float64(0.809)
    """
    grades = [_grades(values[:, column]) for column in range(values.shape[1])]
    cuts = [_cuts(codes, weight, size) for codes, size in grades]
    found = np.full((len(grades), len(grades)), np.nan)
    for row, (codes, size) in enumerate(grades):
        if size < 2:
            continue
        found[row, row] = 1.0
        for column in range(row):
            other, width = grades[column]
            if width > 1:
                table = _table(codes, size, other, width, weight)
                found[row, column] = found[column, row] = from_table(table, cuts[row], cuts[column])
    return found


def from_table(table: np.ndarray, rows: np.ndarray, columns: np.ndarray) -> float:
    """The correlation that makes a table most likely, given the cut points of its rows and columns.

    Fisher scoring inside a shrinking bracket: the derivative of a cell's probability is a difference of normal densities.
    """
    if table.sum() <= 0:
        return np.nan
    low, high, rho = -EDGE, EDGE, 0.0
    for _ in range(100):
        probability, slope = _cells(rows, columns, rho)
        score = (table * slope / probability).sum()
        low, high = (rho, high) if score > 0 else (low, rho)
        information = table.sum() * (slope**2 / probability).sum()
        step = rho + score / information if information > 0 else np.inf
        following = step if low < step < high else (low + high) / 2
        if abs(following - rho) < 1e-10:
            return float(following)
        rho = following
    return float(rho)


def _grades(column: np.ndarray) -> tuple[np.ndarray, int]:
    there = ~np.isnan(column)
    found, codes = np.unique(column[there], return_inverse=True)
    placed = np.full(len(column), -1)
    placed[there] = codes
    return placed, len(found)


def _cuts(codes: np.ndarray, weight: np.ndarray | None, size: int) -> np.ndarray:
    there = codes >= 0
    counts = np.bincount(codes[there], None if weight is None else weight[there], minlength=size)
    if size < 2 or counts.sum() <= 0:
        return np.empty(0)
    return special.ndtri(np.clip(np.cumsum(counts)[:-1] / counts.sum(), 1e-12, 1 - 1e-12))


def _table(first: np.ndarray, size: int, second: np.ndarray, width: int, weight: np.ndarray | None) -> np.ndarray:
    both = (first >= 0) & (second >= 0)
    keys = first[both] * width + second[both]
    return np.bincount(keys, None if weight is None else weight[both], minlength=size * width).reshape(size, width).astype(float)


def _cells(rows: np.ndarray, columns: np.ndarray, rho: float) -> tuple[np.ndarray, np.ndarray]:
    """The probability of each cell and its derivative by the correlation.

    The joint distribution is the product of the margins plus the integral of the density over the angle (Plackett 1954).
    """
    a, b = rows[:, None], columns[None, :]
    half = np.arcsin(rho) / 2
    angle = half * (_NODES + 1)[:, None, None]
    joint = special.ndtr(a) * special.ndtr(b) + half * np.tensordot(_WEIGHTS, _density(a, b, angle), 1) / (2 * np.pi)
    density = _density(a, b, np.arcsin(rho)) / (2 * np.pi * np.sqrt(1 - rho**2))
    padded = np.zeros((len(rows) + 2, len(columns) + 2))
    padded[1:-1, 1:-1], padded[1:-1, -1], padded[-1, 1:-1], padded[-1, -1] = joint, special.ndtr(rows), special.ndtr(columns), 1.0
    slopes = np.zeros_like(padded)
    slopes[1:-1, 1:-1] = density
    return np.maximum(_boxes(padded), 1e-300), _boxes(slopes)


def _density(a: np.ndarray, b: np.ndarray, angle: np.ndarray) -> np.ndarray:
    return np.exp(-(a**2 + b**2 - 2 * a * b * np.sin(angle)) / (2 * np.cos(angle) ** 2))


def _boxes(corners: np.ndarray) -> np.ndarray:
    return np.diff(np.diff(corners, axis=0), axis=1)
