"""Where performance falls short of what people hold important: the level of fit of importance-performance analysis (IPA)."""

from __future__ import annotations

import pandas as pd


def conformity(table: pd.DataFrame, performance: str = "performance", importance: str = "importance") -> pd.DataFrame:
    """The level of fit (tingkat kesesuaian) of each attribute: performance over importance, in percent.

    Parameters
    ----------
    table : DataFrame
        One row per attribute with the sums or means of both ratings, asked of the same persons on the same scale.

    Returns
    -------
    DataFrame
        The same rows with ``conformity``; 100 means that performance meets importance.

    Examples
    --------
    >>> ratings = pd.DataFrame({"performance": [91], "importance": [118]})
    >>> conformity(ratings)["conformity"].round(1).tolist()
    [77.1]
    """
    return table.assign(conformity=100 * table[performance] / table[importance])
