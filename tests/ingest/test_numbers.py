"""Numbers as offices write them, and nothing else."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analitik.ingest.cells import Serial
from analitik.ingest.numbers import as_integer, as_number

SURE = {
    "0,50": 0.5, "1.250,5": 1250.5, "1.250": 1.25, "1.250.000": 1250000, "2.5": 2.5, "4,0": 4, " 3 ": 3, "1e2": 100, "-1": -1,
    "\uff14": 4, "\u0663": 3, "\u22121": -1, ",5": 0.5, "1.234.567,89": 1234567.89,
}  # fmt: skip
UNSURE = ["", "empat", "3-4", "1,250.5", "NaN", "inf", "0x1F", "1_000", "²", "½", "1 2", "--1", "1,2,3", "9" * 1000]


@pytest.mark.parametrize(("text", "value"), SURE.items())
def test_a_number_is_read(text, value):
    assert as_number(text) == pytest.approx(value)


@pytest.mark.parametrize("text", UNSURE)
def test_what_is_no_number_is_none(text):
    assert as_number(text) is None


def test_beyond_what_floats_hold_is_infinite_not_cut():
    assert math.isinf(as_number("1e400"))
    assert as_integer("1e400") is None
    assert math.isinf(as_number(10**400))


@pytest.mark.parametrize("cell", [True, False, Serial(45000), None, "2,5", 2.5])
def test_truth_values_dates_and_fractions_are_no_whole_numbers(cell):
    assert as_integer(cell) is None


@given(st.integers(-(10**12), 10**12))
def test_grouped_digits_mean_the_same_number(value):
    assert as_number(f"{value:,},0".replace(",", ".", f"{value:,}".count(","))) == value
    assert as_integer(str(value)) == value
