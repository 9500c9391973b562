"""Which texts are nearly the same: MinHash signatures and the bands that bring likely copies together.

Broder 1997; bands after Leskovec, Rajaraman and Ullman. Ten bands of three rows: two texts that share half of their word
triples meet in a band with probability .74, two that share nine in ten always.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analitik.text.tokens import Tokens, mix

BANDS, ROWS = 10, 3
SIGNATURE = BANDS * ROWS
_AT_ONCE = 50_000  # shingles hashed in one go: they stay in the cache
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)


class Shingles(NamedTuple):
    """Short runs of words of many texts, end to end: their hashes, and where each text begins (one more than texts)."""

    hashes: np.ndarray
    starts: np.ndarray


def signatures(shingles: Shingles, *, seed: int = 20221109) -> np.ndarray:
    """One signature (row of 30 minima) per text over its shingles; a text without words has the largest of all.

    >>> from analitik.text.tokens import word_hashes
    >>> one, two, three = signatures(shingled(word_hashes(["a b c d e f", "a b c d e f", "x y z u v w"])))
    >>> float((one == two).mean()), float((one == three).mean())
    (1.0, 0.0)
    """
    rng = np.random.default_rng(seed)
    factors = rng.integers(1, 2**63, SIGNATURE, dtype=np.uint64) | np.uint64(1)
    offsets = rng.integers(0, 2**63, SIGNATURE, dtype=np.uint64)
    starts = shingles.starts
    found = np.full((len(starts) - 1, SIGNATURE), _EMPTY)
    last, n = 0, len(starts) - 1
    while last < n:
        first, last = last, max(last + 1, int(np.searchsorted(starts, starts[last] + _AT_ONCE, side="right")) - 1)
        filled = first + np.flatnonzero(np.diff(starts[first : last + 1]) > 0)
        if not len(filled):
            continue
        part, begins = shingles.hashes[starts[first] : starts[last]], starts[filled] - starts[first]
        for k in range(SIGNATURE):
            hashed = part * factors[k]
            hashed += offsets[k]
            hashed ^= hashed >> np.uint64(32)
            hashed *= factors[k - 1]
            found[filled, k] = np.minimum.reduceat(hashed, begins)
    return found


def band_keys(signature: np.ndarray) -> np.ndarray:
    """One key per text and band (texts x 10), different from band to band; equal keys are candidates."""
    parts = signature.reshape(len(signature), BANDS, ROWS)
    return mix(mix(mix(parts[:, :, 0], parts[:, :, 1]), parts[:, :, 2]), np.arange(BANDS, dtype=np.uint64)[None, :])


def agreement(signature: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The share of equal minima of each pair: an unbiased estimate of how many triples the two texts share."""
    return (signature[left] == signature[right]).mean(axis=1)


def shingled(tokens: Tokens, width: int = 3) -> Shingles:
    """Each run of ``width`` words as one hash; a text with fewer words has one shorter run.

    >>> from analitik.text.tokens import word_hashes
    >>> shingled(word_hashes(["a b c d", "a", ""])).starts.tolist()
    [0, 2, 3, 3]
    """
    lengths = tokens.lengths
    counts = np.where(lengths >= width, lengths - width + 1, np.minimum(lengths, 1))
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    place = np.arange(starts[-1]) + np.repeat(tokens.starts[:-1] - starts[:-1], counts)
    end = np.repeat(tokens.starts[1:] - 1, counts)
    hashes = tokens.hashes[place]
    for further in range(1, width):
        hashes = mix(hashes, tokens.hashes[np.minimum(place + further, end)])
    return Shingles(hashes, starts)


def shared_bands(keys: np.ndarray) -> np.ndarray:
    """The (text, band) cells, as flat places of ``keys``, whose key another text of that band has too; sorted by key."""
    flat = keys.ravel()
    order = np.argsort(flat, kind="stable")
    ordered = flat[order]
    same = ordered[1:] == ordered[:-1]
    return order[np.concatenate([[False], same]) | np.concatenate([same, [False]])]
