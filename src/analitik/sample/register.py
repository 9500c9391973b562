"""The register of an invented country: 33 real regional offices and 600 units at places that do not exist."""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np
import pandas as pd

from analitik.reference.units import COLUMNS, jenis_table, kanwil_table
from analitik.sample.chance import pick, roll
from analitik.sample.library import shelf

FIRST_DAY = "1900-01-01"
N_PILOTS = 50
CLASSES = {
    "lapas": ("IIA", "IIB", "IIB", "III", "IIA", "IIB", "I"),
    "rutan": ("IIB", "IIB", "IIA", "IIB", "I"),
    "lapas_perempuan": ("IIA", "IIB", "III"),
    "lapas_narkotika": ("IIA", "IIB"),
    "lapas_khusus": ("IIA",),
    "lapas_terbuka": ("IIB", "III"),
    "rutan_perempuan": ("IIA", "IIB"),
    "lpka": ("II", "I", "II"),
    "bapas": ("II", "I", "II"),
    "rupbasan": ("II", "I", "II"),
}
HOUSING = (
    "lapas",
    "rutan",
    "lapas_perempuan",
    "lapas_narkotika",
    "lapas_khusus",
    "lapas_terbuka",
    "rutan_perempuan",
    "lpka",
    "cabang_rutan",
)
HUB_KINDS = ("lapas_perempuan", "lpka", "bapas", "rupbasan", "rutan_perempuan")
SIZE = {
    "lapas": 1.6,
    "rutan": 1.2,
    "lapas_narkotika": 1.3,
    "lapas_perempuan": 0.9,
    "lpka": 0.7,
    "bapas": 0.6,
    "rupbasan": 0.3,
    "cabang_rutan": 0.5,
}


@cache
def build_register(pilot_from: str = "2022-07-01") -> pd.DataFrame:
    """The register, the same for every seed, so that a kode always means the same unit.

    Returns
    -------
    DataFrame
        One row per unit: 33 kanwil first, then the units by kode, with the columns of the reference register, all text.

    Examples
    --------
    >>> register = build_register()
    >>> (register["jenis"] == "kanwil").sum(), len(register), register["pilot_from"].notna().sum()
    (np.int64(33), 633, np.int64(50))
    """
    units = pd.concat([_units_of(kanwil) for kanwil in kanwil_table().itertuples()], ignore_index=True)
    units = units.sort_values("kode", ignore_index=True)
    pilots = choose_pilots(units)
    pilot = units["kode"].isin(pilots)
    units["pilot_from"] = np.where(pilot, pilot_from, None)
    units["pilot_source"] = np.where(pilot, "daftar percontohan rekaan", None)
    offices = pd.DataFrame([_office(kanwil) for kanwil in kanwil_table().itertuples()])
    return pd.concat([offices, units], ignore_index=True).reindex(columns=list(COLUMNS)).astype("str")


def activity(kodes: pd.Series, jenis: pd.Series) -> np.ndarray:
    """How much each unit is in the news: a long-tailed weight that belongs to its kode."""
    tail = np.array([-np.log(1 - roll(1, f"giat-{kode}")) for kode in kodes])
    return (0.15 + tail) * jenis.map(SIZE).fillna(0.8).to_numpy(float)


def choose_pilots(units: pd.DataFrame) -> list[str]:
    """One pilot in every kanwil and a second in the largest: busy and quiet units in turn, 50 in all."""
    able = units[units["jenis"].isin([*HOUSING, "bapas"])]
    able = able.assign(giat=activity(able["kode"], able["jenis"])).sort_values("giat", ascending=False, kind="stable")
    chosen: list[str] = []
    sizes = able["kanwil"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    for rank, kanwil in enumerate(sizes.index):
        kodes = able.loc[able["kanwil"] == kanwil, "kode"].tolist()
        chosen.append(kodes[(0, 1, len(kodes) // 2)[rank % 3]])
        if rank < N_PILOTS - len(sizes):
            chosen.append(kodes[len(kodes) * 3 // 4])
    return sorted(chosen)


def _office(kanwil) -> dict:
    names = list(dict.fromkeys([kanwil.wilayah, *kanwil.aliases]))
    return {
        "upt_id": f"U-{kanwil.id[3:]}-KWL-01",
        "kode": f"{kanwil.id[3:]}-KWL-01",
        "jenis": "kanwil",
        "nama": f"Kantor Wilayah Kementerian Hukum dan HAM {kanwil.wilayah}",
        "nama_pendek": kanwil.wilayah,
        "provinsi": str(kanwil.provinsi[0]),
        "kanwil": kanwil.id,
        "induk": "kemenkumham",
        "valid_from": FIRST_DAY,
        "aliases": "|".join(f"{head} {name}" for head in ("Kanwil Kemenkumham", "Kanwil Ditjenpas") for name in names),
        "evidence": "general",
    }


def kinds_of(size: int) -> list[str]:
    """The kinds of unit a kanwil of ``size`` units has: one of each special kind, mostly lapas and rutan.

    >>> kinds_of(9).count("lapas"), len(kinds_of(50))
    (3, 50)
    """
    special = ["lpka", "lapas_perempuan"] + ["bapas"] * max(1, size // 9) + ["rupbasan"] * max(1, size // 10)
    special += ["lapas_narkotika"] * (size >= 12) + ["cabang_rutan"] * (size // 12)
    special += ["rutan_perempuan"] * (size >= 30) + ["lapas_terbuka"] * (size in (36, 24)) + ["lapas_khusus"] * (size >= 45)
    rest = size - len(special)
    rutan = round(rest * 0.38)
    return ["lapas"] * (rest - rutan) + ["rutan"] * rutan + special


def _units_of(kanwil) -> pd.DataFrame:
    kinds = kinds_of(shelf("places")["ukuran"][kanwil.id])
    places = iter(places_of(kanwil.id))
    code = jenis_table().set_index("id")
    hubs: list[str] = []
    rows, numbers = [], dict.fromkeys(kinds, 0)
    taken: set[tuple[str, str]] = set()
    for order, jenis in enumerate(kinds):
        numbers[jenis] += 1
        kode = f"{kanwil.id[3:]}-{code.loc[jenis, 'code']}-{numbers[jenis]:02d}"
        place = _place_for(jenis, order, hubs, taken, places)
        rows.append(_unit(kanwil, kode, jenis, place, code.loc[jenis]))
    return pd.DataFrame(rows)


def _place_for(jenis: str, order: int, hubs: list[str], taken: set, places) -> str:
    """Special kinds stand in the kanwil's larger towns, beside a lapas of the same name; the rest have a place of their own."""
    shared = jenis in HUB_KINDS or (jenis == "rutan" and order % 3 == 0)
    free = [hub for hub in hubs[:6] if (jenis, hub) not in taken]
    place = free[0] if shared and free else next(places)
    hubs.append(place)
    taken.add((jenis, place))
    return place


def _unit(kanwil, kode: str, jenis: str, place: str, kind: pd.Series) -> dict:
    classes = CLASSES.get(jenis)
    kelas = pick(classes, int(kanwil.id[3:]), kode) if classes else None
    classed = f" Kelas {kelas}" if kelas else ""
    aliases = [f"{kind['short']}{classed} {place}"] + ([f"{kind['short']} {place}"] if kelas else [])
    nickname = nicknames().get(kode)
    return {
        "upt_id": f"U-{kode}",
        "kode": kode,
        "jenis": jenis,
        "kelas": kelas,
        "nama": f"{kind['name_id']}{classed} {place}",
        "nama_pendek": place,
        "provinsi": str(pick(kanwil.provinsi, int(kode[-2:]), kode)),
        "kanwil": kanwil.id,
        "induk": "kemenkumham",
        "valid_from": FIRST_DAY,
        "aliases": "|".join(aliases + ([f"{kind['short']} {nickname}"] if nickname else [])),
        "evidence": "design",
    }


@cache
def nicknames() -> dict[str, str]:
    """Local names of some lapas: the second lapas of each of the first kanwil."""
    offices = kanwil_table()["id"].str[3:].tolist()
    return {f"{office}-LPS-02": name for office, name in zip(offices, shelf("places")["julukan"], strict=False)}


@cache
def places_of(kanwil: str) -> tuple[str, ...]:
    """The invented places of one kanwil, never shared with another kanwil.

    >>> len(set(places_of("KW-33")) & set(places_of("KW-35")))
    0
    """
    region = next(region for region in shelf("places")["wilayah"].values() if kanwil in region["kanwil"])
    glue = "" if region.get("sambung") else " "
    made = [f"{first}{glue}{stem}" for first in region["awalan"] for stem in region["pokok"]]
    made.sort(key=lambda place: roll(len(place), place))
    singles = sorted(region["tunggal"], key=lambda place: roll(len(place), place))
    share, at = len(region["kanwil"]), region["kanwil"].index(kanwil)
    own = singles[at::share] + made[at::share]
    second = [f"{own[0]} {word}" for word in shelf("places")["kepala_wilayah_kedua"][: 1 if at % 3 == 0 else 0]]
    return tuple([own[0], *second, *own[1:]])


def pilot_start(end: dt.date) -> str:
    """The day the pilots begin: the first of the month three months before the last one (2022-07-01 for October 2022)."""
    index = end.year * 12 + end.month - 1 - 3
    return f"{index // 12:04d}-{index % 12 + 1:02d}-01"
