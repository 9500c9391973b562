"""Bytes become text where that is certain; where not, the row says so."""

from __future__ import annotations

import pytest

from analitik.ingest.cells import Notes
from analitik.ingest.encoding import decode

HEADER = "id,judul,tanggal\n"
ROWS = "N1,Kafé “Jeruji” – Muntok,01/05/2023\nN2,Biasa,02/05/2023\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_the_title_is_the_same_in_every_encoding(deliver, encoding):
    data = (HEADER + ROWS).encode(encoding)
    data = b"\xfe\xff" + data if encoding == "utf-16-be" else data
    delivery = deliver(data)
    assert delivery.rows["title"].tolist() == ["Kafé “Jeruji” – Muntok", "Biasa"]
    assert delivery.warnings == (["encoding_assumed_cp1252"] if encoding == "cp1252" else [])


def test_a_glued_file_loses_only_the_rows_nobody_can_read(deliver, reasons):
    data = (HEADER + ROWS).encode() + "N3,Kafé,03/05/2023\n".encode("latin-1") + b"N4,Utuh,04/05/2023\n"
    delivery = deliver(data)
    assert reasons(delivery) == {"encoding_error": 1}
    assert delivery.rows["id"].tolist() == ["N1", "N2", "N4"]
    assert str(data.index(b"\xe9,")) in delivery.aside[0].reason


def test_each_unreadable_row_says_where_its_byte_stands(deliver):
    data = (HEADER + ROWS).encode() + b"N3,a\xe9,03/05/2023\nN4,\xffb,04/05/2023\n"
    offsets = [one.facts["offset"] for one in deliver(data).aside]
    assert offsets == [data.index(b"\xe9,"), data.index(b"\xff")]


def test_a_json_line_with_unreadable_bytes_is_set_aside_for_them(deliver, reasons):
    good = '{"id":"N1","judul":"Kafé","tanggal":"01/05/2023"}\n'.encode()
    assert reasons(deliver(good + good.replace("é".encode(), b"\xe9"), "jsonl")) == {"encoding_error": 1}


def test_a_byte_windows_does_not_know_is_not_guessed(deliver, reasons):
    delivery = deliver(HEADER.encode() + b"N1,Kaf\xe9,01/05/2023\nN2,Rusak \x81,02/05/2023\n")
    assert reasons(delivery) == {"encoding_error": 1}
    assert delivery.rows["title"].tolist() == ["Kafé"]


def test_a_utf16_file_cut_in_half_a_character_marks_its_last_row(deliver, reasons):
    delivery = deliver((HEADER + ROWS).encode("utf-16")[:-3])
    assert reasons(delivery) == {"encoding_error": 1}


def test_controls_are_removed_and_marks_of_order_dropped_wherever_they_stand(deliver):
    delivery = deliver(HEADER + "N1,a\x00b\x07c\ufeffd\x85e\tf,01/05/2023\n")
    assert delivery.rows["title"].tolist() == ["abcde\tf"]
    assert delivery.warnings == ["control_chars_removed"]


def test_a_byte_order_mark_alone_is_no_control_character():
    notes = Notes()
    assert decode(b"\xef\xbb\xbfa", notes).text == "a"
    assert notes.list() == []
