"""CSV: rows of text between separators, as many dialects as there are offices."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from analitik.ingest.cells import Grid, Notes, Row
from analitik.ingest.encoding import Marks, decode
from analitik.ingest.messages import refusal

_SEPARATORS = ",;\t|"
_SEP_LINE = re.compile(r"[\r\n\s]*\"?sep=(.)\"?[ \t]*(?:\r\n|\n|\r|$)", re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
_QUOTED = re.compile(r'"[^"]*"')


def read_delimited(data: bytes, notes: Notes) -> list[Grid]:
    """The one table of a CSV file. A file whose quotes do not pair is refused: nobody can tell where its rows end."""
    decoded = decode(data, notes)
    text, marks, first_line = decoded.text, Marks(decoded), 1
    if text.count('"') % 2:
        raise refusal("unbalanced_quote", line=_line_of_open_quote(text))
    named = _SEP_LINE.match(text)
    separator = named[1] if named else _separator(text)
    if named:
        text, first_line = text[named.end() :], 2
    csv.field_size_limit(2**31 - 1)
    lines = csv.reader(_lines(text), delimiter=separator)
    number, header = _header(lines, first_line)
    marks.fault(*header)
    return [Grid(_rows(lines, number + 1, len(header), marks), header=header, header_row=number)]


def _header(lines: Iterator[list[str]], number: int) -> tuple[int, list[str]]:
    for cells in lines:
        if any(cell.strip() for cell in cells):
            return number, cells
        number += 1
    return number, []


def _rows(lines: Iterator[list[str]], number: int, width: int, marks: Marks) -> Iterator[Row]:
    for cells in lines:
        fault = marks.fault(*cells)
        if len(cells) != width:
            fault = ("field_count", {"found": len(cells), "expected": width})
        yield Row(number, cells, fault)
        number += 1


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, of whatever system; one by one, for a large file need not stand in memory twice."""
    return (found[0] for found in _LINE.finditer(text))


def _separator(text: str) -> str:
    """The most frequent separator outside quotes in the header line."""
    start = text.lstrip("\r\n\t ")
    line = re.split(r"[\r\n]", _QUOTED.sub("", start[:100_000]), maxsplit=1)[0]
    return max(_SEPARATORS, key=line.count)


def _line_of_open_quote(text: str) -> int:
    """The line in which the quote that never closes was opened."""
    is_open, opened = False, 1
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if line.count('"') % 2:
            is_open = not is_open
            opened = number if is_open else opened
    return opened
