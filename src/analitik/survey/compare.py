"""Do groups differ, do two questions hang together? Tests that know how the sample was drawn.

Formulas, sources and limits: docs/metode/survei.md.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import special

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.stats.intervals import t_below
from analitik.survey.answers import to_numbers
from analitik.survey.design import Design
from analitik.survey.linearise import Ground, lay_out
from analitik.survey.means import interval_columns
from analitik.survey.tables import levels_of


def compare_groups(
    frame: pd.DataFrame, outcome: str, group: str, *, design: Design | None = None, test: str = "t", level: float = 0.95
) -> pd.DataFrame:
    """Two groups compared: their means (``t``), or their ranks in the population (``rank``, after Lumley and Scott 2013).

    Returns
    -------
    DataFrame
        One row: ``first``, ``second`` (the two groups), ``estimate`` (second less first; for ranks between -1 and 1), ``se``,
        ``low``, ``high``, ``df`` (design df less one), ``t``, ``p``, ``n``.

    Raises
    ------
    UsageFault
        When a column is absent or ``group`` has not exactly two values.

    Examples
    --------
    >>> answers = pd.DataFrame({"score": [1.0, 2.0, 3.0, 4.0], "pilot": ["a", "a", "b", "b"]})
    >>> compare_groups(answers, "score", "pilot")[["first", "second", "estimate"]].values.tolist()
    [['a', 'b', 2.0]]
    """
    _refuse_absent(frame, outcome, group)
    if test not in ("t", "rank"):
        raise _fault(f"Uji '{test}' tidak dikenal; pilih t atau rank.", f"Test '{test}' is not known; use t or rank.")
    found = list(levels_of(group, frame[group]))
    if len(found) != 2:
        raise _fault(f"Kolom {group} harus berisi tepat dua kelompok, bukan {len(found)}.",
                     f"Column {group} must hold exactly two groups, not {len(found)}.")  # fmt: skip
    (first, _, _), (second, is_second, answered) = found
    values, ground = to_numbers(frame[outcome]), lay_out(frame, None, design or Design())
    valid = ~np.isnan(values) & answered
    rows = ground.used(valid)
    score = values if test == "t" else np.zeros(len(values))
    if test == "rank":
        score[rows] = _population_ranks(values[rows], ground.sample.weight[rows])
    difference, scores = _difference(score, is_second > 0, ground.sample.weight, rows)
    se = np.sqrt(ground.covariance(scores[:, None], valid)[0])
    df = ground.degrees(valid) - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        t = difference / se
    ends = interval_columns(np.array([difference]), se, df, level)
    names = {"first": first.partition("=")[2], "second": second.partition("=")[2]}
    return pd.DataFrame({**names, "estimate": difference, **ends, "t": t, "p": 2 * t_below(-np.abs(t), df), "n": rows.sum()})


def independence(frame: pd.DataFrame, rows: str, columns: str, *, design: Design | None = None, test: str = "F") -> pd.DataFrame:
    """Are two questions independent? Rao and Scott's corrected chi-square as an F (``F``), or a Wald test (``Wald``).

    Returns
    -------
    DataFrame
        One row: ``statistic``, ``ndf``, ``ddf``, ``p``, ``n``.

    Raises
    ------
    UsageFault
        When a column is absent or has a single value.

    Examples
    --------
    >>> answers = pd.DataFrame({"a": list("xxyyxxyy"), "b": list("ppqqpqpq")})
    >>> independence(answers, "a", "b")["statistic"].round(4).tolist()
    [1.75]
    """
    _refuse_absent(frame, rows, columns)
    if test not in ("F", "Wald"):
        raise _fault(f"Uji '{test}' tidak dikenal; pilih F atau Wald.", f"Test '{test}' is not known; use F or Wald.")
    down, across = ([hit for _, hit, _ in levels_of(name, frame[name])] for name in (rows, columns))
    if min(len(down), len(across)) < 2:
        raise _fault("Kedua kolom harus berisi sedikitnya dua jawaban.", "Both columns must hold at least two answers.")
    valid = np.any(down, axis=0) & np.any(across, axis=0)
    ground = lay_out(frame, None, design or Design())
    found = (_rao_scott if test == "F" else _wald)(ground, down, across, valid)
    statistic, ndf, ddf = found
    p = float(special.fdtrc(ndf, ddf, statistic))
    return pd.DataFrame([{"statistic": statistic, "ndf": ndf, "ddf": ddf, "p": p, "n": int(ground.used(valid).sum())}])


def _population_ranks(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Where each value would stand in the population, between 0 and 1; equal values share the mean of their places."""
    order = np.argsort(values, kind="stable")
    places = np.empty(len(values))
    places[order] = np.cumsum(weight[order]) - weight[order] / 2
    same = pd.factorize(values)[0]
    return (np.bincount(same, places) / np.bincount(same))[same] / weight.sum()


def _difference(values: np.ndarray, is_second: np.ndarray, weight: np.ndarray, rows: np.ndarray) -> tuple[float, np.ndarray]:
    """The second group's weighted mean less the first's, and the weighted linearised scores of that difference."""
    scores, means = np.zeros(len(values)), []
    for side, sign in ((~is_second, -1), (is_second, 1)):
        w = np.where(side & rows, weight, 0.0)
        filled = np.where(w > 0, values, 0.0)
        means.append(w @ filled / w.sum() if w.any() else np.nan)
        scores += sign * w * (filled - means[-1]) / w.sum() if w.any() else 0.0
    return means[1] - means[0], scores


def _rao_scott(ground: Ground, down: list, across: list, valid: np.ndarray) -> tuple[float, float, float]:
    """Pearson's statistic over the mean design effect of the table, with the degrees of freedom of Satterthwaite."""
    cells = np.column_stack([i * j for j in across for i in down])
    used = ground.used(valid)
    weight = np.where(used, ground.sample.weight, 0.0)
    share = weight @ cells / weight.sum()
    covariance = ground.covariance(weight[:, None] * (cells - share) / weight.sum(), valid)
    n, (r, c) = int(used.sum()), (len(down), len(across))
    table = share.reshape(c, r).T
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = n * np.sum((table - expected) ** 2 / expected)
    contrast = _interactions(r, c)
    inverse = np.where(share > 0, 1 / np.where(share > 0, share, 1.0), 0.0)
    plain = contrast.T @ (inverse[:, None] * contrast) / n
    actual = contrast.T @ (inverse[:, None] * covariance * inverse) @ contrast
    effects = np.linalg.solve(plain, actual)
    trace = np.trace(effects)
    ndf = trace**2 / np.trace(effects @ effects)
    return float(pearson / trace), float(ndf), float(ndf * ground.degrees(valid)[0])


def _interactions(r: int, c: int) -> np.ndarray:
    """The space of tables that have no main effects, one column per interaction; cells run down the columns of the table."""
    rows, columns = np.tile(np.arange(r), c), np.repeat(np.arange(c), r)
    main = [np.ones(r * c), *((rows == k) * 1.0 for k in range(1, r)), *((columns == k) * 1.0 for k in range(1, c))]
    both = np.column_stack([(rows == i) * (columns == j) * 1.0 for j in range(1, c) for i in range(1, r)])
    main = np.column_stack(main)
    return both - main @ np.linalg.lstsq(main, both, rcond=None)[0]


def _wald(ground: Ground, down: list, across: list, valid: np.ndarray) -> tuple[float, float, float]:
    """Distances of cell totals from those of independence, against their own covariances."""
    weight = np.where(ground.used(valid), ground.sample.weight, 0.0)
    total, distances, scores = weight.sum(), [], []
    for j in across[:-1]:
        for i in down[:-1]:
            row, column = weight @ i, weight @ j
            distances.append(weight @ (i * j) - row * column / total)
            scores.append(weight * (i * j - (i * column + j * row) / total + row * column / total**2))
    covariance = ground.covariance(np.column_stack(scores), valid)
    distance, k = np.array(distances), len(distances)
    statistic = distance @ np.linalg.solve(covariance, distance) / k
    return float(statistic), float(k), float(ground.degrees(valid)[0])


def _refuse_absent(frame: pd.DataFrame, *names: str) -> None:
    absent = [name for name in names if name not in frame.columns]
    if absent:
        there = ", ".join(map(str, frame.columns))
        raise _fault(f"Kolom {', '.join(absent)} tidak ada; yang ada: {there}.",
                     f"Columns {', '.join(absent)} do not exist; there are: {there}.")  # fmt: skip


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
