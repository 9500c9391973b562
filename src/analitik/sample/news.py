"""Publications: each story printed by its outlets, copied, shortened, decorated and labelled as vendors do."""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np
import pandas as pd

from analitik.sample.chance import Chance, pick, roll
from analitik.sample.country import NOWHERE, Country
from analitik.sample.library import all_forms, shelf
from analitik.sample.naming import Unit, units_of, wilayah_names
from analitik.sample.register import places_of
from analitik.sample.writing import Scene, body_of, headline_of
from analitik.schema import SAMPLE_ID_PREFIX


def tell_stories(country: Country, stories: pd.DataFrame, days: list[dt.date], seed: int) -> list[tuple[str, list[str]]]:
    """The headline and the sentences of every story, in order."""
    units = units_of(country.register)
    homes = country.groups["hunian"]
    kanwil = country.register["kanwil"].to_numpy()
    near = {name: homes[kanwil[homes] == name] for name in np.unique(kanwil)}
    told = []
    for story in stories.itertuples(index=False):
        unit = units[story.unit] if story.unit != NOWHERE else None
        neighbour = units[pick(near[kanwil[story.unit]], int(story.dice_head), "tetangga")] if unit else None
        offset = seed * 10_000_000
        scene = Scene(
            all_forms()[story.form], unit, neighbour, days[story.day], offset + int(story.dice_head), offset + int(story.dice_body)
        )
        told.append((headline_of(scene), body_of(scene)))
    return told


def publish(country: Country, stories: pd.DataFrame, days: list[dt.date], seed: int) -> pd.DataFrame:
    """Every publication of every story.

    Returns
    -------
    DataFrame
        One row per publication, by time: ``id``, ``story``, ``title``, ``text``, ``url``, ``outlet``, ``at`` (Jakarta wall clock),
        ``is_first``, ``flags``, ``label`` (the vendor's, often wrong, NA when not given), ``satker`` (as delivered, NA in most rows).
    """
    told = tell_stories(country, stories, days, seed)
    frame = _moments(stories, days, seed)
    units = units_of(country.register)
    rows = _copies(frame, stories, told, units, seed)
    frame = frame.assign(**rows).sort_values(["at", "story", "copy"], kind="stable", ignore_index=True)
    frame["id"] = [f"{SAMPLE_ID_PREFIX}B{number:06d}" for number in range(1, len(frame) + 1)]
    frame["url"] = [
        _url(outlet, at, title, key)
        for outlet, at, title, key in zip(frame["outlet"], frame["at"], frame["title"], frame["id"], strict=True)
    ]
    return frame.pipe(_label, stories, seed).pipe(_name_unit, stories, country, seed)


def _moments(stories: pd.DataFrame, days: list[dt.date], seed: int) -> pd.DataFrame:
    """When each copy appears: the first in the day, the others hours after it."""
    chance = Chance(seed, "moments")
    size = stories["size"].to_numpy()
    story = np.repeat(np.arange(len(stories)), size)
    copy = np.arange(len(story)) - np.repeat(np.cumsum(size) - size, size)
    minute = (330 + 1020 * np.sqrt(chance.uniform(len(stories)) * chance.uniform(len(stories)))).astype(int)
    wait = np.where(copy == 0, 0, -np.log(1 - chance.uniform(len(story))) * 540 + 5)
    at = stories["day"].to_numpy()[story] * 1440 + minute[story] + np.minimum(wait, 4000).astype(int)
    at = np.minimum(at, len(days) * 1440 - 1)
    start = np.datetime64(days[0], "us")
    return pd.DataFrame({"story": story, "copy": copy, "at": start + at.astype("timedelta64[m]"), "is_first": copy == 0})


def _copies(frame: pd.DataFrame, stories: pd.DataFrame, told: list, units: list[Unit], seed: int) -> dict[str, list]:
    titles, texts, outlets, flags = [], [], [], []
    places = stories["unit"].to_numpy()
    for number, (story, copy) in enumerate(zip(frame["story"].tolist(), frame["copy"].tolist(), strict=True)):
        unit = units[places[story]] if places[story] != NOWHERE else None
        dice = seed * 10_000_000 + number
        outlet = _outlet(unit, seed * 10_000_000 + story, copy)
        headline, lines = told[story]
        other = told[int(roll(dice, "lain") * len(told))][0]
        title = headline if copy == 0 else _other_title(headline, unit, outlet, dice)
        text, marks = _page(lines, unit, outlet, other, dice, copy)
        titles.append(title)
        texts.append(text)
        outlets.append(outlet)
        flags.append(marks)
    return {"title": titles, "text": texts, "outlet": outlets, "flags": flags}


def _other_title(headline: str, unit: Unit | None, outlet: str, dice: int) -> str:
    """Another desk keeps the headline, or changes a word at its edges; never its meaning."""
    if roll(dice, "judul-sama") < 0.65:
        return headline
    frame = pick(shelf("kalimat")["judul_lain"], dice, "judul-lain")
    return frame.format(judul=headline, tempat=unit.place if unit else "Jakarta", media=outlet)


def _page(lines: list[str], unit: Unit | None, outlet: str, other: str, dice: int, copy: int) -> tuple[str, str]:
    """The text as a page carries it: dateline, the sentences, and what does not belong to the story."""
    shelf_lines, marks, kept = shelf("kalimat"), [], list(lines)
    if copy and len(kept) > 3 and roll(dice, "potong") < 0.25:
        kept.pop()
        marks.append("dipotong")
    if copy and roll(dice, "sinonim") < 0.35:
        old, new = pick(shelf_lines["sinonim"], dice, "kata")
        kept = [line.replace(old, new) for line in kept]
        marks.append("disunting")
    if roll(dice, "sisip") < 0.28:
        strip = pick(shelf_lines["sisipan"], dice, "sisipan").format(lain=other)
        kept.insert(1 + int(roll(dice, "letak") * (len(kept) - 1)), strip)
        marks.append("sisipan")
    if roll(dice, "ekor") < 0.4:
        kept.append(pick(shelf_lines["ekor"], dice, "ekor-kata").format(media=outlet))
    return _dateline(unit, outlet, dice) + " ".join(kept), "|".join(marks)


def _dateline(unit: Unit | None, outlet: str, dice: int) -> str:
    place = unit.place if unit else "Jakarta"
    style = roll(dice, "pangkal")
    if style < 0.3:
        return f"{place.upper()} - "
    return f"{outlet}, {place} – " if style < 0.55 else f"{place}, {outlet} - " if style < 0.7 else ""


def _outlet(unit: Unit | None, story_dice: int, copy: int) -> str:
    """Another outlet for each copy of a story: national ones, and those of the unit's region."""
    national = roll(story_dice * 17 + copy, "nasional") < shelf("mix")["media"]["pangsa_nasional"]
    names = national_outlets() if unit is None or national or copy >= 6 else regional_outlets(unit.wilayah)
    start = int(roll(story_dice, f"media-{'n' if names is national_outlets() else 'd'}") * len(names))
    return names[(start + copy) % len(names)]


@cache
def national_outlets() -> tuple[str, ...]:
    """Invented outlets that write about the whole country."""
    media = shelf("mix")["media"]
    return tuple(
        f"{head} {stem}"
        for at, stem in enumerate(media["nasional"])
        for head in (media["kepala"][at], media["kepala"][at - 5], media["kepala"][at - 9])
    )


@cache
def regional_outlets(wilayah: str) -> tuple[str, ...]:
    """Invented outlets of one region, named after its invented places."""
    media = shelf("mix")["media"]
    kanwil = next(key for key, names in wilayah_names().items() if names[0] == wilayah)
    stems = places_of(kanwil)[: media["per_kanwil"] * 2]
    return tuple(f"{media['kepala'][at]} {stem}" for at, stem in enumerate(stems[:12]))


def _url(outlet: str, at: pd.Timestamp, title: str, key: str) -> str:
    words = "".join(letter if letter.isalnum() else " " for letter in title.lower()).split()[:7]
    return f"https://{outlet.lower().replace(' ', '')}.example/{at.year}/{at.month:02d}/{'-'.join(words)}-{int(key[-6:])}"


def _label(frame: pd.DataFrame, stories: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The vendor's sentiment: misses one bad item in five and cries wolf at one other in fourteen."""
    chance, rule, n = Chance(seed, "labels"), shelf("mix")["label_vendor"], len(frame)
    truth = np.array([all_forms()[form].sentiment for form in stories["form"]])[frame["story"]]
    hit, other, blank = chance.uniform(n), chance.uniform(n), chance.uniform(n)
    calm = np.where(
        truth == "negatif",
        np.where(other < 0.5, "netral", "positif"),
        np.where(other < 0.9, truth, np.where(truth == "netral", "positif", "netral")),
    )
    says_bad = hit < np.where(truth == "negatif", rule["sensitivitas"], 1 - rule["spesifisitas"])
    label = pd.Series(np.where(says_bad, "negatif", calm), dtype="str")
    return frame.assign(truth=truth, label=label.mask(blank < rule["kosong"]).to_numpy())


def _name_unit(frame: pd.DataFrame, stories: pd.DataFrame, country: Country, seed: int) -> pd.DataFrame:
    """The delivered unit: empty in most rows, else the official name or a short form the register knows."""
    chance, register, n = Chance(seed, "satker"), country.register, len(frame)
    unit = stories["unit"].to_numpy()[frame["story"]]
    empty, form = chance.uniform(n), chance.uniform(n)
    official = register["nama"].to_numpy()[unit]
    short = register["aliases"].str.split("|").str[0].to_numpy()[unit]
    known = (unit != NOWHERE) & (empty >= _empty_share(unit))
    return frame.assign(satker=pd.Series(np.where(form < 0.3, official, short)).where(known).to_numpy())


def _empty_share(unit: np.ndarray) -> float:
    """The share of unit stories left empty, so that over all rows the planned share is empty."""
    wanted, none = shelf("mix")["satker_kosong"], float((unit == NOWHERE).mean())
    return (wanted - none) / (1 - none)
