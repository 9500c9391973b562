"""How an index is defined: its items, scale, weights, formula and grades, as the regulation prints them or an office replaces them.

A definition is data with its regulation beside it. One that contradicts itself (weights that do not sum to one, grades that
leave a hole, a formula that is no straight line) is refused when it is read.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.reference._yaml import Loader, packaged


@dataclass(frozen=True)
class Item:
    """One question of an index: ``codes`` are its possible column names, the usual one first; ``weight`` is exact."""

    key: str
    codes: tuple[str, ...]
    name_id: str
    name_en: str
    weight: Fraction


@dataclass(frozen=True)
class Grade:
    """One grade with its closed bounds after rounding."""

    grade: str
    low: Decimal
    high: Decimal
    name_id: str
    name_en: str = ""


@dataclass(frozen=True)
class IndexDefinition:
    """An index as data. ``lowest`` and ``highest`` bound the answers; the index is ``multiplier * weighted mean + offset``.

    ``scores`` (answer, points) replaces the answers in an index of class shares such as a promoter score; else it is empty.
    ``alternatives`` are rounded weights of older forms, for comparison only.
    """

    id: str
    name_id: str
    regulation: str
    items: tuple[Item, ...]
    lowest: int
    highest: int
    multiplier: Fraction
    offset: Fraction
    decimals: int
    grades: tuple[Grade, ...]
    min_items: Fraction
    name_en: str = ""
    status: str = ""
    version: str = "1"
    weights_text: str = ""
    alternatives: tuple[tuple[str, Fraction], ...] = ()
    scores: tuple[tuple[int, Fraction], ...] = ()

    def reweighted(self, weight: Fraction) -> IndexDefinition:
        """The same index with another weight for every item, for comparing with rounded weights of older forms."""
        items = tuple(replace(item, weight=weight) for item in self.items)
        return replace(self, items=items, weights_text=str(weight), alternatives=())


def index_definition(name: str | Path | IndexDefinition) -> IndexDefinition:
    """The definition called ``name``, or the one in an office's own YAML file (``file.yml#id`` when it holds several).

    Raises
    ------
    UsageFault
        When there is no such definition, it lacks a part, or its parts contradict each other.

    Examples
    --------
    >>> skm = index_definition("skm")
    >>> len(skm.items), sum(item.weight for item in skm.items), skm.multiplier
    (9, Fraction(1, 1), Fraction(25, 1))
    """
    if isinstance(name, IndexDefinition):
        return name
    if str(name) in index_names():
        return _packaged_definition(str(name))
    path, _, wanted = str(name).partition("#")
    return _parsed(*_from_file(Path(path), wanted), str(name))


def index_names() -> list[str]:
    """The ids of the packaged definitions.

    >>> index_names()
    ['skm', 'spkp', 'spak', 'nps', 'persepsi']
    """
    return [record["id"] for record in packaged("indices")["indices"]]


@cache
def _packaged_definition(name: str) -> IndexDefinition:
    record = next(record for record in packaged("indices")["indices"] if record["id"] == name)
    return _parsed(record, str(packaged("indices")["version"]), name)


def _from_file(path: Path, wanted: str) -> tuple[dict[str, Any], str]:
    if path.suffix not in {".yml", ".yaml"} or not path.is_file():
        known = ", ".join(sorted(index_names()))
        raise UsageFault(
            say(
                f"Indeks '{path}' tidak dikenal; yang ada: {known}, atau berkas .yml.",
                f"Index '{path}' is not known; there are: {known}, or a .yml file.",
            )
        )
    data = _yaml_of(path)
    records = data.get("indices", [data]) if isinstance(data, dict) else []
    fitting = [record for record in records if isinstance(record, dict) and wanted in ("", record.get("id"))]
    if len(fitting) != 1:
        names = ", ".join(str(record.get("id")) for record in records if isinstance(record, dict)) or "–"
        raise UsageFault(
            say(
                f"{path.name} harus menunjuk tepat satu definisi indeks; isinya: {names}. Pilih dengan {path.name}#id.",
                f"{path.name} must point at exactly one index definition; it holds: {names}. Choose with {path.name}#id.",
            )
        )
    return fitting[0], str(data.get("version", "1"))


def _yaml_of(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader)  # noqa: S506 - a safe loader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark else "?"
        raise UsageFault(
            say(f"{path.name} baris {line} bukan YAML yang sah.", f"{path.name} line {line} is not valid YAML.")
        ) from None


def _parsed(record: dict[str, Any], version: str, name: str) -> IndexDefinition:
    try:
        return _definition(record, version)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError, SyntaxError, RecursionError) as problem:
        raise UsageFault(
            say(f"Definisi indeks '{name}' tidak lengkap: {problem}.", f"Index definition '{name}' is not whole: {problem}.")
        ) from None


def _definition(record: dict[str, Any], version: str) -> IndexDefinition:
    low, high = int(record["scale"]["min"]), int(record["scale"]["max"])
    first, last = (Decimal(str(end)) for end in record["range"])
    offset, factors = _formula(record, low, high, first, last)
    scores = _class_scores(record.get("classes") or {}, factors)
    grades = tuple(_grade(entry) for entry in record.get("grades") or ())
    found = IndexDefinition(
        id=str(record["id"]),
        name_id=str(record["name_id"]),
        regulation=str(record.get("regulation", "")),
        items=_items(record),
        lowest=low,
        highest=high,
        multiplier=Fraction(1) if scores else factors.get("weighted", Fraction(0)),
        offset=offset,
        decimals=int(record["decimals"]),
        grades=grades,
        min_items=Fraction(str(record.get("min_items_answered", packaged("indices")["common"]["min_items_answered"]))),
        name_en=str(record.get("name_en", record["name_id"])),
        status=str(record.get("status", "")),
        version=version,
        weights_text=str(record["weights"]["default"]),
        alternatives=tuple((k, Fraction(str(v))) for k, v in (record["weights"].get("alternatives") or {}).items()),
        scores=scores,
    )
    _check(found, set(factors) - ({f"p_{label}" for label in record.get("classes") or {}} or {"weighted"}), first, last)
    return found


def _items(record: dict[str, Any]) -> tuple[Item, ...]:
    """The items with their weights: one weight for all, a list in the order of the items, or a mapping by key."""
    given, entries = record["weights"]["default"], record["items"]
    if isinstance(given, dict):
        given = [given[entry["key"]] for entry in entries]
    weights = given if isinstance(given, list) else [given] * len(entries)
    return tuple(
        Item(
            str(entry["key"]),
            tuple(map(str, entry["code"])) if isinstance(entry["code"], list) else (str(entry["code"]),),
            str(entry["name_id"]),
            str(entry.get("name_en", entry["name_id"])),
            Fraction(str(weight)),
        )
        for entry, weight in zip(entries, weights, strict=True)
    )


def _grade(entry: dict[str, Any]) -> Grade:
    low, high = Decimal(str(entry["low"])), Decimal(str(entry["high"]))
    return Grade(str(entry["grade"]), low, high, str(entry["name_id"]), str(entry.get("name_en", entry["name_id"])))


def _formula(record: dict[str, Any], low: int, high: int, first: Decimal, last: Decimal) -> tuple[Fraction, dict[str, Fraction]]:
    """The constant and the factors of the index; without a formula the scale is stretched over the range."""
    text = (record.get("formula") or {}).get("index")
    if text:
        return straight_line(ast.parse(str(text), mode="eval").body)
    slope = Fraction(last - first) / (high - low)
    return Fraction(first) - slope * low, {"weighted": slope}


def straight_line(node: ast.expr) -> tuple[Fraction, dict[str, Fraction]]:
    """A linear formula as a constant and the factor of each name. The text is parsed and never executed.

    >>> straight_line(ast.parse("(weighted - 1) / 5 * 100", mode="eval").body)
    (Fraction(-20, 1), {'weighted': Fraction(20, 1)})
    """
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return Fraction(str(node.value)), {}
    if isinstance(node, ast.Name):
        return Fraction(0), {node.id: Fraction(1)}
    if not isinstance(node, ast.BinOp):
        raise ValueError("formula")
    (a, left), (b, right) = straight_line(node.left), straight_line(node.right)
    if isinstance(node.op, ast.Add | ast.Sub):
        sign = 1 if isinstance(node.op, ast.Add) else -1
        return a + sign * b, {name: left.get(name, 0) + sign * right.get(name, 0) for name in {**left, **right}}
    if isinstance(node.op, ast.Mult) and not (left and right):
        factor, line = (a, (b, right)) if not left else (b, (a, left))
    elif isinstance(node.op, ast.Div) and not right:
        factor, line = 1 / b, (a, left)
    else:
        raise ValueError("formula")
    return line[0] * factor, {name: value * factor for name, value in line[1].items()}


def _class_scores(classes: dict[str, Any], factors: dict[str, Fraction]) -> tuple[tuple[int, Fraction], ...]:
    """What each answer counts where the index is made of class shares."""
    points = {
        answer: factors.get(f"p_{label}", Fraction(0)) for label, (low, high) in classes.items() for answer in range(low, high + 1)
    }
    return tuple(sorted(points.items()))


def _check(found: IndexDefinition, strange: set[str], first: Decimal, last: Decimal) -> None:
    keys = [item.key for item in found.items]
    if not keys or len(set(keys)) < len(keys):
        raise ValueError(say("unsur kosong atau berulang", "items are empty or repeated"))
    total = sum(item.weight for item in found.items)
    if total != 1:
        raise ValueError(say(f"bobot berjumlah {total}, bukan 1", f"weights sum to {total}, not 1"))
    if strange:
        raise ValueError(say(f"rumus memakai {', '.join(sorted(strange))}", f"the formula uses {', '.join(sorted(strange))}"))
    if found.scores and [answer for answer, _ in found.scores] != list(range(found.lowest, found.highest + 1)):
        raise ValueError(say("kelas tidak menutup skala", "classes do not cover the scale"))
    ordered = sorted(found.grades, key=lambda grade: grade.low)
    step = Decimal(1).scaleb(-found.decimals)
    gaps = any(after.low - before.high != step for before, after in zip(ordered, ordered[1:], strict=False))
    if ordered and (gaps or ordered[0].low != first or ordered[-1].high != last):
        raise ValueError(
            say(
                f"batas mutu berlubang, bertumpuk, atau tidak menutup {first} sampai {last} dalam langkah {step}",
                f"grade bounds leave holes, overlap, or do not cover {first} to {last} in steps of {step}",
            )
        )
