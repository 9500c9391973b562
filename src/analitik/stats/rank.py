"""Whether two quantities rise together, by their ranks. Formula, source and limits: docs/metode/saran.md."""

from __future__ import annotations

import math

import numpy as np
from scipy import special
from scipy.stats import rankdata


def spearman(x, y, level: float = 0.95) -> dict[str, float]:
    """Spearman's rank correlation of the pairs where both are known, with the interval of Bonett and Wright (2000).

    Returns
    -------
    dict
        ``rho``, ``low``, ``high``, ``n`` (pairs). Without four pairs or without variation the numbers are NaN.

    Examples
    --------
    >>> found = spearman([1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 5])
    >>> round(found["rho"], 3), round(found["low"], 2), round(found["high"], 2), found["n"]
    (0.829, -0.13, 0.99, 6)
    """
    x, y = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    known = np.isfinite(x) & np.isfinite(y)
    n = int(known.sum())
    nothing = {"rho": math.nan, "low": math.nan, "high": math.nan, "n": n}
    if n < 4 or np.ptp(x[known]) == 0 or np.ptp(y[known]) == 0:
        return nothing
    rho = float(np.corrcoef(rankdata(x[known]), rankdata(y[known]))[0, 1])
    farthest = 1 - 12 / (
        n * (n * n - 1)
    )  # a perfect order stands one swap of neighbours from the next: its interval is not a point
    inner = min(max(rho, -farthest), farthest)
    half = float(special.ndtri(0.5 + level / 2)) * math.sqrt((1 + inner * inner / 2) / (n - 3))
    low, high = math.tanh(math.atanh(inner) - half), math.tanh(math.atanh(inner) + half)
    return {"rho": rho, "low": min(low, rho), "high": max(high, rho), "n": n}
