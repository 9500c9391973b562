"""One spelling for texts that mean the same: damaged encodings mended, invisible signs gone, blanks and case folded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pandas as pd

_TRAIL = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # how the later bytes of UTF-8 look when they are read as Windows-1252
_DAMAGED = re.compile(f"[Â-ß][{_TRAIL}]|[à-ï][{_TRAIL}]{{2}}|[ð-ô][{_TRAIL}]{{3}}|â€[\x9d\u009d]?|Â(?=\\s|$)|\ufffd")
_SIGNS = frozenset("ÂÃâãåðêëìí\ufffd")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def mend(text: str) -> str:
    """Undo the damage of UTF-8 that was read as Windows-1252 or Latin-1, even twice; a lost sign becomes a blank.

    >>> mend("â€œAmanâ€™"), mend("CafÃ©"), mend("Château Ângka")
    ('“Aman’', 'Café', 'Château Ângka')
    """
    for _ in range(3):
        if text.isascii() or _SIGNS.isdisjoint(text):
            return text
        mended = _DAMAGED.sub(_undo, text)
        if mended == text:
            return text
        text = mended
    return text


def _undo(found: re.Match[str]) -> str:
    damaged = found[0]
    if damaged == "\ufffd" or damaged == "Â":
        return " " if damaged == "\ufffd" else ""
    if damaged.rstrip("\x9d") == "â€":
        return "”"
    try:
        return b"".join(bytes([ord(sign)]) if ord(sign) < 256 else sign.encode("cp1252") for sign in damaged).decode("utf-8")
    except UnicodeError:
        return damaged


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
