"""How many must be asked."""

import pytest

from analitik.core.errors import UsageFault
from analitik.survey.plan import krejcie_morgan, slovin, with_design_effect


def test_a_large_population_needs_no_more_than_384():
    assert krejcie_morgan(1_000_000) == 384 and krejcie_morgan(10**9) == 384


@pytest.mark.parametrize("population", [1, 7, 100, 5000])
def test_nobody_is_asked_to_draw_more_than_there_are(population):
    assert krejcie_morgan(population) <= population and slovin(population, rounded=True) <= population


def test_a_narrower_margin_needs_more_persons():
    assert krejcie_morgan(1000, margin=0.03) > krejcie_morgan(1000)


def test_a_design_effect_multiplies_up_to_everybody():
    assert with_design_effect(278, 2.5, 1000) == 695 and with_design_effect(278, 5, 1000) == 1000


@pytest.mark.parametrize(("population", "margin"), [(0, 0.05), (100, 0), (100, 1.5)])
def test_impossible_plans_are_refused(population, margin):
    with pytest.raises(UsageFault, match="paling sedikit satu"):
        krejcie_morgan(population, margin=margin)
