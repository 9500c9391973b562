"""Text becomes HTML here and nowhere else: every string is escaped, only elements built here stand as they are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from analitik.core.errors import AnalitikError

_VOID = {"br", "meta", "link", "circle", "line", "path", "rect", "use"}


class Element:
    """A finished piece of HTML; templates take it without escaping it a second time."""

    __slots__ = ("_html",)

    def __init__(self, html: str):
        self._html = html

    def __html__(self) -> str:
        return self._html

    __str__ = __html__


def el(name: str, attributes: Mapping[str, Any] | None = None, *children: Any) -> Element:
    """One element with attributes and children.

    Attributes that are None or False are left out, True gives an empty one; strings among the children are escaped.

    >>> str(el("p", {"class": "x", "hidden": None}, "a < b", el("b", None, "c")))
    '<p class="x">a &lt; b<b>c</b></p>'
    """
    opening = name + "".join(_attribute(key, value) for key, value in (attributes or {}).items())
    if name in _VOID and not children:
        return Element(f"<{opening}/>" if name not in ("br", "meta", "link") else f"<{opening}>")
    return Element(f"<{opening}>{inner(children)}</{name}>")


def inner(children: Any) -> str:
    """The HTML of some children: elements as they are, everything else as escaped text, None and False as nothing."""
    if children is None or children is False:
        return ""
    if isinstance(children, str):
        return escape(children, quote=False)
    if hasattr(children, "__html__"):
        return children.__html__()
    if isinstance(children, Iterable):
        return "".join(map(inner, children))
    raise TypeError(f"not a piece of a page: {type(children).__name__}")


def group(*children: Any) -> Element:
    """Several pieces one after the other."""
    return Element(inner(children))


def style(css: str) -> Element:
    """A style sheet of our own making."""
    if "<" in css:
        raise AnalitikError("Lembar gaya tidak boleh memuat tanda '<'.")
    return Element(f"<style>{css}</style>")


def json_block(name: str, value: Any) -> Element:
    """Data for a page's script; no text inside can end the block.

    >>> str(json_block("a", ["</script>"]))
    '<script type="application/json" id="a">["\\\\u003c/script>"]</script>'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).replace("<", "\\u003c")
    return Element(f'<script type="application/json" id="{escape(name)}">{text}</script>')


def _attribute(key: str, value: Any) -> str:
    if value is None or value is False:
        return ""
    text = escape(str(value), quote=False).replace('"', "&quot;")
    return f" {key}" if value is True else f' {key}="{text}"'
