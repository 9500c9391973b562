"""From a frame with one estimate a row to a list of numbers with keys."""

from __future__ import annotations

from string import Formatter
from typing import Any

import pandas as pd

from analitik.core.errors import AnalitikError
from analitik.core.locale import say
from analitik.report.number import Number


def number_list(
    frame: pd.DataFrame,
    key: str,
    value: str,
    kind: str,
    *,
    n: str | None = None,
    low: str | None = None,
    high: str | None = None,
    state: str | None = None,
    digits: int | None = None,
) -> list[Number]:
    """One number per row of a frame.

    ``key`` is a pattern over the row's columns; ``value``, ``n``, ``low``, ``high`` and ``state`` name columns (a ``state`` that
    is no column is the state of every row).

    >>> frame = pd.DataFrame({"month": ["2022-09", "2022-10"], "share": [0.071, 0.068], "n": [5704, 5412]})
    >>> [number.key for number in number_list(frame, "berita.porsi.{month}", "share", "share", n="n")]
    ['berita.porsi.2022-09', 'berita.porsi.2022-10']
    """
    named = [field for _, field, _, _ in Formatter().parse(key) if field]
    missing = [name for name in [value, n, low, high, *named] if name and name not in frame.columns]
    if missing:
        raise AnalitikError(
            say(
                f"Kolom {', '.join(missing)} tidak ada; yang ada: {', '.join(map(str, frame.columns))}.",
                f"Columns {', '.join(missing)} do not exist; there are: {', '.join(map(str, frame.columns))}.",
            )
        )
    parts = {"n": n, "low": low, "high": high}
    return [
        Number(
            key.format(**{name: row[name] for name in named}),
            row[value],
            kind,
            **{part: row[name] for part, name in parts.items() if name},
            state=_state(row, state),
            digits=digits,
        )
        for row in frame.to_dict("records")
    ]


def _state(row: dict[str, Any], state: str | None) -> str | None:
    found = row.get(state, state) if state else None
    return None if found is None or pd.isna(found) else found
