"""Names of units in running text: head, class, special kind, place; a nickname; or cells that are none of ours."""

from __future__ import annotations

from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from analitik.news.units.names import DISKOMINFO, Entry, Gazetteer, Place, bare_nicknames, key_of, nicknames, region_keys
from analitik.news.units.words import ATTRIBUTES, CUES, SPECIAL, TOKEN, WITH_SPECIAL, Head, class_of, heads, owners, parents
from analitik.reference.places import never_places

MOST_WORDS = 4
ELSEWHERE, REGION = "di luar", "wilayah"
NO_UNIT = (ELSEWHERE, REGION)
REGIONAL = frozenset({"kanwil", *DISKOMINFO})
_DIRECTIONS = {"timur", "barat", "utara", "selatan", "tengah", "tenggara"}
_ADMIN = {"kota", "kabupaten", "kab", "provinsi", "prov", "pemkot", "pemkab", "pemprov", "wilayah"}
_STATISTICS = {"dan", "statistik", "persandian", "sandi"}
_OFFICE = {"wilayah", "provinsi", "prov", "kanwil"}
_LINKS = {",", "dan", "serta", "&", "/"}
_VERBS = ("mem", "men", "mel", "mer", "mew", "mey", "di", "ber", "ter")
_JOINS = "-'’."


class Mention(NamedTuple):
    """One unit named in a text: where, as written, of which kind and class, and the register's units it may be."""

    start: int
    text: str
    kind: str
    kelas: str | None = None
    place: str = ""  # key of the place, "" where the text gives none
    entries: tuple[Entry, ...] = ()
    is_loose: bool = False  # the place is capitalised words that no list knows
    is_shared: bool = False  # it points to several units: a nickname without a head, a place taken from the dateline

    @property
    def candidates(self) -> tuple[str, ...]:
        """The units it may be."""
        return tuple(sorted({entry.kode for entry in self.entries}))

    @property
    def kode(self) -> str | None:
        """The unit, when it can be only one."""
        entries = self.entries
        if not entries or self.is_shared or (len(entries) > 1 and len({entry.kode for entry in entries}) > 1):
            return None
        return entries[0].kode

    @property
    def is_unit(self) -> bool:
        """Whether it names a unit of ours with its place."""
        return self.place != "" and self.kind not in NO_UNIT


class _Spot(NamedTuple):
    """A place name found: its key, how it is shown, where it ends, the units it points to, and how sure it is."""

    key: str
    shown: str
    end: int
    entries: tuple[Entry, ...] = ()
    is_loose: bool = False
    is_typo: bool = False
    is_region: bool = False


def mentions(text: str, known: Gazetteer) -> list[Mention]:
    """The units named in a tidy text, in order; police, prosecutors' and KPK cells are none of ours, a bare place is no unit."""
    return [one for one in scan(text, known) if one.is_unit]


def scan(text: str, known: Gazetteer) -> list[Mention]:
    """Every head with what follows it: units, heads without a place, regions, and cells of other services."""
    words = text.split() if text.replace(" ", "").isalnum() else TOKEN.findall(text)  # without signs blanks part the words, which is faster
    low = " ".join(words).lower().split(" ")
    begin = _beginnings()
    hits = list(compress(range(len(low)), map(begin.__contains__, low)))
    if not hits:
        return []
    reader = _Reader(words, low, known)
    found: list[Mention] = []
    for hit in hits:
        if hit >= reader.here:
            found += reader.read(hit, begin[low[hit]])
    return found


class _Beginning(NamedTuple):
    """What a word may begin: heads of several words by their second one, the longest first; a head of its own; local names without a head."""

    longer: dict[str, tuple[Head, ...]]
    alone: Head | None
    names: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, _Beginning]:
    """Every word that begins a name -> what it may begin."""
    found = {}
    for word in {**heads(), **bare_nicknames()}:
        longer: dict[str, tuple[Head, ...]] = {}
        for head in heads().get(word, ()):
            if head.tail:
                longer[head.tail[0]] = (*longer.get(head.tail[0], ()), head)
        alone = next((head for head in heads().get(word, ()) if not head.tail), None)
        found[word] = _Beginning(longer, alone, bare_nicknames().get(word, ()))
    return found


class _Reader:
    """Reads one text from head to head; ``here`` is the first word that no name has used yet."""

    __slots__ = ("words", "low", "known", "here", "n")

    def __init__(self, words: list[str], low: list[str], known: Gazetteer):
        self.words, self.low, self.known, self.here, self.n = words, low, known, 0, len(low)

    def read(self, hit: int, begin: _Beginning) -> list[Mention]:
        """What the head, or the local name, at a word says."""
        low, after = self.low, hit + 1
        if begin.longer and after < self.n:
            for head in begin.longer.get(low[after], ()):
                end = after + len(head.tail)
                if tuple(low[after:end]) == head.tail:
                    return self._after_head(hit, end, head)
        if begin.alone is not None:
            return self._after_head(hit, after, begin.alone)
        for tail in begin.names:
            end = after + len(tail)
            if tuple(low[after:end]) == tail:
                return self._nickname(hit, end)
        return []

    def _word(self, place: int) -> str:
        return self.low[place] if place < self.n else ""

    def _is_name(self, place: int) -> bool:
        """Whether a word begins large, as names do; a text that is small throughout is read as if it did."""
        return self.words[place][0].isupper() or not any(word[0].isupper() for word in self.words)

    # ---- heads -----------------------------------------------------------------------------------------------------

    def _nickname(self, start: int, end: int) -> list[Mention]:
        """A local name without a head: of one kind, or shared by several and then ambiguous."""
        name, nick = " ".join(self.words[start:end]), nicknames()[key_of(self.low[start:end])]
        if not self._is_name(start):
            return []
        place = key_of(nick.place)
        self.here = end
        if nick.kind is None:
            kinds = sorted(self.known.kinds_at(place) - REGIONAL)
            every = tuple(entry for kind in kinds for entry in self.known.resolve(kind, place))
            return [Mention(start, name, "lapas", None, place, every, is_shared=True)]
        shown = f"{nick.kind.replace('_', ' ').capitalize()} {nick.place}" + (f" ({name})" if place != key_of(name) else "")
        return [Mention(start, shown, nick.kind, None, place, self.known.resolve(nick.kind, place))]

    def _after_head(self, start: int, here: int, head: Head) -> list[Mention]:
        low, kind, kelas, named = self.low, head.kind, None, head.shown
        word = low[here] if here < self.n else ""
        if word in ATTRIBUTES or kind in REGIONAL:
            kind, kelas, special, here = self._attributes(here, kind)
            named += special
            word = self._word(here)
        self.here = here
        if (word in owners() or (word == "cabang" and self._word(here + 1) in owners())) and key_of(low[here : here + 2]) not in nicknames():
            return [Mention(start, "", ELSEWHERE)]
        if head.needs_cue and not kelas and kind == head.kind and not self._has_cue(start):
            return []
        if kind == "ditjen":
            return self._directorate(start, here)
        return self._with_place(start, here, kind, kelas, named)

    def _attributes(self, here: int, kind: str) -> tuple[str, str | None, str, int]:
        """Kind, class and special words behind a head, in any order, and where they end."""
        low, kelas, special = self.low, None, ""
        if self._word(here) == "(" and self._word(here + 2) == ")" and (gloss := next((one for one in heads().get(low[here + 1], ()) if not one.tail), None)):
            kind, here = (gloss.kind if kind == "lapas" else kind), here + 3
        if kind in REGIONAL:
            return kind, None, "", self._past_parent(here, kind)
        if kind[:5] == "rutan" and self._word(here) == "negara" and self._word(here + 1):
            here += 1
        while here < self.n and (word := low[here]) in ATTRIBUTES:
            if kelas is None and (found := class_of(low, here + (word in "-(,")))[0]:
                kelas, here = found
                here += self._word(here) == ")"
            elif word in SPECIAL and ((kind, SPECIAL[word]) in WITH_SPECIAL or word == "pemuda"):
                kind = WITH_SPECIAL.get((kind, SPECIAL[word]), kind)
                special += " " + word.capitalize()
                here += 1
            else:
                break
        return kind, kelas, special, here

    def _past_parent(self, here: int, kind: str) -> int:
        """Past the parent body, statistics and ciphers, and the words city or regency."""
        if kind == "kanwil":
            here = next((here + len(parent) for parent in parents() if self.low[here : here + len(parent)] == list(parent)), here)
        while kind != "kanwil" and self._word(here) in _STATISTICS:
            here += 1
        return here + 1 + (self._word(here + 1) == ".") if self._word(here) in _ADMIN else here

    def _directorate(self, start: int, here: int) -> list[Mention]:
        """The directorate general; with a province behind it, its regional office."""
        place = self._place(here, "kanwil", None)
        if place is not None and region_keys().get(place.key):
            self.here = place.end
            return [Mention(start, f"Kanwil Ditjenpas {place.shown}", "kanwil", None, place.key, place.entries)]
        return [Mention(start, "Ditjen Pemasyarakatan", "ditjen")]

    def _has_cue(self, hit: int) -> bool:
        """Whether the sentence speaks of corrections in another word too: LP alone may be a police report or a web page."""
        first = next((k + 1 for k in range(hit - 1, -1, -1) if self.low[k] in ".!?"), 0)
        last = next((k for k in range(hit + 1, self.n) if self.low[k] in ".!?"), self.n)
        return any(self.low[k] in CUES for k in range(first, last) if k != hit)

    def _with_place(self, start: int, here: int, kind: str, kelas: str | None, named: str) -> list[Mention]:
        shown, word = f"{named} Kelas {kelas}" if kelas else named, self._word(here)
        if kind == "kanwil":
            shown = " ".join(["Kanwil", *(one for one in self.words[start + 1 : here] if one.lower() not in _OFFICE)])
        via_di = word == "di"
        spot = self._place(here + via_di, kind, kelas)
        if spot is None and kelas and word == ",":
            spot = self._place(here + 1, kind, kelas)
            spot = None if spot is None or spot.is_loose or spot.is_typo else spot
        elif spot is None and word in _ADMIN:
            spot = self._place(here + 1, kind, kelas)
        if spot is None or not spot.key or (via_di and not kelas and spot.is_loose):
            return [Mention(start, shown, kind, kelas)]
        if kind not in REGIONAL and not spot.entries and (spot.is_region or (via_di and not kelas and spot.key in region_keys())):
            return [Mention(start, region_keys()[spot.key], REGION, None, spot.key)]
        self.here = spot.end
        first = Mention(start, f"{shown} {spot.shown}", kind, kelas, spot.key, spot.entries, spot.is_loose)
        return [first, *self._siblings(kind, named)] if self._word(spot.end) in _LINKS else [first]

    def _siblings(self, kind: str, named: str) -> list[Mention]:
        """Further units of the register behind one head: Lapas A, B dan C."""
        found: list[Mention] = []
        while self._word(self.here) in _LINKS:
            here = self.here + 1 + (self._word(self.here) == "," and self._word(self.here + 1) in ("dan", "serta"))
            spot = self._place(here, kind, None) if self._word(here) not in heads() else None
            if spot is None or not spot.entries or spot.is_typo or not self.words[here][0].isupper():
                break
            found.append(Mention(here, f"{named} {spot.shown}", kind, None, spot.key, spot.entries))
            self.here = spot.end
        return found

    # ---- places ----------------------------------------------------------------------------------------------------

    def _place(self, here: int, kind: str, kelas: str | None) -> _Spot | None:
        """The longest place name at a word: of the register, a nickname, known in general, misspelt, or just capitalised.

        A hyphen joins words, and a short word may end with a dot.
        """
        low, n = self.low, self.n
        if here >= n or not low[here][0].isalpha():
            return None
        places, stems, key, size, k, best = self.known.places, self.known.stems, "", 0, here, None
        while k < n and size < MOST_WORDS:
            word = low[k]
            k += 1
            if word[0].isalnum():
                key += word
                size += 1
                if (found := places.get(key)) is not None:
                    best = found, key, k
                if key not in stems:
                    break
            elif not (word in _JOINS and k < n and low[k][0].isalnum() and (word != "." or len(low[k - 2]) <= 3)):
                break
        if best is not None and (spot := self._known(*best, here, kind, kelas)) is not None:
            return spot
        first = low[here]
        if _is_word(first):
            return None
        return self._misspelt(here, kind, kelas) or self._capitalised(here)

    def _known(self, place: Place, key: str, end: int, here: int, kind: str, kelas: str | None) -> _Spot | None:
        known, regional = self.known, kind in REGIONAL
        if place.kinds and (regional or not place.kinds <= REGIONAL):
            return self._registered(key, here, end, kind, kelas)
        if place.nick is not None and not regional:
            return self._local(place, kind, kelas, here, end)
        if not self._is_name(here):
            return None
        if place.usual is None:
            full = key_of(place.region)
            return _Spot(full or key, place.region, end, known.resolve(kind, key, kelas) or known.resolve(kind, full, kelas), is_region=True)
        spot, usual = self._registered(key, here, end, kind, kelas), place.usual
        if usual and not spot.entries and spot.end == end:
            return _Spot(key_of(usual), usual, end, known.resolve(kind, key_of(usual), kelas))
        return spot

    def _registered(self, key: str, here: int, end: int, kind: str, kelas: str | None) -> _Spot:
        """A place by its own name, or by its own name and a direction: how it is shown and whom it means is worked out once per spelling."""
        if end < self.n and self.low[end] in _DIRECTIONS and self.words[end][0].isupper():
            return _Spot(key + self.low[end], self._shown(here, end + 1, kind), end + 1)
        spelling = kind, kelas, self.words[here] if end - here == 1 else " ".join(self.words[here:end])
        spot = self.known.spellings.get(spelling)
        if spot is None:
            spot = self.known.spellings[spelling] = self._shown(here, end, kind), self.known.resolve(kind, key, kelas)
        return _Spot(key, spot[0], end, spot[1])

    def _local(self, place: Place, kind: str, kelas: str | None, here: int, end: int) -> _Spot:
        """A nickname behind a head; its own place may follow it. A kind that contradicts it points to no unit."""
        nick = place.nick
        key, name = key_of(nick.place), self._shown(here, end, kind)
        end = next((end + size for size in (3, 2, 1) if key_of(self.low[end : end + size]) == key), end)
        if nick.plural:
            return _Spot("", "", end)
        entries = self.known.resolve(kind, key, kelas) if nick.kind in (None, kind) else ()
        return _Spot(key, nick.place if key_of(name) == key or place.usual else f"{nick.place} ({name})", end, entries)

    def _shown(self, here: int, end: int, kind: str) -> str:
        name = self.words[here] if end - here == 1 else " ".join(self.words[here:end]).replace(" - ", "-").replace(" . ", ". ").replace(" ' ", "'")
        if kind in REGIONAL and (full := region_keys().get(key_of(name))):
            return full
        return name.title() if name.islower() or (name.isupper() and len(name) > 3) else name

    def _misspelt(self, here: int, kind: str, kelas: str | None) -> _Spot | None:
        """A place of the register with one wrong letter, where only one is that close."""
        if not self.known.near or not self._is_name(here):
            return None
        for size in (3, 2, 1):
            words = self.low[here : here + size]
            if len(words) < size or not all(word.isalpha() for word in words) or any(_is_word(word) for word in words[1:]):
                continue
            meant = self.known.typo(kind, "".join(words))
            if meant is not None:
                return _Spot(meant, self._shown(here, here + size, kind), here + size, self.known.resolve(kind, meant, kelas), is_typo=True)
        return None

    def _capitalised(self, here: int) -> _Spot | None:
        """Words in capitals that are no verb: a unit that no list knows still has a name."""
        shouted = self.words[here].isupper() and not any(word[0].islower() for word in self.words)
        end = here
        while end < self.n and end - here < (1 if shouted else 3) and self.words[end][0].isupper() and not _is_word(self.low[end]) and self.low[end] not in heads():
            end += 1
        return _Spot("".join(self.low[here:end]), self._shown(here, end, "lapas"), end, is_loose=True) if end > here else None


@lru_cache(maxsize=50_000)
def _is_word(word: str) -> bool:
    """Whether a word behind a head is a word of the sentence and not the beginning of a name."""
    if word in never_places() or not word.isalpha() or len(word) < 3:
        return True
    if len(word) >= 5 and word.startswith(_VERBS):
        return True
    return len(word) >= 6 and (word.endswith(("kan", "nya")) or (word.endswith("an") and word.startswith(("pe", "ke"))))
