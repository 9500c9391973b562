"""The words that make a name: heads and titles, classes, special kinds, owners of other cells, cues of corrections."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from analitik.reference.units import grammar

KINDS = (
    "lapas", "lapas_perempuan", "lapas_narkotika", "lapas_khusus", "lapas_terbuka", "lpka", "rutan", "rutan_perempuan", "cabang_rutan",
    "bapas", "rupbasan", "kanwil", "ditjen", "diskominfo_provinsi", "diskominfo_kabkota",
)  # fmt: skip
TITLES = {
    "kalapas": "Lapas", "karutan": "Rutan", "kabapas": "Bapas", "karupbasan": "Rupbasan", "kalpka": "LPKA", "kepala lpka": "LPKA", "kakanwil": "Kanwil", "kplp": "Lapas", "ka kplp": "Lapas",
    "ka kpr": "Rutan", "kpr": "Rutan", "kepala kpr": "Rutan", "dirjenpas": "Ditjenpas", "dirjen pas": "Ditjenpas", "dirjen pemasyarakatan": "Ditjen Pemasyarakatan",
    "kadivpas": "Kanwil", "kepala kanwil": "Kanwil", "kepala kantor wilayah": "Kanwil", "kadis kominfo": "Dinas Kominfo", "kadiskominfo": "Diskominfo",
}  # fmt: skip
MORE_HEADS = {
    "cabang rumah tahanan negara": "cabang_rutan", "cabang rumah tahanan": "cabang_rutan", "rumah tahanan negara perempuan": "rutan_perempuan",
    "lembaga pembinaan khusus anak": "lpka", "lapas narkoba": "lapas_narkotika", "lapas pemuda": "lapas", "ditjenpas": "ditjen",
    "kominfosandi": "diskominfo_kabkota", "diskominfotik": "diskominfo_kabkota", "diskominfosandi": "diskominfo_kabkota", "diskominfosp": "diskominfo_kabkota",
    "diskominfostandi": "diskominfo_kabkota", "diskominfos": "diskominfo_kabkota", "dinas kominfosandi": "diskominfo_kabkota", "dinas kominfotik": "diskominfo_kabkota",
    "dkis": "diskominfo_kabkota",
}  # fmt: skip
SPECIAL = {"perempuan": "perempuan", "wanita": "perempuan", "narkotika": "narkotika", "narkoba": "narkotika", "khusus": "khusus", "anak": "anak", "terbuka": "terbuka", "pemuda": "pemuda"}
WITH_SPECIAL = {
    ("lapas", "perempuan"): "lapas_perempuan",
    ("lapas", "narkotika"): "lapas_narkotika",
    ("lapas", "khusus"): "lapas_khusus",
    ("lapas", "anak"): "lpka",
    ("lapas_khusus", "anak"): "lpka",
    ("lapas", "terbuka"): "lapas_terbuka",
    ("rutan", "perempuan"): "rutan_perempuan",
}
ROMAN = {"i": "I", "ii": "II", "iii": "III", "l": "I", "ll": "II", "li": "II", "il": "II", "lll": "III", "1": "I", "2": "II", "3": "III"}
CLASS_WORDS = {"kelas", "klas", "kls"}
PARENTS = (
    "kementerian hukum dan hak asasi manusia", "kementerian hukum dan ham", "kementerian imigrasi dan pemasyarakatan", "direktorat jenderal pemasyarakatan",
    "kemenkumham", "kemenkum ham", "kemenkuham", "kumham", "kemenkum", "kemenimipas", "ditjen pemasyarakatan", "ditjen pas", "ditjenpas", "dirjenpas", "ri",
)  # fmt: skip
TOKEN = re.compile(r"\w+|[^\w\s]")
NEEDS_CUE = {"lp", "lpp", "lpn", "l.p."}
_SHORT = {"lpka", "lkpa", "dkis", *NEEDS_CUE}
_TYPOS = ("permasyarakatan", "pemasarakatan", "pemasyarakat", "permasyarakat", "pemasyarakatn", "pemasyrakatan", "pemasyarkatan", "pemasyarakattan", "permasyarkatan")
CUES = frozenset(
    ["lapas", "rutan", "lpka", "bapas", "rupbasan", "kalapas", "karutan", "kplp", "napi", "narapidana", "napiter", "tahanan", "sipir", "wbp", "warga_binaan", "binaan", "pemasyarakatan", "permasyarakatan", "penjara", "remisi", "asimilasi", "kumham", "kemenkumham", "kemenimipas", "ditjenpas", "kanwil", "kakanwil", "residivis", "andikpas", "pembesuk", "besuk", "besukan", "sel", "mendekam", "dipenjara", "lp", "lpp"]
)
_GLUED = {written + letter: (roman, letter.upper()) for written, roman in ROMAN.items() for letter in ("", "a", "b")}
_NUMBERS = {"l", "1", "2", "3"}
ATTRIBUTES = frozenset({*CLASS_WORDS, *_GLUED, *SPECIAL, "(", "-", ",", "negara", "cabang"})


class Head(NamedTuple):
    """One way to begin a name: its further words, the kind it means, how it is shown; LP and the like need a second cue."""

    tail: tuple[str, ...]
    kind: str
    shown: str
    needs_cue: bool = False


@cache
def heads() -> dict[str, tuple[Head, ...]]:
    """First word -> the heads that begin with it, the longest first."""
    kinds = {name.lower(): kind for kind, names in grammar()["heads"].items() for name in names} | MORE_HEADS
    shown = {name: (name.upper() if name in _SHORT else name.title() if " " in name else name.capitalize()) for name in kinds}
    for title, named in TITLES.items():
        kinds[title], shown[title] = kinds[named.lower()], named
    for typo, (right, kind) in _misspelt_heads().items():
        kinds[typo], shown[typo] = kind, right
    found: dict[str, list[Head]] = {}
    for name, kind in kinds.items():
        first, *tail = TOKEN.findall(name)
        found.setdefault(first, []).append(Head(tuple(tail), kind, shown[name], name in NEEDS_CUE))
    return {first: tuple(sorted(of, key=lambda head: (-len(head.tail), head.tail))) for first, of in found.items()}


def _misspelt_heads() -> dict[str, tuple[str, str]]:
    """Usual misspellings of a head -> how it is spelt right, and its kind."""
    found = {"lkpa": ("LPKA", "lpka"), "rutar": ("Rutan", "rutan"), "lapas pembinaan khusus anak": ("LPKA", "lpka")}
    for right, kind in (("lembaga pemasyarakatan", "lapas"), ("balai pemasyarakatan", "bapas")):
        found |= {right.replace("pemasyarakatan", typo): (right.title(), kind) for typo in _TYPOS}
    return found


@cache
def parents() -> tuple[tuple[str, ...], ...]:
    """Names of the parent body inside a regional office's name, the longest first."""
    return tuple(sorted((tuple(name.split()) for name in PARENTS), key=len, reverse=True))


@cache
def owners() -> frozenset[str]:
    """Whose cells are none of ours: police, prosecutors, KPK, military."""
    return frozenset(grammar()["foreign_owners"])


def class_of(words: list[str], here: int) -> tuple[str | None, int]:
    """The class that begins at a word, and where it ends; ``ll A`` and ``2A`` are class IIA.

    >>> class_of(["klas", "ii", "-", "a", "bogor"], 0), class_of(["lla"], 0), class_of(["batu"], 0)
    (('IIA', 4), ('IIA', 1), (None, 0))
    """
    n, place = len(words), here
    named = place < n and words[place] in CLASS_WORDS
    place += named
    found = _GLUED.get(words[place]) if place < n else None
    if found is None:
        return None, here
    roman, letter = found
    end = place + 1
    if not letter:
        dash = end < n and words[end] in "-."
        if end + dash < n and words[end + dash] in ("a", "b"):
            letter, end = words[end + dash].upper(), end + dash + 1
    if not named and not letter and words[place] in _NUMBERS:
        return None, here
    return roman + letter, end


@cache
def _false_friends() -> re.Pattern[str]:
    cells = [friend["pattern"] for friend in grammar()["false_friends"] if "hunian" not in friend["pattern"]]  # housing has no head word
    return re.compile("|".join(f"(?:{pattern})" for pattern in cells), re.IGNORECASE)


_COULD_BE = ("rutan", "tahanan", "lp ", "landing", "kemenko", "lembaga ")


def is_elsewhere(text: str) -> bool:
    """Whether a folded text speaks of cells of the police, the prosecutors, the KPK or the military.

    >>> is_elsewhere("tersangka ditahan di rutan polda"), is_elsewhere("rutan arunika")
    (True, False)
    """
    return any(word in text for word in _COULD_BE) and _false_friends().search(text) is not None
