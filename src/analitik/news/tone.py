"""Counts of a day, a unit, an issue and a sentiment, and the tone of each month made from them."""

from __future__ import annotations

import pandas as pd

KEYS = ["published_date", "unit_code", "kanwil", "issue", "sentiment"]


def cube_of(articles: pd.DataFrame) -> pd.DataFrame:
    """How many publications, and how many stories that began, per day, unit, issue and sentiment.

    Returns
    -------
    DataFrame
        One row per ``published_date``, ``unit_code``, ``kanwil`` ("" where none), ``issue``, ``sentiment``: ``n_publications``,
        ``n_stories`` (stories whose first publication is among them). The sums are those of the articles.
    """
    filled = articles.assign(unit_code=articles["unit_code"].fillna(""), kanwil=articles["kanwil"].fillna(""))
    groups = filled.groupby(KEYS, sort=True, observed=True)
    return groups.agg(n_publications=("id", "size"), n_stories=("is_first", "sum")).reset_index()


def tone_by_month(cube: pd.DataFrame) -> pd.DataFrame:
    """The tone of each month that has a publication.

    Returns
    -------
    DataFrame
        One row per ``month`` (``2022-10``): ``n_publications``, ``n_positif``, ``n_netral``, ``n_negatif``, ``negative_share``
        (negative publications among all, uncorrected), ``n_stories``, ``n_negative_stories``.

    Examples
    --------
    >>> day = pd.Timestamp("2022-10-03")
    >>> cube = pd.DataFrame({"published_date": [day, day], "sentiment": ["negatif", "positif"], "n_publications": [1, 3],
    ...                      "n_stories": [1, 2]})
    >>> tone_by_month(cube)[["month", "negative_share", "n_negative_stories"]].values.tolist()
    [['2022-10', 0.25, 1]]
    """
    marked = cube.assign(month=cube["published_date"].dt.strftime("%Y-%m").astype("str"))
    counts = marked.pivot_table(index="month", columns="sentiment", values="n_publications", aggfunc="sum", fill_value=0)
    counts = counts.reindex(columns=["positif", "netral", "negatif"], fill_value=0).add_prefix("n_").astype("int64")
    stories = marked.groupby("month")["n_stories"].sum()
    negative = marked[marked["sentiment"] == "negatif"].groupby("month")["n_stories"].sum()
    total = counts.sum(axis=1)
    table = counts.assign(
        n_publications=total,
        negative_share=counts["n_negatif"] / total,
        n_stories=stories,
        n_negative_stories=negative.reindex(counts.index, fill_value=0),
    )
    return table.rename_axis(columns=None).reset_index()
