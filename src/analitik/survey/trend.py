"""Where is it going? A line through three waves or more, with the covariance of clusters that answered in several.

Formulas, sources and limits: docs/metode/tren-gelombang.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
from analitik.survey.tables import by_domain

RISING, FALLING, STEADY, UNKNOWN = "naik", "turun", "tidak berubah secara berarti", "belum dapat disimpulkan"
FEWEST = 3
Measure = tuple[np.ndarray, np.ndarray, np.ndarray]


def index_trend(
    responses: pd.DataFrame,
    wave: str,
    definition: str | IndexDefinition = "skm",
    *,
    by: str | list[str] | None = None,
    design: Design | None = None,
    columns: Mapping[str, str] | None = None,
    times: Mapping[Any, float] | None = None,
) -> pd.DataFrame:
    """The straight line through the index of all waves, each wave weighing as its respondents.

    All waves stand in one frame under one design; clusters must have the same name in every wave.

    Parameters
    ----------
    responses : DataFrame
        One row per respondent.
    wave : str
        The column of waves; three or more.
    definition, by, design, columns
        As for ``index_scores``.
    times : mapping, optional
        When each wave was, in the unit the slope is wanted in (years). Else numbers are their own time, and waves with names
        stand one apart in order.

    Returns
    -------
    DataFrame
        One row per domain: ``domain``, ``slope`` (per unit of time), ``se``, ``low``, ``high``, ``df``, ``p``, ``p_holm`` and
        ``p_bh`` (over all rows), ``direction`` (``naik`` or ``turun`` only where ``p_holm`` < 0.05), ``n_waves``, ``n``.

    Raises
    ------
    UsageFault
        When the wave column is absent or empty in a row, there are fewer than three waves, a wave has no time, or as for
        ``index_scores``.

    Examples
    --------
    >>> answers = pd.DataFrame({f"U{k}": [2, 3, 3, 3, 3, 4] for k in range(1, 10)}).assign(wave=[1, 1, 2, 2, 3, 3])
    >>> index_trend(answers, "wave")[["slope", "direction"]].values.tolist()
    [[12.5, 'tidak berubah secara berarti']]
    """
    answered, waves, when = _waves(responses, wave, definition, by, design, columns, times)
    return _judged(_line(answered.ground, _of_index(answered, waves), when))[["domain", *_ORDER]]


def element_trend(
    responses: pd.DataFrame,
    wave: str,
    definition: str | IndexDefinition = "skm",
    *,
    by: str | list[str] | None = None,
    design: Design | None = None,
    columns: Mapping[str, str] | None = None,
    times: Mapping[Any, float] | None = None,
) -> pd.DataFrame:
    """The line through each element's mean; parameters and columns as for :func:`index_trend`.

    Returns
    -------
    DataFrame
        One row per domain and element, with ``element`` and ``name_id``; p values are adjusted over all rows.
    """
    answered, waves, when = _waves(responses, wave, definition, by, design, columns, times)
    parts = []
    for position, item in enumerate(answered.definition.items):
        valid = answered.valid(position)
        measured = ((*mean_and_scores(answered.ground, answered.values[:, position], valid & rows), valid & rows) for rows in waves)
        parts.append(_line(answered.ground, measured, when).assign(element=item.key, name_id=item.name_id))
    table = by_domain(parts, answered.ground.labels)
    return _judged(table)[["domain", "element", "name_id", *_ORDER]]


def index_by_wave(
    responses: pd.DataFrame,
    wave: str,
    definition: str | IndexDefinition = "skm",
    *,
    by: str | list[str] | None = None,
    design: Design | None = None,
    columns: Mapping[str, str] | None = None,
    times: Mapping[Any, float] | None = None,
) -> pd.DataFrame:
    """The points under the line: the index of each wave, under the design of all waves; parameters as for :func:`index_trend`.

    Returns
    -------
    DataFrame
        One row per domain and wave: ``domain``, ``wave``, ``time``, ``index``, ``se``, ``low``, ``high`` (95 %, each wave by
        itself), ``df``, ``n``.

    Examples
    --------
    >>> answers = pd.DataFrame({f"U{k}": [2, 3, 3, 3, 3, 4] for k in range(1, 10)}).assign(wave=[1, 1, 2, 2, 3, 3])
    >>> index_by_wave(answers, "wave")["index"].tolist()
    [62.5, 75.0, 87.5]
    """
    answered, waves, when = _waves(responses, wave, definition, by, design, columns, times)
    ground, parts = answered.ground, []
    for (name, time), (index, scores, valid) in zip(when.items(), _of_index(answered, waves), strict=True):
        se, df = _error(ground, index, scores, valid), ground.degrees(valid)
        found = {"domain": pd.Series(ground.labels, dtype=object), "wave": name, "time": time, "index": index}
        parts.append(pd.DataFrame({**found, **interval_columns(index, se, df), "n": ground.count(valid)}))
    return by_domain(parts, ground.labels)


_ORDER = ["slope", "se", "low", "high", "df", "p", "p_holm", "p_bh", "direction", "n_waves", "n"]


def _of_index(answered: Answered, waves: list[np.ndarray]) -> Iterable[Measure]:
    for rows in waves:
        one = replace(answered, kept=answered.kept & rows)
        yield (*index_and_scores(one), one.kept)


def _line(ground: Ground, measured: Iterable[Measure], when: Mapping[Any, float]) -> pd.DataFrame:
    """The slope per domain and its error; the scores of all waves become one score per respondent."""
    levels, scores, valids = zip(*measured, strict=True)
    level, n = np.array(levels), np.array([ground.count(valid) for valid in valids], dtype=float)
    known = ~np.isnan(level)
    weight, time = np.where(known, n, 0.0), np.array(list(when.values()))[:, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = (weight * time).sum(axis=0) / weight.sum(axis=0)
        pull = weight * (time - middle) / (weight * (time - middle) ** 2).sum(axis=0)
    pull[:, (known.sum(axis=0) < FEWEST) | ~np.isfinite(pull).all(axis=0)] = np.nan
    slope = np.where(known, pull * np.where(known, level, 0.0), 0.0).sum(axis=0)
    slope[np.isnan(pull).any(axis=0)] = np.nan
    moved = sum(np.nan_to_num(pull)[k][ground.domain] * score for k, score in enumerate(scores))
    valid = np.logical_or.reduce(valids)
    se, df = _error(ground, slope, moved, valid), ground.degrees(valid) if len(slope) else slope
    with np.errstate(divide="ignore", invalid="ignore"):
        p = np.where(se > 0, 2 * t_below(-np.abs(slope) / se, df), np.nan)
    found = {"domain": pd.Series(ground.labels, dtype=object), "slope": slope, **interval_columns(slope, se, df), "p": p}
    return pd.DataFrame({**found, "n_waves": known.sum(axis=0), "n": ground.count(valid)})


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    """What may be said of each row, once all rows are read together."""
    adjusted = table.assign(p_holm=holm(table["p"]), p_bh=benjamini_hochberg(table["p"]))
    sure, known = adjusted["p_holm"] < 0.05, adjusted["p_holm"].notna()
    moved = np.where(adjusted["slope"] > 0, RISING, FALLING)
    return adjusted.assign(direction=np.where(sure, moved, np.where(known, STEADY, UNKNOWN)))


def _error(ground: Ground, estimate: np.ndarray, scores: np.ndarray, valid: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(estimate), np.nan, ground.standard_error(scores, valid)) if len(estimate) else estimate


def _waves(
    responses: pd.DataFrame,
    wave: str,
    definition: str | IndexDefinition,
    by: str | list[str] | None,
    design: Design | None,
    columns: Mapping[str, str] | None,
    times: Mapping[Any, float] | None,
) -> tuple[Answered, list[np.ndarray], dict[Any, float]]:
    """Answers, the rows of each wave, and when each wave was."""
    if wave not in responses.columns:
        raise _fault(f"Kolom gelombang {wave} tidak ada.", f"Wave column {wave} does not exist.")
    marks = responses[wave]
    if marks.isna().any():
        row = int(np.argmax(marks.isna())) + 1
        raise _fault(f"Kolom gelombang {wave} kosong pada baris {row}.", f"Wave column {wave} is empty in row {row}.")
    names = sorted(marks.unique().tolist())
    if len(names) < FEWEST:
        raise _fault(
            f"Tren memerlukan sedikitnya {FEWEST} gelombang; ada {len(names)} ({', '.join(map(str, names))}). "
            "Untuk dua gelombang pakai index_change.",
            f"A trend needs at least {FEWEST} waves; there are {len(names)} ({', '.join(map(str, names))}). For two use index_change.",
        )
    when = _times(names, times)
    answered = read(responses, definition, by, design, columns)
    return answered, [(marks == name).to_numpy(bool) for name in names], when


def _times(names: list[Any], times: Mapping[Any, float] | None) -> dict[Any, float]:
    if times is None:
        own = all(isinstance(name, (int, float)) for name in names)
        return {name: float(name if own else place) for place, name in enumerate(names)}
    absent = [str(name) for name in names if name not in times or not np.isfinite(times[name])]
    if absent:
        raise _fault(f"Gelombang {', '.join(absent)} tidak punya waktu.", f"Waves {', '.join(absent)} have no time.")
    found = {name: float(times[name]) for name in names}
    if len(set(found.values())) < 2:
        raise _fault("Semua gelombang punya waktu yang sama.", "All waves have the same time.")
    return found


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
