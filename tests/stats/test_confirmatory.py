"""Confirmatory factors that were planted, and what happens to a wrong structure."""

import numpy as np
import pytest

from analitik.stats.confirmatory import confirm, confirmed_fit
from analitik.stats.factors import maximum_likelihood

OWNER = np.repeat([0, 1], 4)


def planted():
    loadings = np.zeros((8, 2))
    loadings[:4, 0], loadings[4:, 1] = (1.2, 0.9, 0.7, 0.5), (0.8, 1.1, 0.6, 0.9)
    return loadings @ np.array([[1, -0.4], [-0.4, 1]]) @ loadings.T + np.diag(np.linspace(0.4, 1.2, 8))


def test_planted_loadings_residuals_and_correlation_come_back():
    found = confirm(planted(), OWNER)
    assert found.converged
    assert found.loadings == pytest.approx([1.2, 0.9, 0.7, 0.5, 0.8, 1.1, 0.6, 0.9], abs=1e-7)
    assert found.residuals == pytest.approx(np.linspace(0.4, 1.2, 8), abs=1e-7)
    assert found.between[0, 1] == pytest.approx(-0.4, abs=1e-7)
    fit = confirmed_fit(planted(), found, 400)
    assert fit["chisq"] == pytest.approx(0, abs=1e-6) and fit["rmsea"] == 0 and fit["cfi"] == 1


def test_one_factor_is_the_exploratory_one():
    answers = np.random.default_rng(3).normal(size=(300, 5)) + np.random.default_rng(4).normal(size=(300, 1))
    sample = np.cov(answers, rowvar=False, bias=True)
    spread = np.sqrt(np.diag(sample))
    explored = maximum_likelihood(sample / np.outer(spread, spread), 1).loadings[:, 0]
    assert confirm(sample, np.zeros(5, dtype=int)).loadings / spread == pytest.approx(explored, abs=1e-6)


def test_items_given_to_the_wrong_factor_fit_worse():
    wrong = np.array([0, 1, 0, 1, 0, 1, 0, 1])
    right, false = (confirmed_fit(planted(), confirm(planted(), owner), 400) for owner in (OWNER, wrong))
    assert false["chisq"] > 100 and false["rmsea_low"] > 0.05 and false["bic"] > right["bic"]
