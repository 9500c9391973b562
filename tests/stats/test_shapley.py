"""Shares of R squared: additive, order-free, and as sensitive to one row as they say."""

from itertools import permutations

import numpy as np
import pytest

from analitik.stats.shapley import shapley_influence, shapley_shares, sum_of_parts


@pytest.fixture
def rows():
    rng = np.random.default_rng(6)
    x = rng.normal(size=(500, 4))
    x[:, 1] += x[:, 0]
    y = x @ [0.5, 0.3, 0.2, 0.0] + rng.normal(size=500)
    centred = np.column_stack([y, x])
    return centred - centred.mean(axis=0)


def explained(covariances, chosen):
    if not chosen:
        return 0.0
    side = covariances[0, [k + 1 for k in chosen]]
    within = covariances[np.ix_([k + 1 for k in chosen], [k + 1 for k in chosen])]
    return float(side @ np.linalg.solve(within, side)) / covariances[0, 0]


def test_the_share_is_the_gain_averaged_over_all_orders(rows):
    covariances = rows.T @ rows / len(rows)
    gains = np.zeros(4)
    orders = list(permutations(range(4)))
    for order in orders:
        for place, player in enumerate(order):
            gains[player] += explained(covariances, order[: place + 1]) - explained(covariances, order[:place])
    assert shapley_shares(covariances) == pytest.approx(gains / len(orders), rel=1e-10)
    assert shapley_shares(covariances).sum() == pytest.approx(explained(covariances, (0, 1, 2, 3)), rel=1e-10)


def test_uncorrelated_predictors_get_their_squared_correlations():
    matrix = np.array([[1.0, 0.6, 0.5], [0.6, 1.0, 0.0], [0.5, 0.0, 1.0]])
    assert shapley_shares(np.stack([matrix, matrix])) == pytest.approx(np.array([[0.36, 0.25]] * 2))


def test_twins_in_all_but_name_share_alike():
    matrix = np.array([[1.0, 0.5, 0.5], [0.5, 1.0, 0.8], [0.5, 0.8, 1.0]])
    first, second = shapley_shares(matrix)
    assert first == pytest.approx(second)


def test_influence_is_the_slope_of_the_shares_and_adds_to_nothing(rows):
    covariances = rows.T @ rows / len(rows)
    worth, influence = shapley_influence(covariances, rows)
    assert worth == pytest.approx(shapley_shares(covariances)) and np.abs(influence.sum(axis=0)).max() < 1e-9
    step = 1e-6
    for row in (0, 17, 300):
        moved = shapley_shares((1 - step) * covariances + step * np.outer(rows[row], rows[row]))
        assert (moved - worth) / step == pytest.approx(influence[row], abs=1e-4)


def test_players_of_an_additive_game_get_what_they_bring():
    worth = np.array([sum(value for bit, value in enumerate((3.0, 2.0, 1.0)) if code >> bit & 1) for code in range(8)])
    assert sum_of_parts(worth, 3).tolist() == pytest.approx([3.0, 2.0, 1.0])
