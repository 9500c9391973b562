"""Whether our key messages arrive: what was done, why, and what people get from it, found in the stories about us."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from analitik.news.measure import about_us, shares
from analitik.reference.messages import PARTS

EVERY = "semua"


def message_parts(publications: pd.DataFrame, catalogue: pd.DataFrame) -> pd.DataFrame:
    """Which parts of which message each story carries, in a publication that was read.

    Returns
    -------
    DataFrame
        One row per story about the institution and message: ``story_id``, ``message``, ``apa``, ``mengapa``, ``nilai`` (booleans),
        ``n_parts`` (0 to 3).
    """
    ours = about_us(publications).query("is_read")
    codes, texts = pd.factorize(ours["words"])
    tables = []
    for message in catalogue.itertuples(index=False):
        found = {}
        for part in PARTS:
            pattern = re.compile(getattr(message, part))
            hits = np.array([pattern.search(text) is not None for text in texts], bool)
            found[part] = pd.Series(hits[codes] if len(texts) else hits, index=ours.index).groupby(ours["story_id"]).any()
        table = pd.DataFrame(found).rename_axis("story_id").reset_index()
        tables.append(table.assign(message=message.id, n_parts=table[list(PARTS)].sum(axis=1).astype("int64")))
    columns = ["story_id", "message", *PARTS, "n_parts"]
    return pd.concat(tables, ignore_index=True)[columns] if tables else pd.DataFrame(columns=columns)


def message_penetration(parts: pd.DataFrame) -> pd.DataFrame:
    """How many stories carry how much of each message.

    Parameters
    ----------
    parts : DataFrame
        From :func:`message_parts`.

    Returns
    -------
    DataFrame
        One row per ``message`` (and ``semua``: the best message of each story) and ``parts`` (``0``, ``1``, ``2``, ``3``, ``>=1``):
        ``k`` stories, ``n`` stories, ``share``, ``low``, ``high``, ``state``.
    """
    best = parts.groupby("story_id")["n_parts"].max() if len(parts) else pd.Series(dtype="int64")
    rows = [(EVERY, *row) for row in _counts(best)]
    for message, group in parts.groupby("message", sort=False):
        rows += [(message, *row) for row in _counts(group["n_parts"])]
    return shares(["message", "parts"], rows)


def _counts(n_parts: pd.Series) -> list[tuple[str, int, int]]:
    n = len(n_parts)
    return [(str(k), int((n_parts == k).sum()), n) for k in range(4)] + [(">=1", int((n_parts >= 1).sum()), n)]
