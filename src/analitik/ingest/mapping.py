"""A vendor's names for our columns, written down once in a small YAML file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.ingest.cells import Cell, as_text, is_empty
from analitik.ingest.dates import WIB, ZONES
from analitik.ingest.kinds import KINDS, NEWS, Kind

_KEYS = {"from", "pattern", "value", "zone", "order", "dateline"}
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?!\d)")


@dataclass(frozen=True)
class Rule:
    """Where one column comes from: the first header present, perhaps a pattern in it, or a constant; or nowhere.

    ``dateline`` lets the day that stands in the text fill an empty date.
    """

    headers: tuple[str, ...] = ()
    pattern: re.Pattern | None = None
    value: Cell = None
    zone: int = WIB
    month_first: bool = False
    dateline: bool = False

    @property
    def is_constant(self) -> bool:
        return self.value is not None

    def places(self, names: list[str]) -> list[int]:
        """The places of the first header that is present; ``*/u1`` fits ``u1`` in any group."""
        for header in self.headers:
            if header.startswith("*"):
                places = [place for place, name in enumerate(names) if name.endswith(header[1:])]
            else:
                places = [place for place, name in enumerate(names) if name == header]
            if places:
                return places
        return []

    def take(self, cell: Cell) -> Cell:
        """The value out of a delivered cell; the groups of a pattern are joined, digits of a time become one.

        Where the source writes the month first (``order: mdy``), days written with slashes are put in our order.
        """
        if self.month_first and isinstance(cell, str):
            return _MONTH_FIRST.sub(r"\2/\1/\3", cell, count=1)
        if self.pattern is None or is_empty(cell):
            return cell
        found = self.pattern.search(as_text(cell))
        return _as_time("".join(part or "" for part in found.groups())) if found else None


Mapped = dict[str, Rule]


def load_mapping(mapping: str | Path | Mapping[str, Any] | None, folder: Path | None = None) -> Mapped:
    """The rules of a mapping: a file, the name of a packaged one, or plain data.

    Raises
    ------
    UsageFault
        When the file is not there, is not a mapping, or names a column or key that does not exist.
    """
    if mapping is None:
        return {}
    name, data = ("mapping", mapping) if isinstance(mapping, Mapping) else _load(str(mapping), folder)
    if not isinstance(data, Mapping):
        raise _fault(name, "isinya harus 'kolom: judul kolom vendor'", "it must hold 'column: vendor header'")
    return {str(column): _rule(name, str(column), spec) for column, spec in data.items()}


def packaged_mappings() -> list[str]:
    """The mappings that come with analitik.

    >>> "kobo_skm" in packaged_mappings()
    True
    """
    folder = files("analitik.ingest").joinpath("mappings")
    return sorted(item.name.removesuffix(".yml") for item in folder.iterdir() if item.name.endswith(".yml"))


def check_columns(rules: Mapped, kind: Kind | None) -> None:
    """Refuse rules for columns that the kind (or, where it is not given, any kind) does not have."""
    known = kind.columns if kind else {column for one in KINDS.values() for column in one.columns}
    strange = sorted(set(rules) - set(known))
    if not strange and not any(set(rules) <= set(one.columns) for one in KINDS.values()):
        strange, known = sorted(rules), NEWS.columns
    if strange:
        names, there = ", ".join(strange), ", ".join(sorted(known))
        raise _fault(
            "mapping",
            f"kolom {names} tidak dikenal; yang dikenal: {there}",
            f"column {names} is not known; known are: {there}",
        )


def _load(mapping: str, folder: Path | None) -> tuple[str, Any]:
    import yaml

    candidates = [Path(mapping), *([folder / mapping, folder / f"{mapping}.yml"] if folder else [])]
    path = next((one for one in candidates if one.is_file()), None)
    packaged = files("analitik.ingest").joinpath(f"mappings/{mapping}.yml") if re.fullmatch(r"\w+", mapping) else None
    source = path or (packaged if packaged is not None and packaged.is_file() else None)
    if source is None:
        there = ", ".join(packaged_mappings())
        raise _fault(mapping, f"berkas tidak ditemukan; yang tersedia: {there}", f"no such file; the packaged ones are: {there}")
    try:
        return source.name, yaml.safe_load(source.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        line = " ".join(str(problem).split())
        raise _fault(source.name, f"bukan YAML yang benar: {line}", f"is not good YAML: {line}") from None


def _rule(name: str, column: str, spec: Any) -> Rule:
    if spec is None:
        return Rule()
    if isinstance(spec, str | list):
        return Rule(headers=_headers(spec))
    if not isinstance(spec, Mapping) or not set(spec) <= _KEYS or ("from" in spec) == ("value" in spec):
        raise _fault(
            name,
            f"kolom {column}: tulis judul kolom vendor, null, {{from, pattern, zone, order, dateline}}, atau {{value}}",
            f"column {column}: write a vendor header, null, {{from, pattern, zone, order, dateline}}, or {{value}}",
        )
    if "value" in spec:
        return Rule(value=spec["value"])
    zone = ZONES.get(str(spec.get("zone", "wib")).lower())
    pattern = _pattern(name, column, spec.get("pattern"))
    if zone is None:
        raise _fault(
            name, f"kolom {column}: zona '{spec['zone']}' tidak dikenal", f"column {column}: unknown zone '{spec['zone']}'"
        )
    order = str(spec.get("order", "dmy")).lower()
    if order not in ("dmy", "mdy"):
        raise _fault(
            name, f"kolom {column}: order '{order}' bukan dmy atau mdy", f"column {column}: order '{order}' is not dmy or mdy"
        )
    return Rule(_headers(spec["from"]), pattern, zone=zone, month_first=order == "mdy", dateline=spec.get("dateline") is True)


def _pattern(name: str, column: str, text: Any) -> re.Pattern | None:
    if text is None:
        return None
    try:
        pattern = re.compile(str(text))
    except re.error as problem:
        raise _fault(name, f"kolom {column}: pola salah ({problem})", f"column {column}: bad pattern ({problem})") from None
    if not pattern.groups:
        raise _fault(name, f"kolom {column}: pola perlu satu kelompok ( )", f"column {column}: the pattern needs a group ( )")
    return pattern


def _headers(spec: str | list) -> tuple[str, ...]:
    names = [spec] if isinstance(spec, str) else spec
    return tuple(" ".join(unicodedata.normalize("NFKC", str(one)).casefold().split()) for one in names)


def _as_time(text: str) -> str:
    """Eight or fourteen digits are a day, or a day with its time: ``20240503132707``.

    >>> _as_time("20240503132707"), _as_time("abc")
    ('2024-05-03T13:27:07', 'abc')
    """
    found = re.fullmatch(r"(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d))?", text, re.ASCII)
    if not found:
        return text
    day = "-".join(found.group(1, 2, 3))
    return f"{day}T{':'.join(found.group(4, 5, 6))}" if found[4] else day


def _fault(name: str, indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(f"Pemetaan {name}: {indonesian}.", f"Mapping {name}: {english}."))
