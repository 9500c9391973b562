"""The share of two announced totals."""

import math

import pytest

from analitik.stats.intervals import wilson
from analitik.stats.totals import negative_share_of_totals


def test_the_denominator_is_positive_plus_negative():
    found = negative_share_of_totals(positive=75, negative=25)
    assert (found.share, found.k, found.n) == (0.25, 25, 100) and (found.low, found.high) == wilson(25, 100)


def test_two_empty_totals_say_nothing():
    found = negative_share_of_totals(0, 0)
    assert math.isnan(found.share) and (found.low, found.high) == (0.0, 1.0)


def test_a_negative_total_is_refused():
    with pytest.raises(ValueError, match="between 0 and n"):
        negative_share_of_totals(10, -1)
