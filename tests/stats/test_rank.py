"""Rank correlation: its value, its interval's coverage, its edges."""

import numpy as np
import pytest
from scipy import stats

from analitik.stats.rank import spearman


def test_the_value_is_scipys_ties_and_gaps_included():
    rng = np.random.default_rng(1)
    x, y = rng.integers(0, 6, 40).astype(float), rng.integers(0, 6, 40).astype(float)
    x[3] = np.nan
    keep = ~np.isnan(x)
    assert spearman(x, y)["rho"] == pytest.approx(stats.spearmanr(x[keep], y[keep])[0]) and spearman(x, y)["n"] == 39


@pytest.mark.parametrize(("r", "n"), [(0.0, 15), (0.0, 33), (0.5, 33), (-0.8, 33)])
def test_the_interval_covers_the_true_rank_correlation(r, n):
    rng = np.random.default_rng(7)
    true = 6 / np.pi * np.arcsin(r / 2)  # of a bivariate normal
    hits = 0
    for _ in range(1500):
        x = rng.normal(size=n)
        found = spearman(x, r * x + np.sqrt(1 - r * r) * rng.normal(size=n))
        hits += found["low"] <= true <= found["high"]
    assert 0.93 <= hits / 1500 <= 0.975


def test_a_perfect_order_still_has_an_interval():
    found = spearman(np.arange(12), np.arange(12) ** 2)
    assert found["rho"] == pytest.approx(1) and 0.9 < found["low"] < 1 and found["high"] == pytest.approx(1)


@pytest.mark.parametrize(("x", "y"), [([1, 2, 3], [1, 2, 3]), ([1, 1, 1, 1], [1, 2, 3, 4]), ([], [])])
def test_too_little_to_rank_is_not_a_number(x, y):
    assert np.isnan(spearman(x, y)["rho"])
