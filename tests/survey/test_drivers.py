"""What matters most: planted weights, honest intervals, quadrants that admit doubt, and questions that cannot be answered."""

import warnings

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.stats.shapley import shapley_shares
from analitik.survey import Design, drivers, element_means

ITEMS = [f"u{k}" for k in range(1, 6)]
WEIGHTS = np.array([1.0, 0.6, 0.3, 0.1, 0.0])


def answers(clusters=60, size=10, seed=1):
    rng = np.random.default_rng(seed)
    thing = rng.normal(size=(clusters, 1, 1)) * 0.6 + rng.normal(size=(clusters, size, 1)) * 0.8
    local = 0.4 * rng.normal(size=(clusters, 1, 5))
    values = np.digitize(0.8 * thing + local + rng.normal(size=(clusters, size, 5)), [-1.5, -0.5, 0.7]) + 1.0
    overall = values @ WEIGHTS + 1.5 * rng.normal(size=(clusters, size)) + 0.5 * rng.normal(size=(clusters, 1))
    frame = pd.DataFrame(values.reshape(-1, 5), columns=ITEMS)
    return frame.assign(nps=np.clip(np.round(overall.ravel()), 0, 10), upt=np.repeat(np.arange(clusters), size), w=1.0)


def test_planted_weights_come_back_in_order_and_sum_to_one():
    found = drivers(answers(), "nps", ITEMS, design=Design(psu="upt"), repeats=50)
    assert found["element"].tolist() == ITEMS and found["share"].is_monotonic_decreasing
    assert found["share"].sum() == pytest.approx(1) and found["contribution"].sum() == pytest.approx(found["r_squared"][0])
    assert ((found["low"] < found["share"]) & (found["share"] < found["high"])).all() and (found["p_model"] < 1e-6).all()


def test_shares_are_those_of_r_squared_over_complete_answers():
    frame = answers().mask(np.random.default_rng(2).random((600, 8)) < 0.05)
    frame["upt"] = np.repeat(np.arange(60), 10)
    found = drivers(frame, "nps", ITEMS, design=Design(psu="upt"), repeats=20)
    whole = frame[["nps", *ITEMS]].dropna()
    worth = shapley_shares(whole.cov().to_numpy())
    assert found["share"].tolist() == pytest.approx((worth / worth.sum()).tolist(), rel=1e-10)
    assert (found["n"] == len(whole)).all()


def test_performance_is_the_mean_of_everyone_who_answered():
    names = [f"U{k}" for k in range(1, 10)]
    rng = np.random.default_rng(4)
    frame = pd.DataFrame(rng.integers(1, 5, (200, 9)), columns=names).astype(float).assign(puas=rng.integers(1, 6, 200))
    frame.loc[:20, "U3"] = np.nan
    found = drivers(frame, "puas", names, repeats=20)
    means = element_means(frame).set_index("element")
    assert found["performance"][2] == means["mean"].iloc[2]
    assert found[["performance_low", "performance_high"]].iloc[2].tolist() == means[["low", "high"]].iloc[2].tolist()


@pytest.mark.slow
def test_intervals_cover_the_true_share_as_often_as_they_say():
    big = answers(60_000, 5, seed=77)
    worth = shapley_shares(big[["nps", *ITEMS]].cov().to_numpy())
    truth, hits = worth / worth.sum(), np.zeros(5)
    for seed in range(120):
        found = drivers(answers(seed=seed), "nps", ITEMS, design=Design(psu="upt"), repeats=2)
        hits += (found["low"] <= truth) & (truth <= found["high"])
    assert (hits / 120 >= 0.88).all() and (hits / 120).mean() >= 0.92


def test_clusters_that_share_their_view_make_the_shares_less_sure():
    frame = answers(20, 40)
    plain, clustered = (drivers(frame, "nps", ITEMS, design=design, repeats=20) for design in (None, Design(psu="upt")))
    assert plain["share"].tolist() == pytest.approx(clustered["share"].tolist())
    assert (clustered["high"] - clustered["low"]).mean() > 1.1 * (plain["high"] - plain["low"]).mean()


def test_a_clear_case_is_sure_of_its_quadrants_and_a_close_one_is_not():
    rng = np.random.default_rng(3)
    values = rng.integers(1, 5, (800, 4)).astype(float)
    values[:, 0], values[:, 1] = np.minimum(values[:, 0], 3), np.maximum(values[:, 1], 2)
    frame = pd.DataFrame(values, columns=list("abcd"))
    frame["puas"] = 2 * frame["a"] + 2 * frame["b"] + rng.normal(size=800)
    found = drivers(frame, "puas", list("abcd"), repeats=200).set_index("element")
    assert found.loc["a", ["quadrant", "state"]].tolist() == ["prioritas utama", "ok"]
    assert found.loc["b", ["quadrant", "state"]].tolist() == ["pertahankan", "ok"]
    chances = found.loc["c", ["p_prioritas_utama", "p_pertahankan", "p_prioritas_rendah", "p_berlebihan"]]
    assert chances.sum() == pytest.approx(1)
    close = drivers(answers(20, 8), "nps", ITEMS, repeats=100)
    assert "belum dapat disimpulkan" in set(close["state"])


def test_the_same_seed_gives_the_same_answer_and_rows_in_another_order_too():
    frame = answers()
    first, again = (drivers(frame, "nps", ITEMS, design=Design("w", None, "upt"), seed=9, repeats=40) for _ in range(2))
    pd.testing.assert_frame_equal(first, again)
    other = drivers(frame, "nps", ITEMS, design=Design("w", None, "upt"), seed=10, repeats=40)
    assert other["share"].tolist() == first["share"].tolist() and other["p_quadrant"].tolist() != first["p_quadrant"].tolist()


def test_an_element_that_cannot_be_compared_stands_aside_with_its_reason():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = drivers(answers().assign(u2=3.0, u4=np.nan), "nps", ITEMS, repeats=20)
    assert found["state"].tolist()[1] == "jawaban sama semua" and found["state"].tolist()[3] == "tanpa jawaban"
    assert found["share"].isna().tolist() == [False, True, False, True, False] and found["share"].sum() == pytest.approx(1)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"nps": 7}, "nps sama untuk semua"),
        ({"u2": lambda frame: frame["u1"]}, "saling menentukan"),
        ({"nps": lambda frame: np.random.default_rng(1).integers(0, 11, len(frame))}, "tidak terbukti menjelaskan"),
        ({"nps": lambda frame: 10 - frame["nps"]}, "korelasi negatif"),
    ],
)
def test_what_stands_in_the_way_is_said_in_state(change, reason):
    found = drivers(answers().assign(**change), "nps", ITEMS, repeats=20)
    assert found["state"].str.contains(reason).any()


def test_one_cluster_gives_shares_but_no_interval():
    found = drivers(answers().assign(upt=1), "nps", ITEMS, design=Design(psu="upt", lonely="adjust"), repeats=20)
    assert (
        found["low"].isna().all() and found["state"].str.contains("satu klaster").all() and found["share"].sum() == pytest.approx(1)
    )


def test_an_index_made_of_the_elements_has_no_drivers_and_nine_elements_alone_have_none():
    frame = answers()
    with pytest.raises(UsageFault, match="tersusun dari unsur"):
        drivers(frame.assign(ikm=25 * frame[ITEMS].mean(axis=1)), "ikm", ITEMS)
    with pytest.raises(UsageFault, match="pertanyaan keseluruhan"):
        drivers(frame, "kepuasan", ITEMS)
    for outcome, items in (("u1", ITEMS), ("nps", ["u1"]), ("nps", ["u1", "tidak"])):
        with pytest.raises(UsageFault):
            drivers(frame, outcome, items)


def test_few_respondents_of_whom_one_differs_raise_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for seed in range(6):
            frame = answers(clusters=30, size=1, seed=seed)
            frame["u5"], frame["w"] = np.where(frame.index < 1, 3.0, 4.0), np.random.default_rng(seed).uniform(0.3, 3, 30)
            found = drivers(frame, "nps", ITEMS, design=Design(weights="w"), repeats=300)
            assert found["share"].sum() == pytest.approx(1)
