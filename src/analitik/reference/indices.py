"""How an index is defined: its items, scale, weights, rounding and grades, as the regulation prints them or an office replaces them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.reference._yaml import Loader, packaged


@dataclass(frozen=True)
class Item:
    """One question of an index: ``codes`` are its possible column names, the usual one first."""

    key: str
    codes: tuple[str, ...]
    name_id: str
    name_en: str
    weight: Fraction


@dataclass(frozen=True)
class Grade:
    """One grade with its closed bounds after rounding."""

    grade: str
    low: float
    high: float
    name_id: str


@dataclass(frozen=True)
class IndexDefinition:
    """An index as data. ``lowest`` and ``highest`` bound the answers; the index is the weighted mean times ``multiplier``."""

    id: str
    name_id: str
    regulation: str
    items: tuple[Item, ...]
    lowest: int
    highest: int
    multiplier: float
    offset: float
    decimals: int
    grades: tuple[Grade, ...]
    min_items: float

    def reweighted(self, weight: Fraction) -> IndexDefinition:
        """The same index with another weight for every item, for comparing with rounded weights of older forms."""
        items = tuple(Item(i.key, i.codes, i.name_id, i.name_en, weight) for i in self.items)
        return IndexDefinition(**{**self.__dict__, "items": items})


def index_definition(name: str | Path) -> IndexDefinition:
    """The definition called ``name``, or the one in an office's own YAML file.

    Raises
    ------
    UsageFault
        When there is no such definition or it lacks a part.

    Examples
    --------
    >>> skm = index_definition("skm")
    >>> len(skm.items), sum(item.weight for item in skm.items)
    (9, Fraction(1, 1))
    """
    known = {record["id"]: record for record in packaged("indices")["indices"]}
    record = known.get(str(name)) or _from_file(Path(name), sorted(known))
    try:
        return _definition(record)
    except (KeyError, TypeError, ValueError) as problem:
        raise UsageFault(
            say(f"Definisi indeks '{name}' tidak lengkap: {problem}.", f"Index definition '{name}' is not whole: {problem}.")
        ) from None


def _from_file(path: Path, known: list[str]) -> dict[str, Any]:
    if path.suffix not in {".yml", ".yaml"} or not path.is_file():
        raise UsageFault(
            say(
                f"Indeks '{path}' tidak dikenal; yang ada: {', '.join(known)}, atau berkas .yml.",
                f"Index '{path}' is not known; there are: {', '.join(known)}, or a .yml file.",
            )
        )
    try:
        record = yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506
    except yaml.YAMLError as problem:
        line = problem.problem_mark.line + 1 if getattr(problem, "problem_mark", None) else "?"
        raise UsageFault(
            say(f"{path.name} baris {line} bukan YAML yang sah.", f"{path.name} line {line} is not valid YAML.")
        ) from None
    if not isinstance(record, dict):
        raise UsageFault(say(f"{path.name} tidak memuat definisi indeks.", f"{path.name} holds no index definition."))
    return record


def _definition(record: dict[str, Any]) -> IndexDefinition:
    weight = Fraction(str(record["weights"]["default"]))
    items = tuple(
        Item(
            i["key"],
            tuple(i["code"]) if isinstance(i["code"], list) else (i["code"],),
            i["name_id"],
            i.get("name_en", i["name_id"]),
            weight,
        )
        for i in record["items"]
    )
    low, high = record["scale"]["min"], record["scale"]["max"]
    first, last = record["range"]
    multiplier = (last - first) / (high - low)
    return IndexDefinition(
        id=record["id"],
        name_id=record["name_id"],
        regulation=record.get("regulation", ""),
        items=items,
        lowest=low,
        highest=high,
        multiplier=multiplier,
        offset=first - multiplier * low,
        decimals=record["decimals"],
        grades=tuple(Grade(g["grade"], g["low"], g["high"], g["name_id"]) for g in record.get("grades", [])),
        min_items=packaged("indices")["common"]["min_items_answered"],
    )
