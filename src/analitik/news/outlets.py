"""Where we are seen: coverage by the tier of reach that the office itself gives to outlets. No money is ever counted."""

from __future__ import annotations

from urllib.parse import urlsplit

import pandas as pd

from analitik.news.measure import about_us, shares
from analitik.text.normalise import fold

NO_TABLE, NOT_LISTED = "tanpa tabel tier", "tidak terdaftar"


def tier_of(publications: pd.DataFrame, outlets: pd.DataFrame | None) -> pd.Series:
    """The tier of each publication's outlet (1, 2, 3), by its name or the host of its address; NA where the table has neither."""
    if outlets is None or outlets.empty:
        return pd.Series(pd.NA, index=publications.index, dtype="Int64")
    tiers = {fold(name).removeprefix("www."): int(tier) for name, tier in zip(outlets["outlet"], outlets["tier"], strict=True)}
    by_name = publications["outlet"].map(lambda name: tiers.get(fold(name).removeprefix("www.")) if isinstance(name, str) else None)
    by_host = publications["url"].map(lambda url: _of_host(url, tiers))
    return by_name.astype("Int64").fillna(by_host.astype("Int64"))


def _of_host(url: object, tiers: dict[str, int]) -> int | None:
    try:
        host = (urlsplit(url).hostname or "").removeprefix("www.") if isinstance(url, str) else ""
    except ValueError:
        return None
    labels = host.split(".")
    return next((tiers[name] for cut in range(len(labels) - 1) if (name := ".".join(labels[cut:])) in tiers), None)


def first_tier(outlets: pd.DataFrame | None) -> frozenset[str]:
    """The outlets of tier 1, by the names they are written with in the table."""
    return frozenset() if outlets is None else frozenset(outlets.loc[outlets["tier"] == 1, "outlet"])


def coverage_by_tier(publications: pd.DataFrame, outlets: pd.DataFrame | None) -> pd.DataFrame:
    """How many stories reached each tier; a story counts in every tier it reached.

    Returns
    -------
    DataFrame
        One row per ``tier`` (``1``, ``2``, ``3``, ``tidak terdaftar``): ``k`` stories, ``n`` stories, ``share``, ``low``, ``high``, ``state``,
        ``n_publications``, ``k_negative`` (negative stories among ``k``). Without a table one row whose state is ``tanpa tabel tier``.
    """
    ours = about_us(publications)
    n = ours["story_id"].nunique()
    if outlets is None or outlets.empty:
        return shares(["tier"], [(NOT_LISTED, n, n)]).assign(share=float("nan"), low=float("nan"), high=float("nan"), state=NO_TABLE, n_publications=len(ours), k_negative=0)
    tier = tier_of(ours, outlets).astype("str").astype(object).where(lambda text: text.isin(["1", "2", "3"]), NOT_LISTED)
    bad = set(ours.loc[ours["is_first"] & (ours["sentiment"] == "negatif"), "story_id"])
    reached = {name: set(ours.loc[tier == name, "story_id"]) for name in ("1", "2", "3", NOT_LISTED)}
    table = shares(["tier"], [(name, len(stories), n) for name, stories in reached.items()])
    return table.assign(
        n_publications=[int((tier == name).sum()) for name in reached],
        k_negative=[len(stories & bad) for stories in reached.values()],
    )
