"""Words of a text as numbers: stable hashes that are the same on every machine and in every run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

_WORD = r"[^\W_]+"
_HIGHEST = 0x3000
_CHUNK = 2_000_000  # characters looked at in one go
_NUMBER = 0x51ED270B
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Tokens:
    """The words of many texts, end to end: ``hashes`` of all words, ``starts`` where each text begins (one more than texts)."""

    hashes: np.ndarray
    starts: np.ndarray

    @property
    def lengths(self) -> np.ndarray:
        return np.diff(self.starts)

    @property
    def owner(self) -> np.ndarray:
        """The text each word belongs to."""
        return np.repeat(np.arange(len(self.starts) - 1), self.lengths)


def tokenise(texts: pd.Series) -> Tokens:
    """The words of each folded text.

    >>> tokens = tokenise(pd.Series(["petugas gagalkan sabu", "", "sabu"]))
    >>> tokens.lengths.tolist(), bool(tokens.hashes[2] == tokens.hashes[3])
    ([3, 0, 1], True)
    """
    import re

    pattern = re.compile(_WORD)
    lists = [pattern.findall(text) for text in texts]
    starts = np.concatenate([[0], np.cumsum([len(words) for words in lists])]).astype(np.int64)
    flat = np.array([word for words in lists for word in words], dtype=object)
    codes, distinct = pd.factorize(flat) if len(flat) else (np.array([], int), np.array([], object))
    hashes = pd.util.hash_array(np.asarray(distinct, dtype=object), categorize=False) if len(flat) else np.array([], np.uint64)
    return Tokens(hashes[codes].astype(np.uint64), starts)


@lru_cache(maxsize=1)
def _signs() -> tuple[np.ndarray, np.ndarray]:
    """What each code point is (0 no word, 1 letter, 2 digit), and the weight of each place in a word."""
    kinds = np.array([2 if chr(code).isdecimal() else int(chr(code).isalnum()) for code in range(_HIGHEST + 1)], np.uint8)
    kinds[_HIGHEST] = 1  # all scripts beyond count as letters
    return kinds, np.random.default_rng(7).integers(1, 2**63, 64, dtype=np.uint64) | np.uint64(1)


def word_hashes(texts: Sequence[str]) -> Tokens:
    """The words of folded texts as hashes, made without touching a single word in Python; all numbers are one word.

    >>> tokens = word_hashes(["12 petugas", "", "“433 petugas”"])
    >>> tokens.lengths.tolist(), bool((tokens.hashes[:2] == tokens.hashes[2:]).all())
    ([2, 0, 2], True)
    """
    lengths = np.fromiter((len(text) for text in texts), np.int64, len(texts))
    parts, counts, first, n = [np.zeros(0, np.uint64)], [], 0, len(texts)
    ends = np.cumsum(lengths + 1)
    while first < n:
        reached = ends[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(ends, reached + _CHUNK)))
        hashes, per_text = _hash_chunk(texts[first:last], lengths[first:last])
        parts.append(hashes)
        counts.append(per_text)
        first = last
    return Tokens(np.concatenate(parts), np.concatenate([[0], np.cumsum(np.concatenate(counts) if counts else [])]).astype(np.int64))


def _hash_chunk(texts: Sequence[str], lengths: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    kinds, weights = _signs()
    codes = np.frombuffer(("\n".join(texts) + "\n").encode("utf-32-le", "surrogatepass"), np.uint32)
    kind = kinds[np.minimum(codes, _HIGHEST)]
    is_word = kind > 0
    begins = is_word.copy()
    begins[1:] &= ~is_word[:-1]
    starts = np.flatnonzero(begins)
    text_ends = np.cumsum(lengths + 1)
    per_text = np.diff(np.searchsorted(starts, np.concatenate([[0], text_ends])))
    if not len(starts):
        return np.zeros(0, np.uint64), per_text
    place = np.arange(len(codes)) - np.repeat(np.concatenate([[0], starts]), np.diff(np.concatenate([[0], starts, [len(codes)]])))
    values = np.where(is_word, codes * weights[place & 63], np.uint64(0))
    hashes = np.add.reduceat(values, starts)
    has_letter = np.bitwise_or.reduceat(kind, starts) & 1
    hashes = np.where(has_letter == 0, np.uint64(_NUMBER), hashes)
    hashes ^= hashes >> np.uint64(32)
    return hashes * _MIX, per_text


def mix(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """One hash from two, order mattering."""
    mixed = (left ^ (left >> np.uint64(31))) * _MIX + right
    return (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)


def pairs(tokens: Tokens) -> tuple[np.ndarray, np.ndarray]:
    """Neighbouring words of one text as one hash each, and the text they belong to."""
    owner = tokens.owner
    if len(owner) < 2:
        return np.array([], np.uint64), np.array([], np.int64)
    together = owner[:-1] == owner[1:]
    return mix(tokens.hashes[:-1], tokens.hashes[1:])[together], owner[:-1][together]
