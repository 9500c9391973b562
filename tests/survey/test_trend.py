"""A line through three waves or more: R's error, planted slopes, and no alarm where nothing moves."""

import json

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.survey import Design, index_change, index_scores
from analitik.survey.trend import FALLING, RISING, STEADY, UNKNOWN, element_trend, index_by_wave, index_trend

ITEMS = [f"U{k}" for k in range(1, 10)]


def answers(rng, n_waves=4, psus=24, persons=6, step=0.0, lasting=0.35):
    """Waves over the same clusters with other persons; ``step`` is what the items rise per wave."""
    wave, psu = (part.ravel() for part in np.mgrid[:n_waves, :psus])
    wave, psu = np.repeat(wave, persons), np.repeat(psu, persons)
    lasts, turns = rng.normal(0, lasting, (psus, 9)), rng.normal(0, 0.2, (n_waves, psus, 9))
    felt = 3 + lasts[psu] + turns[wave, psu] + rng.normal(0, 0.6, (len(psu), 9)) + step * wave[:, None]
    return pd.DataFrame(np.clip(np.round(felt), 1, 4).astype(int), columns=ITEMS).assign(wave=wave, upt=psu)


@pytest.mark.parametrize("copied", [1, 2])
def test_a_wave_counted_twice_at_one_time_has_r_s_change_and_error(shared, copied):
    folder = shared / "reference/survey"
    known, frame = json.loads((folder / "expected/synth.json").read_text()), pd.read_csv(folder / "input/synth_skm.csv")
    both = pd.concat([frame, frame[frame["wave"] == copied].assign(wave=3)], ignore_index=True)
    found = element_trend(both, "wave", design=Design("w", "kanwil", "upt"), times={1: 0, 2: 1, 3: copied - 1})
    for name, row in zip(known["change"], found.itertuples(), strict=True):
        assert [row.slope, row.se] == pytest.approx([known["change"][name]["diff"], known["change"][name]["se"]], rel=1e-9)
        assert row.p == pytest.approx(known["change"][name]["p_t"], rel=1e-8) and row.df == known["degf"]
    assert found["p_holm"].tolist() == pytest.approx(list(known["change_holm"].values()), rel=1e-8)
    assert found["p_bh"].tolist() == pytest.approx(list(known["change_BH"].values()), rel=1e-8)


def test_three_even_waves_have_half_the_change_from_first_to_last():
    frame = answers(np.random.default_rng(1), n_waves=3, step=0.1)
    line = index_trend(frame, "wave", design=Design(psu="upt")).iloc[0]
    ends = index_change(frame, "wave", 0, 2, design=Design(psu="upt")).iloc[0]
    assert [line["slope"], line["se"]] == pytest.approx([ends["change"] / 2, ends["se"] / 2], rel=1e-9)
    assert line["p"] == pytest.approx(ends["p"], rel=1e-9)


def test_a_planted_rise_and_a_planted_fall_are_found():
    for step, wanted in ((0.2, RISING), (-0.2, FALLING)):
        found = element_trend(answers(np.random.default_rng(2), step=step), "wave", design=Design(psu="upt"))
        assert (found["direction"] == wanted).all()
        assert index_trend(answers(np.random.default_rng(2), step=step), "wave")["direction"].item() == wanted


def test_shared_clusters_make_the_line_surer():
    frame = answers(np.random.default_rng(3), lasting=0.6)
    joint = index_trend(frame, "wave", design=Design(psu="upt"))["se"].item()
    apart = index_trend(frame.assign(upt=frame["upt"] + 100 * frame["wave"]), "wave", design=Design(psu="upt"))["se"].item()
    assert joint < 0.7 * apart


def test_points_of_all_waves_are_those_of_each_wave():
    frame = answers(np.random.default_rng(4))
    found = index_by_wave(frame, "wave", design=Design(psu="upt")).rename(columns={"index": "level"})
    for row in found.itertuples():
        alone = index_scores(frame[frame["wave"] == row.wave], design=Design(psu="upt")).iloc[0]
        assert [row.level, row.low, row.high] == pytest.approx([alone["index"], alone["low"], alone["high"]], rel=1e-9)
    assert found["n"].sum() == len(frame)


def test_years_make_a_slope_per_year():
    frame = answers(np.random.default_rng(5), step=0.1)
    half_years = index_trend(frame, "wave")["slope"].item()
    years = index_trend(frame, "wave", times={k: 2020 + k / 2 for k in range(4)})["slope"].item()
    assert years == pytest.approx(2 * half_years)


def test_a_domain_with_two_waves_or_one_cluster_is_not_judged():
    frame = answers(np.random.default_rng(6)).assign(kanwil=lambda f: np.where(f["upt"] < 12, "a", "b"))
    thin = frame[(frame["kanwil"] == "a") | (frame["wave"] < 2)]
    found = index_trend(thin, "wave", by="kanwil", design=Design(psu="upt")).set_index("domain")
    assert found.loc["b", "direction"] == UNKNOWN and np.isnan(found.loc["b", "slope"]) and found.loc["b", "n_waves"] == 2
    assert found.loc["a", "direction"] != UNKNOWN
    alone = index_trend(frame[frame["upt"] == 1], "wave", design=Design(psu="upt", lonely="certainty"))
    assert alone["direction"].item() == UNKNOWN


@pytest.mark.parametrize(
    ("change", "wanted"),
    [
        (lambda f: f.drop(columns="wave"), "Kolom gelombang wave tidak ada"),
        (lambda f: f[f["wave"] < 2], "sedikitnya 3 gelombang; ada 2"),
        (lambda f: f.assign(wave=f["wave"].where(f.index != 4)), "baris 5"),
    ],
)
def test_unusable_waves_are_refused(change, wanted):
    with pytest.raises(UsageFault, match=wanted):
        index_trend(change(answers(np.random.default_rng(7))), "wave")


def test_a_wave_without_time_is_named():
    with pytest.raises(UsageFault, match="Gelombang 3"):
        index_trend(answers(np.random.default_rng(7)), "wave", times={0: 1, 1: 2, 2: 3})


def alarms(runs, seed):
    rng = np.random.default_rng(seed)
    return np.mean([
        (element_trend(answers(rng), "wave", design=Design(psu="upt"))["direction"] != STEADY).any() for _ in range(runs)
    ])  # fmt: skip


def test_little_alarm_where_nothing_moves():
    assert alarms(40, 11) <= 0.15


@pytest.mark.slow
def test_one_family_of_nine_elements_in_twenty_at_most_raises_an_alarm_where_nothing_moves():
    assert alarms(1500, 12) <= 0.055
