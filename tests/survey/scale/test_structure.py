"""The structure behind items: planted, counted, confirmed, refused; and two known groups."""

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.survey import scale

FRONT, BACK = ["a1", "a2", "a3", "a4"], ["b1", "b2", "b3", "b4"]


@pytest.fixture(scope="module")
def answers():
    rng = np.random.default_rng(8)
    things = rng.multivariate_normal([0, 0], [[1, 0.3], [0.3, 1]], 900)
    values = np.repeat(things, 4, axis=1) + 0.8 * rng.normal(size=(900, 8))
    return pd.DataFrame(np.digitize(values, [-1.5, -0.5, 0.5, 1.5]) + 1.0, columns=FRONT + BACK)


def test_two_planted_things_are_counted_and_told_apart(answers):
    assert scale.components(answers, FRONT + BACK)["is_kept"].sum() == 2
    found = scale.factor_analysis(answers, FRONT + BACK, 2, rotate="oblimin")
    main = found.loadings.set_index("item")[["F1", "F2"]].abs().idxmax(axis=1)
    assert main[FRONT].nunique() == main[BACK].nunique() == 1 and main["a1"] != main["b1"]
    assert found.between.loc["F1", "F2"] == pytest.approx(0.3, abs=0.1)
    assert found.factors["ss"].is_monotonic_decreasing and found.fit["state"].item() == "ok"


def test_polychoric_loadings_exceed_those_of_coarse_answers(answers):
    coarse, behind = (scale.factor_analysis(answers, FRONT, 1, kind=kind).loadings["F1"] for kind in ("pearson", "polychoric"))
    assert (behind > coarse).all() and behind.mean() == pytest.approx(1 / np.sqrt(1.64), abs=0.03)


def test_the_written_structure_is_confirmed_and_a_mixed_one_is_not(answers):
    right = scale.confirm(answers, {"a": FRONT, "b": BACK})
    wrong = scale.confirm(answers, {"a": FRONT[:2] + BACK[:2], "b": FRONT[2:] + BACK[2:]})
    assert right.fit["cfi"].item() > 0.98 > 0.9 > wrong.fit["cfi"].item()
    assert right.between.loc["a", "b"] == pytest.approx(0.3, abs=0.1)
    assert right.loadings["factor"].tolist() == ["a"] * 4 + ["b"] * 4


def test_adequacy_is_high_for_what_hangs_together_and_low_for_noise(answers):
    noise = pd.DataFrame(np.random.default_rng(1).integers(1, 5, (300, 4)), columns=FRONT)
    together, apart = (scale.adequacy(frame, FRONT).iloc[0] for frame in (answers, noise))
    assert together["kmo"] > 0.75 and together["p"] < 1e-10
    assert apart["kmo"] < 0.6 and apart["p"] > 0.01


def test_what_cannot_be_analysed_says_why(answers):
    twin = answers.assign(a2=answers["a1"])
    assert "saling menentukan" in scale.factor_analysis(twin, FRONT, 1).fit["state"].item()
    assert scale.adequacy(answers.assign(a1=2), FRONT)["state"][0] == "jawaban sama semua: a1"
    assert (
        "lengkap" in scale.components(answers.head(3), FRONT)["state"][0]
        or "3 responden" in scale.components(answers.head(3), FRONT)["state"][0]
    )
    assert "terlalu sedikit" in scale.confirm(answers, {"a": FRONT[:1], "b": BACK}).fit["state"].item()
    for factors, options in (
        (3, {}),
        (1, {"method": "pca"}),
        (1, {"rotate": "promax"}),
        (1, {"kind": "kendall"}),
        (1, {"missing": "mean"}),
    ):
        with pytest.raises(UsageFault):
            scale.factor_analysis(answers, FRONT, factors, **options)


def test_a_heywood_item_is_named():
    rng = np.random.default_rng(3)
    root = np.linalg.cholesky(np.array([[1, 0.9, 0.9, 0.5], [0.9, 1, 0.7, 0.45], [0.9, 0.7, 1, 0.45], [0.5, 0.45, 0.45, 1]]))
    frame = pd.DataFrame(rng.normal(size=(400, 4)) @ root.T, columns=FRONT)
    assert "Heywood: a1" in scale.factor_analysis(frame, FRONT, 1).fit["state"].item()
    assert "Heywood: a1" in scale.confirm(frame, {"a": FRONT}).fit["state"].item()


def test_known_groups_differ_where_planted(answers):
    group = np.where(np.arange(900) < 450, "dalam", "luar")
    moved = answers.assign(g=group, a1=np.clip(answers["a1"] + (group == "luar"), 1, 5))
    found = scale.known_groups(moved, ["a1", "b1"], "g").set_index("item")
    assert found.loc["a1", "p_mean_holm"] < 1e-6 and found.loc["a1", "p_rank_holm"] < 1e-6
    assert found.loc["b1", "p_mean_holm"] > 0.05 and found.loc["a1", "difference"] > 0.6
    with pytest.raises(UsageFault, match="tepat dua"):
        scale.known_groups(moved.assign(g="satu"), ["a1"], "g")
