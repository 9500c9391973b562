"""Perception beside news, kanwil by kanwil: do they stand together? Never whether one makes the other.

Rule and limits: docs/metode/saran.md.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import decimal, interval, say
from analitik.stats.rank import spearman

FEWEST = 10
OPEN = "belum dapat disimpulkan"
TOGETHER, AGAINST = "beriringan", "berlawanan"


def beside_news(perception: pd.DataFrame, news: pd.DataFrame, *, on: Sequence[str] = ("kanwil",)) -> pd.DataFrame:
    """The index of each kanwil (and wave or month) beside its news.

    Parameters
    ----------
    perception, news : DataFrame
        One row per combination of ``on`` each; a ``domain`` column stands for the one column of ``on`` where that is absent.
    on : sequence of str
        What rows are joined by.

    Returns
    -------
    DataFrame
        One row per combination in either frame, sorted: ``on``, the columns of both, ``has_perception``, ``has_news``. No row is dropped.

    Raises
    ------
    UsageFault
        When a column of ``on`` is absent, a combination stands twice, or no combination stands in both.

    Examples
    --------
    >>> index = pd.DataFrame({"domain": ["Jambi", "Riau"], "index": [81.0, 79.0]})
    >>> share = pd.DataFrame({"kanwil": ["Riau", "Aceh"], "negative_share": [0.1, 0.2]})
    >>> beside_news(index, share)[["kanwil", "has_perception", "has_news"]].values.tolist()
    [['Aceh', False, True], ['Jambi', True, False], ['Riau', True, True]]
    """
    keys = list(on)
    sides = [_keyed(frame, keys, name) for frame, name in ((perception, "persepsi"), (news, "berita"))]
    joined = sides[0].merge(sides[1], on=keys, how="outer", sort=True, suffixes=("", "_news"), indicator="_from")
    if len(joined) and not (joined["_from"] == "both").any():
        raise UsageFault(say(f"Tidak satu {'/'.join(keys)} pun ada pada persepsi dan berita sekaligus; samakan namanya.",
                             f"Not one {'/'.join(keys)} stands in both perception and news; use the same names."))  # fmt: skip
    both = joined["_from"].astype(str)
    return joined.drop(columns="_from").assign(has_perception=both != "right_only", has_news=both != "left_only")


def standing_together(
    joined: pd.DataFrame, score: str = "index", measure: str = "negative_share", *, by: str | None = None, fewest: int = FEWEST
) -> pd.DataFrame:
    """Whether kanwil with more of ``measure`` have a higher or lower ``score``, and what the data allow to say.

    Waves are looked at one by one (``by``): the same kanwil twice are not two kanwil.

    Returns
    -------
    DataFrame
        One row per value of ``by`` (None for all): ``domain``, ``rho`` (Spearman), ``low``, ``high`` (95 %), ``n`` (kanwil with both),
        ``reading`` (``belum dapat disimpulkan`` with fewer than ``fewest`` kanwil or where the interval holds 0; else ``beriringan`` or
        ``berlawanan``), ``sentence``.

    Raises
    ------
    UsageFault
        When a column is absent.
    """
    absent = [name for name in (score, measure, by) if name and name not in joined.columns]
    if absent:
        there = ", ".join(map(str, joined.columns))
        raise UsageFault(say(f"Kolom {', '.join(absent)} tidak ada; yang ada: {there}.", f"Columns {', '.join(absent)} do not exist; there are: {there}."))  # fmt: skip
    groups = [(None, joined)] if by is None else list(joined.groupby(by, sort=True))
    rows = []
    for domain, rows_here in groups:
        found = spearman(rows_here[score], rows_here[measure])
        reading = _reading(found, fewest)
        rows.append({"domain": domain, **found, "reading": reading, "sentence": _sentence(found, reading, score, measure, fewest)})
    return pd.DataFrame(rows, columns=["domain", "rho", "low", "high", "n", "reading", "sentence"])


def _keyed(frame: pd.DataFrame, keys: list[str], name: str) -> pd.DataFrame:
    if len(keys) == 1 and keys[0] not in frame.columns and "domain" in frame.columns:
        frame = frame.rename(columns={"domain": keys[0]})
    absent = [key for key in keys if key not in frame.columns]
    if absent:
        there = ", ".join(map(str, frame.columns))
        raise UsageFault(say(f"Tabel {name} tidak memiliki kolom {', '.join(absent)}; yang ada: {there}.",
                             f"The table of {name} has no column {', '.join(absent)}; there are: {there}."))  # fmt: skip
    twice = frame[frame.duplicated(keys)]
    if len(twice):
        which = " ".join(map(str, twice.iloc[0][keys]))
        raise UsageFault(say(f"Tabel {name} memuat {which} dua kali; satu baris per {'/'.join(keys)}.",
                             f"The table of {name} holds {which} twice; give one row per {'/'.join(keys)}."))  # fmt: skip
    return frame


def _reading(found: dict[str, float], fewest: int) -> str:
    if found["n"] < fewest or not np.isfinite(found["rho"]) or found["low"] <= 0 <= found["high"]:
        return OPEN
    return TOGETHER if found["rho"] > 0 else AGAINST


def _sentence(found: dict[str, float], reading: str, score: str, measure: str, fewest: int) -> str:
    n = found["n"]
    if n < fewest or not np.isfinite(found["rho"]):
        return say(f"Belum dapat disimpulkan: baru {n} kanwil memiliki {score} dan {measure} yang dapat dibandingkan (perlu {fewest}).",
                   f"Cannot be concluded yet: only {n} kanwil have comparable {score} and {measure} ({fewest} needed).")  # fmt: skip
    numbers = f"rho {decimal(found['rho'], 2)} {interval(found['low'], found['high'], 2)}, n = {n} kanwil"
    if reading == OPEN:
        return say(f"Belum dapat disimpulkan apakah {score} dan {measure} beriringan ({numbers}).",
                   f"Whether {score} and {measure} stand together cannot be concluded yet ({numbers}).")  # fmt: skip
    higher = ("lebih tinggi", "higher") if reading == TOGETHER else ("lebih rendah", "lower")
    return say(f"Kanwil dengan {measure} lebih tinggi cenderung memiliki {score} {higher[0]} ({numbers}); ini bukan bukti sebab-akibat.",
               f"Kanwil with more {measure} tend to have a {higher[1]} {score} ({numbers}); this is no proof of cause.")  # fmt: skip
