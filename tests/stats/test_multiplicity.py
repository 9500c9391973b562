"""p values adjusted for reading many at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analitik.stats.multiplicity import benjamini_hochberg, holm

P_VALUES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(P_VALUES)
def test_holm_is_its_definition(p):
    """The j-th smallest of m is multiplied by m - j + 1; no p falls below one that was smaller."""
    ordered = sorted(p)
    by_hand = [max(min(1, (len(p) - j) * ordered[j]) for j in range(place + 1)) for place in range(len(p))]
    assert sorted(holm(p)) == pytest.approx(by_hand, abs=1e-12)


@given(P_VALUES)
def test_benjamini_hochberg_is_its_definition(p):
    """The j-th smallest of m is multiplied by m / j; no p rises above one that was larger."""
    ordered = sorted(p)
    by_hand = [min(min(1, len(p) / (j + 1) * ordered[j]) for j in range(place, len(p))) for place in range(len(p))]
    assert sorted(benjamini_hochberg(p)) == pytest.approx(by_hand, abs=1e-12)


@given(P_VALUES)
def test_adjusting_never_makes_a_p_smaller_nor_larger_than_one(p):
    for adjusted in (holm(p), benjamini_hochberg(p)):
        assert (adjusted >= np.array(p) - 1e-15).all() and (adjusted <= 1).all()


def test_a_missing_p_is_no_test():
    assert holm([0.02, np.nan, 0.03]).tolist()[0] == 0.04 and np.isnan(holm([0.02, np.nan])[1])


def test_nothing_to_adjust():
    assert holm([]).tolist() == [] and np.isnan(benjamini_hochberg([np.nan])).all()
