"""The store of an office: one ``data/`` folder with raw copies, quarantine, lake and ledger."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from analitik import schema
from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.core.period import Month
from analitik.store import labels, lake
from analitik.store.ledger import Ledger
from analitik.store.lock import exclusive

if TYPE_CHECKING:
    import pandas as pd

DELIVERED = {table.name for table in schema.DELIVERED}
MonthLike = Month | str


class Store:
    """The data of one office.

    Delivered tables (``articles_raw``, ``responses``, ...) grow by whole deliveries and show only committed, current rows.
    Derived tables (``articles``, ``stories``, ``cube``) are replaced month by month.
    """

    def __init__(self, root: str | Path):
        self.root = Path(root)
        self.lake = self.root / "lake"
        self.quarantine = self.root / "quarantine"
        self.ledger = Ledger(self.root / "ledger.sqlite")
        self._held = 0

    def __repr__(self) -> str:
        return f"Store('{self.root.name}')"

    def read(
        self, table: str, months: MonthLike | Iterable[MonthLike] | None = None, columns: list[str] | None = None
    ) -> pd.DataFrame:
        """The rows of a table, of all months or of some, always in the same order.

        Returns
        -------
        DataFrame
            The table's columns in its types (see ``analitik.schema``); no row where there is none.
        """
        import pandas as pd

        shape = schema.table(table)
        wanted = None if months is None else {str(month) for month in _as_list(months)}
        keep = self._columns(shape, columns)
        need = list(dict.fromkeys([*keep, *shape.key, *(["updated_at"] if "updated_at" in shape.names else [])]))
        frames = [frame for frame in self._frames(shape, wanted, need) if len(frame)]
        if not frames:
            return shape.empty()[keep]
        rows = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0]
        return rows.sort_values(list(shape.key), kind="stable", ignore_index=True)[keep]

    def months(self, table: str) -> list[Month]:
        """The months a table holds rows of, oldest first."""
        schema.table(table)
        if table in DELIVERED:
            return sorted({Month.parse(month) for month, _ in self.ledger.parts_of(table)})
        return lake.months_on_disk(self.lake, table)

    def write_month(self, table: str, month: MonthLike, frame: pd.DataFrame) -> None:
        """Replace one month of a derived table; an empty frame empties the month."""
        shape = schema.table(table)
        path = lake.part_path(self.lake, table, month, "part")
        if frame.empty:
            lake.remove_part(path)
            return
        ordered = frame.sort_values(list(shape.key), kind="stable", ignore_index=True)
        lake.write_part(path, shape, ordered)

    def append(self, table: str, part: str, frame: pd.DataFrame) -> list[tuple[str, str, str, int, Path]]:
        """Write a delivery's rows, one file a month. Readers see them once the ledger has recorded the delivery.

        Returns
        -------
        list
            (table, month, part, rows, path) of each file written.
        """
        shape = schema.table(table)
        written = []
        for month, rows in frame.groupby(frame[shape.day].dt.strftime("%Y-%m"), sort=True):
            path = lake.part_path(self.lake, table, str(month), part)
            lake.write_part(path, shape, rows)
            written.append((table, str(month), part, len(rows), path))
        return written

    def copy_to(self, folder: Path) -> Store:
        """A store of its own with the same tables and ledger, to try things on; raw copies and quarantine stay behind."""
        copy = Store(folder)
        shutil.copytree(self.lake, copy.lake, dirs_exist_ok=True)
        self.ledger.copy_to(copy.ledger.path)
        return copy

    def fingerprint(self, table: str, month: MonthLike | None = None) -> str:
        """A hash that changes when, and only when, committed current rows of a delivered table (or month) may differ."""
        sql = "SELECT month, part, n, sha256 FROM parts WHERE lake_table = ? AND (? IS NULL OR month = ?) ORDER BY 1, 2"
        old = "SELECT id, hash FROM revisions WHERE lake_table = ? AND (? IS NULL OR month = ?) ORDER BY 1, 2"
        key = (table, None if month is None else str(month), str(month))
        return hashlib.sha256(repr((self.ledger.rows(sql, key), self.ledger.rows(old, key))).encode()).hexdigest()

    def is_sample(self) -> bool:
        """Whether any current record is demonstration data."""
        return self.ledger.has_id_prefix(schema.SAMPLE_ID_PREFIX)

    def labels(self, months: MonthLike | Iterable[MonthLike] | None = None) -> pd.DataFrame:
        """What people said of drawn publications; see :func:`analitik.store.labels.labels`."""
        return labels.labels(self.ledger, months)

    def draws(self, months: MonthLike | Iterable[MonthLike] | None = None) -> pd.DataFrame:
        """What was drawn for them from what; see :func:`analitik.store.labels.draws`."""
        return labels.draws(self.ledger, months)

    @contextmanager
    def lock(self) -> Iterator[Store]:
        """Be the only writer; may be nested within one process. Raises ``RunLocked`` when another run holds it."""
        if self._held:
            self._held += 1
            try:
                yield self
            finally:
                self._held -= 1
            return
        with exclusive(self.root / ".lock"):
            self._held = 1
            try:
                yield self
            finally:
                self._held = 0

    def _frames(self, shape: schema.Table, wanted: set[str] | None, need: list[str]) -> Iterator[pd.DataFrame]:
        if shape.name not in DELIVERED:
            for month in self.months(shape.name):
                if wanted is None or str(month) in wanted:
                    yield lake.read_part(lake.part_path(self.lake, shape.name, month, "part"), shape, need)
            return
        gone = self.ledger.superseded_of(shape.name)
        for month, part in self.ledger.parts_of(shape.name):
            if wanted is None or month in wanted:
                rows = lake.read_part(lake.part_path(self.lake, shape.name, month, part), shape, need)
                yield _only_current(rows, gone[part]) if part in gone else rows

    @staticmethod
    def _columns(shape: schema.Table, columns: list[str] | None) -> list[str]:
        strange = [name for name in columns or () if name not in shape.names]
        if strange:
            there = ", ".join(shape.names)
            raise UsageFault(
                say(
                    f"Tabel {shape.name} tidak memuat kolom {', '.join(strange)}; yang ada: {there}.",
                    f"Table {shape.name} has no column {', '.join(strange)}; there are: {there}.",
                )
            )
        return list(columns) if columns is not None else shape.names


def _only_current(rows: pd.DataFrame, gone: set[tuple[str, int | None]]) -> pd.DataFrame:
    """Leave out the rows a later revision replaced; one delivery holds an id at most once per time of change."""
    if "updated_at" in rows:
        stamps = rows["updated_at"].to_numpy().view("int64").tolist()
        moments = [None if missing else stamp for stamp, missing in zip(stamps, rows["updated_at"].isna(), strict=True)]
    else:
        moments = [None] * len(rows)
    return rows[[pair not in gone for pair in zip(rows["id"], moments, strict=True)]]


def _as_list(months: MonthLike | Iterable[MonthLike]) -> list[MonthLike]:
    return [months] if isinstance(months, Month | str) else list(months)
