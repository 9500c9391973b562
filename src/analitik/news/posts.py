"""Posts on social media, read as the news is read, and never counted with it."""

from __future__ import annotations

import re

import pandas as pd

from analitik import news, schema

_END = re.compile(r"(?<=[.!?])\s|\n")
LONGEST_HEADLINE = 160


def read_posts(posts: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Give each post its unit, issues, sentiment and reason. Its first sentence is read as a headline is.

    Parameters
    ----------
    posts : DataFrame
        Rows of ``posts_raw``.
    register : DataFrame
        The office's register of units.

    Returns
    -------
    DataFrame
        One row per post with the columns of ``posts`` (see ``analitik.schema``); platforms stay apart, and nothing is summed.
    """
    opening = posts["text"].map(first_sentence).astype(object)
    read = news.enrich(posts.assign(title=opening, outlet=posts["account"]), register)
    ours = [name for name in schema.table("posts").names if name not in posts or name == "unit_code"]
    return posts.drop(columns="unit_code").merge(read[["id", *ours]], on="id", validate="1:1")[schema.table("posts").names]


def first_sentence(text: object) -> str:
    """The first sentence or line of a post, cut where it is longer than a headline.

    >>> first_sentence("Panen raya di Lapas Arunika! Terima kasih semua.")
    'Panen raya di Lapas Arunika!'
    """
    line = _END.split(str(text).strip(), maxsplit=1)[0] if isinstance(text, str) else ""
    return line if len(line) <= LONGEST_HEADLINE else line[:LONGEST_HEADLINE].rsplit(" ", 1)[0]

