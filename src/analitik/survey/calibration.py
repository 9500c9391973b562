"""How far each weight must move so that weighted sums meet known totals: raking on a table, and the calibration functions.

Everything here works on cells (rows alike in all auxiliaries) or on rows, whichever the caller adds up to.
Formulas and sources: docs/metode/pembobotan.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analitik.core.errors import UsageFault
from analitik.core.locale import say

Curve = tuple[Callable[[np.ndarray], np.ndarray], Callable[[np.ndarray], np.ndarray]]


@dataclass(frozen=True)
class Solution:
    """The factor on each weight, and how many rounds it took."""

    factor: np.ndarray
    iterations: int


def rake(weights: np.ndarray, codes: list[np.ndarray], targets: list[np.ndarray], *, rounds: int = 1000) -> Solution:
    """Fit a table to its margins, one margin after another, until all hold.

    Parameters
    ----------
    weights : ndarray
        The summed weight of each cell.
    codes : list of ndarray
        For each margin the category of each cell.
    targets : list of ndarray
        For each margin the totals of its categories.

    Examples
    --------
    >>> rake(np.array([1.0, 1.0, 2.0]), [np.array([0, 0, 1])], [np.array([3.0, 2.0])]).factor.tolist()
    [1.5, 1.5, 1.0]
    """
    factor = np.ones(len(weights))
    total = targets[0].sum()
    for iteration in range(1, rounds + 1):
        apart = 0.0
        for code, target in zip(codes, targets, strict=True):
            now = np.bincount(code, weights * factor, minlength=len(target))
            apart = max(apart, np.abs(now - target).max() / total)
            with np.errstate(divide="ignore", invalid="ignore"):
                factor = factor * np.where(now > 0, target / now, 0.0)[code]
        if apart < 1e-13 or (apart < 1e-10 and iteration == rounds) or len(targets) == 1:
            return Solution(factor, iteration)
    raise UsageFault(
        say(
            f"Raking tidak bertemu dalam {rounds} putaran: sel yang kosong membuat margin tidak dapat dipenuhi bersama; "
            "gabungkan kategori kecil.",
            f"Raking did not converge in {rounds} rounds: empty cells keep the margins from holding together; "
            "merge small categories.",
        )
    )


def calibrate(
    weights: np.ndarray,
    auxiliaries: np.ndarray,
    totals: np.ndarray,
    curve: str,
    bounds: tuple[float, float] | None = None,
    *,
    rounds: int = 200,
) -> Solution:
    """Factors ``F(x'b)`` under which the weighted auxiliaries meet their totals (Deville and Särndal 1992), by Newton steps.

    Parameters
    ----------
    auxiliaries : ndarray
        Row (or cell) x auxiliary; columns may depend on each other as long as the totals agree.
    curve : str
        ``linear`` (with ``bounds`` cut off there), ``raking`` (exponential) or ``logit`` (needs ``bounds`` around one).

    Raises
    ------
    UsageFault
        When no factors within the bounds meet the totals.

    Examples
    --------
    >>> x = np.array([[1.0, 0.0], [1.0, 1.0]])
    >>> calibrate(np.array([10.0, 10.0]), x, np.array([22.0, 12.0]), "linear").factor.round(6).tolist()
    [1.0, 1.2]
    """
    value, slope = _curve(curve, bounds)
    scale = np.abs(auxiliaries).max(axis=0)
    x, wanted = auxiliaries / scale, totals / scale
    size = max(np.abs(wanted).max(), 1e-300)
    lever = np.zeros(x.shape[1])
    missing = wanted - x.T @ (weights * value(x @ lever))
    for iteration in range(1, rounds + 1):
        if np.abs(missing).max() <= 1e-13 * size:
            return Solution(value(x @ lever), iteration - 1)
        step = np.linalg.lstsq((x * (weights * slope(x @ lever))[:, None]).T @ x, missing, rcond=1e-11)[0]
        lever, missing, moved = _shorten(value, x, weights, wanted, lever, missing, step)
        if not moved:
            break
    if np.abs(missing).max() <= 1e-9 * size:
        return Solution(value(x @ lever), iteration)
    raise UsageFault(
        say(
            "Kalibrasi tidak menemukan bobot yang memenuhi semua jumlah; longgarkan batas atau kurangi margin.",
            "Calibration found no weights that meet all totals; widen the bounds or drop a margin.",
        )
    )


def trim(weights: np.ndarray, low: float, high: float, *, strict: bool = True) -> np.ndarray:
    """Cut weights off at both ends and share what was cut equally among the others; ``strict`` repeats until none is outside.

    Rows of weight zero are not counted and stay at zero.

    Examples
    --------
    >>> trim(np.array([1.0, 2.0, 3.0, 10.0]), 1.5, 6.0).tolist()
    [1.5, 3.75, 4.75, 6.0]
    """
    found, counted = weights.copy(), weights > 0
    mean = weights[counted].mean() if counted.any() else 0.0
    if not low <= mean <= high:
        raise UsageFault(
            say(f"Pemotongan {low:g} sampai {high:g} tidak memuat rata-rata bobot {mean:g}.",
                f"Trimming to {low:g} and {high:g} leaves out the mean weight {mean:g}.")
        )  # fmt: skip
    fixed = ~counted
    for _ in range(len(weights) + 10):
        outside = counted & ((found < low) | (found > high))
        if not outside.any():
            break
        cut = np.clip(found, low, high)
        surplus = (found - cut)[outside].sum()
        fixed = fixed | outside
        free = counted & ~fixed
        if not free.any():  # everyone stands at an end: those at the other end take what is left
            free = counted & ((cut < high) if surplus > 0 else (cut > low))
        found = np.where(outside, cut, found)
        found[free] += surplus / free.sum()
        if not strict:
            break
    return found


def _shorten(value, x, weights, wanted, lever, missing, step):
    """A Newton step, halved until it brings the totals nearer."""
    for _ in range(40):
        nearer = wanted - x.T @ (weights * value(x @ (lever + step)))
        if np.isfinite(nearer).all() and np.abs(nearer).max() < np.abs(missing).max():
            return lever + step, nearer, True
        step = step / 2
    return lever, missing, False


def _curve(name: str, bounds: tuple[float, float] | None) -> Curve:
    if name == "raking":
        return np.exp, np.exp
    if name == "linear" and bounds is None:
        return (lambda u: 1 + u), np.ones_like
    if bounds is None or not bounds[0] < 1 < bounds[1]:
        raise UsageFault(
            say("Batas kalibrasi harus mengapit 1, misalnya 0.5,2.", "The bounds of calibration must lie around 1, as 0.5,2.")
        )
    low, high = bounds
    if name == "linear":
        return (lambda u: np.clip(1 + u, low, high)), (lambda u: ((1 + u > low) & (1 + u < high)).astype(float))
    a = (high - low) / ((1 - low) * (high - 1))

    def value(u: np.ndarray) -> np.ndarray:
        grown = np.exp(np.clip(a * u, -700, 700))
        return (low * (high - 1) + high * (1 - low) * grown) / (high - 1 + (1 - low) * grown)

    def slope(u: np.ndarray) -> np.ndarray:
        found = value(u)
        return (found - low) * (high - found) * a / (high - low)

    return value, slope
