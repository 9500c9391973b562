"""The names of a register, ready for looking up: kind and place -> the units that bear them, each with class and time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import pandas as pd

from analitik.news.units.words import KINDS, SPECIAL, TOKEN, class_of, heads, parents
from analitik.reference.places import localities, regions, spellings
from analitik.reference.units import grammar
from analitik.text.normalise import fold

TYPO_LENGTH = 6
DISKOMINFO = ("diskominfo_kabkota", "diskominfo_provinsi")


class Entry(NamedTuple):
    """One version of a unit under one name; times are half-open and None where they are open."""

    kode: str
    kelas: str | None
    since: pd.Timestamp | None
    until: pd.Timestamp | None

    def holds(self, when: pd.Timestamp) -> bool:
        return (self.since is None or self.since <= when) and (self.until is None or when < self.until)


class Nickname(NamedTuple):
    """A local name: of which kind (None: of several) at which place; ``plural`` names many prisons at once."""

    kind: str | None
    place: str
    plural: bool


class Place(NamedTuple):
    """What is known of a place name: the register's kinds there, the local name it is, its usual spelling, its province."""

    kinds: frozenset[str] = frozenset()
    nick: Nickname | None = None
    usual: str | None = None  # "" where it is spelt as usual, None where no list has the place
    region: str | None = None  # "" for what is no office's region


def key_of(words: list[str] | str) -> str:
    """A place as it is compared: its letters, without blanks and signs.

    >>> key_of("Lubuk Linggau") == key_of("lubuklinggau")
    True
    """
    return "".join(words if isinstance(words, list) else (word for word in TOKEN.findall(words.lower()) if word[0].isalnum()))


@dataclass
class Gazetteer:
    """What is known of names: of the register's units, and of places in general."""

    by_place: dict[tuple[str, str], list[Entry]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, Place] = field(default_factory=lambda: dict(general_places()))
    stems: set[str] = field(default_factory=lambda: set(general_stems()))  # beginnings of place keys: what is none cannot become a place
    near: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kanwil: dict[str, str] = field(default_factory=dict)
    spellings: dict[tuple[str, str | None, str], tuple[str, tuple[Entry, ...]]] = field(default_factory=dict)  # what was already worked out
    has_versions: bool = False

    def resolve(self, kind: str, place: str, kelas: str | None = None) -> tuple[Entry, ...]:
        """The units of that kind at that place, narrowed by class only where several share both."""
        if kind in DISKOMINFO:
            found = [entry for one in DISKOMINFO for entry in self.by_place.get((one, place), ())]
        else:
            found = self.by_place.get((kind, place), ())
        if kelas and len(found) > 1 and len({entry.kode for entry in found}) > 1:
            kelas = "I" if kelas == "IA" else kelas
            found = [entry for entry in found if entry.kelas == kelas] or found
        return tuple(found)

    def kinds_at(self, place: str) -> frozenset[str]:
        """The kinds of unit the register has at a place."""
        return self.places[place].kinds if place in self.places else frozenset()

    def typo(self, kind: str, word: str) -> str | None:
        """The one place with a unit of that kind from which a word differs in a single letter."""
        if len(word) < TYPO_LENGTH:
            return None
        close = {place for part in _shortened(word) for place in self.near.get(part, ()) if _one_edit(word, place)}
        return next(iter(close)) if len(close) == 1 and kind in self.kinds_at(min(close)) else None

    def learn(self, kind: str, place: str, entry: Entry) -> None:
        """One more name of a unit."""
        if entry in self.by_place[(kind, place)]:
            return
        self.by_place[(kind, place)].append(entry)
        self.spellings.clear()
        there = self.places.get(place, Place())
        if not there.kinds and len(place) >= TYPO_LENGTH:
            for part in _shortened(place):
                self.near[part].add(place)
        self.stems.update(_beginnings_of(place))
        self.places[place] = there._replace(kinds=there.kinds | {kind})


def gazetteer(register: pd.DataFrame) -> Gazetteer:
    """Every name the register knows its units by: kind and short name, and the aliases, in each version."""
    known = Gazetteer()
    units = register[register["jenis"].isin(KINDS)]
    since, until = _days(units, "valid_from"), _days(units, "valid_to")
    for row, begins, ends in zip(units.itertuples(), since, until, strict=True):
        entry = Entry(str(row.kode), _text(row.kelas), begins, ends)
        for name in dict.fromkeys([_text(row.nama_pendek) or "", *(_text(row.aliases) or "").split("|")]):
            place = _alias(name)
            if place:
                known.learn(str(row.jenis), place, entry)
        if pd.notna(row.kanwil):
            known.kanwil[entry.kode] = str(row.kanwil)
    known.has_versions = any(len({entry.kode for entry in entries}) > 1 for entries in known.by_place.values())
    return known


def _text(value: object) -> str | None:
    return None if pd.isna(value) else str(value)


def _days(units: pd.DataFrame, column: str) -> list[pd.Timestamp | None]:
    """The days of a column; a missing one and the first of 1900 (since before our data) are open."""
    if column not in units:
        return [None] * len(units)
    days = pd.to_datetime(units[column], errors="coerce")
    return [None if day is pd.NaT or day.year <= 1900 else day for day in days]


def _alias(name: str) -> str:
    """The place key of a short name or an alias, which may carry its own head, class and parent."""
    words = TOKEN.findall(fold(name))
    here = next((1 + len(head.tail) for head in heads().get(words[0], ()) if tuple(words[1 : 1 + len(head.tail)]) == head.tail), 0) if words else 0
    if here:
        here = next((here + len(parent) for parent in parents() if tuple(words[here : here + len(parent)]) == parent), here)
        _, here = class_of(words, here)
        while here < len(words) - 1 and words[here] in SPECIAL:
            here += 1
        _, here = class_of(words, here)
    return key_of([word for word in words[here:] if word[0].isalnum()])


@cache
def nicknames() -> dict[str, Nickname]:
    """Place key -> the local name that it is."""
    return {key_of(n["text"]): Nickname(n["jenis"], n["place"], n.get("plural", False)) for n in grammar()["nicknames"]}


@cache
def bare_nicknames() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word -> the nicknames that mean something without a head: a unit, or a declared ambiguity."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for one in grammar()["nicknames"]:
        if not one["head_needed"] or one.get("ambiguous_alone"):
            first, *tail = TOKEN.findall(one["text"].lower())
            found[first].append(tuple(tail))
    return dict(found)


@cache
def place_keys() -> dict[str, str]:
    """Key of a place that needs no register -> how it is usually spelt ("" where as written)."""
    return {key_of(name): "" for name in localities()} | {key_of(name): usual for name, usual in spellings().items()}


@cache
def region_keys() -> dict[str, str]:
    """Key -> full name of a province; "" for what is no office's region."""
    return {key_of(name): full for name, full in regions().items()}


@cache
def general_places() -> dict[str, Place]:
    """Place key -> what is known without a register."""
    every = {*nicknames(), *place_keys(), *region_keys()}
    return {key: Place(frozenset(), nicknames().get(key), place_keys().get(key), region_keys().get(key)) for key in sorted(every)}


@cache
def general_stems() -> frozenset[str]:
    """The beginnings of all place keys that are known without a register."""
    return frozenset(stem for key in general_places() for stem in _beginnings_of(key))


def _beginnings_of(key: str) -> list[str]:
    return [key[:k] for k in range(1, len(key))]


def _shortened(word: str) -> set[str]:
    """A word and all words with one letter less."""
    return {word, *(word[:k] + word[k + 1 :] for k in range(len(word)))}


def _one_edit(one: str, two: str) -> bool:
    """Whether one letter put in, left out, changed or swapped with its neighbour makes the words equal.

    >>> _one_edit("arunika", "arunka"), _one_edit("arunika", "arunkia"), _one_edit("arunika", "arumila")
    (True, True, False)
    """
    if abs(len(one) - len(two)) > 1 or one == two:
        return one == two
    start = next((k for k, (a, b) in enumerate(zip(one, two, strict=False)) if a != b), min(len(one), len(two)))
    rest = one[start:], two[start:]
    if len(one) == len(two):
        swapped = rest[0][:2] == rest[1][:2][::-1] and rest[0][2:] == rest[1][2:]
        return rest[0][1:] == rest[1][1:] or swapped
    longer, shorter = sorted(rest, key=len, reverse=True)
    return longer[1:] == shorter
