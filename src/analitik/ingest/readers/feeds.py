"""RSS and Atom: what a news site says about itself."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden
from defusedxml.ElementTree import fromstring

from analitik.ingest.cells import Grid, Notes, Row
from analitik.ingest.messages import refusal

HEADER = ["id", "judul", "tautan", "isi", "tanggal"]
_BASE = "{http://www.w3.org/XML/1998/namespace}base"


def read_feed(data: bytes, notes: Notes) -> list[Grid]:
    """The items of an RSS channel or the entries of an Atom feed, in their order."""
    root = _parse(data)
    items = _atom(root) if _local(root) == "feed" else _rss(root)
    rows = [Row(number, cells) for number, cells in enumerate(items, start=1)]
    return [Grid(rows, header=HEADER, header_row=0, keeps_empty=True, fixed=True)]


def _parse(data: bytes) -> Element:
    try:
        return fromstring(data, forbid_dtd=True)
    except (DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden):
        raise refusal("xml_entities", detail="RSS/Atom") from None
    except (ParseError, ValueError, LookupError) as problem:
        raise refusal("corrupt_file", detail=f"XML: {problem}") from problem


def _rss(root: Element) -> Iterable[list[str | None]]:
    for item in (one for one in root.iter() if one.tag == "item" or one.tag.endswith("}item")):
        child = {name: _text(_first(item, name)) for name in ("guid", "title", "link", "description", "pubDate")}
        yield list(child.values())


def _atom(root: Element) -> Iterable[list[str | None]]:
    base = root.get(_BASE, "")
    for entry in (one for one in root if _local(one) == "entry"):
        inner = urljoin(base, entry.get(_BASE, ""))
        texts = {name: _text(_first(entry, name)) for name in ("id", "title", "summary", "updated")}
        yield [texts["id"], texts["title"], _atom_link(entry, inner), texts["summary"], texts["updated"]]


def _atom_link(entry: Element, base: str) -> str | None:
    links = [one for one in entry if _local(one) == "link" and one.get("href")]
    chosen = next((one for one in links if one.get("rel", "alternate") == "alternate"), None)
    if chosen is None:
        return None
    href = chosen.get("href", "").strip()
    try:
        return urljoin(urljoin(base, chosen.get(_BASE, "")), href)
    except ValueError:
        return href


def _first(parent: Element, name: str) -> Element | None:
    """The first child of that name in the feed's own namespace (an ``atom:link`` in RSS is not its link)."""
    own = parent.tag.rpartition("}")[0]
    wanted = f"{own}}}{name}" if own else name
    return next((child for child in parent if child.tag == wanted), None)


def _text(element: Element | None) -> str | None:
    return "".join(element.itertext()) if element is not None else None


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]
