"""What the ledger writes down: a delivery, a file of the lake, a current record, a superseded revision."""

from __future__ import annotations

from typing import NamedTuple


class Delivered(NamedTuple):
    """One reading of one delivered file."""

    seq: int
    sha256: str
    recipe: str
    part: str
    file: str
    kind: str
    verdict: str
    rows_in: int
    accept: int
    quarantine: int
    duplicate: int
    code: str | None
    message_id: str | None
    message_en: str | None
    as_of: str


class Part(NamedTuple):
    """One Parquet file of a delivery."""

    lake_table: str
    month: str
    part: str
    n: int
    sha256: str


class Stored(NamedTuple):
    """The current revision of one record."""

    lake_table: str
    id: str
    hash: bytes
    updated_us: int | None
    month: str
    seq: int


class Revised(NamedTuple):
    """A revision that a newer one replaced."""

    lake_table: str
    id: str
    hash: bytes
    updated_us: int | None
    month: str
    seq: int
    closed_seq: int
    valid_from: str
    valid_to: str
