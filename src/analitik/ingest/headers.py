"""Which column is which: the headers of a delivery against the columns we know."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from analitik.ingest.cells import Cell, Notes, as_text, clean
from analitik.ingest.kinds import KINDS, Kind
from analitik.ingest.mapping import Rule
from analitik.ingest.messages import refusal, shorten

MINIMUM = 3  # known columns that make a worksheet row a header


def header_texts(cells: Iterable[Cell]) -> list[str]:
    """The headers as they were written, without what cannot be seen."""
    return [clean(as_text(cell), Notes()) for cell in cells]


@lru_cache(maxsize=4096)
def normal(header: str) -> str:
    """A header as it is compared: NFKC, casefold, runs of blanks folded.

    >>> normal(" Satuan\\u00a0 KERJA ")
    'satuan kerja'
    """
    return " ".join(unicodedata.normalize("NFKC", header).casefold().split())


def known_columns(headers: Iterable[str], kind: Kind, rules: Mapping[str, Rule]) -> dict[str, list[int]]:
    """Column of the policy -> the places in the header that carry it; a rule of the mapping goes before any alias."""
    names = [normal(header) for header in headers]
    found: dict[str, list[int]] = {}
    taken: set[int] = set()
    for column, rule in rules.items():
        places = rule.places(names)
        if places:
            found[column] = places
            taken.update(places)
    for place, name in enumerate(names):
        column = name if name in kind.columns else kind.aliases.get(name)
        if column and column not in rules and place not in taken:
            found.setdefault(column, []).append(place)
    for column, places in _variants(names, kind, set(found) | set(rules)).items():
        if len(places) == 1 and places[0] not in taken:
            found[column] = places
    return found


def _variants(names: list[str], kind: Kind, settled: set[str]) -> dict[str, list[int]]:
    """Plain spellings of columns that are still missing; two candidates are no answer."""
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        column = kind.variants.get(name)
        if column and column not in settled:
            found.setdefault(column, []).append(place)
    return found


def resolve(headers: list[str], kind: Kind, rules: Mapping[str, Rule]) -> dict[str, int]:
    """Column of the policy -> its place. A required column without place, or a known one with two, refuses the file."""
    found = known_columns(headers, kind, rules)
    for column, places in found.items():
        if len(places) > 1:
            raise refusal("duplicate_header", column=column, found=", ".join(shorten(headers[place]) for place in places))
    given = set(found) | {column for column, rule in rules.items() if rule.is_constant}
    missing = [column for column in kind.required if column not in given]
    if missing:
        shown = ", ".join(shorten(header) for header in headers if header.strip()) or "-"
        raise refusal("missing_column", missing=", ".join(missing), found=shown[:600])
    return {column: places[0] for column, places in found.items()}


def looks_like_header(headers: list[str], kind: Kind, rules: Mapping[str, Rule]) -> bool:
    """Whether a worksheet row names enough columns to be the header: three we know, or all that are required."""
    found = known_columns(headers, kind, rules)
    return len(found) >= MINIMUM or _is_complete(found, kind, rules)


def guess_kind(candidates: list[list[str]], rules: Mapping[str, Rule]) -> Kind:
    """The kind that one of these rows is the header of: complete ones first, by plain names before variants, then the one that
    knows most columns."""

    def fit(kind: Kind, headers: list[str]) -> tuple[bool, bool, int, int]:
        found, plain = known_columns(headers, kind, rules), known_columns(headers, replace(kind, variants={}), rules)
        return _is_complete(found, kind, rules), _is_complete(plain, kind, rules), len(found), -list(KINDS).index(kind.name)

    possible = [kind for kind in KINDS.values() if set(rules) <= set(kind.columns)]
    return max(((fit(kind, headers), kind) for kind in possible for headers in candidates), key=lambda pair: pair[0])[1]


def _is_complete(found: Mapping[str, list[int]], kind: Kind, rules: Mapping[str, Rule]) -> bool:
    return all(column in found or (column in rules and rules[column].is_constant) for column in kind.required)
