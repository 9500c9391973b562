"""Writing one story: a headline and a few sentences, with every slot filled the same way throughout."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from analitik.sample.calendar import spoken_day
from analitik.sample.chance import pick, roll
from analitik.sample.library import Form, shelf
from analitik.sample.naming import Unit, full_name, head_title, headline_name, people_of

SMALL_WORDS = frozenset(["di", "ke", "dari", "dan", "yang", "untuk", "pada", "dengan", "bagi", "oleh", "dalam", "atau"])


@dataclass(frozen=True)
class Scene:
    """Where and when a story happens, and the dice that choose its words."""

    form: Form
    unit: Unit | None
    neighbour: Unit | None
    day: dt.date
    dice_head: int
    dice_body: int


class Slots(dict):
    """The words of one story's slots, drawn when first asked for and then kept."""

    def __init__(self, scene: Scene, dice: int):
        super().__init__()
        self._scene, self._dice = scene, dice

    def __missing__(self, name: str) -> str:
        value = _KNOWN[name](self._scene, self._dice, self) if name in _KNOWN else _word(name, self._scene, self._dice)
        self[name] = value
        return value


def _word(name: str, scene: Scene, dice: int) -> str:
    if name[0].isupper():
        return Slots(scene, dice)[name.lower()].capitalize()
    return pick(shelf("slots")[name], dice, name)


def _between(low: int, high: int):
    return lambda scene, dice, slots: str(low + int(roll(dice, f"angka{low}") ** 1.7 * (high - low)))


def _event_day(scene: Scene, dice: int, slots: Slots) -> str:
    day = scene.day - dt.timedelta(days=int(roll(dice, "tunda") < 0.4))
    return spoken_day(day, year=roll(dice, "tahun") < 0.5)


def _head_of_unit(scene: Scene, dice: int, slots: Slots) -> str:
    if scene.unit is None:
        return "Dirjenpas"
    place = f"Kemenkumham {scene.unit.wilayah}" if scene.unit.jenis == "kanwil" else scene.unit.place
    return f"{head_title(scene.unit)} {place}"


_KNOWN = {
    "unit": lambda scene, dice, slots: headline_name(scene.unit, dice) if scene.unit else "Ditjenpas",
    "unit_panjang": lambda scene, dice, slots: full_name(scene.unit, scene.dice_body) if scene.unit else "Ditjenpas",
    "unit2": lambda scene, dice, slots: f"{scene.neighbour.short} {scene.neighbour.place}" if scene.neighbour else "unit lain",
    "kepala": lambda scene, dice, slots: head_title(scene.unit),
    "kepala_unit": _head_of_unit,
    "tempat": lambda scene, dice, slots: scene.unit.place if scene.unit else "Jakarta",
    "wilayah": lambda scene, dice, slots: scene.unit.wilayah if scene.unit else "Jakarta",
    "penghuni": lambda scene, dice, slots: pick(people_of(scene.unit), dice, "penghuni"),
    "petugas": lambda scene, dice, slots: pick(("petugas", "sipir", "pegawai"), dice, "petugas"),
    "hari": _event_day,
    "acara": lambda scene, dice, slots: pick(shelf("slots")["acara_bulan"][scene.day.month], dice, "acara"),
    "n": _between(20, 480),
    "puluh": _between(11, 64),
}


def headline_of(scene: Scene) -> str:
    """The story's headline; twins share the dice of their headline."""
    slots = Slots(scene, scene.dice_head)
    plain = pick(scene.form.headlines, scene.dice_head, "judul").format_map(slots)
    style = roll(scene.dice_head, "huruf")
    if style < 0.02:
        return plain.upper()
    return sentence_case(plain) if style < 0.17 else title_case(plain)


def body_of(scene: Scene) -> list[str]:
    """Two to six sentences: lead, details, perhaps a quote, background and a closing."""
    dice, form = scene.dice_body, scene.form
    lines = shelf("kalimat")
    n_details = 1 + int(roll(dice, "panjang") * min(3, len(form.details)))
    details = sorted(form.details, key=lambda text: roll(dice, text))[:n_details]
    chosen = [pick(form.leads, dice, "awal"), *details]
    if roll(dice, "kutip") < 0.75:
        chosen.insert(2, pick(lines["kutipan"][form.sentiment], dice, "kutipan"))
    if scene.unit is not None and roll(dice, "latar") < 0.3:
        chosen.insert(-1, pick(lines["latar"], dice, "latar-kalimat"))
    if roll(dice, "tutup") < 0.45 or len(chosen) < 3:
        chosen.append(pick(lines["penutup"][form.sentiment], dice, "penutup"))
    slots = Slots(scene, dice)
    return [sentence_case(text.format_map(slots)) for text in chosen]


def sentence_case(text: str) -> str:
    """The first letter large, the rest as it is.

    >>> sentence_case("dua napi Lapas Arunika")
    'Dua napi Lapas Arunika'
    """
    return text[:1].upper() + text[1:]


def title_case(text: str) -> str:
    """Each word large but the small ones.

    >>> title_case("panen kangkung di Lapas Arunika")
    'Panen Kangkung di Lapas Arunika'
    """
    words = text.split(" ")
    return " ".join(word if at and word in SMALL_WORDS else word[:1].upper() + word[1:] for at, word in enumerate(words))
