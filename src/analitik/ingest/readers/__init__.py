"""One reader per format: bytes in, grids of rows out, and not one cell interpreted."""

from __future__ import annotations

from importlib import import_module

from analitik.ingest.cells import Grid, Notes
from analitik.ingest.sniff import Content

_READERS = {
    "csv": ("delimited", "read_delimited"),
    "jsonl": ("jsonl", "read_jsonl"),
    "rss": ("feeds", "read_feed"),
    "atom": ("feeds", "read_feed"),
    "xlsx": ("xlsx", "read_xlsx"),
    "sav": ("sav", "read_sav"),
}


def read_grids(content: Content, notes: Notes) -> list[Grid]:
    """The tables of a delivered file; only the reader that is needed is imported."""
    module, function = _READERS[content.format]
    return getattr(import_module(f"analitik.ingest.readers.{module}"), function)(content.data, notes)
