"""The Beta intervals and the t."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from analitik.stats.intervals import clopper_pearson, jeffreys, t_below, t_quantile, wilson

COUNTS = st.integers(1, 800).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(COUNTS)
def test_the_exact_interval_equals_the_reference_implementation(pair):
    assert clopper_pearson(*pair) == pytest.approx(proportion_confint(*pair, method="beta"), abs=1e-9)


@given(COUNTS)
def test_jeffreys_lies_within_the_exact_interval_and_is_closed_at_the_ends(pair):
    k, n = pair
    low, high = jeffreys(k, n)
    exact = clopper_pearson(k, n)
    assert exact[0] <= low + 1e-12 and high <= exact[1] + 1e-12
    assert (low == 0.0) == (k == 0) and (high == 1.0) == (k == n)


def test_the_exact_interval_is_wider_than_wilson():
    a, b = clopper_pearson(7, 60), wilson(7, 60)
    assert a[1] - a[0] > b[1] - b[0]


@pytest.mark.parametrize("df", [1, 5, 48, 96, 1000])
def test_the_t_equals_scipy(df):
    assert float(t_quantile(df)) == pytest.approx(stats.t.ppf(0.975, df), rel=1e-12)
    assert float(t_below(-1.3, df)) == pytest.approx(stats.t.cdf(-1.3, df), rel=1e-12)


def test_no_degrees_of_freedom_no_interval_and_infinitely_many_the_normal():
    assert np.isnan(t_quantile(0)) and np.isnan(t_below(0.0, 0)) and float(t_quantile(np.inf)) == pytest.approx(1.959964, abs=1e-6)
