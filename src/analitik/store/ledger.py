"""The ledger of a store: one SQLite file that knows every delivery, every record's current revision, every run."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analitik.core.errors import AnalitikError, EnvironmentFault, IntegrityFault, RunLocked
from analitik.core.locale import say
from analitik.core.period import Month
from analitik.store import counts
from analitik.store.entries import Delivered, Part, Revised, Stored

if TYPE_CHECKING:
    import pandas as pd

VERSION = 1
APPLICATION = 0x414E4C54  # "ANLT": tells our ledger from any other SQLite file


class Ledger:
    """The SQLite file ``path``; made on first writing, opened again after a fork."""

    def __init__(self, path: Path):
        self.path = Path(path)
        self._connection: sqlite3.Connection | None = None
        self._pid = 0

    # ---- opening -------------------------------------------------------------------------------------------------

    def exists(self) -> bool:
        """Whether anything was ever written."""
        return self.path.is_file() and self.path.stat().st_size > 0

    def connection(self) -> sqlite3.Connection:
        """This process's own connection: a connection must never cross a fork."""
        if self._connection is None or self._pid != os.getpid():
            self._connection, self._pid = self._open(), os.getpid()
        return self._connection

    def copy_to(self, path: Path) -> None:
        """A whole copy, also while others read or write."""
        with self._faults(), closing(sqlite3.connect(path)) as copy:
            self.connection().backup(copy)

    def close(self) -> None:
        """Close the file; the next use opens it again."""
        if self._connection is not None and self._pid == os.getpid():
            self._connection.close()
        self._connection = None

    def _open(self) -> sqlite3.Connection:
        with self._faults():
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, isolation_level=None, timeout=5)
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            known = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
            empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
            if (not empty and not known) or version > VERSION:
                raise IntegrityFault(_foreign(self.path.name, version))
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            if empty:
                self._create(connection)
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'label_revisions'").fetchone():
                connection.executescript(f"BEGIN IMMEDIATE; {_script('labels.sql')} COMMIT;")
        return connection

    @staticmethod
    def _create(connection: sqlite3.Connection) -> None:
        script = _script("schema.sql")
        pragmas = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION};"
        connection.executescript(f"BEGIN IMMEDIATE; {script} {pragmas} COMMIT;")

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.DatabaseError, OSError) as problem:
            raise _fault(problem, self.path.name) from problem

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing: everything written inside becomes visible at the end, in one step."""
        connection = self.connection()
        with self._faults():
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                connection.execute("ROLLBACK")
                raise

    def rows(self, sql: str, values: Iterable[Any] = ()) -> list[tuple]:
        """The rows of a query; none where there is no ledger yet."""
        if not self.exists():
            return []
        with self._faults():
            return self.connection().execute(sql, tuple(values)).fetchall()

    # ---- deliveries ----------------------------------------------------------------------------------------------

    def find_delivery(self, sha256: str, recipe: str) -> Delivered | None:
        """What is known of these bytes, read with this recipe."""
        columns = ", ".join(Delivered._fields)
        found = self.rows(f"SELECT {columns} FROM deliveries WHERE sha256 = ? AND recipe = ?", (sha256, recipe))
        return Delivered(*found[0]) if found else None

    def readings(self, sha256: str) -> int:
        """How often these bytes were read, each time with another recipe."""
        return self.rows("SELECT count(*) FROM deliveries WHERE sha256 = ?", (sha256,))[0][0] if self.exists() else 0

    def next_seq(self) -> int:
        """The number the next delivery gets."""
        found = self.rows("SELECT coalesce(max(seq), 0) + 1 FROM deliveries")
        return found[0][0] if found else 1

    def record_delivery(
        self,
        entry: Delivered,
        *,
        parts: Iterable[Part] = (),
        reasons: dict[str, int] | None = None,
        current: Iterable[Stored] = (),
        superseded: Iterable[Revised] = (),
    ) -> None:
        """Commit one delivery: until this returns, none of its rows exists for any reader."""
        seq = entry.seq
        with self.transaction() as connection:
            marks = ", ".join("?" * len(entry))
            connection.execute(f"REPLACE INTO deliveries ({', '.join(entry._fields)}) VALUES ({marks})", entry)
            connection.executemany("REPLACE INTO parts VALUES (?, ?, ?, ?, ?, ?)", [(seq, *part) for part in parts])
            aside = [(seq, code, n) for code, n in sorted((reasons or {}).items())]
            connection.executemany("REPLACE INTO set_aside VALUES (?, ?, ?)", aside)
            connection.executemany("INSERT INTO revisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", superseded)
            connection.executemany("REPLACE INTO records VALUES (?, ?, ?, ?, ?, ?)", current)

    # ---- records -------------------------------------------------------------------------------------------------

    def stored(self, table: str, ids: Iterable[str]) -> tuple[dict[str, Stored], set[tuple[str, bytes]]]:
        """Of these ids: the current revision of each that is known, and all (id, hash) ever superseded."""
        if not self.rows("SELECT 1 FROM records WHERE lake_table = ? LIMIT 1", (table,)):
            return {}, set()
        connection = self.connection()
        with self._faults():
            connection.execute("CREATE TEMP TABLE IF NOT EXISTS asked (id TEXT PRIMARY KEY) WITHOUT ROWID")
            connection.execute("BEGIN")
            connection.execute("DELETE FROM asked")
            connection.executemany("INSERT OR IGNORE INTO asked VALUES (?)", ((one,) for one in ids))
            connection.execute("COMMIT")
            columns = ", ".join(f"r.{name}" for name in Stored._fields)
            join = "FROM asked JOIN {0} r ON r.lake_table = ? AND r.id = asked.id"
            now = connection.execute(f"SELECT {columns} {join.format('records')}", (table,))
            current = {row[1]: Stored(*row) for row in now}
            old = connection.execute(f"SELECT r.id, r.hash {join.format('revisions')}", (table,))
            return current, set(old)

    def parts_of(self, table: str) -> list[tuple[str, str]]:
        """(month, part) of every committed file of a delivered table, in order of delivery."""
        return self.rows("SELECT month, part FROM parts WHERE lake_table = ? ORDER BY month, seq, part", (table,))

    def superseded_of(self, table: str) -> dict[str, set[tuple[str, int | None]]]:
        """Part -> (id, updated_us) of the rows in it that are no longer current."""
        sql = "SELECT d.part, r.id, r.updated_us FROM revisions r JOIN deliveries d USING (seq) WHERE r.lake_table = ?"
        gone: dict[str, set[tuple[str, int | None]]] = {}
        for part, record, updated in self.rows(sql, (table,)):
            gone.setdefault(part, set()).add((record, updated))
        return gone

    def current_count(self, table: str | None = None) -> int:
        """How many records are current (of one table, or of all)."""
        return self._count("records", table)

    def revision_count(self, table: str | None = None) -> int:
        """How many superseded revisions are kept (of one table, or of all)."""
        return self._count("revisions", table)

    def _count(self, entries: str, table: str | None) -> int:
        found = self.rows(f"SELECT count(*) FROM {entries} WHERE ? IS NULL OR lake_table = ?", (table, table))
        return found[0][0] if found else 0

    def has_id_prefix(self, prefix: str) -> bool:
        """Whether any current record's id begins with ``prefix``."""
        after = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        sql = "SELECT 1 FROM records WHERE lake_table = ? AND id >= ? AND id < ? LIMIT 1"
        tables = self.rows("SELECT DISTINCT lake_table FROM parts")
        return any(self.rows(sql, (table, prefix, after)) for (table,) in tables)

    # ---- quality -------------------------------------------------------------------------------------------------

    def delivery_counts(self, months: Month | Iterable[Month] | None = None) -> pd.DataFrame:
        """What each delivered file brought; see :func:`analitik.store.counts.delivery_counts`."""
        return counts.delivery_counts(self, months)

    def quarantine_counts(self) -> pd.DataFrame:
        """Why rows were set aside; see :func:`analitik.store.counts.quarantine_counts`."""
        return counts.quarantine_counts(self)

    # ---- runs and releases ---------------------------------------------------------------------------------------

    def record_run(self, kind: str, period: str | None, started_at: str, finished_at: str | None, outcome: dict) -> int:
        """Note one run of a command; returns its number. Times live here, never in published bytes."""
        text = json.dumps(outcome, ensure_ascii=False, sort_keys=True, default=str)
        with self.transaction() as connection:
            sql = "INSERT INTO runs (kind, period, started_at, finished_at, outcome) VALUES (?, ?, ?, ?, ?)"
            return connection.execute(sql, (kind, period, started_at, finished_at, text)).lastrowid

    def record_release(self, number: int, run: int | None, period: str, manifest_sha256: str, released_at: str) -> None:
        """Note that a release went live."""
        with self.transaction() as connection:
            values = (number, run, period, manifest_sha256, released_at)
            connection.execute("REPLACE INTO releases VALUES (?, ?, ?, ?, ?)", values)


def _script(name: str) -> str:
    return files("analitik.store").joinpath(name).read_text(encoding="utf-8")


def _foreign(name: str, version: int) -> str:
    return say(
        f"{name} bukan buku besar versi {VERSION} dari analitik (ditemukan versi {version}); pakai folder data lain.",
        f"{name} is not an analitik ledger of version {VERSION} (found version {version}); use another data folder.",
    )


def _fault(problem: Exception, name: str) -> AnalitikError:
    """Say what SQLite or the machine refused, in one sentence."""
    text = str(problem).lower()
    if "locked" in text or "busy" in text:
        return RunLocked(say(f"{name} sedang dipakai proses lain; coba lagi.", f"{name} is in use by another run; try again."))
    if isinstance(problem, sqlite3.OperationalError | OSError) and "malformed" not in text:
        return EnvironmentFault(
            say(
                f"{name} tidak dapat dibuka atau ditulis ({problem}); periksa ruang disk dan hak tulis.",
                f"{name} cannot be opened or written ({problem}); check disk space and write permission.",
            )
        )
    return IntegrityFault(
        say(
            f"{name} rusak atau bukan buku besar analitik ({problem}); pulihkan dari cadangan, atau terima ulang isi folder raw ke folder data baru.",
            f"{name} is damaged or not an analitik ledger ({problem}); restore it from a backup, or ingest the files of raw/ into a new data folder.",
        )
    )
