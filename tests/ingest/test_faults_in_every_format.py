"""One fault, every format that can carry it: the reason must be the same."""

from __future__ import annotations

import pytest

NEWS_FAULTS = {
    "missing_title": {"judul": "  "},
    "id_precision": {"id": "1,23457E+17"},
    "missing_date": {"tanggal": ""},
    "bad_date": {"tanggal": "13/25/2023"},
    "future_date": {"tanggal": "20/02/2024"},
    "unsafe_url": {"tautan": "javascript:alert(1)"},
    "unknown_unit": {"satker": "../../etc/passwd"},
    "bad_label": {"sentimen": "campuran"},
    "summary_row": {"id": "Rata-rata"},
}
SURVEY_FAULTS = {
    "missing_id": {"id_responden": " "},
    "id_precision": {"id_responden": "1.2E+11"},
    "missing_date": {"waktu": ""},
    "bad_date": {"waktu": "kemarin"},
    "future_date": {"waktu": "01/03/2024 10:00"},
    "unknown_unit": {"satker": "Lapas Kelas I Cipin\u0430ng"},  # a Cyrillic letter
    "not_integer": {"q2": "3-4"},
    "out_of_range": {"q9": "5"},
    "no_answers": {f"q{n}": "" for n in range(1, 10)},
    "bad_weight": {"bobot": "0"},
    "bad_age": {"usia": "7"},
    "bad_sex": {"jk": "X"},
    "summary_row": {"id_responden": "JUMLAH:"},
}
RSS_CARRIES = {"judul", "tanggal", "tautan", "id"}
CASES = [
    (kind, code, suffix)
    for kind, faults in (("news", NEWS_FAULTS), ("survey", SURVEY_FAULTS))
    for code, change in faults.items()
    for suffix in ("csv", "csv.gz", "xlsx", "jsonl", "rss", "sav")
    if not (suffix == "rss" and (kind == "survey" or not set(change) <= RSS_CARRIES))
    if not (suffix == "sav" and kind == "news")
]


@pytest.mark.parametrize(("kind", "code", "suffix"), CASES)
def test_the_fault_sets_exactly_its_row_aside(deliver, rows_of, reasons, kind, code, suffix):
    rows = rows_of(kind)
    if suffix == "sav":
        rows = [{name: str(value) for name, value in row.items()} for row in rows]
    rows[2] |= {**NEWS_FAULTS, **SURVEY_FAULTS}[code] if kind == "survey" else NEWS_FAULTS[code]
    delivery = deliver(rows, suffix, kind)
    assert reasons(delivery) == {code: 1}
    assert len(delivery.taken) == 4
    assert delivery.rows_in == 5


@pytest.mark.parametrize("suffix", ["csv", "csv.gz", "xlsx", "jsonl", "sav"])
def test_sound_respondents_are_the_same_rows_in_every_format(deliver, rows_of, suffix):
    rows = deliver(rows_of("survey"), suffix, "survey").rows
    expected = deliver(rows_of("survey"), "csv", "survey").rows
    assert len(rows) == 5
    assert rows.drop(columns="row").equals(expected.drop(columns="row"))


@pytest.mark.parametrize("suffix", ["csv.gz", "xlsx", "jsonl"])
def test_content_has_the_same_identity_in_every_format(deliver, rows_of, suffix):
    rows = rows_of("news")
    assert deliver(rows, suffix).identities() == deliver(rows, "csv").identities()


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl"])
@pytest.mark.parametrize(("kind", "column"), [("news", "tanggal"), ("survey", "q4")])
def test_a_file_without_a_required_column_is_refused_by_name(deliver, rows_of, suffix, kind, column):
    rows = [{name: value for name, value in row.items() if name != column} for row in rows_of(kind)]
    refused = deliver(rows, suffix, kind).refused
    assert refused.code == "missing_column"
    assert column in str(refused)


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "jsonl"])
def test_an_excel_error_in_any_column_sets_the_row_aside(deliver, rows_of, reasons, suffix):
    rows = rows_of("survey")
    rows[1]["q3"] = "#N/A"
    rows[3]["usia"] = "#VALUE!"
    assert reasons(deliver(rows, suffix, "survey")) == {"excel_error": 2}


def test_the_first_failing_check_gives_the_only_reason(deliver, rows_of, reasons):
    rows = rows_of("survey")
    rows[0] |= {"id_responden": "", "waktu": "?", "satker": "?", "q1": "x", "usia": "1"}
    rows[1] |= {"satker": "?", "q1": "x", "bobot": "-1"}
    rows[2] |= {"q1": "7", "q2": "x"}
    assert reasons(deliver(rows, "csv", "survey")) == {"missing_id": 1, "unknown_unit": 1, "out_of_range": 1}


def test_empty_optional_cells_are_no_fault(deliver, rows_of):
    rows = rows_of("survey")
    rows[0] |= {"bobot": "", "q1": " ", "jk": "", "usia": "", "saran": ""}
    row = deliver(rows, "csv", "survey").rows.iloc[0]
    assert row["weight"] == 1.0
    assert row[["q1", "sex", "age", "open_text"]].isna().all()
