"""Which prison, remand centre or probation office a text speaks of, as far as it says so; what is ambiguous stays ambiguous."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

import pandas as pd

from analitik.reference.units import grammar
from analitik.text.normalise import fold

OPENING = 700
MOST_WORDS = 5
SPECIAL = {"perempuan": "perempuan", "wanita": "perempuan", "narkotika": "narkotika", "khusus": "khusus", "anak": "anak", "terbuka": "terbuka", "pemuda": ""}
WITH_SPECIAL = {
    ("lapas", "perempuan"): "lapas_perempuan",
    ("lapas", "narkotika"): "lapas_narkotika",
    ("lapas", "khusus"): "lapas_khusus",
    ("lapas", "anak"): "lpka",
    ("lapas", "terbuka"): "lapas_terbuka",
    ("rutan", "perempuan"): "rutan_perempuan",
}
KINDS = ("lapas", "lapas_perempuan", "lapas_narkotika", "lapas_khusus", "lapas_terbuka", "lpka", "rutan", "rutan_perempuan", "cabang_rutan", "bapas", "rupbasan", "kanwil")
TITLES = {"kalapas": "lapas", "karutan": "rutan", "kabapas": "bapas", "karupbasan": "rupbasan", "kepala lpka": "lpka", "kakanwil": "kanwil"}
_CLASS = re.compile(r"(?:kelas|klas|kls)?[\s-]*(?P<roman>iii|ii|i|ll|li|1|2|3)[\s-]*(?P<letter>[ab])?(?![\w])[\s,]*", re.IGNORECASE)
_WORD = re.compile(r"[\s,]*(?:di\s+)?(?P<word>[^\W\d_][\w'.-]*)")
_PARENT = re.compile(r"\s*(?:kemenkumham|kumham|ditjen ?pas|ditjen pemasyarakatan|kementerian hukum dan ham|kemenimipas)(?=\s)", re.IGNORECASE)
_ROMAN = {"ll": "II", "li": "II", "1": "I", "2": "II", "3": "III"}


@dataclass(frozen=True)
class Mention:
    """One unit named in a text: as written, of which kind and class, and the register's units it may be."""

    start: int
    text: str
    kind: str
    kelas: str | None
    candidates: tuple[str, ...]

    @property
    def kode(self) -> str | None:
        """The unit, when it can be only one."""
        return self.candidates[0] if len(self.candidates) == 1 else None


@dataclass
class Gazetteer:
    """The names of a register, ready for looking up: (kind, folded place) -> units, with class where several share a place."""

    by_place: dict[tuple[str, str], list[tuple[str, str | None]]] = field(default_factory=lambda: defaultdict(list))
    places: set[str] = field(default_factory=set)
    kanwil: dict[str, str] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)

    def resolve(self, kind: str, place: str, kelas: str | None) -> tuple[str, ...]:
        """The units a mention may mean: of that kind at that place, narrowed by class only when several share both."""
        found = self.by_place.get((kind, place), [])
        narrowed = [kode for kode, known in found if kelas and known == kelas]
        return tuple(sorted(set(narrowed) or {kode for kode, _ in found}))


def gazetteer(register: pd.DataFrame) -> Gazetteer:
    """Every name the register knows its units by: kind and short name, and the aliases that begin with a head word."""
    known = Gazetteer()
    current = register.drop_duplicates("kode", keep="last")
    for row in current[current["jenis"].isin(KINDS)].itertuples():
        names = [str(row.nama_pendek)] if pd.notna(row.nama_pendek) else []
        names += [alias for alias in str(row.aliases).split("|") if alias] if pd.notna(row.aliases) else []
        kelas = None if pd.isna(row.kelas) else str(row.kelas)
        for name in names:
            kind, place = _alias(name, str(row.jenis))
            if place:
                known.by_place[(kind, place)].append((row.kode, kelas))
                known.places.add(place)
        if pd.notna(row.kanwil):
            known.kanwil[row.kode] = str(row.kanwil)
    return known


def _alias(name: str, kind: str) -> tuple[str, str]:
    """A short name or an alias as (kind, folded place); an alias may carry its own head and class."""
    found = _head_pattern().match(fold(name))
    if not found:
        return kind, fold(name)
    rest = _PARENT.sub("", fold(name)[found.end() :], count=1).strip()
    rest = _CLASS.sub("", rest, count=1) if _CLASS.match(rest) else rest
    words = [word for word in rest.split() if word not in SPECIAL and word != "kelas"]
    return kind, " ".join(words)


@lru_cache(maxsize=1)
def _head_pattern() -> re.Pattern[str]:
    heads = [head for kind, names in grammar()["heads"].items() if kind in KINDS for head in names if head not in {"LP", "L.P."}]
    every = sorted({*(fold(head) for head in heads), *TITLES, "lembaga permasyarakatan", "balai permasyarakatan", "rutar"}, key=len, reverse=True)
    return re.compile(r"(?<![\w])(?P<head>" + "|".join(map(re.escape, every)) + r"|lp(?=\s+(?:kelas|klas|narkotika|perempuan|wanita)\b))(?![\w])")


@lru_cache(maxsize=1)
def _kind_of() -> dict[str, str]:
    found = {fold(head): kind for kind, names in grammar()["heads"].items() if kind in KINDS for head in names}
    return {**found, **TITLES, "lembaga permasyarakatan": "lapas", "balai permasyarakatan": "bapas", "rutar": "rutan", "lp": "lapas"}


@lru_cache(maxsize=1)
def _false_friends() -> re.Pattern[str]:
    cells = [friend["pattern"] for friend in grammar()["false_friends"] if "hunian" not in friend["pattern"]]  # housing has no head word
    return re.compile("|".join(f"(?:{pattern})" for pattern in cells), re.IGNORECASE)


def is_elsewhere(text: str) -> bool:
    """Whether a folded text speaks of cells of the police, the prosecutors, the KPK or the military.

    >>> is_elsewhere("tersangka ditahan di rutan polda"), is_elsewhere("rutan arunika")
    (True, False)
    """
    return _false_friends().search(text) is not None


def mentions(text: str, known: Gazetteer) -> list[Mention]:
    """The units named in a tidy text, in order; police, prosecutors' and KPK cells are none of ours, a bare place is no unit."""
    folded = text.casefold()
    if len(folded) != len(text):
        text = folded
    foreign = [found.span() for found in _false_friends().finditer(folded)]
    found = []
    for head in _head_pattern().finditer(folded):
        if any(start <= head.start() < end for start, end in foreign):
            continue
        mention = _mention(text, folded, head, known)
        if mention is not None:
            found.append(mention)
    return found


def _mention(text: str, folded: str, head: re.Match[str], known: Gazetteer) -> Mention | None:
    kind, position, kelas = _kind_of()[head["head"]], head.end(), None
    if kind == "kanwil" and (parent := _PARENT.match(folded, position)):
        position = parent.end()
    for _ in range(3):
        kelas_here = re.match(r"[\s,(-]*" + _CLASS.pattern, folded[position:], re.IGNORECASE) if kelas is None else None
        if kelas_here and re.match(r"[\s,(-]", folded[position:]):
            roman = kelas_here["roman"].lower()
            kelas = _ROMAN.get(roman, roman.upper()) + (kelas_here["letter"] or "").upper()
            position += kelas_here.end()
            continue
        special = re.match(r"\s*(" + "|".join(SPECIAL) + r")\b", folded[position:])
        if special:
            kind = WITH_SPECIAL.get((kind, SPECIAL[special[1]]), kind)
            position += special.end()
    return _at_place(text, folded, head.start(), position, kind, kelas, known)


def _at_place(text: str, folded: str, start: int, position: int, kind: str, kelas: str | None, known: Gazetteer) -> Mention | None:
    ends, words, here = [], [], position
    while len(words) < MOST_WORDS and (found := _WORD.match(folded, here)):
        words.append(found["word"].strip(".-'"))
        here = found.end()
        ends.append(here)
    for size in range(len(words), 0, -1):
        place = " ".join(words[:size])
        if place in known.places:
            return Mention(start, text[start : ends[size - 1]].strip(" ,.-'"), kind, kelas, known.resolve(kind, place, kelas))
    proper = _proper_name(text, position)
    return Mention(start, text[start:proper].strip(" ,.-'"), kind, kelas, ()) if proper > position else None


def _proper_name(text: str, position: int) -> int:
    """Where the capitalised words after a head end; a unit we do not know still has a name."""
    found = re.compile(r"[\s]*(?:di\s+)?(?:[A-Z][\w'.-]*\s*){1,2}").match(text, position)
    return found.end() if found else position


def find_units(articles: pd.DataFrame, known: Gazetteer) -> pd.DataFrame:
    """Link each publication to the units it names.

    The main unit is the first one named in the headline, else in the opening of the text. A delivered ``unit_code`` decides only
    where the text names no unit or leaves several possible.

    Returns
    -------
    DataFrame
        The articles with ``unit_code`` (main unit or NA), ``unit_text`` (as named), ``unit_codes`` (all, ``|``-joined), ``kanwil``
        and ``is_ambiguous``.
    """
    looked_up = lru_cache(maxsize=200_000)(lambda text: tuple(mentions(text, known)))
    delivered = articles["unit_code"] if "unit_code" in articles else pd.Series(pd.NA, index=articles.index)
    rows = [
        _link(looked_up(title), looked_up(body[:OPENING]), None if pd.isna(code) else str(code))
        for title, body, code in zip(articles["clean_title"], articles["clean_text"], delivered, strict=True)
    ]
    columns = ["unit_code", "unit_text", "unit_codes", "is_ambiguous"]
    found = pd.DataFrame(rows, columns=columns, index=articles.index, dtype=object)
    found = found.assign(kanwil=found["unit_code"].map(known.kanwil))
    text = {name: found[name].astype("str") for name in ("unit_code", "unit_text", "unit_codes", "kanwil")}
    return articles.assign(**text, is_ambiguous=found["is_ambiguous"].astype(bool))


def _link(title: tuple[Mention, ...], body: tuple[Mention, ...], delivered: str | None) -> tuple[str | None, str | None, str, bool]:
    every = title + body
    codes = {mention.kode for mention in every if mention.kode}
    main = next((mention for mention in every if mention.candidates), every[0] if every else None)
    if title and title[0].candidates:
        main = title[0]
    kode, ambiguous = (main.kode, len(main.candidates) > 1) if main else (None, False)
    if kode is None and delivered and (not codes or (main and delivered in main.candidates)):
        kode, ambiguous = delivered, False
    if kode:
        codes.add(kode)
    return kode, main.text if main else None, "|".join(sorted(codes)), ambiguous
