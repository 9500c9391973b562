"""How reporters name a unit: with or without its class, by its local name, now and then with a slip of the pen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from analitik.reference.units import jenis_table, kanwil_table
from analitik.sample.chance import pick, roll
from analitik.sample.register import nicknames

HEADS = {"lapas": "Kalapas", "lapas_perempuan": "Kalapas Perempuan", "lapas_narkotika": "Kalapas Narkotika", "rutan": "Karutan",
    "rutan_perempuan": "Karutan Perempuan", "bapas": "Kabapas", "kanwil": "Kakanwil"}  # fmt: skip
PEOPLE = {"lpka": ("anak binaan", "andikpas"), "bapas": ("klien",), "rutan": ("tahanan", "warga binaan", "penghuni"),
    "cabang_rutan": ("tahanan", "penghuni", "warga binaan"), "rutan_perempuan": ("tahanan", "warga binaan")}  # fmt: skip
OTHER_HEADS = {
    "lapas": ("LP",),
    "lapas_perempuan": ("LPP", "Lapas Wanita"),
    "lapas_narkotika": ("Lapastik",),
    "lpka": ("Lapas Anak",),
}


@dataclass(frozen=True)
class Unit:
    """What a reporter knows of a unit."""

    kode: str
    jenis: str
    kelas: str | None
    nama: str
    place: str
    wilayah: str
    short: str
    nickname: str | None


@cache
def _shorts() -> dict[str, str]:
    return dict(jenis_table()[["id", "short"]].itertuples(index=False))


@cache
def wilayah_names() -> dict[str, tuple[str, ...]]:
    """The names of each kanwil's region, official one first."""
    return {kanwil.id: tuple(dict.fromkeys([kanwil.wilayah, *kanwil.aliases])) for kanwil in kanwil_table().itertuples()}


def units_of(register) -> list[Unit]:
    """The rows of the register as reporters know them, in its order."""
    return [
        Unit(row.kode, row.jenis, row.kelas if isinstance(row.kelas, str) else None, row.nama, row.nama_pendek,
             wilayah_names()[row.kanwil][0], _shorts()[row.jenis], nicknames().get(row.kode))
        for row in register.itertuples()
    ]  # fmt: skip


def headline_name(unit: Unit, dice: int) -> str:
    """The unit as a headline names it, always with a head word.

    >>> unit = Unit("33-LPS-01", "lapas", "IIA", "Lembaga Pemasyarakatan Kelas IIA Arunika", "Arunika", "Jawa Tengah", "Lapas", None)
    >>> headline_name(unit, 0), headline_name(unit, 8), headline_name(unit, 28)
    ('LP Arunika', 'Lapas Kelas IIA Arunika', 'Lapas Klas II-A Arunika')
    """
    if unit.jenis == "kanwil":
        return f"Kanwil Kemenkumham {pick(_region(unit), dice, 'wilayah')}"
    if unit.nickname and roll(dice, "julukan") < 0.25:
        return f"{unit.short} {unit.nickname}"
    head = (
        pick(OTHER_HEADS[unit.jenis], dice, "kepala-lain")
        if unit.jenis in OTHER_HEADS and roll(dice, "kepala") < 0.07
        else unit.short
    )
    return f"{head}{_class(unit, dice)} {unit.place}"


def _region(unit: Unit) -> tuple[str, ...]:
    return next(names for names in wilayah_names().values() if names[0] == unit.wilayah)


def _class(unit: Unit, dice: int) -> str:
    """The class as reporters write it, or nothing."""
    style = roll(dice, "kelas")
    if not unit.kelas or style < 0.55:
        return ""
    word = "Kelas" if style < 0.85 else "Klas"
    if style < 0.9 or unit.kelas not in ("IIA", "IIB"):
        return f" {word} {unit.kelas}"
    letter = unit.kelas[2]
    return f" {word} {pick((f'II {letter}', f'II-{letter}', f'2{letter}'), dice, 'angka')}"


def full_name(unit: Unit, dice: int) -> str:
    """The unit as the first sentence of a story names it: in full, or short with its class."""
    style = roll(dice, "nama-lengkap")
    if unit.jenis == "kanwil":
        return unit.nama if style < 0.4 else f"Kanwil Kemenkumham {unit.wilayah}"
    classed = f" Kelas {unit.kelas}" if unit.kelas else ""
    if style < 0.35:
        return unit.nama
    if style < 0.5 and unit.kelas:
        return unit.nama.replace(" Kelas ", f" ({unit.short}) Kelas ", 1)
    if style > 0.97:
        return unit.nama.replace("Pemasyarakatan", "Permasyarakatan")
    if style > 0.95 and unit.kelas in ("IIA", "IIB"):
        classed = f" Kelas ll{unit.kelas[2]}"
    return f"{unit.short}{classed} {unit.place}"


def head_title(unit: Unit | None) -> str:
    """What the head of the unit is called."""
    return "Dirjenpas" if unit is None else HEADS.get(unit.jenis, f"Kepala {unit.short}")


def people_of(unit: Unit | None) -> tuple[str, ...]:
    """What the people kept or guided there are called."""
    return (
        ("narapidana", "napi", "warga binaan", "WBP")
        if unit is None
        else PEOPLE.get(unit.jenis, ("narapidana", "napi", "warga binaan", "WBP"))
    )
