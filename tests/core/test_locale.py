"""Numbers and dates as Indonesian offices write them."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analitik.core import locale


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (0, 0, "0"),
        (5412, 0, "5.412"),
        (51815, 0, "51.815"),
        (-3.04, 1, "−3,0"),
        (0.05, 1, "0,1"),
        (1234567.891, 2, "1.234.567,89"),
        (64.995, 2, "65,00"),
    ],
)
def test_numbers_use_a_decimal_comma_and_a_point_for_thousands(value, digits, text):
    assert locale.decimal(value, digits) == text


@pytest.mark.parametrize("missing", [None, float("nan"), float("inf")])
def test_what_is_missing_is_an_en_dash(missing):
    assert locale.decimal(missing) == "–" and locale.percent(missing) == "–"


@given(st.floats(min_value=-1e6, max_value=1e6), st.integers(0, 3))
def test_rounding_is_half_up_in_decimal_arithmetic(value, digits):
    expected = Decimal(repr(value)).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    assert locale.round_half_up(value, digits) == expected


def test_english_swaps_the_signs(monkeypatch):
    monkeypatch.setenv("ANALITIK_LANG", "en")
    assert locale.decimal(5412.25, 1) == "5,412.3"
    assert locale.say("Selesai.", "Done.") == "Done."
    assert locale.interval(-3, 2.4) == "(−3.0 to +2.4)"


def test_an_interval_below_zero_is_joined_by_words():
    assert locale.interval(-3, 2.4) == "(−3,0 s.d. +2,4)"
    assert locale.interval(-3, -1) == "(−3,0 s.d. −1,0)"
    assert locale.interval(None, 1) == ""


def test_months_and_days_are_named_in_indonesian():
    assert locale.date_long(dt.date(2022, 8, 17)) == "17 Agustus 2022"
    assert locale.month_name(dt.date(2022, 5, 1), short=True) == "Mei 2022"
