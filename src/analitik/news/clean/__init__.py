"""What the newsroom wrote, without what the page put around it: links to other stories, advertisements, bylines, repeats."""

from __future__ import annotations

import pandas as pd

from analitik.news.clean.address import canonical_url
from analitik.news.clean.page import clean_text, clean_title
from analitik.text.normalise import each_distinct

__all__ = ["canonical_url", "clean", "clean_text", "clean_title"]


def clean(articles: pd.DataFrame) -> pd.DataFrame:
    """Articles without what the page put around them.

    Returns
    -------
    DataFrame
        The articles with ``clean_title`` and ``clean_text`` (without the headline repeated on top), ``folded_title`` and
        ``folded_text``, the same without case, for comparing, and ``canonical_url`` where there is a ``url``.
    """
    titles = each_distinct(articles["title"], clean_title)
    texts = each_distinct(articles["text"], clean_text)
    bodies = [_below(title, body) if body else "" for title, body in zip(titles, texts, strict=True)]
    read = articles.assign(
        clean_title=titles,
        clean_text=pd.Series(bodies, index=articles.index, dtype=object),
        folded_title=pd.Series([title.casefold() for title in titles], index=articles.index, dtype=object),
        folded_text=pd.Series([body.casefold() for body in bodies], index=articles.index, dtype=object),
    )
    if "url" not in articles:
        return read
    return read.assign(canonical_url=pd.Series([canonical_url(url) if isinstance(url, str) else "" for url in articles["url"]], index=articles.index, dtype=object))


def _below(title: str, body: str) -> str:
    """A body without its headline on top, be it once or twice."""
    while title and body[: len(title)].casefold() == title.casefold():
        body = body[len(title) :].lstrip(" .-–—:|")
    return body
