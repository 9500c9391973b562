"""What is said about us: stories, units, issues and tone, read from the texts that outlets published."""

from __future__ import annotations

import pandas as pd

from analitik import schema
from analitik.news.clean import clean
from analitik.news.labels import agreement_by_month, assert_cross_fitted, label_confusion, settle
from analitik.news.sentiment.model import model_card
from analitik.news.sentiment.score import judge
from analitik.news.share import corrected_share, share_change
from analitik.news.stories import group_into_stories, stories_of
from analitik.news.tone import OFF_TOPIC, add_corrected, cube_of, fill_months, tone_by_month
from analitik.news.units import find_units, gazetteer

__all__ = [
    "OFF_TOPIC",
    "add_corrected", "agreement_by_month", "assert_cross_fitted", "classify", "corrected_share", "cube_of", "enrich", "fill_months", "label_confusion",
    "model_card", "settle", "share_change", "stories_of", "tone_by_month",
]  # fmt: skip


def enrich(articles: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Give each accepted publication its story, unit, issues and sentiment.

    Parameters
    ----------
    articles : DataFrame
        Rows of ``articles_raw``.
    register : DataFrame
        The office's register of units.

    Returns
    -------
    DataFrame
        One row per publication with the columns of ``articles`` (see ``analitik.schema``); the caller's frame is not changed.
    """
    return _read(articles, register)[list(schema.table("articles").names)]


def _read(articles: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    return articles.pipe(clean).pipe(find_units, gazetteer(register)).pipe(group_into_stories).pipe(judge)


def _whole_days(published: pd.Series) -> pd.Series:
    """Moments of publication in UTC, written year first; what names only a year or a month is no day, and nothing is put in its place."""
    texts = published.astype("str")
    whole = published.where(texts.str.len() >= 8)
    return pd.to_datetime(whole, errors="coerce", utc=True, format="ISO8601").dt.tz_localize(None).astype("datetime64[us]")


def classify(items: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Read any table of headlines: ``title``, and ``text``, ``outlet``, ``published``, ``id`` where they are.

    Returns
    -------
    DataFrame
        One row per input row, in its order: ``id``, ``sentiment``, ``p_positif``, ``p_netral``, ``p_negatif``, ``issue``,
        ``issues`` (list), ``unit``, ``unit_text``, ``needs_review``, ``reason``, ``story_id``.
    """
    blank = pd.Series("", index=items.index, dtype=object)
    when = _whole_days(items["published"]) if "published" in items else pd.Series(pd.NaT, index=items.index, dtype="datetime64[us]")
    rows = pd.DataFrame(
        {
            "id": items["id"].astype("str") if "id" in items else pd.Series(range(1, len(items) + 1), index=items.index).astype("str"),
            "title": items["title"].astype(object).where(items["title"].notna(), ""),
            "text": items["text"].astype(object).where(items["text"].notna(), "") if "text" in items else blank,
            "outlet": items.get("outlet", blank),
            "published_at": when,
        }
    )
    if "url" in items:
        rows = rows.assign(url=items["url"])
    read = _read(rows, register)
    columns = ["id", "sentiment", "p_positif", "p_netral", "p_negatif", "issue", "issues", "unit_code", "unit_text", "needs_review", "reason", "story_id"]
    found = read[columns].rename(columns={"unit_code": "unit"})
    return found.assign(issues=found["issues"].map(lambda several: several.split("|")), unit_text=found["unit_text"].astype(object).where(found["unit_text"].notna(), None))
