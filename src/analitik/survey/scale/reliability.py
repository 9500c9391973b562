"""How much of a score is the thing measured and how much is noise.

Formulas, sources and limits: docs/metode/keandalan.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from analitik.stats import reliability as measure
from analitik.stats.confirmatory import confirm
from analitik.stats.factors import minres
from analitik.stats.intervals import t_quantile
from analitik.stats.moments import complete, covariance, mean_and_spread, to_correlation
from analitik.stats.rotation import general_factor, oblimin
from analitik.survey.design import Design
from analitik.survey.scale.items import Items, read_items, state


def reliability(
    responses: pd.DataFrame,
    scales: Mapping[str, Sequence[str]] | Sequence[str],
    *,
    reverse: Iterable[str] = (),
    scale: tuple[float, float] | None = None,
    design: Design | None = None,
) -> pd.DataFrame:
    """Alpha and omega of one scale or of several, over pairwise covariances unless said otherwise.

    Parameters
    ----------
    responses : DataFrame
        One row per respondent.
    scales : mapping or list of str
        Name of a scale -> its item columns; a list is one scale called ``skala``.
    reverse : iterable of str
        Items worded the other way round.
    scale : tuple, optional
        Lowest and highest possible answer; the lowest and highest given when not said.
    design : Design, optional
        Weights enter every figure; strata and clusters enter ``se``, ``low`` and ``high``.

    Returns
    -------
    DataFrame
        One row per scale: ``scale``, ``k``, ``alpha`` with ``se``, ``low``, ``high``, ``df`` (95 %, under the design),
        ``feldt_low``, ``feldt_high``, ``normal_se`` (both for independent persons and normal answers), ``alpha_standardised``,
        ``alpha_listwise``, ``alpha_ordinal`` (polychoric), ``omega`` (one factor, pairwise), ``omega_confirmed`` (one factor,
        raw, complete cases), ``guttman6``, ``mean_r``, ``median_r``, ``score_mean``, ``score_sd``, ``n``, ``n_complete``,
        ``state`` (``ok`` or what stands in the way).

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [1, 2, 3, 4, 4, 2], "b": [1, 3, 3, 4, 3, 1], "c": [2, 2, 3, 3, 4, 1]})
    >>> reliability(answers, ["a", "b", "c"])[["k", "n", "alpha", "state"]].round(3).values.tolist()
    [[3, 6, 0.906, 'ok']]
    """
    named = scales if isinstance(scales, Mapping) else {"skala": scales}
    turned = [reverse] if isinstance(reverse, str) else list(reverse)
    rows = [
        {"scale": name, **_scale(read_items(responses, items, reverse=turned, scale=scale, design=design))}
        for name, items in named.items()
    ]
    return pd.DataFrame(rows)


def _scale(items: Items) -> dict[str, object]:
    k, n = len(items.names), len(items.values)
    covariances, faults = covariance(items.values, items.weight), items.faults()
    found = measure.alpha(covariances)
    standard = to_correlation(covariances)
    pairs = standard[np.tril_indices(k, -1)]
    score = items.score[:, None]
    mean, spread, _ = mean_and_spread(score, items.weight)
    one, one_faults = _one_factor(items)
    raw = _confirmed(items)
    if found < 0:
        faults.append("alpha negatif: periksa arah unsur")
    se = _alpha_se(items, covariances) if np.isfinite(found) else np.nan
    df = int(items.ground.degrees(items.answered)[0])
    half = t_quantile(df) * se / (1 - found) if found < 1 else np.nan
    low, high = (float(1 - (1 - found) * np.exp(sign * half)) for sign in (1, -1))
    feldt = measure.feldt(found, n, k)
    return {
        "k": k, "alpha": found, "se": se, "low": low, "high": high, "df": df, "feldt_low": feldt[0], "feldt_high": feldt[1],
        "normal_se": measure.alpha_error(covariances, n), "alpha_standardised": measure.alpha(standard),
        "alpha_listwise": measure.alpha(covariance(items.values, items.weight, listwise=True)),
        "alpha_ordinal": measure.alpha(items.matrix("polychoric")), "omega": one, "omega_confirmed": raw,
        "guttman6": measure.guttman6(standard), "mean_r": float(pairs.mean()), "median_r": float(np.median(pairs)),
        "score_mean": float(mean[0]), "score_sd": float(spread[0]), "n": n, "n_complete": items.n_complete,
        "state": state(faults + one_faults),
    }  # fmt: skip


def _alpha_se(items: Items, covariances: np.ndarray) -> float:
    """Alpha as a smooth function of covariances: each respondent's linearised score, summed under the design."""
    k, total, trace = len(covariances), covariances.sum(), np.trace(covariances)
    slope = k / (k - 1) * (trace / total**2 - np.eye(k) / total)
    weight = np.ones(len(items.values)) if items.weight is None else items.weight
    there = (~np.isnan(items.values)).astype(float)
    centred = np.where(there > 0, items.values - mean_and_spread(items.values, items.weight)[0], 0.0)
    base = (there * weight[:, None]).T @ there
    own = (centred * weight[:, None]).T @ centred / base
    moved = ((centred @ (slope / base)) * centred).sum(axis=1) - ((there @ (slope * own / base)) * there).sum(axis=1)
    scores = np.zeros(len(items.answered))
    scores[items.answered] = weight * moved
    return float(items.ground.standard_error(scores, items.answered)[0])


def _one_factor(items: Items) -> tuple[float, list[str]]:
    if len(items.names) < 3:
        return np.nan, ["omega memerlukan sedikitnya tiga unsur"]
    matrix = items.matrix()
    if not np.isfinite(matrix).all():
        return np.nan, []
    found = minres(matrix, 1)
    faults = ["satu unsur menyerap seluruh faktor (Heywood)"] if found.heywood.any() else []
    return measure.omega_total(found.loadings[:, 0]), faults + ([] if found.converged else ["faktor tidak konvergen"])


def _confirmed(items: Items) -> float:
    values, weight = complete(items.values, items.weight)
    if len(items.names) < 3 or len(values) <= len(items.names):
        return np.nan
    covariances = covariance(values, weight) * (len(values) - 1) / len(values)
    if (
        not np.isfinite(covariances).all()
        or np.linalg.eigvalsh(to_correlation(covariances) if np.diag(covariances).all() else covariances)[0] < 1e-10
    ):
        return np.nan
    found = confirm(covariances, np.zeros(len(covariances), dtype=int))
    return measure.omega_total(found.loadings, found.residuals) if found.converged and (found.residuals > 0).all() else np.nan


def correlations(
    responses: pd.DataFrame,
    items: Sequence[str],
    kind: str = "pearson",
    *,
    reverse: Iterable[str] = (),
    scale: tuple[float, float] | None = None,
    design: Design | None = None,
) -> pd.DataFrame:
    """Correlations between items, each pair over those who answered both.

    Parameters
    ----------
    kind : str
        ``pearson``, or ``polychoric`` for the correlation of what lies behind graded answers.

    Returns
    -------
    DataFrame
        One row and one column per item; NaN where an item is constant or empty.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [1, 2, 3, 4], "b": [4, 3, 2, 1]})
    >>> correlations(answers, ["a", "b"], reverse=["b"]).loc["a", "b"].round(6)
    np.float64(1.0)
    """
    read = read_items(responses, items, reverse=reverse, scale=scale, design=design)
    return pd.DataFrame(read.matrix(kind), index=read.names, columns=read.names)


def omega(
    responses: pd.DataFrame,
    items: Sequence[str],
    n_factors: int = 3,
    *,
    kind: str = "pearson",
    reverse: Iterable[str] = (),
    scale: tuple[float, float] | None = None,
    design: Design | None = None,
) -> pd.DataFrame:
    """How much of the score is one general thing, when items also hang together in groups (Schmid-Leiman).

    Returns
    -------
    DataFrame
        One row: ``n_factors``, ``omega_h`` (general), ``omega_total``, ``omega_limit`` (their ratio), ``alpha`` (standardised,
        pairwise), ``guttman6``, ``n``, ``state``. Fewer items than the factors need give NaN with the reason.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": [1, 2, 3, 4, 4], "b": [1, 2, 3, 4, 3], "c": [2, 2, 3, 4, 4]})
    >>> omega(answers, ["a", "b", "c"])["state"].item()
    '3 faktor tidak dapat ditentukan dari 3 unsur'
    """
    read = read_items(responses, items, reverse=reverse, scale=scale, design=design)
    matrix, p, faults = read.matrix(kind), len(read.names), read.faults()
    general, total = np.nan, np.nan
    if n_factors < 2 or (p - n_factors) ** 2 < p + n_factors:
        faults.append(f"{n_factors} faktor tidak dapat ditentukan dari {p} unsur")
    elif np.isfinite(matrix).all():
        oblique = oblimin(minres(matrix, n_factors))
        loadings, above = general_factor(oblique)
        general, total = measure.hierarchical(matrix, loadings, oblique.uniqueness)
        if oblique.heywood.any() or above.heywood.any():
            faults.append("satu unsur menyerap seluruh faktor (Heywood): kurangi faktor")
        if not (oblique.converged and above.converged):
            faults.append("faktor tidak konvergen")
    row = {"n_factors": n_factors, "omega_h": general, "omega_total": total, "omega_limit": general / total,
           "alpha": measure.alpha(matrix), "guttman6": measure.guttman6(matrix), "n": len(read.values), "state": state(faults)}  # fmt: skip
    return pd.DataFrame([row])
