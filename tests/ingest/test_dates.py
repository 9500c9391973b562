"""A date is certain or it is none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analitik.core.errors import UsageFault
from analitik.ingest.cells import Serial
from analitik.ingest.dates import MONTHS, as_date, from_serial, moment, read_date

SURE = {
    "2024-01-16": "2024-01-16",
    "2024-01-16T10:05:00+07:00": "2024-01-16",
    "2024-01-16 10:05:33,123 WIB": "2024-01-16",
    "03/04/2023": "2023-04-03",
    "9/9/2023": "2023-09-09",
    "01-02-2023": "2023-02-01",
    "02.03.2023": "2023-03-02",
    "16/01/24": "2024-01-16",
    "17 Agt 2023": "2023-08-17",
    "17 Agustus 2023 09.30 WIB": "2023-08-17",
    "3 Pebruari 2023": "2023-02-03",
    "3 Peb 2023": "2023-02-03",
    "5 Nopember 2023": "2023-11-05",
    "5-Nop-2023": "2023-11-05",
    "2 Sept. 2023": "2023-09-02",
    "January 16, 2024": "2024-01-16",
    "Jum'at, 12 Januari 2024": "2024-01-12",
    "Jum\u2019at, 12/01/2024 10:05 WIB": "2024-01-12",
    "Jumat 12 Jan 2024 | 10:05": "2024-01-12",
    "Mon, 01 Jan 2024 08:00:00 +0700": "2024-01-01",
    "09/10/2023, 13:33 WIB": "2023-10-09",
    "27 Sep 2024 08:05 WIB": "2024-09-27",
    "22 April 2024, 17:22": "2024-04-22",
    "\u0661\u0666/\u0660\u0661/\u0662\u0660\u0662\u0664": "2024-01-16",
    "45307": "2024-01-16",
    "45292,75": "2024-01-01",
    "2023-12-31T16:59:59Z": "2023-12-31",
    "2023-12-31T17:00:00Z": "2024-01-01",
    "2024-01-01 00:30 WIT": "2023-12-31",
    "2024-01-01 00:30 WITA": "2023-12-31",
    "2024-01-01 00:30 WIB": "2024-01-01",
    "2023-06-30T23:59:60Z": "2023-07-01",
    "31 Des 2023 23:59:60 WIB": "2024-01-01",
}
UNSURE = [
    "12/31/2023", "13/25/2023", "31/02/2023", "29/02/2023", "00/00/0000", "16/01/0024", "-", "#########", "kemarin",
    "hari ini", "2 jam lalu", "1 Febuari 2023", "Selasa, (01/11)", "Jan 2024", "2024", "2024-01", "2024-13-01", "16/01",
    "2024-01-01T25:00:00Z", "2024-01-01 10:60", "16/01/2024 pagi", "01/02-2023", "60", "-5", "80000", "20240116", "1999-12-31",
    "16/01/202", "16/01/2024 10:05 PST", "2024-01-01T00:00:00+25:00", "9" * 5000, "1 2 3", "NaN", "16 Jan", "Sen 16",
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), SURE.items())
def test_a_sure_date_is_read_day_first_in_jakarta_time(text, day):
    assert str(as_date(text).day) == day


@pytest.mark.parametrize("text", UNSURE)
def test_an_unsure_date_is_none(text):
    assert as_date(text) is None


@given(st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)), st.sampled_from("/-."))
@settings(max_examples=200, deadline=None)
def test_every_day_survives_every_way_to_write_it(day, mark):
    names = [name for name, number in MONTHS.items() if number == day.month]
    texts = [day.isoformat(), f"{day.day}{mark}{day.month}{mark}{day.year}", *(f"{day.day} {name} {day.year}" for name in names)]
    assert {read_date(text).day for text in texts} == {day}


@given(st.integers(61, 79999))
@settings(deadline=None)
def test_a_serial_is_the_day_excel_shows(days):
    expected = dt.date(1899, 12, 30) + dt.timedelta(days=days)
    found = from_serial(days)
    assert (found.day if found else None) == (expected if expected.year >= 2000 else None)


@given(st.text(max_size=40))
@settings(max_examples=300, deadline=None)
def test_no_text_makes_the_parser_fall(text):
    found = read_date(text)
    assert found is None or found.day.year >= 2000


def test_month_first_is_never_swapped_but_day_first_always_is_read():
    assert read_date("11/12/2022").day == dt.date(2022, 12, 11)
    assert read_date("12/13/2022") is None


@pytest.mark.parametrize(
    ("zone", "hours"), [("WIB", 7), ("WITA", 8), ("WIT", 9), ("GMT", 0), ("Z", 0), ("+05:30", 5.5), ("-0330", -3.5)]
)
def test_a_zone_moves_the_moment_by_its_hours(zone, hours):
    in_zone, in_utc = read_date(f"16/01/2024 12:00 {zone}"), read_date("2024-01-16T12:00Z")
    assert in_utc.at_us - in_zone.at_us == hours * 3600 * 1_000_000


def test_midnight_means_that_the_time_was_lost():
    assert not read_date("27 Sep 2024 00:00 WIB").has_time
    assert not read_date("27/09/2024").has_time
    assert read_date("27/09/2024 00:01").has_time


def test_a_date_without_time_starts_with_the_day_in_jakarta():
    when = read_date("16/01/2024")
    assert when.at_us == when.day_us - 7 * 3600 * 1_000_000


def test_a_two_digit_year_says_so():
    assert read_date("16/01/24").two_digit_year
    assert not read_date("16/01/2024").two_digit_year


def test_workbooks_that_count_from_1904_are_read_so():
    assert as_date(Serial(43845), 1462).day == dt.date(2024, 1, 16)


def test_truth_values_are_no_dates():
    assert as_date(True) is None
    assert as_date(float("nan")) is None


def test_now_without_a_zone_is_jakarta_and_nonsense_is_said():
    assert moment("2024-02-15").utcoffset() == dt.timedelta(hours=7)
    with pytest.raises(UsageFault, match="ISO"):
        moment("kemarin")
