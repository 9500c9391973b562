"""What the linear model reads: words and word pairs, frame classes alone and together, rules that fit, words of issues. By hashing: nothing to fit."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analitik.news.sentiment.frames import Words, stem
from analitik.news.sentiment.reading import Reading
from analitik.text.tokens import mix

WORD_BITS, FRAME_BITS = 15, 13
N_ISSUES = 16
FRAMES = 1 << WORD_BITS
RULES = FRAMES + (1 << FRAME_BITS)
FIRST_RULES = RULES + 64
ISSUES = RULES + 128
SIZE = ISSUES + 4 * N_ISSUES
WEIGHTS = {"word": 1.0, "stem": 0.7, "pair": 0.7, "frame": 1.0, "frame_pair": 1.0, "frame_more": 0.7, "rule": 1.5, "first": 2.0, "issue": 1.5}
TEXT_WEIGHT = 0.5
SALT = {name: np.uint64(k * 0x1F3D5B79 + 1) for k, name in enumerate(("pair", "frame", "frame_pair", "frame_skip", "frame_triple", "text"))}


def features(titles: Reading, texts: Reading | None = None) -> csr_array:
    """One row per article, of about length one; a word of the text weighs less than a word of the headline."""
    parts = [_entries(titles, 1.0, np.uint64(0))]
    if texts is not None:
        parts.append(_entries(texts, TEXT_WEIGHT, SALT["text"]))
    rows, columns, values = (np.concatenate(group) for group in zip(*parts, strict=True))
    n = titles.words.n_texts
    lengths = np.sqrt(np.bincount(rows, values * values, minlength=n))
    return csr_array((values / np.maximum(lengths, 1e-12)[rows], (rows, columns)), shape=(n, SIZE))


def _entries(reading: Reading, weight: float, salt: np.uint64) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    words, frames = reading.words, reading.frames
    kinds, owners = frames.kind.astype(np.uint64), words.owner[frames.start]
    inner = np.array([text != "\n" for text in words.distinct], bool)[words.codes] if len(words.codes) else np.zeros(0, bool)
    hashes, owner = words.hashes[inner], words.owner[inner]
    groups = [
        ("word", hashes, owner, 0, WORD_BITS),
        ("stem", _stems(words)[inner], owner, 0, WORD_BITS),
        ("pair", *_near(hashes, owner, 1, SALT["pair"]), 0, WORD_BITS),
        ("frame", mix(kinds, np.full(len(kinds), SALT["frame"] + salt)), owners, FRAMES, FRAME_BITS),
        ("frame_pair", *_near(kinds, owners, 1, SALT["frame_pair"] + salt), FRAMES, FRAME_BITS),
        ("frame_more", *_near(kinds, owners, 2, SALT["frame_skip"] + salt), FRAMES, FRAME_BITS),
        ("frame_more", *_triples(kinds, owners, SALT["frame_triple"] + salt), FRAMES, FRAME_BITS),
    ]
    found = [(rows, offset + (keys >> np.uint64(64 - bits)).astype(np.int64), np.full(len(rows), WEIGHTS[name])) for name, keys, rows, offset, bits in groups]
    found += _known(reading, salt)
    rows, columns, values = (np.concatenate(group) for group in zip(*found, strict=True))
    crowd = np.bincount(rows, minlength=words.n_texts)
    return rows, columns, weight * values / (np.sqrt(np.maximum(crowd[rows] / 60, 1)) if salt else 1.0)


def _stems(words: Words) -> np.ndarray:
    """A hash of the stem of each word."""
    hashes = pd.util.hash_array(np.array([stem(word) for word in words.distinct], dtype=object), categorize=False)
    return hashes[words.codes] if len(words.codes) else np.zeros(0, np.uint64)


def _near(keys: np.ndarray, owner: np.ndarray, gap: int, salt: np.uint64) -> tuple[np.ndarray, np.ndarray]:
    """Two neighbours of one text, ``gap`` apart, as one key each."""
    together = owner[:-gap] == owner[gap:]
    left, right = keys[:-gap][together], keys[gap:][together]
    return mix(mix(left, right), np.full(len(left), salt)), owner[:-gap][together]


def _triples(keys: np.ndarray, owner: np.ndarray, salt: np.uint64) -> tuple[np.ndarray, np.ndarray]:
    together = owner[:-2] == owner[2:]
    left, middle, right = keys[:-2][together], keys[1:-1][together], keys[2:][together]
    return mix(mix(mix(left, middle), right), np.full(len(left), salt)), owner[:-2][together]


def _known(reading: Reading, salt: np.uint64) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Rules and issues have columns of their own; those of the headline and of the text apart."""
    rows, rule = np.nonzero(reading.fits)
    first = np.flatnonzero(reading.first_rule >= 0)
    shift = 64 if salt else 0
    found = [(rows, RULES + shift + rule, np.full(len(rows), WEIGHTS["rule"]))] if not salt else []
    if not salt:
        found.append((first, FIRST_RULES + reading.first_rule[first], np.full(len(first), WEIGHTS["first"])))
    issue_rows = reading.words.owner[reading.issue_words.start]
    shift = 2 * N_ISSUES if salt else 0
    found.append((issue_rows, ISSUES + shift + reading.issue_words.kind, np.full(len(issue_rows), WEIGHTS["issue"])))
    leads = np.flatnonzero(np.diff(issue_rows, prepend=-1))
    found.append((issue_rows[leads], ISSUES + shift + N_ISSUES + reading.issue_words.kind[leads], np.full(len(leads), WEIGHTS["issue"])))
    return found
