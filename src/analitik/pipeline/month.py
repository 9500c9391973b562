"""Everything between a delivery in the inbox and the tables a report reads."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analitik.core.errors import DeliveryRefused
from analitik.core.locale import say
from analitik.pipeline.enrich import enrich, enrich_posts
from analitik.pipeline.receive import receive
from analitik.store import Store


def prepare(store: Store, register: pd.DataFrame, *, as_of: str) -> Iterator[str]:
    """Take in what waits in the inbox and read the news; yields a line for people after each piece of work."""
    inbox = store.root / "inbox"
    waiting = (
        sorted(path for path in inbox.rglob("*") if path.is_file() and not path.name.startswith(".")) if inbox.is_dir() else []
    )
    for path in waiting:
        try:
            yield f"{path.name}: {receive(store, path, units=register, as_of=as_of).message}"
        except DeliveryRefused as refusal:
            yield f"{path.name}: {refusal}"
    step, posts = enrich(store, register), enrich_posts(store, register)
    if posts.rows:
        yield say(f"{posts.rows} unggahan media sosial dibaca.", f"{posts.rows} social media posts read.")
    if step.unchanged:
        yield say("Berita tidak berubah sejak dibaca terakhir.", "The news did not change since it was last read.")
    else:
        yield say(f"{step.rows} publikasi dibaca.", f"{step.rows} publications read.")
