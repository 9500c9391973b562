"""The corrected share keeps its promise: exact where all is known, covered as often as stated where not."""

import itertools
import math

import numpy as np
import pytest
from scipy import stats

from analitik.stats.intervals import wilson
from analitik.stats.poststratified import change_of_shares, part_of_total, share_of_strata, total_of_strata, visible_change

RUNS = 2000


def draw_once(chance, share, sensitivity, specificity, size, n):
    """A month, a machine that errs, and ``n`` labels, half of them from what the machine calls negative: (strata, true number)."""
    bad = chance.binomial(size, share)
    hits, false = chance.binomial(bad, sensitivity), chance.binomial(size - bad, 1 - specificity)
    sizes = [hits + false, size - hits - false]
    first = min(sizes[0], max((n + 1) // 2, n - sizes[1]))
    looked = [first, min(sizes[1], n - first)]
    found = [chance.hypergeometric(hits, false, looked[0]) if sizes[0] else 0, chance.hypergeometric(bad - hits, sizes[1] - bad + hits, looked[1])]
    return (sizes, looked, found), bad


def cell(share, sensitivity, specificity, size, n, runs=RUNS):
    """How often the interval holds the true share, and its mean width against Wilson's on as many labels drawn simply."""
    chance = np.random.default_rng([int(1000 * share), int(100 * sensitivity), int(100 * specificity), size, n])
    held, widths, plain = 0, 0.0, 0.0
    for _ in range(runs):
        strata, bad = draw_once(chance, share, sensitivity, specificity, size, n)
        answer = share_of_strata(*strata)
        held += answer["low"] - 1e-12 <= bad / size <= answer["high"] + 1e-12
        widths += answer["high"] - answer["low"]
        low, high = wilson(chance.hypergeometric(bad, size - bad, min(n, size)), min(n, size))
        plain += high - low
    return held / runs, widths / plain


# ---- what can be counted by hand ------------------------------------------------------------------------------------


def test_a_full_count_has_no_interval():
    answer = share_of_strata([20, 30], [20, 30], [9, 1])
    assert answer["share"] == answer["low"] == answer["high"] == 10 / 50 and answer["se"] == 0


def test_the_estimate_weighs_the_strata_by_their_sizes():
    # 100 x 30/50 + 900 x 1/50 = 60 + 18 of 1000
    assert share_of_strata([100, 900], [50, 50], [30, 1])["share"] == pytest.approx(0.078)


def test_one_unseen_member_follows_the_beta_binomial_rule():
    # two of three seen had it: the fourth has it with chance (2 + 1/2) / (3 + 1)
    total = total_of_strata([4], [3], [2])
    assert total.start == 2 and total.chances == pytest.approx([1 - 2.5 / 4, 2.5 / 4])


def test_the_unseen_follow_scipys_beta_binomial():
    total = total_of_strata([80], [20], [3])
    wanted = stats.betabinom.pmf(np.arange(61), 60, 3.5, 17.5)
    assert total.chances == pytest.approx(wanted[: len(total.chances)], abs=1e-11)


def test_strata_add_up_as_in_a_simulation():
    chance = np.random.default_rng(2)
    rest = chance.beta(30.5, 20.5, 200_000), chance.beta(1.5, 49.5, 200_000)
    totals = 31 + chance.binomial([[50], [850]], rest).sum(axis=0)
    answer = share_of_strata([100, 900], [50, 50], [30, 1])
    assert [answer["low"], answer["high"]] == pytest.approx((np.quantile(totals, [0.0235, 0.9765]) / 1000).tolist(), abs=0.0011)
    assert answer["se"] == pytest.approx(totals.std() / 1000, rel=0.01)


def test_a_very_large_month_is_answered_in_the_same_way():
    small, large = share_of_strata([1000, 9000], [100, 100], [60, 2]), share_of_strata([20_000, 180_000], [100, 100], [60, 2])
    assert small["share"] == pytest.approx(large["share"]) and 1 < (large["high"] - large["low"]) / (small["high"] - small["low"]) < 1.02


def test_an_empty_stratum_is_no_stratum():
    assert share_of_strata([0, 500], [0, 100], [0, 7]) == share_of_strata([500], [100], [7])


def test_a_stratum_nobody_looked_at_leaves_the_share_unknown_but_the_interval_honest():
    answer = share_of_strata([50, 50], [50, 0], [50, 0])
    assert math.isnan(answer["share"]) and answer["low"] >= 0.5 and answer["high"] > 0.99


@pytest.mark.parametrize("strata", [([10], [11], [1]), ([10], [5], [6]), ([10], [5], [-1])])
def test_impossible_counts_are_refused(strata):
    with pytest.raises(ValueError, match="found <= looked <= size"):
        share_of_strata(*strata)


# ---- the promise ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("where", [(0.03, 0.95, 0.85, 5000, 100), (0.076, 0.8, 0.93, 4671, 200), (0.4, 0.6, 0.98, 500, 200), (0.15, 0.8, 0.93, 400, 30)])
def test_the_interval_covers_as_often_as_it_says(where):
    coverage, _ = cell(*where)
    assert 0.93 <= coverage <= 0.985


def test_two_hundred_labels_are_worth_more_than_when_drawn_simply():
    assert cell(0.076, 0.8, 0.93, 4671, 200, runs=500)[1] <= 0.75


def exact_cell(share, sensitivity, specificity, size, n):
    """As :func:`cell`, but counted out instead of simulated: every outcome of the labels and of the unseen, with its chance."""
    flagged = round(size * (share * sensitivity + (1 - share) * (1 - specificity)))
    sizes = [flagged, size - flagged]
    looked = [min(flagged, max((n + 1) // 2, n - sizes[1]))]
    looked.append(min(sizes[1], n - looked[0]))
    rates = [share * sensitivity / (share * sensitivity + (1 - share) * (1 - specificity))]
    rates.append(share * (1 - sensitivity) / (share * (1 - sensitivity) + (1 - share) * specificity))
    unseen = np.convolve(*(stats.binom.pmf(np.arange(N - k + 1), N - k, rate) for N, k, rate in zip(sizes, looked, rates, strict=True)))
    below = np.concatenate([[0.0], np.cumsum(unseen)])
    likely = [[(k, p) for k, p in enumerate(stats.binom.pmf(np.arange(m + 1), m, rate)) if p > 1e-5] for m, rate in zip(looked, rates, strict=True)]
    held = width = mass = 0.0
    for (first, p), (second, q) in itertools.product(*likely):
        answer = share_of_strata(sizes, looked, [first, second])
        low, high = (round(answer[end] * size, 6) - first - second for end in ("low", "high"))
        begin, end = math.ceil(low), math.floor(high)
        held += p * q * (below[min(max(end + 1, 0), len(unseen))] - below[min(max(begin, 0), len(unseen))])
        width, mass = width + p * q * (answer["high"] - answer["low"]), mass + p * q
    plain = stats.binom.pmf(np.arange(n + 1), n, share) @ [np.diff(wilson(k, n))[0] for k in range(n + 1)]
    return held / mass, width / mass / plain


@pytest.mark.slow
def test_the_interval_covers_everywhere_on_the_grid():
    machines = [(0.6, 0.85), (0.6, 0.98), (0.8, 0.93), (0.95, 0.85), (0.95, 0.98)]
    grid = [(share, *machine, size, n) for share, machine, size, n in itertools.product((0.03, 0.12, 0.4), machines, (200, 500, 5000), (100, 200, 400)) if n < size]
    found = np.array([exact_cell(*where) for where in grid])
    coverage, ratio = found[:, 0], found[[where[1] >= 0.8 for where in grid], 1]
    assert coverage.min() >= 0.93
    assert 0.94 <= np.median(coverage) <= 0.97
    assert np.median(ratio) <= 0.75 and (ratio <= 0.75).mean() > 0.85


@pytest.mark.slow
@pytest.mark.parametrize("model", ["label_indobert", "label_indolem", "label_mdeberta"])
def test_coverage_on_real_titles_with_a_poor_model(shared, model):
    import pandas as pd

    items = pd.read_csv(shared / "data" / "real" / "insei" / "insei_labelled_2025.csv")
    truth, flagged = (items["label"] == "Inflation").to_numpy(), (items[model] == 1).to_numpy()
    chance = np.random.default_rng(11)
    groups, held = [truth[flagged], truth[~flagged]], 0
    for _ in range(RUNS):
        found = [int(chance.choice(group, 100, replace=False).sum()) for group in groups]
        answer = share_of_strata([len(group) for group in groups], [100, 100], found)
        held += answer["low"] - 1e-12 <= truth.mean() <= answer["high"] + 1e-12
    assert 0.93 <= held / RUNS <= 0.97


# ---- changes --------------------------------------------------------------------------------------------------------


def test_no_change_is_seldom_called_one():
    chance, false = np.random.default_rng(8), 0
    for _ in range(600):
        one, two = (total_of_strata(*draw_once(chance, 0.08, 0.8, 0.93, 2000, 200)[0]) for _ in range(2))
        false += change_of_shares(one, two)["p"] < 0.05
    assert false / 600 <= 0.05 + 2 * math.sqrt(0.05 * 0.95 / 600)


def test_a_large_change_is_found_with_its_size():
    chance, held = np.random.default_rng(9), 0
    for _ in range(100):
        (first, bad_first), (second, bad_second) = draw_once(chance, 0.06, 0.8, 0.93, 2000, 200), draw_once(chance, 0.25, 0.8, 0.93, 2000, 200)
        answer = change_of_shares(total_of_strata(*first), total_of_strata(*second))
        assert answer["p"] < 0.05
        held += answer["low"] <= (bad_second - bad_first) / 2000 <= answer["high"]
    assert held >= 90


def test_two_full_counts_differ_exactly():
    answer = change_of_shares(total_of_strata([10], [10], [2]), total_of_strata([10], [10], [3]))
    assert answer == {"low": pytest.approx(0.1), "high": pytest.approx(0.1), "p": 0}
    assert change_of_shares(total_of_strata([10], [10], [2]), total_of_strata([20], [20], [4]))["p"] == 1


def test_the_smallest_visible_change_grows_with_the_error():
    assert visible_change(0)["least_change"] == 0
    assert visible_change(0.02)["detectable_change"] == pytest.approx(2 * visible_change(0.01)["detectable_change"])


def test_a_part_of_a_total_is_exact_where_all_is_known():
    known, rest = total_of_strata([10], [10], [4]), total_of_strata([50], [50], [12])
    assert np.allclose(part_of_total(known, rest), 0.25, atol=1e-9)


@pytest.mark.parametrize(("share", "sensitivity"), [(0.1, 0.6), (0.1, 0.9), (0.2, 0.8)])
def test_the_interval_of_a_sensitivity_holds_the_true_one(share, sensitivity):
    chance, held = np.random.default_rng([3, int(100 * share), int(100 * sensitivity)]), 0
    for _ in range(300):
        bad = chance.binomial(1500, share)
        hits, false = chance.binomial(bad, sensitivity), chance.binomial(1500 - bad, 0.05)
        sizes = [hits + false, 1500 - hits - false]
        looked = [min(100, sizes[0]), 100]
        found = [chance.hypergeometric(hits, false, looked[0]), chance.hypergeometric(bad - hits, sizes[1] - bad + hits, 100)]
        low, high = part_of_total(*(total_of_strata([a], [b], [c]) for a, b, c in zip(sizes, looked, found, strict=True)))
        held += low - 1e-9 <= hits / bad <= high + 1e-9
    assert held / 300 >= 0.95 - 3 * math.sqrt(0.95 * 0.05 / 300)
