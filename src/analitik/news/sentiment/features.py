"""Words and word pairs of a headline and of its text as columns of a sparse matrix, by hashing: nothing to store, nothing to fit."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analitik.text.tokens import mix, pairs, tokenise

BITS = 15
SIZE = 1 << BITS
TITLE_SALT, TEXT_SALT = np.uint64(0x1F3D5B79), np.uint64(0x2C4E6A80)
TEXT_WEIGHT = 0.5


def features(titles: pd.Series, texts: pd.Series | None = None) -> csr_array:
    """One row per headline: sublinear counts of words and pairs, length one; the text's words count half.

    Headline and text share their columns, so that a model of headlines reads texts too.
    """
    rows, columns, values = _counts(titles)
    parts = [(rows, columns, values)]
    if texts is not None:
        more = _counts(texts)
        parts.append((more[0], more[1], more[2] * TEXT_WEIGHT / np.sqrt(np.maximum(np.bincount(more[0], minlength=len(titles))[more[0]] / 12, 1))))
    rows, columns, values = (np.concatenate(group) for group in zip(*parts, strict=True))
    matrix = csr_array((values, (rows, columns)), shape=(len(titles), SIZE))
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return csr_array(matrix.multiply((1 / np.maximum(lengths, 1e-12))[:, None]))


def _counts(texts: pd.Series) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    tokens = tokenise(texts)
    double, double_owner = pairs(tokens)
    hashes = np.concatenate([mix(tokens.hashes, np.full(len(tokens.hashes), TITLE_SALT)), mix(double, np.full(len(double), TEXT_SALT))])
    owner = np.concatenate([tokens.owner, double_owner])
    columns = (hashes >> np.uint64(64 - BITS)).astype(np.int64)
    cell, n = np.unique(owner * SIZE + columns, return_counts=True)
    return (cell // SIZE).astype(np.int64), (cell % SIZE).astype(np.int64), 1 + np.log(n)
