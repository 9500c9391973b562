"""Cells that are really about one person: the table of counts with all its totals, and who outweighs the others.

Rule, source and limits: docs/metode/penyamaran.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.survey.answers import to_numbers


def count_persons(
    responses: pd.DataFrame,
    keys: str | Sequence[str],
    *,
    values: Sequence[str] = (),
    weights: str | None = None,
    unit: str | None = None,
    percent: float = 10.0,
) -> pd.DataFrame:
    """Persons and weighted means per cell and for every total, ready for ``protect``.

    Parameters
    ----------
    responses : DataFrame
        One row per respondent; rows without a key or with weight zero are left out.
    keys : str or sequence of str
        The columns that name a cell.
    values : sequence of str
        Columns to average over those who answered.
    weights, unit : str, optional
        Weights, and the column that says whose contribution is guarded (such as a unit); without it each person's own.
    percent : float
        The p % rule: a cell is dominated when all but its two largest contributors hold less than this share of the largest
        one's weight, so that the second could work out the first.

    Returns
    -------
    DataFrame
        One row per cell and total (the key of a total is missing): the keys, ``n``, ``values``, ``largest_share`` (of the
        weight), ``is_dominated``.

    Examples
    --------
    >>> responses = pd.DataFrame({"upt": ["a"] * 12 + ["b"] * 12, "w": [1.0] * 12 + [400.0] + [1.0] * 11})
    >>> count_persons(responses, "upt", weights="w")[["n", "is_dominated"]].values.tolist()
    [[12, False], [12, True], [24, True]]
    """
    names = [keys] if isinstance(keys, str) else list(keys)
    absent = [name for name in (*names, *values, weights, unit) if name and name not in responses.columns]
    if absent:
        raise UsageFault(say(f"Kolom {', '.join(absent)} tidak ada.", f"Columns {', '.join(absent)} do not exist."))
    if not 0 < percent < 100:
        raise UsageFault(say(f"percent {percent} harus di antara 0 dan 100.", f"percent {percent} must lie between 0 and 100."))
    weight = to_numbers(responses[weights]) if weights else np.ones(len(responses))
    kept = responses.assign(_weight=weight, _unit=responses[unit] if unit else np.arange(len(responses)))
    kept = kept[responses[names].notna().all(axis=1) & (weight > 0)]
    rows = []
    for within in product((True, False), repeat=len(names)):
        level = [name for name, inside in zip(names, within, strict=True) if inside]
        groups = kept.groupby(level, sort=True) if level else [((), kept)]
        rows += [dict(zip(level, key, strict=True)) | _cell(cell, values, percent) for key, cell in groups if len(cell)]
    columns = [*names, "n", *values, "largest_share", "is_dominated"]
    return pd.DataFrame(rows, columns=columns).astype({name: object for name in names})


def _cell(cell: pd.DataFrame, values: Sequence[str], percent: float) -> dict[str, object]:
    held = np.sort(cell.groupby("_unit")["_weight"].sum().to_numpy())[::-1]
    rest = held.sum() - held[:2].sum()
    means = {}
    for name in values:
        value = to_numbers(cell[name])
        known = ~np.isnan(value)
        means[name] = np.average(value[known], weights=cell["_weight"].to_numpy()[known]) if known.any() else np.nan
    return {"n": len(cell), **means, "largest_share": held[0] / held.sum(), "is_dominated": bool(rest < percent / 100 * held[0])}
