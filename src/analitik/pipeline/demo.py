"""The small sample that comes with the house, read into a store of its own, so that notebooks and tests have something real to chew."""

from __future__ import annotations

from pathlib import Path

from analitik.core.locale import say
from analitik.core.settings import load_settings
from analitik.pipeline.enrich import enrich
from analitik.pipeline.receive import receive
from analitik.reference.units import load_register
from analitik.store import Store

AS_OF = "2022-11-01T00:00:00+07:00"
FOLDER = "contoh-kecil"


def demo_store(root: Path | None = None) -> Store:
    """The store made from ``data/sample``; built at the first call, opened at later ones."""
    workspace = root or load_settings().root
    register = load_register(workspace / "data" / "sample" / "register.csv")
    store = Store(workspace / "data" / FOLDER)
    with store.lock():
        for delivery in sorted((workspace / "data" / "sample" / "deliveries").iterdir()):
            receive(store, delivery, units=register, as_of=AS_OF)
        enrich(store, register)
    return store


def main() -> None:
    """Build the sample store and say where it lies."""
    import click

    click.echo(say("Data contoh siap di ", "Sample data ready in ") + f"data/{demo_store().root.name}")


if __name__ == "__main__":
    main()
