"""Exports of social platforms, recognised by the headers these tools write."""

from __future__ import annotations

from analitik.ingest.headers import guess_kind, known_columns, normal
from analitik.ingest.kinds import SOCIAL, Kind
from analitik.ingest.mapping import Mapped, load_mapping

EXPORTS = ("meta", "meta_id", "x", "tiktok", "youtube")  # packaged mappings, in the order in which they are tried
_COUNTED = {"suka", "komentar", "bagikan", "tayangan", "jangkauan"}


def recognise_platform(candidates: list[list[str]], kind: Kind | None) -> tuple[Kind | None, Mapped]:
    """The kind and the mapping of an export, where one of these rows is its header; else what was known before, and no rule.

    A header that holds everything another kind of delivery needs is that kind's.
    """
    guess = kind or (guess_kind(candidates, {}) if candidates else SOCIAL)
    if any(set(guess.required) <= set(known_columns(headers, guess, {})) for headers in candidates):
        return kind, {}
    fits = [(len(found), -place, rules) for place, rules in enumerate(map(load_mapping, EXPORTS)) for found in _found(candidates, rules)]
    return (SOCIAL, max(fits, key=lambda fit: fit[:2])[2]) if fits else (kind, {})


def _found(candidates: list[list[str]], rules: Mapped) -> list[set[str]]:
    """The columns each row names in a platform's words, where they make it that platform's header: text, day, two counts."""
    rows = [[normal(header) for header in headers] for headers in candidates]
    found = [{column for column, rule in rules.items() if rule.places(names)} for names in rows]
    return [columns for columns in found if {"teks", "tanggal"} <= columns and len(columns & _COUNTED) >= 2]
