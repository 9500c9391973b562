"""Counts of a day, a unit, an issue and a sentiment, and the tone of each month made from them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

OFF_TOPIC = "di_luar_topik"
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
    """The tone of each month that has a publication, of what is about the institution; what is off topic is counted apart.

    Returns
    -------
    DataFrame
        One row per ``month`` (``2022-10``): ``n_publications``, ``n_positif``, ``n_netral``, ``n_negatif``, ``negative_share``
        (negative publications among all, uncorrected), ``n_stories``, ``n_negative_stories``, ``n_off_topic`` (publications).

    Examples
    --------
    >>> day = pd.Timestamp("2022-10-03")
    >>> cube = pd.DataFrame({"published_date": [day] * 3, "issue": ["pelarian", "pembinaan", "di_luar_topik"],
    ...                      "sentiment": ["negatif", "positif", "netral"], "n_publications": [1, 3, 9], "n_stories": [1, 2, 9]})
    >>> tone_by_month(cube)[["month", "negative_share", "n_negative_stories", "n_off_topic"]].values.tolist()
    [['2022-10', 0.25, 1, 9]]
    """
    marked = cube.assign(month=cube["published_date"].dt.strftime("%Y-%m").astype("str"))
    months = pd.Index(sorted(marked["month"].unique()), name="month", dtype="str")
    off_topic = marked["issue"] == OFF_TOPIC
    about_us = marked[~off_topic]
    counts = about_us.pivot_table(index="month", columns="sentiment", values="n_publications", aggfunc="sum", fill_value=0)
    counts = counts.reindex(index=months, columns=["positif", "netral", "negatif"], fill_value=0).add_prefix("n_").astype("int64")
    negative = about_us[about_us["sentiment"] == "negatif"]
    total = counts.sum(axis=1)
    table = counts.assign(
        n_publications=total,
        negative_share=counts["n_negatif"] / total.where(total > 0),
        n_stories=_by_month(about_us, "n_stories", months),
        n_negative_stories=_by_month(negative, "n_stories", months),
        n_off_topic=_by_month(marked[off_topic], "n_publications", months),
    )
    return table.rename_axis(index="month", columns=None).reset_index()


def _by_month(rows: pd.DataFrame, column: str, months: pd.Index) -> pd.Series:
    return rows.groupby("month")[column].sum().reindex(months, fill_value=0)


def fill_months(tone: pd.DataFrame, monitored: Iterable[object]) -> pd.DataFrame:
    """Add the months in which media were monitored but nothing was said of the unit: true zeros, not gaps.

    >>> one = pd.DataFrame({"month": ["2022-10"], "n_publications": [3], "n_negatif": [1], "negative_share": [1 / 3]})
    >>> fill_months(one, ["2022-09", "2022-10"])[["month", "n_publications"]].values.tolist()
    [['2022-09', 0], ['2022-10', 3]]
    """
    months = sorted({str(month) for month in monitored} | set(tone["month"]))
    counts = [column for column in tone.columns if column.startswith("n_")]
    filled = tone.set_index("month").reindex(pd.Index(months, name="month", dtype="str"))
    return filled.fillna(dict.fromkeys(counts, 0)).astype(dict.fromkeys(counts, "int64")).reset_index()


def add_corrected(tone: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    """Put the corrected share beside the machine's, where people labelled enough of the month.

    Parameters
    ----------
    tone : DataFrame
        From :func:`tone_by_month`.
    shares : DataFrame
        From :func:`analitik.news.corrected_share`, one domain.

    Returns
    -------
    DataFrame
        The rows of ``tone`` with ``corrected_share``, ``corrected_low``, ``corrected_high`` and ``corrected_negative``, ``..._low``,
        ``..._high`` (publications), NaN where uncorrected, and ``n_labels``.

    Examples
    --------
    >>> tone = pd.DataFrame({"month": ["2022-10"]})
    >>> empty = pd.DataFrame(columns=["month", "state", "share", "low", "high", "n_negative", "n_negative_low", "n_negative_high", "n_labels"])
    >>> add_corrected(tone, empty)["n_labels"].tolist()
    [0]
    """
    names = {
        "share": "corrected_share", "low": "corrected_low", "high": "corrected_high",
        "n_negative": "corrected_negative", "n_negative_low": "corrected_negative_low", "n_negative_high": "corrected_negative_high",
    }  # fmt: skip
    known = shares.set_index("month")
    sure = known[known["state"] == "terkoreksi"].rename(columns=names)[list(names.values())].astype("float64")
    labels = tone["month"].map(known["n_labels"]).astype("float64").fillna(0).astype("int64")
    return tone.join(sure, on="month").assign(n_labels=labels)
