"""Social media beside the news: taken in, read, and never counted with it."""

from __future__ import annotations

import pandas as pd
import pytest

from analitik.pipeline.enrich import enrich, enrich_posts
from analitik.pipeline.receive import receive
from analitik.reference.units import load_register
from analitik.store import Store

AS_OF = "2022-11-01T00:00:00+07:00"


@pytest.fixture(scope="module")
def sample(project):
    return project / "data" / "sample"


def test_news_counts_do_not_change_when_posts_arrive(sample, tmp_path):
    register, store = load_register(sample / "register.csv"), Store(tmp_path / "data")
    receive(store, sample / "deliveries" / "berita-kliping_2022-10.csv", units=register, as_of=AS_OF)
    enrich(store, register)
    before = {table: store.read(table) for table in ("articles_raw", "articles", "stories", "cube")}
    receipts = [receive(store, file, units=register, as_of=AS_OF) for file in sorted((sample / "deliveries").glob("sosial-*"))]
    assert enrich(store, register).unchanged and enrich_posts(store, register).rows == sum(receipt.accept for receipt in receipts)
    for table, frame in before.items():
        pd.testing.assert_frame_equal(frame, store.read(table))
    assert enrich_posts(store, register).unchanged
    assert all(receipt.rows_in == receipt.accept for receipt in receipts)


def test_the_planted_posts_are_found_again(sample, demo):
    truth, posts = pd.read_csv(sample / "truth" / "posts.csv"), demo.read("posts")
    both = truth.merge(posts, on="id", suffixes=("", "_found"), validate="1:1")
    assert len(both) == len(truth) == len(posts)
    for column in ("platform", "views", "likes", "comments", "shares"):
        assert (both[column] == both[f"{column}_found"]).all(), column
    assert (both["published_date"] == both["published_date_found"].dt.strftime("%Y-%m-%d")).all()
    assert (both["unit"] == both["unit_code"]).mean() > 0.8 and (both["sentiment"] == both["sentiment_found"]).mean() > 0.7


def test_no_private_person_is_in_the_store(sample, demo):
    truth, posts = pd.read_csv(sample / "truth" / "posts.csv"), demo.read("posts_raw")
    private = set(truth.loc[truth["account_type"] == "pribadi", "id"])
    kept = posts[["id", "account", "text", "url"]].fillna("").agg(" ".join, axis=1)
    assert private and not kept.str.contains("warga_rekaan|0812-0000|3171014501900000|pengadu.uji").any()
    named = posts.set_index("id")["account"]
    assert named[list(private)].str.startswith("akun-").all() and not named.drop(list(private)).str.startswith("akun-").any()
