"""What every measure of the news shares: publications with their words, shares with their interval, and when to say nothing."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from scipy import special

from analitik.news.clean import clean
from analitik.news.issues import OFF_TOPIC
from analitik.stats.intervals import wilson

FEW = 30  # below it a share is not printed, only its counts
READ = 2_500  # characters of a body that are looked at
ENOUGH, LIMITED, NOTHING = "cukup", "terbatas", "belum dapat disimpulkan"
MEASURE = ["k", "n", "share", "low", "high", "state"]


def with_words(articles: pd.DataFrame, raw: pd.DataFrame, also: pd.Series | None = None) -> pd.DataFrame:
    """Publications with what they say.

    Parameters
    ----------
    articles : DataFrame
        Rows of ``articles``.
    raw : DataFrame
        Rows of ``articles_raw``, of which ``id`` and ``text`` are used.
    also : Series, optional
        Publications to be read in any case: ``voice.is_official(articles)`` where releases are to be followed.

    Returns
    -------
    DataFrame
        The publications with ``is_read``, ``clean_title``, ``clean_text`` and ``words`` (both in small letters, the body cut). Of a story of
        many copies the first and the longest are read; the words of the others are empty, and nothing else about them changes.
    """
    bodies = raw.drop_duplicates("id").set_index("id")["text"].str.slice(0, READ)
    texts = articles["id"].map(bodies).astype(object)
    length = texts.str.len().fillna(0)
    longest = length.groupby(articles["story_id"]).transform("max") == length
    seen = longest & ~articles[longest].duplicated("story_id").reindex(articles.index, fill_value=False)
    is_read = seen | articles["is_first"].astype(bool)
    is_read = is_read if also is None else is_read | also
    read = clean(articles.loc[is_read, ["title"]].assign(text=texts[is_read]))
    words = [f"{title} . {body}".casefold() for title, body in zip(read["clean_title"], read["clean_text"], strict=True)]
    said = read[["clean_title", "clean_text"]].assign(words=pd.Series(words, index=read.index, dtype=object))
    return articles.assign(is_read=is_read, **said.reindex(articles.index).fillna("").to_dict("series"))


def about_us(publications: pd.DataFrame) -> pd.DataFrame:
    """The publications that are about the institution, read or not."""
    return publications[publications["issue"] != OFF_TOPIC]


def share_row(k: int, n: int, level: float = 0.95) -> dict[str, object]:
    """A share with its Wilson interval; from a small base the counts alone, from none nothing.

    >>> share_row(12, 40)["state"], share_row(3, 12)["state"], share_row(0, 0)["state"]
    ('cukup', 'terbatas', 'belum dapat disimpulkan')
    """
    if n < FEW:
        return {"k": k, "n": n, "share": math.nan, "low": math.nan, "high": math.nan, "state": LIMITED if n else NOTHING}
    low, high = wilson(k, n, level)
    return {"k": k, "n": n, "share": k / n, "low": low, "high": high, "state": ENOUGH}


def shares(names: list[str], rows: list[tuple]) -> pd.DataFrame:
    """A frame of shares: each row holds the values of ``names``, then k and n."""
    made = [{**dict(zip(names, row[:-2], strict=True)), **share_row(int(row[-2]), int(row[-1]))} for row in rows]
    return pd.DataFrame(made, columns=[*names, *MEASURE])


def median_row(values: np.ndarray, least: int, level: float = 0.95) -> dict[str, float]:
    """The median with the interval of its order statistics (binomial, never narrower than it says); NaN below ``least`` values.

    >>> median_row(np.arange(1, 12), 10)
    {'median': 6.0, 'median_low': 2.0, 'median_high': 10.0}
    """
    ordered, n = np.sort(np.asarray(values, float)), len(values)
    if n < least:
        return dict.fromkeys(("median", "median_low", "median_high"), math.nan)
    tail = special.bdtr(np.arange(n), n, 0.5)  # P(at most j of n lie below the median)
    below = int((tail <= (1 - level) / 2).sum())
    low, high = (ordered[below - 1], ordered[n - below]) if below else (math.nan, math.nan)
    return {"median": float(np.median(ordered)), "median_low": float(low), "median_high": float(high)}


def stories_with_words(publications: pd.DataFrame) -> pd.DataFrame:
    """One row per story: ``story_id``, ``started_at``, ``first_date``, ``last_date``, ``n_publications``, ``n_outlets``, and
    ``title``, ``clean_title``, ``clean_text``, ``words``, ``unit_code``, ``unit_text``, ``kanwil``, ``issue``, ``sentiment``,
    ``has_time`` of its first publication; in order of time."""
    ordered = publications.sort_values(["story_id", "is_first", "published_at", "id"], ascending=[True, False, True, True])
    table = ordered.groupby("story_id", sort=True).agg(
        started_at=("published_at", "min"), first_date=("published_date", "min"), last_date=("published_date", "max"),
        n_publications=("id", "size"), n_outlets=("outlet", "nunique"),
    )  # fmt: skip
    first = ["title", "clean_title", "clean_text", "words", "unit_code", "unit_text", "kanwil", "issue", "sentiment", "has_time"]
    table = table.join(ordered.drop_duplicates("story_id").set_index("story_id")[first])
    return table.assign(n_outlets=table["n_outlets"].clip(lower=1)).reset_index().sort_values(["started_at", "story_id"], ignore_index=True)
