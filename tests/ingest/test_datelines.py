"""Days that stand in texts: taken where they are certain, flagged where they contradict, never guessed."""

import pytest

from analitik.ingest.datelines import certain_day, date_flags
from analitik.ingest.dates import read_date
from analitik.ingest.deliver import read_delivery


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("BOGOR - Petugas memeriksa, Rabu (8/9/2021).", "2021-09-08"),
        ("Kamis, 10 November 2022 - 20:35 WIB", "2022-11-10"),
        ("Minggu, 04 Agustus 2013 | 03:34:00 WIB", "2013-08-04"),
        ("Media.example - 13/08/2015, 21:25 WIB", "2015-08-13"),
        ("Rabu, 18 Desember 2019 - 07.38 WIT", "2019-12-18"),
        ("Kata petugas, Rabu ( 18/2/2026)", "2026-02-18"),
        ("Jum’at (10/9/2021)", "2021-09-10"),
        ("Sabtu (14/12)", None),
        ("Minggu (26/09/21)", None),
        ("Senin (11/3/2025)", None),
        ("Rabu (8/9/2021) dan Kamis (9/9/2021)", None),
        ("kemarin, 3 hours ago", None),
        ("", None),
    ],
)
def test_a_text_supplies_its_day_only_where_it_is_certain(text, day):
    found = certain_day(text)
    assert (str(found.day) if found else None) == day


def test_wit_evening_is_the_same_moment_two_hours_earlier_in_jakarta():
    assert str(certain_day("Kamis, 10 November 2022 - 01:30 WIT").day) == "2022-11-09"


@pytest.mark.parametrize(
    ("delivered", "text", "flag"),
    [
        ("Rabu, 8/9/2021", "Rabu (8/9/2021)", None),
        ("Senin, 8/9/2021", "", "hari"),
        ("8/9/2021", "Kamis (16/9/2021)", "dateline"),
        ("8/9/2021", "Senin (8/9/2021)", "hari"),
        ("8/9/2021", "Rabu, 1 September 2021 10:00 WIB", "dateline"),
        ("8/9/2021", "Rabu (1/9/2021)", None),
    ],
)
def test_contradictions_are_flagged_and_not_repaired(delivered, text, flag):
    assert date_flags(delivered, read_date(delivered), text) == flag


def test_an_undated_row_stays_counted_and_only_a_mapping_lets_its_dateline_speak(tmp_path):
    path = tmp_path / "berita.csv"
    path.write_text('judul,isi,tanggal\nSatu,"Rabu (8/9/2021) pagi",\nDua,"Rabu (8/9)",\nTiga,Isi,8/9/2021\n', encoding="utf-8")
    asked = {"kind": "news", "as_of": "2022-01-01T00:00:00+07:00"}
    plain = read_delivery(path, **asked)
    assert plain.rows["published_source"].tolist() == ["kolom"]
    assert plain.quarantined["code"].tolist() == ["missing_date", "missing_date"]
    delivery = read_delivery(path, mapping={"tanggal": {"from": "tanggal", "dateline": True}}, **asked)
    assert delivery.rows["published_source"].tolist() == ["dateline", "kolom"]
    assert delivery.quarantined["code"].tolist() == ["missing_date"]
    assert delivery.rows_in == len(delivery.rows) + len(delivery.quarantined)
