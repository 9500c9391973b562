"""Which persons may be counted on which page: one decision per place and per grouping, obeyed by the pages of nation, kanwil and unit.

Rules, proof and limits: docs/metode/penyamaran.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from analitik.survey.disclosure import mask_small

LEVELS = ("kanwil", "unit_code")


@dataclass(frozen=True)
class Page:
    """One page of a wave's release.

    ``everyone`` answered in the wave, anywhere; ``counted`` says who counts as a respondent (answered enough); ``path`` leads to
    whom the page is about: nothing (all of them), a kanwil, or a kanwil and a unit.
    """

    everyone: pd.DataFrame
    counted: np.ndarray
    path: tuple[str, ...] = ()
    minimum: int = 10

    @cached_property
    def is_shown(self) -> bool:
        """Whether the page may say how many answered, and what: every place on its path stays visible in the place above."""
        enough = int((self._rows[-1] & self.counted).sum()) >= self.minimum
        return enough and all(bool(shown.get(place, False)) for shown, place in zip(self._shown, self.path, strict=True))

    def shown_parts(self, column: str) -> pd.Series:
        """Which places of ``column`` inside this page are shown; place -> bool."""
        return self._shown_places(column, self._rows[-1]) & self.is_shown

    def may_split(self, groups: np.ndarray | pd.Series) -> bool:
        """Whether the page may say how its persons split into ``groups`` (one per row of ``everyone``; missing ones are in no group).

        Every group present holds enough persons, here and in the places above, and the places that do not say so hide each
        other: see :func:`open_splits`.
        """
        codes, found = pd.factorize(np.asarray(groups, dtype=object))
        if not self.is_shown or not all(self._is_enough(codes[rows]) for rows in reversed(self._rows)):
            return False
        for place, rows, shown, level in zip(self.path, self._rows, self._shown, LEVELS, strict=False):
            at = shown.index.get_indexer(_named(self.everyone.loc[rows, level]))
            inside = codes[rows]
            cells = at[inside >= 0] * len(found) + inside[inside >= 0]
            counts = np.bincount(cells, minlength=len(shown) * len(found)).reshape(len(shown), len(found))
            if not open_splits(counts, shown.to_numpy(), self.minimum)[shown.index.get_loc(place)]:
                return False
        return True

    @cached_property
    def _rows(self) -> list[np.ndarray]:
        """The persons of each place on the path, the widest first."""
        rows = [np.ones(len(self.everyone), dtype=bool)]
        for level, place in zip(LEVELS, self.path, strict=False):
            rows.append(rows[-1] & (_named(self.everyone[level]) == place).to_numpy())
        return rows

    @cached_property
    def _shown(self) -> list[pd.Series]:
        """For each place on the path, which of its neighbours are shown."""
        pairs = zip(LEVELS, self._rows[: len(self.path)], strict=False)
        return [self._shown_places(level, rows) for level, rows in pairs]

    def _shown_places(self, level: str, rows: np.ndarray) -> pd.Series:
        """Which places among the persons of ``rows`` are shown."""
        persons = self.counted[rows].astype(int)
        counts = pd.Series(persons).groupby(_named(self.everyone.loc[rows, level]).to_numpy()).sum()
        table = mask_small(pd.DataFrame({"place": counts.index, "n": counts.to_numpy()}), minimum=self.minimum)
        return pd.Series(table["state"].isna().to_numpy(), index=counts.index)

    def _is_enough(self, codes: np.ndarray) -> bool:
        counts = np.bincount(codes[codes >= 0])
        return bool((counts[counts > 0] >= self.minimum).all())


def open_splits(counts: np.ndarray, shown: np.ndarray, minimum: int = 10) -> np.ndarray:
    """Which places may say how their persons split, when the split of all of them together is known.

    A place may when it is shown and every group in it is large enough. What the others hold together is then known by
    subtraction, beside their sizes; the smallest open places close until no small cell of the others lies in a range
    narrower than ``minimum``.

    Parameters
    ----------
    counts : ndarray
        Persons by place and group.
    shown : ndarray of bool
        Places whose size is shown.

    Examples
    --------
    >>> open_splits(np.array([[4, 16], [20, 20], [30, 40]]), np.array([True, True, True])).tolist()
    [False, False, True]
    """
    opened = shown & ((counts >= minimum) | (counts == 0)).all(axis=1)
    sizes = counts.sum(axis=1)
    for place in np.argsort(sizes, kind="stable"):
        if _is_safe(counts[~opened], shown[~opened], minimum):
            break
        opened[place] = False
    return opened


def _is_safe(counts: np.ndarray, shown: np.ndarray, minimum: int) -> bool:
    """Whether the sums of rows and columns leave a wide range to every small cell; rows without a size are one row to a reader."""
    small = (counts > 0) & (counts < minimum)
    if not small.any():
        return True
    together = counts[~shown].sum(axis=0, keepdims=True)
    block, wanted = np.vstack([counts[shown], together]), np.vstack([small[shown], small[~shown].any(axis=0, keepdims=True)])
    rows, columns = block.sum(axis=1, keepdims=True), block.sum(axis=0, keepdims=True)
    low = np.maximum(0, rows + columns - block.sum())
    if (~shown).sum() > 1:
        low[-1] = 0  # one of several rows may hold nobody of a group
    return bool((np.minimum(rows, columns) - low)[wanted].min() >= minimum)


def _named(places: pd.Series) -> pd.Series:
    """Persons without a known place are a place of their own."""
    return places.astype("str").fillna("")
