"""What was drawn for labellers and what they said, as the ledger keeps it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from analitik.core.period import Month

if TYPE_CHECKING:
    import pandas as pd

    from analitik.store.ledger import Ledger

ITEM = ("item", "id", "stratum", "predicted_sentiment", "predicted_issue", "kanwil", "unit_code", "probability", "draw_chance", "labellers")
COUNT = ("stratum", "kanwil", "issue", "n_publications", "n_drawn")
_WHOLE = {"item", "seed", "n_publications", "n_drawn", "seq"}
_REAL = {"probability", "draw_chance"}
Months = Month | str | Iterable[Month | str] | None


class Label(NamedTuple):
    """What one labeller said of one drawn publication; ``issue`` is "" when left open."""

    item: int
    labeller: str
    sentiment: str
    issue: str
    is_sure: bool


def record_draw(ledger: Ledger, draw: str, month: str, model: str, seed: int, drawn: pd.DataFrame, counts: pd.DataFrame) -> bool:
    """Keep a draw; returns False when the very same one is kept already."""
    if ledger.rows("SELECT 1 FROM draws WHERE draw = ?", (draw,)):
        return False
    items = [(draw, *row) for row in drawn[list(ITEM)].astype(object).itertuples(index=False, name=None)]
    cells = [(draw, *row) for row in counts[list(COUNT)].astype(object).itertuples(index=False, name=None)]
    with ledger.transaction() as connection:
        connection.execute("INSERT INTO draws (draw, month, model, seed) VALUES (?, ?, ?, ?)", (draw, month, model, seed))
        connection.executemany(f"INSERT INTO drawn VALUES ({', '.join('?' * (len(ITEM) + 1))})", items)
        connection.executemany(f"INSERT INTO draw_counts VALUES ({', '.join('?' * (len(COUNT) + 1))})", cells)
    return True


def drawn_items(ledger: Ledger, draw: str) -> pd.DataFrame:
    """One row per publication of a draw, by ``item``: the columns of ``news.labels.draw``."""
    return _frame(ledger.rows(f"SELECT {', '.join(ITEM)} FROM drawn WHERE draw = ? ORDER BY item", (draw,)), ITEM)


def record_labels(ledger: Ledger, draw: str, sha256: str, file: str, labels: Iterable[Label]) -> dict[str, int]:
    """Keep the labels of one file in one step; a label that differs from the labeller's earlier one replaces it, and the earlier one stays
    among the revisions.

    Returns
    -------
    dict
        ``new``, ``changed``, ``unchanged``: how many labels.
    """
    names = ("item", "labeller", "sentiment", "issue", "is_sure")
    known = {row[:2]: row for row in ledger.rows(f"SELECT {', '.join(names)} FROM labels WHERE draw = ?", (draw,))}
    given = [Label(*label[:4], int(label.is_sure)) for label in labels]
    changed = [label for label in given if label[:2] in known and tuple(label) != known[label[:2]]]
    new = [label for label in given if label[:2] not in known]
    if new or changed:
        with ledger.transaction() as connection:
            sql = "INSERT INTO label_files (sha256, file, draw) VALUES (?, ?, ?)"
            seq = connection.execute(sql, (sha256, file, draw)).lastrowid
            old = "INSERT INTO label_revisions SELECT *, ? FROM labels WHERE draw = ? AND item = ? AND labeller = ?"
            connection.executemany(old, [(seq, draw, *label[:2]) for label in changed])
            connection.executemany("REPLACE INTO labels VALUES (?, ?, ?, ?, ?, ?, ?)", [(draw, *label, seq) for label in new + changed])
    return {"new": len(new), "changed": len(changed), "unchanged": len(given) - len(new) - len(changed)}


def labels(ledger: Ledger, months: Months = None) -> pd.DataFrame:
    """Every current label, with what is known of the publication it is about.

    Returns
    -------
    DataFrame
        One row per drawn publication and labeller: ``month``, ``draw``, ``item``, ``id``, ``stratum``, ``predicted_sentiment``,
        ``predicted_issue``, ``kanwil``, ``unit_code``, ``probability``, ``draw_chance``, ``labeller`` (``"1"``, ``"2"``, ...,
        ``"putusan"``), ``sentiment``, ``issue``, ``is_sure``.
    """
    names = ("month", "draw", *ITEM[:-1], "labeller", "sentiment", "issue", "is_sure")
    columns = ("d.month", "d.draw", *(f"i.{name}" for name in ITEM[:-1]), "l.labeller", "l.sentiment", "l.issue", "l.is_sure")
    sql = f"SELECT {', '.join(columns)} FROM labels l JOIN drawn i USING (draw, item) JOIN draws d USING (draw) ORDER BY d.seq, l.item, l.labeller"
    return _of_months(_frame(ledger.rows(sql), names), months)


def draws(ledger: Ledger, months: Months = None) -> pd.DataFrame:
    """What was drawn from what.

    Returns
    -------
    DataFrame
        One row per draw, ``stratum``, ``kanwil`` and ``issue`` (as predicted then), draws in order: ``month``, ``draw``, ``model``,
        ``seed``, ``stratum``, ``kanwil``, ``issue``, ``n_publications`` (the month's), ``n_drawn``.
    """
    names = ("month", "draw", "model", "seed", *COUNT)
    columns = ", ".join((*(f"d.{name}" for name in names[:4]), *(f"c.{name}" for name in COUNT)))
    sql = f"SELECT {columns} FROM draws d JOIN draw_counts c USING (draw) ORDER BY d.seq, c.stratum, c.kanwil, c.issue"
    return _of_months(_frame(ledger.rows(sql), names), months)


def revisions(ledger: Ledger) -> pd.DataFrame:
    """One row per label that was replaced: ``draw``, ``item``, ``labeller``, ``sentiment``, ``issue``, ``is_sure``."""
    names = ("draw", "item", "labeller", "sentiment", "issue", "is_sure")
    sql = f"SELECT {', '.join(names)} FROM label_revisions ORDER BY closed_seq, draw, item, labeller"
    return _frame(ledger.rows(sql), names)


def _frame(rows: list[tuple], names: tuple[str, ...]) -> pd.DataFrame:
    import pandas as pd

    kinds = {name: "int64" if name in _WHOLE else "float64" if name in _REAL else "bool" if name == "is_sure" else "str" for name in names}
    return pd.DataFrame(rows, columns=list(names)).astype(kinds)


def _of_months(frame: pd.DataFrame, months: Months) -> pd.DataFrame:
    if months is None:
        return frame
    wanted = {str(month) for month in ([months] if isinstance(months, Month | str) else months)}
    return frame[frame["month"].isin(wanted)].reset_index(drop=True)
