"""Planted news: totals, bursts, copies, campaigns, pilots."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pandas as pd
import pytest

from analitik.core.period import Month
from analitik.reference.taxonomy import issues, taxonomy
from analitik.sample.calendar import days_of
from analitik.sample.country import country_of
from analitik.sample.library import all_forms, forms
from analitik.sample.plan import plan_stories, targets
from analitik.sample.register import build_register


def test_totals_meet_the_published_ratio():
    wanted = targets(61_100)
    assert sum(wanted.values()) == 61_100
    assert wanted["positif"] / wanted["negatif"] == pytest.approx(51_815 / 4_242, rel=0.001)
    assert wanted["netral"] / 61_100 == pytest.approx(0.10, abs=0.001)


def test_every_publication_is_in_the_truth_once(made):
    articles = made.frame("truth/articles.csv")
    assert len(articles) == 1700 and articles["id"].is_unique
    assert articles["sentiment"].value_counts().to_dict() == targets(1700)


def test_every_id_begins_with_contoh(made):
    for table, column in (("articles", "id"), ("articles", "story"), ("stories", "story")):
        assert made.frame(f"truth/{table}.csv")[column].str.startswith("CONTOH-").all()


def test_stories_add_up_to_their_publications(made):
    articles, stories = made.frame("truth/articles.csv"), made.frame("truth/stories.csv").set_index("story")
    pd.testing.assert_series_equal(articles.groupby("story").size(), stories["n_publications"].astype(int), check_names=False)
    assert (articles[articles["is_first"] == "1"].groupby("story").size() == 1).all()


def test_a_story_never_appears_twice_in_one_outlet(made):
    stories = made.frame("truth/stories.csv")
    assert (stories["n_outlets"] == stories["n_publications"]).all()


def test_the_shelf_is_rich_enough():
    assert sum(len(form.headlines) for form in forms()) >= 150
    assert {form.issue for form in forms()} == set(issues()["id"])


def test_every_form_names_a_rule_of_the_decision_list():
    rules = {rule["id"] for rule in taxonomy()["decision_list"]}
    assert {form.rule for form in all_forms()} <= rules


def test_labels_follow_the_rules_of_sentiment():
    always = {"D01": "netral", "D02": "positif", "D03": "positif", "D04": "netral", "D05": "negatif", "D06": "positif", "D07": "negatif",
              "D09": "negatif", "D10": "netral", "D11": "netral", "D15": "negatif", "D16": "positif"}  # fmt: skip
    assert [form.id for form in all_forms() if form.sentiment != always.get(form.rule, form.sentiment)] == []


def test_off_topic_news_has_no_unit(made):
    stories = made.frame("truth/stories.csv")
    assert (stories.loc[stories["issue"] == "di_luar_topik", "unit"] == "").all()


def test_eight_bursts_are_planted_and_one_comes_in_three_waves(made):
    bursts = made.frame("truth/bursts.csv")
    assert bursts["claim"].nunique() == 8
    assert bursts["claim"].value_counts().max() == 3
    assert bursts.groupby("claim")["unit"].nunique().max() == 1


def test_a_burst_begins_at_its_largest_and_ends(big):
    stories = big.frame("truth/stories.csv")
    told = stories[stories["burst"] == "sabu-dari-dalam-1"]["first_date"].sort_values()
    days = (pd.to_datetime(told) - pd.Timestamp(told.iloc[0])).dt.days
    assert len(told) >= 10 and days.max() <= 12 and (days <= 3).mean() > 0.5


def test_copies_carry_what_real_pages_carry(made):
    text = " ".join(row.get("isi", "") for row in made.json_rows())
    for mark in ("BACA JUGA: ", "ADVERTISEMENT", "(dz)", "SCROLL TO CONTINUE"):
        assert mark in text


def test_a_campaign_is_three_stories_at_three_units_with_one_headline_frame(made):
    stories = made.frame("truth/stories.csv")
    for _, campaign in stories[stories["campaign"] != ""].groupby("campaign"):
        assert len(campaign) == 3 and campaign["unit"].nunique() == 3 and campaign["kanwil"].nunique() == 1


def test_twins_share_a_unit_and_are_weeks_apart(made):
    stories = made.frame("truth/stories.csv").set_index("story")
    twins = stories[stories["twin_of"] != ""]
    assert len(twins) >= 3
    elders = stories.loc[twins["twin_of"]]
    assert (twins["unit"].to_numpy() == elders["unit"].to_numpy()).all()
    gap = pd.to_datetime(twins["first_date"]).to_numpy() - pd.to_datetime(elders["first_date"]).to_numpy()
    assert (gap >= pd.Timedelta(days=25)).all()


def test_pilots_get_the_planted_share_of_bad_news():
    start = dt.date(2022, 7, 1)
    country, days = country_of(build_register()), days_of(Month(2022, 10).back(13))
    stories, _ = plan_stories(country, days, 60_000, start, 2022)
    bad = np.array([form.sentiment == "negatif" for form in all_forms()])[stories["form"]]
    bad &= (stories["burst"] < 0) & (stories["unit"] >= 0)
    pilot, late = country.is_pilot[stories["unit"]], np.array([day >= start for day in days])[stories["day"]]
    odds = [(bad & pilot & when).sum() / (bad & ~pilot & when).sum() for when in (late, ~late)]
    assert odds[0] / odds[1] == pytest.approx(0.75, abs=0.08)


def test_the_effect_is_written_down(made):
    effect = made.summary["pilot_effect"]
    assert (effect["planted_rate_ratio"], effect["from"]) == (0.75, "2022-07-01")


def test_the_vendors_label_is_as_wrong_as_planted(big):
    drawn = big.summary["vendor_label"]["drawn"]
    assert drawn["sensitivity"] == pytest.approx(0.80, abs=0.03)
    assert drawn["specificity"] == pytest.approx(0.93, abs=0.01)


def test_six_rows_in_ten_name_no_unit(made):
    assert made.summary["satker_missing_share"] == pytest.approx(0.60, abs=0.04)


def test_seasons_bring_their_own_news(made):
    stories = made.frame("truth/stories.csv")
    feast = stories[stories["form"] == "remisi_hak.hutri"]["first_date"].str[5:]
    assert len(feast) and feast.between("08-14", "08-20").all()


def test_weekends_are_quieter(made):
    weekday = pd.to_datetime(made.frame("truth/stories.csv")["first_date"]).dt.day_of_week
    assert (weekday >= 5).mean() < 0.22


def test_nobody_is_named_and_no_address_is_real(made):
    rows = made.json_rows()
    links = [row["tautan"] for row in rows if row.get("tautan", "").startswith("http")]
    assert all(re.match(r"https://[a-z]+\.example/", link) for link in links)
