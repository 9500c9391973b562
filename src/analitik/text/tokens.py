"""Words of a text as numbers: stable hashes that are the same on every machine and in every run."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

_WORD = r"[^\W_]+"
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
