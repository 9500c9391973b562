"""Totals the directorate announced, with the uncertainty they were announced without.

51,815 positive and 4,242 negative publications in 2022 (launch of 9 November 2022); 103,954 and 2,478 in 2023 (press,
September 2023). The denominator is positive plus negative; shares are rounded half up to one decimal of a percent.
"""

import pytest

from analitik.core.locale import interval, percent
from analitik.stats.intervals import share_of
from analitik.stats.totals import negative_share_of_totals


@pytest.mark.parametrize(
    ("positive", "negative", "share", "ends"),
    [(51815, 4242, "7,6%", "(7,35–7,79)"), (103954, 2478, "2,3%", "(2,24–2,42)")],
)
def test_the_announced_share_and_its_interval(positive, negative, share, ends):
    found = share_of(negative, positive)
    assert percent(found["share"]) == share
    assert interval(found["low"], found["high"], 2, scale=100) == ends


def test_the_two_years_differ():
    before, after = share_of(4242, 51815), share_of(2478, 103954)
    assert after["high"] < before["low"]


@pytest.mark.parametrize(
    ("positive", "negative", "one", "two"), [(51_815, 4_242, "7,6%", "7,57%"), (103_954, 2_478, "2,3%", "2,33%")]
)
def test_the_share_of_two_totals_at_both_roundings(positive, negative, one, two):
    found = negative_share_of_totals(positive, negative)
    assert (percent(found.share), percent(found.share, 2)) == (one, two)
    assert found.k == negative and found.n == positive + negative


def test_the_announced_seven_percent_is_the_share_cut_not_rounded():
    found = negative_share_of_totals(51_815, 4_242)
    assert int(found.share * 100) == 7 and percent(found.share, 0) == "8%" and found.low > 0.07
