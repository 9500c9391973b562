"""Numbers about few persons are not shown, and cannot be worked out from what is shown beside them."""

from __future__ import annotations

import numpy as np
import pandas as pd

MASKED = "disamarkan"


def mask_small(
    frame: pd.DataFrame,
    n_column: str = "n",
    minimum: int = 10,
    *,
    columns: list[str] | None = None,
    total_shown: bool = True,
) -> pd.DataFrame:
    """Hide the rows of a one-way table that stand on fewer than ``minimum`` persons.

    Where the table's total is shown, what is hidden could be worked out by subtraction: then the next smallest rows are
    hidden too, until at least two rows with persons are hidden and together hold at least ``minimum`` persons. Rows without
    a count are hidden. The caller's frame stays as it is.

    Parameters
    ----------
    frame : DataFrame
        One row per group.
    n_column : str
        How many persons stand behind each row.
    minimum : int
        The smallest count that may be shown.
    columns : list of str, optional
        What is hidden beside the count; every numeric column but ``domain`` when not given.
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
    n = frame[n_column].to_numpy(dtype=float, na_value=np.nan)
    hidden = ~(n >= minimum)
    if total_shown:
        hidden = _with_complements(n, hidden, minimum)
    named = columns if columns is not None else [name for name in frame.select_dtypes("number").columns if name != "domain"]
    masked = frame.copy()
    for name in dict.fromkeys([*named, n_column]):
        masked[name] = masked[name].astype("Int64" if pd.api.types.is_integer_dtype(masked[name]) else masked[name].dtype)
        masked[name] = masked[name].mask(hidden)
    masked["state"] = pd.Series(np.where(hidden, MASKED, None), index=frame.index, dtype="str")
    return masked


def _with_complements(n: np.ndarray, hidden: np.ndarray, minimum: int) -> np.ndarray:
    """Hide shown rows, smallest first (ties: the upper one), while the hidden ones can be worked out from the total."""
    hidden = hidden.copy()
    for place in np.argsort(np.where(hidden, np.inf, n), kind="stable"):
        persons = n[hidden & (n != 0)]
        if not len(persons) or (len(persons) >= 2 and np.nansum(persons) >= minimum) or hidden[place]:
            break
        hidden[place] = True
    return hidden
