"""The categories of a column as text, so that 1 in a file and "1" in a list of margins are the same."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd


def labels_of(frame: pd.DataFrame, name: str) -> tuple[np.ndarray, list[str]]:
    """The category of each row (-1 for none) and the categories' names; ``a:b`` crosses columns."""
    parts = [name] if name in frame.columns else name.split(":")
    codes, names = _labels(frame[parts[0]])
    for part in parts[1:]:
        inner, more = _labels(frame[part])
        pair = np.where((codes >= 0) & (inner >= 0), codes * max(len(more), 1) + inner, -1)
        found = np.unique(pair[pair >= 0])
        names = [f"{names[key // len(more)]}:{more[key % len(more)]}" for key in found]
        codes = np.where(pair >= 0, np.searchsorted(found, pair), -1)
    return codes, names


def _labels(column: pd.Series) -> tuple[np.ndarray, list[str]]:
    codes, values = pd.factorize(column)
    names = [label_of(value) for value in values]
    order = sorted((name, place) for place, name in enumerate(names) if name)
    place = np.full(len(names) + 1, -1, dtype=np.int64)
    distinct: list[str] = []
    for name, old in order:
        distinct += [name] if not distinct or distinct[-1] != name else []
        place[old] = len(distinct) - 1
    return place[codes], distinct


def label_of(value: Any) -> str:
    """A category as text: 1, 1.0 and " 1 " are the same."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
