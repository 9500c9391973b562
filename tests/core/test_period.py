"""The month of a report."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analitik.core.errors import UsageFault
from analitik.core.period import Month


@pytest.mark.parametrize("text", ["2022-13", "2022-0", "Oktober", "2022/10", "22-10", "", "2022-10-01", "1999-12"])
def test_what_is_not_a_month_is_refused_with_an_example(text):
    with pytest.raises(UsageFault, match="2022-10"):
        Month.parse(text)


@given(st.integers(2000, 2900), st.integers(1, 12), st.integers(-600, 600))
def test_going_forth_and_back_ends_where_it_began(year, month, steps):
    start = Month(year, month)
    assert (start + steps) - steps == start


def test_a_month_ends_the_day_before_the_next_begins():
    assert Month(2024, 2).last_day == dt.date(2024, 2, 29)
    assert Month(2022, 12) + 1 == Month(2023, 1)


def test_thirteen_months_back_end_with_the_month_itself():
    months = Month(2022, 10).back(13)
    assert (str(months[0]), str(months[-1]), len(months)) == ("2021-10", "2022-10", 13)
