"""The same survey drawn again: clusters redrawn within strata, for what has no formula (the place of an element in a picture).

Rescaled bootstrap of Rao and Wu (1988) with n - 1 of n clusters; formulas and limits: docs/metode/penentu.md.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analitik.survey.linearise import Ground


def redrawn_totals(ground: Ground, columns: np.ndarray, seed: int, repeats: int) -> Iterator[np.ndarray]:
    """Weighted totals of columns in each redrawn sample, in blocks.

    Parameters
    ----------
    columns : array
        One row per respondent of the whole sample, zero where it does not count; the design's weight is applied here.
    seed, repeats : int
        Where chance starts, and how many samples are drawn.

    Yields
    ------
    array
        ``(samples, columns)``.

    Notes
    -----
    A stratum with a single cluster keeps it. Only the first stage is redrawn, as in the variance without later stages.
    """
    stage = ground.sample.stages[0]
    order = np.argsort(stage.stratum_of, kind="stable")
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    totals = np.zeros((len(order), columns.shape[1]))
    cluster = place[stage.cluster]
    for column in range(columns.shape[1]):
        totals[:, column] = np.bincount(cluster, columns[:, column] * ground.sample.weight, minlength=len(order))
    stratum = stage.stratum_of[order]
    drawn = np.bincount(stratum, minlength=len(stage.fraction))
    first = np.cumsum(drawn) - drawn
    several = drawn[stratum] > 1
    # one cluster of each stratum sits a redraw out: n - 1 draws from n
    draws = stratum[several & (np.arange(len(order)) > first[stratum])]
    reach = np.sqrt(1 - stage.fraction[stratum])
    with np.errstate(divide="ignore", invalid="ignore"):
        swell = np.where(several, drawn[stratum] / (drawn[stratum] - 1), 0.0)
    chance = np.random.default_rng(seed)
    block = max(1, min(repeats, 4_000_000 // max(len(order), 1)))
    for start in range(0, repeats, block):
        factors = np.ones((min(block, repeats - start), len(order)))
        for row in factors:
            hits = np.bincount(first[draws] + (chance.random(len(draws)) * drawn[draws]).astype(np.int64), minlength=len(order))
            row[several] = (1 - reach + reach * swell * hits)[several]
        yield factors @ totals
