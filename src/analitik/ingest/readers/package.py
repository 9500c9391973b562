"""The zip around a workbook: looked at before it is opened, because a small file can be a large trap."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element, ParseError, iterparse
from xml.parsers import expat

from analitik.ingest.messages import refusal
from analitik.ingest.sniff import BOMB_RATIO, BOMB_SIZE

_ENCRYPTED = 0x1


class Package:
    """A zip of XML parts that passed the checks: no bomb, no password, no document type declaration."""

    def __init__(self, data: bytes):
        with damage_refused():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        members = self._zip.infolist()
        self.names = {member.filename for member in members}
        _refuse_bombs(members)
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise refusal("encrypted_or_xls")
        for member in members:
            if member.filename.lower().endswith((".xml", ".rels", ".vml")):
                self._refuse_doctype(member.filename)

    def elements(self, name: str) -> Iterator[Element]:
        """The elements of a part as they are completed."""
        with damage_refused(), self._zip.open(name) as part:
            for _, element in iterparse(part, events=("end",)):
                yield element

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Relation id -> (kind, part) of a part; of the package itself when the name is empty."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if rels not in self.names:
            return {}
        found = {}
        for element in self.elements(rels):
            if element.tag.endswith("}Relationship") and element.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, element.get("Target", ""))).lstrip("/")
                found[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], target)
        return found

    def _refuse_doctype(self, name: str) -> None:
        """Read a part up to its first element: a document type declaration can only stand before it."""
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = _on_doctype
        parser.StartElementHandler = _on_element
        with damage_refused(), self._zip.open(name) as part:
            try:
                while chunk := part.read(65536):
                    parser.Parse(chunk, False)
            except _DoctypeFound:
                raise refusal("xml_entities", detail=name) from None
            except (_ElementFound, expat.ExpatError):
                return  # a part that is not well-formed is refused when it is read


class _DoctypeFound(Exception):
    pass


class _ElementFound(Exception):
    pass


def _on_doctype(*_: object) -> None:
    raise _DoctypeFound


def _on_element(*_: object) -> None:
    raise _ElementFound


def _refuse_bombs(members: list[zipfile.ZipInfo]) -> None:
    """Decided from the directory alone, before one byte is inflated."""
    for member in members:
        if member.file_size > BOMB_SIZE and member.file_size > BOMB_RATIO * max(member.compress_size, 1):
            raise refusal("zip_bomb", detail=f"{member.filename}: {member.file_size // 2**20} MiB")


@contextmanager
def damage_refused() -> Iterator[None]:
    """Whatever is wrong inside a zip is a damaged file, said so."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, struct.error) as problem:
        raise refusal("corrupt_file", detail=f"ZIP: {problem}") from problem
    except (ParseError, ValueError, LookupError, OverflowError) as problem:
        raise refusal("corrupt_file", detail=f"XLSX: {problem}") from problem
