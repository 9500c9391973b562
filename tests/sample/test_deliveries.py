"""Deliveries: every row accounted for, every dirty row in the book, equal seeds equal bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter

import pytest
from openpyxl import load_workbook

from analitik.sample.dirt import CASES, NEWS, SURVEY
from analitik.sample.workbook import FIXED, with_fixed_times, workbook_bytes


def records(name: str, data: bytes) -> int:
    """Records of a delivery counted without our readers: all that is not title, blank or header."""
    if name.endswith(".jsonl"):
        return len(data.decode().splitlines())
    if name.endswith(".rss"):
        return data.count(b"<item>")
    if name.endswith(".csv"):
        text = data.decode("utf-8-sig")
        return len(list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))) - 1
    rows = [[cell for cell in row if cell is not None] for row in load_workbook(io.BytesIO(data), read_only=True).active.values]
    header = max(range(6), key=lambda at: len(rows[at]) if at < len(rows) else 0)
    return sum(1 for row in rows[header + 1 :] if row)


def test_every_file_holds_exactly_the_rows_the_truth_says(made):
    counted = {name: records(name, data) for name, data in made.deliveries.items()}
    assert counted == {name: count["rows_in"] for name, count in made.summary["files"].items()}


def test_rows_are_conserved_in_every_file(made):
    for count in made.summary["files"].values():
        assert count["rows_in"] == count["accept"] + count["quarantine"] + count["duplicate"]
        assert sum(count["reasons"].values()) == count["quarantine"]


def test_the_book_and_the_counts_agree(made):
    book = Counter((row["file"], row["code"]) for row in made.book)
    told = Counter({(name, code): n for name, count in made.summary["files"].items() for code, n in count["reasons"].items()})
    told += Counter(
        {(name, "duplicate"): count["duplicate"] for name, count in made.summary["files"].items() if count["duplicate"]}
    )
    assert book == told


def test_one_row_in_seventy_is_dirty(made):
    spoiled = [row for row in made.book if row["code"] != "summary_row"]
    assert 0.01 <= len(spoiled) / made.summary["total"]["rows_in"] <= 0.02


def test_every_fault_appears_somewhere_in_a_large_sample(big):
    faults = {code for family in (*NEWS.values(), CASES, SURVEY) for code, _ in family}
    assert faults | {"summary_row"} == {row["code"] for row in big.book}


def test_no_dirty_row_takes_a_clean_id(made):
    clean = set(made.frame("truth/articles.csv")["id"])
    assert not clean & {row["id"] for row in made.book if row["code"] not in ("duplicate", "summary_row")}


def test_headers_are_those_that_offices_send(made):
    sheet = load_workbook(io.BytesIO(made.deliveries["berita-vendor_2022-10.xlsx"]), read_only=True).active
    assert "Tanggal Terbit" in list(sheet.values)[4]
    first = made.deliveries["survei_2022-04_gelombang-1.csv"].decode("utf-8-sig").splitlines()[0]
    assert first.startswith("id_responden;waktu;satker;bobot;U1;")


def test_weights_of_the_first_wave_have_decimal_commas(made):
    rows = csv.DictReader(io.StringIO(made.deliveries["survei_2022-04_gelombang-1.csv"].decode("utf-8-sig")), delimiter=";")
    weights = [row["bobot"] for row in rows]
    assert not any("." in weight for weight in weights) and sum("," in weight for weight in weights) > 1000


def test_personal_data_is_planted_to_be_masked(made):
    text = b"".join(data for name, data in made.deliveries.items() if name.startswith("pengaduan")).decode()
    assert all(token in text for token in made.summary["personal_data_planted"])


def test_equal_seeds_give_equal_bytes(make):
    small = {"articles": 300, "respondents": 300}
    one, two, other = make(**small), make(**small), make(**small, seed=7)
    assert one.files == two.files and one.summary == two.summary
    assert one.files["truth/articles.csv"] != other.files["truth/articles.csv"]
    assert one.files["register.csv"] == other.files["register.csv"]


def test_workbooks_carry_no_clock():
    data = workbook_bytes({"Lembar": [["a", 1]]})
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert {info.date_time for info in book.infolist()} == {FIXED.timetuple()[:6]}
        assert book.read("docProps/core.xml").count(FIXED.isoformat().encode()) == 2
    assert with_fixed_times(data) == data


@pytest.mark.parametrize("months, end", [(1, "2022-10"), (3, "2023-02")])
def test_other_periods_work_too(make, months, end):
    made = make(articles=400, respondents=300, months=months, end=end)
    assert sum(made.summary["months"].values()) == 400 and len(made.summary["months"]) == months


def test_nothing_that_was_left_blank_is_written_as_a_word(made):
    for name, data in made.files.items():
        if name.endswith(".csv") and name.startswith("deliveries/"):
            cells = {cell.strip('"').casefold() for line in data.decode("utf-8-sig").splitlines() for cell in line.split(";")}
            assert not cells & {"nan", "none", "<na>", "nat"}, name
