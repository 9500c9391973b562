"""Counting: every publication once, every story once."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from analitik.news.tone import cube_of, tone_by_month


def read(rows):
    days = pd.to_datetime([row[0] for row in rows])
    return pd.DataFrame(
        {
            "id": [str(k) for k in range(len(rows))],
            "published_date": days.astype("datetime64[us]"),
            "unit_code": pd.Series([row[1] for row in rows], dtype="str"),
            "kanwil": pd.Series([row[1] for row in rows], dtype="str"),
            "issue": [row[2] for row in rows],
            "sentiment": [row[3] for row in rows],
            "is_first": [row[4] for row in rows],
        }
    )


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2022-09-30", "2022-10-01", "2022-10-02"]), st.sampled_from(["u1", "u2", None]),
        st.sampled_from(["pelarian", "pembinaan", "di_luar_topik"]), st.sampled_from(["positif", "netral", "negatif"]), st.booleans(),
    ),
    min_size=1, max_size=40,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_the_cube_counts_every_publication_and_story_once(rows):
    articles = read(rows)
    cube = cube_of(articles)
    assert cube["n_publications"].sum() == len(articles) and cube["n_stories"].sum() == articles["is_first"].sum()
    assert not cube.duplicated(["published_date", "unit_code", "issue", "sentiment"]).any()


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_tone_and_off_topic_add_up_to_everything(rows):
    tone = tone_by_month(cube_of(read(rows)))
    assert (tone["n_publications"] + tone["n_off_topic"]).sum() == len(rows)
    assert (tone[["n_positif", "n_netral", "n_negatif"]].sum(axis=1) == tone["n_publications"]).all()


def test_a_month_without_negatives_keeps_the_column():
    tone = tone_by_month(cube_of(read([("2022-10-01", "u", "pembinaan", "positif", True)])))
    assert tone["n_negatif"].tolist() == [0] and tone["negative_share"].tolist() == [0.0]


def test_a_month_with_nothing_about_us_has_no_share():
    tone = tone_by_month(cube_of(read([("2022-10-01", "u", "di_luar_topik", "netral", True)])))
    assert tone["negative_share"].isna().all() and tone["n_off_topic"].tolist() == [1]


def test_no_news_at_all_is_a_table_without_rows():
    empty = cube_of(read([("2022-10-01", "u", "pembinaan", "positif", True)])).iloc[:0]
    assert tone_by_month(empty)["month"].tolist() == []
