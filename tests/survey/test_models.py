"""Models and tests under a design: by hand, by equivalence, and planted truths."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analitik.core.errors import UsageFault
from analitik.survey import Design, compare_groups, estimate, independence, model, pilot_effect


@pytest.fixture(scope="module")
def answers():
    rng = np.random.default_rng(7)
    n = 400
    frame = pd.DataFrame({"upt": np.repeat(range(40), 10), "wait": rng.uniform(0, 10, n), "kind": rng.choice(list("abc"), n)})
    score = 4 - 0.2 * frame["wait"] + 0.5 * (frame["kind"] == "b") + rng.normal(0, 0.5, n)
    return frame.assign(score=score, happy=np.where(rng.random(n) < 1 / (1 + np.exp(-(1 - 0.3 * frame["wait"]))), "ya", "tidak"))


def test_a_planted_slope_is_found_again(answers):
    found = model(answers, "score", ["wait", "kind"], design=Design(psu="upt")).set_index("term")
    assert found.index.tolist() == ["(Intercept)", "wait", "kindb", "kindc"]
    assert found.loc["wait", "low"] < -0.2 < found.loc["wait", "high"] and found.loc["kindb", "estimate"] == pytest.approx(
        0.5, abs=0.15
    )
    assert found["df"].tolist() == [36] * 4


def test_a_planted_log_odds_is_found_again(answers):
    found = model(answers, "happy=ya", ["wait"], family="binomial").set_index("term")
    assert found.loc["wait", "low"] < -0.3 < found.loc["wait", "high"]


def test_a_model_of_nothing_but_the_mean_is_the_mean(answers):
    found, mean = (
        model(answers, "score", [], design=Design(psu="upt")).iloc[0],
        estimate(answers, "score", design=Design(psu="upt")).iloc[0],
    )
    assert [found["estimate"], found["se"], found["df"]] == pytest.approx([mean["estimate"], mean["se"], mean["df"]])


def test_two_groups_differ_as_the_model_says(answers):
    two = answers[answers["kind"] != "c"].reset_index(drop=True)
    found, fitted = (
        compare_groups(two, "score", "kind", design=Design(psu="upt")).iloc[0],
        model(two, "score", ["kind"], design=Design(psu="upt")).iloc[1],
    )
    assert [found["estimate"], found["se"], found["p"]] == pytest.approx([fitted["estimate"], fitted["se"], fitted["p"]])


def test_a_rank_test_of_persons_drawn_alike_is_near_mann_whitney(answers):
    two = answers[answers["kind"] != "c"].reset_index(drop=True)
    found = compare_groups(two, "score", "kind", test="rank").iloc[0]
    plain = stats.mannwhitneyu(*(two.loc[two["kind"] == k, "score"] for k in "ba"))
    assert found["estimate"] == pytest.approx((plain.statistic / np.prod([(two["kind"] == k).sum() for k in "ab"]) - 0.5), abs=0.01)
    assert found["p"] == pytest.approx(plain.pvalue, abs=0.01)


def test_independence_of_a_simple_sample_is_near_pearson_s(answers):
    found = independence(answers, "kind", "happy").iloc[0]
    plain = stats.chi2_contingency(pd.crosstab(answers["kind"], answers["happy"]), correction=False)
    assert found["p"] == pytest.approx(plain.pvalue, abs=0.01)
    assert independence(answers, "kind", "happy", test="Wald").iloc[0]["p"] == pytest.approx(plain.pvalue, abs=0.05)


def test_copies_of_every_answer_do_not_make_a_test_surer(answers):
    twice = pd.concat([answers, answers])
    once, again = (independence(each, "kind", "happy", design=Design(psu="upt")).iloc[0] for each in (answers, twice))
    assert again["statistic"] == pytest.approx(once["statistic"]) and again["p"] == pytest.approx(once["p"])


def test_a_pilot_that_rose_by_half_a_point_is_found(answers):
    rng = np.random.default_rng(3)
    upt = np.repeat(range(60), 20)
    frame = pd.DataFrame({"upt": upt, "wave": np.tile([1, 2], 600), "pilot": (upt % 3 == 0) * 1})
    raised = (frame["pilot"] == 1) & (frame["wave"] == 2)
    for k in range(1, 10):
        frame[f"U{k}"] = np.clip(
            np.round(2.4 + 0.5 * raised + rng.normal(0, 0.6, len(frame)) + rng.normal(0, 0.2, 60)[upt]), 1, 4
        ).astype(int)
    found = pilot_effect(frame, "pilot", "wave", 1, 2, design=Design(psu="upt"))
    row = found.iloc[0]
    assert len(found) == 10 and row["low"] < 12.5 < row["high"] and row["p"] < 1e-6
    fitted = model(frame.assign(u=frame["U1"]), "u", ["pilot", "wave", "pilot:wave"], design=Design(psu="upt")).iloc[3]
    assert [found.loc[1, c] for c in ("effect", "se", "df", "p")] == pytest.approx(
        [fitted["estimate"], fitted["se"], fitted["df"], fitted["p"]]
    )


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (lambda f: model(f, "score", ["jarak"]), "jarak"),
        (lambda f: model(f, "score", ["wait", "wait"]), "saling bergantung"),
        (lambda f: model(f, "score", ["wait"], family="binomial"), "0 dan 1"),
        (lambda f: model(f.assign(z=(f["happy"] == "ya") * 1.0), "happy=ya", ["z"], family="binomial"), "memisahkan"),
        (lambda f: model(f, "score", ["wait"], family="poisson"), "poisson"),
        (lambda f: compare_groups(f, "score", "kind"), "tepat dua"),
        (lambda f: compare_groups(f, "score", "kind", test="z"), "'z'"),
        (lambda f: independence(f.assign(k=1), "k", "kind"), "sedikitnya dua"),
        (lambda f: pilot_effect(f.assign(pilot=2, wave=1, **{f"U{k}": 3 for k in range(1, 10)}), "pilot", "wave", 1, 2), "0 dan 1"),
    ],
)
def test_what_cannot_be_fitted_is_refused_by_name(answers, call, word):
    with pytest.raises(UsageFault, match=word):
        call(answers)
