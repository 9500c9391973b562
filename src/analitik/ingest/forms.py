"""Questionnaires and exports of survey tools, bytes to frames of cells: XLSForm, Kobo, ODK, Google Forms, LimeSurvey, SPSS.

No cell is interpreted here but the days of a spreadsheet; ``survey.forms`` reads them with the questionnaire.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.ingest.cells import Cell, Grid, Notes, Row, Serial, as_text, is_empty
from analitik.ingest.dates import EPOCH, MICROSECOND, WIB, as_date
from analitik.ingest.encoding import MARK, decode
from analitik.ingest.messages import refusal
from analitik.ingest.readers.delimited import read_delimited
from analitik.ingest.readers.xlsx import read_xlsx
from analitik.ingest.sniff import is_blank

PREAMBLE, FULL = 11, 0.7  # among how many rows a sheet's header is, and how full it is beside the fullest of them
KNOWN = (".csv", ".tsv", ".json", ".jsonl", ".xlsx", ".sav")


class Export(NamedTuple):
    """An export as delivered: ``frame`` (one row per respondent) and, where the file has them, header -> code -> label."""

    frame: pd.DataFrame
    value_labels: dict[str, dict[str, str]]


def read_form_sheets(path: Path) -> dict[str, pd.DataFrame]:
    """The sheets of an XLSForm as texts, ready for ``survey.forms.codebook_from_sheets``.

    Raises
    ------
    UsageFault
        When the file is missing or not an .xlsx.
    DeliveryRefused
        When it is empty, damaged, locked or a trap.
    """
    if Path(path).suffix.lower() != ".xlsx":
        raise _fault(
            f"{Path(path).name}: kuesioner harus XLSForm (.xlsx).", f"{Path(path).name}: a questionnaire is an XLSForm (.xlsx)."
        )
    return {grid.name: _frame_of(grid, text=True, is_form=True) for grid in read_xlsx(_bytes(path), Notes())}


def read_export(path: Path) -> Export:
    """An export of a survey tool, every cell as delivered.

    CSV and TSV; JSON (a list, ``{"results": [...]}`` or lines; groups become ``group/question``); the first visible sheet of an XLSX; SAV
    with its user-missing codes kept.

    Raises
    ------
    UsageFault
        When the file is missing, of another kind, or a row has more cells than the header.
    DeliveryRefused
        When its content is not what its name says.
    """
    data, kind = _bytes(path), Path(path).suffix.lower()
    if kind == ".sav":
        from analitik.ingest.readers.sav import read_labelled

        return Export(*read_labelled(data))
    if kind in (".csv", ".tsv"):
        return Export(_frame_of(read_delimited(data, Notes())[0], text=True), {})
    if kind in (".json", ".jsonl"):
        return Export(_records(data), {})
    if kind == ".xlsx":
        grids = [grid for grid in read_xlsx(data, Notes()) if not grid.is_hidden]
        frames = (_frame_of(grid) for grid in grids)
        return Export(next((frame for frame in frames if len(frame.columns)), pd.DataFrame()), {})
    raise _fault(
        f"{Path(path).name}: jenis ekspor tidak dikenal; yang dapat dibaca: {', '.join(KNOWN)}.",
        f"{Path(path).name}: unknown kind of export; readable are {', '.join(KNOWN)}.",
    )


def _bytes(path: Path) -> bytes:
    path = Path(path)
    if not path.is_file():
        raise _fault(f"Berkas {path.name} tidak ditemukan.", f"File {path.name} was not found.")
    data = path.read_bytes()
    if is_blank(data):
        raise refusal("empty_file")
    return data


def _frame_of(grid: Grid, *, text: bool = False, is_form: bool = False) -> pd.DataFrame:
    """A grid under its header; rows without a single cell are no records. A form begins with its header and may hold notes beside it."""
    rows = iter(grid.rows)
    header = grid.header
    if header is None:
        header, rows = _header(rows, 1 if is_form else PREAMBLE)
    names = [as_text(cell).strip() for cell in header]
    while names and not names[-1]:
        names.pop()
    records = []
    for row in rows:
        cells = list(row.cells)
        if all(is_empty(cell) for cell in cells):
            continue
        if not is_form:
            _refuse_odd(row.number, cells, names, row.fault)
        cells = [
            None if is_empty(cell) else as_text(cell) if text else _cell(cell, grid.epoch_days) for cell in cells[: len(names)]
        ]
        records.append(cells + [None] * (len(names) - len(cells)))
    columns = list(zip(*records, strict=True)) if records else [[] for _ in names]
    frame = pd.DataFrame({place: pd.Series(list(cells), dtype=object) for place, cells in enumerate(columns)})
    return frame.set_axis(names, axis=1)


def _header(rows: Iterator[Row], depth: int) -> tuple[list[Cell], Iterator[Row]]:
    """The header of a sheet, and the rows below it: the first row about as full as any near the top (titles above are shorter)."""
    top = list(islice((row for row in rows if any(not is_empty(cell) for cell in row.cells)), depth))
    filled = [sum(not is_empty(cell) for cell in row.cells) for row in top]
    place = next((place for place, width in enumerate(filled) if width >= FULL * max(filled)), 0)
    return (top[place].cells if top else []), chain(top[place + 1 :], rows)


def _refuse_odd(number: int, cells: list[Cell], names: list[str], fault: tuple[str, dict] | None) -> None:
    if any(not is_empty(cell) for cell in cells[len(names) :]) or (fault and fault[0] == "field_count" and len(cells) < len(names)):
        raise _fault(
            f"Baris {number} berisi {len(cells)} kolom, seharusnya {len(names)}; periksa tanda pemisah dan tanda kutip.",
            f"Row {number} holds {len(cells)} fields instead of {len(names)}; check separators and quotes.",
        )


def _cell(cell: Cell, epoch_days: int) -> Any:
    """A cell as it is; a number its sheet shows as a date is Jakarta's wall clock."""
    if isinstance(cell, Serial):
        when = as_date(cell, epoch_days)
        return (EPOCH + (when.at_us + WIB * 60_000_000) * MICROSECOND).isoformat() if when else as_text(float(cell))
    return as_text(cell)


def _records(data: bytes) -> pd.DataFrame:
    text = MARK.sub("\ufffd", decode(data, Notes()).text)
    try:
        found = json.loads(text)
    except ValueError:
        found = _lines(text)
    except RecursionError:
        raise refusal("corrupt_file", detail="JSON") from None
    if isinstance(found, dict) and isinstance(found.get("results"), list):
        found = found["results"]
    found = [found] if isinstance(found, dict) else found
    if not isinstance(found, list) or not all(isinstance(record, dict) for record in found):
        raise _fault(
            'Berkas JSON harus berisi daftar jawaban, atau {"results": [daftar]}.',
            'The JSON file must hold a list of answers, or {"results": [list]}.',
        )
    records = [_flat(record) for record in found]
    names = list(dict.fromkeys(name for record in records for name in record))
    return pd.DataFrame({name: pd.Series([record.get(name) for record in records], dtype=object) for name in names}, columns=names)


def _lines(text: str) -> list[Any]:
    lines = []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            lines += [json.loads(line)] if line.strip() else []
        except (ValueError, RecursionError):
            raise _fault(f"Baris {number} berkas JSON tidak terbaca.", f"Line {number} of the JSON file cannot be read.") from None
    return lines


def _flat(record: dict[str, Any], path: str = "") -> dict[str, Any]:
    """Groups become paths, lists of plain values texts with blanks, repeated groups JSON; ``null`` is no answer."""
    flat: dict[str, Any] = {}
    for name, value in record.items():
        if isinstance(value, dict) and not name.startswith("_"):
            flat |= _flat(value, f"{path}{name}/")
        elif isinstance(value, list) and not any(isinstance(part, dict | list) for part in value):
            flat[path + name] = " ".join("" if part is None else as_text(part) for part in value).strip() or None
        elif isinstance(value, dict | list):
            flat[path + name] = json.dumps(value, ensure_ascii=False)
        else:
            flat[path + name] = None if is_empty(value) else as_text(value)
    return flat


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
