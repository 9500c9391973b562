"""What a delivered file really is: its first bytes decide, its name is only a claim."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path
from typing import NamedTuple

from analitik.core.errors import EnvironmentFault
from analitik.core.locale import say
from analitik.ingest.messages import refusal

LIMIT_MB = 100
LIMIT = LIMIT_MB * 1_000_000
BOMB_SIZE = 50 * 1024 * 1024
BOMB_RATIO = 100

CLAIMS = {
    ".csv": "csv", ".tsv": "csv", ".xlsx": "xlsx", ".xlsm": "xlsx", ".xls": "xls", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".json": "jsonl", ".sav": "sav", ".zsav": "sav", ".rss": "rss", ".atom": "atom",
}  # fmt: skip
SHOWN = {
    "csv": "CSV", "xlsx": "XLSX", "xls": "XLS", "jsonl": "JSONL", "sav": "SPSS (SAV)", "rss": "RSS", "atom": "Atom",
    "html": "HTML", "xml": "XML", "zip": "ZIP", "gzip": "GZIP", "json": "JSON", "text": "teks/text", "pdf": "PDF",
    "binary": "data biner/binary data",
}  # fmt: skip
_MAGIC = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"SQLite format 3", b"PAR1", b"BZh", b"\xfd7zXZ")
_CONTROL_BYTES = [bytes([byte]) for byte in (*range(1, 9), *range(14, 32))]
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|div|meta|style)\b", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)")
_PROLOG = re.compile(r"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE)


class Content(NamedTuple):
    """A delivered file, opened: the format to read it as, and its bytes (unpacked where it came as .gz)."""

    format: str
    data: bytes


def open_content(path: Path) -> Content:
    """Read a delivered file and decide what it is.

    Raises
    ------
    DeliveryRefused
        When it is empty, too large, damaged, locked, or not what its name says.
    """
    try:
        if path.stat().st_size > LIMIT:
            raise refusal("too_large", limit=LIMIT_MB)
        data = path.read_bytes()
    except OSError as problem:
        raise EnvironmentFault(
            say(f"Berkas {path.name} tidak terbaca: {problem.strerror}.", f"File {path.name} cannot be read: {problem.strerror}.")
        ) from problem
    claim, zipped = _claim(path.name)
    if is_blank(data):
        raise refusal("empty_file")
    if zipped or (claim is None and data[:2] == b"\x1f\x8b"):
        data = _gunzip(data, claim)
        if is_blank(data):
            raise refusal("empty_file")
    return Content(_decide(data, claim), data)


def is_blank(data: bytes) -> bool:
    """Nothing but a byte order mark and blanks."""
    for bom in _BOMS:
        if data.startswith(bom):
            data = data[len(bom) :]
            break
    return not data[:4096].strip(b" \t\r\n\x00") and not data.strip(b" \t\r\n\x00")


def _claim(name: str) -> tuple[str | None, bool]:
    """What the name says: a format (None where it says nothing), and whether it is packed."""
    lower = name.lower()
    zipped = lower.endswith(".gz")
    suffix = Path(lower.removesuffix(".gz")).suffix
    return CLAIMS.get(suffix), zipped


def _decide(data: bytes, claim: str | None) -> str:
    """The format of the content, if the claim allows it."""
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" or data[:12] == b"ENCRYPTEDSAV":
        raise refusal("encrypted_or_xls")
    content = _binary(data) or _textual(data, claim)
    if content in ("xlsx", "csv", "jsonl", "sav", "rss", "atom") and claim in (None, content):
        return content
    raise refusal("format_mismatch", content=SHOWN[content], claim=SHOWN.get(claim or "", "CSV, XLSX, JSONL, SAV, RSS, Atom"))


def _binary(data: bytes) -> str | None:
    if data[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return "xlsx"  # whether it is a workbook inside is for the reader to see
    if data[:4] in (b"$FL2", b"$FL3"):
        return "sav"
    if data[:2] == b"\x1f\x8b":
        return "gzip"
    if data[:5] == b"%PDF-":
        return "pdf"
    return "binary" if data.startswith(_MAGIC) or _is_binary(data) else None


def _is_binary(data: bytes) -> bool:
    """Whether the beginning is too full of control bytes to be text (zeros aside: they are half of UTF-16)."""
    head = data[:4096]
    controls = sum(head.count(byte) for byte in _CONTROL_BYTES)
    return controls >= 8 and controls * 20 > len(head) and not data.startswith(_BOMS)


def _textual(data: bytes, claim: str | None) -> str:
    """HTML, a feed, JSON lines, or a table of text."""
    head = _head(data)
    start = head.lstrip("\ufeff\x00 \t\r\n")
    if start.startswith("<"):
        return _markup(start, claim)
    is_json = start.startswith("{")
    if claim == "jsonl":
        return "jsonl" if is_json or _any_object(data) or start[:1] in '["' else "text"
    if claim in (None, "csv") and not is_json:
        return "csv"
    return "jsonl" if is_json else "text"


def _markup(start: str, claim: str | None) -> str:
    if _HTML.match(start):
        return "html"
    rest = start
    while found := _PROLOG.match(rest):
        rest = rest[found.end() :]
    root = _ROOT.match(rest.lstrip())
    name = root[1].lower() if root else ""
    feed = {"rss": "rss", "feed": "atom"}.get(name)
    if feed or claim not in ("rss", "atom", None):
        return feed or ("html" if name == "html" else "xml")
    if re.match(r"(?:<\?.*?\?>\s*|<!--.*?-->\s*)*<!DOCTYPE", start, re.DOTALL | re.IGNORECASE):
        raise refusal("xml_entities", detail="XML")
    return claim if claim and not root else "xml"  # a feed cut off before its first element is a damaged feed


def _head(data: bytes) -> str:
    encoding = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}.get(data[:2], "utf-8")
    return data[:65536].decode(encoding, "replace")


def _any_object(data: bytes) -> bool:
    """Whether some line begins as an object does: a file of JSON lines may begin with a broken one."""
    return re.search(rb"^[ \t]*\{\x00?", data.replace(b"\r", b"\n"), re.MULTILINE) is not None


def _gunzip(data: bytes, claim: str | None) -> bytes:
    """Unpack, but never more than the limits allow."""
    if data[:2] != b"\x1f\x8b":
        raise refusal("format_mismatch", content=SHOWN[_binary(data) or "text"], claim="GZIP")
    import io

    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as packed:
            unpacked = packed.read(LIMIT + 1)
    except (EOFError, OSError, zlib.error) as problem:
        raise refusal("corrupt_file", detail=f"gzip: {problem}") from problem
    if len(unpacked) > BOMB_SIZE and len(unpacked) > BOMB_RATIO * len(data):
        raise refusal("zip_bomb", detail="gzip")
    if len(unpacked) > LIMIT:
        raise refusal("too_large", limit=LIMIT_MB)
    return unpacked
