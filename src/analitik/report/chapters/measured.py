"""Numbers of the measures of media monitoring: a share with its interval, or only the counts where the base is small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from analitik.news.measure import ENOUGH, LIMITED
from analitik.report.number import Number

INTERVAL = "Selang 95% menurut banyaknya kisah; salah kenal kata oleh mesin tidak termasuk di dalamnya."


def share_number(row: Mapping[str, Any], key: str) -> Number:
    """The share of one row of a measure; withheld where its base is below thirty, an en dash where there is none.

    >>> from analitik.news.measure import share_row
    >>> share_number(share_row(12, 40), "a").text_full(), share_number(share_row(1, 3), "a").text()
    ('30,0% (18,1–45,4)', 'terbatas')
    """
    if row["state"] == ENOUGH:
        return Number(key, row["share"], "share", n=row["n"], low=row["low"], high=row["high"])
    return Number(key, None, "share", n=row["n"], state=LIMITED if row["state"] == LIMITED else None)


def count(value: int, key: str) -> Number:
    """A full count."""
    return Number(key, int(value), "count")
