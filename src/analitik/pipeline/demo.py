"""The small sample that comes with the house, read into a store of its own, so that notebooks and tests have something real to chew."""

from __future__ import annotations

import tempfile
import weakref
from pathlib import Path

import pandas as pd

from analitik.core.locale import say
from analitik.core.settings import load_settings
from analitik.ingest.plain import read_table
from analitik.pipeline.enrich import enrich, enrich_posts
from analitik.pipeline.receive import receive
from analitik.reference.units import load_register
from analitik.store import Store

AS_OF = "2022-11-01T00:00:00+07:00"


def demo_store() -> Store:
    """The store made from the workspace's ``data/sample``; built at the first call, only opened at later ones."""
    workspace = load_settings().root
    return build_demo(workspace / "data" / "sample", workspace / "data" / "contoh-kecil")


def scratch_copy(store: Store) -> Store:
    """A copy of a store that may be written to and is gone when the process ends: for trying a step without touching the data."""
    folder = tempfile.TemporaryDirectory(prefix="analitik-")
    copy = store.copy_to(Path(folder.name))
    weakref.finalize(copy, folder.cleanup)
    return copy


def truth_of_demo() -> pd.DataFrame:
    """What the sample planted: one row per publication with its true ``sentiment`` and ``issue``; no office has such a table."""
    return read_table(load_settings().root / "data" / "sample" / "truth" / "articles.csv")


def build_demo(sample: Path, folder: Path) -> Store:
    """Take in every delivery of a sample folder and read its news and its posts."""
    register = load_register(sample / "register.csv")
    store = Store(folder)
    with store.lock():
        for delivery in sorted((sample / "deliveries").iterdir()):
            receive(store, delivery, units=register, as_of=AS_OF)
        enrich(store, register)
        enrich_posts(store, register)
    return store


def main() -> None:
    """Build the sample store and say where it lies."""
    import click

    click.echo(say("Data contoh siap di ", "Sample data ready in ") + f"data/{demo_store().root.name}")


if __name__ == "__main__":
    main()
