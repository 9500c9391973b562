"""Grades: total on the range, rounded half up, and how sure they are."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analitik.core.errors import UsageFault
from analitik.reference.indices import index_definition
from analitik.survey import Design, grade_of, grade_probabilities, index_scores

BOUNDS = [(Decimal("88.31"), "A"), (Decimal("76.61"), "B"), (Decimal("65.00"), "C"), (Decimal("25.00"), "D")]


def by_decimal(value: Decimal) -> str:
    rounded = value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return next(grade for low, grade in BOUNDS if rounded >= low)


@pytest.mark.slow
def test_a_million_values_have_the_grade_decimal_arithmetic_gives():
    values = np.random.default_rng(11).uniform(25, 100, 1_000_000).tolist()
    cents = [int(Decimal(repr(v)).scaleb(2).to_integral_value(ROUND_HALF_UP)) for v in values]
    wanted = np.array(list("DCBA"))[np.searchsorted([6500, 7661, 8831], cents, side="right")]
    assert [grade_of(v) for v in values] == wanted.tolist()


@pytest.mark.parametrize("edge", ["25.00", "64.99", "65.00", "76.60", "76.61", "88.30", "88.31", "100.00"])
@pytest.mark.parametrize("step", ["-0.0051", "-0.005", "-0.0049", "0", "0.0049", "0.005", "0.0051"])
def test_every_edge_has_exactly_the_grade_of_its_rounded_value(edge, step):
    value = Decimal(edge) + Decimal(step)
    if Decimal("24.995") <= value < Decimal("100.005"):
        assert grade_of(float(value)) == by_decimal(value)


def test_a_value_off_the_range_is_refused_so_that_a_mean_of_3_2_is_not_graded_d():
    with pytest.raises(UsageFault, match="luar rentang"):
        grade_of(3.2)


def test_a_tie_reached_by_sums_is_rounded_up_whatever_the_weights():
    """5,998 persons with 3 and 4,002 with 2 make exactly 64.995: C, also when each weighs a tenth."""
    answers = pd.DataFrame(np.repeat([[3] * 9, [2] * 9], [5998, 4002], axis=0), columns=[f"U{k}" for k in range(1, 10)])
    assert index_scores(answers)["grade"].iloc[0] == "C"
    assert index_scores(answers.assign(w=0.1), design=Design("w"))["grade"].iloc[0] == "C"


def test_an_all_ones_form_under_the_old_weight_still_has_a_grade():
    ones = pd.DataFrame([[1] * 9] * 3, columns=[f"U{k}" for k in range(1, 10)])
    row = index_scores(ones, index_definition("skm").reweighted(Fraction("0.11"))).iloc[0]
    assert (row["index"], row["grade"]) == (24.75, "D")


@given(st.floats(25, 100), st.floats(1e-6, 30), st.integers(1, 500))
def test_probabilities_are_shares_of_one(index, se, df):
    chances = list(grade_probabilities(index, se, df).values())
    assert sum(chances) == pytest.approx(1) and min(chances) >= 0


def test_probabilities_follow_the_t_beyond_the_rounding_cut():
    """At the cut itself, 76.605, half of the chance lies below."""
    chances = grade_probabilities(76.605, 1.0, 10)
    assert chances["p_C"] == pytest.approx(0.5, abs=1e-6) and chances["p_B"] == pytest.approx(0.5, abs=1e-6)


def test_a_certain_index_has_a_certain_grade():
    assert grade_probabilities(76.605, 0.0, 10)["p_B"] == 1.0


def test_without_an_error_there_is_no_probability():
    assert all(np.isnan(p) for p in grade_probabilities(80.0, np.nan, 0).values())


def test_an_index_without_grades_has_none():
    assert grade_of(80.0, "spak") is None and grade_probabilities(80.0, 1.0, 10, "spak") == {}
