"""Which publications may be copies of each other: they share a band of their text's or their opening's signature within a week."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from analitik.text.minhash import Shingles, band_keys, shared_bands, shingled, signatures
from analitik.text.tokens import Tokens, word_hashes

OPENING = 40  # words; a text cut short keeps its opening
LAGS = 4
WINDOW_DAYS = 7.0


class Texts(NamedTuple):
    """Headlines and bodies of publications, ready for comparing."""

    titles: Shingles
    bodies: Shingles
    n_words: np.ndarray  # words of the body


def read_texts(titles: list[str], bodies: list[str], length: int) -> tuple[Texts, np.ndarray]:
    """The shingles of headlines and bodies, and the band keys of whole texts and of openings (texts x bands)."""
    title_words = word_hashes(titles)
    if not any(bodies):
        empty = Shingles(np.zeros(0, np.uint64), np.zeros(len(titles) + 1, np.int64))
        keys = band_keys(signatures(shingled(title_words)))
        return Texts(shingled(title_words, 1), empty, np.zeros(len(titles), np.int64)), keys
    body_words = word_hashes([body[:length] for body in bodies])
    triples = shingled(body_words)
    whole = band_keys(signatures(_either(triples, shingled(title_words), body_words.lengths)))
    opening = band_keys(signatures(shingled(_opening(body_words, title_words))))
    opening += np.uint64(1)  # an opening and a whole text never share a band
    return Texts(shingled(title_words, 1), triples, body_words.lengths), np.concatenate([whole, opening], axis=1)


def _either(bodies: Shingles, titles: Shingles, n_words: np.ndarray) -> Shingles:
    """The body's shingles with the headline's, so that a text without body is compared by its headline."""
    counts = np.stack([np.diff(bodies.starts), np.diff(titles.starts)], axis=1)
    hashes = np.empty(counts.sum(), np.uint64)
    starts = np.concatenate([[0], np.cumsum(counts.sum(axis=1))]).astype(np.int64)
    hashes[_fill(starts[:-1], counts[:, 0])] = bodies.hashes
    hashes[_fill(starts[:-1] + counts[:, 0], counts[:, 1])] = titles.hashes
    return Shingles(hashes, starts)


def _fill(starts: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Places start, start + 1, ... for each text, end to end."""
    before = np.concatenate([[0], np.cumsum(counts)[:-1]])
    return np.arange(counts.sum()) + np.repeat(starts - before, counts)


def _opening(bodies: Tokens, titles: Tokens) -> Tokens:
    """The first words of each body; of the headline where there is no body."""
    counts = np.minimum(bodies.lengths, OPENING)
    from_title = counts == 0
    counts = np.where(from_title, titles.lengths, counts)
    hashes = np.empty(counts.sum(), np.uint64)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    of_body, of_title = np.flatnonzero(~from_title), np.flatnonzero(from_title)
    hashes[_fill(starts[of_body], counts[of_body])] = bodies.hashes[_fill(bodies.starts[of_body], counts[of_body])]
    hashes[_fill(starts[of_title], counts[of_title])] = titles.hashes[_fill(titles.starts[of_title], counts[of_title])]
    return Tokens(hashes, starts)


def pairs_within(keys: np.ndarray, days: np.ndarray, units: np.ndarray) -> np.ndarray:
    """Pairs that share a band and lie within the window: each publication against its few forerunners.

    Inside a band they stand in the order of time, and once more by unit and time, so that a campaign of two hundred units does
    not part the copies of one. A publication without a day is near to all.

    Returns
    -------
    ndarray
        pairs x 2, each pair once, smaller place first.
    """
    cells = shared_bands(keys)
    if not len(cells):
        return np.zeros((0, 2), np.int64)
    texts, key, width = cells // keys.shape[1], keys.ravel()[cells], np.int64(keys.shape[0])
    band = np.cumsum(np.concatenate([[0], key[1:] != key[:-1]])) << 32  # cells come sorted by key
    place, when = np.arange(len(days)), np.nan_to_num(days, nan=np.inf)
    found = []
    for order in (np.lexsort((place, when)), np.lexsort((place, when, units))):
        rank = np.empty_like(order)
        rank[order] = place
        ranked = np.sort(band | rank[texts])  # band and rank in one number sort far faster than two keys do
        row, group = order[ranked & 0xFFFFFFFF], ranked >> 32
        day = days[row]
        for lag in range(1, LAGS + 1):
            near = (group[lag:] == group[:-lag]) & ~(np.abs(day[lag:] - day[:-lag]) > WINDOW_DAYS)
            left, right = row[:-lag][near], row[lag:][near]
            found.append(_distinct(np.minimum(left, right) * width + np.maximum(left, right)))
    every = _distinct(np.concatenate(found))
    return np.stack([every // width, every % width], axis=1)


def _distinct(numbers: np.ndarray) -> np.ndarray:
    """The different numbers, sorted."""
    ordered = np.sort(numbers)
    return ordered[np.concatenate([ordered[:1] == ordered[:1], ordered[1:] != ordered[:-1]])]
