"""How each survey index is defined: items, scale, weights, formula and grades, read as data and never coded by hand.

A definition is a record with its regulation. An office may bring its own file of the same shape; a definition that
contradicts itself (weights that do not sum to 1, grades that leave a hole) is refused when it is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.reference._formula import linear_form
from analitik.reference._yaml import Loader, packaged


@dataclass(frozen=True)
class Scale:
    """The answers a form allows: whole numbers from ``min`` to ``max``."""

    min: int
    max: int
    type: str = "likert"


@dataclass(frozen=True)
class Item:
    """One question (unsur) of the index: its key, the codes forms give it, and its names."""

    key: str
    codes: tuple[str, ...]
    name_id: str
    name_en: str


@dataclass(frozen=True)
class Grade:
    """One grade with its closed bounds, in the decimals the index is rounded to."""

    grade: str
    low: Decimal
    high: Decimal
    name_id: str
    name_en: str


@dataclass(frozen=True)
class IndexDefinition:
    """One index as a regulation or an office defines it.

    ``weights`` are exact fractions, one per item. The index is ``intercept + sum(coefficient * score)``, where
    ``class_scores`` (answer -> score) replaces the answers of an index built on classes, such as a promoter score.
    """

    id: str
    name_id: str
    name_en: str
    regulation: str
    status: str
    scale: Scale
    items: tuple[Item, ...]
    weights: tuple[Fraction, ...]
    weights_text: str
    alternatives: tuple[tuple[str, tuple[Fraction, ...]], ...]
    intercept: Fraction
    coefficients: tuple[Fraction, ...]
    class_scores: tuple[tuple[int, Fraction], ...]
    range: tuple[Decimal, Decimal]
    decimals: int
    grades: tuple[Grade, ...]
    min_items_answered: Fraction
    version: str
    slope: Fraction = field(default=Fraction(1))

    def keys(self) -> tuple[str, ...]:
        """The items' keys, in the order of the form."""
        return tuple(item.key for item in self.items)


def index_definition(name_or_path: str | Path | IndexDefinition) -> IndexDefinition:
    """The definition of an index: a packaged one by its id, or an office's own YAML file.

    Parameters
    ----------
    name_or_path : str or Path
        ``skm``, ``spkp``, ``spak``, ``nps``, ``persepsi``; or a ``.yml`` file that holds one definition (several:
        ``file.yml#id``). A definition is given back as it is.

    Returns
    -------
    IndexDefinition
        Frozen; weights as exact fractions, bounds as decimals.

    Raises
    ------
    UsageFault
        When the name is unknown, or the file contradicts itself.

    Examples
    --------
    >>> skm = index_definition("skm")
    >>> skm.weights[0], len(skm.items), [grade.grade for grade in skm.grades]
    (Fraction(1, 9), 9, ['A', 'B', 'C', 'D'])
    """
    if isinstance(name_or_path, IndexDefinition):
        return name_or_path
    path, _, wanted = str(name_or_path).partition("#")
    if path.lower().endswith((".yml", ".yaml")):
        return _from_file(Path(path), wanted)
    return _packaged_definition(path)


def index_names() -> list[str]:
    """The ids of the packaged definitions.

    >>> index_names()
    ['skm', 'spkp', 'spak', 'nps', 'persepsi']
    """
    return [entry["id"] for entry in packaged("indices")["indices"]]


def parse_definition(entry: dict[str, Any], common: dict[str, Any] | None = None, version: str = "1") -> IndexDefinition:
    """A definition from plain data (one entry of ``indices``), checked.

    Raises
    ------
    UsageFault
        With the name of the part that is missing or wrong.
    """
    try:
        return _parse(entry, common or {}, version)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError, IndexError) as problem:
        name = entry.get("id", "?") if isinstance(entry, dict) else "?"
        raise _broken(
            name, f"bagian {problem} tidak ada atau salah bentuk", f"part {problem} is missing or malformed"
        ) from None


@cache
def _packaged_definition(name: str) -> IndexDefinition:
    data = packaged("indices")
    found = [entry for entry in data["indices"] if entry["id"] == name]
    if not found:
        known = ", ".join(index_names())
        raise UsageFault(
            say(
                f"Definisi indeks '{name}' tidak dikenal; yang ada: {known}, atau berkas .yml sendiri.",
                f"Index definition '{name}' is not known; there are: {known}, or your own .yml file.",
            )
        )
    return parse_definition(found[0], data["common"], str(data["version"]))


def _from_file(path: Path, wanted: str) -> IndexDefinition:
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506 - a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        raise UsageFault(
            say(f"Definisi {path.name} tidak terbaca: {problem}.", f"Definition {path.name} cannot be read: {problem}.")
        ) from None
    if not isinstance(data, dict):
        raise _broken(path.name, "isinya bukan definisi", "it does not hold a definition")
    entries = data.get("indices", [data])
    chosen = [e for e in entries if isinstance(e, dict) and (not wanted or e.get("id") == wanted)]
    if len(chosen) != 1:
        names = ", ".join(str(e.get("id", "?")) for e in entries if isinstance(e, dict))
        raise UsageFault(
            say(
                f"{path.name} memuat definisi {names}; pilih satu dengan {path.name}#id.",
                f"{path.name} holds definitions {names}; choose one with {path.name}#id.",
            )
        )
    common = data.get("common") or packaged("indices")["common"]
    return parse_definition(chosen[0], common, str(data.get("version", "1")))


def _parse(entry: dict[str, Any], common: dict[str, Any], version: str) -> IndexDefinition:
    name = str(entry["id"])
    scale = Scale(int(entry["scale"]["min"]), int(entry["scale"]["max"]), str(entry["scale"].get("type", "likert")))
    items = tuple(_item(each) for each in entry["items"])
    keys = [item.key for item in items]
    if not keys or len(set(keys)) != len(keys) or scale.min >= scale.max:
        raise _broken(
            name, "unsur kosong atau berulang, atau skala terbalik", "items are empty or repeated, or the scale is reversed"
        )
    weights = _weights(entry["weights"]["default"], keys)
    if sum(weights) != 1:
        raise _broken(name, f"bobot berjumlah {sum(weights)}, bukan 1", f"weights sum to {sum(weights)}, not 1")
    others = entry["weights"].get("alternatives") or {}
    constant, factors = linear_form(str(entry["formula"]["index"]))
    class_scores = _class_scores(entry.get("classes") or {}, factors, scale, name)
    slope = Fraction(1) if class_scores else factors.get("weighted", Fraction(0))
    decimals = int(entry["decimals"])
    span = (Decimal(str(entry["range"][0])), Decimal(str(entry["range"][1])))
    grades = tuple(_grade(each) for each in entry.get("grades") or [])
    _check_grades(name, grades, span, decimals)
    return IndexDefinition(
        id=name,
        name_id=str(entry["name_id"]),
        name_en=str(entry.get("name_en", entry["name_id"])),
        regulation=str(entry.get("regulation", "")),
        status=str(entry.get("status", "")),
        scale=scale,
        items=items,
        weights=weights,
        weights_text=str(entry["weights"]["default"]),
        alternatives=tuple((str(label), _weights(value, keys)) for label, value in others.items()),
        intercept=constant,
        coefficients=tuple(slope * weight for weight in weights),
        class_scores=class_scores,
        range=span,
        decimals=decimals,
        grades=grades,
        min_items_answered=Fraction(str(entry.get("min_items_answered", common.get("min_items_answered", 0.5)))),
        version=version,
        slope=slope,
    )


def _item(entry: dict[str, Any]) -> Item:
    codes = entry["code"] if isinstance(entry["code"], list) else [entry["code"]]
    name = str(entry["name_id"])
    return Item(str(entry["key"]), tuple(map(str, codes)), name, str(entry.get("name_en", name)))


def _weights(value: Any, keys: list[str]) -> tuple[Fraction, ...]:
    """One exact weight per item: the same for all ("1/9"), a list in order, or a mapping by key."""
    if isinstance(value, dict):
        return tuple(Fraction(str(value[key])) for key in keys)
    if isinstance(value, list):
        return tuple(Fraction(str(each)) for each, _ in zip(value, keys, strict=True))
    return (Fraction(str(value)),) * len(keys)


def _class_scores(classes: dict, factors: dict[str, Fraction], scale: Scale, name: str) -> tuple[tuple[int, Fraction], ...]:
    """What each answer counts in an index of class shares; empty for an index of means."""
    known = {"weighted"} if not classes else {f"p_{label}" for label in classes}
    if not factors or set(factors) - known:
        strange = ", ".join(sorted(set(factors) - known)) or "tanpa unsur"
        raise _broken(name, f"rumus indeks memakai {strange}", f"the index formula uses {strange}")
    scores = {}
    for label, (low, high) in classes.items():
        scores.update(dict.fromkeys(range(int(low), int(high) + 1), factors.get(f"p_{label}", Fraction(0))))
    if classes and set(scores) != set(range(scale.min, scale.max + 1)):
        raise _broken(name, "kelas tidak menutup skala", "classes do not cover the scale")
    return tuple(sorted(scores.items()))


def _grade(entry: dict[str, Any]) -> Grade:
    low, high = Decimal(str(entry["low"])), Decimal(str(entry["high"]))
    return Grade(str(entry["grade"]), low, high, str(entry["name_id"]), str(entry.get("name_en", entry["name_id"])))


def _check_grades(name: str, grades: tuple[Grade, ...], span: tuple[Decimal, Decimal], decimals: int) -> None:
    """Closed bounds must cover the whole range in steps of the last decimal: no value without a grade, none with two."""
    if not grades:
        return
    ordered = sorted(grades, key=lambda grade: grade.low)
    step = Decimal(1).scaleb(-decimals)
    joints = all(after.low - before.high == step for before, after in zip(ordered, ordered[1:], strict=False))
    if not joints or ordered[0].low != span[0] or ordered[-1].high != span[1]:
        raise _broken(
            name,
            f"batas mutu berlubang, bertumpuk, atau tidak menutup {span[0]}–{span[1]} dalam langkah {step}",
            f"grade bounds leave holes, overlap, or do not cover {span[0]} to {span[1]} in steps of {step}",
        )


def _broken(name: str, indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(f"Definisi indeks {name}: {indonesian}.", f"Index definition {name}: {english}."))
