"""Which unit a delivered name means: the same name but for its looks, never a similar one."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from analitik.ingest.cells import Notes

if TYPE_CHECKING:
    import pandas as pd

_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_HINTS = 200  # unknown names for which a similar one is looked up; a file with more has another problem


def normal_name(name: str) -> str:
    """A name as it is compared: NFKC, nothing invisible, casefold, blanks folded.

    >>> normal_name("LAPAS\\u200b  Kelas\\u00a0I Cipinang")
    'lapas kelas i cipinang'
    """
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", name)).casefold().split())


class UnitIndex:
    """The register, ready to be asked for names, aliases and kodes."""

    def __init__(self, register: pd.DataFrame):
        names: dict[str, set[str]] = {}
        aliases = register["aliases"] if "aliases" in register else [None] * len(register)
        self._official: dict[str, str] = {}
        for kode, nama, joined in zip(register["kode"], register["nama"], aliases, strict=True):
            others = joined.split("|") if isinstance(joined, str) else []
            for name in (nama, kode, *others):
                if normal_name(name):
                    names.setdefault(normal_name(name), set()).add(kode)
            self._official[normal_name(nama)] = nama
        self._kode = {name: kodes.pop() for name, kodes in names.items() if len(kodes) == 1}
        self._seen: dict[str, tuple[str | None, bool]] = {}
        self._hints: dict[str, str] = {}

    def find(self, name: str, notes: Notes) -> str | None:
        """The kode of a delivered name, or None."""
        if name not in self._seen:
            self._seen[name] = self._kode.get(normal_name(name)), bool(_INVISIBLE.search(name))
        kode, invisible = self._seen[name]
        if invisible:
            notes.add("invisible_chars")
        return kode

    def hint(self, name: str) -> str:
        """The most similar official name, for a person to decide; empty where nothing is similar."""
        if name not in self._hints:
            if len(self._hints) >= _HINTS:
                return ""
            import difflib

            close = difflib.get_close_matches(normal_name(name)[:200], list(self._official), n=1, cutoff=0.8)
            self._hints[name] = f"; mungkin maksudnya {self._official[close[0]]}" if close else ""
        return self._hints[name]
