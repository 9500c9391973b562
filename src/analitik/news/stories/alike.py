"""Whether two texts say the same: how much of the shorter body is in the longer one, else how far the headlines agree."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from analitik.news.stories.candidates import Texts
from analitik.text.minhash import Shingles

ENOUGH_WORDS = 12  # a body shorter than this says too little
SAME_BODY, SAME_BODY_LATER = 0.5, 0.6
SAME_TITLE, TITLE_DAYS = 0.75, 3.0
SOON = 2.0  # days


class Alike:
    """Compares publications; what it has read of a text it keeps for a while."""

    def __init__(self, texts: Texts, days: np.ndarray):
        self.n_words, self.days = texts.n_words, days
        self.title = _reader(texts.titles)
        self.body = _reader(texts.bodies)

    def are_one(self, left: int, right: int) -> bool:
        """Whether two publications are copies of one text."""
        gap = abs(self.days[left] - self.days[right])
        if min(self.n_words[left], self.n_words[right]) >= ENOUGH_WORDS:
            one, two = self.body(left), self.body(right)
            return len(one & two) >= (SAME_BODY if gap <= SOON else SAME_BODY_LATER) * min(len(one), len(two))
        one, two = self.title(left), self.title(right)
        return not gap > TITLE_DAYS and len(one & two) >= SAME_TITLE * max(len(one | two), 1) and bool(one)


def _reader(shingles: Shingles):
    @lru_cache(maxsize=5_000)
    def read(place: int) -> frozenset[int]:
        return frozenset(shingles.hashes[shingles.starts[place] : shingles.starts[place + 1]].tolist())

    return read
