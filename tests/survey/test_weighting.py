"""Weights that meet known totals: by hand, by equivalence, and what is refused."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analitik.core.errors import UsageFault
from analitik.survey import Calibration, Design, estimate, kish, weigh
from analitik.survey.calibration import trim

ANSWERS = pd.DataFrame({"sex": ["L", "L", "L", "P", "P", "L"], "age": [1, 2, 2, 1, 2, 1], "w": [1.0, 2.0, 1.0, 1.0, 3.0, 1.0]})
MARGINS = {"sex": {"L": 60, "P": 40}, "age": {1: 45, 2: 55}}


@pytest.mark.parametrize("method", ["rake", "raking", "linear", "logit"])
def test_every_method_meets_every_margin(method):
    made = weigh(ANSWERS, MARGINS, method=method, weights="w", bounds=(0.1, 40) if method == "logit" else None)
    for name, wanted in MARGINS.items():
        found = made.weights.groupby(ANSWERS[name]).sum()
        assert found.to_dict() == pytest.approx(wanted, rel=1e-9)
    assert made.report["after"].tolist() == pytest.approx(made.report["target"].tolist(), rel=1e-9)


def test_raking_and_exponential_calibration_are_the_same_weights():
    rake, exponential = (weigh(ANSWERS, MARGINS, method=method, weights="w") for method in ("rake", "raking"))
    assert rake.weights.tolist() == pytest.approx(exponential.weights.tolist(), rel=1e-9)


def test_post_stratification_is_a_fraction_of_totals():
    made = weigh(ANSWERS, {"sex": {"L": 50, "P": 80}}, method="poststratify", weights="w")
    assert made.weights.tolist() == pytest.approx([10, 20, 10, 20, 60, 10]) and made.iterations == 1


def test_two_columns_crossed_are_one_margin():
    frame = ANSWERS.drop(index=5).assign(w=1.0)
    made = weigh(frame, {"sex:age": {"L:1": 1, "L:2": 4, "P:1": 3, "P:2": 2}}, method="poststratify")
    assert made.weights.tolist() == pytest.approx([1, 2, 2, 3, 2])


def test_shares_keep_the_size_that_the_weights_imply():
    made = weigh(ANSWERS, {"sex": {"L": 0.5, "P": 0.5}}, weights="w")
    assert made.weights.sum() == pytest.approx(9) and made.report["after_share"].tolist() == pytest.approx([0.5, 0.5])


def test_categories_are_the_same_as_numbers_and_as_text():
    as_text = weigh(ANSWERS.assign(age=["1", "2", "2", "1", "2", "1"]), {"age": {"1": 3, "2": 7}})
    as_float = weigh(ANSWERS.assign(age=ANSWERS["age"].astype(float)), {"age": {1: 3, 2: 7}})
    assert as_text.weights.tolist() == as_float.weights.tolist()


def test_a_known_sum_of_numbers_is_met():
    frame = ANSWERS.assign(visits=[1.0, 2.0, 3.0, 4.0, 5.0, 2.0])
    made = weigh(frame, {"sex": {"L": 60, "P": 40}, "visits": 310.0}, method="linear", weights="w")
    assert made.weights @ frame["visits"] == pytest.approx(310)


def test_bounds_hold_where_plain_regression_would_pass_them():
    rng = np.random.default_rng(3)
    frame = pd.DataFrame({"a": rng.integers(0, 4, 300), "b": rng.integers(0, 3, 300)})
    shifted = {"a": {0: 40, 1: 60, 2: 90, 3: 110}, "b": {0: 80, 1: 100, 2: 120}}
    plain = weigh(frame, shifted, method="linear")
    assert plain.weights.max() > 1.7
    for method in ("linear", "logit"):
        made = weigh(frame, shifted, method=method, bounds=(0.35, 1.7))
        assert made.weights.min() >= 0.35 and made.weights.max() <= 1.7
        assert made.report["after"].tolist() == pytest.approx(made.report["target"].tolist(), rel=1e-8)


@given(st.lists(st.floats(0.1, 9.0), min_size=4, max_size=60), st.booleans())
@settings(max_examples=60, deadline=None)
def test_trimming_keeps_the_sum_and_the_bounds_when_strict(weights, strict):
    weights = np.array(weights)
    low, high = weights.mean() * 0.6, weights.mean() * 1.7
    found = trim(weights, low, high, strict=strict)
    assert found.sum() == pytest.approx(weights.sum(), rel=1e-9)
    if strict:
        assert found.min() >= low - 1e-9 and found.max() <= high + 1e-9


def test_kish_of_equal_weights_is_one():
    assert kish([2.5] * 7) == pytest.approx(1) and kish([1, 3]) == pytest.approx(1.25)


def test_what_calibration_explains_leaves_no_error():
    """The calibrated total of the auxiliary itself is known, so its error is zero."""
    made = weigh(ANSWERS, MARGINS, weights="w")
    frame = ANSWERS.assign(weight=made.weights, is_l=(ANSWERS["sex"] == "L") * 1.0)
    row = estimate(frame, "is_l", "total", design=Design("weight", calibration=made.calibration)).iloc[0]
    assert row["estimate"] == pytest.approx(60) and row["se"] == pytest.approx(0, abs=1e-9)
    assert estimate(frame, "is_l", "total", design=Design("weight")).iloc[0]["se"] > 1


def test_domains_after_calibration_are_domains_of_the_same_regression():
    rng = np.random.default_rng(2)
    frame = pd.DataFrame({"s": rng.integers(0, 2, 80), "d": rng.integers(0, 3, 80), "y": rng.normal(size=80)})
    made = weigh(frame, {"s": {0: 300, 1: 500}})
    frame["weight"], design = made.weights, Design("weight", calibration=made.calibration)
    found = estimate(frame, "y", "total", by="d", design=design)
    for code, row in enumerate(found.itertuples()):
        alone = frame.assign(y=frame["y"] * (frame["d"] == code))
        assert row.se == pytest.approx(estimate(alone, "y", "total", design=design)["se"].iloc[0], rel=1e-9)


def test_post_stratified_means_have_the_error_a_simulation_shows():
    rng, means, errors = np.random.default_rng(5), [], []
    for _ in range(200):
        s = rng.integers(0, 2, 60)
        frame = pd.DataFrame({"s": s, "y": 3.0 * s + rng.normal(size=60)})
        made = weigh(frame, {"s": {0: 0.5, 1: 0.5}}, method="poststratify")
        row = estimate(frame.assign(w=made.weights), "y", design=Design("w", calibration=made.calibration)).iloc[0]
        means.append(row["estimate"])
        errors.append(row["se"])
    assert np.mean(errors) == pytest.approx(np.std(means), rel=0.12)


@pytest.mark.parametrize(
    ("margins", "asked", "word"),
    [
        ({"suku": {"a": 1}}, {}, "suku"),
        ({"sex": {"L": 1, "P": 1, "X": 1}}, {}, "X.*tidak punya responden"),
        ({"sex": {"L": 1}}, {}, "tidak memuat kategori P"),
        ({"sex": {"L": 60, "P": 40}, "age": {1: 50, 2: 70}}, {}, "bertentangan: sex berjumlah 100, age berjumlah 120"),
        ({"sex": {"L": 0.6, "P": 0.3}}, {}, "berjumlah 0.9, bukan 1"),
        ({"sex": {"L": 0, "P": 10}}, {}, "bukan bilangan di atas nol"),
        ({"sex": {"L": "banyak", "P": 10}}, {}, "banyak"),
        ({"w": 30.0}, {}, "jumlah bilangan"),
        (MARGINS, {"method": "poststratify"}, "tepat satu margin"),
        (MARGINS, {"method": "logit"}, "batas"),
        (MARGINS, {"method": "rake", "bounds": (0.5, 2)}, "tidak memakai batas"),
        (MARGINS, {"method": "logit", "bounds": (0.99, 1.01)}, "tidak menemukan bobot"),
        (MARGINS, {"trim": (900, 1000)}, "tidak memuat rata-rata"),
        (MARGINS, {"weights": "bobot"}, "bobot"),
        (MARGINS, {"method": "tebak"}, "tebak"),
        ({}, {}, "kosong"),
    ],
)
def test_what_cannot_be_met_is_refused_in_one_sentence(margins, asked, word):
    with pytest.raises(UsageFault, match=word):
        weigh(ANSWERS, margins, **asked)


def test_a_blank_category_is_refused_with_its_row():
    with pytest.raises(UsageFault, match="baris 2"):
        weigh(ANSWERS.assign(sex=["L", None, "L", "P", "P", "L"]), {"sex": {"L": 1, "P": 2}})


def test_margins_that_empty_cells_make_impossible_are_refused():
    frame = pd.DataFrame({"a": [1, 2], "b": [1, 2]})
    with pytest.raises(UsageFault, match="tidak bertemu"):
        weigh(frame, {"a": {1: 60, 2: 40}, "b": {1: 30, 2: 70}})


def test_negative_weights_are_refused_with_a_way_out():
    frame = pd.DataFrame({"a": [0] * 9 + [1], "x": [1.0] * 5 + [9.0] * 5})
    with pytest.raises(UsageFault, match="negatif"):
        weigh(frame, {"a": {0: 9, 1: 1}, "x": 2.0}, method="linear")


def test_a_calibration_column_that_is_absent_is_named():
    with pytest.raises(UsageFault, match="kota"):
        estimate(ANSWERS, "age", design=Design("w", calibration=Calibration(("kota",))))
