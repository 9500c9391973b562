"""How many answered near the top or the bottom of the scale, element by element; a mean hides the few who were badly served.

Formulas and sources: docs/metode/survei.md.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.reference.indices import IndexDefinition
from analitik.survey.design import Design
from analitik.survey.indices import Answered, read
from analitik.survey.means import mean_and_scores
from analitik.survey.shares import share_interval
from analitik.survey.tables import by_domain


def element_shares(
    responses: pd.DataFrame,
    definition: str | IndexDefinition = "skm",
    *,
    top: int = 2,
    bottom: bool = False,
    by: str | list[str] | None = None,
    design: Design | None = None,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The share of valid answers among the ``top`` highest (or lowest) values of the scale; the rest as for ``element_means``.

    Returns
    -------
    DataFrame
        One row per domain and element: ``domain``, ``element``, ``name_id``, ``share``, ``se``, ``low``, ``high`` (logit), ``df``,
        ``n``.

    Examples
    --------
    >>> answers = pd.DataFrame({f"U{k}": [1, 2, 3, 4, 4] for k in range(1, 10)})
    >>> element_shares(answers)["share"].iloc[0].item()
    0.6
    """
    answered = read(responses, definition, by, design, columns)
    known, ground = answered.definition, answered.ground
    if not 1 <= top <= known.highest - known.lowest:
        raise UsageFault(say(f"top {top} tidak cocok dengan skala {known.lowest} sampai {known.highest}.",
                             f"top {top} does not fit the scale {known.lowest} to {known.highest}."))  # fmt: skip
    parts = []
    for position, item in enumerate(known.items):
        values = answered.values[:, position]
        hit = values < known.lowest + top if bottom else values > known.highest - top
        parts.append(_share_of(answered, position, hit, {"element": item.key, "name_id": item.name_id}))
    return by_domain(parts, ground.labels)


def level_shares(
    responses: pd.DataFrame,
    definition: str | IndexDefinition = "skm",
    *,
    by: str | list[str] | None = None,
    design: Design | None = None,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The share of each answer of the scale among the valid answers to an element; parameters as for ``element_means``.

    Returns
    -------
    DataFrame
        One row per domain, element and answer: ``domain``, ``element``, ``name_id``, ``level``, ``share``, ``se``, ``low``, ``high``
        (logit), ``df``, ``n`` (all valid answers to the element).

    Examples
    --------
    >>> answers = pd.DataFrame({f"U{k}": [1, 2, 3, 4, 4] for k in range(1, 10)})
    >>> level_shares(answers)["share"].head(4).tolist()
    [0.2, 0.2, 0.2, 0.4]
    """
    answered = read(responses, definition, by, design, columns)
    known, ground, parts = answered.definition, answered.ground, []
    for position, item in enumerate(known.items):
        for level in range(int(known.lowest), int(known.highest) + 1):
            names = {"element": item.key, "name_id": item.name_id, "level": level}
            parts.append(_share_of(answered, position, answered.values[:, position] == level, names))
    return by_domain(parts, ground.labels)


def _share_of(answered: Answered, position: int, hit: np.ndarray, names: Mapping[str, object]) -> pd.DataFrame:
    """The share of one kind of answer among the valid ones to an element, one row per domain."""
    ground, valid = answered.ground, answered.valid(position)
    share, scores = mean_and_scores(ground, hit.astype(float), valid)
    se = np.where(np.isnan(share), np.nan, ground.standard_error(scores, valid))
    n, df = ground.count(valid), ground.degrees(valid)
    low, high = share_interval("logit", share, se, n, df)
    table = pd.DataFrame({**names, "share": share, "se": se, "low": low, "high": high, "df": df, "n": n})
    table.insert(0, "domain", pd.Series(ground.labels, dtype=object))
    return table
