"""Means of answers and their errors: for one variable with its scores, or for many variables in one pass over the cells.

Formulas and sources: docs/metode/survei.md.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from analitik.stats.intervals import t_quantile
from analitik.survey.linearise import Ground

SCALED = 1.5  # weights that sum to no more than this many times the respondents are not taken to sum to a population


@dataclass(frozen=True)
class Mean:
    """The mean of one variable in every domain. ``simple`` is its variance under simple random sampling."""

    mean: np.ndarray
    se: np.ndarray
    df: np.ndarray
    n: np.ndarray
    simple: np.ndarray


def means_of(ground: Ground, columns: Iterable[np.ndarray]) -> list[Mean]:
    """The mean of each column (NaN where missing) in every domain."""
    if ground.sample.calibration is not None:
        return [_by_row(ground, values) for values in columns]
    cells = _Pass(ground)
    return [cells.mean(values) for values in columns]


def mean_and_scores(ground: Ground, values: np.ndarray, valid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The weighted mean per domain, and each row's weighted linearised score for it."""
    weight = np.where(ground.used(valid), ground.sample.weight, 0.0)
    filled = np.where(valid, values, 0.0)
    base, total = ground.add(weight), ground.add(weight * filled)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / base
        scores = weight * (filled - mean[ground.domain]) / base[ground.domain]
    return mean, np.where(weight > 0, scores, 0.0)


def simple_variance(ground: Ground, values: np.ndarray, valid: np.ndarray, *, replace: bool = False) -> np.ndarray:
    """The variance a mean would have under simple random sampling without replacement; with replacement when the weights
    do not say how large the population is, or when asked for."""
    weight = np.where(ground.used(valid), ground.sample.weight, 0.0)
    filled = np.where(valid, values, 0.0)
    n, base = ground.count(valid), ground.add(weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = ground.add(weight * filled) / base
        spread = ground.add(weight * (filled - mean[ground.domain]) ** 2) / base
    return _simple(spread, base, n, replace or _is_scaled(ground))


def interval_columns(estimate: np.ndarray, se: np.ndarray, df: np.ndarray, level: float = 0.95) -> dict[str, np.ndarray]:
    """``se``, ``low``, ``high`` and ``df`` of estimates; the ends are NaN without degrees of freedom."""
    half = t_quantile(df, level) * se
    return {"se": se, "low": estimate - half, "high": estimate + half, "df": df}


def _is_scaled(ground: Ground) -> bool:
    """Whether the weights of the whole sample sum to about its respondents (or fewer) and no fpc says that this is the population."""
    weight = ground.sample.weight
    is_told = any(stage.fraction.any() for stage in ground.sample.stages)
    return not is_told and bool(weight.sum() <= SCALED * np.count_nonzero(weight > 0))


def _simple(spread: np.ndarray, base: np.ndarray, n: np.ndarray, replace: bool) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        unsampled = np.where((base > n * (1 + 1e-9)) & (not replace), (base - n) / base, 1.0)
        return spread / (n - 1) * unsampled


def _by_row(ground: Ground, values: np.ndarray) -> Mean:
    valid = ~np.isnan(values)
    mean, scores = mean_and_scores(ground, values, valid)
    se = np.where(np.isnan(mean), np.nan, ground.standard_error(scores, valid))
    return Mean(mean, se, ground.degrees(valid), ground.count(valid), simple_variance(ground, values, valid))


class _Pass:
    """Sums over the finest cells of the design; every domain and every stage is put together from these."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.finest = ground, ground.cells[-1]
        self.size, self.n_domains = len(self.finest.group), len(ground.labels)
        self.weight = np.where(ground.inside, ground.sample.weight, 0.0)
        self.base = np.bincount(self.finest.cell, self.weight, minlength=self.size)
        self.n = np.bincount(self.finest.cell, self.weight > 0, minlength=self.size)
        self.up = [self._parents(cells.cell) for cells in ground.cells]

    def mean(self, values: np.ndarray) -> Mean:
        """One pass: the sums of weights are those of everyone, less the rows where this value is missing."""
        values = np.ascontiguousarray(values)
        gaps = np.flatnonzero(np.isnan(values))
        centre = _middle(values, gaps)
        apart = values - centre
        apart[gaps] = 0.0
        moment = self.weight * apart
        totals = np.bincount(self.finest.cell, moment, minlength=self.size)
        squares = np.bincount(self.ground.domain, np.multiply(moment, apart, out=apart), minlength=self.n_domains)
        return self._put_together(centre, totals, squares, *self._sums_of_weights(gaps))

    def _put_together(self, centre, totals, squares, base, present, n) -> Mean:
        where = self.finest.domain_of_cell
        sum_of_weights = np.bincount(where, base, minlength=self.n_domains)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean = np.bincount(where, totals, minlength=self.n_domains) / sum_of_weights
            scores = np.where(present, (totals - mean[where] * base) / sum_of_weights[where], 0.0)
            spread = np.maximum(squares / sum_of_weights - mean**2, 0.0)
        variance, seen = np.zeros(self.n_domains), []
        for cells, up in zip(self.ground.cells, self.up, strict=True):
            seen.append(np.bincount(up, present, minlength=len(cells.group)) > 0)
            variance += self.ground.stage_variance(cells, np.bincount(up, scores, minlength=len(cells.group)), seen[-1])
        se = np.where(np.isnan(mean), np.nan, np.sqrt(variance))
        return Mean(mean + centre, se, self.ground.degrees_of(seen[0]), n, _simple(spread, sum_of_weights, n, _is_scaled(self.ground)))

    def _sums_of_weights(self, gaps: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Per cell the sum of weights and whether anyone counts; per domain how many do."""
        base, n = self.base, self.n
        if len(gaps):
            cell, weight = self.finest.cell[gaps], self.weight[gaps]
            n = n - np.bincount(cell, weight > 0, minlength=self.size)
            base = np.where(n > 0, base - np.bincount(cell, weight, minlength=self.size), 0.0)
        return base, n > 0, np.bincount(self.finest.domain_of_cell, n, minlength=self.n_domains).astype(np.int64)

    def _parents(self, coarse: np.ndarray) -> np.ndarray:
        """The cell of a coarser stage that each finest cell lies in."""
        parents = np.empty(self.size, dtype=np.int64)
        parents[self.finest.cell] = coarse
        return parents


def _middle(values: np.ndarray, gaps: np.ndarray) -> float:
    """A value near the mean to measure from, so that sums of squares lose no digits; the value itself where all are alike."""
    if len(gaps) == len(values):
        return 0.0
    known = np.delete(values, gaps) if len(gaps) else values
    return float(known[0]) if (known == known[0]).all() else float(known.mean())
