"""Workbooks, also those that lie about themselves."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

HEADER = ["id", "judul", "tanggal", "satker"]
ROW = ["N1", "Panen raya", "01/05/2023", "Lapas Kelas I Cipinang"]


def saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def workbook(*rows: list) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def patched(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The same workbook with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            text = source.read(name)
            if name == part:
                assert old in text
                text = text.replace(old, new)
            copy.writestr(name, text)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


def test_titles_and_empty_rows_may_stand_above_the_header(deliver):
    book = workbook(["LAPORAN BERITA"], [], ["Periode", "Mei 2023"], HEADER, ROW)
    book.active.merge_cells("A1:D1")
    delivery = deliver(saved(book), "xlsx")
    assert delivery.rows_in == 1
    assert delivery.taken[0][1].number == 5


def test_a_header_below_the_eleventh_row_is_not_looked_for(deliver):
    assert deliver(saved(workbook(*[["judul laporan"]] * 11, HEADER, ROW)), "xlsx").refused.code == "missing_column"


def test_a_table_may_begin_in_another_column_and_its_sum_is_no_record(deliver, reasons):
    delivery = deliver(saved(workbook([None, *HEADER], [None, *ROW], [None, "Total", 1, None, None])), "xlsx")
    assert reasons(delivery) == {"summary_row": 1}
    assert delivery.rows["id"].tolist() == ["N1"]


def test_every_visible_sheet_is_read_hidden_records_are_counted_and_other_sheets_named(deliver, reasons):
    book = workbook(HEADER, ROW)
    for title, state in (("Juni", "visible"), ("Arsip", "hidden"), ("Sangat", "veryHidden")):
        sheet = book.create_sheet(title)
        sheet.append(HEADER)
        sheet.append([f"{title}-1", *ROW[1:]])
        sheet.sheet_state = state
    book.create_sheet("Catatan").append(["hanya catatan"])
    delivery = deliver(saved(book), "xlsx")
    assert delivery.rows["id"].tolist() == ["N1", "Juni-1"]
    assert reasons(delivery) == {"hidden_sheet": 2}
    assert delivery.warnings == ["sheet_ignored:Catatan"]


def test_real_dates_serials_and_text_are_the_same_day(deliver, reasons):
    days = [dt.datetime(2024, 1, 16, 8), dt.date(2024, 1, 16), 45307, 45307.75, "16/01/2024", 60, -5, 0.5]
    delivery = deliver(saved(workbook(HEADER, *[[f"N{n}", "a", day] for n, day in enumerate(days)])), "xlsx")
    assert reasons(delivery) == {"bad_date": 3}
    assert set(delivery.rows["published_date"].astype(str)) == {"2024-01-16"}


def test_a_workbook_of_1904_is_four_years_younger(deliver):
    book = workbook(HEADER, ["N1", "a", 43845], ["N2", "a", dt.datetime(2024, 1, 16)])
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    assert set(deliver(saved(book), "xlsx").rows["published_date"].astype(str)) == {"2024-01-16"}


def test_numbers_in_the_id_column_are_their_digits_unless_digits_were_lost(deliver, reasons):
    delivery = deliver(saved(workbook(HEADER, [1002, "a", "1/5/2023"], [2**53, "a", "1/5/2023"], ["007", "a", "1/5/2023"])), "xlsx")
    assert delivery.rows["id"].tolist() == ["1002", "007"]
    assert reasons(delivery) == {"id_precision": 1}


def test_a_formula_counts_by_its_last_value_and_without_one_not_at_all(deliver, reasons):
    book = workbook(HEADER, ["N1", "=A2", "01/05/2023"], ["N2", "b", "01/05/2023"])
    assert reasons(deliver(saved(book), "xlsx")) == {"formula_no_value": 1}


def test_a_formula_with_its_value_stored_is_that_value(deliver):
    data = saved(workbook(HEADER, ["N1", "TANDA", "01/05/2023"]))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read(SHEET)
    start = sheet.index(b'<c r="B2"')
    old = sheet[start : sheet.index(b"</c>", start) + 4]
    data = patched(data, SHEET, old, b'<c r="B2" t="str"><f>CONCATENATE("Ha","sil")</f><v>Hasil</v></c>')
    assert deliver(data, "xlsx").rows["title"].tolist() == ["Hasil"]


def test_answers_that_excel_made_into_dates_or_truth_are_no_answers(deliver, reasons, rows_of):
    rows = rows_of("survey")
    rows[0]["q2"], rows[1]["q2"], rows[2]["q2"], rows[3]["q2"] = True, dt.datetime(2024, 4, 1), 3.0, "4,0"
    delivery = deliver(rows, "xlsx", "survey")
    assert reasons(delivery) == {"not_integer": 2}
    assert delivery.rows["q2"].tolist()[:2] == [3, 4]


def test_a_formula_whose_value_is_the_empty_text_is_an_empty_cell(deliver, reasons):
    data = saved(workbook(HEADER, ["N1", "TANDA", "01/05/2023"]))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read(SHEET)
    start = sheet.index(b'<c r="B2"')
    old = sheet[start : sheet.index(b"</c>", start) + 4]
    new = b'<c r="B2" t="str"><f>IF(1,"","x")</f><v></v></c>'
    assert reasons(deliver(patched(data, SHEET, old, new), "xlsx")) == {"missing_title": 1}
    half = b'<c r="B2" t="inlineStr"><is><t>a_xD83D__xDE00_b</t></is></c>'
    assert deliver(patched(data, SHEET, old, half), "xlsx").rows["title"].tolist() == ["a\U0001f600b"]


def test_escaped_controls_are_removed_and_formatted_text_is_joined(deliver):
    data = saved(workbook(HEADER, ["N1", "TANDA", "01/05/2023"]))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        sheet = book.read(SHEET)
    start = sheet.index(b'<c r="B2"')
    old = sheet[start : sheet.index(b"</c>", start) + 4]
    new = b'<c r="B2" t="inlineStr"><is><r><t>Bu</t></r><r><t>nyi_x0007_</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>'
    delivery = deliver(patched(data, SHEET, old, new), "xlsx")
    assert delivery.rows["title"].tolist() == ["Bunyi"]
    assert delivery.warnings == ["control_chars_removed"]


def test_cells_far_outside_the_table_cost_nothing(deliver):
    book = workbook(HEADER, ROW)
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    assert deliver(saved(book), "xlsx").rows_in == 1


def test_what_cannot_be_opened_is_refused_with_its_own_code(deliver):
    data = saved(workbook(HEADER, ROW))
    assert deliver(data[: len(data) // 2], "xlsx").refused.code == "corrupt_file"
    assert deliver(data, "csv").refused.code == "format_mismatch"
    assert deliver(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "xlsx").refused.code == "encrypted_or_xls"
    assert deliver("<html><table></table></html>", "xlsx").refused.code == "format_mismatch"
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as package:
        package.writestr("data.csv", "id,judul\n")
    assert deliver(plain.getvalue(), "xlsx").refused.code == "format_mismatch"


def test_a_broken_part_is_a_damaged_file(deliver):
    data = patched(saved(workbook(HEADER, ROW)), SHEET, b"</sheetData>", b"")
    assert deliver(data, "xlsx").refused.code == "corrupt_file"


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "docProps/core.xml"])
def test_a_document_type_in_any_part_refuses_the_file(deliver, part):
    data = saved(workbook(HEADER, ROW))
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        text = book.read(part)
    root = text[text.index(b"<", 1 if text.startswith(b"<?") else 0) :]
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + root
    assert deliver(patched(data, part, text, bomb), "xlsx").refused.code == "xml_entities"


def test_a_bomb_is_refused_from_the_directory(deliver):
    target = io.BytesIO(saved(workbook(HEADER, ROW)))
    with zipfile.ZipFile(target, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/x.bin", b"\0" * (51 * 1024 * 1024))
    assert deliver(target.getvalue(), "xlsx").refused.code == "zip_bomb"
