"""A notebook's prose on the page: headings, paragraphs, lists and emphasis; links and raw HTML stay plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analitik.report.markup import Element, el, group

_INLINE = re.compile(r"(\*\*.+?\*\*|(?<![\w*])\*[^*\s][^*]*\*(?!\w)|(?<![\w_])_[^_\s][^_]*_(?!\w)|`[^`]+`|\[[^\]]+\]\([^)]*\))")
_ITEM = re.compile(r"\s*(?:[-*+]|(\d+)[.)])\s+(.*)")


@dataclass(frozen=True)
class Block:
    """One piece of prose: a heading of some level, a paragraph, a list or a piece of code."""

    kind: str
    lines: tuple[str, ...]
    level: int = 0

    @property
    def text(self) -> str:
        """The words without their marks."""
        return plain_words("\n".join(self.lines))

    def html(self) -> Element:
        if self.kind == "code":
            return el("pre", {"tabindex": 0}, el("code", None, "\n".join(self.lines)))
        if self.kind in ("ul", "ol"):
            return el(self.kind, None, [el("li", None, inline(line)) for line in self.lines])
        return el(f"h{self.level}" if self.kind == "heading" else "p", None, inline(" ".join(self.lines)))

    def __html__(self) -> str:
        return self.html().__html__()


def blocks(source: str) -> list[Block]:
    """The blocks of a markdown cell.

    >>> [(block.kind, block.text) for block in blocks("## Membaik?\\n\\nSatu **baris**.\\n\\n- a\\n- b")]
    [('heading', 'Membaik?'), ('p', 'Satu baris.'), ('ul', 'a\\nb')]
    """
    return list(_blocks(source.replace("\r\n", "\n").split("\n")))


def _blocks(lines: list[str]) -> Iterator[Block]:
    rest = list(lines)
    while rest:
        line = rest.pop(0)
        heading = re.fullmatch(r"(#{1,6})\s+(.*?)\s*#*", line)
        if not line.strip():
            continue
        if heading:
            yield Block("heading", (heading[2],), len(heading[1]))
        elif line.startswith("```"):
            yield Block("code", tuple(_take(rest, lambda text: not text.startswith("```"), closing=True)))
        elif found := _ITEM.fullmatch(line):
            yield Block("ol" if found[1] else "ul", tuple(_items(found[2], rest)))
        else:
            more = _take(
                rest, lambda text: bool(text.strip()) and not re.match(r"#{1,6}\s|```", text) and not _ITEM.fullmatch(text)
            )
            yield Block("p", (line.strip(), *(text.strip() for text in more)))


def _items(first: str, rest: list[str]) -> list[str]:
    items = [first]
    while rest and rest[0].strip():
        found = _ITEM.fullmatch(rest[0])
        line = rest.pop(0)
        if found:
            items.append(found[2])
        else:
            items[-1] += " " + line.strip()
    return items


def _take(rest: list[str], fits: object, *, closing: bool = False) -> list[str]:
    taken = []
    while rest and fits(rest[0]):
        taken.append(rest.pop(0))
    if closing and rest:
        rest.pop(0)
    return taken


def inline(text: str) -> Element:
    """Words with emphasis; a link becomes its words.

    >>> str(inline("**a** <b> [situs](javascript:x)"))
    '<b>a</b> &lt;b&gt; situs'
    """
    return group([_piece(piece) for piece in _INLINE.split(text)])


def _piece(piece: str) -> Element | str:
    if not _INLINE.fullmatch(piece):
        return piece
    if piece.startswith("**"):
        return el("b", None, inline(piece[2:-2]))
    if piece.startswith("`"):
        return el("code", None, piece[1:-1])
    if piece.startswith("["):
        return piece[1 : piece.index("]")]
    return el("em", None, piece[1:-1])


def plain_words(text: str) -> str:
    """Text without the marks of emphasis and links."""
    return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", re.sub(r"\*\*|`|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)", "", text))
