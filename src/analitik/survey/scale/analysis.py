"""What each item of a scale does: how it is answered, how it goes with the others, whom it tells apart.

Formulas, sources and limits: docs/metode/keandalan.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from analitik.stats import reliability as measure
from analitik.stats.moments import correlation, covariance, mean_and_spread, to_correlation
from analitik.survey.design import Design
from analitik.survey.scale.items import read_items

TAIL = 0.27


def item_analysis(
    responses: pd.DataFrame,
    items: Sequence[str],
    *,
    reverse: Iterable[str] = (),
    scale: tuple[float, float] | None = None,
    design: Design | None = None,
) -> pd.DataFrame:
    """What each item of a scale does; parameters as for :func:`reliability`. Reversed items are shown turned round.

    Returns
    -------
    DataFrame
        One row per item: ``item``, ``mean``, ``sd``, ``n``, ``missing_share``, ``floor_share``, ``ceiling_share`` (lowest and
        highest answer), ``item_total`` (with the person's mean), ``item_rest`` (with the sum of the others),
        ``item_corrected`` (overlap replaced by what the others tell), ``alpha_if_dropped``, ``discrimination`` (how far apart
        the upper and lower 27 % of scores answer, as a share of the scale), ``state``.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [1, 2, 3, 4, 4], "b": [1, 2, 3, 4, None], "c": [2, 2, 2, 2, 2]})
    >>> item_analysis(answers, ["a", "b", "c"], scale=(1, 4))[["item", "mean", "n", "ceiling_share", "state"]].values.tolist()
    [['a', 2.8, 5, 0.4, 'ok'], ['b', 2.5, 4, 0.25, 'ok'], ['c', 2.0, 5, 0.0, 'jawaban sama semua']]
    """
    read = read_items(responses, items, reverse=reverse, scale=scale, design=design)
    values, weight = read.values, read.weight
    covariances, score = covariance(values, weight), read.score
    mean, spread, n = mean_and_spread(values, weight)
    heavy = np.ones(len(values)) if weight is None else weight
    base = (heavy[:, None] * ~np.isnan(values)).sum(axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        ends = [(heavy[:, None] * (values == end)).sum(axis=0) / base for end in (read.lowest, read.highest)]
        gaps = 1 - base / heavy.sum() if len(heavy) else np.full(len(read.names), np.nan)
    usable = np.isfinite(covariances).all()
    blank = np.full(len(read.names), np.nan)
    rest = measure.item_rest(covariances) if usable else blank
    return pd.DataFrame({
        "item": read.names, "mean": mean, "sd": spread, "n": n, "missing_share": gaps, "floor_share": ends[0], "ceiling_share": ends[1],
        "item_total": correlation(np.column_stack([values, score]), weight)[-1, :-1],
        "item_rest": rest,
        "item_corrected": measure.item_corrected(to_correlation(covariances)),
        "alpha_if_dropped": measure.alpha_if_dropped(covariances) if len(read.names) > 2 else blank,
        "discrimination": _discrimination(values, score, heavy, read.highest - read.lowest),
        "state": [_item_state(*parts) for parts in zip(n, _widths(values), rest, strict=True)],
    })  # fmt: skip


def _item_state(n: int, width: float, rest: float) -> str:
    if not n:
        return "tanpa jawaban"
    if not width > 0:
        return "jawaban sama semua"
    return "berlawanan arah dengan unsur lain: periksa" if rest < 0 else "ok"


def _widths(values: np.ndarray) -> np.ndarray:
    there = ~np.isnan(values)
    low, high = (
        np.where(there, values, np.inf).min(axis=0, initial=np.inf),
        np.where(there, values, -np.inf).max(axis=0, initial=-np.inf),
    )
    return high - low


def _discrimination(values: np.ndarray, score: np.ndarray, weight: np.ndarray, width: float) -> np.ndarray:
    if not len(score) or not width > 0:
        return np.full(values.shape[1], np.nan)
    order = np.argsort(score, kind="stable")
    reached = np.cumsum(weight[order]) / weight.sum()
    low, high = score[order][np.searchsorted(reached, [TAIL, 1 - TAIL])]
    means = [mean_and_spread(values[rows], weight[rows])[0] for rows in (score <= low, score >= high)]
    return (means[1] - means[0]) / width if low < high else np.full(values.shape[1], np.nan)
