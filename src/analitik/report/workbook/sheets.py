"""One table per sheet: takeaway, measure and source above, then value, both ends of the interval, base and state in columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from analitik.report.context import Context
from analitik.report.number import Number
from analitik.report.table import Cell, Table, cell_text
from analitik.report.workbook.cells import Looks, number_format, put

FIRST_ROW = 4
PARTS = {"value": "", "low": ": bawah", "high": ": atas", "n": ": n", "state": ": keadaan"}
MEANING = {
    "value": "nilai",
    "low": "batas bawah selang 95%",
    "high": "batas atas selang 95%",
    "n": "banyaknya yang mendasari",
    "state": "terkoreksi, belum dikoreksi, atau mengapa nilainya tidak ada",
}
UNITS = {
    "share": "bagian dari 1 (tampil sebagai persen)", "probability": "peluang 0 sampai 1", "count": "banyaknya", "index": "angka indeks",
    "score": "rata-rata skala jawaban", "points": "poin persen", "difference": "selisih", "hours": "jam", "day": "hari", "ratio": "rasio",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of a sheet: which column of the table, which part of its numbers."""

    heading: str
    source: int
    part: str | None = None


@dataclass
class Index:
    """What every sheet holds: the dictionary of columns and the key of every numeric cell."""

    columns: list[tuple[str, str, str, str]] = field(default_factory=list)
    keys: list[tuple[str, str, str, str]] = field(default_factory=list)


def columns_of(table: Table) -> Iterator[Column]:
    """The columns of a sheet: a column of numbers becomes value, lower, upper, n and state, as far as there are any."""
    for k, name in enumerate(table.columns):
        found = [row[k] for row in table.rows if isinstance(row[k], Number)]
        if not found:
            yield Column(name, k)
            continue
        for part, suffix in PARTS.items():
            if part == "value" or any(getattr(number, part) is not None for number in found):
                yield Column(name + suffix, k, part)


def write_table(sheet: Worksheet, table: Table, context: Context, looks: Looks, index: Index) -> None:
    """Fill a sheet with one table."""
    columns = list(columns_of(table))
    _write_top(sheet, table, context, looks)
    for k, column in enumerate(columns, start=1):
        put(sheet.cell(FIRST_ROW, k), column.heading, looks, "head")
        index.columns.append((sheet.title, column.heading, *_meaning(table, column)))
    for r, row in enumerate(table.rows, start=FIRST_ROW + 1):
        for k, column in enumerate(columns, start=1):
            _write_cell(sheet, r, k, row[column.source], column.part, looks, index)
    _settle(sheet, columns, table, context)


def _write_top(sheet: Worksheet, table: Table, context: Context, looks: Looks) -> None:
    source = table.source.text() if table.source else ""
    mark = "CONTOH: angka karangan. " if context.sample else ""
    put(sheet["A1"], table.title, looks, "title")
    put(sheet["A2"], table.subtitle.text() if table.subtitle else f"{context.unit}, {context.period.label()}", looks, "sub")
    put(sheet["A3"], (mark + source).strip() or None, looks, "sub")


def _write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, part: str | None, looks: Looks, index: Index) -> None:
    place = sheet.cell(row, column)
    if not isinstance(cell, Number):
        put(place, cell if part in (None, "value") else None, looks)
        return
    value = getattr(cell, part or "value")
    put(place, value, looks, form="#,##0" if part == "n" else "General" if part == "state" else number_format(cell))
    if value is not None and part != "state":
        index.keys.append((sheet.title, place.coordinate, cell.key, part or "value"))


def _meaning(table: Table, column: Column) -> tuple[str, str]:
    if column.part is None:
        return "keterangan baris" if column.source == 0 else "keterangan", ""
    kinds = sorted({row[column.source].kind for row in table.rows if isinstance(row[column.source], Number)})
    unit = "" if column.part == "state" else "banyaknya" if column.part == "n" else "; ".join(UNITS[kind] for kind in kinds)
    return f"{table.columns[column.source]}: {MEANING[column.part]}", unit


def _settle(sheet: Worksheet, columns: list[Column], table: Table, context: Context) -> None:
    last = get_column_letter(len(columns))
    sheet.auto_filter.ref = f"A{FIRST_ROW}:{last}{FIRST_ROW + max(1, len(table.rows))}"
    for k, column in enumerate(columns, start=1):
        longest = max(
            [
                len(column.heading),
                *(len(cell_text(row[column.source])) for row in table.rows if not isinstance(row[column.source], Number)),
            ]
        )
        room = longest if column.part is None else max(len(column.heading), 12)
        sheet.column_dimensions[get_column_letter(k)].width = min(48, max(10, room + 2))
    set_page(sheet, context)


def set_page(sheet: Worksheet, context: Context) -> None:
    """Frozen header, no gridlines, A4 landscape with a footer."""
    sheet.freeze_panes = sheet.cell(FIRST_ROW + 1, 2)
    sheet.sheet_view.showGridLines = False
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{FIRST_ROW}:{FIRST_ROW}"
    words = " · ".join([*(["CONTOH"] if context.sample else []), context.unit, context.period.label()])
    sheet.oddFooter.left.text, sheet.oddFooter.right.text = words.replace("&", "&&"), "&P / &N"


def plain_rows(title: str, headings: list[str], rows: list[tuple[Any, ...]], id: str) -> Table:
    """A table of words for the dictionary sheets."""
    table = Table(id, title, columns=headings, rows=[])
    table.rows = [list(row) for row in rows]
    return table
