"""Files as offices send them: workbooks with title rows, CSV with semicolons, JSON lines, feeds. Equal content, equal bytes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from openpyxl import Workbook

STAMP = (2022, 11, 1, 6, 0, 0)


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence], *, separator: str = ";") -> bytes:
    """A CSV as spreadsheet programs of this country write it."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=separator, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    return buffer.getvalue().encode("utf-8")


def jsonl_bytes(header: Sequence[str], rows: Iterable[Sequence]) -> bytes:
    """One object a line; missing values are left out."""
    lines = (json.dumps({name: value for name, value in zip(header, row, strict=True) if value not in (None, "")}, ensure_ascii=False) for row in rows)
    return "".join(line + "\n" for line in lines).encode("utf-8")


def rss_bytes(title: str, items: Iterable[dict[str, str]]) -> bytes:
    """A feed with guid, title, link, description and pubDate."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>' + escape(title) + "</title>\n"]
    for item in items:
        inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in item.items() if value)
        parts.append(f"<item>{inner}</item>\n")
    return "".join([*parts, "</channel></rss>\n"]).encode("utf-8")


def xlsx_bytes(sheet: str, rows: Iterable[Sequence]) -> bytes:
    """A workbook of one sheet, row by row; times inside and out are fixed."""
    return workbook_bytes({sheet: rows})


def workbook_bytes(sheets: dict[str, Iterable[Sequence]]) -> bytes:
    """A workbook of several sheets."""
    book = Workbook(write_only=True)
    book.properties.creator = "contoh"
    book.properties.created = book.properties.modified = dt.datetime(*STAMP)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return _still(buffer.getvalue())


def _still(data: bytes) -> bytes:
    """The same archive with fixed times, inside the document properties too."""
    import re

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2022-11-01T06:00:00Z", content)
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)
    return out.getvalue()
