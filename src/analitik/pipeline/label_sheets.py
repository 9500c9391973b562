"""The workbook labellers fill: one sheet each, a sheet for rulings, and the rules in short. Nothing in it tells what the model thinks."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from analitik.core.locale import say
from analitik.ingest.cells import BrokenCell, Notes
from analitik.ingest.readers.xlsx import read_xlsx
from analitik.news.labels import RULING
from analitik.pipeline.label_rules import CHOICES, HOW_TO_LABEL, HOW_TO_RULE, RULES, SURE, UNSURE
from analitik.reference.taxonomy import issues
from analitik.sample.workbook import with_fixed_times
from analitik.store.labels import Label

HEADS = ("No", "Kode berita", "Judul", "Isi (awal)", "Media", "Tanggal", "Tautan", "Sentimen", "Isu", "Keyakinan")
WIDTHS = (6, 20, 48, 70, 18, 12, 30, 12, 22, 12)
SENTIMENT, ISSUE, CERTAINTY = 7, 8, 9  # places of the three columns that are filled
TOP, FIRST = 3, 4  # the row of the heads, the first row of the list
GUIDE, RULINGS = "Petunjuk", "Putusan"
MARK = "Undian"
TEXT_SHOWN = 700
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def label_workbook(draw: str, month: str, drawn: pd.DataFrame, texts: pd.DataFrame) -> bytes:
    """The workbook of a draw, always with the same bytes.

    Parameters
    ----------
    drawn : DataFrame
        One row per drawn publication: ``item``, ``id``, ``labellers``.
    texts : DataFrame
        By ``id``: ``title``, ``text``, ``outlet``, ``published_date``, ``url``.
    """
    book = Workbook()
    names = _guide(book.active, month)
    rows = drawn[["item", "id", "labellers"]].merge(texts, on="id", how="left", sort=False)
    labellers = rows["labellers"].str.split("|")
    for labeller in sorted({name for several in labellers for name in several}):
        mine = rows[[labeller in several for several in labellers]]
        _sheet(book.create_sheet(f"Pelabel {labeller}"), draw, labeller, mine, names)
    double = rows[labellers.map(len) > 1]
    if len(double):
        _sheet(book.create_sheet(RULINGS), draw, RULING, double, names)
    raw = io.BytesIO()
    book.save(raw)
    return with_fixed_times(raw.getvalue())


def _guide(sheet: Worksheet, month: str) -> str:
    """Write the rules; returns the cells that list the issues."""
    sheet.title = GUIDE
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 26, 100
    _write(sheet, 1, 1, f"Petunjuk melabel berita {month}", bold=True)
    row = 3
    for head, text in RULES:
        _write(sheet, row, 1, head, bold=True)
        _write(sheet, row, 2, text)
        row += 1
    row += 1
    _write(sheet, row, 1, "Isu (pilih satu)", bold=True)
    start = row + 1
    for issue in issues().sort_values("id").itertuples():
        row += 1
        _write(sheet, row, 1, issue.id)
        _write(sheet, row, 2, issue.name_id)
    return f"'{GUIDE}'!$A${start}:$A${row}"


def _sheet(sheet: Worksheet, draw: str, labeller: str, rows: pd.DataFrame, names: str) -> None:
    for column, text in enumerate((MARK, draw, "Pelabel", labeller), start=1):
        _write(sheet, 1, column, text)
    _write(sheet, 2, 1, HOW_TO_RULE if labeller == RULING else HOW_TO_LABEL)
    for column, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True), start=1):
        _write(sheet, TOP, column, head, bold=True)
        sheet.cell(TOP, column).fill = PatternFill("solid", fgColor="FFE8E4D8" if column > SENTIMENT else "FFF2F2F2")
        sheet.column_dimensions[sheet.cell(TOP, column).column_letter].width = width
    for place, row in enumerate(rows.itertuples(index=False)):
        _row(sheet, FIRST + place, row)
    last = FIRST + len(rows) - 1
    for column, choice in (("H", f'"{",".join(CHOICES)}"'), ("I", names), ("J", f'"{SURE},{UNSURE}"')):
        rule = DataValidation(type="list", formula1=choice, allow_blank=True, showErrorMessage=True)
        rule.error, rule.errorTitle = "Pilih salah satu dari daftar.", "Tidak dikenal"
        sheet.add_data_validation(rule)
        rule.add(f"{column}{FIRST}:{column}{last}")
    sheet.freeze_panes = sheet.cell(FIRST, 4)


def _row(sheet: Worksheet, number: int, row: Any) -> None:
    sheet.cell(number, 1, int(row.item)).alignment = Alignment(vertical="top")
    day = "" if pd.isna(row.published_date) else f"{row.published_date:%d-%m-%Y}"
    for column, text in enumerate((row.id, row.title, row.text, row.outlet, day, row.url), start=2):
        _write(sheet, number, column, "" if pd.isna(text) else str(text)[:TEXT_SHOWN])


def _write(sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False) -> None:
    """Text stays text: never a formula, whatever sign it begins with."""
    cell = sheet.cell(row, column)
    text = _UNFIT.sub("", text)
    if text:
        cell.value, cell.data_type = text, "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t"))
    cell.font = Font(name="Calibri", size=11, bold=bold)
    cell.alignment = Alignment(wrap_text=True, vertical="top")


# ---- reading back --------------------------------------------------------------------------------------------------


class Row(NamedTuple):
    """One label with the publication it was written beside, and where it stands."""

    id: str
    label: Label
    sheet: str
    number: int


@dataclass
class Filled:
    """What a returned workbook says. A row that cannot be used is a problem with its sheet and row, never a silent loss."""

    draws: set[str] = field(default_factory=set)
    labels: list[Row] = field(default_factory=list)
    blank: dict[str, int] = field(default_factory=dict)
    without_issue: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)

    def note(self, sheet: str, row: int, message: str) -> None:
        self.problems.append({"sheet": sheet, "row": row, "message": message})


def read_labels(data: bytes) -> Filled:
    """Read every sheet that carries the mark of a draw.

    Raises
    ------
    DeliveryRefused
        When the bytes are not a workbook that can be read.
    """
    filled = Filled()
    for grid in read_xlsx(data, Notes()):
        rows = list(grid.rows)
        head = _texts(rows[0].cells) if rows and rows[0].number == 1 else []
        if head[:1] == [MARK] and len(head) >= 4 and head[1] and head[3]:
            filled.draws.add(head[1])
            _read_sheet(filled, grid.name, head[3], rows[1:])
        elif grid.name != GUIDE and any(_texts(row.cells)[: len(HEADS)] == list(HEADS) for row in rows[:10]):
            filled.note(grid.name, 1, say(
                f"Lembar '{grid.name}', baris 1: tanda undian hilang atau diubah (A1 sampai D1); salin baris 1 dari berkas asli.",
                f"Sheet '{grid.name}', row 1: the mark of the draw is gone or changed (A1 to D1); copy row 1 from the original file."))  # fmt: skip
    return filled


def _read_sheet(filled: Filled, sheet: str, labeller: str, rows: list) -> None:
    heads = next((row for row in rows if "Sentimen" in _texts(row.cells)), None)
    if heads is None or _texts(heads.cells)[: len(HEADS)] != list(HEADS):
        filled.note(sheet, TOP, say(
            f"Lembar '{sheet}', baris {TOP}: judul kolom diubah; yang diharapkan {', '.join(HEADS)}.",
            f"Sheet '{sheet}', row {TOP}: the heads were changed; expected {', '.join(HEADS)}."))  # fmt: skip
        return
    seen: dict[int, int] = {}
    for row in rows:
        if row.number > heads.number:
            _read_row(filled, sheet, labeller, row.number, row.cells, seen)


def _read_row(filled: Filled, sheet: str, labeller: str, number: int, cells: list, seen: dict[int, int]) -> None:
    cells = [*cells, *[None] * (len(HEADS) - len(cells))]
    texts = _texts(cells)
    said = [texts[place].casefold() for place in (SENTIMENT, ISSUE, CERTAINTY)]
    if not texts[0] and not texts[1] and not any(said):
        return
    here = f"Lembar '{sheet}', baris {number}: ", f"Sheet '{sheet}', row {number}: "
    item = int(cells[0]) if isinstance(cells[0], float) and cells[0].is_integer() else int(texts[0]) if texts[0].isdecimal() else None
    if not any(said):
        filled.blank[labeller] = filled.blank.get(labeller, 0) + 1
        return
    wrong = _wrong(texts[0], item, said, seen)
    if wrong:
        filled.note(sheet, number, say(here[0] + wrong[0], here[1] + wrong[1]))
        return
    seen[item] = number
    filled.without_issue += not said[1]
    filled.labels.append(Row(texts[1], Label(item, labeller, said[0], said[1], said[2] != UNSURE), sheet, number))


def _wrong(written: str, item: int | None, said: list[str], seen: dict[int, int]) -> tuple[str, str] | None:
    """What is wrong with a filled row, in both languages."""
    sentiment, issue, certainty = said
    if item is None:
        return f"nomor '{written}' bukan bilangan.", f"number '{written}' is not a whole number."
    if item in seen:
        return f"nomor {item} sudah ada di baris {seen[item]}.", f"number {item} stands in row {seen[item]} already."
    if not sentiment:
        return "isu atau keyakinan terisi tetapi sentimen kosong.", "issue or certainty is filled but the sentiment is not."
    if sentiment not in CHOICES:
        return _unknown("sentimen", "sentiment", sentiment, CHOICES)
    if issue and issue not in set(issues()["id"]):
        return _unknown("isu", "issue", issue, sorted(issues()["id"]))
    if certainty not in ("", SURE, UNSURE):
        return _unknown("keyakinan", "certainty", certainty, (SURE, UNSURE))
    return None


def _unknown(what_id: str, what_en: str, found: str, choices) -> tuple[str, str]:
    listed = ", ".join(choices)
    return f"{what_id} '{found[:40]}' tidak dikenal; pilih {listed}.", f"{what_en} '{found[:40]}' is not known; choose {listed}."


def _texts(cells: list) -> list[str]:
    """Cells as trimmed words; whole numbers without a decimal point."""
    words = []
    for cell in cells:
        if isinstance(cell, float) and cell.is_integer():
            words.append(str(int(cell)))
        elif isinstance(cell, BrokenCell):
            words.append(cell.shown)
        else:
            words.append("" if cell is None else str(cell).strip())
    return words
