"""Exports of survey tools, bytes to frames: every row, every cell, or one sentence why not."""

import json

import pytest
from openpyxl import Workbook

from analitik.core.errors import AnalitikError, DeliveryRefused, UsageFault
from analitik.ingest.forms import read_export, read_form_sheets


def write(path, content):
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def book(path, rows, title="Sheet"):
    workbook = Workbook()
    workbook.active.title = title
    for row in rows:
        workbook.active.append(row)
    workbook.save(path)
    return path


def test_json_lists_results_and_lines_are_the_same_rows(tmp_path):
    records = [{"_id": 7, "diri": {"jk": "L"}, "kanal": ["tv", "web"], "kosong": None}, {"_id": 8, "diri/jk": "P", "lama": 2.5}]
    texts = [json.dumps(records), json.dumps({"count": 2, "results": records}), "\n".join(map(json.dumps, records))]
    for number, text in enumerate(texts):
        frame = read_export(write(tmp_path / f"{number}.json", text)).frame
        assert frame.columns.tolist() == ["_id", "diri/jk", "kanal", "kosong", "lama"]
        assert (
            frame["diri/jk"].tolist() == ["L", "P"]
            and frame["kanal"].tolist() == ["tv web", None]
            and frame["_id"].tolist() == ["7", "8"]
        )


def test_a_repeated_group_is_kept_as_it_is(tmp_path):
    frame = read_export(write(tmp_path / "a.json", json.dumps([{"U1": "3", "anak": [{"usia": 4}]}]))).frame
    assert json.loads(frame["anak"].iloc[0]) == [{"usia": 4}]


def test_csv_keeps_zeros_na_and_line_breaks_in_cells(tmp_path):
    frame = read_export(write(tmp_path / "a.csv", '\ufeffid;U1;saran\r\n007;NA;"dua\r\nbaris"\r\n;;\r\n8;3;\r\n')).frame
    assert frame["id"].tolist() == ["007", "8"] and frame["U1"].tolist() == ["NA", "3"] and frame["saran"].iloc[0] == "dua\r\nbaris"


def test_two_columns_of_one_name_are_kept_for_the_reader_to_refuse(tmp_path):
    assert read_export(write(tmp_path / "a.csv", "U1,U1\n1,2\n")).frame.columns.tolist() == ["U1", "U1"]


def test_titles_above_the_header_of_a_sheet_are_passed_over(tmp_path):
    rows = [["Rekap survei"], [], ["Timestamp", "Persyaratan", "Prosedur"], ["2024-03-05", 3, "Baik"], ["2024-03-06", None, "Baik"]]
    frame = read_export(book(tmp_path / "a.xlsx", rows)).frame
    assert frame.columns.tolist() == ["Timestamp", "Persyaratan", "Prosedur"] and frame["Persyaratan"].tolist() == ["3", None]


def test_a_sparse_answer_does_not_become_the_header(tmp_path):
    frame = read_export(book(tmp_path / "a.xlsx", [["id", "a", "b", "c"], [1], [2, 3, 4, 5]])).frame
    assert frame["id"].tolist() == ["1", "2"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", "a,b\n1,2,3\n", "Baris 2 berisi 3 kolom, seharusnya 2"),
        ("a.csv", "a,b\n1\n", "Baris 2 berisi 1 kolom, seharusnya 2"),
        ("a.csv", "", "kosong"),
        ("a.csv", '"a,b\n1,2\n', "Tanda kutip"),
        ("a.json", '{"a": ', "Baris 1 berkas JSON tidak terbaca"),
        ("a.json", '["a"]', "daftar jawaban"),
        ("a.xlsx", "bukan zip", "rusak"),
        ("a.doc", "x", "jenis ekspor tidak dikenal; yang dapat dibaca: .csv"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(tmp_path, name, content, words):
    with pytest.raises(AnalitikError, match=words) as problem:
        read_export(write(tmp_path / name, content))
    assert "\n" not in str(problem.value)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageFault, match="tiada.csv tidak ditemukan"):
        read_export(tmp_path / "tiada.csv")


def test_a_damaged_sav_is_refused(tmp_path):
    pytest.importorskip("pyreadstat", reason="pyreadstat is an extra: pip install 'analitik[spss]'")
    with pytest.raises(DeliveryRefused):
        read_export(write(tmp_path / "a.sav", b"$FL2" + b"x" * 400))


def test_a_form_is_its_sheets_as_texts(tmp_path):
    sheets = read_form_sheets(book(tmp_path / "f.xlsx", [["type", "name"], ["integer", "usia"], [None, 1]], "survey"))
    assert sheets["survey"].values.tolist() == [["integer", "usia"], [None, "1"]]


def test_notes_beside_a_form_are_no_part_of_it(tmp_path):
    rows = [["type", "name"], ["integer", "usia", None, "catatan", "lagi", "dan lagi"]]
    assert read_form_sheets(book(tmp_path / "f.xlsx", rows, "survey"))["survey"].values.tolist() == [["integer", "usia"]]


def test_a_spreadsheet_error_is_kept_for_the_reader_to_list(tmp_path):
    assert read_export(write(tmp_path / "a.csv", "id,U1\n1,#N/A\n")).frame["U1"].tolist() == ["#N/A"]
