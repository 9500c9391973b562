"""Workbooks as vendors send them, with the same bytes every time: titles above the header, sums below, fixed times inside."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable

from openpyxl import Workbook

FIXED = dt.datetime(2022, 11, 1, 8, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def workbook_bytes(sheets: dict[str, Iterable[list]]) -> bytes:
    """A workbook with the given rows on each sheet."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    raw = io.BytesIO()
    book.save(raw)
    return with_fixed_times(raw.getvalue())


def with_fixed_times(data: bytes) -> bytes:
    """The same workbook with every time inside it set to one moment."""
    out = io.BytesIO()
    moment = FIXED.timetuple()[:6]
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            part = (
                _STAMP.sub(rb"\g<1>" + FIXED.isoformat().encode() + b"Z", old.read(name))
                if name == "docProps/core.xml"
                else old.read(name)
            )
            info = zipfile.ZipInfo(name, date_time=moment)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            new.writestr(info, part)
    return out.getvalue()
