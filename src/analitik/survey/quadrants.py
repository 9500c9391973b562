"""Where an element stands when importance is set against performance, and how sure that place is. Sheet: docs/metode/penentu.md."""

from __future__ import annotations

import numpy as np
import pandas as pd

QUADRANTS = ("prioritas utama", "pertahankan", "prioritas rendah", "berlebihan")
SURE = 0.95
UNSURE = "belum dapat disimpulkan"
ALIKE = "unsur tidak dapat dibedakan: semua sama penting atau sama baik"


def place(importance: np.ndarray, performance: np.ndarray) -> np.ndarray:
    """The quadrant of each element (last axis): above or below the elements' mean importance and mean performance.

    Returns positions in ``QUADRANTS``; a value on the line counts as above it.

    >>> place(np.array([0.6, 0.4]), np.array([2.0, 3.0])).tolist()
    [0, 3]
    """
    weighty = importance >= importance.mean(axis=-1, keepdims=True) - 1e-12
    good = performance >= performance.mean(axis=-1, keepdims=True) - 1e-12
    return np.where(weighty, np.where(good, 1, 0), np.where(good, 3, 2))


def with_places(table: pd.DataFrame, importance: str, redrawn: tuple[np.ndarray, np.ndarray] | None) -> pd.DataFrame:
    """Add the quadrant of each row, and how many of the redrawn samples (importance, performance) put it there.

    Returns
    -------
    DataFrame
        With ``quadrant``, ``p_quadrant``, one ``p_`` column per quadrant, and ``state`` saying when the place is not sure.
    """
    sides = table[importance].to_numpy(), table["performance"].to_numpy()
    found = place(*sides)
    shares = np.full((len(table), len(QUADRANTS)), np.nan)
    if redrawn is not None:
        places = place(*redrawn)
        shares = np.stack([(places == quadrant).mean(axis=0) for quadrant in range(len(QUADRANTS))], axis=1)
    sure = shares[np.arange(len(table)), found]
    named = {f"p_{name.replace(' ', '_')}": shares[:, number] for number, name in enumerate(QUADRANTS)}
    state = np.where(sure >= SURE, "ok", UNSURE)
    if any(np.ptp(side) < 1e-9 for side in sides):
        return table.assign(quadrant=None, p_quadrant=np.nan, **dict.fromkeys(named, np.nan), state=ALIKE)
    return table.assign(quadrant=np.array(QUADRANTS)[found], p_quadrant=sure, **named, state=state)
