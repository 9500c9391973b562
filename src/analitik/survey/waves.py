"""Did it change between two waves? The difference with the covariance of clusters that answered in both.

Formulas, sources and limits: docs/metode/survei.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.reference.indices import IndexDefinition
from analitik.stats.intervals import t_below
from analitik.stats.multiplicity import benjamini_hochberg, holm
from analitik.survey.design import Design
from analitik.survey.indices import Answered, index_and_scores, read
from analitik.survey.linearise import Ground
from analitik.survey.means import interval_columns, mean_and_scores


def index_change(
    responses: pd.DataFrame,
    wave: str,
    before: Any,
    after: Any,
    definition: str | IndexDefinition = "skm",
    *,
    by: str | list[str] | None = None,
    design: Design | None = None,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """How far the index moved from wave ``before`` to wave ``after``.

    Both waves stand in one frame under one design; a cluster drawn in both adds its covariance. Other waves are left out.

    Returns
    -------
    DataFrame
        One row per domain: ``domain``, ``before``, ``after``, ``change``, ``se``, ``low``, ``high``, ``df``, ``p`` (two-sided),
        ``p_holm``, ``p_bh`` (adjusted over the rows), ``n_before``, ``n_after``.

    Raises
    ------
    UsageFault
        When the wave column is absent, or as for ``index_scores``.

    Examples
    --------
    >>> answers = pd.DataFrame({f"U{k}": [2, 3, 3, 4] for k in range(1, 10)}).assign(wave=[1, 1, 2, 2])
    >>> index_change(answers, "wave", 1, 2)[["before", "after", "change"]].values.tolist()
    [[62.5, 87.5, 25.0]]
    """
    answered, is_before, is_after = _waves(responses, wave, before, after, definition, by, design, columns)
    old, new = (replace(answered, kept=answered.kept & rows) for rows in (is_before, is_after))
    (first, minus), (second, plus) = index_and_scores(old), index_and_scores(new)
    table = _difference(answered.ground, first, second, plus - minus, old.kept, new.kept)
    return table.assign(p_holm=holm(table["p"]), p_bh=benjamini_hochberg(table["p"]))[_ORDER]


def element_change(
    responses: pd.DataFrame,
    wave: str,
    before: Any,
    after: Any,
    definition: str | IndexDefinition = "skm",
    *,
    by: str | list[str] | None = None,
    design: Design | None = None,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """How far each element moved between two waves; ``p_holm`` and ``p_bh`` are adjusted over the elements of a domain.

    Returns
    -------
    DataFrame
        One row per domain and element: as :func:`index_change`, with ``element`` and ``name_id``.
    """
    answered, is_before, is_after = _waves(responses, wave, before, after, definition, by, design, columns)
    parts = []
    for position, item in enumerate(answered.definition.items):
        values, valid = answered.values[:, position], answered.valid(position)
        old, new = valid & is_before, valid & is_after
        (first, minus), (second, plus) = (mean_and_scores(answered.ground, values, rows) for rows in (old, new))
        table = _difference(answered.ground, first, second, plus - minus, old, new)
        parts.append(table.assign(element=item.key, name_id=item.name_id))
    order = np.arange(len(parts) * len(answered.ground.labels)).reshape(len(parts), -1).T.ravel()
    table = pd.concat(parts, ignore_index=True).iloc[order].reset_index(drop=True)
    families = table["p"].to_numpy().reshape(-1, len(parts))
    for name, adjust in (("p_holm", holm), ("p_bh", benjamini_hochberg)):
        table[name] = np.concatenate([adjust(family) for family in families]) if len(families) else np.array([])
    return table[["domain", "element", "name_id", *_ORDER[1:]]]


_ORDER = ["domain", "before", "after", "change", "se", "low", "high", "df", "p", "p_holm", "p_bh", "n_before", "n_after"]


def _waves(
    responses: pd.DataFrame,
    wave: str,
    before: Any,
    after: Any,
    definition: str | IndexDefinition,
    by: str | list[str] | None,
    design: Design | None,
    columns: Mapping[str, str] | None,
) -> tuple[Answered, np.ndarray, np.ndarray]:
    if wave not in responses.columns:
        raise UsageFault(say(f"Kolom gelombang {wave} tidak ada.", f"Wave column {wave} does not exist."))
    kept = responses[responses[wave].isin([before, after])].reset_index(drop=True)
    answered = read(kept, definition, by, design, columns)
    return answered, (kept[wave] == before).to_numpy(bool), (kept[wave] == after).to_numpy(bool)


def _difference(
    ground: Ground, first: np.ndarray, second: np.ndarray, scores: np.ndarray, old: np.ndarray, new: np.ndarray
) -> pd.DataFrame:
    change, valid = second - first, old | new
    se = np.where(np.isnan(change), np.nan, ground.standard_error(scores, valid)) if len(change) else change
    df = ground.degrees(valid) if len(change) else change
    with np.errstate(divide="ignore", invalid="ignore"):
        p = np.where(se > 0, 2 * t_below(-np.abs(change) / se, df), np.nan)
    return pd.DataFrame(
        {
            "domain": pd.Series(ground.labels, dtype=object),
            "before": first,
            "after": second,
            "change": change,
            **interval_columns(change, se, df),
            "p": p,
            "n_before": ground.count(old),
            "n_after": ground.count(new),
        }
    )
