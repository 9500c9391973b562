"""The index of a service: its value, its error, its grade."""

import json
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.core.locale import round_half_up
from analitik.reference.indices import index_definition
from analitik.survey import Design, element_means, grade_of, index_change, index_scores

ITEMS = [f"U{k}" for k in range(1, 10)]
CLUSTERED = Design(weights="w", strata="kanwil", psu="upt")


def answers(rows, **columns):
    return pd.DataFrame(rows, columns=ITEMS).assign(**columns)


def test_everyone_answering_four_is_one_hundred_and_a():
    row = index_scores(answers([[4] * 9] * 12)).iloc[0]
    assert (row["index"], row["grade"], row["p_A"], row["se"]) == (100.0, "A", 1.0, 0.0)


def test_everyone_answering_one_is_the_floor_and_d():
    row = index_scores(answers([[1] * 9] * 3)).iloc[0]
    assert (row["index"], row["grade"]) == (25.0, "D")


def test_weights_all_one_are_no_weights():
    rng = np.random.default_rng(3)
    frame = answers(rng.integers(1, 5, (60, 9)), w=1.0)
    plain, weighted = index_scores(frame), index_scores(frame, design=Design(weights="w"))
    pd.testing.assert_frame_equal(plain, weighted)


def test_a_blank_leaves_out_that_item_of_that_person_only():
    frame = answers([[4] * 9, [2] * 8 + [np.nan]])
    means = element_means(frame).set_index("element")
    assert means.loc["sarana", ["mean", "n"]].tolist() == [4.0, 1]
    assert means.loc["persyaratan", ["mean", "n"]].tolist() == [3.0, 2]


def test_a_person_with_less_than_half_of_the_items_is_dropped_and_counted():
    frame = answers([[4] * 9, [1] * 4 + [np.nan] * 5])
    row = index_scores(frame).iloc[0]
    assert (row["index"], row["n"], row["n_dropped"]) == (100.0, 1, 1)


def test_one_respondent_has_an_index_but_no_interval():
    row = index_scores(answers([[3] * 9])).iloc[0]
    assert row["index"] == 75.0 and np.isnan(row["low"]) and np.isnan(row["p_A"])


@pytest.mark.parametrize("bad", [5, 0, 2.5, "sering"])
def test_an_answer_off_the_scale_is_refused_with_its_place(bad):
    frame = answers([[3] * 9] * 3).astype(object)
    frame.loc[1, "U4"] = bad
    with pytest.raises(UsageFault, match=f"{bad}.*baris 2.*U4"):
        index_scores(frame)


def test_a_missing_item_column_is_named():
    with pytest.raises(UsageFault, match="Sarana"):
        index_scores(answers([[3] * 9]).drop(columns="U9"))


def test_items_are_found_by_name_before_code_so_swapped_offices_agree():
    usual = answers([[1, 1, 1, 1, 1, 1, 1, 4, 2]] * 2)
    swapped = usual.rename(columns={"U8": "Sarana dan prasarana", "U9": "Penanganan pengaduan, saran, dan masukan"})
    assert element_means(usual).set_index("element").loc["pengaduan", "mean"] == 4
    assert element_means(swapped).set_index("element").loc["sarana", "mean"] == 4


def test_a_negative_weight_is_refused_with_its_row():
    with pytest.raises(UsageFault, match="baris 2"):
        index_scores(answers([[3] * 9] * 3, w=[1, -1, 1]), design=Design(weights="w"))


def test_a_stratum_with_one_cluster_fails_unless_told_otherwise():
    frame = answers([[3] * 9, [4] * 9, [2] * 9], w=1.0, kanwil=["a", "a", "b"], upt=[1, 2, 3])
    with pytest.raises(UsageFault, match="satu PSU"):
        index_scores(frame, design=CLUSTERED)
    for lonely in ("adjust", "certainty", "average"):
        assert index_scores(frame, design=Design("w", "kanwil", "upt", lonely=lonely))["se"].iloc[0] > 0


def test_probabilities_of_grades_sum_to_one():
    rng = np.random.default_rng(5)
    frame = answers(rng.integers(2, 5, (40, 9)), group=rng.integers(0, 4, 40))
    scores = index_scores(frame, by="group")
    assert np.allclose(scores[["p_A", "p_B", "p_C", "p_D"]].sum(axis=1), 1)


def test_domains_keep_the_whole_design():
    rng = np.random.default_rng(7)
    frame = answers(rng.integers(1, 5, (200, 9)), w=1.0, kanwil=np.repeat(range(5), 40), upt=np.repeat(range(20), 10))
    by = index_scores(frame, by="kanwil", design=CLUSTERED)
    assert by["df"].tolist() == [3] * 5 and by["n"].sum() == 200


@pytest.mark.parametrize(
    ("index", "grade"),
    [
        (25, "D"),
        (64.994, "D"),
        (64.995, "C"),
        (65, "C"),
        (76.60, "C"),
        (76.604, "C"),
        (76.605, "B"),
        (88.30, "B"),
        (88.304999, "B"),
        (88.305, "A"),
        (100, "A"),
    ],
)
def test_grades_round_first_and_then_use_closed_bounds(index, grade):
    assert grade_of(index) == grade


def test_every_value_of_the_range_has_a_grade_equal_to_decimal_arithmetic():
    bounds = [(Decimal("88.31"), "A"), (Decimal("76.61"), "B"), (Decimal("65.00"), "C"), (Decimal("25.00"), "D")]
    for value in np.random.default_rng(11).uniform(25, 100, 20_000):
        rounded = round_half_up(value, 2)
        assert grade_of(value) == next(grade for low, grade in bounds if rounded >= low)


def test_the_rounded_weight_of_older_forms_lowers_the_index():
    skm = index_definition("skm")
    frame = answers([[4] * 9, [3] * 9])
    old = skm.reweighted(type(skm.items[0].weight)("0.11"))
    assert index_scores(frame, old)["index"].iloc[0] == pytest.approx(0.99 * index_scores(frame)["index"].iloc[0])


def test_an_office_brings_its_own_index(tmp_path):
    own = tmp_path / "indeks.yml"
    own.write_text(
        "id: sendiri\nname_id: Indeks sendiri\nscale: {min: 1, max: 5}\nrange: [0, 100]\ndecimals: 1\nweights: {default: '1/2'}\n"
        "items:\n  - {key: cepat, code: P1, name_id: Cepat}\n  - {key: ramah, code: P2, name_id: Ramah}\n",
        encoding="utf-8",
    )
    row = index_scores(pd.DataFrame({"P1": [5, 1], "P2": [5, 1]}), str(own)).iloc[0]
    assert row["index"] == pytest.approx(50) and row["grade"] is None


def test_an_unknown_index_names_those_that_exist():
    with pytest.raises(UsageFault, match="skm"):
        index_definition("tidak-ada")


@pytest.mark.slow
def test_the_interval_covers_the_planted_index_in_about_95_of_100_clustered_samples():
    rng = np.random.default_rng(2022)
    effect = rng.normal(0, 0.3, (10, 60))
    people = np.clip(np.round(3.1 + effect[..., None, None] + rng.normal(0, 0.6, (10, 60, 30, 9))), 1, 4)
    truth = people.mean() * 25
    hits = 0
    for _ in range(300):
        chosen = np.stack([rng.choice(60, 8, replace=False) for _ in range(10)])
        sample = np.stack([people[k, chosen[k]] for k in range(10)])
        frame = answers(sample.reshape(-1, 9), kanwil=np.repeat(range(10), 240), upt=np.repeat(chosen.ravel(), 30), w=1.0, size=60)
        row = index_scores(frame, design=Design("w", "kanwil", "upt", "size")).iloc[0]
        hits += row["low"] <= truth <= row["high"]
    assert 0.92 <= hits / 300 <= 0.98


@pytest.fixture(scope="module")
def reference(shared):
    expected = json.loads((shared / "reference/survey/expected/synth.json").read_text())
    return expected, pd.read_csv(shared / "reference/survey/input/synth_skm.csv")


@pytest.mark.parametrize("wave", [1, 2])
def test_index_and_error_equal_r(reference, wave):
    expected, frame = reference
    rows = frame[frame["wave"] == wave].reset_index(drop=True)
    row = index_scores(rows, design=CLUSTERED).iloc[0]
    wanted = expected["ikm_available_case"][f"wave{wave}"]
    assert row["index"] == pytest.approx(wanted["ikm"], rel=1e-9) and row["se"] == pytest.approx(wanted["se"], rel=1e-9)


@pytest.mark.parametrize(
    ("name", "wave", "fpc"),
    [("wave1_fpc", 1, "n_upt_pop"), ("wave2_fpc", 2, "n_upt_pop"), ("wave1_nofpc", 1, None), ("wave2_nofpc", 2, None)],
)
def test_element_means_and_errors_equal_r(reference, name, wave, fpc):
    expected, frame = reference
    rows = frame[frame["wave"] == wave].reset_index(drop=True)
    found = element_means(rows, design=Design("w", "kanwil", "upt", fpc))
    for k, row in enumerate(found.itertuples(), start=1):
        wanted = expected[name][f"u{k}"]
        assert row.mean == pytest.approx(wanted["mean"], rel=1e-9) and row.se == pytest.approx(wanted["se"], rel=1e-9)


def test_domains_equal_r(reference):
    expected, frame = reference
    rows = frame[frame["wave"] == 2].reset_index(drop=True)
    found = element_means(rows, by="kanwil", design=Design("w", "kanwil", "upt", "n_upt_pop"))
    first = found[found["element"] == "persyaratan"].set_index("domain")
    close = [first.loc[int(k), "mean"] == pytest.approx(v["u1"], rel=1e-9) for k, v in expected["by_kanwil_u1_wave2"].items()]
    assert len(close) == 33 and all(close)


def test_change_between_waves_keeps_the_covariance_of_shared_clusters(reference):
    expected, frame = reference
    one = frame.assign(**{f"u{k}": frame["u1"] for k in range(1, 10)})
    found = index_change(one, "wave", 1, 2, design=CLUSTERED).iloc[0]
    wanted = expected["change"]["u1"]
    assert found["change"] / 25 == pytest.approx(wanted["diff"], rel=1e-9)
    assert found["se"] / 25 == pytest.approx(wanted["se"], rel=1e-6)
    assert found["p"] == pytest.approx(wanted["p_t"], rel=1e-5)


@pytest.mark.slow
def test_a_hundred_thousand_answers_by_kanwil_take_about_a_second():
    import time

    rng = np.random.default_rng(1)
    n = 100_000
    frame = answers(rng.integers(1, 5, (n, 9)), w=1.0, kanwil=rng.integers(0, 33, n), upt=rng.integers(0, 600, n))
    start = time.process_time()
    assert len(index_scores(frame, by="kanwil", design=CLUSTERED)) == 33
    assert time.process_time() - start < 3
