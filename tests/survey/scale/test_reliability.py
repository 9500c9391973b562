"""Reliability of a questionnaire: planted, weighted, clustered, and broken."""

import warnings

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.stats.moments import covariance
from analitik.stats.reliability import alpha
from analitik.survey import Design, scale

ITEMS = [f"u{k}" for k in range(1, 7)]


def answers(n=300, seed=1, cluster=0):
    rng = np.random.default_rng(seed)
    thing = rng.normal(size=(n, 1))
    if cluster:
        thing = thing + np.repeat(rng.normal(size=(n // cluster, 1)), cluster, axis=0)
    values = np.digitize(thing + rng.normal(size=(n, 6)), [-1.2, 0.0, 1.2]) + 1.0
    return pd.DataFrame(values, columns=ITEMS)


def test_scales_come_one_a_row_in_the_order_given():
    found = scale.reliability(answers(), {"depan": ITEMS[:3], "belakang": ITEMS[3:]})
    assert found["scale"].tolist() == ["depan", "belakang"] and found["state"].tolist() == ["ok", "ok"]


def test_reversed_items_restore_alpha():
    frame = answers()
    turned = frame.assign(u2=5 - frame["u2"])
    plain, wrong, right = (scale.reliability(part, ITEMS, scale=(1, 4), reverse=reverse)["alpha"].item()
                           for part, reverse in ((frame, ()), (turned, ()), (turned, ["u2"])))  # fmt: skip
    assert right == pytest.approx(plain) and wrong < plain
    assert scale.item_analysis(turned, ITEMS)["state"].tolist()[1].startswith("berlawanan arah")


def test_the_design_error_is_the_jackknife_error():
    frame = answers(200)
    found = scale.reliability(frame, ITEMS).iloc[0]
    values = frame.to_numpy()
    left_out = np.array([alpha(covariance(np.delete(values, row, axis=0))) for row in range(len(values))])
    jackknife = np.sqrt((len(values) - 1) / len(values) * ((left_out - left_out.mean()) ** 2).sum())
    assert found["se"] == pytest.approx(jackknife, rel=0.03)


def test_clusters_widen_the_interval_and_weights_of_one_change_nothing():
    frame = answers(300, cluster=30).assign(upt=np.repeat(range(10), 30), w=1.0)
    plain, weighted, clustered = (scale.reliability(frame, ITEMS, design=design).iloc[0]
                                  for design in (None, Design(weights="w"), Design(psu="upt")))  # fmt: skip
    assert weighted["alpha"] == pytest.approx(plain["alpha"]) and weighted["se"] == pytest.approx(plain["se"])
    assert clustered["alpha"] == pytest.approx(plain["alpha"]) and clustered["df"] == 9
    assert clustered["high"] - clustered["low"] > 1.5 * (plain["high"] - plain["low"])


@pytest.mark.slow
def test_the_interval_under_the_design_covers_as_often_as_it_says():
    truth = scale.reliability(answers(150_000, seed=99, cluster=10), ITEMS)["alpha"].item()
    design, hits = Design(psu="upt"), 0
    for seed in range(120):
        row = scale.reliability(answers(400, seed, 10).assign(upt=np.repeat(range(40), 10)), ITEMS, design=design).iloc[0]
        hits += row["low"] <= truth <= row["high"]
    assert 0.90 <= hits / 120 <= 0.99


def test_gaps_drop_out_pair_by_pair():
    frame = answers()
    gaps = frame.mask(np.random.default_rng(3).random(frame.shape) < 0.1)
    row = scale.reliability(gaps, ITEMS).iloc[0]
    assert row["n"] == len(frame) and row["n_complete"] < len(frame)
    assert row["alpha"] == pytest.approx(alpha(gaps.cov().to_numpy()), rel=1e-10)
    assert row["alpha_listwise"] == pytest.approx(alpha(gaps.dropna().cov().to_numpy()), rel=1e-10)


def test_items_are_described_by_what_can_be_counted():
    frame = pd.DataFrame({"a": [1, 4, 4, None], "b": [1, 2, 3, 4], "c": [4, 4, 4, 4]})
    found = scale.item_analysis(frame, ["a", "b", "c"], scale=(1, 4)).set_index("item")
    assert found.loc["a", ["mean", "n", "missing_share"]].tolist() == [3.0, 3, 0.25]
    assert found.loc["a", ["floor_share", "ceiling_share"]].tolist() == pytest.approx([1 / 3, 2 / 3])
    assert found.loc["c", ["ceiling_share", "state"]].tolist() == [1.0, "jawaban sama semua"]


def test_a_planted_general_factor_is_most_of_the_score():
    rng = np.random.default_rng(5)
    general, groups = rng.normal(size=(4000, 1)), np.repeat(rng.normal(size=(4000, 3)), 3, axis=1)
    frame = pd.DataFrame(0.7 * general + 0.4 * groups + 0.6 * rng.normal(size=(4000, 9)), columns=[f"u{k}" for k in range(9)])
    found = scale.omega(frame, list(frame.columns), 3).iloc[0]
    total = 81 * 0.49 + 3 * 9 * 0.16 + 9 * 0.36
    assert found["omega_h"] == pytest.approx(81 * 0.49 / total, abs=0.02) and found["state"] == "ok"
    assert found["omega_total"] == pytest.approx(1 - 9 * 0.36 / total, abs=0.01)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"u1": 3.0}, "jawaban sama semua: u1"),
        ({"u1": np.nan}, "tanpa jawaban: u1"),
        (dict.fromkeys(ITEMS, 2.0), "jawaban sama semua: u1, u2, u3, u4, u5, u6"),
    ],
)
def test_broken_items_are_named_and_nothing_warns(change, reason):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        frame = answers().assign(**change)
        assert scale.reliability(frame, ITEMS)["state"].item() == reason
        assert scale.omega(frame, ITEMS, 2)["state"].item() == reason
        assert scale.item_analysis(frame, ITEMS)["state"][0] != "ok"


def test_what_cannot_be_used_is_refused_in_one_sentence():
    frame = answers()
    for items, word in ((["u1"], "2 unsur"), (["u1", "x"], "Kolom x"), (["u1", "u1"], "dua kali")):
        with pytest.raises(UsageFault, match=word):
            scale.reliability(frame, items)
    with pytest.raises(UsageFault, match="baris 3 kolom u1"):
        scale.reliability(frame.assign(u1=frame["u1"].where(frame.index != 2, 7)), ITEMS, scale=(1, 4))
    assert "tiga unsur" in scale.reliability(frame, ITEMS[:2])["state"].item()
    assert "tidak dapat ditentukan" in scale.omega(frame, ITEMS[:4], 3)["state"].item()
