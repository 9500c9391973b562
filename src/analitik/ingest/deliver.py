"""One delivered file, read: the rows that can be taken, typed, and the rows set aside, each with its reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from analitik.core.errors import DeliveryRefused, UsageFault
from analitik.core.locale import say
from analitik.ingest.cells import Grid, Notes, Row, is_empty
from analitik.ingest.check import Checker, Context, Fault, check_shape
from analitik.ingest.check_cases import check_aph, check_complaint
from analitik.ingest.check_news import check_news
from analitik.ingest.check_social import check_social
from analitik.ingest.check_survey import check_survey
from analitik.ingest.dates import EPOCH, MICROSECOND, moment
from analitik.ingest.headers import guess_kind, header_texts, looks_like_header, normal, resolve
from analitik.ingest.kinds import KINDS, NEWS, SOCIAL, Kind
from analitik.ingest.mapping import Mapped, check_columns, load_mapping
from analitik.ingest.messages import refusal, shorten
from analitik.ingest.platforms import recognise_platform
from analitik.ingest.quarantine import Aside, content_hash, quarantine_frame, typed_frame
from analitik.ingest.readers import read_grids
from analitik.ingest.sniff import open_content
from analitik.ingest.units import UnitIndex

if TYPE_CHECKING:
    import pandas as pd

PREAMBLE = 11  # non-empty rows of a sheet among which its header must be
Head = tuple[list[Row], Iterator[Row]]  # the rows among which a header stands, and the rest
CHECKERS: dict[str, Checker] = {
    "news": check_news,
    "social": check_social,
    "survey": check_survey,
    "complaint": check_complaint,
    "aph": check_aph,
}


@dataclass
class Sheet:
    """A grid whose header was found, ready to be walked."""

    grid: Grid
    headers: list[str]
    rows: Iterator[Row]
    name: str = ""  # shown in reasons; empty where the file has one table only
    people: frozenset[int] | None = None  # places of cells that may name a person

    @property
    def first_place(self) -> int:
        """Where the table begins."""
        return next((place for place, header in enumerate(self.headers) if header.strip()), 0)


@dataclass
class Delivery:
    """What one file brought, before it meets what is already stored."""

    kind: Kind
    taken: list[tuple[tuple, Row, Sheet]] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    rows_in: int = 0
    warnings: list[str] = field(default_factory=list)
    refused: DeliveryRefused | None = None

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that can be taken, in the columns of the kind's table (``delivery`` still empty)."""
        return typed_frame(self.kind, [values for values, _, _ in self.taken], [row.number for _, row, _ in self.taken], "")

    @property
    def quarantined(self) -> pd.DataFrame:
        """One row per row set aside: ``row``, ``code``, ``reason``, ``cells`` (JSON of the raw cells)."""
        return quarantine_frame(self.aside)

    def identities(self) -> list[tuple[str, bytes, int | None]]:
        """(id, content hash, time of change) of each row that can be taken."""
        return [(values[0], content_hash(values), values[-1]) for values, _, _ in self.taken]


def read_delivery(
    path: str | Path,
    *,
    kind: str | None = None,
    mapping: str | Path | Mapping[str, Any] | None = None,
    units: pd.DataFrame | None = None,
    as_of: dt.datetime | str,
    mappings_folder: Path | None = None,
) -> Delivery:
    """Read one delivered file by the ingest policy (docs/metode/ingest.md); nothing is written.

    Parameters
    ----------
    kind
        ``news``, ``social``, ``complaint``, ``aph`` or ``survey``; found from the headers when not given.
    mapping
        Vendor headers: a YAML file, the name of a packaged mapping, or plain data.
    units
        The register (``kode``, ``nama`` and, where there, ``aliases``).
    as_of
        The moment that counts as now.
    """
    chosen = _kind(kind)
    rules = load_mapping(mapping, mappings_folder)
    check_columns(rules, chosen)
    notes = Notes()
    delivery = Delivery(chosen or NEWS)
    try:
        grids = read_grids(open_content(Path(path)), notes)
        heads = [_head(grid) for grid in grids]
        if not rules and chosen in (None, SOCIAL):
            chosen, rules = recognise_platform(_candidates(heads), chosen)
        sheets, delivery.kind = _find_headers(grids, heads, chosen, rules, notes)
        _read_sheets(sheets, delivery, rules, _context(units, as_of, rules, notes))
        if not delivery.rows_in:
            raise refusal("no_data_rows")
    except DeliveryRefused as refused:
        return Delivery(delivery.kind, warnings=notes.list(), refused=refused)
    delivery.warnings = notes.list()
    return delivery


def _kind(name: str | None) -> Kind | None:
    if name is not None and name not in KINDS:
        there = ", ".join(KINDS)
        raise UsageFault(
            say(f"Jenis '{name}' tidak dikenal; yang ada: {there}.", f"Kind '{name}' is not known; there are: {there}.")
        )
    return KINDS[name] if name else None


def _context(units: pd.DataFrame | None, as_of: dt.datetime | str, rules: Mapped, notes: Notes) -> Context:
    as_of_us = (moment(as_of).astimezone(dt.UTC).replace(tzinfo=None) - EPOCH) // MICROSECOND
    zones = {column: rule.zone for column, rule in rules.items()}
    index = None if units is None else UnitIndex(units)
    return Context(index, as_of_us, 0, zones, notes, any(rule.dateline for rule in rules.values()))


# ---- headers -----------------------------------------------------------------------------------------------------


def _find_headers(
    grids: list[Grid], heads: list[Head], kind: Kind | None, rules: Mapped, notes: Notes
) -> tuple[list[Sheet], Kind]:
    """The sheets that have a header, and the kind they speak of; other sheets are named in a warning."""
    kind = kind or _guess(heads, rules)
    sheets, found = [], []
    for grid, (rows, rest) in zip(grids, heads, strict=True):
        texts = [header_texts(row.cells) for row in rows]
        place = 0 if grid.header is not None else _header_place(texts, kind, rules)
        if place is None:
            notes.add(f"sheet_ignored:{grid.name}")
            found.extend(texts[:1])
            continue
        grid.header_row = rows[place].number
        sheets.append(Sheet(grid, texts[place], chain(rows[place + 1 :], rest), grid.name if len(grids) > 1 else ""))
    if not any(not sheet.grid.is_hidden for sheet in sheets):
        names = [name for texts in found for name in texts if name.strip()]
        raise refusal("missing_column", missing=", ".join(kind.required), found=", ".join(names)[:600] or "-")
    return sheets, kind


def _head(grid: Grid) -> Head:
    """The rows among which the header stands, and the rest."""
    rows = iter(grid.rows)
    if grid.header is not None:
        return [Row(grid.header_row, grid.header)], rows
    head: list[Row] = []
    for row in rows:
        if not all(is_empty(cell) for cell in row.cells):
            head.append(row)
        if len(head) == PREAMBLE:
            break
    return head, rows


def _header_place(texts: list[list[str]], kind: Kind, rules: Mapped) -> int | None:
    return next((place for place, headers in enumerate(texts) if looks_like_header(headers, kind, rules)), None)


def _candidates(heads: list[Head]) -> list[list[str]]:
    """The rows that may be the header."""
    return [header_texts(row.cells) for rows, _ in heads for row in rows]


def _guess(heads: list[Head], rules: Mapped) -> Kind:
    """The kind of the row that names the most of our columns."""
    candidates = _candidates(heads)
    return guess_kind(candidates, rules) if candidates else NEWS


# ---- rows --------------------------------------------------------------------------------------------------------


def _read_sheets(sheets: list[Sheet], delivery: Delivery, rules: Mapped, context: Context) -> None:
    """Walk every sheet; headers are all looked at before the first row is."""
    plans = []
    for sheet in sheets:
        plans.append({} if sheet.grid.is_hidden else _places(sheet, delivery.kind, rules))
    if context.units is None and any("satker" in plan for plan in plans):
        raise UsageFault(
            say(
                "Berkas memuat kolom satker tetapi daftar unit belum ditentukan; beri --units DAFTAR.csv.",
                "The file has a unit column but no register of units is set; give --units REGISTER.csv.",
            )
        )
    for sheet, plan in zip(sheets, plans, strict=True):
        _read_sheet(sheet, plan, delivery, rules, context._replace(epoch_days=sheet.grid.epoch_days))


def _places(sheet: Sheet, kind: Kind, rules: Mapped) -> dict[str, int]:
    if sheet.grid.fixed:
        return {name: place for place, name in enumerate(sheet.headers) if name in kind.columns}
    return resolve(sheet.headers, kind, rules)


def _read_sheet(sheet: Sheet, plan: dict[str, int], delivery: Delivery, rules: Mapped, context: Context) -> None:
    width = len(sheet.headers)
    if delivery.kind.people:
        sheet.people = _may_name_people(sheet, plan, delivery.kind, context.notes)
    places = [plan.get(column, width) for column in delivery.kind.columns]
    changed = [(n, rules[column]) for n, column in enumerate(delivery.kind.columns) if column in rules]
    changed = [(n, rule) for n, rule in changed if rule.pattern is not None or rule.is_constant or rule.month_first]
    check, first_place = CHECKERS[delivery.kind.name], sheet.first_place
    hidden = sheet.grid.name if sheet.grid.is_hidden else None
    for row in _records(sheet, context.notes):
        delivery.rows_in += 1
        try:
            check_shape(row, sheet.headers, first_place, hidden)
            padded = row.cells + [None] * (width + 1 - len(row.cells))
            cells = [padded[place] for place in places]
            for n, rule in changed:
                cells[n] = rule.value if rule.is_constant else rule.take(cells[n])
            delivery.taken.append((check(cells, context), row, sheet))
        except Fault as fault:
            delivery.aside.append(set_aside(row, sheet, delivery.kind, fault.code, fault.facts))


def _may_name_people(sheet: Sheet, plan: dict[str, int], kind: Kind, notes: Notes) -> frozenset[int]:
    """The places of cells that are not shown: those of people, and those of columns we do not know; the latter are named."""
    unread = [place for place, header in enumerate(sheet.headers) if place not in plan.values()]
    named = ", ".join(shorten(sheet.headers[place]) for place in unread if sheet.headers[place].strip())
    if named:
        notes.add(f"columns_not_read:{named[:600]}")
    return frozenset([*unread, *(plan[column] for column in kind.people if column in plan)])


def _records(sheet: Sheet, notes: Notes) -> Iterator[Row]:
    """The rows that are records: neither empty nor the header again."""
    names = [normal(header) for header in sheet.headers]
    first, place = names[sheet.first_place] if names else "", sheet.first_place
    for row in sheet.rows:
        cells = row.cells
        if not sheet.grid.keeps_empty and all(is_empty(cell) for cell in cells):
            continue
        head = cells[place] if place < len(cells) else None
        if isinstance(head, str) and len(head) < 200 and normal(head) == first and _is_header(cells, names):
            notes.add("repeated_header")
            continue
        yield row


def _is_header(cells: list, names: list[str]) -> bool:
    texts = [normal(text) for text in header_texts(cells)]
    return texts + [""] * (len(names) - len(texts)) == names


def set_aside(row: Row, sheet: Sheet, kind: Kind, code: str, facts: dict[str, Any]) -> Aside:
    """A row with the reason why it was not taken."""
    return Aside(row, sheet.headers, sheet.name, code, facts, kind.private, sheet.people)
