"""What the linear model reads: words and word pairs, frame classes alone and together, rules that fit, words of issues. By hashing: nothing to fit."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analitik.news.sentiment.frames import Words, frame_lexicon, stem
from analitik.news.sentiment.reading import Reading
from analitik.text.tokens import mix

WORD_BITS, FRAME_BITS = 16, 14
N_ISSUES = 16
FRAMES = 1 << WORD_BITS
RULES = FRAMES + (1 << FRAME_BITS)
FIRST_RULES = RULES + 64
ISSUES = RULES + 128
SIZE = ISSUES + 2 * N_ISSUES
WEIGHTS = {"word": 1.3, "stem": 1.0, "pair": 0.7, "frame": 1.3, "frame_pair": 1.0, "frame_more": 0.7, "frame_far": 0.5, "denied": 1.0, "rule": 0.7, "first": 1.0, "issue": 1.5}
CROWD = 60
DENIALS = ("NOT", "FREEOF", "DENY", "HOAX", "PREVENT")
SALT = {name: np.uint64(k * 0x1F3D5B79 + 1) for k, name in enumerate(("pair", "frame", "frame_pair", "frame_skip", "frame_triple", "frame_far", "denied"))}
Entries = tuple[np.ndarray, np.ndarray, np.ndarray]


def features(titles: Reading, texts: Reading | None = None) -> csr_array:
    """One row per article, of length one; the words of a text fill the same columns as those of a headline, and weigh less the more they are."""
    parts = [_entries(titles)]
    if texts is not None:
        rows, columns, values = _entries(texts)
        crowd = np.bincount(rows, minlength=texts.words.n_texts)
        parts.append((rows, columns, values / np.sqrt(np.maximum(crowd / CROWD, 1))[rows]))
    rows, columns, values = (np.concatenate(group) for group in zip(*parts, strict=True))
    n = titles.words.n_texts
    lengths = np.sqrt(np.bincount(rows, values * values, minlength=n))
    return csr_array((values / np.maximum(lengths, 1e-12)[rows], (rows, columns)), shape=(n, SIZE))


def _entries(reading: Reading) -> Entries:
    words, frames = reading.words, reading.frames
    kinds, owners = frames.kind.astype(np.uint64), words.owner[frames.start]
    inner = np.array([text != "\n" for text in words.distinct], bool)[words.codes] if len(words.codes) else np.zeros(0, bool)
    hashes, owner = words.hashes[inner], words.owner[inner]
    groups = [
        ("word", hashes, owner, 0, WORD_BITS),
        ("stem", _stems(words)[inner], owner, 0, WORD_BITS),
        ("pair", *_near(hashes, owner, 1, SALT["pair"]), 0, WORD_BITS),
        ("frame", mix(kinds, np.full(len(kinds), SALT["frame"])), owners, FRAMES, FRAME_BITS),
        ("frame_pair", *_near(kinds, owners, 1, SALT["frame_pair"]), FRAMES, FRAME_BITS),
        ("frame_more", *_near(kinds, owners, 2, SALT["frame_skip"]), FRAMES, FRAME_BITS),
        ("frame_far", *_near(kinds, owners, 3, SALT["frame_far"]), FRAMES, FRAME_BITS),
        ("frame_more", *_triples(kinds, owners, SALT["frame_triple"]), FRAMES, FRAME_BITS),
        ("denied", *_denied(kinds, owners), FRAMES, FRAME_BITS),
    ]
    found = [(rows, offset + (keys >> np.uint64(64 - bits)).astype(np.int64), np.full(len(rows), WEIGHTS[name])) for name, keys, rows, offset, bits in groups]
    rows, columns, values = (np.concatenate(group) for group in zip(*found, *_known(reading), strict=True))
    return rows, columns, values


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


def _denied(kinds: np.ndarray, owners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Classes that follow a denial, at once or after one other class."""
    denial = np.isin(kinds, [frame_lexicon().names.index(name) for name in DENIALS])
    keys, rows = [], []
    for gap in (1, 2):
        at = np.flatnonzero((owners[:-gap] == owners[gap:]) & denial[:-gap] & ~denial[gap:]) + gap
        keys.append(mix(kinds[at], np.full(len(at), SALT["denied"])))
        rows.append(owners[at])
    return np.concatenate(keys), np.concatenate(rows)


def _known(reading: Reading) -> list[Entries]:
    """Rules (of headlines) and issues have columns of their own."""
    rows, rule = np.nonzero(reading.fits)
    first = np.flatnonzero(reading.first_rule >= 0)
    issue_rows, kind = reading.words.owner[reading.issue_words.start], reading.issue_words.kind
    leads = np.flatnonzero(np.diff(issue_rows, prepend=-1))
    found = [
        ("rule", rows, RULES + rule),
        ("first", first, FIRST_RULES + reading.first_rule[first]),
        ("issue", issue_rows, ISSUES + kind),
        ("issue", issue_rows[leads], ISSUES + N_ISSUES + kind[leads]),
    ]
    return [(rows, columns, np.full(len(rows), WEIGHTS[name])) for name, rows, columns in found]
