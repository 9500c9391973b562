"""Two waves of a satisfaction survey with known means: visitors of a sample of units answer nine questions, some leave a gap."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analitik.core.period import Month
from analitik.sample import PREFIX
from analitik.sample.chance import Chance, pick
from analitik.sample.register import HOUSING

ITEMS = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana")
LEVEL = np.array([3.20, 3.16, 3.02, 3.55, 3.17, 3.24, 3.28, 2.98, 3.08])
CHANGED, CHANGE, PILOT_CHANGE = (2, 7), 0.22, 0.10  # time and complaints improve everywhere, more in pilots
MISSING = 0.03
KANWIL_SPREAD, UNIT_SPREAD, PERSON_SPREAD, ITEM_SPREAD = 0.10, 0.14, 0.42, 0.45
PILOT_PERSONS, FEW_PERSONS = 30, 4
REMARKS = (
    "pelayanan sudah baik", "antrean kunjungan masih panjang", "petugas ramah", "ruang tunggu panas", "jadwal kunjungan jelas", "toilet kurang bersih",
    "penitipan barang tertib", "informasi di papan kurang terbaca", "proses cepat", "",
)  # fmt: skip


@dataclass(frozen=True)
class Survey:
    """Respondents of both waves (with what office files hold) and the true mean of every element by kanwil and wave."""

    responses: pd.DataFrame
    truth: pd.DataFrame


def make_survey(register: pd.DataFrame, *, n: int, seed: int, end: Month) -> Survey:
    """About ``n`` respondents in two waves, the last in the month ``end``, the first six months before.

    Returns
    -------
    Survey
        ``responses``: one row per respondent (id, wave, day, kode, weight, U1..U9, sex, age, remark); ``truth``: one row per wave and
        kanwil with the mean each element would have if every visitor answered, and the index of it.
    """
    units = register[register["jenis"].isin([*HOUSING, "bapas"])].reset_index(drop=True)
    mood = _moods(units, seed)
    waves = [_wave(units, mood, n // 2, seed, number, month) for number, month in enumerate((end - 6, end), start=1)]
    responses = pd.concat([rows for rows, _ in waves], ignore_index=True)
    responses.insert(0, "id", [f"{PREFIX}R{k:06d}" for k in range(1, len(responses) + 1)])
    return Survey(responses, pd.concat([truth for _, truth in waves], ignore_index=True))


def _moods(units: pd.DataFrame, seed: int) -> np.ndarray:
    """How much better or worse than the country each unit is seen: its kanwil's share and its own."""
    chance = Chance(seed, "moods")
    kanwil = pd.factorize(units["kanwil"])[0]
    return chance.normal(kanwil.max() + 1)[kanwil] * KANWIL_SPREAD + chance.normal(len(units)) * UNIT_SPREAD


def _wave(units: pd.DataFrame, mood: np.ndarray, n: int, seed: int, wave: int, month: Month) -> tuple[pd.DataFrame, pd.DataFrame]:
    chance = Chance(seed, f"wave-{wave}")
    pilot = units["pilot_from"].notna().to_numpy()
    level = _levels(mood, pilot, wave)
    persons, weight = _sample(units, pilot, n, Chance(seed, "sample"))
    at = np.repeat(np.arange(len(units)), persons)
    answers = _answers(level[at], chance)
    gaps = chance.uniform(answers.size).reshape(answers.shape) < MISSING
    rows = pd.DataFrame(np.where(gaps, np.nan, answers), columns=[f"U{k}" for k in range(1, 10)])
    days = chance.integers(3, 27, len(at))
    rows = rows.assign(
        wave=wave,
        day=[dt.date(month.year, month.month, int(day)) for day in days],
        kode=units["kode"].to_numpy(object)[at],
        weight=np.round(weight[at], 2),
        sex=np.where(chance.uniform(len(at)) < 0.58, "P", "L"),
        age=chance.integers(18, 70, len(at)),
        remark=[pick(REMARKS, k, f"remark-{seed}-{wave}") for k in range(len(at))],
    )
    return rows, _truth(units, level, wave)


def _levels(mood: np.ndarray, pilot: np.ndarray, wave: int) -> np.ndarray:
    level = LEVEL + mood[:, None]
    if wave == 2:
        level[:, CHANGED] += CHANGE
        level[np.ix_(pilot, CHANGED)] += PILOT_CHANGE
    return level


def _sample(units: pd.DataFrame, pilot: np.ndarray, n: int, chance: Chance) -> tuple[np.ndarray, np.ndarray]:
    """Persons asked per unit, and how many visitors each stands for: pilots always, some units of every kanwil, the same in both waves."""
    kanwil = pd.factorize(units["kanwil"], sort=True)[0]
    rest = max(33 * 3, int((n - pilot.sum() * PILOT_PERSONS) / 18)) if n > pilot.sum() * PILOT_PERSONS else 33
    keys = chance.uniform(len(units))
    rank = pd.Series(keys).groupby(kanwil).rank(method="first").to_numpy()
    chosen = pilot | (rank <= max(2, round(rest / 33)))
    few = chosen & ~pilot & (chance.uniform(len(units)) < 0.12)
    room = max(0, n - int(pilot.sum()) * PILOT_PERSONS)
    usual = max(6, room // max(1, int((chosen & ~pilot & ~few).sum())))
    persons = np.where(pilot, min(PILOT_PERSONS, max(4, n // 60)), np.where(few, FEW_PERSONS, usual)) * chosen
    visitors = 200 + 1800 * chance.uniform(len(units))
    in_kanwil = np.bincount(kanwil)[kanwil] / np.maximum(np.bincount(kanwil, chosen)[kanwil], 1)
    return persons, np.where(pilot, 1.0, in_kanwil) * visitors / np.maximum(persons, 1)


def _answers(level: np.ndarray, chance: Chance) -> np.ndarray:
    person = chance.normal(len(level))[:, None] * PERSON_SPREAD
    item = chance.normal(level.size).reshape(level.shape) * ITEM_SPREAD
    return np.clip(np.floor(level + person + item + 0.5), 1, 4)


def _truth(units: pd.DataFrame, level: np.ndarray, wave: int) -> pd.DataFrame:
    """The mean answer that many visitors of each unit would give, averaged over the units of a kanwil (visitors differ at random)."""
    grid = np.linspace(-3.5, 3.5, 141)
    density = np.exp(-(grid**2) / 2)
    spread = np.hypot(PERSON_SPREAD, ITEM_SPREAD) * grid
    expected = (np.clip(np.floor(level[..., None] + spread + 0.5), 1, 4) * density).sum(axis=-1) / density.sum()
    table = pd.DataFrame(expected, columns=list(ITEMS)).assign(kanwil=units["kanwil"].to_numpy(object))
    means = table.groupby("kanwil").mean().reset_index()
    return means.assign(wave=wave, ikm=means[list(ITEMS)].mean(axis=1) * 25)
