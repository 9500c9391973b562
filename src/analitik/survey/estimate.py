"""Any number asked of a survey: means, totals, ratios, shares and quantiles by group, each with its error under the design.

Formulas, sources and limits: docs/metode/survei.md.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.stats.intervals import clopper_pearson, t_quantile
from analitik.survey.answers import BLANK, to_numbers
from analitik.survey.design import Design
from analitik.survey.linearise import Ground, lay_out
from analitik.survey.means import interval_columns, mean_and_scores, means_of, simple_variance

STATISTICS = ("mean", "total", "ratio", "prop", "quantile")
COLUMNS = ["domain", "variable", "estimate", "se", "low", "high", "n", "df", "deff"]


def estimate(
    frame: pd.DataFrame,
    variables: str | list[str],
    stat: str = "mean",
    *,
    by: str | list[str] | None = None,
    design: Design | None = None,
    q: float | list[float] = 0.5,
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
        ``mean``, ``total``, ``ratio``, ``prop`` or ``quantile``.
    by, design
        As for ``index_scores``.
    q : float or list of float
        The quantiles, between 0 and 1.

    Returns
    -------
    DataFrame
        One row per domain and variable: ``domain``, ``variable`` (for a share ``variable=value``), ``estimate``, ``se``,
        ``low``, ``high`` (95 %, t with design df; shares on the logit scale), ``n``, ``df``, ``deff`` (against a simple
        random sample without replacement; NaN for quantiles).

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
    _refuse_strange(frame, names, stat)
    ground = lay_out(frame, by, design or Design())
    quantiles = [q] if isinstance(q, int | float) else list(q)
    rows = {
        "mean": lambda: _means(ground, frame, names),
        "total": lambda: (_total(ground, name, to_numbers(frame[name])) for name in names),
        "ratio": lambda: [_ratio(ground, "/".join(names), *(to_numbers(frame[name]) for name in names))],
        "prop": lambda: (table for name in names for table in _shares(ground, name, frame[name])),
        "quantile": lambda: (_quantile(ground, name, to_numbers(frame[name]), p) for name in names for p in quantiles),
    }
    tables = list(rows[stat]()) if ground.labels else []
    order = np.arange(len(tables) * len(ground.labels)).reshape(len(tables) or 1, -1).T.ravel()
    return pd.concat(tables, ignore_index=True).iloc[order].reset_index(drop=True) if tables else pd.DataFrame(columns=COLUMNS)


def _means(ground: Ground, frame: pd.DataFrame, names: list[str]) -> Iterator[pd.DataFrame]:
    for name, found in zip(names, means_of(ground, (to_numbers(frame[name]) for name in names)), strict=True):
        yield _finished(ground, name, found.mean, found.se, found.df, found.n, found.simple)


def _total(ground: Ground, name: str, values: np.ndarray) -> pd.DataFrame:
    valid = ~np.isnan(values)
    scores = ground.sample.weight * np.where(valid, values, 0.0)
    total = ground.add(scores)
    base = ground.add(np.where(valid, ground.sample.weight, 0.0))
    simple = simple_variance(ground, values, valid) * base**2
    return _table(ground, name, total, _error(ground, total, scores, valid), valid, simple)


def _ratio(ground: Ground, name: str, top: np.ndarray, bottom: np.ndarray) -> pd.DataFrame:
    valid = ~np.isnan(top) & ~np.isnan(bottom)
    weight = np.where(ground.used(valid), ground.sample.weight, 0.0)
    above, below = (np.where(valid, values, 0.0) for values in (top, bottom))
    base = ground.add(weight * below)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = ground.add(weight * above) / base
        residual = (above - ratio[ground.domain] * below) / base[ground.domain]
    simple = simple_variance(ground, residual, valid) * ground.add(weight) ** 2
    return _table(ground, name, ratio, _error(ground, ratio, weight * residual, valid), valid, simple)


def _shares(ground: Ground, name: str, column: pd.Series) -> Iterator[pd.DataFrame]:
    """One table per value of the column; the interval is a t interval of the log odds, as it cannot leave 0 to 1."""
    blank = column.isna() | column.astype("str").str.strip().str.casefold().isin(BLANK)
    codes, values = pd.factorize(column.where(~blank), sort=True)
    valid = codes >= 0
    for code, value in enumerate(values):
        hit = (codes == code).astype(float)
        share, scores = mean_and_scores(ground, hit, valid)
        se = _error(ground, share, scores, valid)
        table = _table(ground, f"{name}={value}", share, se, valid, simple_variance(ground, hit, valid))
        yield table.assign(**_logit_interval(share, se, table["df"].to_numpy(), table["n"].to_numpy()))


def _quantile(ground: Ground, name: str, values: np.ndarray, p: float) -> pd.DataFrame:
    """The smallest value whose weighted share reaches ``p``; interval by inverting that of the share (Woodruff)."""
    valid = ~np.isnan(values)
    weight = np.where(ground.used(valid), ground.sample.weight, 0.0)
    found = np.array([_inverse(values, weight, ground.domain == code, p) for code in range(len(ground.labels))])
    share, scores = mean_and_scores(ground, (values <= found[ground.domain]).astype(float), valid)
    df, se = ground.degrees(valid), _error(ground, share, scores, valid)
    half = t_quantile(df) * se
    low, high = (
        np.array([_inverse(values, weight, ground.domain == code, end[code]) for code in range(len(ground.labels))])
        for end in (np.clip(share - half, 0, 1), np.clip(share + half, 0, 1))
    )
    table = _table(ground, f"{name}@{p:g}", found, (high - low) / (2 * t_quantile(df)), valid, np.full(len(found), np.nan))
    return table.assign(low=low, high=high)


def _inverse(values: np.ndarray, weight: np.ndarray, rows: np.ndarray, p: float) -> float:
    counted = np.flatnonzero(rows & (weight > 0))
    if not len(counted) or not np.isfinite(p):
        return np.nan
    order = counted[np.argsort(values[counted], kind="stable")]
    reached = np.cumsum(weight[order])
    # a share that equals p up to rounding has reached it
    place = np.searchsorted(reached, p * reached[-1] * (1 - 1e-12))
    return float(values[order[min(place, len(order) - 1)]])


def _logit_interval(share: np.ndarray, se: np.ndarray, df: np.ndarray, n: np.ndarray) -> dict[str, np.ndarray]:
    with np.errstate(divide="ignore", invalid="ignore"):
        middle, half = np.log(share / (1 - share)), t_quantile(df) * se / (share * (1 - share))
        low, high = (1 / (1 + np.exp(-(middle + sign * half))) for sign in (-1, 1))
    # nobody or everybody: the log odds are infinite, the exact interval of the respondents still speaks
    for place in np.flatnonzero(((share == 0) | (share == 1)) & (n > 0)):
        low[place], high[place] = clopper_pearson(int(share[place]) * n[place], n[place])
    return {"low": low, "high": high}


def _error(ground: Ground, found: np.ndarray, scores: np.ndarray, valid: np.ndarray) -> np.ndarray:
    return np.where(np.isnan(found), np.nan, ground.standard_error(scores, valid))


def _table(ground: Ground, name: str, found: np.ndarray, se: np.ndarray, valid: np.ndarray, simple: np.ndarray) -> pd.DataFrame:
    return _finished(ground, name, found, se, ground.degrees(valid), ground.count(valid), simple)


def _finished(ground: Ground, name: str, found, se, df, n, simple) -> pd.DataFrame:
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = se**2 / simple
    table = pd.DataFrame({"variable": name, "estimate": found, **interval_columns(found, se, df), "n": n, "deff": deff})
    table.insert(0, "domain", pd.Series(ground.labels, dtype=object))
    return table[COLUMNS]


def _refuse_strange(frame: pd.DataFrame, names: list[str], stat: str) -> None:
    if stat not in STATISTICS:
        raise UsageFault(say(f"Statistik '{stat}' tidak dikenal; pilih {', '.join(STATISTICS)}.",
                             f"Statistic '{stat}' is not known; use {', '.join(STATISTICS)}."))  # fmt: skip
    absent = [name for name in names if name not in frame.columns]
    if absent or not names:
        there = ", ".join(map(str, frame.columns))
        raise UsageFault(say(f"Kolom {', '.join(absent)} tidak ada; yang ada: {there}.",
                             f"Columns {', '.join(absent)} do not exist; there are: {there}."))  # fmt: skip
    if stat == "ratio" and len(names) != 2:
        raise UsageFault(say("Rasio memerlukan tepat dua kolom: pembilang, penyebut.",
                             "A ratio takes exactly two columns: numerator, denominator."))  # fmt: skip
