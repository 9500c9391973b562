"""Whether two texts say the same: how much of the shorter body is in the longer one, else how far the headlines agree."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analitik.news.stories.candidates import Texts
from analitik.text.minhash import Shingles

ENOUGH_WORDS = 12  # a body shorter than this says too little
SAME_BODY, SAME_BODY_LATER = 0.5, 0.6
SAME_TITLE, TITLE_DAYS = 0.75, 3.0
SOON = 2.0  # days


class Alike:
    """Compares publications: by their headlines all pairs at once, by their bodies one pair at a time, and only where it is asked for."""

    def __init__(self, texts: Texts, days: np.ndarray):
        self.texts, self.days = texts, days
        self.body = _reader(texts.bodies)

    def without_unlike(self, pairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The pairs without those whose headlines already say that they are two texts, and which of the rest their bodies must decide."""
        left, right = pairs[:, 0], pairs[:, 1]
        by_body = np.minimum(self.texts.n_words[left], self.texts.n_words[right]) >= ENOUGH_WORDS
        by_title = np.flatnonzero(~by_body & ~(np.abs(self.days[left] - self.days[right]) > TITLE_DAYS))
        kept = by_body.copy()
        kept[by_title] = _same_titles(self.texts.titles, left[by_title], right[by_title])
        return pairs[kept], by_body[kept]

    def bodies_are_one(self, left: int, right: int) -> bool:
        """Whether the bodies of two publications are copies of one text."""
        one, two = self.body(left), self.body(right)
        gap = abs(self.days[left] - self.days[right])
        return len(one & two) >= (SAME_BODY if gap <= SOON else SAME_BODY_LATER) * min(len(one), len(two))


def _same_titles(titles: Shingles, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Whether the headlines of each pair share most of their words."""
    codes, words = pd.factorize(titles.hashes)
    said = csr_array((np.ones(len(codes), np.int32), codes, titles.starts), shape=(len(titles.starts) - 1, max(len(words), 1)), copy=True)
    said.sum_duplicates()
    said.data[:] = 1  # a word counts once, however often a headline says it
    counts = np.diff(said.indptr)
    shared = (said[left] * said[right]).sum(axis=1)
    every = counts[left] + counts[right] - shared
    return (shared >= SAME_TITLE * np.maximum(every, 1)) & (counts[left] > 0)


def _reader(shingles: Shingles):
    @lru_cache(maxsize=5_000)
    def read(place: int) -> frozenset[int]:
        return frozenset(shingles.hashes[shingles.starts[place] : shingles.starts[place + 1]].tolist())

    return read
