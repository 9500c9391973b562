"""Dice that fall the same way on every machine: the only source of chance in the made-up data.

Two kinds. ``Chance`` draws whole columns at once from a named stream. ``roll`` answers one question about one thing
("which verb does story 812 use?") from a hash, so that an answer never depends on what was asked before.
Both rest on plain uniform numbers and whole-number arithmetic, which no library release is likely to change.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from zlib import crc32

import numpy as np
from scipy.special import ndtri

_MASK = (1 << 64) - 1


@cache
def _key(name: str) -> int:
    return crc32(name.encode()) * 0x9E3779B97F4A7C15 & _MASK


def roll(number: int, name: str) -> float:
    """The answer of thing ``number`` to question ``name``: a uniform number in [0, 1).

    >>> roll(7, "verb") == roll(7, "verb"), roll(7, "verb") == roll(8, "verb")
    (True, False)
    """
    z = (number * 0xD1342543DE82EF95 + _key(name)) & _MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & _MASK
    return ((z ^ (z >> 31)) >> 11) / 9007199254740992.0


def pick(options: Sequence, number: int, name: str):
    """One of ``options``, chosen by :func:`roll`."""
    return options[int(roll(number, name) * len(options))]


class Chance:
    """A named stream of random columns; equal seed and name give equal columns.

    >>> a, b = Chance(1, "stories"), Chance(1, "stories")
    >>> a.uniform(3).tolist() == b.uniform(3).tolist()
    True
    """

    def __init__(self, seed: int, name: str):
        self._bits = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, crc32(name.encode())])))

    def uniform(self, n: int) -> np.ndarray:
        """``n`` numbers in [0, 1)."""
        return self._bits.random(n)

    def normal(self, n: int) -> np.ndarray:
        """``n`` standard normal numbers."""
        return ndtri(np.clip(self.uniform(n), 1e-12, 1 - 1e-12))

    def integers(self, low: int, high: int, n: int) -> np.ndarray:
        """``n`` whole numbers from ``low`` up to but not including ``high``."""
        return low + (self.uniform(n) * (high - low)).astype(np.int64)

    def index(self, weights: np.ndarray, n: int) -> np.ndarray:
        """``n`` positions, each with a chance proportional to its weight."""
        edges = np.cumsum(np.asarray(weights, dtype=float))
        return np.minimum(np.searchsorted(edges, self.uniform(n) * edges[-1], side="right"), len(edges) - 1)

    def split(self, share: float, n: int) -> np.ndarray:
        """``n`` yes-or-no answers of which exactly a rounded ``share`` is yes, in random order."""
        return self.order(n) < round(share * n)

    def order(self, n: int) -> np.ndarray:
        """The numbers 0..n-1, shuffled."""
        return np.argsort(self.uniform(n), kind="stable")

    def subset(self, weights: np.ndarray, n: int) -> np.ndarray:
        """``n`` different positions, heavier ones more likely first."""
        keys = np.log(np.maximum(self.uniform(len(weights)), 1e-300)) / np.maximum(np.asarray(weights, float), 1e-300)
        return np.argsort(-keys, kind="stable")[:n]
