"""Numbers about few persons are not shown, and cannot be worked out from what is shown beside them, here or in earlier releases.

Rules, sources and limits: docs/metode/penyamaran.md.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.stats.suppression import hide_more
from analitik.survey.tables_of_persons import PersonTable, cost_of, tie

__all__ = ["MASKED", "PersonTable", "audit", "mask_small", "protect", "protect_together"]

MASKED = "disamarkan"


def protect(
    frame: pd.DataFrame,
    keys: str | Sequence[str],
    *,
    n: str = "n",
    labels: Sequence[str] = (),
    also: str | None = None,
    parts: str | None = None,
    minimum: int = 10,
    previous: Sequence[PersonTable | Sequence[PersonTable]] = (),
) -> pd.DataFrame:
    """Hide the cells of a table that stand on fewer than ``minimum`` persons, and those that would give them away.

    Parameters
    ----------
    frame : DataFrame
        One row per published cell. A row whose key is missing is the total over that key; a total that is not in the frame
        is taken to be known to readers.
    keys : str or sequence of str
        The columns that name a cell.
    n : str
        How many persons stand behind each cell.
    labels : sequence of str
        Columns that stay readable, such as the name of an element. Every other column is hidden with the count.
    also : str, optional
        A column of true and false: cells to hide although enough persons stand behind them (one of them outweighs the others).
    parts : str, optional
        A key that splits a mean and not the persons: elements of an index.
    minimum : int
        The smallest count that may be shown.
    previous : sequence of PersonTable
        Earlier or wider releases, with their true counts and their ``state``: what changed between them and this one is
        protected too. Tables of one release stand in a list of their own.

    Returns
    -------
    DataFrame
        The same rows; hidden cells have nothing but keys, labels and ``state`` (``disamarkan``, else missing).

    Raises
    ------
    UsageFault
        When a column is absent, a cell stands twice, or a count is no whole number of persons.

    Examples
    --------
    >>> table = pd.DataFrame({"upt": ["a", "b", "c", None], "n": [4, 12, 40, 56], "mean": [3.0, 3.1, 3.2, 3.17]})
    >>> protect(table, "upt")["n"].tolist()
    [<NA>, <NA>, 40, 56]
    """
    return protect_together([PersonTable(frame, keys, n, labels, also, parts)], minimum=minimum, previous=previous)[0]


def protect_together(
    tables: Sequence[PersonTable],
    *,
    minimum: int = 10,
    previous: Sequence[PersonTable | Sequence[PersonTable]] = (),
) -> list[pd.DataFrame]:
    """As :func:`protect` for tables that readers can lay side by side; cells with the same keys are the same persons.

    Returns
    -------
    list of DataFrame
        One frame per table, in order.
    """
    minimum = _whole_minimum(minimum)
    counts = tie(tables, previous, minimum)
    hidden = hide_more(counts.cells, counts.hidden, counts.targets, cost_of(counts), minimum)
    if any(table.parts for table in [*tables, *_flat(previous)]):
        means = tie(tables, previous, minimum, of_means=True)
        hidden = hide_more(means.cells, hidden, means.targets, cost_of(means), 1.0)
    return [_masked(table.frame, hidden[place], table.open_columns) for table, place in zip(tables, counts.places, strict=True)]


def audit(
    tables: Sequence[PersonTable],
    *,
    minimum: int = 10,
    previous: Sequence[PersonTable | Sequence[PersonTable]] = (),
) -> pd.DataFrame:
    """Attack tables about to be released: what can be worked out about the cells that their ``state`` says are hidden.

    Parameters
    ----------
    tables, previous : sequence of PersonTable
        Tables with their true counts and the ``state`` of the release.

    Returns
    -------
    DataFrame
        One row per hidden or undisclosed amount: ``release`` (0 the new one, -k the k-th previous, ``+k`` the growth since it),
        ``cell``, ``n``, ``low``, ``high`` (what fits everything shown), ``is_determined`` (solved exactly by equations alone),
        ``is_safe`` (no small cell, or its range is at least ``minimum`` wide).
    """
    from analitik.stats.suppression import determined, ranges

    found = tie(tables, previous, minimum, as_released=True)
    low, high = ranges(found.cells, found.hidden)
    wide = high - low >= minimum - 1e-6
    exact = determined(found.cells, found.hidden)
    shown_small = found.targets & ~found.hidden
    kept = found.hidden | shown_small
    return pd.DataFrame(
        {
            "release": found.release,
            "cell": found.names,
            "n": found.cells.amounts,
            "low": low,
            "high": high,
            "is_determined": exact,
            "is_safe": ~found.targets | (found.hidden & wide & ~exact),
        }
    )[kept].reset_index(drop=True)


def mask_small(
    frame: pd.DataFrame,
    n_column: str = "n",
    minimum: int = 10,
    *,
    columns: list[str] | None = None,
    total_shown: bool = True,
) -> pd.DataFrame:
    """Hide the rows of a one-way table that stand on fewer than ``minimum`` persons, and the next smallest that would give them away.

    Rows without a count are hidden. The caller's frame stays as it is.

    Parameters
    ----------
    frame : DataFrame
        One row per group.
    n_column : str
        How many persons stand behind each row.
    minimum : int
        The smallest count that may be shown.
    columns : list of str, optional
        What is hidden beside the count; every numeric column but ``domain``, and ``grade``, when not given.
    total_shown : bool
        Whether readers also see the total of all rows.

    Returns
    -------
    DataFrame
        The same rows with ``n_column`` and ``columns`` missing where hidden, and ``state`` (``disamarkan`` or missing).

    Examples
    --------
    >>> table = pd.DataFrame({"upt": ["a", "b", "c"], "n": [4, 12, 40], "index": [80.0, 81.0, 82.0]})
    >>> mask_small(table)[["upt", "state"]].fillna("tampil").values.tolist()
    [['a', 'disamarkan'], ['b', 'disamarkan'], ['c', 'tampil']]
    """
    if columns is None:
        columns = [name for name in frame.select_dtypes("number").columns if name != "domain"]
        columns += [name for name in ("grade",) if name in frame.columns]
    numbered = pd.DataFrame({"row": np.arange(len(frame)), "n": frame[n_column].to_numpy()})
    found = tie([PersonTable(numbered, "row", totals_known=total_shown)], (), _whole_minimum(minimum))
    hidden = hide_more(found.cells, found.hidden, found.targets, cost_of(found), minimum)[found.places[0]]
    hiding = {*columns, n_column}
    return _masked(frame, hidden, [name for name in frame.columns if name not in hiding])


def _masked(frame: pd.DataFrame, hidden: np.ndarray, open_columns: Sequence[str]) -> pd.DataFrame:
    masked = frame.copy()
    for name in frame.columns:
        if name in open_columns or name == "state":
            continue
        whole = pd.api.types.is_integer_dtype(masked[name])
        kept = masked[name].astype("Int64" if whole else object if pd.api.types.is_bool_dtype(masked[name]) else masked[name].dtype)
        masked[name] = kept.mask(hidden)
    masked["state"] = pd.Series(np.where(hidden, MASKED, None), index=frame.index, dtype="str")
    return masked


def _whole_minimum(minimum: int) -> int:
    if not (isinstance(minimum, (int, np.integer)) and minimum >= 2):
        raise UsageFault(
            say(
                f"minimum {minimum}: tulis bilangan bulat 2 atau lebih (bawaan 10 orang).",
                f"minimum {minimum}: give a whole number of 2 or more (10 persons by default).",
            )
        )
    return int(minimum)


def _flat(previous: Sequence[PersonTable | Sequence[PersonTable]]) -> list[PersonTable]:
    return [table for release in previous for table in ([release] if isinstance(release, PersonTable) else release)]
