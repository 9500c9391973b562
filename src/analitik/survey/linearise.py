"""The error of an estimate under the design, in one place: linearised scores are added up by cluster and compared within strata.

Every estimate of this package (mean, total, ratio, share, index, change, model) becomes one score per respondent; its variance
is computed here and nowhere else. Formulas and sources: docs/metode/survei.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.survey.design import Design, Sample, Stage, apply_design, compact


@dataclass(frozen=True)
class Cells:
    """One stage split by domain: the cell (cluster in domain) of each row, the group (stratum in domain) of each cell."""

    cell: np.ndarray
    group: np.ndarray
    domain: np.ndarray
    stratum: np.ndarray
    drawn: np.ndarray
    factor: np.ndarray
    lonely: np.ndarray

    @cached_property
    def domain_of_cell(self) -> np.ndarray:
        """The domain each cell lies in."""
        return self.domain[self.group]


@dataclass(frozen=True)
class Ground:
    """What estimates stand on: the sample, the domain of each row, and the cells in which scores are added up.

    ``domain`` is the position in ``labels``; rows outside every domain are not ``inside`` but keep their place in the design.
    """

    sample: Sample
    labels: list[Any]
    domain: np.ndarray
    inside: np.ndarray
    cells: tuple[Cells, ...]

    @cached_property
    def whole(self) -> tuple[Cells, ...]:
        """The cells of the whole sample, without domains."""
        return tuple(_split(stage, np.zeros(len(self.domain), dtype=np.int64), 1) for stage in self.sample.stages)

    def add(self, values: np.ndarray) -> np.ndarray:
        """Sum over the rows of each domain."""
        return np.bincount(self.domain, np.where(self.inside, values, 0.0), minlength=len(self.labels))

    def count(self, valid: np.ndarray) -> np.ndarray:
        """Respondents with a weight among the valid rows of each domain."""
        return self.add(self.used(valid)).astype(np.int64)

    def used(self, valid: np.ndarray) -> np.ndarray:
        """The rows that count: valid, inside a domain, with a weight."""
        return valid & self.inside & (self.sample.weight > 0)

    def degrees(self, valid: np.ndarray) -> np.ndarray:
        """First-stage clusters minus strata among the valid rows of each domain."""
        return self.degrees_of(_seen(self.cells[0], self.used(valid)))

    def degrees_of(self, present: np.ndarray) -> np.ndarray:
        """The same, from which cells of the first stage hold anyone."""
        first, n_domains = self.cells[0], len(self.labels)
        strata = np.bincount(first.group, present, minlength=len(first.domain)) > 0
        clusters = np.bincount(first.domain_of_cell, present, minlength=n_domains)
        return (clusters - np.bincount(first.domain, strata, minlength=n_domains)).astype(np.int64)

    def variance(self, scores: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """The variance, per domain, of the sum of weighted linearised scores (zero where a row does not count).

        Raises
        ------
        UsageFault
            When a stratum of a domain holds a single cluster and the design says ``fail``.
        """
        used = self.used(valid)
        scores = np.where(used, scores, 0.0)
        if self.sample.calibration is not None:
            alone = [np.where(self.domain == code, scores, 0.0) for code in range(len(self.labels))]
            return np.array([self._products(each[:, None], self.sample.weight > 0)[0, 0] for each in alone])
        totals = (np.bincount(cells.cell, scores, minlength=len(cells.group)) for cells in self.cells)
        parts = [self.stage_variance(cells, each, _seen(cells, used)) for cells, each in zip(self.cells, totals, strict=True)]
        return sum(parts, np.zeros(len(self.labels)))

    def covariance(self, scores: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """The covariances between sums of scores (row x sum) over the whole sample, domains put together."""
        used = self.used(valid)
        return self._products(np.where(used[:, None], scores, 0.0), used)

    def standard_error(self, scores: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """The square root of the variance."""
        return np.sqrt(self.variance(scores, valid))

    def stage_variance(self, cells: Cells, totals: np.ndarray, present: np.ndarray) -> np.ndarray:
        """What one stage adds to the variance of each domain, from the totals of its cells."""
        seen = np.bincount(cells.group, minlength=len(cells.domain))
        centre = self._centre(cells, totals)
        squares = np.bincount(cells.group, (totals - centre[cells.group]) ** 2, minlength=len(cells.domain))
        # clusters of the stratum without anyone in the domain have a total of zero, and count
        parts = cells.factor * (squares + (cells.drawn - seen) * centre**2)
        variance = np.bincount(cells.domain, parts, minlength=len(self.labels))
        return variance * self._lonely(cells, present, len(self.labels)) if cells.lonely.any() else variance

    def _products(self, scores: np.ndarray, used: np.ndarray) -> np.ndarray:
        if self.sample.calibration is not None:
            scores = self.sample.calibration.residual(scores, self.sample.weight)
        return sum((self._stage_products(cells, scores, used) for cells in self.whole), np.zeros((scores.shape[1],) * 2))

    def _stage_products(self, cells: Cells, scores: np.ndarray, used: np.ndarray) -> np.ndarray:
        totals = np.stack([np.bincount(cells.cell, column, minlength=len(cells.group)) for column in scores.T], axis=1)
        centre = np.stack([self._centre(cells, column) for column in totals.T], axis=1)
        apart = (totals - centre[cells.group]) * np.sqrt(cells.factor)[cells.group, None]
        seen = np.bincount(cells.group, minlength=len(cells.domain))
        absent = centre * np.sqrt(cells.factor * (cells.drawn - seen))[:, None]
        products = apart.T @ apart + absent.T @ absent
        return products * self._lonely(cells, _seen(cells, used), 1)[0] if cells.lonely.any() else products

    def _centre(self, cells: Cells, totals: np.ndarray) -> np.ndarray:
        centre = np.bincount(cells.group, totals, minlength=len(cells.domain)) / cells.drawn
        return np.where(cells.lonely, 0.0, centre) if self.sample.lonely == "adjust" else centre

    def _lonely(self, cells: Cells, present: np.ndarray, n_domains: int) -> np.ndarray:
        """What lonely clusters do to the variance of each domain: nothing, unknown, or the share of strata that are known."""
        occupied = np.bincount(cells.group, present, len(cells.domain)) > 0
        alone = occupied & cells.lonely
        n_alone = np.bincount(cells.domain, alone, minlength=n_domains)
        if self.sample.is_simple:  # one person is no design error; there is just nothing to learn the spread from
            return np.where(n_alone > 0, np.nan, 1.0)
        if self.sample.lonely == "fail" and alone.any():
            self._refuse(cells, alone)
        if self.sample.lonely == "average":
            strata = np.bincount(cells.domain, occupied, minlength=n_domains)
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.where(strata > n_alone, strata / (strata - n_alone), np.nan)
        return np.ones(n_domains)

    def _refuse(self, cells: Cells, alone: np.ndarray) -> None:
        strata = np.unique(cells.stratum[alone])
        is_first = any(stages and cells is stages[0] for stages in (self.cells, self.whole))
        first = self.sample.strata[strata[0]] if is_first else ""
        named = f" ({first})" if first else ""
        raise UsageFault(
            say(
                f"{len(strata)} strata{named} hanya punya satu PSU, sehingga galatnya tidak dapat dihitung; "
                "pilih lonely adjust, certainty atau average.",
                f"{len(strata)} strata{named} have a single PSU, so their error cannot be computed; "
                "choose lonely adjust, certainty or average.",
            )
        )


def lay_out(frame: pd.DataFrame, by: str | list[str] | None, design: Design) -> Ground:
    """Apply a design to a frame and split it into domains; rows without a domain keep their place in the design."""
    sample = apply_design(frame, design)
    codes, labels = domains(frame, by)
    domain = np.maximum(codes, 0)
    cells = tuple(_split(stage, domain, len(labels)) for stage in sample.stages) if labels else ()
    return Ground(sample, labels, domain, codes >= 0, cells)


def _seen(cells: Cells, used: np.ndarray) -> np.ndarray:
    """The cells that hold a row that counts."""
    return np.bincount(cells.cell, used, minlength=len(cells.group)) > 0


def _split(stage: Stage, domain: np.ndarray, n_domains: int) -> Cells:
    found, cell = compact(stage.cluster * n_domains + domain)
    groups, group = compact(stage.stratum_of[found // n_domains] * n_domains + found % n_domains)
    stratum = groups // n_domains
    drawn = stage.drawn[stratum]
    rest = stage.share[stratum] * (1 - stage.fraction[stratum])
    lonely = (drawn == 1) & (stage.fraction[stratum] < 1 - 1e-7)
    return Cells(cell, group, groups % n_domains, stratum, drawn, rest * drawn / np.maximum(drawn - 1, 1), lonely)


def domains(frame: pd.DataFrame, by: str | list[str] | None) -> tuple[np.ndarray, list[Any]]:
    """The domain of each row (-1 for none) and the domains' names in order; several columns give ``a=1,b=2``."""
    columns = [by] if isinstance(by, str) else list(by or ())
    if not columns:
        return np.zeros(len(frame), dtype=np.int64), [None]
    absent = [name for name in columns if name not in frame.columns]
    if absent:
        raise UsageFault(say(f"Kolom kelompok {absent[0]} tidak ada.", f"Group column {absent[0]} does not exist."))
    codes, labels = _ordered(frame[columns[0]])
    if len(columns) == 1:
        return codes, labels
    names = [f"{columns[0]}={label}" for label in labels]
    for column in columns[1:]:
        inner, values = _ordered(frame[column])
        pair = np.where((codes >= 0) & (inner >= 0), codes * max(len(values), 1) + inner, -1)
        found = np.unique(pair[pair >= 0])
        names = [f"{names[key // len(values)]},{column}={values[key % len(values)]}" for key in found]
        codes = np.where(pair >= 0, np.searchsorted(found, pair), -1)
    return codes, names


def _ordered(column: pd.Series) -> tuple[np.ndarray, list[Any]]:
    """Codes and values in order; numbers written as text stand in the order of numbers."""
    codes, values = pd.factorize(column, sort=True)
    numbers = pd.to_numeric(pd.Series(list(map(str, values))), errors="coerce")
    order = np.argsort(numbers.to_numpy(), kind="stable") if numbers.notna().all() else np.arange(len(values))
    place = np.empty(len(values) + 1, dtype=np.int64)
    place[order], place[-1] = np.arange(len(values)), -1
    found = list(values)
    return place[codes], [found[k].item() if isinstance(found[k], np.generic) else found[k] for k in order]
