"""Two groups compared, against scipy's own tests."""

import numpy as np
import pytest
from scipy import stats

from analitik.stats.two_groups import rank_sum, two_shares, welch


def test_means_and_ranks_equal_scipy_with_ties():
    rng = np.random.default_rng(1)
    first, second = rng.integers(1, 5, 70).astype(float), rng.integers(1, 6, 45).astype(float)
    assert welch(first, second)[1] == pytest.approx(stats.ttest_ind(first, second, equal_var=False).pvalue, rel=1e-10)
    assert rank_sum(first, second) == pytest.approx(stats.mannwhitneyu(first, second, method="asymptotic").pvalue, rel=1e-10)


def test_shares_equal_the_chi_square_of_the_table():
    table = np.array([[15, 35], [25, 25]])
    assert two_shares((15, 25), (50, 50)) == pytest.approx(stats.chi2_contingency(table, correction=False).pvalue, rel=1e-10)


def test_nothing_to_compare_is_nan():
    same, none = np.full(5, 2.0), np.array([])
    assert np.isnan(welch(same, same)[1]) and np.isnan(rank_sum(same, same)) and np.isnan(rank_sum(none, same))
    assert np.isnan(two_shares((0, 0), (5, 5))) and np.isnan(two_shares((0, 1), (0, 5)))
