"""The sample that comes with the house, read into a store, so that notebooks, tests and the demonstration have something real to chew."""

from __future__ import annotations

import tempfile
import weakref
from pathlib import Path

import pandas as pd

from analitik.core.files import write_text
from analitik.core.fingerprint import code_fingerprint, fingerprint, folder_fingerprints
from analitik.core.locale import say
from analitik.core.period import Month
from analitik.core.settings import load_settings
from analitik.ingest.plain import read_table
from analitik.pipeline.enrich import enrich, enrich_posts
from analitik.pipeline.labels import draw_labels, import_labels
from analitik.pipeline.receive import receive
from analitik.reference.units import load_register
from analitik.sample.labellers import fill_labels
from analitik.store import Store

AS_OF = "2022-11-01T00:00:00+07:00"


def demo_store() -> Store:
    """The store made from the workspace's ``data/sample``; built at the first call, only opened at later ones."""
    workspace = load_settings().root
    sample, folder = workspace / "data" / "sample", workspace / "data" / "contoh-kecil"
    key = fingerprint({"sample": folder_fingerprints(sample / "deliveries"), "code": code_fingerprint()})
    mark = folder / "contoh.inputs"
    if not (mark.is_file() and mark.read_text(encoding="utf-8").strip() == key):
        build_demo(sample, folder)
        write_text(mark, key + "\n")
    return Store(folder)


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


def label_demo(store: Store, register: pd.DataFrame, sample: Path, until: Month, *, months: int = 5, n: int = 200) -> int:
    """Let two invented labellers label ``n`` publications of each of the last months of a sample, so that its shares are corrected.

    Returns
    -------
    int
        How many labels the store holds of these months.
    """
    truth = read_table(sample / "truth" / "articles.csv")
    with store.lock():
        enrich(store, register)
        for month in until.back(months):
            workbook = sample / "label" / f"label-{month}.xlsx"
            draw_labels(store, month, workbook, n=n)
            fill_labels(workbook, truth)
            import_labels(store, workbook)
    return len(store.labels(until.back(months)))


def main() -> None:
    """Without a month: build the small store. With one: label the last months of ``data/contoh``, which is in the workspace's store."""
    import sys

    import click

    if len(sys.argv) == 1:
        click.echo(say("Data contoh siap di ", "Sample data ready in ") + f"data/{demo_store().root.name}")
        return
    settings = load_settings()
    sample = settings.root / "data" / "contoh"
    register = load_register(sample / "register.csv")
    held = label_demo(Store(settings.path("store")), register, sample, Month.parse(sys.argv[1]))
    click.echo(say(f"{held} label rekaan mengoreksi lima bulan terakhir.", f"{held} invented labels correct the last five months."))


if __name__ == "__main__":
    main()
