"""The news of the made-up country: events become stories, stories become publications, and the truth of each is kept."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analitik.core.period import Month
from analitik.sample import PREFIX
from analitik.sample.calendar import Days, days_of
from analitik.sample.chance import Chance, roll
from analitik.sample.library import Form, forms
from analitik.sample.register import HOUSING, activity
from analitik.sample.wording import Wording

SHARE = {"negatif": 0.0694, "netral": 0.0833, "positif": 0.8473}  # negatif : positif as announced for 2022, 4,242 to 51,815
COPIES = {"negatif": 2.6, "netral": 2.0, "positif": 1.8}  # mean number of publications of a story
MOST_COPIES = 14
SPARE = 1.3  # stories drawn beyond need; what exceeds the calibration is not told
PILOT_EFFECT = 0.75
N_OUTLETS = 160
BURSTS = (  # planted: form, how far through the period it starts, stories in all, days of half-life
    ("pelarian.plafon", 0.12, 34, 2.0),
    ("kerusuhan", 0.25, 40, 2.5),
    ("narkoba", 0.38, 30, 3.0),
    ("integritas_petugas", 0.52, 28, 2.0),
    ("kekerasan_kematian", 0.63, 36, 3.5),
    ("kebakaran_bencana", 0.77, 30, 2.0),
    ("pungli_korupsi", 0.90, 32, 2.5),
)
KINDS = {"hunian": HOUSING, "bapas": ("bapas",), "rupbasan": ("rupbasan",), "kanwil": ("kanwil",)}


@dataclass(frozen=True)
class News:
    """Publications as they were truly published, their stories, and the bursts among them."""

    articles: pd.DataFrame
    stories: pd.DataFrame
    bursts: pd.DataFrame


def make_news(register: pd.DataFrame, *, n: int, seed: int, months: int, end: Month, pilot_from: str) -> News:
    """About ``n`` publications with everything that is true of them.

    Returns
    -------
    News
        ``articles``: one row per publication (id, title, text, url, outlet, published_at in local time, has_time, and the truth:
        story, issue, sentiment, rule, unit kode, kanwil, is_burst, form); ``stories`` and ``bursts`` one row each.
    """
    days = days_of(months, end)
    stories = _stories(register, days, n, seed, pilot_from)
    bursts, more = _bursts(register, days, n, seed, start=len(stories))
    stories = _calibrate(pd.concat([stories, more], ignore_index=True), n, seed)
    articles = _publications(stories, register, seed)
    return News(articles, stories, bursts)


def _stories(register: pd.DataFrame, days: Days, n: int, seed: int, pilot_from: str) -> pd.DataFrame:
    parts = []
    for sentiment, share in SHARE.items():
        count = max(1, round(SPARE * n * share / COPIES[sentiment]))
        chance = Chance(seed, f"stories-{sentiment}")
        known = [form for form in forms() if form.sentiment == sentiment]
        chosen = chance.index(np.array([form.weight * _room(form, days) for form in known]), count)
        part = pd.DataFrame({"form": [known[k].id for k in chosen], "sentiment": sentiment, "issue": [known[k].issue for k in chosen]})
        part["day"] = _days_for(known, chosen, days, chance)
        part["kode"] = _units_for(known, chosen, register, chance)
        parts.append(part)
    table = pd.concat(parts, ignore_index=True).assign(burst=-1)
    return _pilot_effect(table, register, seed, pilot_from)


def _room(form: Form, days: Days) -> float:
    """How much of the year a form can happen in; what belongs to a season is told thrice as often then."""
    return min(1.0, 3 * days.window(form.season).sum() / days.weights.sum())


def _days_for(known: list[Form], chosen: np.ndarray, days: Days, chance: Chance) -> np.ndarray:
    found = days.dates[chance.index(days.weights, len(chosen))]
    for k, form in enumerate(known):
        rows = np.flatnonzero(chosen == k)
        weights = days.window(form.season)
        if form.season and len(rows) and weights.sum() > 0:
            found[rows] = days.dates[chance.index(weights, len(rows))]
    return found


def _units_for(known: list[Form], chosen: np.ndarray, register: pd.DataFrame, chance: Chance) -> np.ndarray:
    kodes = np.full(len(chosen), "", dtype=object)
    groups = np.array([form.group for form in known])[chosen]
    for group, kinds in KINDS.items():
        rows = np.flatnonzero(groups == group)
        pool = register[register["jenis"].isin(kinds)]
        if len(rows) and len(pool):
            kodes[rows] = pool["kode"].to_numpy(object)[chance.index(activity(pool["kode"], pool["jenis"]), len(rows))]
    return kodes


def _pilot_effect(stories: pd.DataFrame, register: pd.DataFrame, seed: int, pilot_from: str) -> pd.DataFrame:
    """From the start of the pilot a quarter of the pilots' negative stories never happens."""
    pilots = set(register.loc[register["pilot_from"].notna(), "kode"])
    touched = (stories["sentiment"] == "negatif") & stories["kode"].isin(pilots) & (stories["day"] >= pd.Timestamp(pilot_from))
    avoided = touched & (Chance(seed, "pilot").uniform(len(stories)) >= PILOT_EFFECT)
    return stories[~avoided].reset_index(drop=True)


def _bursts(register: pd.DataFrame, days: Days, n: int, seed: int, *, start: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Seven units in the storm: many stories of one issue within days, fewer day by day. Small samples get small storms."""
    pool = register[register["jenis"].isin(HOUSING)].reset_index(drop=True)
    units = Chance(seed, "bursts").subset(activity(pool["kode"], pool["jenis"]), len(BURSTS))
    rows, stories = [], []
    for number, (prefix, at, size, half_life) in enumerate(BURSTS):
        form = next(form for form in forms() if form.id.startswith(prefix) and form.sentiment == "negatif" and form.group == "hunian")
        size = max(6, round(size * min(1.0, n / 61_000 + 0.15)))
        first = int(at * (len(days.dates) - 25))
        kode = pool["kode"].iloc[units[number]]
        delays = -np.log(1 - Chance(seed, f"burst-{number}").uniform(size)) * half_life / np.log(2)
        when = days.dates[np.minimum(first + delays.astype(int), len(days.dates) - 1)]
        rows.append({"burst": number, "kode": kode, "issue": form.issue, "first_date": days.dates[first], "n_stories": size, "half_life_days": half_life})
        stories.append(pd.DataFrame({"form": form.id, "sentiment": "negatif", "issue": form.issue, "day": when, "kode": kode, "burst": number}))
    return pd.DataFrame(rows), pd.concat(stories, ignore_index=True)


def _publications(stories: pd.DataFrame, register: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Every story in its outlets: the first as told, the others with the small changes that desks make."""
    copies = stories["copies"].to_numpy()
    owner = np.repeat(np.arange(len(stories)), copies)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(copies) - copies, copies)
    chance = Chance(seed, "publications")
    hours = np.where(place == 0, chance.uniform(len(owner)) * 15 + 5, 0)
    first = np.repeat(stories["day"].to_numpy("datetime64[s]"), copies) + (np.repeat(hours[place == 0], copies) * 3600).astype("timedelta64[s]")
    delay = np.where(place == 0, 0, -np.log(1 - chance.uniform(len(owner))) * 9 * 3600).astype("timedelta64[s]")
    last = stories["day"].max().to_datetime64().astype("datetime64[M]") + 1
    when = np.minimum(first + delay, last.astype("datetime64[s]") - 60)
    outlets = _outlets(owner, place, seed)
    written = Wording(register, seed)
    known = {form.id: form for form in forms()}
    texts = [
        written.publication(known[form], int(s), int(p), kode, day, int(outlet))
        for form, s, p, kode, day, outlet in zip(
            stories["form"].to_numpy()[owner], owner, place, stories["kode"].to_numpy()[owner], when.astype("datetime64[D]").astype(object), outlets, strict=True
        )
    ]
    truth = stories.loc[owner, ["story", "form", "issue", "sentiment", "kode", "burst"]].reset_index(drop=True)
    order = np.lexsort((owner, when))
    frame = pd.DataFrame(texts, columns=["title", "text", "outlet", "url"]).assign(published_at=when, place=place, **truth)
    frame = frame.iloc[order].reset_index(drop=True)
    frame.insert(0, "id", [f"{PREFIX}{k:06d}" for k in range(1, len(frame) + 1)])
    kanwil = register.drop_duplicates("kode").set_index("kode")["kanwil"]
    return frame.assign(kanwil=frame["kode"].map(kanwil).astype(object))


def _calibrate(stories: pd.DataFrame, n: int, seed: int) -> pd.DataFrame:
    """Keep as many stories of each sentiment as its share of ``n`` publications holds; storms are always kept.

    Returns
    -------
    DataFrame
        The stories with ``copies`` (publications of each) and ``story`` (its number).
    """
    counted = stories.assign(copies=_copies(stories, seed), kept=stories["burst"] >= 0)
    for sentiment, share in SHARE.items():
        own = counted["sentiment"] == sentiment
        room = round(n * share) - counted.loc[own & counted["kept"], "copies"].sum()
        plain = counted[own & ~counted["kept"]]
        fits = plain["copies"].cumsum() <= room
        counted.loc[plain.index[fits], "kept"] = True
    kept = counted[counted["kept"]].drop(columns="kept").reset_index(drop=True)
    return kept.assign(story=np.arange(len(kept)))


def _copies(stories: pd.DataFrame, seed: int) -> np.ndarray:
    """How often each story is published: most once or twice, some up to fourteen times."""
    chance = Chance(seed, "copies")
    mean = stories["sentiment"].map(COPIES).to_numpy(float) + 1.5 * (stories["burst"].to_numpy() >= 0)
    alone = chance.uniform(len(stories)) < 0.55
    tail = np.ceil(-np.log(1 - chance.uniform(len(stories))) * (mean - 0.55) / 0.45 - 0.4).astype(int)
    return np.where(alone, 1, np.clip(tail, 1, MOST_COPIES))


def _outlets(owner: np.ndarray, place: np.ndarray, seed: int) -> np.ndarray:
    """A different outlet for every copy of a story."""
    base = np.array([int(roll(int(o), f"outlet-{seed}") * N_OUTLETS) for o in range(owner.max() + 1)])
    step = 1 + base % 7
    return (base[owner] + place * step[owner]) % N_OUTLETS


