"""How the sample was drawn, and what that does to the error: strata, clusters, finite populations.

Taylor linearisation with ultimate clusters. Formulas, sources and limits: docs/metode/survei.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say

LONELY = ("fail", "adjust", "certainty", "average")


@dataclass(frozen=True)
class Design:
    """Columns that say how respondents were drawn; none at all is a simple random sample of persons.

    Parameters
    ----------
    weights, strata, psu, fpc : str, optional
        Column names. ``psu`` is read within its stratum; ``fpc`` is the number of PSUs in the stratum's population, or the
        sampled fraction when it is at most one.
    lonely : str
        What a stratum with a single PSU means: ``fail``, ``adjust``, ``certainty`` or ``average``.
    """

    weights: str | None = None
    strata: str | None = None
    psu: str | None = None
    fpc: str | None = None
    lonely: str = "fail"

    def __post_init__(self) -> None:
        if self.lonely not in LONELY:
            raise UsageFault(
                say(
                    f"lonely '{self.lonely}' tidak dikenal; pilih {', '.join(LONELY)}.",
                    f"lonely '{self.lonely}' is not known; use {', '.join(LONELY)}.",
                )
            )


@dataclass(frozen=True)
class Clusters:
    """A design applied to rows: each row's weight and cluster, each cluster's stratum, each stratum's sampled fraction."""

    weight: np.ndarray
    cluster: np.ndarray
    stratum_of: np.ndarray
    fraction: np.ndarray
    lonely: str

    @property
    def n_clusters(self) -> int:
        return len(self.stratum_of)

    def degrees(self, rows: np.ndarray) -> int:
        """Clusters minus strata among some rows."""
        present = np.unique(self.cluster[rows])
        return len(present) - len(np.unique(self.stratum_of[present]))

    def variance(self, scores: np.ndarray, rows: np.ndarray | None = None) -> float:
        """The variance of a total of weighted linearised scores; rows left out score zero but keep their place in the design."""
        cluster = self.cluster if rows is None else self.cluster[rows]
        totals = np.bincount(cluster, scores, minlength=self.n_clusters)
        counts = np.bincount(self.stratum_of)
        means = np.bincount(self.stratum_of, totals) / counts
        single = counts == 1
        if single.any():
            return self._lonely_variance(totals, counts, means, single)
        return float(np.sum(self._parts(totals, counts, means)))

    def _parts(self, totals: np.ndarray, counts: np.ndarray, means: np.ndarray) -> np.ndarray:
        squares = np.bincount(self.stratum_of, (totals - means[self.stratum_of]) ** 2)
        return (1 - self.fraction) * counts / np.maximum(counts - 1, 1) * squares

    def _lonely_variance(self, totals: np.ndarray, counts: np.ndarray, means: np.ndarray, single: np.ndarray) -> float:
        parts = self._parts(totals, counts, means)
        alone = single & (self.fraction < 1)
        if self.lonely == "fail" and alone.any():
            raise UsageFault(
                say(
                    f"{int(alone.sum())} strata hanya punya satu PSU, sehingga galatnya tidak dapat dihitung; pilih lonely adjust, certainty atau average.",
                    f"{int(alone.sum())} strata have a single PSU, so their error cannot be computed; choose lonely adjust, certainty or average.",
                )
            )
        if self.lonely == "adjust":
            off = np.bincount(self.stratum_of, (totals - totals.mean()) ** 2)
            parts = np.where(alone, (1 - self.fraction) * off, parts)
        total = float(parts.sum())
        if self.lonely == "average" and (~alone).any():
            total *= len(counts) / int((~alone).sum())
        return total


def apply_design(frame: pd.DataFrame, design: Design) -> Clusters:
    """Read a design's columns.

    Raises
    ------
    UsageFault
        When a column is absent, a weight is not a positive number, or a sampled fraction exceeds one.
    """
    absent = [name for name in (design.weights, design.strata, design.psu, design.fpc) if name and name not in frame.columns]
    if absent:
        raise UsageFault(
            say(
                f"Kolom rancangan {', '.join(absent)} tidak ada; yang ada: {', '.join(map(str, frame.columns))}.",
                f"Design columns {', '.join(absent)} do not exist; there are: {', '.join(map(str, frame.columns))}.",
            )
        )
    stratum = pd.factorize(frame[design.strata], sort=True)[0] if design.strata else np.zeros(len(frame), int)
    inner = pd.factorize(frame[design.psu], sort=True)[0] if design.psu else np.arange(len(frame))
    _refuse_gaps(stratum, design.strata)
    _refuse_gaps(inner, design.psu)
    pair = stratum.astype(np.int64) * (len(frame) + 1) + inner
    found, cluster = np.unique(pair, return_inverse=True)
    stratum_of = (found // (len(frame) + 1)).astype(int)
    return Clusters(_weights(frame, design), cluster, stratum_of, _fractions(frame, design, stratum, stratum_of), design.lonely)


def _refuse_gaps(codes: np.ndarray, column: str | None) -> None:
    if column and (codes < 0).any():
        row = int(np.argmax(codes < 0)) + 1
        raise UsageFault(
            say(f"Kolom rancangan {column} kosong pada baris {row}.", f"Design column {column} is empty in row {row}.")
        )


def _weights(frame: pd.DataFrame, design: Design) -> np.ndarray:
    if not design.weights:
        return np.ones(len(frame))
    weight = pd.to_numeric(frame[design.weights], errors="coerce").to_numpy(float)
    bad = ~(np.isfinite(weight) & (weight > 0))
    if bad.any():
        row = int(np.argmax(bad)) + 1
        raise UsageFault(
            say(
                f"Bobot {design.weights} baris {row} bukan bilangan positif: {frame[design.weights].iloc[row - 1]}.",
                f"Weight {design.weights} in row {row} is not a positive number: {frame[design.weights].iloc[row - 1]}.",
            )
        )
    return weight


def _fractions(frame: pd.DataFrame, design: Design, stratum: np.ndarray, stratum_of: np.ndarray) -> np.ndarray:
    strata = int(stratum_of.max()) + 1 if len(stratum_of) else 0
    if not design.fpc:
        return np.zeros(strata)
    given = pd.to_numeric(frame[design.fpc], errors="coerce").to_numpy(float)
    first = np.zeros(strata)
    first[stratum[::-1]] = given[::-1]
    counts = np.bincount(stratum_of, minlength=strata)
    fraction = np.where(first <= 1, first, counts / np.where(first > 1, first, 1))
    if not (np.isfinite(fraction) & (fraction >= 0) & (fraction <= 1)).all():
        raise UsageFault(
            say(
                f"Kolom {design.fpc} harus berisi banyaknya PSU populasi per strata (tidak kurang dari contoh) atau pecahan sampai satu.",
                f"Column {design.fpc} must hold the population's PSUs per stratum (no fewer than sampled) or a fraction up to one.",
            )
        )
    return fraction
