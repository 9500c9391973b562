"""Texts read once: their words, frame classes, the rules that fit, and the words of issues."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analitik.news.sentiment.frames import Lexicon, Matches, Words, frame_lexicon, strings_of, words_of
from analitik.news.sentiment.rules import fitting, rules


@dataclass(frozen=True)
class Reading:
    """Headlines (or texts) read once: their words, frames, strings of classes (``lines``, distinct, and ``line`` of each), rules, issues."""

    words: Words
    frames: Matches
    lines: list[str]
    line: np.ndarray
    fits: np.ndarray
    issue_words: Matches

    @property
    def first_rule(self) -> np.ndarray:
        """The first rule that fits each text, or -1."""
        return np.where(self.fits.any(axis=1), self.fits.argmax(axis=1), -1) if len(self.fits) else np.zeros(0, int)

    def rule_words(self) -> list[str]:
        """The words of each text that made its first rule fit."""
        begins = np.searchsorted(self.words.owner[self.frames.start], np.arange(self.words.n_texts))
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        found = []
        for row, (line, rule) in enumerate(zip(self.line.tolist(), self.first_rule.tolist(), strict=True)):
            if rule < 0:
                found.append("")
                continue
            if (line, rule) not in spans:
                spans[line, rule] = rules()[rule].pattern.search(self.lines[line]).span()
            start, end = spans[line, rule]
            first = begins[row] + start
            last = max(begins[row] + end - 1, first)
            at = self.frames.start[first]
            found.append(self.words.phrase(at, self.frames.start[last] + self.frames.length[last] - at))
        return found


def read(texts: pd.Series, issue_lexicon: Lexicon, *, with_rules: bool = True) -> Reading:
    """Read tidy texts; equal strings of classes are looked at once."""
    words = words_of(texts)
    frames = frame_lexicon().match(words)
    line, lines = pd.factorize(np.array(strings_of(words, frames), dtype=object))
    fits = fitting(list(lines))[line] if with_rules and len(line) else np.zeros((len(texts), len(rules())), bool)
    return Reading(words, frames, list(lines), line, fits, issue_lexicon.match(words))
