"""The index, its elements and its domains on two waves of made-up answers, against R's survey package."""

import json

import pandas as pd
import pytest

from analitik.survey import Design, element_means, estimate, index_scores

CLUSTERED = Design("w", "kanwil", "upt")


@pytest.fixture(scope="module")
def reference(shared):
    folder = shared / "reference/survey"
    return json.loads((folder / "expected/synth.json").read_text()), pd.read_csv(folder / "input/synth_skm.csv")


def test_both_waves_as_domains_of_one_design_equal_r(reference):
    known, frame = reference
    found = index_scores(frame, by="wave", design=CLUSTERED)
    for wave, row in enumerate(found.itertuples(), start=1):
        wanted = known["ikm_available_case"][f"wave{wave}"]
        assert row.df == known["degf"]
        assert [found["index"].iloc[wave - 1], row.se] == pytest.approx([wanted["ikm"], wanted["se"]], rel=1e-9)


def test_complete_cases_equal_r(reference):
    known, frame = reference
    whole = frame.dropna(subset=[f"u{k}" for k in range(1, 10)])
    found = index_scores(whole, by="wave", design=CLUSTERED)
    wanted = [known["ikm_complete_case"][f"wave{wave}"] for wave in (1, 2)]
    assert found["index"].tolist() == pytest.approx([w["ikm"] for w in wanted], rel=1e-9)
    assert found["se"].tolist() == pytest.approx([w["se"] for w in wanted], rel=1e-9)


@pytest.mark.parametrize(("name", "fpc"), [("fpc", "n_upt_pop"), ("nofpc", None)])
def test_element_means_of_both_waves_equal_r(reference, name, fpc):
    known, frame = reference
    found = element_means(frame, by="wave", design=Design("w", "kanwil", "upt", fpc))
    wanted = [known[f"wave{wave}_{name}"][f"u{k}"] for wave in (1, 2) for k in range(1, 10)]
    assert found["mean"].tolist() == pytest.approx([w["mean"] for w in wanted], rel=1e-9)
    assert found["se"].tolist() == pytest.approx([w["se"] for w in wanted], rel=1e-9)


def test_design_effects_equal_r(reference):
    known, frame = reference
    found = estimate(frame, [f"u{k}" for k in range(1, 10)], by="wave", design=Design("w", "kanwil", "upt", "n_upt_pop"))
    wanted = [known[f"wave{wave}_fpc"][f"u{k}"]["deff"] for wave in (1, 2) for k in range(1, 10)]
    assert found["deff"].tolist() == pytest.approx(wanted, rel=1e-9)


def test_every_kanwil_equals_r_with_its_error(reference):
    known, frame = reference
    wave = frame[frame["wave"] == 2]
    found = estimate(wave, "u1", by="kanwil", design=CLUSTERED)
    wanted = list(known["by_kanwil_u1_wave2"].values())
    assert found["domain"].tolist() == [w["kanwil"] for w in wanted]
    assert found["estimate"].tolist() == pytest.approx([w["u1"] for w in wanted], rel=1e-9)
    assert found["se"].tolist() == pytest.approx([w["se"] for w in wanted], rel=1e-9)


def test_shares_by_two_groupings_equal_r(reference):
    known, frame = reference
    top = frame.assign(top=(frame["u1"] >= 3).where(frame["u1"].notna()).map({True: 1.0, False: 0.0}))
    found = estimate(top.dropna(subset=["u1"]), "top", by=["pilot", "wave"], design=CLUSTERED).set_index("domain")
    for wanted in known["top2_by_pilot_wave"].values():
        row = found.loc[f"pilot={wanted['pilot']},wave={wanted['wave']}"]
        assert row["estimate"] == pytest.approx(wanted["I(u1 >= 3)TRUE"], rel=1e-9)
        assert row["se"] == pytest.approx(wanted["se.I(u1 >= 3)TRUE"], rel=1e-9)


def test_the_promoter_score_equals_r(reference):
    known, frame = reference
    found = index_scores(frame, "nps", by="wave", design=CLUSTERED, columns={"rekomendasi": "nps"})
    wanted = [known["nps"][f"wave{wave}"] for wave in (1, 2)]
    assert found["index"].tolist() == pytest.approx([w["mean"] for w in wanted], rel=1e-9)
    assert found["se"].tolist() == pytest.approx([w["se"] for w in wanted], rel=1e-9)
