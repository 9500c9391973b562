"""Two waves of visitors' opinions, drawn from a population whose true means are known.

Every unit has a population of visitors and a latent opinion per element; answers are that opinion plus a person's own mood, cut
into four steps. The true mean of a domain is therefore computed, not estimated. Strata are the kanwil, sampling units the UPT:
pilots are taken for certain, other units by lot. See docs/metode/contoh.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.special import ndtr

from analitik.core.period import Month
from analitik.sample.chance import Chance
from analitik.sample.library import shelf
from analitik.schema import ELEMENTS, QUESTIONS, SAMPLE_ID_PREFIX

QUIET = 80  # visitors: fewer make a unit that gives three or four respondents
PILOT_MINIMUM = 30


@dataclass(frozen=True)
class Population:
    """The surveyed units (one row each) and, per wave, the latent opinion of each unit on each element."""

    units: pd.DataFrame
    latent: tuple[np.ndarray, np.ndarray]

    def means(self, wave: int) -> np.ndarray:
        """True mean answer of every unit (rows) to every element (columns)."""
        return mean_answer(self.latent[wave])


def mean_answer(latent: np.ndarray) -> np.ndarray:
    """The mean of an answer on the scale 1 to 4 when opinion is normal around ``latent``.

    >>> float(mean_answer(np.array(9.0))) > 3.99
    True
    """
    return 1 + sum(ndtr(latent - cut) for cut in shelf("survei")["ambang"])


def populate(register: pd.DataFrame, seed: int) -> Population:
    """Give every unit that serves visitors a population and opinions that meet the planted means and changes."""
    rule, chance = shelf("survei"), Chance(seed, "population")
    served = register[~register["jenis"].isin(["kanwil", "rupbasan"])]
    units = served[["kode", "nama", "aliases", "kanwil"]].assign(pilot=served["pilot_from"].notna()).reset_index(drop=True)
    units["visitors"] = np.round(np.exp(6.2 + 0.4 * chance.normal(len(units)))).astype(int)
    quiet = (chance.uniform(len(units)) < 0.1) & ~units["pilot"]
    units["visitors"] = np.where(quiet, 30 + units["visitors"] % 40, units["visitors"])
    kanwil = pd.factorize(units["kanwil"])[0]
    base = rule["ragam"]["kanwil"] * chance.normal(kanwil.max() + 1)[kanwil] + rule["ragam"]["unit"] * chance.normal(len(units))
    share = units["visitors"].to_numpy() / units["visitors"].sum()
    first = np.column_stack([base + _solve(base, share, np.ones(len(units)), rule["unsur"][name]) for name in ELEMENTS])
    pull = np.where(units["pilot"], rule["percontohan_lipat"], 1.0)
    second = first.copy()
    for at, name in enumerate(ELEMENTS):
        goal = rule["unsur"][name] + rule["perubahan"].get(name, 0.0)
        second[:, at] += pull * _solve(first[:, at], share, pull, goal)
    return Population(units, (first, second))


def _solve(latent: np.ndarray, share: np.ndarray, pull: np.ndarray, goal: float) -> float:
    """The shift that brings the population mean of an element to ``goal``."""
    return brentq(lambda shift: float(share @ mean_answer(latent + shift * pull)) - goal, -6, 6, xtol=1e-12)


def draw_wave(population: Population, wave: int, respondents: int, month: Month, seed: int) -> pd.DataFrame:
    """The answers of one wave.

    Returns
    -------
    DataFrame
        One row per respondent, by time: ``id``, ``kode``, ``nama``, ``kanwil``, ``at``, ``weight``, ``q1``..``q9`` (float, NaN when left
        blank), ``rekomendasi`` (0 to 10, NaN when left blank), ``jk``, ``usia``, ``saran``.
    """
    chance = Chance(seed, f"wave-{wave}")
    takes = _allocate(population.units, respondents, seed)
    units = takes["unit"].repeat(takes["n"]).to_numpy()
    n = len(units)
    opinion, answers = _answers(chance, population.latent[wave][units])
    days = shelf("survei")["hari"][f"gelombang_{wave + 1}"]
    day, minute = chance.integers(days[0], days[1] + 1, n), chance.integers(8 * 60, 16 * 60, n)
    at = np.datetime64(month.first_day, "us") + ((day - 1) * 1440 + minute).astype("timedelta64[m]")
    frame = pd.DataFrame({"unit": units, "at": at, **dict(zip(QUESTIONS, answers.T, strict=True))})
    frame["rekomendasi"] = _recommendation(Chance(seed, f"recommend-{wave}"), opinion)
    frame["weight"] = np.round(takes["weight"].repeat(takes["n"]).to_numpy() * (0.9 + 0.2 * chance.uniform(n)), 3)
    frame["jk"] = np.where(chance.uniform(n) < 0.58, "P", "L")
    frame["usia"] = np.clip(np.round(36 + 12 * chance.normal(n)), 17, 79).astype(int)
    frame["saran"] = _remarks(chance, n)
    for column in ("kode", "nama", "aliases", "kanwil"):
        frame[column] = population.units[column].to_numpy()[units]
    frame = frame.sort_values(["at", "unit"], kind="stable", ignore_index=True)
    return frame.assign(id=[f"{SAMPLE_ID_PREFIX}R{wave + 1}{number:05d}" for number in range(1, n + 1)])


def _answers(chance: Chance, latent: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Opinions and the answers made of them: a person's mood colours all nine; a few are left blank, never all of one person."""
    rule, (n, k) = shelf("survei"), latent.shape
    common = rule["ragam"]["orang"]
    mood = chance.normal(n)[:, None]
    opinion = latent + np.sqrt(common) * mood + np.sqrt(1 - common) * chance.normal(n * k).reshape(n, k)
    answer = 1.0 + sum(opinion > cut for cut in rule["ambang"])
    blank = chance.uniform(n * k).reshape(n, k) < rule["kosong"]
    blank[blank.sum(axis=1) > 4] = False
    return opinion, np.where(blank, np.nan, answer)


def _recommendation(chance: Chance, opinion: np.ndarray) -> np.ndarray:
    """How willing each person is to recommend the service: the planted drivers' opinions, and a grain of chance."""
    rule, drivers = shelf("survei")["rekomendasi"], shelf("survei")["pendorong"]
    felt = opinion[:, [ELEMENTS.index(name) for name in drivers]] @ np.array(list(drivers.values()))
    felt = felt + rule["derau"] * chance.normal(len(felt))
    answer = np.clip(np.round(rule["tengah"] + rule["langkah"] * felt), 0, 10)
    return np.where(chance.uniform(len(felt)) < rule["kosong"], np.nan, answer)


def _remarks(chance: Chance, n: int) -> list[str | None]:
    rule = shelf("survei")
    words = chance.integers(0, len(rule["saran"]), n)
    given = chance.uniform(n) < rule["saran_terisi"]
    return [rule["saran"][word] if yes else None for word, yes in zip(words, given, strict=True)]


def _allocate(units: pd.DataFrame, respondents: int, seed: int) -> pd.DataFrame:
    """Which units are in the sample, with how many respondents and what weight; equal in both waves.

    Pilots come first (30 respondents, fewer when the whole sample cannot carry that); the rest is spread over other units drawn
    by lot in every kanwil, at least two units a kanwil, a few of them with three or four respondents only.
    """
    chance = Chance(seed, "sampling")
    pilots = np.flatnonzero(units["pilot"])
    per_pilot = min(PILOT_MINIMUM, max(2, int(respondents * 0.6 / max(len(pilots), 1))))
    others = _draw_others(chance, units, max(respondents - per_pilot * len(pilots), 0))
    chosen = np.concatenate([pilots, others])
    n = np.concatenate([np.full(len(pilots), per_pilot), _spread(units, others, respondents - per_pilot * len(pilots))])
    takes = pd.DataFrame({"unit": chosen, "n": n})
    takes["weight"] = _weights(units, takes)
    return takes[takes["n"] > 0].sort_values("unit", ignore_index=True)


def _draw_others(chance: Chance, units: pd.DataFrame, room: int) -> np.ndarray:
    """Units drawn by lot in each kanwil: one to four by size, as many as the sample can carry."""
    drawn = []
    scale = min(1.0, room / 2400)
    for _, stratum in units[~units["pilot"]].groupby("kanwil", sort=True):
        wanted = max(1, round(len(stratum) / 4 * scale))
        drawn.append(stratum.index.to_numpy()[chance.order(len(stratum))[:wanted]])
    return np.sort(np.concatenate(drawn))


def _spread(units: pd.DataFrame, others: np.ndarray, room: int) -> np.ndarray:
    """Respondents over the drawn units, by the visitors each stands for; hardly visited units give three or four."""
    visitors = units["visitors"].to_numpy()[others]
    quiet = visitors < QUIET
    size = np.where(quiet, 3 + np.arange(len(others)) % 2, 0)
    stands_for = np.where(quiet, 0, visitors * _inverse_chance(units, others))
    exact = np.cumsum(stands_for) / max(stands_for.sum(), 1) * max(room - size.sum(), 0)
    return size + np.diff(np.round(exact), prepend=0).astype(int)


def _inverse_chance(units: pd.DataFrame, chosen: np.ndarray) -> np.ndarray:
    """How many units of its kanwil (pilots and others apart) each chosen unit stands for."""
    key = units["kanwil"] + units["pilot"].map({True: "+", False: "-"})
    drawn, there = key.iloc[chosen].value_counts(), key.value_counts()
    return (there[key.iloc[chosen]].to_numpy() / drawn[key.iloc[chosen]].to_numpy()).astype(float)


def _weights(units: pd.DataFrame, takes: pd.DataFrame) -> np.ndarray:
    """Visitors each respondent stands for: inverse chances of the unit and of the visitor, scaled to a mean near one."""
    at = takes["unit"].to_numpy()
    raw = units["visitors"].to_numpy()[at] / np.maximum(takes["n"], 1) * _inverse_chance(units, at)
    return np.where(takes["n"] > 0, raw / (raw @ takes["n"]) * takes["n"].sum(), 0)
