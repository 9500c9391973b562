"""Where facts live: raw copies, the quarantine, the lake of Parquet files and the ledger."""

from __future__ import annotations

from pathlib import Path

from analitik.core.settings import load_settings
from analitik.store.counts import quarantined
from analitik.store.store import Store

__all__ = ["Store", "open_store", "quarantined"]


def open_store(folder: str | Path | None = None) -> Store:
    """The store in ``folder``, or the one of this workspace."""
    return Store(folder if folder is not None else load_settings().path("store"))
