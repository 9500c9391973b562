"""How the sample was drawn, and what that does to the error: strata, clusters, finite populations.

A design names columns; :func:`apply_design` reads them once for all rows. Formulas, sources and limits: docs/metode/survei.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.survey.answers import to_numbers
from analitik.survey.categories import labels_of

LONELY = ("fail", "adjust", "certainty", "average")


@dataclass(frozen=True)
class Calibration:
    """What weights were calibrated to: columns whose population totals they now reproduce.

    Parameters
    ----------
    categories : tuple of str
        Columns whose values were counted (raking, post-stratification); ``a:b`` for two columns crossed.
    numbers : tuple of str
        Columns whose sum was known.
    base : str, optional
        The weights before; none means equal ones.
    has_total : bool
        Whether the size of the population was among the totals; only asked where there are no categories.
    """

    categories: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    base: str | None = None
    has_total: bool = True


@dataclass(frozen=True)
class Design:
    """Columns that say how respondents were drawn; none at all is a simple random sample of persons.

    Parameters
    ----------
    weights, strata : str, optional
        Column names. Without weights but with ``fpc`` the weights follow from the sampled fractions.
    psu, fpc : str or tuple of str, optional
        Clusters, one column per stage, each read within the stage before (the first within its stratum); and for each stage
        the number of clusters in the population, or the sampled fraction when no value of the column exceeds one. One more
        ``fpc`` than ``psu`` means the persons themselves are the last stage.
        A weight of zero means the row is not counted; a gap or a negative weight is refused.
    lonely : str
        What a stratum with a single PSU means: ``fail``, ``adjust`` (distance from the grand mean), ``certainty`` (no error)
        or ``average`` (the mean error of the other strata).
    calibration : Calibration, optional
        What the weights were calibrated to, so that errors are those of the residuals.
    """

    weights: str | None = None
    strata: str | None = None
    psu: str | tuple[str, ...] | None = None
    fpc: str | tuple[str, ...] | None = None
    lonely: str = "fail"
    calibration: Calibration | None = None

    def __post_init__(self) -> None:
        if self.lonely not in LONELY:
            raise _fault(
                f"lonely '{self.lonely}' tidak dikenal; pilih {', '.join(LONELY)}.",
                f"lonely '{self.lonely}' is not known; use {', '.join(LONELY)}.",
            )
        if len(self.fractions) > len(self.clusters) + 1:
            raise _fault("fpc menyebut lebih banyak tahap daripada psu.", "fpc names more stages than psu.")

    @property
    def clusters(self) -> tuple[str, ...]:
        """The cluster columns, first stage first."""
        return _several(self.psu)

    @property
    def fractions(self) -> tuple[str, ...]:
        """The population columns, first stage first."""
        return _several(self.fpc)


@dataclass(frozen=True)
class Stage:
    """One stage of drawing: the cluster of each row, the stratum of each cluster, and per stratum what was drawn of what."""

    cluster: np.ndarray
    stratum_of: np.ndarray
    drawn: np.ndarray
    fraction: np.ndarray
    share: np.ndarray


@dataclass(frozen=True)
class Sample:
    """A design applied to rows. ``strata`` are the names of the first stage's strata, for messages."""

    weight: np.ndarray
    stages: tuple[Stage, ...]
    lonely: str
    strata: tuple[str, ...]
    is_simple: bool
    calibration: Projection | None = None


@dataclass(frozen=True)
class Projection:
    """The part of a score that calibration explains: a regression on the auxiliaries, weighted with the weights before."""

    auxiliaries: np.ndarray
    base: np.ndarray

    def residual(self, scores: np.ndarray, weight: np.ndarray) -> np.ndarray:
        """Weighted scores (row x score) less what the auxiliaries explain of them."""
        with np.errstate(divide="ignore", invalid="ignore"):
            plain = np.where(weight[:, None] > 0, scores / weight[:, None], 0.0)
        root = np.sqrt(np.where(weight > 0, self.base, 0.0))[:, None]
        slope = np.linalg.lstsq(self.auxiliaries * root, plain * root, rcond=None)[0]
        return (plain - self.auxiliaries @ slope) * weight[:, None]


def apply_design(frame: pd.DataFrame, design: Design) -> Sample:
    """Read a design's columns.

    Raises
    ------
    UsageFault
        When a column is absent or has gaps, a weight is no number or negative, or the population is smaller than its sample.

    Examples
    --------
    >>> frame = pd.DataFrame({"kanwil": ["a", "a", "b"], "upt": [1, 1, 1]})
    >>> apply_design(frame, Design(strata="kanwil", psu="upt")).stages[0].drawn.tolist()
    [1, 1]
    """
    if not isinstance(design, Design):
        raise _fault("Bobot ulangan hanya dipakai oleh estimate; di sini sebutkan rancangannya.",
                     "Replicate weights are for estimate only; name the design here.")  # fmt: skip
    _refuse_absent(frame, design)
    names = pd.factorize(frame[design.strata], sort=True) if design.strata else (np.zeros(len(frame), int), [""])
    _refuse_gaps(names[0], design.strata)
    levels = [_codes(frame, column) for column in design.clusters]
    if not levels or len(design.fractions) > len(levels):
        levels.append(np.arange(len(frame)))
    parent, share, stages = names[0], np.ones(max(len(names[1]), 1)), []
    for depth, inner in enumerate(levels if design.fractions else levels[:1]):
        column = design.fractions[depth] if depth < len(design.fractions) else None
        stage = _stage(frame, parent, inner, column, share)
        stages.append(stage)
        parent, share = stage.cluster, (stage.share * stage.fraction)[stage.stratum_of]
    weight = _weights(frame, design, stages)
    simple = not design.strata and not design.clusters
    projection = _projection(frame, design.calibration) if design.calibration else None
    return Sample(weight, tuple(stages), design.lonely, tuple(map(str, names[1])), simple, projection)


def _projection(frame: pd.DataFrame, calibration: Calibration) -> Projection:
    """The auxiliaries as columns: one for each value of a category, the numbers as they are, and one of ones."""
    columns = [np.ones(len(frame))] if calibration.has_total or calibration.categories else []
    for name in calibration.categories:
        codes = labels_of(frame, name)[0]
        _refuse_gaps(codes, name)
        columns += [(codes == code).astype(float) for code in range(codes.max(initial=-1) + 1)]
    columns += [read_numbers(frame, name) for name in calibration.numbers]
    base = read_weights(frame, calibration.base) if calibration.base else np.ones(len(frame))
    return Projection(np.stack(columns, axis=1), base)


def read_numbers(frame: pd.DataFrame, name: str) -> np.ndarray:
    """A column that must hold a number in every row."""
    values = to_numbers(frame[name])
    _refuse_gaps(np.where(np.isfinite(values), 0, -1), name)
    return values


def finite_numbers(frame: pd.DataFrame, name: str) -> np.ndarray:
    """A column as floats with NaN where blank; an infinite value is refused with its row."""
    values = to_numbers(frame[name])
    if np.isinf(values).any():
        row = int(np.argmax(np.isinf(values))) + 1
        raise _fault(f"Kolom {name} baris {row} tak hingga.", f"Column {name} is infinite in row {row}.")
    return values


def compact(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The distinct keys in order and the place of each; a lookup table where the keys are dense, a sort where they are not."""
    span = int(keys.max(initial=-1)) + 1
    if span > 16 * len(keys) + 1_000_000:
        return np.unique(keys, return_inverse=True)
    present = np.zeros(span, dtype=bool)
    present[keys] = True
    return np.flatnonzero(present), (np.cumsum(present) - 1)[keys]


def _stage(frame: pd.DataFrame, parent: np.ndarray, inner: np.ndarray, fpc: str | None, share: np.ndarray) -> Stage:
    """Number the clusters of one stage within their parents, and read how many each parent has in the population."""
    width = int(inner.max(initial=-1)) + 1
    found, cluster = compact(parent.astype(np.int64) * max(width, 1) + inner)
    stratum_of = (found // max(width, 1)).astype(np.int64)
    drawn = np.bincount(stratum_of, minlength=len(share))
    fraction = _fractions(frame, fpc, parent, drawn) if fpc else np.zeros(len(share))
    return Stage(cluster.astype(np.int64), stratum_of, drawn, fraction, share)


def _fractions(frame: pd.DataFrame, column: str, parent: np.ndarray, drawn: np.ndarray) -> np.ndarray:
    given = to_numbers(frame[column])
    population = np.full(len(drawn), np.nan)
    population[parent] = given
    steady = np.array_equal(population[parent], given)
    is_fraction = bool(np.all(given <= 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        fraction = population if is_fraction else drawn / population
    used = fraction[drawn > 0]
    if not (steady and np.isfinite(used).all() and (used > 0).all() and (used <= 1).all()):
        raise _fault(
            f"Kolom {column} harus berisi satu nilai per strata: banyaknya klaster populasi (tidak kurang dari yang terambil) "
            "atau pecahan contoh antara nol dan satu.",
            f"Column {column} must hold one value per stratum: the population's clusters (no fewer than drawn) or the sampled "
            "fraction between zero and one.",
        )
    return np.where(drawn > 0, fraction, 0.0)


def _weights(frame: pd.DataFrame, design: Design, stages: list[Stage]) -> np.ndarray:
    if not design.weights:
        weight = np.ones(len(frame))
        for stage in stages[: len(design.fractions)]:
            weight = weight / stage.fraction[stage.stratum_of[stage.cluster]]
        return weight
    return read_weights(frame, design.weights)


def read_weights(frame: pd.DataFrame, column: str) -> np.ndarray:
    """A column of weights; zero means the row is not counted.

    Raises
    ------
    UsageFault
        When a weight is absent, negative or no number (with its row), or none is above zero.
    """
    weight = to_numbers(frame[column])
    bad = ~(np.isfinite(weight) & (weight >= 0))
    if len(weight) and not bad.any() and not weight.any():
        raise _fault(f"Semua bobot {column} nol.", f"All weights {column} are zero.")
    if bad.any():
        row = int(np.argmax(bad))
        shown = frame[column].iloc[row]
        raise _fault(
            f"Bobot {column} baris {row + 1} bukan bilangan nol ke atas: {shown}.",
            f"Weight {column} in row {row + 1} is not a number from zero up: {shown}.",
        )
    return weight


def _codes(frame: pd.DataFrame, column: str) -> np.ndarray:
    codes = pd.factorize(frame[column])[0]
    _refuse_gaps(codes, column)
    return codes


def _refuse_absent(frame: pd.DataFrame, design: Design) -> None:
    known = design.calibration or Calibration()
    wanted = (design.weights, design.strata, *design.clusters, *design.fractions, *known.numbers, known.base)
    wanted += tuple(part for name in known.categories for part in ([name] if name in frame.columns else name.split(":")))
    absent = [name for name in wanted if name and name not in frame.columns]
    if absent:
        there = ", ".join(map(str, frame.columns))
        raise _fault(
            f"Kolom rancangan {', '.join(absent)} tidak ada; yang ada: {there}.",
            f"Design columns {', '.join(absent)} do not exist; there are: {there}.",
        )


def _refuse_gaps(codes: np.ndarray, column: str | None) -> None:
    if column and (codes < 0).any():
        row = int(np.argmax(codes < 0)) + 1
        raise _fault(f"Kolom rancangan {column} kosong pada baris {row}.", f"Design column {column} is empty in row {row}.")


def _several(names: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return () if not names else (names,) if isinstance(names, str) else tuple(names)


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
