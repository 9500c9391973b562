"""Each article gets its story, its unit, its issues and its sentiment toward the institution."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analitik import news
from analitik.core.files import write_text
from analitik.core.fingerprint import code_fingerprint, fingerprint
from analitik.core.period import Month
from analitik.news.posts import read_posts
from analitik.store import Store


@dataclass(frozen=True)
class StepReport:
    """What a step did: the rows it looked at, and whether it had anything to do."""

    step: str
    rows: int
    unchanged: bool


def enrich(store: Store, register: pd.DataFrame) -> StepReport:
    """Rebuild ``articles``, ``stories`` and ``cube`` from ``articles_raw``; nothing to do when no input changed."""
    # Load
    key = inputs_key(store, register)
    mark = store.lake / "articles.inputs"
    if mark.is_file() and mark.read_text(encoding="utf-8").strip() == key:
        return StepReport("enrich", 0, unchanged=True)
    raw = store.read("articles_raw")
    # Analyse
    articles = news.enrich(raw, register)
    stories = news.stories_of(articles)
    cube = news.cube_of(articles)
    # Save
    write_months(store, "articles", articles, "published_date")
    write_months(store, "stories", stories, "first_date")
    write_months(store, "cube", cube, "published_date")
    write_text(mark, key + "\n")
    return StepReport("enrich", len(articles), unchanged=False)


def enrich_posts(store: Store, register: pd.DataFrame) -> StepReport:
    """Rebuild ``posts`` from ``posts_raw``, by the same reading as the news and apart from it; nothing to do when no input changed."""
    # Load
    key = inputs_key(store, register, "posts_raw")
    mark = store.lake / "posts.inputs"
    if mark.is_file() and mark.read_text(encoding="utf-8").strip() == key:
        return StepReport("enrich_posts", 0, unchanged=True)
    raw = store.read("posts_raw")
    # Analyse
    posts = read_posts(raw, register)
    # Save
    write_months(store, "posts", posts, "published_date")
    write_text(mark, key + "\n")
    return StepReport("enrich_posts", len(posts), unchanged=False)


def inputs_key(store: Store, register: pd.DataFrame, table: str = "articles_raw") -> str:
    """What the derived tables depend on: the accepted rows, the register, and the code that reads them."""
    return fingerprint(
        {
            "rows": store.fingerprint(table),
            "register": register.to_csv(index=False),
            "code": code_fingerprint("news", "text", "reference", "schema"),
        }
    )


def write_months(store: Store, table: str, frame: pd.DataFrame, day: str) -> None:
    """Write a frame month by month; months that no longer hold a row are emptied."""
    months = frame[day].dt.strftime("%Y-%m")
    for month in sorted({str(m) for m in store.months(table)} | set(months.dropna())):
        store.write_month(table, Month.parse(month), frame[months == month])
