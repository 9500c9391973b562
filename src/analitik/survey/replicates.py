"""Errors from replicate weights: the estimate is made again under every set of weights, and their spread is its error.

Definitions of scale, rscales and mse are those of R's survey package. Formulas and sources: docs/metode/pembobotan.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.linalg import hadamard

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.stats.intervals import t_quantile
from analitik.survey.answers import to_numbers
from analitik.survey.design import Design, Sample, apply_design, finite_numbers, read_weights
from analitik.survey.linearise import domains
from analitik.survey.tables import by_domain, levels_of, quantiles_of, table_of

METHODS = ("JK1", "JKn", "BRR", "Fay", "bootstrap")


@dataclass(frozen=True)
class Replicates:
    """Replicate weights that stand in columns of a frame.

    Parameters
    ----------
    weights : str or None
        The weights of the sample; none means equal ones.
    columns : tuple of str
        The replicate weights.
    scale : float
        What the sum of squared distances is multiplied with.
    rscales : tuple of float
        What each squared distance is multiplied with; none means one.
    mse : bool
        Distances from the estimate of the sample (else from the mean of the replicates).
    combined : bool
        Whether the columns are whole weights (else factors on ``weights``).
    """

    weights: str | None
    columns: tuple[str, ...]
    scale: float = 1.0
    rscales: tuple[float, ...] = ()
    mse: bool = False
    combined: bool = True


def given_replicates(
    weights: str | None,
    columns: Iterable[str],
    method: str,
    *,
    rho: float = 0.0,
    scale: float | None = None,
    rscales: Iterable[float] = (),
    mse: bool = False,
    combined: bool = True,
) -> Replicates:
    """Replicate weights that came with the data, with the scale their method implies.

    ``BRR``: 1/R; ``Fay``: 1/(R (1 - rho)^2); ``JK1``: (R - 1)/R; ``bootstrap``: 1/(R - 1); ``JKn`` takes its ``rscales`` from
    its maker. A ``scale`` of one's own wins.

    Examples
    --------
    >>> given_replicates("w", ["r1", "r2", "r3", "r4"], "Fay", rho=0.5).scale
    1.0
    """
    names, given = tuple(columns), tuple(rscales)
    r = len(names)
    if method not in METHODS or r < 2:
        raise _fault(f"Bobot ulangan: metode {', '.join(METHODS)}, sedikitnya dua kolom.",
                     f"Replicate weights: method {', '.join(METHODS)}, at least two columns.")  # fmt: skip
    if method == "JKn" and not given and scale is None:
        raise _fault("JKn memerlukan rscales dari pembuatnya.", "JKn needs the rscales of its maker.")
    implied = {"BRR": 1 / r, "Fay": 1 / (r * (1 - rho) ** 2), "JK1": (r - 1) / r, "JKn": 1.0, "bootstrap": 1 / (r - 1)}
    return Replicates(weights, names, implied[method] if scale is None else scale, given, mse, combined)


def with_replicates(
    frame: pd.DataFrame, design: Design, method: str, *, n: int = 200, rho: float = 0.3, seed: int = 0, mse: bool = False
) -> tuple[pd.DataFrame, Replicates]:
    """Make replicate weights from a design: a new frame with the columns ``weight_0`` and ``rep_1`` ..., and how to use them.

    Parameters
    ----------
    method : str
        ``JK1`` (leave one cluster out, no strata), ``JKn`` (one out within its stratum), ``BRR`` and ``Fay`` (half samples of
        strata with two clusters each), ``bootstrap`` (Rao-Wu: one cluster fewer than drawn, with replacement).
    n, seed
        Bootstrap replicates and their seed.
    rho : float
        Fay's factor: weights are multiplied by ``rho`` and ``2 - rho``.

    Examples
    --------
    >>> frame = pd.DataFrame({"upt": [1, 1, 2, 3], "y": [1.0, 2.0, 3.0, 4.0]})
    >>> made, replicates = with_replicates(frame, Design(psu="upt"), "JK1")
    >>> made["rep_1"].tolist(), round(replicates.scale, 3)
    ([0.0, 0.0, 1.5, 1.5], 0.667)
    """
    sample = apply_design(frame, design)
    makers = {"JK1": _jackknife_one, "JKn": _jackknife_strata}
    if method in makers:
        factors, scale, rscales = makers[method](sample)
    elif method in ("BRR", "Fay"):
        factors, scale, rscales = _half_samples(sample, rho if method == "Fay" else 0.0)
    elif method == "bootstrap":
        factors, scale, rscales = _bootstrap(sample, n, seed)
    else:
        raise _fault(f"Metode '{method}' tidak dikenal; pilih {', '.join(METHODS)}.",
                     f"Method '{method}' is not known; use {', '.join(METHODS)}.")  # fmt: skip
    names = [f"rep_{k + 1}" for k in range(factors.shape[1])]
    weights = factors[sample.stages[0].cluster] * sample.weight[:, None]
    made = pd.DataFrame(np.column_stack([sample.weight, weights]), columns=["weight_0", *names], index=frame.index)
    return pd.concat([frame, made], axis=1), Replicates("weight_0", tuple(names), scale, tuple(rscales), mse)


def replicated(
    frame: pd.DataFrame,
    names: list[str],
    stat: str,
    *,
    by: str | list[str] | None,
    design: Replicates,
    q: list[float],
    interval: str,
    level: float,
) -> pd.DataFrame:
    """As :func:`analitik.survey.estimate`, under replicate weights."""
    weights = read_replicates(frame, design)
    codes, labels = domains(frame, by)
    room = _Room(design, weights, np.where(codes < 0, len(labels), codes), labels, level)
    tables: list[pd.DataFrame] = []
    for name in names if stat != "ratio" else ["/".join(names)]:
        if stat == "prop":
            tables += [room.table(label, _mean(hit), valid, interval) for label, hit, valid in levels_of(name, frame[name])]
        elif stat == "ratio":
            top, bottom = (finite_numbers(frame, each) for each in names)
            tables.append(room.table(name, _ratio(top, bottom), ~np.isnan(top) & ~np.isnan(bottom)))
        elif stat == "quantile":
            tables += [room.quantile(name, finite_numbers(frame, name), p) for p in q]
        else:
            values = finite_numbers(frame, name)
            makers = {"mean": _mean, "total": _total, "var": _variance}
            tables.append(room.table(name, makers[stat](values), ~np.isnan(values)))
    return by_domain(tables, labels)


def read_replicates(frame: pd.DataFrame, design: Replicates) -> np.ndarray:
    """Row x set of weights, the sample's own first."""
    absent = [name for name in (design.weights, *design.columns) if name and name not in frame.columns]
    if absent:
        raise _fault(f"Kolom bobot {', '.join(absent)} tidak ada.", f"Weight columns {', '.join(absent)} do not exist.")
    base = read_weights(frame, design.weights) if design.weights else np.ones(len(frame))
    sets = np.column_stack([to_numbers(frame[name]) for name in design.columns])
    if not np.isfinite(sets).all():
        row, column = np.argwhere(~np.isfinite(sets))[0]
        name = design.columns[column]
        raise _fault(f"Bobot ulangan {name} baris {row + 1} kosong.", f"Replicate weight {name} in row {row + 1} is empty.")
    return np.column_stack([base, sets if design.combined else sets * base[:, None]])


Estimator = Callable[[np.ndarray, np.ndarray], np.ndarray]


@dataclass(frozen=True)
class _Room:
    """Where one call's estimates are made again and again: rows of a domain, sets of weights."""

    design: Replicates
    weights: np.ndarray
    domain: np.ndarray
    labels: list
    level: float

    def table(self, name: str, estimator: Estimator, valid: np.ndarray, interval: str | None = None) -> pd.DataFrame:
        found, se, df, n = np.array([self._one(estimator, valid & (self.domain == code)) for code in range(len(self.labels))]).T
        return table_of(self.labels, name, found, se, df.astype(int), n.astype(int), level=self.level, interval=interval)

    def quantile(self, name: str, values: np.ndarray, p: float) -> pd.DataFrame:
        """Interval by inverting that of the share (Woodruff), whose error is that of the replicates."""
        valid, zero = ~np.isnan(values), np.zeros(len(values), dtype=np.int64)
        rows = []
        for code in range(len(self.labels)):
            kept = valid & (self.domain == code)
            weight = np.where(kept, self.weights[:, 0], 0.0)
            found = quantiles_of(values, weight, zero, [p])[0]
            share, se, df, n = self._one(_mean((values <= found).astype(float)), kept)
            half = float(t_quantile(df, self.level))
            ends = [quantiles_of(values, weight, zero, [np.clip(share + sign * half * se, 0, 1)])[0] for sign in (-1, 1)]
            rows.append((found, (ends[1] - ends[0]) / (2 * half), df, n, *ends))
        found, se, df, n, low, high = np.array(rows).T
        table = table_of(self.labels, f"{name}@{p:g}", found, se, df.astype(int), n.astype(int))
        return table.assign(low=low, high=high)

    def _one(self, estimator: Estimator, rows: np.ndarray) -> tuple[float, float, int, int]:
        weights = self.weights[rows]
        with np.errstate(divide="ignore", invalid="ignore"):
            found = estimator(rows, weights)
        df = int(np.linalg.matrix_rank(weights[:, 1:], tol=None)) - 1 if len(weights) else 0
        return float(found[0]), float(np.sqrt(spread_of(found, self.design))), df, int((weights[:, 0] > 0).sum())


def spread_of(found: np.ndarray, design: Replicates) -> float:
    """The variance of an estimate from its repetitions: the first is the sample's own."""
    rscales = np.array(design.rscales) if design.rscales else np.ones(len(found) - 1)
    centre = found[0] if design.mse else found[1:][rscales > 0].mean()
    return design.scale * float(np.sum(rscales * (found[1:] - centre) ** 2))


def _mean(values: np.ndarray) -> Estimator:
    return lambda rows, weights: weights.T @ values[rows] / weights.sum(axis=0)


def _total(values: np.ndarray) -> Estimator:
    return lambda rows, weights: weights.T @ values[rows]


def _ratio(top: np.ndarray, bottom: np.ndarray) -> Estimator:
    return lambda rows, weights: weights.T @ top[rows] / (weights.T @ bottom[rows])


def _variance(values: np.ndarray) -> Estimator:
    def estimator(rows: np.ndarray, weights: np.ndarray) -> np.ndarray:
        n = int((weights[:, 0] > 0).sum())
        apart = values[rows][:, None] - _mean(values)(rows, weights)
        return (weights * apart**2).sum(axis=0) / weights.sum(axis=0) * n / (n - 1)

    return estimator


def _jackknife_one(sample: Sample):
    if len(sample.strata) > 1:
        raise _fault("JK1 hanya untuk contoh tanpa strata; pakai JKn.", "JK1 is for samples without strata; use JKn.")
    n = _enough(sample)[0]
    return (1 - np.eye(n)) * n / (n - 1), float((n - 1) / n * (1 - sample.stages[0].fraction[0])), [1.0] * n


def _jackknife_strata(sample: Sample):
    first, drawn = sample.stages[0], _enough(sample)
    n = drawn[first.stratum_of]
    same = first.stratum_of[:, None] == first.stratum_of[None, :]
    factors = np.where(same, (n / (n - 1))[None, :], 1.0) * (1 - np.eye(len(n)))
    return factors, 1.0, (1 - first.fraction[first.stratum_of]) * (n - 1) / n


def _half_samples(sample: Sample, rho: float):
    """One cluster of every pair up, the other down, by the columns of a Hadamard matrix: every two strata are balanced."""
    first, drawn = sample.stages[0], _enough(sample)
    if (drawn != 2).any():
        raise _fault(
            "BRR dan Fay memerlukan tepat dua PSU di setiap strata.", "BRR and Fay need exactly two PSUs in every stratum."
        )
    size = 1 << int(np.ceil(np.log2(len(drawn) + 1)))
    signs = hadamard(size)[:, 1 : len(drawn) + 1].T
    is_second = np.zeros(len(first.stratum_of), dtype=bool)
    is_second[np.unique(first.stratum_of, return_index=True)[1]] = True
    up = np.where(is_second[:, None], -1, 1) * signs[first.stratum_of]
    return 1 + (1 - rho) * up, 1 / (size * (1 - rho) ** 2), [1.0] * size


def _bootstrap(sample: Sample, n: int, seed: int):
    first, drawn = sample.stages[0], _enough(sample)
    rng, factors = np.random.default_rng(seed), np.empty((len(first.stratum_of), n))
    for stratum, size in enumerate(drawn):
        times = rng.multinomial(size - 1, np.full(size, 1 / size), size=n).T
        factors[first.stratum_of == stratum] = times * size / (size - 1)
    return factors, 1 / (n - 1), [1.0] * n


def _enough(sample: Sample) -> np.ndarray:
    drawn = sample.stages[0].drawn
    if (drawn < 2).any():
        name = sample.strata[int(np.argmax(drawn < 2))] or "–"
        raise _fault(f"Strata {name} hanya punya satu PSU; bobot ulangan tidak dapat dibuat.",
                     f"Stratum {name} has a single PSU; replicate weights cannot be made.")  # fmt: skip
    return drawn


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
