"""What became of a delivered file, as told to the one who brought it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from typing import Any

from analitik import schema
from analitik.core.locale import count, say
from analitik.ingest.dates import EPOCH, MICROSECOND
from analitik.ingest.deliver import Delivery
from analitik.store.entries import Delivered

DONE, PARTLY, REFUSED = 0, 3, 4


@dataclass(frozen=True)
class Receipt:
    """The answer to one delivery. ``verdict`` is accept, partial, refuse or noop."""

    file: str
    kind: str
    sha256: str
    verdict: str
    rows_in: int = 0
    accept: int = 0
    quarantine: int = 0
    duplicate: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    message: str = ""
    warnings: list[str] = field(default_factory=list)
    rows: list[dict[str, Any]] | None = None

    @classmethod
    def of_repeat(cls, known: Delivered, file: str) -> Receipt:
        """The same bytes again: every row is one that was dealt with before."""
        return cls(
            file=file,
            kind=known.kind,
            sha256=known.sha256,
            verdict="noop",
            rows_in=known.rows_in,
            duplicate=known.rows_in,
            message=say(
                f"Berkas yang sama sudah pernah diterima ({count(known.rows_in)} baris); tidak ada yang berubah.",
                f"The same file was received before ({count(known.rows_in)} rows); nothing changed.",
            ),
        )

    def with_rows(self, rows: list[dict[str, Any]]) -> Receipt:
        """The same receipt with the rows this delivery brought."""
        return dataclasses.replace(self, rows=rows)

    def as_json(self, *, with_rows: bool = False) -> dict[str, Any]:
        """The object ``analitik ingest --json`` prints for a file."""
        names = (
            "verdict",
            "rows_in",
            "accept",
            "quarantine",
            "duplicate",
            "reasons",
            "message",
            "warnings",
            "file",
            "kind",
            "sha256",
        )
        answer = {name: getattr(self, name) for name in names}
        return {**answer, "rows": self.rows or []} if with_rows else answer


def exit_code(receipts: list[Receipt]) -> int:
    """0 all taken or known, 3 something set aside or some files refused, 4 every file refused.

    >>> exit_code([])
    0
    """
    verdicts = {receipt.verdict for receipt in receipts}
    if verdicts == {"refuse"}:
        return REFUSED
    return PARTLY if verdicts & {"partial", "refuse"} else DONE


def rows_for_json(delivery: Delivery, places: list[int]) -> list[dict[str, Any]]:
    """The accepted rows as plain data: days as ``YYYY-MM-DD``, times as ISO in UTC."""
    table = schema.table(delivery.kind.table)
    rows = []
    for place in places:
        row = {column.name: _plain(column, cell) for column, cell in zip(table.columns, delivery.taken[place][0], strict=False)}
        if "vendor_sentiment" in row:
            row |= {"sentiment": row.pop("vendor_sentiment"), "published_date_wib": row["published_date"]}
        rows.append(row)
    return rows


def _plain(column: schema.Column, cell: Any) -> Any:
    if cell is None or column.dtype != schema.tables.TIME:
        return cell
    moment = EPOCH + cell * MICROSECOND
    return str(moment.date()) if column.name.endswith("_date") else f"{moment.isoformat()}Z"
