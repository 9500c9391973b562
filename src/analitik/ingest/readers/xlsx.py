"""Workbooks: every sheet, cell by cell as stored, without trusting what the file says about its own size."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from analitik.ingest.cells import BrokenCell, Cell, Grid, Notes, Row, Serial
from analitik.ingest.messages import refusal
from analitik.ingest.readers.package import Package, damage_refused

_EPOCH_1904 = 1462
_DATE_FORMATS = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_NOT_DATE = re.compile(r'\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]|"[^"]*"|\\.|_.|general', re.IGNORECASE)
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_COLUMNS = 16384
_DIGITS = "0123456789"


def read_xlsx(data: bytes, notes: Notes) -> list[Grid]:
    """The sheets of a workbook in their order; rows are read when they are asked for."""
    package = Package(data)
    workbook = next((part for kind, part in package.relations("").values() if kind == "officeDocument"), "xl/workbook.xml")
    if workbook not in package.names or not workbook.endswith(".xml"):
        raise refusal("format_mismatch", content="ZIP", claim="XLSX")
    relations = package.relations(workbook)
    sheets, is_1904 = _sheets(package, workbook)
    by_kind = {kind: part for kind, part in relations.values()}
    strings = _strings(package, by_kind.get("sharedStrings"))
    dates = _date_styles(package, by_kind.get("styles"))
    grids = []
    for name, hidden, relation in sheets:
        kind, part = relations.get(relation, ("", ""))
        if kind == "worksheet" and part not in package.names:
            raise refusal("corrupt_file", detail=f"XLSX: {part}")
        rows = _rows(package, part, strings, dates) if kind == "worksheet" else iter(())
        grids.append(Grid(rows, name=name, is_hidden=hidden, epoch_days=_EPOCH_1904 if is_1904 else 0))
    return grids


def _sheets(package: Package, workbook: str) -> tuple[list[tuple[str, bool, str]], bool]:
    """(name, hidden, relation) of each sheet, and whether days count from 1904."""
    sheets, is_1904 = [], False
    for element in package.elements(workbook):
        tag = element.tag.rpartition("}")[2]
        if tag == "workbookPr":
            is_1904 = element.get("date1904", "0").lower() in ("1", "true", "on")
        elif tag == "sheet":
            relation = next((value for key, value in element.items() if key.endswith("}id")), "")
            hidden = element.get("state", "visible") in ("hidden", "veryHidden")
            sheets.append((element.get("name", ""), hidden, relation))
    return sheets, is_1904


def _strings(package: Package, part: str | None) -> list[str]:
    if part is None or part not in package.names:
        return []
    strings = []
    for element in package.elements(part):
        if element.tag.endswith("}si"):
            strings.append(_rich_text(element))
            element.clear()
    return strings


def _date_styles(package: Package, part: str | None) -> set[str]:
    """The cell styles that show a number as a date."""
    if part is None or part not in package.names:
        return set()
    formats, styles = set(_DATE_FORMATS), set()
    for element in package.elements(part):
        tag = element.tag.rpartition("}")[2]
        if tag == "numFmt" and re.search("[dmyhs]", _NOT_DATE.sub("", element.get("formatCode", "")), re.IGNORECASE):
            formats.add(int(element.get("numFmtId", "0")))
        elif tag == "numFmt":
            formats.discard(int(element.get("numFmtId", "0")))
        elif tag == "cellXfs":
            styles = {str(n) for n, style in enumerate(element) if int(style.get("numFmtId", "0")) in formats}
    return styles


def _rows(package: Package, part: str, strings: list[str], dates: set[str]) -> Iterator[Row]:
    """The rows of a sheet that are there; styled but empty cells take no room."""
    number = 0
    columns: dict[str, int] = {}
    for element in package.elements(part):
        if element.tag.endswith("}row"):
            with damage_refused():
                number = int(element.get("r") or number + 1)
                cells = _cells(element, strings, dates, columns)
            element.clear()
            if cells:
                yield Row(number, cells)


def _cells(row: Element, strings: list[str], dates: set[str], columns: dict[str, int]) -> list[Cell]:
    cells: list[Cell] = []
    place = -1
    for element in row:
        place = _place(element.get("r"), place, columns)
        value = _value(element, strings, dates)
        if value is None or value == "":
            continue
        if place >= len(cells):
            cells.extend([None] * (place + 1 - len(cells)))
        cells[place] = value
    return cells


def _value(cell: Element, strings: list[str], dates: set[str]) -> Cell:
    """What a cell holds: text, number, date, truth value or fault."""
    kind = cell.get("t", "n")
    value, formula, inline = None, None, None
    for child in cell:
        tag = child.tag.rpartition("}")[2]
        if tag == "v":
            value = child.text or ""
        elif tag == "f":
            formula = child.text or ""
        elif tag == "is":
            inline = child
    if formula is not None and (value is None or (value == "" and kind != "str")) and inline is None:
        return BrokenCell("formula_no_value", f"={formula}")
    if kind == "inlineStr":
        return _rich_text(inline) if inline is not None else value
    if not value:
        return None
    if kind == "s":
        return strings[int(value)]
    if kind == "n":
        return Serial(value) if cell.get("s") in dates else float(value)
    if kind == "e":
        return BrokenCell("excel_error", value)
    if kind == "b":
        return value.strip().lower() in ("1", "true")
    return _unescape(value)


def _rich_text(element: Element) -> str:
    """The text of a string with or without formatting; reading aids (phonetic runs) are not part of it."""
    parts = []
    for child in element:
        tag = child.tag.rpartition("}")[2]
        if tag == "t":
            parts.append(child.text or "")
        elif tag == "r":
            parts.extend(inner.text or "" for inner in child if inner.tag.endswith("}t"))
    return _unescape("".join(parts))


def _unescape(text: str) -> str:
    """Characters XML cannot hold are written ``_x0007_`` in workbooks."""
    if "_x" not in text:
        return text
    plain = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    return plain.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")  # halves of a pair become one character


def _place(reference: str | None, before: int, columns: dict[str, int]) -> int:
    """The column of a cell, counted from 0; cells without a reference follow one another."""
    if reference is None:
        return before + 1
    letters = reference.rstrip(_DIGITS)
    if letters not in columns:
        place = 0
        for letter in letters.upper():
            place = place * 26 + ord(letter) - 64
        if not 1 <= place <= _COLUMNS:
            raise ValueError(reference[:12])
        columns[letters] = place - 1
    return columns[letters]
