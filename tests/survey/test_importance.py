"""Stated importance against performance, and samples drawn again."""

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.survey import Design, estimate, importance_performance
from analitik.survey.linearise import lay_out
from analitik.survey.resample import redrawn_totals

DONE, WISHED = {"cepat": "k1", "ramah": "k2"}, {"cepat": "p1", "ramah": "p2"}


def answers(n=200):
    rng = np.random.default_rng(1)
    return pd.DataFrame(
        {"k1": rng.integers(1, 4, n), "k2": rng.integers(2, 5, n), "p1": rng.integers(3, 5, n), "p2": rng.integers(1, 4, n)}
    )


def test_means_fit_and_quadrants_are_as_planted():
    frame = answers()
    found = importance_performance(frame, DONE, WISHED, repeats=100)
    assert found["conformity"].tolist() == pytest.approx(
        [100 * frame["k1"].mean() / frame["p1"].mean(), 100 * frame["k2"].mean() / frame["p2"].mean()]
    )
    assert found["quadrant"].tolist() == ["prioritas utama", "berlebihan"] and found["state"].tolist() == ["ok", "ok"]


def test_elements_that_cannot_be_told_apart_have_no_quadrant():
    found = importance_performance(answers().assign(p1=4, p2=4), DONE, WISHED, repeats=20)
    assert found["quadrant"].isna().all() and found["state"].str.contains("tidak dapat dibedakan").all()


def test_what_was_not_asked_is_refused_and_what_nobody_answered_is_said():
    with pytest.raises(UsageFault, match="p2.*drivers"):
        importance_performance(answers().drop(columns="p2"), DONE, WISHED)
    with pytest.raises(UsageFault, match="unsur yang sama"):
        importance_performance(answers(), DONE, {"cepat": "p1"})
    three = importance_performance(
        answers().assign(k3=np.nan, p3=2), DONE | {"bersih": "k3"}, WISHED | {"bersih": "p3"}, repeats=20
    )
    assert three["state"].tolist()[2] == "tanpa jawaban" and three["quadrant"].notna().tolist() == [True, True, False]


@pytest.mark.parametrize("design", [Design("w", "s", "p"), Design("w", "s", "p", "pop")])
def test_redrawn_means_spread_as_the_design_error_says(design):
    rng = np.random.default_rng(2)
    frame = pd.DataFrame({"s": np.repeat([1, 2], 150), "p": np.repeat(np.arange(30), 10), "w": rng.uniform(0.5, 2, 300), "pop": 25})
    frame["y"] = rng.normal(size=300) + np.repeat(rng.normal(size=30), 10)
    ground = lay_out(frame, None, design)
    columns = np.column_stack([frame["y"], np.ones(300)])
    totals = np.concatenate(list(redrawn_totals(ground, columns, seed=1, repeats=3000)))
    assert np.std(totals[:, 0] / totals[:, 1]) == pytest.approx(estimate(frame, "y", design=design)["se"][0], rel=0.06)


def test_a_lonely_cluster_is_kept_as_it_is():
    frame = pd.DataFrame({"s": [1, 1, 2, 2], "p": [1, 1, 2, 3], "y": [5.0, 5.0, 1.0, 1.0]})
    ground = lay_out(frame, None, Design(strata="s", psu="p", lonely="adjust"))
    totals = np.concatenate(list(redrawn_totals(ground, frame[["y"]].to_numpy(), seed=1, repeats=5)))
    assert totals.ravel().tolist() == [12.0] * 5
