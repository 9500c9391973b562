"""Tables with margins, linked tables and later releases: nobody works out a hidden cell."""

import time

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog

from analitik.core.errors import UsageFault
from analitik.survey.disclosure import MASKED, PersonTable, audit, protect, protect_together

COLUMNS = list("pqrstuvwx")


def crossed(counts, rows="kanwil", columns="wave"):
    """A two-way table with all its totals, in long form; means made up."""
    counts = np.asarray(counts)
    if counts.ndim == 1:
        known = [(k, n) for k, n in enumerate(counts)]
        frame = pd.DataFrame(known, columns=[rows, "n"]).astype({rows: object})
        return pd.concat([frame, pd.DataFrame({rows: [None], "n": [counts.sum()]})], ignore_index=True).assign(mean=3.0)
    whole = np.block([[counts, counts.sum(1, keepdims=True)], [counts.sum(0, keepdims=True), counts.sum(keepdims=True)]])
    names = [[*range(len(counts)), None], [*COLUMNS[: counts.shape[1]], None]]
    cells = [(a, b, whole[i, j]) for i, a in enumerate(names[0]) for j, b in enumerate(names[1])]
    return pd.DataFrame(cells, columns=[rows, columns, "n"]).astype({rows: object, columns: object}).assign(mean=3.0)


def equations(frame, keys):
    """What every reader knows: along each key the cells add up to their total. Written apart from the code under test."""
    lines = []
    for key in keys:
        others = [name for name in keys if name != key]
        named = frame.assign(**{name: frame[name].astype("str").fillna("Σ") for name in others})
        for _, group in named.groupby(others) if others else [((), named)]:
            line = np.zeros(len(frame))
            line[group.index] = np.where(group[key].isna(), -1.0, 1.0)
            lines.append(line)
    return np.array(lines)


def solved(frame, keys, hidden):
    """Hidden cells that equations alone give away."""
    tied = equations(frame, keys)[:, hidden]
    rank = np.linalg.matrix_rank(tied)
    return [k for k in range(tied.shape[1]) if np.linalg.matrix_rank(np.delete(tied, k, axis=1)) < rank]


def width(frame, keys, hidden, row):
    """How far apart the least and the greatest count of one hidden cell are for an outsider, by linear programming."""
    lines, counts = equations(frame, keys), frame["n"].to_numpy(float)
    known = lines @ np.where(hidden, 0.0, counts)
    place = int(hidden[:row].sum())
    goal = np.eye(hidden.sum())[place]
    low, high = (linprog(sign * goal, A_eq=lines[:, hidden], b_eq=-known) for sign in (1, -1))
    return np.inf if high.status == 3 else -high.fun - low.fun


def random_counts(rng):
    mean, zeros = rng.choice([8, 15, 30, 60, 200]), rng.choice([0, 0, 0.05, 0.2])
    kind = rng.random()
    if kind < 0.4:
        shape = (int(rng.choice([2, 3, 5, 10, 33, 200])),)
    elif kind < 0.98:
        shape = (int(rng.choice([2, 3, 5, 8, 12])), int(rng.integers(2, 7)))
    else:
        shape = (33, int(rng.integers(2, 9)))
    counts = rng.negative_binomial(2, 2 / (2 + mean), shape)
    return np.where(rng.random(shape) < zeros, 0, counts)


def released(frame, keys, **options):
    found = protect(frame, keys, **options)
    return found, (found["state"] == MASKED).to_numpy()


def test_a_small_cell_takes_three_others_with_it_in_a_table_with_both_margins():
    found, hidden = released(crossed([[4, 30, 50], [60, 21, 70], [80, 90, 99]]), ["kanwil", "wave"])
    assert hidden.sum() == 4 and found.loc[hidden, ["n", "mean"]].isna().all(axis=None)
    assert hidden[[0, 1, 4, 5]].all()  # the rectangle with the fewest persons


def test_a_table_of_large_cells_is_shown_whole():
    assert not released(crossed([[10, 30], [60, 20]]), ["kanwil", "wave"])[1].any()


def test_a_total_that_is_not_in_the_table_is_taken_to_be_known():
    cells = crossed([4, 30, 20]).dropna(subset="kanwil")
    assert released(cells, "kanwil")[1].tolist() == [True, False, True]


def test_a_zero_is_hidden_and_protects_nobody():
    found, hidden = released(crossed([0, 5, 30, 40]), "kanwil")
    assert hidden.tolist() == [True, True, True, False, False]


def test_a_cell_one_person_outweighs_is_hidden_whatever_its_count():
    frame = crossed([20, 30, 40]).assign(is_dominated=[True, False, False, False])
    assert released(frame, "kanwil", also="is_dominated")[1].tolist() == [True, True, False, False]


def test_the_same_table_is_hidden_the_same_way_and_the_caller_s_frame_stays():
    frame = crossed(random_counts(np.random.default_rng(8)))
    keys = [name for name in ("kanwil", "wave") if name in frame]
    before = frame.copy()
    pd.testing.assert_frame_equal(protect(frame, keys), protect(frame, keys))
    pd.testing.assert_frame_equal(frame, before)


def test_linked_tables_hide_for_each_other():
    by_wave = crossed([[40, 30], [50, 60], [70, 80]])
    by_sex = crossed([[4, 66], [50, 60], [80, 70]], columns="sex")
    shown = [PersonTable(by_wave, ["kanwil", "wave"]), PersonTable(by_sex, ["kanwil", "sex"])]
    first, second = protect_together(shown)
    assert first["state"].isna().all() and (second["state"] == MASKED).sum() == 4
    marked = [PersonTable(t.frame.assign(state=f["state"]), t.keys) for t, f in zip(shown, (first, second), strict=True)]
    found = audit(marked)
    assert found["is_safe"].all() and not found["is_determined"].any()


def test_a_cell_that_two_tables_count_differently_is_named():
    with pytest.raises(UsageFault, match="kanwil=0"):
        protect_together([PersonTable(crossed([40, 50]), "kanwil"), PersonTable(crossed([41, 50]), "kanwil")])


def test_the_last_element_does_not_follow_from_the_index_and_the_others():
    kanwil = [("a", 200), ("b", 50), ("c", 300), (None, 550)]
    rows = [(k, e, n - (44 if (k, e) == ("b", "u2") else 0)) for k, n in kanwil for e in ("u1", "u2", "u3", None)]
    frame = pd.DataFrame(rows, columns=["kanwil", "element", "n"]).astype({"kanwil": object, "element": object}).assign(mean=3.0)
    frame.loc[(frame["kanwil"].isna()) & (frame["element"] == "u2"), "n"] -= 44
    _, plain = released(frame, ["kanwil", "element"])
    _, hidden = released(frame, ["kanwil", "element"], parts="element")
    assert hidden[5] and plain[5]  # b, u2: six answers
    # what is shown: each element's mean over all kanwil, each kanwil's index; unknown: the hidden means
    counts, place = frame["n"].to_numpy(float), {row[:2]: k for k, row in enumerate(rows)}
    lines = []
    for element in ("u1", "u2", "u3", None):
        line = np.zeros(len(frame))
        for k, sign in (("a", 1), ("b", 1), ("c", 1), (None, -1)):
            line[place[k, element]] = sign * counts[place[k, element]]
        lines.append(line)
    for k in ("a", "b", "c", None):
        line = np.zeros(len(frame))
        line[[place[k, e] for e in ("u1", "u2", "u3")]], line[place[k, None]] = 1 / 3, -1
        lines.append(line)
    tied = np.array(lines)[:, hidden]
    small = int(hidden[:5].sum())
    assert np.linalg.matrix_rank(np.delete(tied, small, axis=1)) == np.linalg.matrix_rank(tied)


def test_a_hidden_mean_does_not_follow_from_the_total_mean():
    frame = crossed([4, 30, 20, 50]).assign(mean=[1.0, 3.0, 2.5, 3.5, 3.1])
    found, hidden = released(frame, "kanwil")
    sums = (found["n"] * found["mean"]).to_numpy(float)
    left_n, left_sum = found["n"].iloc[-1] - found["n"].iloc[:-1].sum(), sums[-1] - np.nansum(sums[:-1])
    assert hidden.sum() == 2 and left_n == 24 and np.isfinite(left_sum)  # known of 24 persons together, of nobody alone


def test_growth_by_few_persons_is_not_published_at_once():
    old = crossed([20, 30, 40])
    old["state"] = released(old, "kanwil")[0]["state"]
    found, hidden = released(crossed([24, 60, 80]), "kanwil", previous=[PersonTable(old, "kanwil")])
    assert hidden.tolist() == [True, True, False, False]  # four new persons in the first; the second hides their number


def test_the_whole_and_its_part_do_not_give_away_the_rest():
    everyone = crossed([60, 50, 80]).assign(state=None)
    found, hidden = released(crossed([57, 20, 30]), "kanwil", previous=[PersonTable(everyone, "kanwil")])
    assert hidden[0] and hidden.sum() == 2


def test_another_partner_in_the_next_release_would_give_the_first_away():
    old = crossed([4, 15, 20, 90])
    old["state"] = released(old, "kanwil")[0]["state"]
    again = crossed([4, 55, 20, 90])
    found, hidden = released(again, "kanwil", previous=[PersonTable(old, "kanwil")])
    checked = audit([PersonTable(again.assign(state=found["state"]), "kanwil")], previous=[PersonTable(old, "kanwil")])
    assert hidden[0] and checked["is_safe"].all()


@pytest.mark.parametrize(
    ("frame", "keys", "wanted"),
    [
        (crossed([4, 5]).rename(columns={"n": "m"}), "kanwil", "Kolom n tidak ada"),
        (crossed([4, 5]).assign(n=[4.5, 5, 9.5]), "kanwil", "baris 1"),
        (crossed([4, 5]).assign(n=[4, -5, 9]), "kanwil", "baris 2"),
        (crossed([4, 5]).assign(kanwil="a"), "kanwil", "dua kali"),
    ],
)
def test_impossible_tables_are_refused_in_one_sentence(frame, keys, wanted):
    with pytest.raises(UsageFault, match=wanted):
        protect(frame, keys)


def test_a_minimum_that_protects_nobody_is_refused():
    with pytest.raises(UsageFault, match="minimum 1"):
        protect(crossed([4, 5]), "kanwil", minimum=1)


def test_a_masked_previous_table_cannot_be_checked():
    old = protect(crossed([4, 15, 90]), "kanwil")
    with pytest.raises(UsageFault, match="n aslinya"):
        protect(crossed([14, 25, 95]), "kanwil", previous=[PersonTable(old, "kanwil")])


def attack_tables(seeds):
    primary = further = leaks = narrow = 0
    for seed in seeds:
        rng = np.random.default_rng(seed)
        frame = crossed(random_counts(rng))
        keys = [name for name in ("kanwil", "wave") if name in frame]
        _, hidden = released(frame, keys)
        small = (frame["n"] < 10).to_numpy()
        assert hidden[small].all()
        primary, further = primary + small.sum(), further + (hidden & ~small).sum()
        leaks += len(solved(frame, keys, hidden)) if hidden.any() else 0
        narrow += sum(width(frame, keys, hidden, row) < 10 - 1e-6 for row in np.flatnonzero(small)[:2])
    return primary, further, leaks, narrow


def test_forty_random_tables_give_nothing_away():
    primary, further, leaks, narrow = attack_tables(range(40))
    assert primary > 100 and leaks == 0 and narrow == 0 and further <= 3 * primary


@pytest.mark.slow
def test_a_thousand_random_tables_give_nothing_away():
    primary, further, leaks, narrow = attack_tables(range(1000, 2000))
    assert leaks == 0 and narrow == 0 and further <= 3 * primary


def pairs(seed):
    """A release and a later or narrower one of the same persons."""
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(2, 13)),) if rng.random() < 0.5 else (int(rng.integers(2, 7)), int(rng.integers(2, 5)))
    old = rng.negative_binomial(2, 2 / (2 + rng.choice([15, 40, 100])), shape)
    if rng.random() < 0.5:
        new = old + rng.negative_binomial(1, 0.1, shape) * (rng.random(shape) < 0.6)
    else:
        new = rng.binomial(old, rng.choice([0.5, 0.9]))
    return crossed(old), crossed(new)


def solved_together(old, new, keys):
    """Small cells and small differences that equations of both releases give away; again apart from the code under test."""
    hidden = np.r_[old["state"].notna(), new["state"].notna()]
    tied = np.kron(np.eye(2), equations(old, keys))[:, hidden]
    rank, n = np.linalg.matrix_rank(tied), len(old)

    def known(*cells):
        asked = np.zeros(2 * n)
        asked[list(cells)] = [1.0, -1.0][: len(cells)]
        return np.linalg.matrix_rank(np.vstack([tied, asked[hidden]])) == rank

    small = [(k,) for k in range(2 * n) if np.r_[old["n"], new["n"]][k] < 10]
    grown = (new["n"] - old["n"]).abs().to_numpy()
    return [cells for cells in small + [(k, n + k) for k in range(n) if 0 < grown[k] < 10] if known(*cells)]


def attack_pairs(seeds):
    hiding = 0
    for seed in seeds:
        old, new = pairs(seed)
        keys = [name for name in ("kanwil", "wave") if name in old]
        old["state"] = protect(old, keys)["state"]
        found = protect(new, keys, previous=[PersonTable(old, keys)])
        new["state"] = found["state"]
        checked = audit([PersonTable(new, keys)], previous=[PersonTable(old, keys)])
        assert checked["is_safe"].all(), (seed, checked[~checked["is_safe"]])
        assert not solved_together(old, new, keys), seed
        hiding += (new["state"].notna() & (new["n"] >= 10)).sum()
    return hiding


def test_twenty_pairs_of_releases_give_nothing_away():
    assert attack_pairs(range(20)) > 0


@pytest.mark.slow
def test_two_hundred_pairs_of_releases_give_nothing_away():
    assert attack_pairs(range(100, 300)) > 0


def test_every_kanwil_by_every_element_takes_a_second_at_most():
    rng = np.random.default_rng(33)
    frame = crossed(rng.negative_binomial(2, 2 / 42, (33, 9)))
    protect(frame, ["kanwil", "wave"])
    started = time.process_time()
    protect(frame, ["kanwil", "wave"])
    assert time.process_time() - started < 1.5
