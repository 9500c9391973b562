"""Agreement: figures that can be counted by hand, figures of other programs, and planted agreement found again."""

import csv
import json
import math

import numpy as np
import pytest

from analitik.stats.agreement import alpha_interval, cohen_kappa, confusion, krippendorff_alpha


@pytest.fixture(scope="module")
def media(shared):
    return shared / "reference" / "media"


@pytest.fixture(scope="module")
def two_raters(media):
    with open(media / "input" / "two_raters.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return confusion([row["a"] for row in rows], [row["b"] for row in rows])


def test_confusion_keeps_the_categories_nobody_used():
    table = confusion(["a", "a"], ["a", "b"], ["a", "b", "c"])
    assert table.to_numpy().tolist() == [[1, 1, 0], [0, 0, 0], [0, 0, 0]]


def test_kappa_of_a_table_counted_by_hand():
    # 35 of 50 agree (.70); chance: .5 x .6 + .5 x .4 = .50; (.70 - .50) / .50
    found = cohen_kappa([[20, 5], [10, 15]])
    assert found["kappa"] == pytest.approx(0.4, abs=1e-12) and found["agreement"] == 0.7 and found["n"] == 50


def test_kappa_is_one_when_all_agree_and_unknown_when_there_is_one_answer_only():
    assert cohen_kappa([[3, 0], [0, 4]])["kappa"] == 1
    assert math.isnan(cohen_kappa([[7, 0], [0, 0]])["kappa"])
    assert cohen_kappa([[0, 0], [0, 0]])["n"] == 0


def test_kappa_and_its_interval_equal_psych(media, two_raters):
    wanted = json.loads((media / "expected" / "agreement_shares.json").read_text())["kappa"]
    found = cohen_kappa(two_raters)
    assert [found["low"], found["kappa"], found["high"]] == pytest.approx(wanted["ci"][0], abs=1e-14)
    assert cohen_kappa(two_raters, weights="quadratic")["kappa"] == pytest.approx(wanted["weighted_quadratic"], abs=1e-14)


@pytest.mark.parametrize("weights", [None, "quadratic"])
def test_the_standard_error_of_kappa_is_the_spread_of_repeated_tables(weights):
    counts = np.array([[38, 4, 9], [4, 38, 9], [12, 11, 75]])
    again = np.random.default_rng(5).multinomial(200, counts.ravel() / 200, size=3000).reshape(-1, 3, 3)
    spread = np.std([cohen_kappa(table, weights=weights)["kappa"] for table in again])
    found = cohen_kappa(counts, weights=weights)
    assert (found["high"] - found["low"]) / 2 / 1.96 == pytest.approx(spread, rel=0.04)


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_equals_krippendorffs_example(media, level):
    known = json.loads((media / "expected" / "krippendorff.json").read_text())
    assert krippendorff_alpha(known["data"], level=level) == pytest.approx(known["alpha"][level], abs=5e-7)


def test_alpha_counted_by_hand():
    # pairs: aa, ab, bb (the fourth thing has one answer); n = 6, a = 3, b = 3: seen 2/6 apart, by chance 18/30 apart
    assert krippendorff_alpha([["a", "a", "b", None], ["a", "b", "b", "b"]]) == pytest.approx(1 - (2 / 6) / (18 / 30))


def test_alpha_does_not_mind_the_order_of_raters_or_things():
    chance = np.random.default_rng(1)
    ratings = chance.choice(list("abc"), (3, 40))
    shuffled = ratings[::-1, chance.permutation(40)]
    assert krippendorff_alpha(ratings.tolist()) == pytest.approx(krippendorff_alpha(shuffled.tolist()), abs=1e-12)


def test_alpha_is_unknown_without_pairs_or_without_variation():
    assert math.isnan(krippendorff_alpha([["a", None], [None, "b"]]))
    assert math.isnan(krippendorff_alpha([["a", "a"], ["a", "a"]]))
    assert krippendorff_alpha([["a", "b"], ["a", "b"]]) == 1


def test_alpha_of_dice_is_nothing_and_its_interval_holds_zero():
    chance = np.random.default_rng(3)
    ratings = chance.choice(list("abc"), (2, 400)).tolist()
    low, high = alpha_interval(ratings)
    assert low < 0 < high and abs(krippendorff_alpha(ratings)) < 0.1
    assert alpha_interval(ratings) == (low, high)


def test_an_unknown_level_is_refused():
    with pytest.raises(ValueError, match="nominal"):
        krippendorff_alpha([["a", "b"], ["a", "b"]], level="tangga")
