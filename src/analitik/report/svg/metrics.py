"""How wide a text will be: widths of a common sans face, so that labels can be placed without a browser."""

from __future__ import annotations

_WIDTHS = {
    220: "'", 260: " !,.:;ijl·|", 280: "J", 300: "()", 320: "-[]", 340: "If", 360: "t", 380: "/", 400: '"', 420: "r", 440: "?_",
    480: "csz", 500: "v–", 520: "FLxy", 540: "Sk≤≥", 560: "*ETYae−", 580: "$+0123456789<=>XZ×±", 600: "PVo", 620: "KRbdghnpqu",
    640: "#ABC", 720: "DG", 740: "&HU", 760: "N", 780: "OQw", 800: "…", 840: "%", 900: "@M", 920: "W", 940: "m", 1000: "→■",
}  # fmt: skip
_OF = {character: width / 1000 for width, characters in _WIDTHS.items() for character in characters}
BOLD = 1.06


def text_width(text: str, size: float = 12, *, bold: bool = False) -> float:
    """The width of one line of text in pixels, slightly generous.

    >>> round(text_width("6,8%", 12))
    27
    """
    return sum(_OF.get(character, 0.62) for character in text) * size * (BOLD if bold else 1)


def shortened(text: str, room: float, size: float = 12) -> str:
    """The text, cut with an ellipsis where it is wider than ``room``.

    >>> shortened("Kelebihan hunian di rumah tahanan", 120)
    'Kelebihan hunian d…'
    """
    if text_width(text, size) <= room:
        return text
    while text and text_width(text + "…", size) > room:
        text = text[:-1]
    return text + "…"


def wrapped(text: str, room: float, size: float = 12, *, lines: int = 2) -> list[str]:
    """The text in at most ``lines`` lines; the last is cut where it does not fit.

    >>> wrapped("Penanganan pengaduan, saran, dan masukan", 150)
    ['Penanganan pengaduan,', 'saran, dan masukan']
    """
    found, rest = [], text.split()
    while rest and len(found) < lines - 1:
        taken = 1
        while taken < len(rest) and text_width(" ".join(rest[: taken + 1]), size) <= room:
            taken += 1
        found.append(shortened(" ".join(rest[:taken]), room, size))
        rest = rest[taken:]
    return found + ([shortened(" ".join(rest), room, size)] if rest else [])
