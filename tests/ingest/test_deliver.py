"""Every row that goes in comes out: taken, or set aside with a reason."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "a", "01/05/2023", "31/02/2023", "https://a.example", "javascript:x", "positif", "Total", "#N/A", "\ufeff"]
    ),
    st.text(max_size=8),
)


@given(st.lists(st.lists(CELLS, min_size=8, max_size=8), max_size=12), st.sampled_from(["csv", "jsonl"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_cells_hold_no_row_is_lost(deliver, rows_of, cells, suffix):
    sound = rows_of("news")
    rows = sound + [dict(zip(sound[0], row, strict=True)) for row in cells]
    delivery = deliver([{k: v.replace('"', "'") for k, v in row.items()} for row in rows], suffix)
    assert delivery.refused is None
    assert delivery.rows_in == len(delivery.taken) + len(delivery.aside)
    assert len(sound) <= delivery.rows_in <= len(rows)
    assert len(delivery.rows) == len(delivery.taken)


@given(st.binary(max_size=400), st.sampled_from(["csv", "csv.gz", "xlsx", "jsonl", "rss", "atom", "sav", "txt"]))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_make_a_reader_fall(deliver, data, suffix):
    delivery = deliver(data, suffix, None)
    assert delivery.refused is not None or delivery.rows_in > 0


@given(st.data())
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_workbook_is_refused_or_read_but_never_falls(deliver, rows_of, tmp_path, data):
    source = tmp_path / "sumber.xlsx"
    if not source.exists():
        from openpyxl import Workbook

        book = Workbook()
        for row in [list(rows_of("news")[0]), *[list(row.values()) for row in rows_of("news")]]:
            book.active.append(row)
        book.save(source)
    content = bytearray(source.read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=6)):
        content[place] = data.draw(st.integers(0, 255))
    delivery = deliver(bytes(content), "xlsx")
    assert delivery.refused is not None or delivery.rows_in == len(delivery.taken) + len(delivery.aside)


def test_a_row_set_aside_says_where_it_stood_and_what_it_held(deliver, rows_of):
    rows = rows_of("news")
    rows[3]["tanggal"] = "31-02-2024"
    frame = deliver(rows).quarantined
    assert frame["row"].tolist() == [5]
    assert frame["reason"].iloc[0].startswith("Baris 5: tanggal '31-02-2024'")
    assert json.loads(frame["cells"].iloc[0])["judul"] == rows[3]["judul"]


def test_open_words_are_masked_in_the_rows_and_in_the_rows_set_aside(deliver, rows_of):
    rows = rows_of("survey")
    rows[0]["saran"] = rows[1]["saran"] = "HP saya 0812-0000-0001"
    rows[1]["q1"] = "9"
    delivery = deliver(rows, "csv", "survey")
    assert delivery.rows["open_text"].iloc[0] == "HP saya [telepon]"
    assert "0812" not in delivery.quarantined["cells"].iloc[0]
    assert json.loads(delivery.quarantined["cells"].iloc[0])["waktu"] == rows[1]["waktu"]


def test_complaints_and_notices_are_checked_in_the_same_spirit(deliver, reasons):
    text = "id,tanggal,kanal,satker,kategori,status,isi\nP1,01/05/2023,WA,Lapas Cipinang,pungli,baru,hubungi a@b.example\n"
    delivery = deliver(
        text + ",01/05/2023,,,,,x\nP2,,,,,,x\nP3,esok,,,,,x\nP4,01/01/2030,,,,,x\nP5,01/05/2023,,Entah,,,x\n", kind=None
    )
    assert delivery.kind.name == "complaint"
    assert reasons(delivery) == {"missing_id": 1, "missing_date": 1, "bad_date": 1, "future_date": 1, "unknown_unit": 1}
    assert delivery.rows.iloc[0][["channel", "unit_code", "text"]].tolist() == ["WA", "33-LPS-01", "hubungi [surel]"]
    notice = deliver("id,tanggal,instansi,satker,perkara\n1,01/05/2023,Polri,,NIK 3171014501900000\n", kind=None)
    assert notice.rows.iloc[0][["agency", "matter"]].tolist() == ["Polri", "NIK [NIK]"]


def test_a_complaint_that_moved_on_is_a_new_revision(deliver):
    text = "id,tanggal,kanal,kategori,status,diperbarui\nP1,01/05/2023,WA,pungli,{},{}\n"
    old, new = (
        deliver(text.format(*state), kind=None).identities()[0] for state in (("baru", "02/05/2023"), ("selesai", "09/05/2023"))
    )
    assert old[:1] == new[:1]
    assert old[1] != new[1]
    assert old[2] < new[2]


@pytest.mark.parametrize("label", ["Positif ", "POSITIVE", "positif"])
def test_labels_are_trimmed_and_folded(deliver, rows_of, label):
    assert deliver([rows_of("news")[0] | {"sentimen": label}]).rows["vendor_sentiment"].tolist() == ["positif"]


@pytest.mark.parametrize(
    "url", ["/relatif", "//a.example", "file:///etc/passwd", "https://", "ftp://a.example", "java\tscript:x", "http:x"]
)
def test_an_address_that_is_not_of_the_web_is_unsafe(deliver, rows_of, reasons, url):
    assert reasons(deliver([rows_of("news")[0] | {"tautan": url}])) == {"unsafe_url": 1}


def test_a_file_larger_than_the_limit_is_refused_unread(deliver, monkeypatch):
    monkeypatch.setattr("analitik.ingest.sniff.LIMIT", 10)
    assert deliver("id,judul,tanggal\n").refused.code == "too_large"


def test_a_recommendation_is_a_whole_number_from_nought_to_ten_or_blank(deliver, rows_of, reasons):
    rows = [{**row, "rekomendasi": cell} for row, cell in zip(rows_of("survey"), ("10", "", "0", "11", "7,5"), strict=False)]
    delivery = deliver(rows, "csv", "survey")
    assert delivery.rows["recommend"].fillna(-1).tolist()[:3] == [10, -1, 0]
    assert reasons(delivery) == {"out_of_range": 1, "not_integer": 1}
