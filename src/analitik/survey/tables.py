"""How an estimate is handed over: with its error, its ends, its base, and a word on whether it may be used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from analitik.survey.answers import BLANK
from analitik.survey.means import interval_columns
from analitik.survey.shares import quality_of, share_interval

COLUMNS = ["domain", "variable", "estimate", "se", "low", "high", "n", "df", "deff", "rse", "quality"]


def table_of(labels: list[Any], name: str, found, se, df, n, simple=np.nan, *, level: float = 0.95, interval: str | None = None):
    """One row per domain; ``simple`` is the variance under simple random sampling, ``interval`` the kind for a share."""
    with np.errstate(divide="ignore", invalid="ignore"):
        deff = se**2 / simple
    rse, quality = quality_of(found, np.where(np.asarray(df) > 0, se, np.nan))
    columns = interval_columns(found, se, df, level)
    if interval:
        columns["low"], columns["high"] = share_interval(interval, found, se, n, df, level=level)
    table = pd.DataFrame({"variable": name, "estimate": found, **columns, "n": n, "deff": deff, "rse": rse, "quality": quality})
    table.insert(0, "domain", pd.Series(labels, dtype=object))
    return table[COLUMNS]


def by_domain(tables: list[pd.DataFrame], labels: list[Any]) -> pd.DataFrame:
    """Tables of variables put one below another, ordered by domain first."""
    if not tables:
        return pd.DataFrame(columns=COLUMNS)
    order = np.arange(len(tables) * len(labels)).reshape(len(tables), -1).T.ravel()
    return pd.concat(tables, ignore_index=True).iloc[order].reset_index(drop=True)


def levels_of(name: str, column: pd.Series) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """For each value of a column: its name, who has it, and who answered at all."""
    blank = column.isna() | column.astype("str").str.strip().str.casefold().isin(BLANK)
    codes, values = pd.factorize(column.where(~blank), sort=True)
    for code, value in enumerate(values):
        yield f"{name}={value}", (codes == code).astype(float), codes >= 0


def quantiles_of(values: np.ndarray, weight: np.ndarray, domain: np.ndarray, shares) -> np.ndarray:
    """For each domain the smallest value whose weighted share reaches that domain's share."""
    return np.array([_inverse(values, weight, domain == code, p) for code, p in enumerate(shares)], dtype=float)


def _inverse(values: np.ndarray, weight: np.ndarray, rows: np.ndarray, p: float) -> float:
    counted = np.flatnonzero(rows & (weight > 0))
    if not len(counted) or not np.isfinite(p):
        return np.nan
    order = counted[np.argsort(values[counted], kind="stable")]
    reached = np.cumsum(weight[order])
    # a share that equals p up to rounding has reached it
    place = np.searchsorted(reached, p * reached[-1] * (1 - 1e-12))
    return float(values[order[min(place, len(order) - 1)]])
