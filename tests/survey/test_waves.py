"""Change between waves: R's figures for every element, and planted truths."""

import json

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.stats.multiplicity import benjamini_hochberg
from analitik.survey import Design, element_change, index_change, index_scores

ITEMS = [f"U{k}" for k in range(1, 10)]
CLUSTERED = Design("w", "kanwil", "upt")


@pytest.fixture(scope="module")
def reference(shared):
    folder = shared / "reference/survey"
    return json.loads((folder / "expected/synth.json").read_text()), pd.read_csv(folder / "input/synth_skm.csv")


def test_change_of_every_element_equals_r(reference):
    known, frame = reference
    found = element_change(frame, "wave", 1, 2, design=CLUSTERED)
    for name, row in zip(known["change"], found.itertuples(), strict=True):
        wanted = known["change"][name]
        assert [row.change, row.se] == pytest.approx([wanted["diff"], wanted["se"]], rel=1e-9)
        assert row.p == pytest.approx(wanted["p_t"], rel=1e-8) and row.df == known["degf"]


def test_adjusted_p_values_equal_r(reference):
    known, frame = reference
    found = element_change(frame, "wave", 1, 2, design=CLUSTERED)
    assert found["p_holm"].tolist() == pytest.approx(list(known["change_holm"].values()), rel=1e-8)
    assert benjamini_hochberg(found["p"]).tolist() == pytest.approx(list(known["change_BH"].values()), rel=1e-8)


def test_the_change_of_the_index_is_the_difference_of_r_s_indices(reference):
    known, frame = reference
    row = index_change(frame, "wave", 1, 2, design=CLUSTERED).iloc[0]
    wanted = known["ikm_available_case"]
    assert row["change"] == pytest.approx(wanted["wave2"]["ikm"] - wanted["wave1"]["ikm"], rel=1e-9)
    independent = np.hypot(wanted["wave1"]["se"], wanted["wave2"]["se"])
    assert row["se"] < 0.9 * independent


def test_the_same_persons_answering_the_same_have_changed_by_nothing_for_certain():
    rng = np.random.default_rng(4)
    once = pd.DataFrame(rng.integers(1, 5, (40, 9)), columns=ITEMS).assign(upt=np.repeat(range(8), 5))
    both = pd.concat([once.assign(wave=1), once.assign(wave=2)])
    row = index_change(both, "wave", 1, 2, design=Design(psu="upt")).iloc[0]
    assert row["change"] == 0 and row["se"] == pytest.approx(0, abs=1e-12)


def test_waves_without_shared_clusters_have_errors_that_add_up():
    rng = np.random.default_rng(5)
    frame = pd.DataFrame(rng.integers(1, 5, (80, 9)), columns=ITEMS)
    frame = frame.assign(wave=np.repeat([1, 2], 40), upt=np.repeat(range(16), 5))
    design = Design(psu="upt", strata="wave")
    row = index_change(frame, "wave", 1, 2, design=design).iloc[0]
    parts = index_scores(frame, by="wave", design=design)["se"]
    assert row["se"] == pytest.approx(np.hypot(*parts), rel=1e-12)


def test_change_by_group_is_adjusted_over_the_groups():
    rng = np.random.default_rng(6)
    frame = pd.DataFrame(rng.integers(1, 5, (400, 9)), columns=ITEMS)
    frame = frame.assign(wave=np.tile([1, 2], 200), kanwil=np.repeat(["a", "b", "c", "d"], 100))
    found = index_change(frame, "wave", 1, 2, by="kanwil")
    assert found["domain"].tolist() == ["a", "b", "c", "d"] and (found["p_holm"] >= found["p"]).all()
    alone = index_change(frame[frame["kanwil"] == "b"], "wave", 1, 2).iloc[0]
    assert found.set_index("domain").loc["b", "change"] == pytest.approx(alone["change"])


def test_a_wave_nobody_answered_has_no_change():
    frame = pd.DataFrame([[3] * 9] * 4, columns=ITEMS).assign(wave=1)
    row = index_change(frame, "wave", 1, 2).iloc[0]
    assert np.isnan(row["change"]) and row["n_after"] == 0


def test_a_missing_wave_column_is_named():
    with pytest.raises(UsageFault, match="gelombang"):
        index_change(pd.DataFrame([[3] * 9], columns=ITEMS), "gelombang", 1, 2)
