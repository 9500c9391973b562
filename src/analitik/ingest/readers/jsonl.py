"""JSON lines: one flat object a line; anything else is a bad line, and the others go on."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from analitik.ingest.cells import Cell, Grid, Notes, Row
from analitik.ingest.encoding import MARK, Marks, decode
from analitik.ingest.headers import normal

_ENDS = re.compile(r"\r\n|\n|\r")


class _Bad(ValueError):
    """A line that is not one flat object; the text says why."""


def read_jsonl(data: bytes, notes: Notes) -> list[Grid]:
    """The one table of a JSONL file; its header is every name that occurs, in order of first sight."""
    decoded = decode(data, notes)
    marks = Marks(decoded)
    places: dict[str, int] = {}
    header: list[str] = []
    parsed: list[tuple[int, dict[str, Cell], str, tuple[str, dict] | None]] = []
    for number, line in enumerate(_ENDS.split(decoded.text), start=1):
        if not line or line.isspace():
            continue
        fault = marks.fault(line)
        try:
            record = _flat_object(line)
        except (ValueError, RecursionError) as problem:
            record, fault = {}, ("bad_json", {"detail": _detail(problem)})
        for name in record:
            if name not in places:
                places[name] = len(header)
                header.append(name)
        parsed.append((number, record, line, fault))
    rows = [_row(number, record, line, fault, places) for number, record, line, fault in parsed]
    return [Grid(rows, header=header, header_row=0, keeps_empty=True, fixed=not header)]


def _row(number: int, record: dict[str, Cell], line: str, fault: tuple[str, dict] | None, places: dict[str, int]) -> Row:
    if fault is not None and not record:
        return Row(number, [MARK.sub("\ufffd", line)], fault)
    cells: list[Cell] = [None] * len(places)
    for name, value in record.items():
        cells[places[name]] = value
    return Row(number, cells, fault)


def _flat_object(line: str) -> dict[str, Cell]:
    record = json.loads(line, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite)
    if not isinstance(record, dict):
        raise _Bad("nilai bukan objek")
    for name, value in record.items():
        if isinstance(value, dict | list):
            raise _Bad(f"nilai '{name}' bersarang")
    return record


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({normal(name) for name, _ in pairs}) != len(pairs):
        raise _Bad("ada nama yang muncul dua kali")
    return dict(pairs)


def _no_constant(name: str) -> None:
    raise _Bad(f"nilai {name} tidak dikenal JSON")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise _Bad(f"bilangan {text[:20]} terlalu besar")
    return value


def _detail(problem: Exception) -> str:
    if isinstance(problem, _Bad):
        return str(problem)
    if isinstance(problem, json.JSONDecodeError):
        return f"tidak terbaca pada huruf ke-{problem.colno}"
    return "bersarang terlalu dalam" if isinstance(problem, RecursionError) else "bilangan terlalu panjang"
