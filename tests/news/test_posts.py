"""Posts are read by the chain that reads the news."""

from __future__ import annotations

import pandas as pd

from analitik import schema
from analitik.news.posts import read_posts


def some_posts(*texts: str) -> pd.DataFrame:
    day = pd.Timestamp("2022-10-05")
    rows = [{"id": f"P{k}", "platform": "x", "account": "akun-1", "text": text, "published_at": day, "published_date": day, "has_time": True,
             "likes": k, "row": k} for k, text in enumerate(texts)]  # fmt: skip
    raw = schema.table("posts_raw")
    return raw.conform(pd.DataFrame(rows).reindex(columns=raw.names).assign(has_time=True))


def test_a_post_gets_issue_sentiment_unit_and_reason(register):
    posts = read_posts(some_posts("Lapas Arunika panen raya. Terima kasih!", "Napi kabur dari Rutan Wanadarma!"), register)
    assert posts[["id", "issue", "sentiment", "likes"]].values.tolist() == [["P0", "pembinaan", "positif", 0], ["P1", "pelarian", "negatif", 1]]
    assert posts["unit_code"].iloc[1] == "33-RTN-01" and posts["reason"].str.len().min() > 10
    assert schema.table("posts").conform(posts) is not None


def test_no_post_is_no_row(register):
    assert read_posts(schema.table("posts_raw").empty(), register).empty
