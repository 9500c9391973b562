"""Factors that were planted are found again; rotations keep what they must; dimensions are counted."""

import numpy as np
import pytest

from analitik.stats.dimension import chance_eigenvalues, eigenvalues, sampling_adequacy, sphericity
from analitik.stats.factors import Factors, fit, maximum_likelihood, minres
from analitik.stats.rotation import general_factor, oblimin, varimax

SIMPLE = np.zeros((9, 3))
SIMPLE[:3, 0], SIMPLE[3:6, 1], SIMPLE[6:, 2] = (0.8, 0.7, 0.6), (0.75, 0.65, 0.55), (0.7, 0.6, 0.5)
BETWEEN = np.array([[1, 0.3, 0.2], [0.3, 1, 0.4], [0.2, 0.4, 1]])


def implied(loadings, between=None):
    model = loadings @ (np.eye(loadings.shape[1]) if between is None else between) @ loadings.T
    np.fill_diagonal(model, 1.0)
    return model


def matched(found, wanted):
    order = np.abs(found.T @ wanted).argmax(axis=0)
    return found[:, order] * np.sign((found[:, order] * wanted).sum(axis=0))


@pytest.mark.parametrize("method", [minres, maximum_likelihood])
def test_planted_factors_come_back_after_varimax(method):
    found = varimax(method(implied(SIMPLE), 3))
    assert found.converged and not found.heywood.any()
    assert np.allclose(matched(found.loadings, SIMPLE), SIMPLE, atol=1e-5)


@pytest.mark.parametrize("method", [minres, maximum_likelihood])
def test_correlated_factors_come_back_after_oblimin(method):
    found = oblimin(method(implied(SIMPLE, BETWEEN), 3))
    assert np.allclose(matched(found.loadings, SIMPLE), SIMPLE, atol=1e-4)
    assert np.allclose(np.sort(np.abs(found.correlations[np.tril_indices(3, -1)])), [0.2, 0.3, 0.4], atol=1e-3)


def test_rotations_leave_communalities_alone():
    plain = minres(implied(SIMPLE, BETWEEN), 3)
    for turned in (varimax(plain), oblimin(plain)):
        assert np.allclose(turned.communality, plain.communality, atol=1e-8)


def test_varimax_gets_past_loadings_that_lie_evenly_between_the_axes():
    even = Factors(np.array([[0.6, 0.6], [0.6, 0.6], [0.5, -0.5], [0.5, -0.5]]), np.full(4, 0.3), True, np.zeros(4, dtype=bool))
    found = np.sort(np.abs(varimax(even).loadings), axis=1)
    assert np.allclose(found[:, 0], 0, atol=1e-6)


def test_a_general_factor_above_planted_ones_is_found():
    upper = np.array([0.8, 0.7, 0.6])
    between = np.outer(upper, upper) + np.diag(1 - upper**2)
    general, above = general_factor(oblimin(minres(implied(SIMPLE, between), 3)))
    assert np.allclose(np.abs(general), SIMPLE @ upper, atol=1e-3) and not above.heywood.any()


def test_an_item_that_would_share_more_than_all_is_marked():
    impossible = np.array([[1, 0.9, 0.9], [0.9, 1, 0.7], [0.9, 0.7, 1]])
    assert minres(impossible, 1).heywood.any() and maximum_likelihood(impossible, 1).heywood.any()


def test_a_true_model_fits_and_a_poorer_one_does_not():
    true, poor = (fit(implied(SIMPLE), minres(implied(SIMPLE), m), 500) for m in (3, 1))
    assert true.p > 0.99 and true.rmsea == 0 and true.rms < 1e-6
    assert poor.p < 1e-6 and poor.rmsea > 0.08 and poor.tli < 0.9


def test_as_many_components_as_planted_exceed_chance():
    root = np.linalg.cholesky(implied(SIMPLE))
    answers = np.random.default_rng(1).normal(size=(800, 9)) @ root.T
    beyond = eigenvalues(np.corrcoef(answers, rowvar=False)) > chance_eigenvalues(answers, seed=1, repeats=40)
    assert beyond[:3].all() and not beyond[3:].any()


def test_chance_depends_on_the_seed_alone():
    answers = np.random.default_rng(2).integers(1, 5, (100, 4)).astype(float)
    first, again, other = (chance_eigenvalues(answers, seed, 10) for seed in (5, 5, 6))
    assert np.array_equal(first, again) and not np.array_equal(first, other)


def test_unrelated_items_are_neither_adequate_nor_refused_as_spherical():
    assert sphericity(np.eye(4), 200)[2] == 1.0
    assert sphericity(np.ones((3, 3)), 200)[0] != sphericity(np.ones((3, 3)), 200)[0]  # NaN: no inverse
    assert np.isnan(sampling_adequacy(np.ones((3, 3)))[0])
