"""Who judges the service differently: the index of each group beside that of everybody else.

Formulas, sources and limits: docs/metode/laporan-survei.md.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analitik.reference.indices import IndexDefinition
from analitik.stats.intervals import t_below
from analitik.stats.multiplicity import holm
from analitik.survey.design import Design
from analitik.survey.indices import index_scores
from analitik.survey.means import interval_columns
from analitik.survey.waves import index_change

AGES = ((0, "di bawah 26 tahun"), (26, "26–35 tahun"), (36, "36–45 tahun"), (46, "46–55 tahun"), (56, "56 tahun ke atas"))


def age_groups(age: pd.Series) -> pd.Series:
    """The age group of each person in words; missing where the age is.

    >>> age_groups(pd.Series([17, 26, 80])).tolist()
    ['di bawah 26 tahun', '26–35 tahun', '56 tahun ke atas']
    """
    starts, names = zip(*AGES, strict=True)
    return pd.cut(age.astype("Float64"), [*starts, np.inf], right=False, labels=list(names)).astype("str")


def group_scores(
    responses: pd.DataFrame,
    by: str,
    definition: str | IndexDefinition = "skm",
    *,
    design: Design | None = None,
    columns: Mapping[str, str] | None = None,
    fewest: int = 2,
) -> pd.DataFrame:
    """The index of each group of ``by``, and how far it lies from that of all others.

    Parameters
    ----------
    by : str
        The column of groups; persons without one count among the others.
    definition, design, columns
        As for :func:`analitik.survey.index_scores`.
    fewest : int
        Groups of fewer persons are not compared.

    Returns
    -------
    DataFrame
        One row per group, as :func:`analitik.survey.index_scores`, with ``difference`` (group less all others), ``difference_se``,
        ``difference_low``, ``difference_high``, ``p`` (t with the group's own degrees of freedom) and ``p_holm`` (over the rows; two groups are one comparison).

    Examples
    --------
    >>> answers = pd.DataFrame({f"q{k}": [3, 3, 2, 4] for k in range(1, 10)}).assign(sex=["L", "P", "L", "P"])
    >>> group_scores(answers, "sex")[["domain", "index", "difference"]].values.tolist()
    [['L', 62.5, -25.0], ['P', 87.5, 25.0]]
    """
    asked = {"design": design, "columns": columns}
    table = index_scores(responses, definition, by=by, **asked)
    steps = [
        _beside_others(responses, by, group, definition, asked) if n >= fewest else (np.nan, np.nan)
        for group, n in zip(table["domain"], table["n"], strict=True)
    ]
    difference, se = np.array(steps, dtype=float).reshape(-1, 2).T
    df = table["df"].to_numpy(dtype=float)
    ends = interval_columns(difference, se, df)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = np.where((se > 0) & (df > 0), 2 * t_below(-np.abs(difference) / se, df), np.nan)
    ends = {f"difference_{name}": ends[name] for name in ("se", "low", "high")}
    return table.assign(difference=difference, **ends, p=p, p_holm=p if len(p) < 3 else holm(p))


def _beside_others(
    responses: pd.DataFrame, by: str, group: object, definition: str | IndexDefinition, asked: dict[str, object]
) -> tuple[float, float]:
    """The index of one group less that of all others, and its standard error."""
    inside = (responses[by] == group).fillna(False).astype(bool)
    row = index_change(responses.assign(_inside=inside), "_inside", False, True, definition, **asked).iloc[0]
    return row["change"], row["se"]
