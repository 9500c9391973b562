"""The few words a change may be called by, and when."""

from __future__ import annotations

from collections.abc import Sequence

from analitik.report.number import Number

SAME = "tidak berubah berarti"
OPEN = "belum dapat disimpulkan"
RAW = "belum dikoreksi"
FIGURES = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan")


def spelled(n: int) -> str:
    """A small count in letters; a larger one stays unsaid.

    >>> spelled(3), spelled(12)
    ('tiga', 'lebih dari sembilan')
    """
    return FIGURES[n] if n < len(FIGURES) else f"lebih dari {FIGURES[-1]}"


def capital(text: str) -> str:
    """The text with a capital at its beginning.

    >>> capital("waktu")
    'Waktu'
    """
    return text[:1].upper() + text[1:]


def listed(names: Sequence[str]) -> str:
    """Names in a row.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a dan b', 'a, b, dan c')
    """
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


def change_word(change: Number | None, *, comparable: bool = True, better: str | None = None) -> str:
    """How a difference is called: ``naik`` or ``turun`` only when its interval leaves out zero.

    Parameters
    ----------
    change : Number or None
        The difference with its interval, adjusted for the number of comparisons by whoever made it.
    comparable : bool
        False when either side is not corrected: then nothing is said of a direction.
    better : str, optional
        ``naik`` or ``turun``, whichever is an improvement; adds the judgement as a word of its own.

    Examples
    --------
    >>> change_word(Number("a", -0.3, "points", low=-3.0, high=2.4))
    'tidak berubah berarti'
    >>> change_word(Number("b", -4.4, "hours", low=-7.9, high=-0.6), better="turun")
    'turun (membaik)'
    """
    if change is None or not comparable or not change.has_interval:
        return OPEN
    if change.low <= 0 <= change.high:
        return SAME
    word = "naik" if change.low > 0 else "turun"
    return word if better is None else f"{word} ({'membaik' if word == better else 'memburuk'})"


def comparable(*numbers: Number | None) -> bool:
    """Whether numbers may be compared: all there, all corrected or counted in full."""
    return all(number is not None and number.value is not None and number.state != RAW for number in numbers)
