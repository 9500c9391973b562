"""Bytes to text: what is certain is decoded, what is not is marked, nothing is replaced in silence."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field

from analitik.ingest.cells import Notes

MARK = re.compile("[\udc80-\udcff]")  # a byte that is not text, kept as a mark until its row is set aside
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x80-\x9f]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]"
                        rb"|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}")  # fmt: skip


@dataclass
class Decoded:
    """A text file as text. ``offsets`` are the places, in bytes, of what could not be decoded, in order."""

    text: str
    encoding: str
    offsets: list[int] = field(default_factory=list)


def decode(data: bytes, notes: Notes) -> Decoded:
    """Decode by byte order mark, else as UTF-8, else (where no UTF-8 sequence stands in it) as Windows-1252.

    >>> notes = Notes()
    >>> decode("Kafé".encode("cp1252"), notes).text, notes.list()
    ('Kafé', ['encoding_assumed_cp1252'])
    """
    decoded = _decode(data, notes)
    text = decoded.text.replace("\ufeff", "") if "\ufeff" in decoded.text else decoded.text
    if _CONTROLS.search(text):
        notes.add("control_chars_removed")
        text = _CONTROLS.sub("", text)
    decoded.text = text
    return decoded


def _decode(data: bytes, notes: Notes) -> Decoded:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode_utf16(data)
    has_bom = data.startswith(codecs.BOM_UTF8)
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        if has_bom or _MULTIBYTE.search(data):
            text = data.decode("utf-8", "surrogateescape")
            return Decoded(text, "UTF-8", _offsets(text, "utf-8"))
    notes.add("encoding_assumed_cp1252")
    try:
        return Decoded(data.decode("cp1252"), "Windows-1252")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "surrogateescape")
        return Decoded(text, "Windows-1252", _offsets(text, "cp1252"))


def _decode_utf16(data: bytes) -> Decoded:
    encoding = "utf-16-le" if data.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    whole, rest = (data, b"") if len(data) % 2 == 0 else (data[:-1], data[-1:])
    text = whole.decode(encoding, "surrogatepass")
    halves = [found.start() for found in re.finditer("[\ud800-\udfff]", text)]
    if halves:  # half a surrogate pair is no character: mark it as the byte it begins with
        text = re.sub("[\ud800-\udfff]", "\udcd8", text)
    if rest:
        text += chr(0xDC80 | rest[0])
    return Decoded(text, "UTF-16", _offsets(text, encoding) if halves or rest else [])


def _offsets(text: str, encoding: str) -> list[int]:
    """Where in the file the marked bytes stand."""
    offsets, place, before = [], 0, 0
    errors = "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"
    for found in MARK.finditer(text):
        place += len(text[before : found.start()].encode(encoding, errors))
        offsets.append(place)
        before = found.start()
    return offsets


class Marks:
    """Hands out the offsets of marked bytes as the rows that hold them come by."""

    def __init__(self, decoded: Decoded):
        self._offsets = iter(decoded.offsets)
        self.encoding = decoded.encoding
        self.any = bool(decoded.offsets)

    def fault(self, *texts: str) -> tuple[str, dict] | None:
        """The fault of a row with marked bytes; None for a clean row."""
        if not self.any:
            return None
        found = [mark for text in texts for mark in MARK.findall(text)]
        if not found:
            return None
        places = [next(self._offsets, 0) for _ in found]
        value = f"0x{ord(found[0]) - 0xDC00:02X}"
        return "encoding_error", {"encoding": self.encoding, "value": value, "offset": places[0]}
