"""Alpha, omega and their intervals."""

import numpy as np
import pytest

from analitik.stats.reliability import alpha, alpha_error, feldt, item_rest, omega_total, squared_multiple


def test_alpha_is_spearman_brown_for_parallel_items():
    for k, r in ((2, 0.5), (9, 0.3), (5, 0.0)):
        parallel = np.full((k, k), r) + (1 - r) * np.eye(k)
        assert alpha(parallel) == pytest.approx(k * r / (1 + (k - 1) * r))


def test_omega_equals_alpha_when_all_load_alike_and_exceeds_it_when_not():
    even, uneven = np.full(4, 0.7), np.array([0.9, 0.8, 0.5, 0.3])
    for loading, same in ((even, True), (uneven, False)):
        matrix = np.outer(loading, loading) + np.diag(1 - loading**2)
        assert (omega_total(loading) == pytest.approx(alpha(matrix), abs=1e-12)) is same
        assert omega_total(loading) >= alpha(matrix) - 1e-12


def test_feldt_covers_alpha_of_parallel_normal_items_as_often_as_it_says():
    rng, k, r = np.random.default_rng(1), 5, 0.4
    parallel = np.full((k, k), r) + (1 - r) * np.eye(k)
    root = np.linalg.cholesky(parallel)
    hits = 0
    for _ in range(400):
        found = alpha(np.cov(rng.normal(size=(60, k)) @ root.T, rowvar=False))
        low, high = feldt(found, 60, k)
        hits += low <= alpha(parallel) <= high
    assert 0.92 <= hits / 400 <= 0.98


def test_the_normal_error_of_alpha_is_the_spread_of_alphas():
    rng, k = np.random.default_rng(2), 4
    matrix = np.array([[2.0, 0.8, 0.5, 0.4], [0.8, 1.0, 0.4, 0.3], [0.5, 0.4, 1.5, 0.6], [0.4, 0.3, 0.6, 1.0]])
    root = np.linalg.cholesky(matrix)
    found = [alpha(np.cov(rng.normal(size=(200, k)) @ root.T, rowvar=False)) for _ in range(1500)]
    assert alpha_error(matrix, 200) == pytest.approx(np.std(found), rel=0.08)


def test_item_rest_is_the_correlation_with_the_sum_of_the_others():
    answers = np.random.default_rng(4).normal(size=(50, 4)) + np.arange(50)[:, None] / 20
    rest = answers.sum(axis=1) - answers[:, 2]
    assert item_rest(np.cov(answers, rowvar=False))[2] == pytest.approx(np.corrcoef(answers[:, 2], rest)[0, 1])


def test_twins_have_no_squared_multiple_correlation():
    assert np.isnan(squared_multiple(np.ones((3, 3)))).all()
