"""The workbook: true numbers, text that stays text, equal bytes, and a key for every number."""

from __future__ import annotations

import io
import time
import zipfile

import openpyxl
import pytest

from analitik.core.period import Month
from analitik.report import Number, Table, collect, objects, tables
from analitik.report.workbook import workbook_bytes


@pytest.fixture(scope="module")
def data(demo) -> bytes:
    nb = demo.report()
    return workbook_bytes(tables([nb]), demo.context(), objects=objects([nb]))


@pytest.fixture(scope="module")
def book(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def test_every_number_of_the_workbook_is_in_results(demo, book):
    results = collect([demo.report()])
    keys = {(row[0], row[1]): (row[2], row[3]) for row in book["Kunci"].iter_rows(min_row=5, values_only=True)}
    seen = 0
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=5):
            for cell in row:
                if isinstance(cell.value, int | float):
                    key, part = keys[sheet.title, cell.coordinate]
                    assert results[key][part] == pytest.approx(cell.value, rel=1e-12)
                    seen += 1
    assert seen == len(keys) > 150


def test_the_same_report_gives_the_same_bytes(demo, data):
    nb = demo.report()
    assert workbook_bytes(tables([nb]), demo.context(), objects=objects([nb])) == data


def test_no_clock_is_in_the_file(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms" not in archive.read("docProps/core.xml").split(b">", 2)[2]


def test_text_that_looks_like_a_formula_stays_text(book):
    cells = {cell.value: cell for cell in book["Wilayah"]["A"]}
    for text in ("=1+1", "@saya"):
        assert cells[text].data_type == "s" and cells[text].quotePrefix
    assert not any(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_values_and_their_ends_stand_in_columns_of_their_own(book):
    sheet = book["Porsi"]
    assert [cell.value for cell in sheet[4]][:6] == [
        "Bulan", "Porsi negatif", "Porsi negatif: bawah", "Porsi negatif: atas", "Porsi negatif: n", "Porsi negatif: keadaan"]  # fmt: skip
    last = sheet[17]
    assert [cell.value for cell in last[1:6]] == [0.0684, 0.0512, 0.0889, 5412, "terkoreksi"]
    assert last[1].number_format == "0.0%" and last[0].is_date


def test_a_gap_is_an_empty_cell_and_a_word(book):
    row = book["Porsi"][9]
    assert row[1].value is None and row[5].value == "celah data"


def test_contoh_stands_on_every_sheet(book):
    assert all(str(sheet["A3"].value).startswith("CONTOH") for sheet in book)


def test_a_real_workbook_says_contoh_nowhere(demo):
    made = openpyxl.load_workbook(io.BytesIO(workbook_bytes([demo.change_table()], demo.context(sample=False))))
    assert not any("CONTOH" in str(cell.value) for sheet in made for row in sheet.iter_rows() for cell in row)


def test_control_characters_and_endless_text_are_made_safe(demo):
    table = Table.of("t", "T", {"Judul": ["bel\x07 " + "x" * 40_000, "\ud800"], "N": [Number("a", 1, "count"), None]})
    sheet = openpyxl.load_workbook(io.BytesIO(workbook_bytes([table], demo.context())))["T"]
    assert len(sheet["A5"].value) == 32_767 and sheet["A5"].value.endswith("[dipotong]") and "\x07" not in sheet["A5"].value


def test_a_sheet_reads_well(book):
    sheet = book["Porsi"]
    assert sheet.freeze_panes == "B5" and not sheet.sheet_view.showGridLines and sheet.auto_filter.ref == "A4:F17"
    assert sheet.page_setup.orientation == "landscape" and not sheet.merged_cells.ranges
    assert len(sheet._charts) == 1


def test_sheets_come_in_order(book):
    names = book.sheetnames
    assert names[0] == "Ringkasan" and names[-3:] == ["Asal-usul", "Kamus", "Kunci"]


def test_a_table_named_like_a_sheet_of_ours_gets_another_name(demo):
    table = Table.of("kamus", "T", {"A": ["x"]})
    assert "Kamus tabel" in openpyxl.load_workbook(io.BytesIO(workbook_bytes([table], demo.context()))).sheetnames


def test_ten_tables_take_little_time(demo):
    months = Month(2022, 10).back(13)
    made = [
        Table.of(f"t{k}", "T", {"Bulan": months, "N": [Number(f"a{k}.{m}", 0.5, "share", n=9, low=0.4, high=0.6) for m in months]})
        for k in range(10)
    ]
    workbook_bytes(made, demo.context())
    start = time.process_time()
    workbook_bytes(made, demo.context())
    assert time.process_time() - start < 0.6
