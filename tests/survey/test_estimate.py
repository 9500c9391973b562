"""Means, totals, ratios, shares and quantiles under a design, against R's survey package and by hand."""

import json

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.survey import Design, estimate, given_replicates, index_scores

DESIGNS = {
    "apisrs_fpc": Design(fpc="fpc"),
    "apistrat_fpc": Design("pw", "stype", None, "fpc"),
    "apistrat_nofpc": Design("pw", "stype"),
    "apiclus1_fpc": Design("pw", None, "dnum", "fpc"),
    "apiclus1_nofpc": Design("pw", None, "dnum"),
}
CLOSE = {"rel": 1e-9, "abs": 1e-12}


@pytest.fixture(scope="module", params=DESIGNS)
def case(request, shared):
    """A sample of schools, its design, and what R says of it."""
    data, _, fpc = request.param.partition("_")
    folder = shared / "reference/survey"
    known = json.loads((folder / f"expected/{data}.json").read_text())["taylor"][fpc]
    return pd.read_csv(folder / f"input/{data}.csv"), DESIGNS[request.param], known


def check(found, known, columns=("estimate", "se")):
    for column, name in zip(columns, ("coef", "se"), strict=True):
        assert found[column].tolist() == pytest.approx(np.ravel(known[name]).tolist(), **CLOSE)
    if "ci" in known:
        assert found[["low", "high"]].to_numpy().ravel() == pytest.approx(np.ravel(known["ci"]), **CLOSE)


@pytest.mark.parametrize("name", ["api00", "api99", "enroll"])
def test_means_equal_r(case, name):
    frame, design, known = case
    found = estimate(frame, name, design=design)
    check(found, known[f"mean_{name}"])
    assert found["deff"].iloc[0] == pytest.approx(np.ravel(known[f"mean_{name}"]["deff"])[0], rel=1e-9)
    assert found["df"].iloc[0] == known["degf"]


def test_totals_equal_r(case):
    frame, design, known = case
    found = estimate(frame, "enroll", "total", design=design)
    check(found, known["total_enroll"])
    assert found["deff"].iloc[0] == pytest.approx(known["total_enroll"]["deff"], rel=1e-9)


def test_ratios_equal_r(case):
    frame, design, known = case
    found = estimate(frame, ["api00", "api99"], "ratio", design=design)
    check(found, known["ratio_api00_api99"])
    assert found["deff"].iloc[0] == pytest.approx(known["ratio_api00_api99"]["deff"], rel=1e-9)
    check(estimate(frame, ["api.stu", "enroll"], "ratio", design=design), known["ratio_apistu_enroll"])


def test_shares_equal_r(case):
    frame, design, known = case
    found = estimate(frame, "stype", "prop", design=design)
    wanted = {key: known["prop_stype"][key] for key in ("coef", "se")}
    check(found, wanted)
    assert found["variable"].tolist() == ["stype=E", "stype=H", "stype=M"]


def test_the_interval_of_a_share_is_the_logit_interval_of_r(case):
    frame, design, known = case
    found = estimate(frame, "sch.wide", "prop", design=design).set_index("variable").loc["sch.wide=Yes"]
    assert [found["low"], found["high"]] == pytest.approx(known["ciprop_schwide"]["xlogit"]["ci"], rel=1e-9)
    assert [found["low"], found["high"]] == pytest.approx(known["ciprop_schwide"]["logit"]["ci"], rel=1e-6)


def test_domains_equal_r(case):
    frame, design, known = case
    found = estimate(frame, "api00", by="stype", design=design)
    for row, wanted in zip(found.itertuples(), known["by_stype_mean_api00"]["rows"], strict=True):
        assert row.domain == wanted["stype"]
        assert [row.estimate, row.se, row.deff] == pytest.approx([wanted["api00"], wanted["se"], wanted["DEff.api00"]], rel=1e-9)
    totals = estimate(frame, "enroll", "total", by="stype", design=design)
    wanted = [[row["enroll"], row["se"]] for row in known["by_stype_total_enroll"]["rows"]]
    assert totals[["estimate", "se"]].to_numpy() == pytest.approx(np.array(wanted), rel=1e-9)


def test_a_domain_has_its_own_degrees_of_freedom_as_in_r(case):
    frame, design, known = case
    found = estimate(frame, "api00", by="stype", design=design).set_index("domain").loc[["E"]]
    check(found, known["domain_elem_mean"])
    assert found["df"].iloc[0] == known["domain_elem_mean"]["ci_df"]
    good = np.where(frame["api99"] > 700, "ya", "tidak")
    high = estimate(frame.assign(good=good), "api00", by="good", design=design).set_index("domain").loc[["ya"]]
    check(high, known["domain_api99_gt700"])


def test_two_groupings_at_once_equal_r(case):
    frame, design, known = case
    found = estimate(frame, "api00", by=["comp.imp", "awards"], design=design).set_index("domain")
    for wanted in known["by_awards_comp"]["rows"]:
        row = found.loc[f"comp.imp={wanted['comp.imp']},awards={wanted['awards']}"]
        assert [row["estimate"], row["se"]] == pytest.approx([wanted["api00"], wanted["se"]], rel=1e-9)


def test_quantiles_equal_r(case):
    frame, design, known = case
    found, wanted = estimate(frame, "api00", "quantile", design=design, q=[0.25, 0.5, 0.75]), known["quantile_api00"]
    assert found["estimate"].tolist() == wanted["q"]
    assert found["low"].tolist() == wanted["ci_l"] and found["high"].tolist() == wanted["ci_u"]
    assert found["se"].tolist() == pytest.approx(wanted["se"], rel=1e-9)


def test_missing_values_drop_out_variable_by_variable():
    frame = pd.DataFrame({"a": [1.0, 3.0, np.nan], "b": [2.0, np.nan, 4.0]})
    assert estimate(frame, ["a", "b"])[["estimate", "n"]].values.tolist() == [[2.0, 2.0], [3.0, 2.0]]


def test_a_share_nobody_has_still_has_an_interval():
    frame = pd.DataFrame({"answer": ["ya"] * 20})
    row = estimate(frame, "answer", "prop").iloc[0]
    assert row["estimate"] == 1 and row["high"] == 1 and 0.8 < row["low"] < 0.9


def test_the_word_on_quality_follows_the_relative_error_and_is_withheld_without_one():
    frame = pd.DataFrame({"y": [10.0, 10.2, 9.8, 0.1, 3.0, 0.0, 5.0], "g": list("aaabbbc")})
    found = estimate(frame, "y", by="g")
    assert found["quality"].tolist() == ["andal", "jangan dipakai", "tidak terhitung"]
    assert found["rse"].iloc[0] == pytest.approx(found["se"].iloc[0] / 10)


@pytest.mark.parametrize("kind", ["logit", "beta", "likelihood"])
def test_intervals_of_shares_stay_between_nothing_and_everything(kind):
    answers = pd.DataFrame({"a": ["ya"] * 29 + ["tidak"]})
    found = estimate(answers, "a", "prop", interval=kind)
    assert (found["low"] >= 0).all() and (found["high"] <= 1).all() and (found["low"] < found["estimate"]).all()


def test_a_wider_promise_is_a_wider_interval():
    frame = pd.DataFrame({"y": np.arange(20.0)})
    narrow, wide = (estimate(frame, "y", level=level).iloc[0] for level in (0.8, 0.99))
    assert wide["low"] < narrow["low"] < narrow["high"] < wide["high"]


def test_two_stages_by_hand():
    """Two of four clusters, two of four persons in each: f1 = f2 = 1/2, every weight 4."""
    frame = pd.DataFrame({"p": ["a", "a", "b", "b"], "y": [1.0, 3.0, 5.0, 9.0], "N1": 4, "N2": 4})
    found = estimate(frame, "y", "total", design=Design(psu="p", fpc=("N1", "N2"))).iloc[0]
    first = (1 - 1 / 2) * 2 / 1 * ((16 - 36) ** 2 + (56 - 36) ** 2)
    second = 1 / 2 * (1 - 1 / 2) * 2 / 1 * ((4 - 8) ** 2 + (12 - 8) ** 2 + (20 - 28) ** 2 + (36 - 28) ** 2)
    assert found["estimate"] == 72 and found["se"] == pytest.approx(np.sqrt(first + second), rel=1e-12)


def test_clusters_are_read_within_their_stratum():
    frame = pd.DataFrame({"s": ["x"] * 4 + ["y"] * 4, "p": [1, 1, 2, 2] * 2, "y": np.arange(8.0)})
    assert estimate(frame, "y", design=Design(strata="s", psu="p"))["df"].iloc[0] == 2


@pytest.mark.parametrize(
    ("variables", "stat", "word"),
    [("y", "modus", "modus"), ("z", "mean", "z"), (["y"], "ratio", "dua kolom"), ("t", "mean", "sering")],
)
def test_what_cannot_be_estimated_is_refused_by_name(variables, stat, word):
    with pytest.raises(UsageFault, match=word):
        estimate(pd.DataFrame({"y": [1.0, 2.0], "t": ["1", "sering"]}), variables, stat)


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ({"level": 95}, "tidak di antara"),
        ({"interval": "wilson"}, "wilson"),
        ({"design": Design("w")}, "baris 2"),
        ({"q": 0.5}, "tak hingga"),
    ],
)
def test_what_cannot_be_asked_is_refused(asked, word):
    frame = pd.DataFrame({"y": [1.0, np.inf if "q" in asked else 2.0, 3.0], "w": [1.0, np.nan, 1.0]})
    with pytest.raises(UsageFault, match=word):
        estimate(frame, "y", **asked)


def test_replicate_weights_are_refused_where_they_cannot_be_used():
    answers = pd.DataFrame({f"U{k}": [3, 4] for k in range(1, 10)})
    with pytest.raises(UsageFault, match="hanya dipakai oleh estimate"):
        index_scores(answers, design=given_replicates(None, ["U1", "U2"], "JK1"))


def test_weights_scaled_to_the_respondents_give_sane_design_effects_in_domains():
    rng = np.random.default_rng(4)
    frame = pd.DataFrame({"score": rng.normal(70, 10, 600), "group": np.arange(600) % 30, "weight": rng.uniform(0.8, 1.25, 600)})
    frame["weight"] *= 600 / frame["weight"].sum()
    found = estimate(frame, "score", by="group", design=Design(weights="weight"))["deff"]
    asked = estimate(frame, "score", by="group", design=Design(weights="weight"), deff="with")["deff"]
    assert found.to_numpy() == pytest.approx(asked.to_numpy()) and found.between(0.5, 2).all()
    population = estimate(frame.assign(weight=frame["weight"] * 10), "score", by="group", design=Design(weights="weight"))["deff"]
    assert (population > found).all(), "weights of a population still leave out the unsampled share"
