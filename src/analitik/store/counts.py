"""How well the deliveries went: what each file brought, and why rows were set aside."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

from analitik.core.period import Month

if TYPE_CHECKING:
    import pandas as pd

    from analitik.store.ledger import Ledger
    from analitik.store.store import Store

_LATEST = "seq IN (SELECT max(seq) FROM deliveries GROUP BY sha256)"


def delivery_counts(ledger: Ledger, months: Month | Iterable[Month] | None = None) -> pd.DataFrame:
    """What each delivered file brought, in order of arrival.

    With ``months``, only deliveries that brought rows of those months. Repeats that changed nothing are not listed.

    Returns
    -------
    DataFrame
        One row per delivery: ``delivery`` (sha256), ``file`` (name only), ``kind``, ``rows_in``, ``accept``, ``quarantine``,
        ``duplicate``, ``verdict``.
    """
    import pandas as pd

    names = ["delivery", "file", "kind", "rows_in", "accept", "quarantine", "duplicate", "verdict"]
    sql = f"SELECT seq, sha256, {', '.join(names[1:])} FROM deliveries WHERE verdict <> 'noop' ORDER BY seq"
    rows = ledger.rows(sql)
    if months is not None:
        wanted = {str(month) for month in ([months] if isinstance(months, Month) else months)}
        brought = {seq for seq, month in ledger.rows("SELECT seq, month FROM parts") if month in wanted}
        rows = [row for row in rows if row[0] in brought]
    texts = {name: "str" for name in ("delivery", "file", "kind", "verdict")}
    counts = {name: "int64" for name in ("rows_in", "accept", "quarantine", "duplicate")}
    return pd.DataFrame([row[1:] for row in rows], columns=names).astype({**texts, **counts})


def quarantine_counts(ledger: Ledger) -> pd.DataFrame:
    """Why rows were set aside, by kind of delivery; a file read again counts with its last reading.

    Returns
    -------
    DataFrame
        One row per ``kind`` and ``code``: ``n`` rows.
    """
    import pandas as pd

    sql = (
        "SELECT d.kind, s.code, sum(s.n) FROM set_aside s JOIN deliveries d USING (seq) "
        f"WHERE {_LATEST} GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2"
    )
    frame = pd.DataFrame(ledger.rows(sql), columns=["kind", "code", "n"])
    return frame.astype({"kind": "str", "code": "str", "n": "int64"})


def quarantined(store: Store) -> pd.DataFrame:
    """The rows that were set aside, as they stand in ``data/quarantine``.

    Returns
    -------
    DataFrame
        One row per row set aside: ``file``, ``row``, ``code``, ``reason``, ``cells`` (JSON of the raw cells).
    """
    import pandas as pd

    paths = sorted(store.quarantine.glob("*.jsonl")) if store.quarantine.is_dir() else []
    lines = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [{**line, "cells": json.dumps(line["cells"], ensure_ascii=False)} for line in lines]
    return pd.DataFrame(rows, columns=["file", "row", "code", "reason", "cells"])
