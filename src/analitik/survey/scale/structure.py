"""What lies behind the items: is there anything shared, how many things, and does each item lean on its own.

Formulas, sources and limits: docs/metode/keandalan.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.stats import confirmatory, dimension
from analitik.stats.factors import Factors, fit, maximum_likelihood, minres
from analitik.stats.moments import complete, covariance
from analitik.stats.rotation import oblimin, varimax
from analitik.survey.design import Design
from analitik.survey.scale.items import Items, read_items, state

METHODS = {"minres": minres, "ml": maximum_likelihood}
ROTATIONS = ("varimax", "oblimin", "none")


@dataclass(frozen=True)
class FactorSolution:
    """An exploratory solution.

    ``loadings`` has one row per item (``item``, ``F1``..., ``communality``, ``uniqueness``, ``is_heywood``), ``factors`` one row
    per factor (``factor``, ``ss``, ``share``), ``between`` the factors' correlations, ``fit`` one row (``chisq``, ``df``, ``p``,
    ``rmsea``, ``tli``, ``rms``, ``n``, ``state``).
    """

    loadings: pd.DataFrame
    factors: pd.DataFrame
    between: pd.DataFrame
    fit: pd.DataFrame


@dataclass(frozen=True)
class Confirmation:
    """A confirmed structure.

    ``loadings`` has one row per item (``factor``, ``item``, ``loading``, ``standardised``, ``residual``), ``between`` the factors'
    correlations, ``fit`` one row (``chisq``, ``df``, ``p``, ``cfi``, ``tli``, ``rmsea``, ``rmsea_low``, ``rmsea_high`` (90 %),
    ``srmr``, ``loglik``, ``aic``, ``bic``, ``n``, ``state``).
    """

    loadings: pd.DataFrame
    between: pd.DataFrame
    fit: pd.DataFrame


def adequacy(responses: pd.DataFrame, items: Sequence[str], *, design: Design | None = None) -> pd.DataFrame:
    """Whether items share enough to look for factors, over those who answered all.

    Returns
    -------
    DataFrame
        One row for all items together (``item`` None) and one per item: ``item``, ``kmo``; the first also has Bartlett's
        ``chisq``, ``df``, ``p``; ``n``, ``state``.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [1, 2, 3, 4, 4], "b": [1, 2, 3, 4, 3], "c": [2, 2, 3, 4, 4]})
    >>> adequacy(answers, ["a", "b", "c"])["kmo"].round(2).tolist()
    [0.67, 0.6, 0.73, 0.69]
    """
    read, matrix, faults = _matrix(responses, items, design)
    overall, single = dimension.sampling_adequacy(matrix) if not faults else (np.nan, np.full(len(read.names), np.nan))
    chisq, df, p = dimension.sphericity(matrix, read.n_complete) if not faults else (np.nan, np.nan, np.nan)
    table = pd.DataFrame({"item": pd.Series([None, *read.names], dtype=object), "kmo": [overall, *single]})
    first = np.arange(len(table)) == 0
    return table.assign(chisq=np.where(first, chisq, np.nan), df=np.where(first, df, np.nan), p=np.where(first, p, np.nan),
                        n=read.n_complete, state=state(faults))  # fmt: skip


def components(
    responses: pd.DataFrame, items: Sequence[str], *, seed: int = 42, repeats: int = 50, design: Design | None = None
) -> pd.DataFrame:
    """How many things there are to find: eigenvalues beside those of the same answers shuffled (parallel analysis).

    Returns
    -------
    DataFrame
        One row per component: ``component``, ``eigenvalue``, ``chance`` (95th percentile of the shuffled), ``is_kept`` (this
        and all before it exceed chance), ``n``, ``state``.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [1, 2, 3, 4] * 9, "b": [1, 2, 3, 4] * 9, "c": [1, 4, 1, 4] * 9})
    >>> components(answers.assign(b=answers["b"].replace(4, 3)), ["a", "b", "c"])["is_kept"].tolist()
    [True, False, False]
    """
    read, matrix, faults = _matrix(responses, items, design)
    found = chance = np.full(len(read.names), np.nan)
    if not faults:
        found = dimension.eigenvalues(matrix)
        values, weight = complete(read.values, read.weight)
        chance = dimension.chance_eigenvalues(values, seed, repeats, weight=weight)
    kept = np.logical_and.accumulate(found > chance)
    number = np.arange(1, len(found) + 1)
    return pd.DataFrame({"component": number, "eigenvalue": found, "chance": chance, "is_kept": kept,
                         "n": read.n_complete, "state": state(faults)})  # fmt: skip


def factor_analysis(
    responses: pd.DataFrame,
    items: Sequence[str],
    n_factors: int,
    *,
    method: str = "minres",
    rotate: str = "varimax",
    kind: str = "pearson",
    missing: str = "listwise",
    tolerance: float | None = None,
    reverse: Iterable[str] = (),
    scale: tuple[float, float] | None = None,
    design: Design | None = None,
) -> FactorSolution:
    """Exploratory factors of a set of items.

    Parameters
    ----------
    method : str
        ``minres`` or ``ml``.
    rotate : str
        ``varimax``, ``oblimin`` (factors may correlate) or ``none``.
    kind : str
        ``pearson`` or ``polychoric`` correlations.
    missing : str
        ``listwise``: those who answered all items; ``pairwise``: each pair over those who answered both.
    tolerance : float, optional
        When a rotation stops; other programs stop earlier (R's varimax at 1e-5).

    Raises
    ------
    UsageFault
        When the method is not known, or the items are too few for the factors.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> thing = rng.normal(size=(500, 1))
    >>> answers = pd.DataFrame(thing + 0.5 * rng.normal(size=(500, 4)), columns=list("abcd"))
    >>> factor_analysis(answers, list("abcd"), 1).loadings["F1"].round(1).tolist()
    [0.9, 0.9, 0.9, 0.9]
    """
    for given, known in ((method, tuple(METHODS)), (rotate, ROTATIONS), (missing, ("listwise", "pairwise"))):
        if given not in known:
            raise UsageFault(
                say(f"'{given}' tidak dikenal; pilih {', '.join(known)}.", f"'{given}' is not known; use {', '.join(known)}.")
            )
    read, matrix, faults = _matrix(responses, items, design, kind, reverse, scale, missing)
    p, n = len(read.names), read.n_complete if missing == "listwise" else len(read.values)
    if not 1 <= n_factors < p or (p - n_factors) ** 2 < p + n_factors:
        raise UsageFault(say(f"{n_factors} faktor tidak dapat ditentukan dari {p} unsur; kurangi faktor atau tambah unsur.",
                             f"{n_factors} factors cannot be found from {p} items; take fewer factors or more items."))  # fmt: skip
    if faults:
        blank = np.full((p, n_factors), np.nan)
        return _solution(read.names, Factors(blank, blank[:, 0], False, np.zeros(p, dtype=bool)), {"n": n}, faults)
    found = METHODS[method](matrix, n_factors)
    measures = fit(matrix, found, n)
    rotated = {"varimax": varimax, "oblimin": oblimin, "none": lambda factors: factors}[rotate]
    turned = rotated(found, tolerance) if tolerance and rotate != "none" else rotated(found)
    if found.heywood.any():
        faults.append(f"Heywood: {', '.join(np.array(read.names)[found.heywood])} menyerap seluruh faktor; kurangi faktor")
    if not turned.converged:
        faults.append("tidak konvergen")
    return _solution(read.names, _in_order(turned), vars(measures) | {"n": n}, faults)


def _in_order(factors: Factors) -> Factors:
    """Factors by the sum of their squared loadings, largest first, each with its sum of loadings positive."""
    order = np.argsort(-(factors.loadings**2).sum(axis=0), kind="stable")
    sign = np.where(factors.loadings[:, order].sum(axis=0) < 0, -1.0, 1.0)
    between = None if factors.correlations is None else factors.correlations[np.ix_(order, order)] * np.outer(sign, sign)
    return Factors(factors.loadings[:, order] * sign, factors.uniqueness, factors.converged, factors.heywood, between)


def _solution(names: list[str], found: Factors, measures: dict, faults: list[str]) -> FactorSolution:
    labels = [f"F{k}" for k in range(1, found.loadings.shape[1] + 1)]
    between = np.eye(len(labels)) if found.correlations is None else found.correlations
    loadings = pd.DataFrame(found.loadings, columns=labels)
    loadings.insert(0, "item", names)
    loadings = loadings.assign(communality=found.communality, uniqueness=found.uniqueness, is_heywood=found.heywood)
    carried = np.diag(between @ found.loadings.T @ found.loadings)
    factors = pd.DataFrame({"factor": labels, "ss": carried, "share": carried / len(names)})
    row = dict.fromkeys(("chisq", "df", "p", "rmsea", "tli", "rms"), np.nan) | measures
    summary = pd.DataFrame([row | {"state": state(faults)}])
    return FactorSolution(loadings, factors, pd.DataFrame(between, labels, labels), summary)


def confirm(
    responses: pd.DataFrame, scales: Mapping[str, Sequence[str]], *, reverse: Iterable[str] = (), design: Design | None = None
) -> Confirmation:
    """Whether items belong to the scales they were written for (confirmatory factor analysis, complete cases).

    Fit measures are those of independent persons with normal answers; weights enter the covariances, clusters do not.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> thing = rng.normal(size=(500, 1))
    >>> answers = pd.DataFrame(thing + 0.5 * rng.normal(size=(500, 4)), columns=list("abcd"))
    >>> confirm(answers, {"mutu": list("abcd")}).loadings["standardised"].round(1).tolist()
    [0.9, 0.9, 0.9, 0.9]
    """
    names = [item for items in scales.values() for item in items]
    read, _, faults = _matrix(responses, names, design, reverse=reverse)
    factor_of = np.repeat(np.arange(len(scales)), [len(items) for items in scales.values()])
    thin = [name for name, items in scales.items() if len(items) < (3 if len(scales) == 1 else 2)]
    if thin:
        faults.append(f"unsur terlalu sedikit: {', '.join(thin)}")
    n, blank = read.n_complete, np.full(len(names), np.nan)
    found, measures, spread = confirmatory.Confirmed(blank, blank, np.eye(len(scales)), np.eye(len(names)), False), {}, blank
    if not faults:
        covariances = covariance(read.values, read.weight, listwise=True) * (n - 1) / n
        found, spread = confirmatory.confirm(covariances, factor_of), np.sqrt(np.diag(covariances))
        measures = confirmatory.confirmed_fit(covariances, found, n)
        faults += [] if found.converged else ["tidak konvergen"]
        negative = np.array(names)[found.residuals <= 0]
        faults += [f"Heywood: {', '.join(negative)}"] if len(negative) else []
    owner = np.array(list(scales))[factor_of]
    loadings = pd.DataFrame({"factor": owner, "item": names, "loading": found.loadings,
                             "standardised": found.loadings / spread, "residual": found.residuals})  # fmt: skip
    labels = ("chisq", "df", "p", "cfi", "tli", "rmsea", "rmsea_low", "rmsea_high", "srmr", "loglik", "aic", "bic")
    row = dict.fromkeys(labels, np.nan) | measures | {"n": n, "state": state(faults)}
    return Confirmation(loadings, pd.DataFrame(found.between, list(scales), list(scales)), pd.DataFrame([row]))


def _matrix(
    responses: pd.DataFrame,
    items: Sequence[str],
    design: Design | None,
    kind: str = "pearson",
    reverse: Iterable[str] = (),
    scale: tuple[float, float] | None = None,
    missing: str = "listwise",
) -> tuple[Items, np.ndarray, list[str]]:
    """Items, their correlations, and why these cannot be used."""
    read = read_items(responses, items, reverse=reverse, scale=scale, design=design, least=3)
    faults = read.faults()
    if not faults and missing == "listwise" and read.n_complete <= len(read.names):
        faults = [f"hanya {read.n_complete} responden menjawab lengkap"]
    matrix = read.matrix(kind, listwise=missing == "listwise") if not faults else np.full((len(read.names),) * 2, np.nan)
    if not faults and not np.isfinite(matrix).all():
        faults = ["jawaban sama semua di antara responden yang dibandingkan"]
    elif not faults and np.linalg.eigvalsh(matrix)[0] < 1e-8:
        faults = ["unsur saling menentukan (matriks korelasi tidak definit positif)"]
    return read, matrix, faults
