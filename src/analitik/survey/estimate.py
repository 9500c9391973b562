"""Any number asked of a survey: means, totals, ratios, shares, variances and quantiles by group, each with its error.

Formulas, sources and limits: docs/metode/survei.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.stats.intervals import t_quantile
from analitik.survey.design import Design, finite_numbers
from analitik.survey.linearise import Ground, lay_out
from analitik.survey.means import mean_and_scores, means_of, simple_variance
from analitik.survey.replicates import Replicates, replicated
from analitik.survey.shares import KINDS
from analitik.survey.tables import by_domain, levels_of, quantiles_of, table_of

STATISTICS = ("mean", "total", "ratio", "prop", "quantile", "var")


def estimate(
    frame: pd.DataFrame,
    variables: str | list[str],
    stat: str = "mean",
    *,
    by: str | list[str] | None = None,
    design: Design | None = None,
    q: float | list[float] = 0.5,
    interval: str = "logit",
    level: float = 0.95,
    deff: str = "without",
) -> pd.DataFrame:
    """Estimate one statistic of some variables, for all or for each group of ``by``.

    Missing values drop out variable by variable; the design of the whole sample stays.

    Parameters
    ----------
    frame : DataFrame
        One row per respondent.
    variables : str or list of str
        Columns; ``ratio`` takes two, numerator first. ``prop`` gives one row per value of a column.
    stat : str
        ``mean``, ``total``, ``ratio``, ``prop``, ``quantile`` or ``var`` (the variance between persons).
    by
        As for ``index_scores``.
    design : Design or Replicates, optional
        How respondents were drawn, or the replicate weights that stand for it.
    q : float or list of float
        The quantiles, between 0 and 1.
    interval : str
        For shares: ``logit``, ``beta``, ``mean`` or ``likelihood`` (see :func:`analitik.survey.shares.share_interval`).
    level : float
        Confidence level.
    deff : str
        Against a simple random sample ``without`` or ``with`` replacement. Where the weights of the whole sample do not sum to
        a population (to no more than one and a half times its respondents) it is always ``with``.

    Returns
    -------
    DataFrame
        One row per domain and variable: ``domain``, ``variable`` (for a share ``variable=value``), ``estimate``, ``se``,
        ``low``, ``high`` (t with design df; shares on the logit scale), ``n``, ``df``, ``deff`` (against a simple random
        sample; NaN for quantiles, variances and under replicates), ``rse`` (se over estimate), ``quality`` (``andal``,
        ``hati-hati`` above 25 %, ``jangan dipakai`` above 50 %).

    Raises
    ------
    UsageFault
        When a column is absent or no number, or the design cannot be used.

    Examples
    --------
    >>> visits = pd.DataFrame({"minutes": [10, 20, 30, 40]})
    >>> estimate(visits, "minutes")[["estimate", "n", "df"]].values.tolist()
    [[25.0, 4.0, 3.0]]
    """
    names = [variables] if isinstance(variables, str) else list(variables)
    _refuse_strange(frame, names, stat, interval, level)
    quantiles = [q] if isinstance(q, int | float) else list(q)
    if isinstance(design, Replicates):
        return replicated(frame, names, stat, by=by, design=design, q=quantiles, interval=interval, level=level)
    ground = lay_out(frame, by, design or Design())
    room = _Room(ground, level, interval, deff == "with")
    return by_domain(list(room.tables(frame, names, stat, quantiles)) if ground.labels else [], ground.labels)


@dataclass(frozen=True)
class _Room:
    """Where the estimates of one call are made: the ground they stand on, and how they are asked for."""

    ground: Ground
    level: float
    interval: str
    replace: bool

    def tables(self, frame: pd.DataFrame, names: list[str], stat: str, quantiles: list[float]) -> Iterator[pd.DataFrame]:
        """One table per variable, with a row for each domain."""
        if stat == "ratio":
            yield self.ratio("/".join(names), *(finite_numbers(frame, name) for name in names))
        elif stat == "prop":
            for name in names:
                yield from (self.share(*level) for level in levels_of(name, frame[name]))
        elif stat == "mean" and not self.replace:
            yield from self.means(frame, names)
        else:
            for name in names:
                values = finite_numbers(frame, name)
                yield from self.alone(stat, name, values, ~np.isnan(values), quantiles)

    def alone(self, stat: str, name: str, values: np.ndarray, valid: np.ndarray, quantiles: list[float]) -> Iterator[pd.DataFrame]:
        """A statistic of one column of numbers."""
        if stat == "quantile":
            yield from (self.quantile(name, values, valid, p) for p in quantiles)
        else:
            yield {"mean": self.mean, "total": self.total, "var": self.variance}[stat](name, values, valid)

    def means(self, frame: pd.DataFrame, names: list[str]) -> Iterator[pd.DataFrame]:
        for name, found in zip(names, means_of(self.ground, (finite_numbers(frame, name) for name in names)), strict=True):
            yield table_of(self.ground.labels, name, found.mean, found.se, found.df, found.n, found.simple, level=self.level)

    def mean(self, name: str, values: np.ndarray, valid: np.ndarray, interval: str | None = None) -> pd.DataFrame:
        mean, scores = mean_and_scores(self.ground, values, valid)
        simple = simple_variance(self.ground, values, valid, replace=self.replace)
        return self._table(name, mean, scores, valid, simple, interval)

    def share(self, name: str, hit: np.ndarray, valid: np.ndarray) -> pd.DataFrame:
        return self.mean(name, hit, valid, self.interval)

    def total(self, name: str, values: np.ndarray, valid: np.ndarray) -> pd.DataFrame:
        ground = self.ground
        scores = ground.sample.weight * np.where(valid, values, 0.0)
        base = ground.add(np.where(valid, ground.sample.weight, 0.0))
        simple = simple_variance(ground, values, valid, replace=self.replace) * base**2
        return self._table(name, ground.add(scores), scores, valid, simple)

    def ratio(self, name: str, top: np.ndarray, bottom: np.ndarray) -> pd.DataFrame:
        ground, valid = self.ground, ~np.isnan(top) & ~np.isnan(bottom)
        weight = np.where(ground.used(valid), ground.sample.weight, 0.0)
        above, below = (np.where(valid, values, 0.0) for values in (top, bottom))
        base = ground.add(weight * below)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = ground.add(weight * above) / base
            residual = (above - ratio[ground.domain] * below) / base[ground.domain]
        simple = simple_variance(ground, residual, valid, replace=self.replace) * ground.add(weight) ** 2
        return self._table(name, ratio, weight * residual, valid, simple)

    def variance(self, name: str, values: np.ndarray, valid: np.ndarray) -> pd.DataFrame:
        """The mean squared distance from the mean, times n/(n-1)."""
        n = self.ground.count(valid)
        with np.errstate(divide="ignore", invalid="ignore"):
            middle = mean_and_scores(self.ground, values, valid)[0]
            squares = (values - middle[self.ground.domain]) ** 2 * (n / (n - 1))[self.ground.domain]
        found, scores = mean_and_scores(self.ground, squares, valid & np.isfinite(squares))
        return self._table(name, found, scores, valid)

    def quantile(self, name: str, values: np.ndarray, valid: np.ndarray, p: float) -> pd.DataFrame:
        """The smallest value whose weighted share reaches ``p``; interval by inverting that of the share (Woodruff)."""
        ground = self.ground
        weight = np.where(ground.used(valid), ground.sample.weight, 0.0)
        found = quantiles_of(values, weight, ground.domain, [p] * len(ground.labels))
        share, scores = mean_and_scores(ground, (values <= found[ground.domain]).astype(float), valid)
        df, error, width = ground.degrees(valid), self._error(share, scores, valid), t_quantile(ground.degrees(valid), self.level)
        ends = (np.clip(share + sign * width * error, 0, 1) for sign in (-1, 1))
        low, high = (quantiles_of(values, weight, ground.domain, end) for end in ends)
        table = table_of(ground.labels, f"{name}@{p:g}", found, (high - low) / (2 * width), df, ground.count(valid))
        return table.assign(low=low, high=high)

    def _table(self, name, found, scores, valid, simple=np.nan, interval: str | None = None) -> pd.DataFrame:
        ground, se = self.ground, self._error(found, scores, valid)
        df, n = ground.degrees(valid), ground.count(valid)
        return table_of(ground.labels, name, found, se, df, n, simple, level=self.level, interval=interval)

    def _error(self, found: np.ndarray, scores: np.ndarray, valid: np.ndarray) -> np.ndarray:
        return np.where(np.isnan(found), np.nan, self.ground.standard_error(scores, valid))


def _refuse_strange(frame: pd.DataFrame, names: list[str], stat: str, interval: str, level: float) -> None:
    if stat not in STATISTICS:
        raise UsageFault(say(f"Statistik '{stat}' tidak dikenal; pilih {', '.join(STATISTICS)}.",
                             f"Statistic '{stat}' is not known; use {', '.join(STATISTICS)}."))  # fmt: skip
    if interval not in KINDS:
        raise UsageFault(say(f"Selang '{interval}' tidak dikenal; pilih {', '.join(KINDS)}.",
                             f"Interval '{interval}' is not known; use {', '.join(KINDS)}."))  # fmt: skip
    if not 0 < level < 1:
        raise UsageFault(say(f"Tingkat kepercayaan {level:g} tidak di antara 0 dan 1.", f"Level {level:g} is not between 0 and 1."))
    absent = [name for name in names if name not in frame.columns]
    if absent or not names:
        there = ", ".join(map(str, frame.columns))
        raise UsageFault(say(f"Kolom {', '.join(absent)} tidak ada; yang ada: {there}.",
                             f"Columns {', '.join(absent)} do not exist; there are: {there}."))  # fmt: skip
    if stat == "ratio" and len(names) != 2:
        raise UsageFault(say("Rasio memerlukan tepat dua kolom: pembilang, penyebut.",
                             "A ratio takes exactly two columns: numerator, denominator."))  # fmt: skip
