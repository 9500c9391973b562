"""A headline as a short string of frame classes: who (petugas, napi, polisi), what (kabur, sabu, gagalkan), and the signs between.

Words and phrases are data (``leksikon.yml``, ``issues.yml``); reading is done for many texts at once, with tables instead of loops.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd
import yaml

LONGEST = 5
EXACT = frozenset({"UNIT", "THEIRS", "POLICE", "STAFF", "ROGUE", "CHIEF", "INMATE", "VISITOR", "FAMILY", "WATCHER", "PRESS", "COMMS", "NUM", "NOT"})  # names have no other forms
FIRST_LETTER = 0xA1
SIGNS = {",": "COMMA", ";": "COMMA", ":": "COLON", "?": "ASK", "!": "BANG"}
END = "\n"
_TOKEN = re.compile(r"[^\W_]+|[,:;?!\n]")
_CHOICE = re.compile(r"\{([^}]*)\}")


@dataclass(frozen=True)
class Words:
    """The words and signs of many texts, end to end: a stable ``hashes`` of each, ``codes`` into ``distinct``, and the text it belongs to."""

    hashes: np.ndarray
    codes: np.ndarray
    distinct: list[str]
    owner: np.ndarray
    n_texts: int

    def phrase(self, start: int, length: int) -> str:
        """The words of a match as one string."""
        return " ".join(self.distinct[code] for code in self.codes[start : start + length])


@dataclass(frozen=True)
class Matches:
    """Where entries of a lexicon stand: first word, number of words, class; in the order of the texts."""

    start: np.ndarray
    length: np.ndarray
    kind: np.ndarray


def _spread(numbers: np.ndarray) -> np.ndarray:
    """Numbers as far apart as random ones (the finaliser of splitmix64)."""
    mixed = (numbers.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


LONGEST_WORD = 32
_PLACES = _spread(np.arange(LONGEST_WORD * 256)).reshape(LONGEST_WORD, 256)
_FOLDED = np.array([byte + 32 if 65 <= byte <= 90 else byte for byte in range(256)], np.uint8)
_IS_WORD = np.array([chr(byte).isalnum() if byte < 128 else True for byte in range(256)])
_IS_SIGN = np.array([chr(byte) in SIGNS or chr(byte) == END for byte in range(256)])


def words_of(texts: pd.Series) -> Words:
    """The words of each text, folded; ends of texts are tokens of their own that belong to the text they end.

    >>> words_of(pd.Series(["Napi Kabur, Dicari", ""])).distinct
    ['napi', 'kabur', ',', 'dicari', '\\n']
    """
    whole = END.join(texts) + END if len(texts) else ""
    if whole.count(END) != len(texts):
        whole = END.join(text.replace(END, " ") for text in texts) + END
    return _cut(_FOLDED[np.frombuffer(whole.encode("utf-8", "replace"), np.uint8)], len(texts))


def _cut(signs: np.ndarray, n_texts: int) -> Words:
    """Words begin and end where bytes of words do; each gets the sum of one random number per byte and place."""
    inside = _IS_WORD[signs]
    quotes = np.flatnonzero((signs[:-2] == 0xE2) & (signs[1:-1] == 0x80))
    for k in range(3):
        inside[quotes + k] = False
    alone = _IS_SIGN[signs]
    begins = inside.copy()
    begins[1:] &= ~inside[:-1]
    starts = np.flatnonzero(begins | alone)
    ends_of_words = inside.copy()
    ends_of_words[:-1] &= ~inside[1:]
    ends = np.flatnonzero(ends_of_words | alone) + 1
    kept = np.flatnonzero(inside | alone)
    lengths = ends - starts
    offsets = np.concatenate([[0], np.cumsum(lengths)])[:-1].astype(np.int64)
    place = np.minimum(np.arange(len(kept)) - np.repeat(offsets, lengths), LONGEST_WORD - 1)
    hashes = np.add.reduceat(_PLACES[place, signs[kept]], offsets) if len(starts) else np.zeros(0, np.uint64)
    codes, distinct = pd.factorize(hashes)
    first = np.zeros(len(distinct), np.int64)
    first[codes[::-1]] = np.arange(len(codes))[::-1]
    spelled = [signs[starts[k] : ends[k]].tobytes().decode("utf-8", "replace") for k in first]
    stops = signs[starts] == ord(END)
    return Words(hashes, codes, spelled, np.cumsum(stops) - stops, n_texts)


def expand(entry: str) -> list[str]:
    """The phrases that an entry of a lexicon stands for.

    >>> expand("tes urine{| mendadak}")
    ['tes urine', 'tes urine mendadak']
    """
    parts = _CHOICE.split(entry)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return [" ".join("".join(chosen).split()) for chosen in itertools.product(*choices)]


_SUFFIX = re.compile(r"(?<=\w{4})(?:[nl]ya|lah|kah)?(?:kan|an|i)?$")
_PREFIX = re.compile(r"^(?:di|ber|ter|per|(?:me|pe)(?:ng|ny|n|m)?(?:per|ber)?)(?=\w{4})")


def stem(word: str) -> str:
    """What a word shares with its other forms; crude and quick: affixes go, and the first letter where a nasal prefix may have eaten it.

    >>> stem("penyelundupan") == stem("diselundupkan") == stem("menyelundupkan")
    True
    """
    core = word
    if len(word) > 5:
        core = _SUFFIX.sub("", _PREFIX.sub("", word, count=1), count=1)
    return core[1:] if len(core) > 4 and core[0] in "ktps" else core


_ENDINGS = ("", "nya", "kan", "an", "i", "kannya", "annya", "inya", "lah")
_BEGINNINGS = {
    "": "", "di": "", "ber": "", "ter": "", "se": "", "ke": "", "per": "", "diper": "", "memper": "", "keter": "", "keber": "", "be": "r", "te": "r",
    "me": "lrwymn", "pe": "lrwymnt", "mem": "bpf", "pem": "bpf", "men": "dtcj", "pen": "dtcj", "meny": "s", "peny": "s", "meng": "kgh", "peng": "kgh",
}  # fmt: skip
_EATEN = {"mem": "p", "pem": "p", "men": "t", "pen": "t", "meny": "s", "peny": "s", "meng": "k", "peng": "k"}
SHORTEST_ROOT, MOST_SEEN = 4, 1 << 17
_VOWELS = frozenset("aiueo")


def roots(word: str) -> list[str]:
    """The words that a word may be made from, the word itself first, then the longest; a letter that a nasal prefix ate is put back.

    >>> "sebut" in roots("menyebut"), "ulang" in roots("pulang"), roots("diperiksa")[:2]
    (True, False, ['diperiksa', 'periksa'])
    """
    found = [word]
    for beginning, letters in _BEGINNINGS.items():
        if not word.startswith(beginning):
            continue
        rest = word[len(beginning) :]
        vowel = rest[:1] in _VOWELS
        cores = [_EATEN[beginning] + rest] if vowel and beginning in _EATEN else []
        if not letters or rest[:1] in letters or (vowel and beginning in {"meng", "peng"}):
            cores.append(rest)
        for core in cores:
            found += [core[: len(core) - len(ending)] for ending in _ENDINGS if core.endswith(ending)]
    return sorted({root for root in found if len(root) >= SHORTEST_ROOT}, key=lambda root: (root != word, -len(root), root))


class Lexicon:
    """Classes of words and phrases: the longest phrase that stands in a text wins; words ``apart`` look like forms of one and are not."""

    def __init__(self, classes: dict[str, str], apart: str = "", signs: dict[str, str] | None = None) -> None:
        self.apart = frozenset(word.strip() for word in apart.split(","))
        self.names = list(classes)
        entries: dict[tuple[str, ...], int] = {}
        patterns: dict[str, int] = {}
        for kind, (_, listed) in enumerate(classes.items()):
            phrases = [phrase for entry in listed.split(",") for phrase in expand(entry.strip()) if phrase]
            starred = [re.escape(phrase).replace(r"\*", r"\w*") for phrase in phrases if "*" in phrase]
            if starred:
                patterns["|".join(starred)] = kind
            for phrase in phrases:
                if "*" not in phrase:
                    entries.setdefault(tuple(_TOKEN.findall(phrase)), kind)
        patterns |= {pattern: self.names.index(name) for pattern, name in (signs or {}).items()}
        self._patterns, self._kinds = re.compile("|".join(f"({pattern})" for pattern in patterns) or "(?!)"), list(patterns.values())
        self._seen: dict[str, int] = {}
        self._plant(entries)
        self.by_root: dict[str, int] = {}
        for phrase, kind in entries.items():
            if len(phrase) == 1 and len(phrase[0]) >= SHORTEST_ROOT and self.names[kind] not in EXACT:
                for root in roots(phrase[0]):
                    self.by_root.setdefault(root, kind)

    def _plant(self, entries: dict[tuple[str, ...], int]) -> None:
        """The phrases as a tree: ``step[node, word]`` is the next node (0: none), ``kind[node]`` the class that ends there (-1: none)."""
        self.words = {word: code for code, word in enumerate(sorted({word for phrase in entries for word in phrase}), start=1)}
        nodes: dict[tuple[str, ...], int] = {}
        for phrase in entries:
            for size in range(1, len(phrase) + 1):
                nodes.setdefault(phrase[:size], len(nodes) + 1)
        self.step = np.zeros((len(nodes) + 1, len(self.words) + 1), np.int16)
        self.first = np.zeros(len(self.words) + 1, np.int16)
        self.kind = np.full(len(nodes) + 1, -1, np.int16)
        for phrase, node in nodes.items():
            before, word = nodes.get(phrase[:-1], 0), self.words[phrase[-1]]
            (self.first.__setitem__(word, node) if len(phrase) == 1 else self.step.__setitem__((before, word), node))
            self.kind[node] = entries.get(phrase, -1)

    def match(self, words: Words) -> Matches:
        """Every entry that stands in the texts, longest first where they overlap."""
        n = len(words.codes)
        known = np.array([self.words.get(word, 0) for word in words.distinct], np.int64)
        codes = known[words.codes] if n else np.zeros(0, np.int64)
        node, free = self.first[codes].astype(np.int64), np.ones(n + LONGEST, bool)
        found: list[tuple[np.ndarray, int, np.ndarray]] = []
        single = self._single(words, known)[words.codes] if n else np.zeros(0, np.int64)
        at, kinds = np.flatnonzero(node), []
        node = node[at]
        for length in range(2, LONGEST + 1):
            inside = at + length - 1 < n
            at, node = at[inside], node[inside]
            node = self.step[node, codes[at + length - 1]].astype(np.int64)
            at, node = at[node > 0], node[node > 0]
            ends = self.kind[node] >= 0
            kinds.append((at[ends], length, self.kind[node][ends].astype(np.int64)))
        for starts, length, kind in reversed(kinds):
            clear = np.ones(len(starts), bool)
            for k in range(length):
                clear &= free[starts + k]
            clear[1:] &= np.diff(starts) >= length
            starts, kind = starts[clear], kind[clear]
            for k in range(length):
                free[starts + k] = False
            found.append((starts, length, kind))
        alone = np.flatnonzero((single >= 0) & free[:n])
        found.append((alone, 1, single[alone]))
        start = np.concatenate([part[0] for part in found])
        order = np.argsort(start, kind="stable")
        length = np.concatenate([np.full(len(part[0]), part[1]) for part in found])
        return Matches(start[order], length[order], np.concatenate([part[2] for part in found])[order])

    def _single(self, words: Words, known: np.ndarray) -> np.ndarray:
        """The class of each distinct word standing alone."""
        kinds = self.kind[self.first[known]].astype(np.int64)
        for place in np.flatnonzero(kinds < 0):
            word = words.distinct[place]
            if word not in self._seen:
                if len(self._seen) >= MOST_SEEN:
                    self._seen.clear()
                self._seen[word] = self._of(word)
            kinds[place] = self._seen[word]
        return kinds

    def _of(self, word: str) -> int:
        """The class of a word that is no entry: by a pattern, else by a root it shares with an entry."""
        if found := self._patterns.fullmatch(word):
            return self._kinds[found.lastindex - 1]
        if len(word) <= SHORTEST_ROOT or not word.isalpha() or word in self.apart:
            return -1
        return next((self.by_root[root] for root in roots(word) if root in self.by_root), -1)


@cache
def frame_lexicon() -> Lexicon:
    """The frame classes; signs and bare numbers are classes too."""
    listed = yaml.safe_load(files("analitik.news.sentiment").joinpath("leksikon.yml").read_text(encoding="utf-8"))
    apart = listed.pop("APART")
    signs = {re.escape(sign): name for sign, name in SIGNS.items()} | {r"\d+": "NUM"}
    return Lexicon({**listed, **dict.fromkeys(SIGNS.values(), "")}, apart, signs)


def letter(name: str) -> str:
    """The letter of a frame class."""
    return chr(FIRST_LETTER + frame_lexicon().names.index(name))


def strings_of(words: Words, frames: Matches) -> list[str]:
    """The classes of each text as one short string."""
    if not words.n_texts:
        return []
    owner = words.owner[frames.start]
    line = np.full(len(frames.start) + words.n_texts, ord(END), np.uint8)
    line[np.arange(len(owner)) + owner] = FIRST_LETTER + frames.kind
    return line.tobytes().decode("latin-1").split(END)[:-1]


def spell(line: str) -> str:
    """A string of classes in words, for people.

    >>> spell(letter("STAFF") + letter("FOIL"))
    'STAFF FOIL'
    """
    return " ".join(frame_lexicon().names[ord(sign) - FIRST_LETTER] for sign in line)
