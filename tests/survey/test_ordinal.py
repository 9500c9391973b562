"""Graded outcomes under a design: clusters, words as predictors, and answers that cannot tell."""

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.survey import Design, ordinal_model, proportional_odds_test


def answers(n=600, seed=1):
    rng = np.random.default_rng(seed)
    fast, kind, local = rng.integers(1, 5, n), rng.choice(["lapas", "rutan"], n), np.repeat(rng.normal(size=n // 20), 20)
    graded = np.digitize(0.8 * fast + 0.5 * (kind == "rutan") + local + rng.logistic(size=n), [1.0, 2.0, 3.5]) + 1
    return pd.DataFrame({"puas": graded, "cepat": fast, "jenis": kind, "upt": np.repeat(np.arange(n // 20), 20), "w": 1.0})


def test_words_become_differences_from_the_first_value():
    found = ordinal_model(answers(), "puas", ["cepat", "jenis"])
    assert found["term"].tolist() == ["cepat", "jenis=rutan", "1|2", "2|3", "3|4"]
    assert (
        found["kind"].tolist() == ["slope"] * 2 + ["cut"] * 3 and found["odds_ratio"].notna().tolist() == [True] * 2 + [False] * 3
    )


def test_the_sandwich_is_near_the_model_for_persons_and_wider_for_what_clusters_share():
    frame = answers(1200).assign(panas=lambda frame: frame["upt"] % 2)
    model, persons, clusters = (ordinal_model(frame, "puas", ["cepat", "panas"], **options)
                                for options in ({"error": "model"}, {}, {"design": Design(psu="upt")}))  # fmt: skip
    assert persons["se"].tolist() == pytest.approx(model["se"].tolist(), rel=0.1)
    assert clusters["se"][1] > 1.5 * persons["se"][1] and clusters["df"][0] == 59
    assert clusters["estimate"].tolist() == pytest.approx(model["estimate"].tolist())


def test_a_gap_drops_the_person_and_keeps_the_design():
    frame = answers()
    gaps = frame.assign(cepat=frame["cepat"].where(frame.index % 10 > 0))
    assert (ordinal_model(gaps, "puas", ["cepat"], design=Design(psu="upt"))["n"] == 540).all()


def test_an_effect_on_one_step_only_is_found_by_both_tests():
    rng = np.random.default_rng(5)
    x = rng.integers(0, 2, 3000)
    graded = (rng.logistic(size=3000)[:, None] > np.where(x[:, None] == 1, [[-1.5, 1.0]], [[-0.5, 1.0]])).sum(axis=1) + 1
    frame = pd.DataFrame({"y": graded, "x": x, "z": rng.normal(size=3000)})
    for error in ("model", "design"):
        found = proportional_odds_test(frame, "y", ["x", "z"], error=error).set_index("predictor")
        assert found.loc["x", "p"] < 1e-4 < 0.01 < found.loc["z", "p"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"puas": 3}, "puas sama untuk semua"),
        ({"cepat": 2}, "jawaban sama semua: cepat"),
        ({"jenis": "lapas"}, "jawaban sama semua: jenis"),
        ({"cepat": np.nan}, "tidak ada responden"),
        ({"puas": lambda frame: frame["cepat"]}, "terpisah sempurna"),
    ],
)
def test_data_that_cannot_tell_give_a_reason_and_no_number(change, reason):
    found = ordinal_model(answers().assign(**change), "puas", ["cepat", "jenis"])
    assert found["state"].str.contains(reason).all() and found["estimate"].isna().all()


def test_an_outcome_without_order_and_unknown_columns_are_refused():
    frame = answers()
    with pytest.raises(UsageFault, match="tidak berurut"):
        ordinal_model(frame.assign(puas=pd.Categorical(frame["puas"])), "puas", ["cepat"])
    with pytest.raises(UsageFault, match="bukan bilangan"):
        ordinal_model(frame.assign(puas="baik"), "puas", ["cepat"])
    with pytest.raises(UsageFault, match="tidak ada"):
        ordinal_model(frame, "puas", ["lambat"])
    with pytest.raises(UsageFault, match="dirinya sendiri"):
        ordinal_model(frame, "puas", ["puas"])
