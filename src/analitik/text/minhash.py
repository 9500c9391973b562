"""Which texts are nearly the same: MinHash signatures and the bands that bring likely copies together.

Broder 1997; bands after Leskovec, Rajaraman and Ullman. Ten bands of three rows: two texts that share half of their word
triples meet in a band with probability .74, two that share nine in ten always.
"""

from __future__ import annotations

import numpy as np

from analitik.text.tokens import Tokens, mix

BANDS, ROWS = 10, 3
SIGNATURE = BANDS * ROWS
_EMPTY = np.uint64(0xFFFFFFFFFFFFFFFF)


def signatures(tokens: Tokens, *, seed: int = 20221109) -> np.ndarray:
    """One signature (row of 30 minima) per text over its word triples; a text without words has the largest of all.

    >>> import pandas as pd
    >>> from analitik.text.tokens import tokenise
    >>> one, two, three = signatures(tokenise(pd.Series(["a b c d e f", "a b c d e f", "x y z u v w"])))
    >>> float((one == two).mean()), float((one == three).mean())
    (1.0, 0.0)
    """
    shingles, starts = _triples(tokens)
    rng = np.random.default_rng(seed)
    factors = rng.integers(1, 2**63, SIGNATURE, dtype=np.uint64) | np.uint64(1)
    offsets = rng.integers(0, 2**63, SIGNATURE, dtype=np.uint64)
    found = np.full((len(starts) - 1, SIGNATURE), _EMPTY)
    filled = np.flatnonzero(np.diff(starts) > 0)
    if len(filled) == 0:
        return found
    for k in range(SIGNATURE):
        hashed = shingles * factors[k] + offsets[k]
        hashed ^= hashed >> np.uint64(32)
        found[filled, k] = np.minimum.reduceat(hashed * factors[k - 1], starts[filled])
    return found


def band_keys(signature: np.ndarray) -> np.ndarray:
    """One key per text and band (texts x 10); equal keys are candidates."""
    parts = signature.reshape(len(signature), BANDS, ROWS)
    return mix(mix(parts[:, :, 0], parts[:, :, 1]), parts[:, :, 2])


def agreement(signature: np.ndarray, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The share of equal minima of each pair: an unbiased estimate of how many triples the two texts share."""
    return (signature[left] == signature[right]).mean(axis=1)


def _triples(tokens: Tokens) -> tuple[np.ndarray, np.ndarray]:
    """Hashes of three words in a row; a text of one or two words counts as one short triple."""
    lengths = tokens.lengths
    counts = np.where(lengths >= 3, lengths - 2, np.minimum(lengths, 1))
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    owner = np.repeat(np.arange(len(lengths)), counts)
    first = tokens.starts[owner] + np.arange(len(owner)) - starts[owner]
    end = tokens.starts[owner + 1] - 1
    second, third = np.minimum(first + 1, end), np.minimum(first + 2, end)
    return mix(mix(tokens.hashes[first], tokens.hashes[second]), tokens.hashes[third]), starts
