"""What reaches the desk besides the news: complaints of the public, and notices of law-enforcement agencies."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from analitik.sample.calendar import busyness
from analitik.sample.chance import Chance, pick, roll
from analitik.sample.country import Country
from analitik.sample.library import shelf
from analitik.schema import SAMPLE_ID_PREFIX


def complaints(country: Country, bursts: pd.DataFrame, days: list[dt.date], articles: int, seed: int) -> pd.DataFrame:
    """The complaints of the period; the units of planted bursts get more of them in the days after.

    Returns
    -------
    DataFrame
        One row per complaint, by day: ``id``, ``day`` (place in ``days``), ``unit`` (row of the register), ``kanal``, ``kategori``,
        ``status``, ``isi``, ``burst`` (-1 when none), ``has_personal_data``.
    """
    desk, chance = shelf("meja"), Chance(seed, "complaints")
    n = max(len(days) // 8, round(articles * 0.02))
    day, unit = chance.index(busyness(days), n), _any_unit(chance, country, n)
    names = list(desk["pengaduan"])
    category = chance.index(np.array([desk["pengaduan"][name]["bobot"] for name in names]), n)
    rows = [
        (d, u, names[k], pick(desk["pengaduan"][names[k]]["isi"], seed * 100_000 + at, "isi"), -1)
        for at, (d, u, k) in enumerate(zip(day, unit, category, strict=True))
    ]
    for burst in bursts.itertuples():
        echo = desk["sesudah_ledakan"][burst.issue]
        for at in range(2 + round(articles / 20000)):
            when = min(burst.first_day + int(chance.integers(0, 5, 1)[0]), len(days) - 1)
            rows.append((when, burst.unit, echo["kategori"], pick(echo["isi"], seed + at, burst.name), burst.burst))
    frame = pd.DataFrame(rows, columns=["day", "unit", "kategori", "isi", "burst"]).sort_values(
        ["day", "unit"], kind="stable", ignore_index=True
    )
    frame["id"] = [f"{SAMPLE_ID_PREFIX}P{number:05d}" for number in range(1, len(frame) + 1)]
    for column in ("kanal", "status"):
        options = list(desk[column])
        frame[column] = np.array(options)[chance.index(np.array([desk[column][name] for name in options]), len(frame))]
    return frame.pipe(_plant_personal_data, seed)


def _any_unit(chance: Chance, country: Country, n: int) -> np.ndarray:
    rows = country.groups["hunian"]
    return rows[chance.index(country.weights["hunian"], n)]


def _plant_personal_data(frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Some complainants leave a telephone number, an identity number or an address: none of them real, all to be masked."""
    tokens = shelf("meja")["data_pribadi"]
    marked = np.array([roll(seed * 1000 + number, "pribadi") < 0.06 for number in range(len(frame))])
    marked[: len(tokens)] = True
    added = [
        f"{text} {pick(tokens, number, 'token') if number >= len(tokens) else tokens[number]}" if mark else text
        for number, (text, mark) in enumerate(zip(frame["isi"], marked, strict=True))
    ]
    return frame.assign(isi=added, has_personal_data=marked)


def notices(country: Country, bursts: pd.DataFrame, days: list[dt.date], articles: int, seed: int) -> pd.DataFrame:
    """The notices of police, prosecutors and narcotics agencies; every planted burst but the poisoning has one.

    Returns
    -------
    DataFrame
        One row per notice, by day: ``id``, ``day``, ``unit``, ``instansi``, ``perkara``, ``burst`` (-1 when none).
    """
    desk, chance = shelf("meja"), Chance(seed, "notices")
    n = max(len(days) // 20, round(articles * 0.004))
    day, unit = chance.index(busyness(days), n), _any_unit(chance, country, n)
    rows = [
        (d, u, pick(desk["perkara"], seed * 100_000 + at, "perkara"), -1) for at, (d, u) in enumerate(zip(day, unit, strict=True))
    ]
    for burst in bursts[bursts["issue"] != "fasilitas_layanan"].itertuples():
        rows.append((min(burst.first_day + 1, len(days) - 1), burst.unit, desk["perkara_ledakan"][burst.issue], burst.burst))
    frame = pd.DataFrame(rows, columns=["day", "unit", "perkara", "burst"]).sort_values(
        ["day", "unit"], kind="stable", ignore_index=True
    )
    frame["id"] = [f"{SAMPLE_ID_PREFIX}A{number:05d}" for number in range(1, len(frame) + 1)]
    return frame.assign(instansi=[pick(desk["instansi"], seed + number, "instansi") for number in range(len(frame))])
