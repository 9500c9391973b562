"""The error of an estimate under the design, in one place: linearised scores are added up by cluster and compared within strata.

Every estimate of this package (mean, total, ratio, share, index, change) becomes one score per respondent; its variance is
computed here and nowhere else. Formulas and sources: docs/metode/survei.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.survey.design import Design, Sample, Stage, apply_design


@dataclass(frozen=True)
class _Cells:
    """One stage split by domain: the cell (cluster in domain) of each row, the group (stratum in domain) of each cell."""

    cell: np.ndarray
    group: np.ndarray
    domain: np.ndarray
    stratum: np.ndarray
    drawn: np.ndarray
    factor: np.ndarray
    lonely: np.ndarray


@dataclass(frozen=True)
class Ground:
    """What estimates stand on: the sample, the domain of each row, and the cells in which scores are added up.

    ``domain`` is the position in ``labels``; rows outside every domain are not ``inside`` but keep their place in the design.
    """

    sample: Sample
    labels: list[Any]
    domain: np.ndarray
    inside: np.ndarray
    cells: tuple[_Cells, ...]

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
        first, used = self.cells[0], self.used(valid)
        present = np.bincount(first.cell, used, minlength=len(first.group)) > 0
        strata = np.bincount(first.group, present, minlength=len(first.domain)) > 0
        clusters = np.bincount(first.domain[first.group], present, minlength=len(self.labels))
        return (clusters - np.bincount(first.domain, strata, minlength=len(self.labels))).astype(np.int64)

    def variance(self, scores: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """The variance, per domain, of the sum of weighted linearised scores (zero where a row does not count).

        Raises
        ------
        UsageFault
            When a stratum of a domain holds a single cluster and the design says ``fail``.
        """
        used = self.used(valid)
        scores = np.where(used, scores, 0.0)
        return sum((self._stage_variance(cells, scores, used) for cells in self.cells), np.zeros(len(self.labels)))

    def standard_error(self, scores: np.ndarray, valid: np.ndarray) -> np.ndarray:
        """The square root of the variance."""
        return np.sqrt(self.variance(scores, valid))

    def _stage_variance(self, cells: _Cells, scores: np.ndarray, used: np.ndarray) -> np.ndarray:
        totals = np.bincount(cells.cell, scores, minlength=len(cells.group))
        seen = np.bincount(cells.group, minlength=len(cells.domain))
        centre = np.bincount(cells.group, totals, minlength=len(cells.domain)) / cells.drawn
        if self.sample.lonely == "adjust":
            centre = np.where(cells.lonely, 0.0, centre)
        squares = np.bincount(cells.group, (totals - centre[cells.group]) ** 2, minlength=len(cells.domain))
        # clusters of the stratum without anyone in the domain have a total of zero, and count
        parts = cells.factor * (squares + (cells.drawn - seen) * centre**2)
        variance = np.bincount(cells.domain, parts, minlength=len(self.labels))
        return self._lonely(cells, variance, used) if cells.lonely.any() else variance

    def _lonely(self, cells: _Cells, variance: np.ndarray, used: np.ndarray) -> np.ndarray:
        present = np.bincount(cells.group, np.bincount(cells.cell, used, minlength=len(cells.group)) > 0, len(cells.domain)) > 0
        alone = present & cells.lonely
        if self.sample.is_simple:  # one person is no design error; there is just nothing to learn the spread from
            return np.where(np.bincount(cells.domain, alone, minlength=len(self.labels)) > 0, np.nan, variance)
        if self.sample.lonely == "fail" and alone.any():
            self._refuse(cells, alone)
        if self.sample.lonely == "average":
            strata = np.bincount(cells.domain, present, minlength=len(self.labels))
            known = strata - np.bincount(cells.domain, alone, minlength=len(self.labels))
            with np.errstate(divide="ignore", invalid="ignore"):
                return np.where(known > 0, variance * strata / known, np.nan)
        return variance

    def _refuse(self, cells: _Cells, alone: np.ndarray) -> None:
        strata = np.unique(cells.stratum[alone])
        first = self.sample.strata[strata[0]] if cells is self.cells[0] else ""
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
    codes, labels = _domains(frame, by)
    domain = np.maximum(codes, 0)
    cells = tuple(_split(stage, domain, len(labels)) for stage in sample.stages) if labels else ()
    return Ground(sample, labels, domain, codes >= 0, cells)


def _split(stage: Stage, domain: np.ndarray, n_domains: int) -> _Cells:
    found, cell = _compact(stage.cluster * n_domains + domain)
    groups, group = _compact(stage.stratum_of[found // n_domains] * n_domains + found % n_domains)
    stratum = groups // n_domains
    drawn = stage.drawn[stratum]
    rest = stage.share[stratum] * (1 - stage.fraction[stratum])
    lonely = (drawn == 1) & (stage.fraction[stratum] < 1 - 1e-7)
    return _Cells(cell, group, groups % n_domains, stratum, drawn, rest * drawn / np.maximum(drawn - 1, 1), lonely)


def _compact(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The distinct keys in order and the place of each; a lookup table where the keys are dense, a sort where they are not."""
    span = int(keys.max(initial=-1)) + 1
    if span > 16 * len(keys) + 1_000_000:
        return np.unique(keys, return_inverse=True)
    present = np.zeros(span, dtype=bool)
    present[keys] = True
    return np.flatnonzero(present), (np.cumsum(present) - 1)[keys]


def _domains(frame: pd.DataFrame, by: str | list[str] | None) -> tuple[np.ndarray, list[Any]]:
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
