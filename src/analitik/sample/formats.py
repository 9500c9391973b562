"""The five file formats, written from the same rows: semicolon CSV, JSON lines, RSS, workbook."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from email.utils import format_datetime
from xml.sax.saxutils import escape

from analitik.core.period import JAKARTA
from analitik.sample.dirt import CUT, RAW, Row
from analitik.sample.workbook import workbook_bytes


def csv_bytes(rows: list[Row], columns: Sequence[str], headers: Sequence[str], *, separator: str = ";", bom: bool = True) -> bytes:
    """Rows as CSV with the given headers; a cut row loses its last two fields."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    writer.writerow(headers)
    for row in rows:
        cells = ["" if row.get(column) is None else row[column] for column in columns]
        writer.writerow(cells[:-2] if row.get(CUT) else cells)
    return (b"\xef\xbb\xbf" if bom else b"") + out.getvalue().encode("utf-8")


def jsonl_bytes(rows: list[Row], columns: Sequence[str]) -> bytes:
    """Rows as JSON, one object a line; what is not known is left out."""
    lines = [
        str(row[RAW]) if RAW in row else json.dumps({c: row[c] for c in columns if row.get(c) is not None}, ensure_ascii=False)
        for row in rows
    ]
    return ("\n".join(lines) + "\n").encode("utf-8")


def rss_bytes(rows: list[Row], title: str) -> bytes:
    """Rows as an RSS feed: no outlet, no unit, no label."""
    items = "".join(_item(row) for row in rows)
    head = f"<title>{escape(title)}</title><link>https://umpan.example/</link><description>Umpan contoh</description>\n"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel>{head}{items}</channel></rss>\n'.encode()


def _item(row: Row) -> str:
    parts = [("title", row["judul"]), ("link", row["tautan"]), ("description", row["isi"]), ("pubDate", row["tanggal"])]
    inner = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in parts if value is not None)
    return f'<item><guid isPermaLink="false">{row["id"]}</guid>{inner}</item>\n'


def rss_date(at) -> str:
    """A Jakarta wall-clock time as feeds write it."""
    return format_datetime(at.to_pydatetime().replace(tzinfo=JAKARTA))


def vendor_workbook(
    rows: list[Row], columns: Sequence[str], headers: Sequence[str], titles: Sequence[str], footer: Sequence | None, sheet: str
) -> bytes:
    """Title rows, an empty row, the header, the rows and, if given, a summary row."""
    lines = [[title] for title in titles] + [[]] * bool(titles) + [list(headers)]
    lines += [[row.get(column) for column in columns] for row in rows]
    return workbook_bytes({sheet: lines + ([list(footer)] if footer else [])})
