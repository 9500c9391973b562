"""The stories of some articles: when and where each began, how far and how fast it spread, which units it names."""

from __future__ import annotations

import pandas as pd


def stories_of(articles: pd.DataFrame) -> pd.DataFrame:
    """The stories of some articles.

    Returns
    -------
    DataFrame
        One row per story: ``story_id``, ``first_published_at``, ``first_date``, ``last_date``, ``n_publications``, ``n_outlets``,
        ``outlets`` (names, ``|``-joined), ``spread_hours`` (first to last publication), ``unit_codes`` (all units named,
        ``|``-joined), ``n_units``, and ``title``, ``unit_code``, ``kanwil``, ``issue``, ``sentiment`` of its first publication,
        as the cube counts it.
    """
    ordered = articles.sort_values(["story_id", "is_first", "published_at", "id"], ascending=[True, False, True, True])
    groups = ordered.groupby("story_id", sort=True)
    table = groups.agg(
        first_published_at=("published_at", "min"),
        last_published_at=("published_at", "max"),
        first_date=("published_date", "min"),
        last_date=("published_date", "max"),
        n_publications=("id", "size"),
        n_outlets=("outlet", "nunique"),
    )
    firsts = ordered.drop_duplicates("story_id").set_index("story_id")[["title", "unit_code", "kanwil", "issue", "sentiment"]]
    table = table.join(firsts)
    units = _joined(ordered["unit_codes"] if "unit_codes" in ordered else ordered["unit_code"], ordered["story_id"]).reindex(table.index)
    spread = (table.pop("last_published_at") - table["first_published_at"]).dt.total_seconds() / 3600
    return table.assign(
        n_outlets=table["n_outlets"].clip(lower=1),
        outlets=_joined(ordered["outlet"], ordered["story_id"]).reindex(table.index),
        spread_hours=spread,
        unit_codes=units,
        n_units=units.str.count(r"\|") + (units != ""),
    ).reset_index()


def _joined(values: pd.Series, stories: pd.Series) -> pd.Series:
    """All different values of each story, sorted and joined by ``|``; a value may itself be joined so."""
    pairs = pd.DataFrame({"story": stories.to_numpy(), "value": values.fillna("").astype(object).to_numpy()})
    pairs = pairs[pairs["value"] != ""].drop_duplicates()
    pairs = pairs.assign(value=pairs["value"].str.split("|")).explode("value").drop_duplicates().sort_values(["story", "value"])
    joined = pairs.groupby("story")["value"].agg("|".join)
    return joined.reindex(pd.Index(stories.unique()), fill_value="").astype("str")
