"""The shelf of sentences, places, outlets and calibration figures that made-up data is built from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a machine without libyaml reads the same files, more slowly
    from yaml import SafeLoader as Loader

FORM_FILES = ("peristiwa", "petugas", "layanan", "kegiatan", "umum")


@dataclass(frozen=True)
class Form:
    """One way a story can be told: an event, its effect on the institution's image, and the words for it.

    ``group`` says who it happens to (hunian, bapas, rupbasan, kanwil, pusat, luar); ``rule`` is the decision rule of the
    taxonomy that gives ``sentiment``; ``season`` names the window of the year it belongs to, if any.
    """

    id: str
    issue: str
    sentiment: str
    rule: str
    group: str
    weight: float
    season: str | None
    marks: tuple[str, ...]
    headlines: tuple[str, ...]
    leads: tuple[str, ...]
    details: tuple[str, ...]


@cache
def shelf(name: str) -> Any:
    """The packaged file ``texts/<name>.yml`` as plain data; callers must not change it."""
    return yaml.load(files("analitik.sample").joinpath(f"texts/{name}.yml").read_text(encoding="utf-8"), Loader)


@cache
def forms() -> tuple[Form, ...]:
    """Every form on the shelf, in the order of the files.

    >>> len({form.id for form in forms()}) == len(forms())
    True
    """
    return tuple(_form(entry) for name in FORM_FILES for entry in shelf(name)["bentuk"])


def _form(entry: dict[str, Any]) -> Form:
    return Form(
        id=entry["id"],
        issue=entry["id"].split(".")[0],
        sentiment=entry["sentimen"],
        rule=entry["aturan"],
        group=entry.get("untuk", "hunian"),
        weight=float(entry.get("bobot", 1)),
        season=entry.get("musim"),
        marks=tuple(entry.get("tanda", ())),
        headlines=tuple(entry["judul"]),
        leads=tuple(entry["awal"]),
        details=tuple(entry["rinci"]),
    )


@cache
def stage_forms() -> dict[str, tuple[tuple[int, Form], ...]]:
    """The stages of every planted burst: burst id -> (day it begins, form), in order."""
    return {
        burst["id"]: tuple((stage["hari"], _stage(burst, number, stage)) for number, stage in enumerate(burst["babak"]))
        for burst in shelf("ledakan")["ledakan"]
    }


def _stage(burst: dict[str, Any], number: int, stage: dict[str, Any]) -> Form:
    return Form(
        id=f"{burst['isu']}.{burst['id']}-{number}",
        issue=burst["isu"],
        sentiment=stage["sentimen"],
        rule=stage["aturan"],
        group="hunian",
        weight=0.0,
        season=None,
        marks=("ledakan",),
        headlines=tuple(stage["judul"]),
        leads=tuple(stage["awal"]),
        details=tuple(stage["rinci"]),
    )


@cache
def all_forms() -> tuple[Form, ...]:
    """The forms of everyday news, then those of the bursts."""
    return forms() + tuple(form for stages in stage_forms().values() for _, form in stages)
