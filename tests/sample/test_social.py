"""Posts of the made-up country."""

from __future__ import annotations

import pandas as pd


def test_posts_are_few_and_of_every_kind(big):
    posts = big.frame("truth/posts.csv")
    assert len(posts) == 0.03 * 20_000 and set(posts["platform"]) == {"facebook", "instagram", "x"}
    assert set(posts["account_type"]) == {"resmi", "media", "pribadi"}


def test_every_post_is_in_one_export_and_about_a_planted_story(made):
    posts, stories = made.frame("truth/posts.csv"), made.frame("truth/stories.csv").set_index("story")
    written = b"".join(data for name, data in made.deliveries.items() if name.startswith("sosial-")).decode()
    assert all(written.count(f"{number},") == 1 for number in posts["id"]) and posts["id"].str.startswith("CONTOH-").all()
    told = stories.loc[posts["story"]].reset_index()
    pd.testing.assert_frame_equal(posts[["issue", "sentiment", "unit"]], told[["issue", "sentiment", "unit"]])
    assert (posts["published_date"] >= told["first_date"]).all()
