"""Covariances over the answers that are there."""

import numpy as np
import pytest

from analitik.stats.moments import correlation, covariance, mean_and_spread, to_correlation


@pytest.fixture
def answers():
    rng = np.random.default_rng(2)
    values = rng.integers(1, 6, (80, 4)).astype(float)
    values[rng.random(values.shape) < 0.1] = np.nan
    return values


def test_each_pair_uses_the_rows_that_have_both(answers):
    both = ~np.isnan(answers[:, 0]) & ~np.isnan(answers[:, 2])
    assert covariance(answers)[0, 2] == pytest.approx(np.cov(answers[both][:, 0], answers[both][:, 2])[0, 1], rel=1e-12)
    assert correlation(answers)[0, 2] == pytest.approx(np.corrcoef(answers[both][:, 0], answers[both][:, 2])[0, 1], rel=1e-12)


def test_listwise_uses_the_rows_that_have_all(answers):
    whole = answers[~np.isnan(answers).any(axis=1)]
    assert np.allclose(covariance(answers, listwise=True), np.cov(whole, rowvar=False), rtol=1e-12)


def test_weights_all_one_are_no_weights(answers):
    one = np.ones(len(answers))
    assert np.allclose(covariance(answers), covariance(answers, one), rtol=1e-12)
    assert np.allclose(mean_and_spread(answers)[1], mean_and_spread(answers, one)[1], rtol=1e-12)


def test_a_weight_of_two_correlates_like_the_row_written_twice(answers):
    weight = np.random.default_rng(3).integers(1, 4, len(answers))
    assert np.allclose(correlation(answers, weight.astype(float)), correlation(np.repeat(answers, weight, axis=0)), rtol=1e-10)


def test_a_constant_column_has_no_correlation_and_no_warning(answers):
    answers[:, 1] = 3.0
    assert np.isnan(correlation(answers)[1]).all() and np.isnan(to_correlation(covariance(answers))[1]).all()
