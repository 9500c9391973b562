"""What a text is about: the taxonomy's issues, the main one first, with the words that say so."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import numpy as np
import yaml

from analitik.news.sentiment.frames import Lexicon, frame_lexicon
from analitik.news.sentiment.reading import Reading
from analitik.reference.taxonomy import issues

TITLE_WEIGHT = 3.0
OTHER, OFF_TOPIC = "lainnya", "di_luar_topik"
OURS = ("UNIT", "CHIEF", "INMATE", "EXINMATE", "STAFF", "COMMS", "REMISSION", "JERUJI", "LUXURY", "THEIRS")
WITHOUT_CUE = 30.0


@cache
def issue_names() -> tuple[str, ...]:
    """The issues in the order that decides ties."""
    return tuple(issues()["id"])


@cache
def issue_lexicon() -> Lexicon:
    """The words by which each issue is known."""
    listed = yaml.safe_load(files("analitik.news").joinpath("issues.yml").read_text(encoding="utf-8"))
    return Lexicon({issue: listed[issue] for issue in issue_names()})


@cache
def our_words() -> frozenset[str]:
    """Single words that speak of corrections or of public communication, also inside a longer phrase."""
    lexicon = frame_lexicon()
    kinds = {lexicon.names.index(name) for name in OURS}
    return frozenset(word for word, code in lexicon.words.items() if lexicon.first[code] and int(lexicon.kind[lexicon.first[code]]) in kinds)


def main_issue(logits: np.ndarray, titles: Reading, texts: Reading) -> np.ndarray:
    """The main issue of each article as a number; a text without any word of ours is off topic."""
    off_topic = issue_names().index(OFF_TOPIC)
    kinds = [frame_lexicon().names.index(name) for name in OURS]
    ours = np.zeros(len(logits), bool)
    for part in (titles, texts):
        cues = np.array([word in our_words() for word in part.words.distinct], bool)
        ours[part.words.owner[cues[part.words.codes]]] = True
        ours[part.words.owner[part.frames.start[np.isin(part.frames.kind, kinds)]]] = True
    raised = logits.copy()
    raised[~ours, off_topic] += WITHOUT_CUE
    return raised.argmax(axis=1) if len(raised) else np.zeros(0, int)


def all_issues(main: np.ndarray, titles: Reading, texts: Reading) -> list[str]:
    """All issues of each article, ``|``-joined, the main one first: those whose words carry at least half of the strongest's weight."""
    names, n = issue_names(), len(issue_names())
    weight = sum(
        scale * np.bincount(part.words.owner[part.issue_words.start] * n + part.issue_words.kind, minlength=len(main) * n).astype(float)
        for scale, part in ((TITLE_WEIGHT, titles), (1.0, texts))
    ).reshape(-1, n)
    held = weight >= np.maximum(2.0, weight.max(axis=1, initial=0) / 2)[:, None]
    held[:, names.index(OFF_TOPIC)] = False
    held[np.arange(len(main)), main] = True
    codes, first = np.unique((held @ (1 << np.arange(n))) * n + main, return_index=True, return_inverse=True)[1:][::-1]
    joined = ["|".join([names[main[row]], *(names[k] for k in np.flatnonzero(held[row]) if k != main[row])]) for row in first]
    return [joined[code] for code in codes]


def words_of_issue(main: np.ndarray, titles: Reading, texts: Reading) -> list[str]:
    """The first words that speak of the main issue, from the headline where it has some, else from the text."""
    spans = [""] * len(main)
    for part in (texts, titles):
        found = part.issue_words
        owner = part.words.owner[found.start]
        fitting = np.flatnonzero(found.kind == main[owner])
        rows, first = np.unique(owner[fitting], return_index=True)
        for row, at in zip(rows.tolist(), fitting[first].tolist(), strict=True):
            spans[row] = part.words.phrase(found.start[at], found.length[at])
    return spans
