"""How many must be asked."""

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.survey import Design, estimate
from analitik.survey.plan import (
    change_error,
    design_effect,
    detectable_change,
    krejcie_morgan,
    power_of_change,
    sample_size,
    size_for_change,
    slovin,
    wave_correlation,
    with_design_effect,
)


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


def test_the_tables_of_both_formulas_are_the_special_case_of_random_sampling():
    found = sample_size(0.05, 0.5, 10_000)["n"].item()
    assert abs(found - krejcie_morgan(10_000)) <= 1


def test_refusals_raise_invitations_and_clusters_raise_respondents():
    plain, hard = (sample_size(3, 12, 1000, **design).iloc[0] for design in ({}, {"deff": 2, "response": 0.5}))
    assert plain["n"] == plain["invited"] and hard["n"] > 1.8 * plain["n"] and hard["invited"] == 2 * hard["n"]


def test_what_is_out_of_reach_is_said_with_what_everybody_would_give():
    found = sample_size(2, 12, {"a": 90, "b": 9000}, deff=2.5, response=0.7)
    assert found["is_reachable"].tolist() == [False, True] and found["n"].tolist()[0] == 63
    assert found["margin"].iloc[0] > 2 >= found["margin"].iloc[1]


def test_one_respondent_fewer_would_not_be_enough():
    found = sample_size(0.04, 0.5, 5000, deff=1.6).iloc[0]
    one_less = 1.959964 * 0.5 * np.sqrt(1.6 * (1 - (found["n"] - 1) / 5000) / (found["n"] - 1))
    assert found["margin"] <= 0.04 < one_less


def clustered(rng, psus, persons, icc, sd):
    psu = np.repeat(np.arange(psus), persons)
    return psu, sd * (np.sqrt(icc) * rng.normal(size=psus)[psu] + np.sqrt(1 - icc) * rng.normal(size=len(psu)))


def test_the_planned_width_is_reached():
    rng, sd, icc, persons = np.random.default_rng(21), 12.0, 0.08, 12
    planned = sample_size(1.5, sd, deff=design_effect(icc, persons), persons_per_psu=persons).iloc[0]
    squares = []
    for _ in range(200):
        psu, value = clustered(rng, planned["psus"], persons, icc, sd)
        row = estimate(pd.DataFrame({"y": value, "psu": psu}), ["y"], "mean", design=Design(psu="psu")).iloc[0]
        squares.append(((row["high"] - row["low"]) / 2) ** 2)
    assert np.sqrt(np.mean(squares)) == pytest.approx(1.5, rel=0.02)


@pytest.mark.parametrize(("overlap", "lasting"), [(1.0, 0.8), (0.5, 0.8), (0.0, 0.0)])
def test_the_planned_power_is_reached(overlap, lasting):
    rng, sd, icc, persons, psus, runs = np.random.default_rng(22), 0.6, 0.1, 10, 80, 1500
    design = {"deff": design_effect(icc, persons), "correlation": wave_correlation(icc, persons, lasting), "overlap": overlap}
    change = detectable_change(psus * persons, sd, power=0.8, **design)
    assert power_of_change(change, psus * persons, sd, **design) == pytest.approx(0.8, abs=1e-6)
    shared, found = int(psus * overlap), 0
    for _ in range(runs):
        both = rng.multivariate_normal([0, 0], [[1, lasting], [lasting, 1]], psus) * sd * np.sqrt(icc)
        both[shared:, 1] = rng.normal(0, sd * np.sqrt(icc), psus - shared)
        means = both + rng.normal(0, sd * np.sqrt((1 - icc) / persons), (psus, 2))
        paired, old, new = means[:shared, 1] - means[:shared, 0], means[shared:, 0], means[shared:, 1]
        parts = [part.var(ddof=1) * len(part) for part in (paired, old, new) if len(part)]
        found += abs((means[:, 1] - means[:, 0]).mean() + change) > 1.96 * np.sqrt(sum(parts)) / psus
    assert found / runs == pytest.approx(0.8, abs=3 * np.sqrt(0.8 * 0.2 / runs) + 0.01)


def test_size_and_smallest_change_are_each_other_s_answer():
    n = size_for_change(0.1, 0.6, deff=1.5, correlation=0.4)
    assert detectable_change(n, 0.6, deff=1.5, correlation=0.4) <= 0.1 < detectable_change(n - 1, 0.6, deff=1.5, correlation=0.4)


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        (lambda: sample_size(-3, 12), "margin -3"),
        (lambda: sample_size(3, 12, response=0), "response 0"),
        (lambda: sample_size(3, 12, 0), "Populasi"),
        (lambda: sample_size(3, float("nan")), "sd nan"),
        (lambda: change_error(400, 0.6, correlation=1.4), "correlation 1.4"),
        (lambda: design_effect(1.2, 10), "icc 1.2"),
        (lambda: size_for_change(0, 0.6), "change 0"),
        (lambda: detectable_change(0, 0.6), "n 0"),
    ],
)
def test_numbers_that_cannot_be_are_refused(call, wanted):
    with pytest.raises(UsageFault, match=wanted):
        call()
