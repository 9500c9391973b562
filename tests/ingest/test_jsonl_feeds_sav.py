"""JSON lines, feeds and SPSS files."""

from __future__ import annotations

import gzip
import sys

import pandas as pd
import pytest

from analitik.core.errors import EnvironmentFault

GOOD = '{"id":"N1","judul":"a","tanggal":"01/05/2023"}\n'
BAD_LINES = [
    "{tidak json}", "[1,2,3]", '"teks"', "null", '{"id":"x","judul":NaN,"tanggal":"1/5/2023"}', '{"judul":{"a":1},"tanggal":"1/5/2023"}',
    '{"judul":["a"],"tanggal":"1/5/2023"}', '{"judul":"a","judul":"b","tanggal":"1/5/2023"}', '{"judul":"a","Judul":"b"}',
    '{"judul":1e400,"tanggal":"1/5/2023"}', '{"judul":-Infinity}', '{"id":"N2","judul":"terpot', "[" * 100_000, '{"a":' * 50_000,
    '{"judul":' + "9" * 5000 + "}", '{"judul":"a"} {"judul":"b"}',
]  # fmt: skip


@pytest.mark.parametrize("line", BAD_LINES, ids=lambda line: line[:24])
def test_a_line_that_is_no_flat_object_is_set_aside_alone(deliver, reasons, line):
    delivery = deliver(GOOD + line + "\n\n" + GOOD.replace("N1", "N3"), "jsonl")
    assert reasons(delivery) == {"bad_json": 1}
    assert delivery.rows["id"].tolist() == ["N1", "N3"]


def test_a_file_of_bad_lines_only_is_read_not_refused(deliver, reasons):
    assert reasons(deliver("{rusak}\n{rusak juga}\n", "jsonl")) == {"bad_json": 2}


def test_an_empty_object_is_a_record_without_title(deliver, reasons):
    assert reasons(deliver(GOOD + "{}\n", "jsonl")) == {"missing_title": 1}


def test_half_a_character_becomes_the_replacement_sign_and_whole_ones_stay(deliver):
    delivery = deliver(GOOD.replace('"a"', '"\\ud83d\\ude00 dan \\ud83d terpotong"'), "jsonl")
    assert delivery.rows["title"].tolist() == ["\U0001f600 dan \ufffd terpotong"]
    assert delivery.warnings == ["invalid_unicode"]


def test_escaped_controls_are_removed_and_line_separators_do_not_cut(deliver):
    delivery = deliver(GOOD.replace('"a"', '"a\\u0007\u2028b"'), "jsonl")
    assert delivery.rows["title"].tolist() == ["a\u2028b"]
    assert delivery.warnings == ["control_chars_removed"]


def test_json_numbers_are_ids_by_their_digits(deliver, reasons):
    lines = "".join(f'{{"id":{number},"judul":"a","tanggal":"1/5/2023"}}\n' for number in ("12345678901234567890", "7.0", "1e17"))
    delivery = deliver(lines, "jsonl")
    assert delivery.rows["id"].tolist() == ["12345678901234567890", "7"]
    assert reasons(delivery) == {"id_precision": 1}


def test_text_that_holds_no_object_is_not_json(deliver):
    assert deliver("id,judul,tanggal\nN1,a,1/5/2023\n", "jsonl").refused.code == "format_mismatch"
    assert deliver(GOOD, "csv").refused.code == "format_mismatch"


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n0000", b"%PDF-1.7\n1 0 obj", bytes(range(256)) * 4, b"$FL2@(#) x" + b" " * 200]
)
def test_what_is_no_text_is_not_read_as_a_table(deliver, data):
    assert deliver(data, "csv").refused.code == "format_mismatch"


def test_a_packed_file_that_ends_early_or_grows_beyond_reason(deliver):
    packed = gzip.compress(b"id,judul,tanggal\nN1,a,01/05/2023\n")
    assert deliver(packed, "csv.gz").rows["id"].tolist() == ["N1"]
    assert deliver(packed[:-6], "csv.gz").refused.code == "corrupt_file"
    assert deliver(packed, "csv").refused.code == "format_mismatch"
    assert deliver(b"id,judul\n", "csv.gz").refused.code == "format_mismatch"
    assert deliver(gzip.compress(b" " * 10), "csv.gz").refused.code == "empty_file"
    assert deliver(gzip.compress(b"id" * (26 * 2**20)), "csv.gz").refused.code == "zip_bomb"


ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://berita.example/">
<entry><id>N1</id><title type="html">Judul &lt;b&gt;tebal&lt;/b&gt;</title><link rel="self" href="x"/><link href="/satu"/>
<summary>Ringkas</summary><updated>2024-01-01T00:30:00+09:00</updated></entry>
<entry xml:base="dua/"><id>N2</id><title>b</title><link href="tiga"/><updated>2024-01-01T00:30:00Z</updated></entry>
<entry><id>N3</id><title>c</title><link href="javascript:alert(1)"/><updated>2024-01-01T00:30:00Z</updated></entry></feed>"""


def test_an_atom_link_is_resolved_against_its_base(deliver, reasons):
    delivery = deliver(ATOM, "atom")
    assert delivery.rows["url"].tolist() == ["https://berita.example/satu", "https://berita.example/dua/tiga"]
    assert delivery.rows["title"].iloc[0] == "Judul <b>tebal</b>"
    assert str(delivery.rows["published_date"].iloc[0].date()) == "2023-12-31"
    assert reasons(delivery) == {"unsafe_url": 1}


def test_a_feed_with_entities_or_cut_short_or_not_a_feed(deliver):
    rss = '<?xml version="1.0"?><rss version="2.0"><channel><item><title>a</title></item></channel></rss>'
    bomb = rss.replace("<rss", '<!DOCTYPE rss [<!ENTITY a "b">]><rss', 1)
    assert deliver(bomb, "rss").refused.code == "xml_entities"
    assert deliver(rss[:-20], "rss").refused.code == "corrupt_file"
    assert deliver("<!doctype html><html></html>", "rss").refused.code == "format_mismatch"
    assert deliver("<rss version='2.0'><channel></channel></rss>", "rss").refused.code == "no_data_rows"
    assert deliver(rss, "csv").refused.code == "format_mismatch"


def test_an_item_without_date_is_set_aside_also_when_no_item_has_one(deliver, reasons):
    rss = "<rss version='2.0'><channel><item><guid>1</guid><title>a</title></item></channel></rss>"
    assert reasons(deliver(rss, "rss")) == {"missing_date": 1}


@pytest.fixture
def sav(tmp_path, rows_of):
    pyreadstat = pytest.importorskip("pyreadstat")

    def write(**options) -> bytes:
        frame = pd.DataFrame(rows_of("survey"))
        frame["waktu"] = pd.to_datetime(frame["waktu"], format="%d/%m/%Y %H:%M")
        frame.loc[1, "q3"] = 9
        pyreadstat.write_sav(frame, tmp_path / "x.sav", missing_ranges={"q3": [9]}, **options)
        return (tmp_path / "x.sav").read_bytes()

    return write


def test_a_declared_missing_answer_is_empty_and_spss_times_are_days(deliver, reasons, sav):
    delivery = deliver(sav(), "sav", "survey")
    assert reasons(delivery) == {}
    assert delivery.rows["q3"].isna().tolist() == [False, True, False, False, False]
    assert delivery.rows["submitted_date"].astype(str).tolist()[0] == "2023-05-01"


def test_a_sav_file_that_was_cut_is_damaged(deliver, sav):
    data = sav(compress=False)
    assert deliver(data[:-200], "sav", "survey").refused.code == "corrupt_file"
    assert deliver(b"id,judul\n", "sav").refused.code == "format_mismatch"


def test_without_the_spss_library_the_message_says_what_to_install(deliver, sav, monkeypatch):
    data = sav()
    monkeypatch.setitem(sys.modules, "pyreadstat", None)
    with pytest.raises(EnvironmentFault, match=r"analitik\[spss\]"):
        deliver(data, "sav", "survey")
