"""Who is asked where: shares that add up, chances that hold, weights that give the population back."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analitik.core.errors import UsageFault
from analitik.survey.allocation import METHODS, allocate, inclusion_chances, plan_units

STRATA = pd.DataFrame({"kanwil": list("abcd"), "size": [60, 900, 2500, 8000], "sd": [30.0, 10.0, 12.0, 5.0]})


def register(seed=1, n=60):
    rng = np.random.default_rng(seed)
    return pd.DataFrame({
        "kode": [f"u{k:03d}" for k in range(n)], "kanwil": rng.choice(["a", "b", "c"], n), "orang": rng.integers(20, 1500, n)
    })  # fmt: skip


@pytest.mark.parametrize("method", METHODS)
def test_every_method_gives_all_respondents_and_keeps_the_minimum(method):
    found = allocate(STRATA, 700, method, sd="sd", minimum=50)
    assert found["n"].sum() == 700 and (found["n"] >= 50).all() and (found["n"] <= found["size"]).all()


def test_neyman_has_the_least_error_for_the_whole():
    def error(n):
        return (STRATA["size"] ** 2 * STRATA["sd"] ** 2 / n).sum()

    found = {method: error(allocate(STRATA, 400, method, sd="sd")["n"]) for method in METHODS}
    assert min(found, key=found.get) == "neyman"
    best = allocate(STRATA, 400, "neyman", sd="sd")["n"].to_numpy()
    for give, take in ((0, 1), (1, 2), (2, 3), (3, 0)):
        other = best.copy()
        other[give], other[take] = other[give] - 3, other[take] + 3
        assert error(other) > error(best)


@given(st.lists(st.integers(1, 5000), min_size=1, max_size=12), st.floats(0, 1), st.integers(0, 20), st.sampled_from(METHODS))
def test_whole_numbers_within_bounds_that_add_up(sizes, part, minimum, method):
    strata = pd.DataFrame({"size": sizes, "sd": [1.0 + k for k in range(len(sizes))]})
    least = sum(min(minimum, size) for size in sizes)
    n = int(least + part * (sum(sizes) - least))
    found = allocate(strata, n, method, sd="sd", minimum=minimum)["n"]
    assert found.sum() == n and all(min(minimum, size) <= k <= size for k, size in zip(found, sizes, strict=True))


def test_weights_give_the_population_back():
    units = register()
    found = plan_units(units, 400, size="orang", persons_per_psu=12)
    assert found["n"].sum() == 400 and len(found) == len(units)
    assert (found.loc[~found["is_selected"], "n"] == 0).all() and (found["n"] <= found["size"]).all()
    expected = (found["chance"] * found["size"] / found["chance"]).sum()
    assert expected == units["orang"].sum()
    for _, part in found[found["n"] > 0].groupby("kanwil"):
        assert part["weight"].max() / part["weight"].min() < 1.35  # whole respondents: all but equal


def test_every_stratum_has_two_units_so_that_its_error_can_be_known():
    found = plan_units(register(), 60, size="orang", method="equal", persons_per_psu=20)
    assert (found.groupby("kanwil")["is_selected"].sum() >= 2).all()


def test_units_are_drawn_as_often_as_their_chance_says():
    units, runs = register(n=30), 200
    drawn = sum(plan_units(units, 120, size="orang", seed=k)["is_selected"].to_numpy().astype(int) for k in range(runs))
    chance = plan_units(units, 120, size="orang")["chance"].to_numpy()
    error = np.sqrt(np.maximum(chance * (1 - chance), 1e-12) / runs)
    assert (np.abs(drawn / runs - chance) <= 4 * error + 1e-9).all()
    assert (drawn[chance == 1] == runs).all()


def test_the_draw_has_a_fixed_size_and_repeats():
    one, again, other = (plan_units(register(), 300, size="orang", seed=seed) for seed in (5, 5, 6))
    pd.testing.assert_frame_equal(one, again)
    assert not one["is_selected"].equals(other["is_selected"])
    assert one["is_selected"].sum() == round(one["chance"].sum())


def test_the_order_of_the_register_does_not_matter():
    units = register()
    pd.testing.assert_frame_equal(plan_units(units, 300, size="orang"), plan_units(units.iloc[::-1], 300, size="orang"))


def test_without_sizes_units_count_alike():
    found = plan_units(register(), 300)
    assert found.groupby("kanwil")["chance"].nunique().eq(1).all() and found["n"].sum() == 300


def test_a_giant_is_certain_and_the_others_share_the_rest():
    assert inclusion_chances(np.array([1.0, 1, 1, 1, 96]), 3).tolist() == pytest.approx([0.5, 0.5, 0.5, 0.5, 1])


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        (lambda: allocate(STRATA, 300, "merata"), "merata"),
        (lambda: allocate(STRATA, 300, "neyman"), "simpangan baku"),
        (lambda: allocate(STRATA, 90_000), "90000"),
        (lambda: allocate(STRATA, 100, minimum=50), "minimum 50"),
        (lambda: allocate(STRATA.assign(size=[0, 1, 2, 3]), 3), "baris 1"),
        (lambda: plan_units(register(), 300, by="provinsi"), "provinsi"),
        (lambda: plan_units(register().assign(kode="sama"), 300), "dua kali"),
        (lambda: plan_units(register().assign(kanwil=None), 300), "kosong pada baris 1"),
        (lambda: plan_units(register(), 300, persons_per_psu=0), "persons_per_psu"),
    ],
)
def test_plans_that_cannot_be_are_refused_in_one_sentence(call, wanted):
    with pytest.raises(UsageFault, match=wanted):
        call()
