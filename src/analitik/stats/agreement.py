"""How far people who judged the same things agree, beyond what chance alone would give.

Formulas, sources and limits: docs/metode/porsi-terkoreksi.md.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import special

LEVELS = ("nominal", "ordinal", "interval", "ratio")


def confusion(first, second, categories=None) -> pd.DataFrame:
    """How often the first said one thing while the second said another.

    Returns
    -------
    DataFrame
        Rows: what the first said; columns: what the second said; cells: how many things.

    Examples
    --------
    >>> confusion(["a", "a", "b"], ["a", "b", "b"]).to_numpy().tolist()
    [[1, 1], [0, 1]]
    """
    first, second = pd.Series(list(first)), pd.Series(list(second))
    names = sorted(set(first) | set(second)) if categories is None else list(categories)
    table = pd.crosstab(first.to_numpy(), second.to_numpy())
    return table.reindex(index=names, columns=names, fill_value=0).astype("int64")


def cohen_kappa(table, *, weights: str | None = None, level: float = 0.95) -> dict[str, float]:
    """Cohen's kappa of a square table of two raters, with the large-sample interval of Fleiss, Cohen and Everitt.

    Parameters
    ----------
    table : DataFrame or array
        From :func:`confusion`.
    weights : None or "quadratic"
        Quadratic weights forgive near misses; the categories must then be in order.

    Returns
    -------
    dict
        ``kappa``, ``low``, ``high``, ``agreement`` (share of equal answers), ``n``; NaN where chance alone explains all.

    Examples
    --------
    >>> cohen_kappa([[20, 5], [10, 15]])["kappa"].__round__(3)
    0.4
    """
    counts = np.asarray(table, dtype=float)
    n = counts.sum()
    if n == 0:
        return dict.fromkeys(("kappa", "low", "high", "agreement"), float("nan")) | {"n": 0}
    p, places = counts / n, np.arange(len(counts))
    apart = np.abs(places[:, None] - places[None, :])
    credit = 1 - (apart / max(len(counts) - 1, 1)) ** 2 if weights == "quadratic" else (apart == 0).astype(float)
    rows, columns = p.sum(axis=1), p.sum(axis=0)
    seen, chance = (credit * p).sum(), rows @ credit @ columns
    answer = {"agreement": float(np.trace(p)), "n": int(n)}
    if np.isclose(chance, 1):
        return {"kappa": float("nan"), "low": float("nan"), "high": float("nan"), **answer}
    kappa = (seen - chance) / (1 - chance)
    mean = (credit @ columns)[:, None] + (rows @ credit)[None, :]
    spread = (p * (credit * (1 - chance) - mean * (1 - seen)) ** 2).sum() - (seen * chance - 2 * chance + seen) ** 2
    half = special.ndtri(0.5 + level / 2) * np.sqrt(max(spread, 0) / n) / (1 - chance) ** 2
    return {"kappa": float(kappa), "low": float(kappa - half), "high": float(kappa + half), **answer}


def krippendorff_alpha(ratings, *, level: str = "nominal") -> float:
    """Krippendorff's alpha of any number of raters, with gaps: 1 is perfect, 0 is what chance would give.

    Parameters
    ----------
    ratings : array
        One row per rater, one column per thing; NaN or None where a rater was silent. Words only for ``nominal``.
    level : str
        ``nominal``, ``ordinal``, ``interval`` or ``ratio``.

    Returns
    -------
    float
        NaN when fewer than two answers can be paired, or all answers are the same.

    Examples
    --------
    >>> round(krippendorff_alpha([["a", "a", "b", None], ["a", "b", "b", "b"]]), 4)
    0.4444
    """
    pairs, values = _coincidences(ratings)
    return float(_alpha(pairs.sum(axis=0)[None], values, level)[0])


def alpha_interval(ratings, *, level: str = "nominal", confidence: float = 0.95, runs: int = 2000, seed: int = 0) -> tuple[float, float]:
    """The bootstrap interval of :func:`krippendorff_alpha`: the things judged are drawn anew, with a fixed seed.

    Examples
    --------
    >>> low, high = alpha_interval([list("aabb") * 10, list("abbb") * 10])
    >>> 0 < low < 0.5 < high < 0.9
    True
    """
    pairs, values = _coincidences(ratings)
    if not len(pairs):
        return float("nan"), float("nan")
    again = np.random.default_rng(seed).multinomial(len(pairs), np.full(len(pairs), 1 / len(pairs)), size=runs)
    tables = np.tensordot(again, pairs, axes=1)
    found = _alpha(tables, values, level)
    found = found[~np.isnan(found)]
    if not len(found):
        return float("nan"), float("nan")
    tail = (1 - confidence) / 2
    return tuple(float(end) for end in np.quantile(found, [tail, 1 - tail]))


def _coincidences(ratings) -> tuple[np.ndarray, np.ndarray]:
    """The pairs of answers of each thing with at least two of them, and the values in order."""
    table = pd.DataFrame(list(ratings))
    values = np.array(sorted(set(table.stack().dropna())), dtype=object)
    counts = np.array([(table == value).sum(axis=0).to_numpy() for value in values], dtype=float).T.reshape(-1, len(values))
    counts = counts[counts.sum(axis=1) >= 2]
    several = counts.sum(axis=1)[:, None, None]
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(len(values))
    return pairs / np.maximum(several - 1, 1), values


def _alpha(tables: np.ndarray, values: np.ndarray, level: str) -> np.ndarray:
    totals = tables.sum(axis=2)
    n = totals.sum(axis=1)
    distance = _distances(totals, values, level)
    seen = (tables * distance).sum(axis=(1, 2))
    expected = (totals[:, :, None] * totals[:, None, :] * distance).sum(axis=(1, 2))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected > 0, 1 - (n - 1) * seen / expected, np.nan)


def _distances(totals: np.ndarray, values: np.ndarray, level: str) -> np.ndarray:
    if level not in LEVELS:
        raise ValueError(f"level must be one of {', '.join(LEVELS)}, got {level!r}")
    if level == "nominal":
        return np.broadcast_to(1 - np.eye(len(values)), (*totals.shape, len(values)))
    if level == "ordinal":
        middle = np.cumsum(totals, axis=1) - totals / 2
        return (middle[:, :, None] - middle[:, None, :]) ** 2
    numbers = values.astype(float)
    apart = numbers[:, None] - numbers[None, :]
    if level == "ratio":
        together = numbers[:, None] + numbers[None, :]
        apart = np.divide(apart, together, out=np.zeros_like(apart), where=together != 0)
    return np.broadcast_to(apart**2, (*totals.shape, len(values)))
