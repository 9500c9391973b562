"""Correlations behind graded answers."""

import numpy as np
import pytest
from scipy import special
from scipy.stats import multivariate_normal

from analitik.stats.polychoric import EDGE, _cells, polychoric


@pytest.mark.parametrize("rho", [-0.8, -0.3, 0.0, 0.45, 0.9])
def test_a_planted_correlation_is_found_again(rho):
    rng = np.random.default_rng(7)
    pair = rng.multivariate_normal([0, 0], [[1, rho], [rho, 1]], 40_000)
    graded = np.column_stack([np.digitize(pair[:, 0], [-1.5, -0.2, 0.9]), np.digitize(pair[:, 1], [-0.5, 0.1, 1.2])]).astype(float)
    assert polychoric(graded)[0, 1] == pytest.approx(rho, abs=0.015)
    assert abs(np.corrcoef(graded.T)[0, 1]) <= abs(rho) + 0.01


@pytest.mark.parametrize("rho", [-0.99, -0.5, 0.2, 0.95])
def test_cells_are_those_of_the_bivariate_normal(rho):
    rows, columns = np.array([-1.0, 0.3]), np.array([-0.4, 0.8, 1.5])
    cells = _cells(rows, columns, rho)[0]
    law = multivariate_normal([0, 0], [[1, rho], [rho, 1]], allow_singular=True)
    assert cells[0, 0] == pytest.approx(law.cdf([-1.0, -0.4]), abs=2e-5)
    assert cells.sum() == pytest.approx(1) and cells.sum(axis=1)[0] == pytest.approx(special.ndtr(-1.0))


def test_weights_count_as_rows_written_more_often():
    rng = np.random.default_rng(3)
    answers = rng.integers(1, 5, (200, 3)).astype(float)
    answers[:, 1] = np.clip(answers[:, 0] + rng.integers(-1, 2, 200), 1, 4)
    weight = rng.integers(1, 4, 200)
    assert np.allclose(polychoric(answers, weight.astype(float)), polychoric(np.repeat(answers, weight, axis=0)), atol=1e-9)


def test_constant_empty_and_contradiction_free_columns_are_told_apart():
    answers = np.column_stack([np.tile([1.0, 2.0, 3.0], 20), np.tile([1.0, 2.0, 3.0], 20), np.full(60, 2.0), np.full(60, np.nan)])
    found = polychoric(answers)
    assert found[0, 1] == pytest.approx(EDGE, abs=1e-3)
    assert np.isnan(found[2]).all() and np.isnan(found[3]).all()
