"""The answers of a scale as a matrix: which columns, which of them turned round, which weights, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.stats.moments import correlation
from analitik.stats.polychoric import polychoric
from analitik.survey.answers import to_numbers
from analitik.survey.design import Design
from analitik.survey.linearise import Ground, lay_out

KINDS = ("pearson", "polychoric")


@dataclass(frozen=True)
class Items:
    """Answers (respondent x item, NaN where blank) of those who answered anything, on the ground of the whole design.

    ``answered`` marks them among all rows; ``weight`` is None when the design has none. ``lowest`` and ``highest`` bound the scale.
    """

    names: list[str]
    values: np.ndarray
    weight: np.ndarray | None
    answered: np.ndarray
    ground: Ground
    lowest: float
    highest: float

    @property
    def n_complete(self) -> int:
        """Respondents without a gap."""
        return int((~np.isnan(self.values)).all(axis=1).sum())

    @property
    def score(self) -> np.ndarray:
        """The mean of each person's own answers."""
        there = ~np.isnan(self.values)
        return np.where(there, self.values, 0.0).sum(axis=1) / there.sum(axis=1)

    def faults(self) -> list[str]:
        """What is wrong with the answers themselves, in words."""
        there = ~np.isnan(self.values)
        spans = np.array(
            [np.ptp(column[known]) if known.any() else np.nan for column, known in zip(self.values.T, there.T, strict=True)]
        )
        empty = [name for name, span in zip(self.names, spans, strict=True) if np.isnan(span)]
        constant = [name for name, span in zip(self.names, spans, strict=True) if span == 0]
        few = [f"hanya {len(self.values)} responden menjawab"] if len(self.values) <= len(self.names) else []
        apart = ["ada pasangan unsur yang tidak pernah dijawab orang yang sama"] if self._strangers() else []
        found = [f"tanpa jawaban: {', '.join(empty)}"] if empty else []
        return few + found + (apart if not empty else []) + ([f"jawaban sama semua: {', '.join(constant)}"] if constant else [])

    def _strangers(self) -> bool:
        there = (~np.isnan(self.values)).astype(float)
        return bool((there.T @ there < 2).any())

    def matrix(self, kind: str = "pearson", *, listwise: bool = False) -> np.ndarray:
        """Correlations between items."""
        if kind not in KINDS:
            raise UsageFault(say(f"Korelasi '{kind}' tidak dikenal; pilih {', '.join(KINDS)}.",
                                 f"Correlation '{kind}' is not known; use {', '.join(KINDS)}."))  # fmt: skip
        if kind == "pearson":
            return correlation(self.values, self.weight, listwise=listwise)
        whole = (~np.isnan(self.values)).all(axis=1) if listwise else np.ones(len(self.values), dtype=bool)
        return polychoric(self.values[whole], None if self.weight is None else self.weight[whole])


def read_items(
    responses: pd.DataFrame,
    names: Sequence[str],
    *,
    reverse: Iterable[str] = (),
    scale: tuple[float, float] | None = None,
    design: Design | None = None,
    least: int = 2,
) -> Items:
    """Read the items of a scale; reversed ones become ``lowest + highest - answer``.

    Raises
    ------
    UsageFault
        When an item is absent, named twice or no number, an answer lies off the scale, or there are fewer than ``least`` items.
    """
    names = [names] if isinstance(names, str) else list(names)
    turned = [reverse] if isinstance(reverse, str) else list(reverse)
    _refuse_strange(responses, names, least)
    values = np.column_stack([to_numbers(responses[name]) for name in names])
    lowest, highest = scale or _bounds(values)
    off = (values < lowest) | (values > highest)
    if off.any():
        row, column = np.argwhere(off)[0]
        raise _fault(
            f"Jawaban {values[row, column]:g} pada baris {row + 1} kolom {names[column]} di luar skala {lowest:g} sampai {highest:g}.",
            f"Answer {values[row, column]:g} in row {row + 1}, column {names[column]} is off the scale {lowest:g} to {highest:g}.",
        )
    flipped = np.isin(names, turned)
    values = np.where(flipped, lowest + highest - values, values)
    chosen = design or Design()
    ground = lay_out(responses, None, chosen)
    answered = (~np.isnan(values)).any(axis=1) & (ground.sample.weight > 0)
    weight = ground.sample.weight[answered] if chosen.weights or chosen.fractions else None
    return Items(list(map(str, names)), values[answered], weight, answered, ground, float(lowest), float(highest))


def state(reasons: Iterable[str]) -> str:
    """``ok``, or the reasons in one line.

    >>> state([]), state(["a", "b"])
    ('ok', 'a; b')
    """
    return "; ".join(reasons) or "ok"


def _bounds(values: np.ndarray) -> tuple[float, float]:
    known = values[~np.isnan(values)]
    return (float(known.min()), float(known.max())) if len(known) else (np.nan, np.nan)


def _refuse_strange(responses: pd.DataFrame, names: list[str], least: int) -> None:
    absent = [str(name) for name in names if name not in responses.columns]
    if absent:
        there = ", ".join(map(str, responses.columns))
        raise _fault(f"Kolom {', '.join(absent)} tidak ada; yang ada: {there}.",
                     f"Columns {', '.join(absent)} do not exist; there are: {there}.")  # fmt: skip
    if len(set(names)) < len(names):
        raise _fault("Satu unsur disebut dua kali.", "An item is named twice.")
    if len(names) < least:
        raise _fault(f"Diperlukan sedikitnya {least} unsur; yang disebut {len(names)}.",
                     f"At least {least} items are needed; {len(names)} were named.")  # fmt: skip
    if not len(responses):
        raise _fault("Tidak ada responden.", "There are no respondents.")


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
