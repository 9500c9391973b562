"""Which places say how their persons split: nothing small follows from the splits that others show."""

import numpy as np
import pytest
from scipy.optimize import linprog

from analitik.survey.release import open_splits


def ranges_of_closed(counts, opened):
    """What a reader who knows all row and column sums and the open rows can say of each closed cell (linear programs)."""
    rest = counts[~opened]
    rows, columns = np.kron(np.eye(len(rest)), np.ones(rest.shape[1])), np.tile(np.eye(rest.shape[1]), len(rest))
    ties, sums = np.vstack([rows, columns]), np.r_[rest.sum(axis=1), rest.sum(axis=0)]
    for cell, amount in enumerate(rest.ravel()):
        goal = np.eye(rest.size)[cell]
        low, high = (sign * linprog(sign * goal, A_eq=ties, b_eq=sums).fun for sign in (1, -1))
        yield amount, high - low


@pytest.mark.parametrize("seed", range(25))
def test_an_attacker_with_linear_programs_finds_no_narrow_range(seed):
    rng = np.random.default_rng(seed)
    counts = rng.poisson(rng.uniform(3, 40, (rng.integers(2, 7), 1)) * rng.uniform(0.3, 1.5, rng.integers(2, 5)))
    counts[counts.sum(axis=1) < 10, 0] += 10
    if (counts.sum(axis=0) < 10).any():
        return  # not shown above, so never asked here
    opened = open_splits(counts, np.ones(len(counts), dtype=bool))
    assert ((counts >= 10) | (counts == 0))[opened].all()
    if opened.any() and not opened.all():
        assert all(width >= 10 - 1e-6 for amount, width in ranges_of_closed(counts, opened) if 0 < amount < 10)


def test_places_that_are_all_large_say_everything():
    assert open_splits(np.array([[12, 30], [10, 10]]), np.array([True, True])).all()


def test_a_single_small_place_is_not_left_alone():
    counts = np.array([[4, 30], [25, 25], [60, 70], [90, 90]])
    opened = open_splits(counts, np.ones(4, dtype=bool))
    assert opened.tolist() == [False, False, True, True]


def test_a_hidden_place_says_nothing():
    assert not open_splits(np.array([[30, 30], [40, 40]]), np.array([False, True]))[0]
