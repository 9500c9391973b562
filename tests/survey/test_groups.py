"""Groups beside all others: differences are right, errors are those of the design, few persons are not compared."""

import numpy as np
import pandas as pd
import pytest

from analitik.survey import Design, age_groups, compare_groups, group_scores, index_scores, level_shares
from analitik.survey.study import FIELD

ITEMS = [f"q{k}" for k in range(1, 10)]


def answers(n=400, seed=3):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(rng.integers(1, 5, (n, 9)), columns=ITEMS)
    return frame.assign(
        place=rng.choice(list("abc"), n), weight=rng.random(n) + 0.5, unit_code=np.arange(n) % 40, kanwil=np.arange(n) % 4, sex=rng.choice(["L", "P"], n)
    )


def test_the_difference_is_the_groups_index_less_that_of_everybody_else():
    frame = answers()
    found = group_scores(frame, "place", design=FIELD).set_index("domain")
    rest = index_scores(frame[frame["place"] != "b"], design=Design(weights="weight"))["index"].iloc[0]
    assert found.loc["b", "difference"] == pytest.approx(found.loc["b", "index"] - rest, rel=1e-12)


def test_two_groups_are_one_comparison_and_equal_compare_groups():
    frame = answers()
    complete = frame.assign(score=frame[ITEMS].mean(axis=1) * 25)
    found = group_scores(complete, "sex", design=Design(weights="weight", psu="unit_code"))
    other = compare_groups(complete, "score", "sex", design=Design(weights="weight", psu="unit_code")).iloc[0]
    assert found["difference"].tolist() == pytest.approx([-other["estimate"], other["estimate"]])
    assert found["difference_se"].tolist() == pytest.approx([other["se"]] * 2)
    assert found["p_holm"].tolist() == found["p"].tolist()


def test_groups_of_few_are_not_compared():
    frame = answers().assign(place=lambda f: f["place"].where(f.index >= 4, "d"))
    found = group_scores(frame, "place", fewest=10).set_index("domain")
    assert np.isnan(found.loc["d", "difference"]) and found.drop("d")["difference"].notna().all()


def test_differences_where_there_are_none_are_rarely_found():
    false = sum((group_scores(answers(200, seed), "place")["p_holm"] < 0.05).any() for seed in range(60))
    assert false <= 8  # 5 % of 60 is 3; more than 8 has a chance below 1 %


def test_persons_without_a_group_count_among_the_others():
    frame = answers().assign(age=pd.Series(np.r_[[pd.NA] * 40, np.full(360, 30)], dtype="Int64"))
    groups = age_groups(frame["age"])
    found = group_scores(frame.assign(age_group=groups), "age_group")
    assert found["domain"].tolist() == ["26–35 tahun"] and found["n"].tolist() == [360]
    assert np.isfinite(found["difference"].iloc[0])


def test_the_shares_of_all_answers_sum_to_one():
    found = level_shares(answers(), design=FIELD)
    assert found.groupby("element")["share"].sum().tolist() == pytest.approx([1] * 9)
    assert len(found) == 36 and (found["low"] < found["share"]).all()
