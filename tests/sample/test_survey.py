"""The population's true means are what was planted, and the sample is drawn as described."""

from __future__ import annotations

import numpy as np
import pytest

from analitik.core.period import Month
from analitik.sample.library import shelf
from analitik.sample.register import build_register
from analitik.sample.survey import draw_wave, mean_answer, populate
from analitik.schema import ELEMENTS, QUESTIONS


@pytest.fixture(scope="module")
def population():
    return populate(build_register(), 2022)


@pytest.fixture(scope="module")
def wave(population):
    return draw_wave(population, 0, 4500, Month(2022, 4), 2022)


def national(population, wave):
    share = population.units["visitors"] / population.units["visitors"].sum()
    return dict(zip(ELEMENTS, share.to_numpy() @ population.means(wave), strict=True))


def test_first_wave_has_the_planted_means(population):
    assert national(population, 0) == pytest.approx(shelf("survei")["unsur"], abs=1e-9)


def test_two_elements_rise_by_a_tenth_and_the_others_stay(population):
    before, after = national(population, 0), national(population, 1)
    change = {name: after[name] - before[name] for name in ELEMENTS}
    assert {name: round(value, 9) for name, value in change.items() if abs(value) > 1e-9} == {"waktu": 0.1, "pengaduan": 0.1}


def test_pilots_rise_more(population):
    change = population.means(1) - population.means(0)
    at, pilot = ELEMENTS.index("waktu"), population.units["pilot"].to_numpy()
    assert change[pilot, at].mean() > 1.5 * change[~pilot, at].mean()


def test_the_index_lies_where_offices_publish_theirs(population):
    for which in (0, 1):
        assert 79 <= np.mean(list(national(population, which).values())) * 25 <= 81


def test_the_mean_answer_of_a_neutral_opinion_is_by_hand():
    cuts = shelf("survei")["ambang"]
    assert float(mean_answer(np.array(cuts[1]))) == pytest.approx(1 + 0.5 + 0.80234 + 0.04746, abs=1e-3)


def test_every_pilot_has_thirty_respondents(population, wave):
    counts = wave.groupby("kode").size().reindex(population.units.loc[population.units["pilot"], "kode"])
    assert len(wave) == 4500 and counts.min() >= 30


def test_some_units_have_three_or_four(wave):
    assert (wave.groupby("kode").size().isin([3, 4])).sum() >= 3


def test_every_kanwil_has_two_units_at_least(wave):
    assert (wave.groupby("kanwil")["kode"].nunique() >= 2).all()


def test_three_answers_in_a_hundred_are_blank_and_nobody_is_wholly_blank(wave):
    answers = wave[list(QUESTIONS)]
    assert answers.isna().to_numpy().mean() == pytest.approx(0.03, abs=0.004)
    assert answers.notna().any(axis=1).all()


def test_answers_of_one_person_go_together(wave):
    correlation = wave[list(QUESTIONS)].corr().to_numpy()
    assert correlation[np.triu_indices(9, 1)].min() > 0.2


def test_weighted_means_come_near_the_truth(population, wave):
    truth = national(population, 0)
    for name, q in zip(ELEMENTS, QUESTIONS, strict=True):
        known = wave[q].notna()
        assert np.average(wave.loc[known, q], weights=wave.loc[known, "weight"]) == pytest.approx(truth[name], abs=0.06)


def test_a_wave_ends_before_the_month_does(wave):
    assert wave["at"].min() >= np.datetime64("2022-04-04") and wave["at"].max() < np.datetime64("2022-04-28")


def test_the_written_truth_is_the_populations(made, population):
    told = made.frame("truth/survey.csv").query("domain == 'nasional' and wave == '2'").set_index("element")["value"].astype(float)
    after = national(population, 1)
    assert told.drop("ikm").to_dict() == pytest.approx(after, abs=1e-6)
    assert told["ikm"] == pytest.approx(np.mean(list(after.values())) * 25, abs=1e-6)


def test_the_recommendation_follows_the_planted_drivers(wave):
    answered = wave.dropna(subset=[*QUESTIONS, "rekomendasi"])
    assert answered["rekomendasi"].between(0, 10).all() and 0.03 < wave["rekomendasi"].isna().mean() < 0.07
    items = answered[list(QUESTIONS)].to_numpy() - answered[list(QUESTIONS)].to_numpy().mean(axis=0)
    outcome = answered["rekomendasi"].to_numpy() - answered["rekomendasi"].mean()
    slopes = dict(zip(ELEMENTS, np.linalg.lstsq(items, outcome, rcond=None)[0], strict=True))
    assert sorted(slopes, key=slopes.get, reverse=True)[:3] == ["perilaku", "waktu", "kompetensi"]
    assert max(slopes[name] for name in ("persyaratan", "biaya", "produk")) < slopes["kompetensi"] / 2
