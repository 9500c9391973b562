"""Indices that offices published, to the printed digit."""

import json
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from analitik.core.locale import decimal, interval
from analitik.reference.indices import index_definition
from analitik.survey import conformity, element_means, grade_of, index_from_means, index_scores
from analitik.survey.plan import krejcie_morgan, slovin

BANTUL = [3.31, 3.35, 3.49, 3.93, 3.45, 3.39, 3.39, 3.76, 3.35]


@pytest.fixture(scope="module")
def published(shared):
    return json.loads((shared / "data/real/ikm_published_examples.json").read_text(encoding="utf-8"))


def of_means(means, weight=1 / 9):
    return sum(means) * weight * 25


def test_bantul_2023_needs_exactly_one_ninth():
    assert decimal(of_means(BANTUL), 2) == "87,28"
    assert decimal(of_means(BANTUL, 0.111), 2) == "87,19" and decimal(of_means(BANTUL, 0.11), 2) == "86,41"


@pytest.mark.parametrize(("index", "grade"), [(75.56, "C"), (86.29, "B"), (94.61, "A"), (80.81, "B"), (87.28, "B"), (100.0, "A")])
def test_published_grades(index, grade):
    assert grade_of(index) == grade


def test_tubaba_2023_all_fours_is_one_hundred():
    assert index_scores(pd.DataFrame([[4] * 9], columns=[f"U{k}" for k in range(1, 10)]))["index"].iloc[0] == 100.0


def test_bounds_of_the_regulation(published):
    for name, (low, high) in published["tubaba_dukcapil_2023_s1"]["mutu_bounds"].items():
        assert grade_of(low) == grade_of(high) == name[0]


def test_bantul_equals_its_page(published):
    record = published["bantul_pertanahan_2023"]
    assert round(of_means(record["unsur"].values()), 2) == record["published_ikm"]


def test_a_laboratory_with_rounded_weights(published):
    record = published["scribd_429061031_lab"]
    for part in ("kehandalan", "kesigapan", "jaminan"):
        means = np.array(record[part]["sums"]) / record["n"]
        printed = record[part]["published_ikm"]
        assert of_means(means, record[part]["weight_used"]) == pytest.approx(printed, abs=0.02 if part == "kehandalan" else 1e-9)


def test_sekadau_2019_reaches_into_grade_c(shared):
    frame = pd.read_csv(shared / "data/real/skm_sekadau_2019_s1_first49.csv")
    row = index_scores(frame).iloc[0]
    assert (decimal(row["index"], 2), row["grade"], row["n"]) == ("78,74", "B", 49)
    assert interval(row["low"], row["high"], 2) == "(76,26–81,23)"
    assert (round(row["p_B"], 3), round(row["p_C"], 3)) == (0.955, 0.045)


def test_krejcie_morgan_table(published):
    table = published["krejcie_morgan"]["published_table"]["values"]
    assert len(table) >= 31 and all(krejcie_morgan(int(n)) == size for n, size in table.items())


def test_krejcie_morgan_before_rounding(published):
    for n, size in published["krejcie_morgan"]["values_unrounded"].items():
        assert krejcie_morgan(int(n), rounded=False) == pytest.approx(size, rel=1e-12)


def test_slovin(published):
    for n, size in published["slovin"]["e0.05"].items():
        assert slovin(int(n), 0.05) == pytest.approx(size, rel=1e-12)


def test_importance_performance_fit(published):
    rows = published["ipa_tingkat_kesesuaian_ppn_karangantu_2011"]["rows"]
    found = conformity(pd.DataFrame(rows, columns=["attribute", "performance", "importance", "printed"]))
    assert [decimal(value, 1) for value in found["conformity"]] == [decimal(value, 1) for value in found["printed"]]


def test_the_index_from_printed_means_is_exact():
    assert decimal(index_from_means(BANTUL), 2) == "87,28"
    assert decimal(index_from_means(BANTUL, index_definition("skm").reweighted(Fraction("0.111"))), 2) == "87,19"
    assert decimal(index_from_means([4] * 9, index_definition("skm").reweighted(Fraction("0.111"))), 1) == "99,9"


def test_services_and_years_of_bantul_are_graded_as_printed(published):
    record = published["bantul_pertanahan_2023"]
    for _, index, printed in record["published_service_grades"]:
        assert grade_of(index) == printed[0]
    assert [grade_of(index) for index in record["published_trend"].values()] == ["B"] * 5


def test_the_bounds_on_the_four_point_scale_are_those_of_the_index():
    """The regulation prints 2,5996, 3,064 and 3,532 beside 64,99, 76,60 and 88,30: a quarter of each is the same number."""
    assert [decimal(mean * 25, 2) for mean in (2.5996, 2.60, 3.064, 3.0644, 3.532, 3.5324)] == [
        "64,99", "65,00", "76,60", "76,61", "88,30", "88,31",
    ]  # fmt: skip


def test_sekadau_2019_by_element_and_by_older_weights(shared, published):
    frame = pd.read_csv(shared / "data/real/skm_sekadau_2019_s1_first49.csv")
    record = published["sekadau_2019_s1_first49"]
    means = element_means(frame)
    assert (means["mean"] * 49).round(9).tolist() == record["sums"] and means["n"].tolist() == [49] * 9
    for name, weight in (("ikm_0.111", "0.111"), ("ikm_0.11", "0.11")):
        old = index_definition("skm").reweighted(Fraction(weight))
        assert index_scores(frame, old)["index"].iloc[0] == pytest.approx(record[name], rel=1e-12)


def test_sekadau_2019_uses_the_t_with_48_degrees_of_freedom_not_the_normal(shared, published):
    row = index_scores(pd.read_csv(shared / "data/real/skm_sekadau_2019_s1_first49.csv")).iloc[0]
    assert [round(row["low"], 3), round(row["high"], 3)] == published["sekadau_2019_s1_first49"]["ci95_simple"]
    normal = [row["index"] - 1.959964 * row["se"], row["index"] + 1.959964 * row["se"]]
    assert row["df"] == 48 and [round(end, 2) for end in normal] == [76.32, 81.16]
