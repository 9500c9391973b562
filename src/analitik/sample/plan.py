"""What happens in the country: which stories there are, when, where, of what kind, and how widely they are printed."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from analitik.sample.calendar import busyness, in_season
from analitik.sample.chance import Chance
from analitik.sample.country import NOWHERE, Country
from analitik.sample.library import Form, all_forms, shelf, stage_forms

SENTIMENTS = ("positif", "negatif", "netral")
COLUMNS = ("form", "day", "unit", "size", "burst", "campaign", "twin_of", "dice_head", "dice_body")
NONE = -1


def targets(articles: int) -> dict[str, int]:
    """How many publications of each sentiment there shall be.

    >>> targets(61100)
    {'positif': 50829, 'negatif': 4161, 'netral': 6110}
    """
    mix = shelf("mix")
    netral = round(articles * mix["pangsa_netral"])
    share = mix["sentimen"]["negatif"] / sum(mix["sentimen"].values())
    negatif = round((articles - netral) * share)
    return {"positif": articles - netral - negatif, "negatif": negatif, "netral": netral}


def plan_stories(
    country: Country, days: list[dt.date], articles: int, pilots_from: dt.date, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Plan every story of the period, with exactly ``articles`` publications in all.

    Returns
    -------
    tuple of DataFrame
        Stories, one row each: ``form`` (place in ``all_forms()``), ``day`` (place in ``days``), ``unit`` (row of the register or
        -1), ``size`` (publications), ``burst``, ``campaign``, ``twin_of`` (-1 when none), ``dice_head``, ``dice_body``.
        Bursts, one row per planted wave: ``burst``, ``unit``, ``issue``, ``first_day``, ``claim``, ``half_life``.
    """
    wanted = targets(articles)
    bursts, burst_stories = plan_bursts(country, days, wanted["negatif"], seed)
    campaigns = plan_campaigns(country, days, wanted["positif"], seed)
    planted = pd.concat([burst_stories, campaigns], ignore_index=True)
    sentiment = np.array([form.sentiment for form in all_forms()])
    parts = [planted]
    for name in SENTIMENTS:
        rest = wanted[name] - int(planted.loc[sentiment[planted["form"]] == name, "size"].sum())
        parts.append(_everyday(country, days, name, max(rest, 0), pilots_from, seed))
    stories = pd.concat(parts, ignore_index=True)
    stories = stories.sort_values(["day", "form", "unit"], kind="stable", ignore_index=True)
    return _twins(_dice(stories), len(days), seed), bursts


def _frame(**columns) -> pd.DataFrame:
    n = len(columns["form"])
    return pd.DataFrame({name: np.asarray(columns.get(name, np.full(n, NONE)), dtype=np.int64) for name in COLUMNS})


def _everyday(country: Country, days: list, sentiment: str, publications: int, pilots_from: dt.date, seed: int) -> pd.DataFrame:
    chance = Chance(seed, f"stories-{sentiment}")
    sizes = _sizes(chance, shelf("mix")["ukuran_cerita"][sentiment], publications)
    form = _choose_forms(chance, sentiment, days, len(sizes))
    day, unit = np.zeros(len(sizes), np.int64), np.full(len(sizes), NOWHERE)
    for key in sorted({_scene(all_forms()[number]) for number in np.unique(form)}, key=str):
        at = np.flatnonzero([_scene(all_forms()[number]) == key for number in form])
        day[at], unit[at] = _scatter(chance, country, days, key, sentiment == "negatif", pilots_from, len(at))
    return _frame(form=form, day=day, unit=unit, size=sizes)


def _scene(form: Form) -> tuple[str, str]:
    return form.group, form.season or ""


def _sizes(chance: Chance, weights: list[float], publications: int) -> np.ndarray:
    """Sizes of stories that add up to exactly ``publications``."""
    sizes = chance.index(np.array(weights), publications) + 1
    total = np.cumsum(sizes)
    last = int(np.searchsorted(total, publications))
    sizes = sizes[: last + 1]
    if len(sizes):
        sizes[-1] -= total[last] - publications
    return sizes


def _choose_forms(chance: Chance, sentiment: str, days: list, n: int) -> np.ndarray:
    shares = shelf("mix")["isu"][sentiment]
    fits = [form.sentiment == sentiment and _possible(form, days) for form in all_forms()]
    weight = np.array([form.weight if fit else 0.0 for form, fit in zip(all_forms(), fits, strict=True)])
    issue = np.array([form.issue for form in all_forms()])
    for name in np.unique(issue):
        inside = issue == name
        total = weight[inside].sum()
        weight[inside] *= shares.get(name, 0) / total if total else 0
    return chance.index(weight, n)


def _possible(form: Form, days: list) -> bool:
    return form.season is None or bool(in_season(form.season, days).any())


def _scatter(chance: Chance, country: Country, days: list, scene: tuple, negative: bool, pilots_from: dt.date, n: int):
    """Days and units of ``n`` stories: each unit's bad news falls by the planted factor once it is a pilot."""
    group, season = scene
    load = busyness(days) * (in_season(season, days) if season else 1.0)
    after = np.array([day >= pilots_from for day in days])
    if group not in country.groups:
        return chance.index(load, n), np.full(n, NOWHERE)
    rows, pilot, weights = country.groups[group], country.is_pilot[country.groups[group]], country.weights[group]
    late_weights = country.negative_weights(group) if negative else weights
    mass = np.array([weights.sum() * load[~after].sum(), late_weights.sum() * load[after].sum()])
    late = chance.split(mass[1] / mass.sum(), n)
    day = np.where(late, chance.index(_within(load, after), n), chance.index(_within(load, ~after), n))
    place = np.where(late, _place(chance, late_weights, pilot, n), _place(chance, weights, pilot, n))
    return day, rows[place]


def _within(load: np.ndarray, inside: np.ndarray) -> np.ndarray:
    return np.where(inside, load, 0) if (load * inside).any() else np.ones(len(load))


def _place(chance: Chance, weights: np.ndarray, pilot: np.ndarray, n: int) -> np.ndarray:
    """Units of ``n`` stories; the share that falls to pilots is kept exactly, so that a planted effect is not drowned by luck."""
    to_pilot = chance.split(weights[pilot].sum() / weights.sum(), n)
    there = chance.index(np.where(pilot, weights, 0) if pilot.any() else weights, n)
    return np.where(to_pilot, there, chance.index(np.where(pilot, 0, weights), n))


def plan_bursts(country: Country, days: list, negatives: int, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Plant the waves of trouble: one unit, one issue, many stories that die away over days."""
    chance = Chance(seed, "bursts")
    entries = [(burst, wave) for burst in shelf("ledakan")["ledakan"] for wave in range(len(burst["saat"]))]
    room = 0.33 * negatives / len(entries)
    n_stories = int(np.clip(room / 2.2, min(3, max(room, 1)), 16))
    copies = float(np.clip(room / n_stories, 0 if room < 2 else 1, 5))
    homes = _burst_homes(chance, country)
    rows, parts = [], []
    for number, (burst, wave) in enumerate(entries):
        first = min(int(burst["saat"][wave] * len(days)), len(days) - 1)
        stories = _wave(chance, burst, first, n_stories, copies, len(days))
        parts.append(stories.assign(unit=homes[burst["id"]], burst=number))
        rows.append(
            {
                "burst": number,
                "name": burst["id"],
                "wave": wave + 1,
                "claim": burst.get("klaim", burst["id"]),
                "unit": homes[burst["id"]],
                "issue": burst["isu"],
                "first_day": first,
                "half_life_days": burst["paruh"],
            }
        )
    return pd.DataFrame(rows), pd.concat(parts, ignore_index=True)


def _burst_homes(chance: Chance, country: Country) -> dict[str, int]:
    """A different lapas or rutan for every burst; pilots only where the burst asks for one."""
    register, rows, weights = country.register, country.groups["hunian"], country.weights["hunian"]
    fit = register["jenis"].iloc[rows].isin(["lapas", "rutan"]).to_numpy()
    homes: dict[str, int] = {}
    for burst in shelf("ledakan")["ledakan"]:
        pilot = country.is_pilot[rows] == bool(burst.get("percontohan"))
        free = ~np.isin(rows, list(homes.values()))
        homes[burst["id"]] = int(rows[chance.index(weights * (fit & pilot & free), 1)[0]])
    return homes


def _wave(chance: Chance, burst: dict, first: int, n: int, copies: float, n_days: int) -> pd.DataFrame:
    """Stories of one wave: most in the first days, each told in the stage its day belongs to."""
    stages = stage_forms()[burst["id"]]
    delay = np.floor(-np.log2(1 - chance.uniform(n)) * burst["paruh"]).astype(int)
    delay[0] = 0
    day = np.minimum(first + np.minimum(delay, 12), n_days - 1)
    numbers = {form.id: number for number, form in enumerate(all_forms())}
    stage = [max((start, form.id) for start, form in stages if start <= since)[1] for since in day - first]
    size = np.clip(np.round(-np.log(1 - chance.uniform(n)) * max(copies - 0.5, 0) + 0.7), 1, 14)
    return _frame(form=[numbers[name] for name in stage], day=day, unit=np.zeros(n), size=size)


def plan_campaigns(country: Country, days: list, positives: int, seed: int) -> pd.DataFrame:
    """One campaign at three units of a kanwil on one day: the same words, and yet three stories."""
    chance = Chance(seed, "campaigns")
    kinds = [number for number, form in enumerate(all_forms()) if "kampanye" in form.marks]
    rows, kanwil = country.groups["hunian"], country.register["kanwil"].iloc[country.groups["hunian"]].to_numpy()
    large = [name for name in np.unique(kanwil) if (kanwil == name).sum() >= 6]
    parts = []
    for number in range(int(np.clip(positives / 1200, 3, 40))):
        home = rows[kanwil == large[chance.integers(0, len(large), 1)[0]]]
        units = home[chance.order(len(home))[:3]]
        day = chance.index(busyness(days), 1).repeat(3)
        size = 1 + chance.index(np.array([5, 3, 1]), 3)
        parts.append(_frame(form=[kinds[number % len(kinds)]] * 3, day=day, unit=units, size=size, campaign=[number] * 3))
    return pd.concat(parts, ignore_index=True)


def _dice(stories: pd.DataFrame) -> pd.DataFrame:
    """Each story has its own dice; the three stories of a campaign share theirs."""
    dice = pd.Series(np.arange(len(stories)))
    shared = dice.groupby(stories["campaign"]).transform("first").where(stories["campaign"] != NONE, dice)
    return stories.assign(dice_head=shared, dice_body=shared)


def _twins(stories: pd.DataFrame, n_days: int, seed: int) -> pd.DataFrame:
    """Give some stories the headline, unit and kind of an older one: same headline, another day, another event."""
    chance = Chance(seed, "twins")
    plain = (stories["burst"] == NONE) & (stories["campaign"] == NONE) & (stories["unit"] != NOWHERE)
    sentiment = np.array([form.sentiment for form in all_forms()])[stories["form"]]
    seasonal = np.array([form.season is not None for form in all_forms()])[stories["form"]]
    able = np.flatnonzero(plain & ~seasonal & (sentiment != "negatif"))
    elders = able[chance.order(len(able))[: max(12, len(able) // 160)]]
    sentiment = stories["form"].map({number: form.sentiment for number, form in enumerate(all_forms())})
    day = stories["day"].to_numpy()
    taken: set[int] = set(elders.tolist())
    stories = stories.copy()
    for elder, shift in zip(elders, chance.integers(25, 160, len(elders)), strict=True):
        gap = day[able] - day[elder]
        wanted = able[(gap >= shift) & (gap < 170)]
        heir = next((int(one) for one in wanted if int(one) not in taken and sentiment[one] == sentiment[elder]), None)
        if heir is not None:
            taken.add(heir)
            stories.loc[heir, ["form", "unit", "dice_head"]] = stories.loc[elder, ["form", "unit", "dice_head"]]
            stories.loc[heir, "twin_of"] = elder
    return stories
