"""One spelling for texts that mean the same: damaged encodings mended, invisible signs gone, blanks and case folded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pandas as pd

DAMAGE = {
    "â€œ": "“", "â€\x9d": "”", "â€": "”", "â€™": "’", "â€˜": "‘", "â€“": "–", "â€”": "—", "Â ": " ", "Â": "", "\ufffd": " ",
}  # fmt: skip
_DAMAGED = re.compile("|".join(map(re.escape, sorted(DAMAGE, key=len, reverse=True))))
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def mend(text: str) -> str:
    """Undo the usual damage of a text read in the wrong encoding.

    >>> mend("â€œAmanâ€™")
    '“Aman’'
    """
    return _DAMAGED.sub(lambda found: DAMAGE[found[0]], text) if "â" in text or "Â" in text or "\ufffd" in text else text


def tidy(text: str) -> str:
    """Compatible characters unified, invisible ones removed, runs of blanks made one.

    >>> tidy("Lapas  Kelas\u200b IIA")
    'Lapas Kelas IIA'
    """
    if text.isascii() and text.isprintable():
        return text if "  " not in text and text[:1] != " " != text[-1:] else " ".join(text.split())
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", mend(text))).split())


def fold(text: str) -> str:
    """:func:`tidy` without case, for comparing.

    >>> fold("LAPAS  Arunika")
    'lapas arunika'
    """
    return tidy(text).casefold()


def each_distinct(texts: pd.Series, change: Callable[[str], str]) -> pd.Series:
    """Apply ``change`` once to every distinct text; a missing text is the empty one."""
    filled = texts.fillna("").astype(object)
    codes, distinct = pd.factorize(filled)
    changed = pd.Series([change(text) for text in distinct], dtype=object)
    return pd.Series(changed.to_numpy()[codes] if len(changed) else [], index=texts.index, dtype=object)
