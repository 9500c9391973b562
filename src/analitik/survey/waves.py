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
from analitik.survey.answers import to_numbers
from analitik.survey.design import Design
from analitik.survey.indices import Answered, index_and_scores, read
from analitik.survey.linearise import Ground
from analitik.survey.means import interval_columns, mean_and_scores
from analitik.survey.tables import by_domain


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
    table = by_domain(parts, answered.ground.labels)
    families = table["p"].to_numpy().reshape(-1, len(parts))
    for name, adjust in (("p_holm", holm), ("p_bh", benjamini_hochberg)):
        table[name] = np.concatenate([adjust(family) for family in families]) if len(families) else np.array([])
    return table[["domain", "element", "name_id", *_ORDER[1:]]]


def pilot_effect(
    responses: pd.DataFrame,
    pilot: str,
    wave: str,
    before: Any,
    after: Any,
    definition: str | IndexDefinition = "skm",
    *,
    design: Design | None = None,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Did the index and its elements rise more where the pilot ran (``pilot`` 1) than elsewhere (0)? A difference in differences.

    Clusters that answered in both waves add their covariance. Without random choice of the pilot units this compares, it does
    not prove a cause.

    Returns
    -------
    DataFrame
        One row for the index (``element`` None) and one per element: ``element``, ``name_id``, ``change_pilot``,
        ``change_others``, ``effect``, ``se``, ``low``, ``high``, ``df`` (design df less three), ``p``, ``p_holm``, ``p_bh``
        (adjusted over the elements; the index stands alone), ``n_pilot``, ``n_others``.

    Raises
    ------
    UsageFault
        When ``pilot`` holds anything but 0 and 1, or as for ``index_change``.

    Examples
    --------
    >>> answers = pd.DataFrame({f"U{k}": [2, 3, 2, 3, 3, 4, 2, 4] for k in range(1, 10)})
    >>> answers = answers.assign(wave=[1, 1, 1, 1, 2, 2, 2, 2], pilot=[1, 1, 0, 0] * 2)
    >>> pilot_effect(answers, "pilot", "wave", 1, 2)[["change_pilot", "change_others", "effect"]].values[0].tolist()
    [25.0, 12.5, 12.5]
    """
    if pilot not in responses.columns:
        raise UsageFault(say(f"Kolom uji coba {pilot} tidak ada.", f"Pilot column {pilot} does not exist."))
    answered, is_before, is_after = _waves(responses, wave, before, after, definition, None, design, columns)
    kept = responses[responses[wave].isin([before, after])]
    treated = to_numbers(kept[pilot])
    if not np.isin(treated, (0, 1)).all():
        raise UsageFault(say(f"Kolom {pilot} harus berisi 0 dan 1.", f"Column {pilot} must hold 0 and 1."))
    cells = [(side, rows) for side in (treated == 1, treated == 0) for rows in (is_after, is_before)]
    rows = [_effect(answered, None, [index_and_scores(replace(answered, kept=answered.kept & a & b)) for a, b in cells], treated)]
    for position in range(len(answered.definition.items)):
        values, valid = answered.values[:, position], answered.valid(position)
        found = [mean_and_scores(answered.ground, values, valid & a & b) for a, b in cells]
        rows.append(_effect(answered, position, found, treated))
    table = pd.DataFrame(rows)
    for name, adjust in (("p_holm", holm), ("p_bh", benjamini_hochberg)):
        table[name] = np.concatenate([table["p"][:1], adjust(table["p"][1:])])
    order = ["element", "name_id", "change_pilot", "change_others", "effect", "se", "low", "high", "df", "p", "p_holm", "p_bh"]
    return table[[*order, "n_pilot", "n_others"]]


def _effect(answered: Answered, position: int | None, found: list[tuple[np.ndarray, np.ndarray]], treated: np.ndarray) -> dict:
    """The change of the pilot units less that of the others, from means and scores of the four cells."""
    ground, item = answered.ground, None if position is None else answered.definition.items[position]
    valid = answered.kept if position is None else answered.valid(position)
    pilot, others = (float(found[k][0][0] - found[k + 1][0][0]) for k in (0, 2))
    scores = found[0][1] - found[1][1] - found[2][1] + found[3][1]
    df = ground.degrees(valid) - 3
    se = ground.standard_error(scores, valid)
    ends = {name: float(end[0]) for name, end in interval_columns(np.array([pilot - others]), se, df).items()}
    p = 2 * float(t_below(-abs(pilot - others) / se[0], df)[0]) if se[0] > 0 else np.nan
    n = [int(ground.count(valid & (treated == side))[0]) for side in (1, 0)]
    names = {"element": item and item.key, "name_id": item and item.name_id}
    changes = {"change_pilot": pilot, "change_others": others, "effect": pilot - others}
    return names | changes | ends | {"df": int(df[0]), "p": p, "n_pilot": n[0], "n_others": n[1]}


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
