"""Cells tied by sums: what equations give away, what bounds give away, what must hide."""

import numpy as np
from scipy import sparse

from analitik.stats.suppression import Cells, determined, hide_more, ranges


def one_way(*amounts):
    amounts = np.array([*amounts, sum(amounts)], dtype=float)
    return Cells(sparse.csc_array(np.array([[1.0] * (len(amounts) - 1) + [-1.0]])), amounts, amounts)


def flags(text):
    return np.array([mark == "x" for mark in text])


def test_a_single_unknown_is_solved_and_two_are_not():
    assert determined(one_way(4, 12, 40), flags("x...")).tolist() == [True, False, False, False]
    assert not determined(one_way(4, 12, 40), flags("xx..")).any()
    assert not determined(one_way(4, 12, 40), flags("....")).any()


def test_no_amount_is_negative():
    low, high = ranges(one_way(4, 12, 40), flags("xx.."))
    assert (low[0], high[0], low[1], high[1]) == (0, 16, 0, 16)


def test_a_hidden_total_leaves_the_top_open():
    assert ranges(one_way(4, 12, 40), flags("x..x"))[1][0] == np.inf


def test_a_known_zero_narrows_the_others_but_not_itself():
    low, high = ranges(one_way(0, 12, 40), flags("xx.."))
    assert (low[1], high[1]) == (12, 12) and (low[0], high[0]) == (0, 12)
    assert ranges(one_way(0, 12, 40), flags("xx.."), zeros_known=False)[0][1] == 0


def test_the_cheapest_protects():
    cost = np.array([1, 3, 2, 9.0])
    assert hide_more(one_way(4, 12, 40), flags("x..."), flags("x..."), cost, 10).tolist() == [True, False, True, False]


def test_cells_that_are_too_small_together_take_another():
    cost = np.array([1, 1, 2, 3, 9.0])
    assert hide_more(one_way(1, 2, 30, 40), flags("xx..."), flags("xx..."), cost, 10).tolist() == [True, True, True, False, False]


def test_what_cannot_be_protected_hides_all_that_can_still_be_hidden():
    cost = np.array([1, 1, np.inf, np.inf])
    assert hide_more(one_way(4, 3, 0), flags("x..."), flags("x..."), cost, 10).tolist() == [True, True, False, False]


def test_cells_nothing_ties_need_no_company():
    free = Cells(sparse.csc_array((0, 2)), np.array([3.0, 50.0]), np.array([3.0, 50.0]))
    assert hide_more(free, flags("x."), flags("x."), np.ones(2), 10).tolist() == [True, False]
