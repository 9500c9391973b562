"""Where performance falls short of what people say they hold important: importance-performance analysis (IPA).

Formulas, sources and limits: docs/metode/penentu.md.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.survey.answers import to_numbers
from analitik.survey.design import Design
from analitik.survey.estimate import estimate
from analitik.survey.linearise import lay_out
from analitik.survey.quadrants import with_places
from analitik.survey.resample import redrawn_totals

COLUMNS = [
    "element", "importance", "importance_low", "importance_high", "performance", "performance_low", "performance_high", "conformity",
    "quadrant", "p_quadrant", "p_prioritas_utama", "p_pertahankan", "p_prioritas_rendah", "p_berlebihan", "n", "df", "state",
]  # fmt: skip


def conformity(table: pd.DataFrame, performance: str = "performance", importance: str = "importance") -> pd.DataFrame:
    """The level of fit (tingkat kesesuaian) of each attribute: performance over importance, in percent.

    Parameters
    ----------
    table : DataFrame
        One row per attribute with the sums or means of both ratings, asked of the same persons on the same scale.

    Returns
    -------
    DataFrame
        The same rows with ``conformity``; 100 means that performance meets importance.

    Examples
    --------
    >>> ratings = pd.DataFrame({"performance": [91], "importance": [118]})
    >>> conformity(ratings)["conformity"].round(1).tolist()
    [77.1]
    """
    return table.assign(conformity=100 * table[performance] / table[importance])


def importance_performance(
    responses: pd.DataFrame,
    performance: Mapping[str, str],
    importance: Mapping[str, str],
    *,
    design: Design | None = None,
    seed: int = 42,
    repeats: int = 500,
) -> pd.DataFrame:
    """Stated importance against performance, element by element; for derived importance see :func:`analitik.survey.drivers`.

    Parameters
    ----------
    performance, importance : mapping
        Element -> column with how well it is done, and how important it is said to be; the same elements, one scale.
    design, seed, repeats
        As for ``drivers``.

    Returns
    -------
    DataFrame
        One row per element: ``element``, ``importance`` and ``performance`` (means) with ``_low`` and ``_high`` (95 %),
        ``conformity`` (percent), ``quadrant`` (against the means of both), ``p_quadrant``, the probability of each quadrant,
        ``n`` (answers to the rarer of the two), ``df``, ``state``.

    Examples
    --------
    >>> answers = pd.DataFrame({"cepat": [2, 3, 2, 2], "cepat_p": [4, 4, 4, 3], "ramah": [4, 4, 3, 4], "ramah_p": [2, 3, 3, 2]})
    >>> found = importance_performance(answers, {"cepat": "cepat", "ramah": "ramah"}, {"cepat": "cepat_p", "ramah": "ramah_p"})
    >>> found[["element", "conformity", "quadrant"]].round(1).values.tolist()
    [['cepat', 60.0, 'prioritas utama'], ['ramah', 150.0, 'berlebihan']]
    """
    _refuse_strange(responses, performance, importance)
    elements = list(performance)
    done, wished = (estimate(responses, [side[name] for name in elements], design=design) for side in (performance, importance))
    table = pd.DataFrame({
        "element": elements, "importance": wished["estimate"], "importance_low": wished["low"], "importance_high": wished["high"],
        "performance": done["estimate"], "performance_low": done["low"], "performance_high": done["high"],
        "n": np.minimum(done["n"], wished["n"]), "df": np.minimum(done["df"], wished["df"]),
    })  # fmt: skip
    known = (table["n"] > 0).to_numpy()
    columns = [side[name] for side in (importance, performance) for name, there in zip(elements, known, strict=True) if there]
    redrawn = _redrawn(responses, columns, design, seed, repeats) if known.any() and (table["df"][known] > 0).all() else None
    if not known.any():
        return conformity(table).assign(state="tanpa jawaban").reindex(columns=COLUMNS)
    placed = with_places(table[known], "importance", redrawn)
    if redrawn is None:
        placed["state"] = "satu klaster: galat tidak dapat dihitung"
    whole = conformity(table).merge(placed.drop(columns=list(table.columns)[1:]), on="element", how="left", sort=False)
    return whole.assign(state=whole["state"].fillna("tanpa jawaban")).reindex(columns=COLUMNS)


def _redrawn(responses, columns: list[str], design: Design | None, seed: int, repeats: int) -> tuple[np.ndarray, np.ndarray] | None:
    """The means of importance and of performance in each redrawn sample."""
    values = np.column_stack([to_numbers(responses[column]) for column in columns])
    there = ~np.isnan(values)
    ground, k = lay_out(responses, None, design or Design()), len(columns)
    totals = np.concatenate(list(redrawn_totals(ground, np.column_stack([np.where(there, values, 0.0), there]), seed, repeats)))
    totals = totals[(totals[:, k:] > 0).all(axis=1)]
    means = totals[:, :k] / totals[:, k:]
    return (means[:, : k // 2], means[:, k // 2 :]) if len(means) >= 0.9 * repeats else None


def _refuse_strange(responses: pd.DataFrame, performance: Mapping[str, str], importance: Mapping[str, str]) -> None:
    if set(performance) != set(importance) or len(performance) < 2:
        apart = ", ".join(sorted(map(str, set(performance) ^ set(importance)))) or "kurang dari dua unsur"
        raise UsageFault(say(f"Kinerja dan kepentingan harus menyebut unsur yang sama, sedikitnya dua: {apart}.",
                             f"Performance and importance must name the same elements, at least two: {apart}."))  # fmt: skip
    absent = [str(column) for side in (performance, importance) for column in side.values() if column not in responses.columns]
    if absent:
        there = ", ".join(map(str, responses.columns))
        raise UsageFault(say(f"Kolom {', '.join(absent)} tidak ada; yang ada: {there}. Kepentingan perlu ditanyakan tersendiri; "
                             "bila tidak ada, pakai penentu (drivers).",
                             f"Columns {', '.join(absent)} do not exist; there are: {there}. Importance must be asked by itself; "
                             "where it was not, use drivers."))  # fmt: skip
