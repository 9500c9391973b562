"""Published tables that count persons, read as one web of cells and sums: what a reader who lays them side by side can use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy import sparse

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.stats.suppression import Cells

Identity = tuple[tuple[str, object], ...]


@dataclass(frozen=True)
class PersonTable:
    """One row per published cell; parameters as for :func:`analitik.survey.disclosure.protect`."""

    frame: pd.DataFrame
    keys: str | Sequence[str]
    n: str = "n"
    labels: Sequence[str] = ()
    also: str | None = None
    parts: str | None = None
    totals_known: bool = True

    @property
    def names(self) -> list[str]:
        """The key columns."""
        return [self.keys] if isinstance(self.keys, str) else list(self.keys)

    @property
    def open_columns(self) -> list[str]:
        """The columns that stay readable in every row."""
        return [*self.names, *self.labels]


@dataclass
class System:
    """Cells of all tables. ``release``: 0 new, -k the k-th previous, k the growth since it; ``places``: cell of each new row."""

    cells: Cells
    hidden: np.ndarray
    targets: np.ndarray
    names: list[str]
    release: np.ndarray
    depth: np.ndarray
    is_new: np.ndarray
    places: list[np.ndarray]


@dataclass
class _Web:
    """The system while it grows."""

    minimum: int
    of_means: bool
    at: dict[tuple[int, Identity], int] = field(default_factory=dict)
    amounts: list[float] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)
    targets: list[bool] = field(default_factory=list)
    known: list[bool] = field(default_factory=list)
    sums: list[dict[int, float]] = field(default_factory=list)

    def cell(self, release: int, name: Identity, amount: float, hidden: bool, target: bool, known: bool = False) -> int:
        self.at[release, name] = len(self.amounts)
        self.amounts.append(amount)
        self.hidden.append(hidden)
        self.targets.append(target)
        self.known.append(known)
        return len(self.amounts) - 1


def tie(
    tables: Sequence[PersonTable],
    previous: Sequence[PersonTable | Sequence[PersonTable]],
    minimum: int,
    *,
    of_means: bool = False,
    as_released: bool = False,
) -> System:
    """Cells and sums of new tables, earlier releases, and the growth between them.

    ``of_means`` ties means in place of counts; ``as_released`` takes the hidden cells of the new tables from their ``state``.
    """
    web = _Web(minimum, of_means)
    places = [_add(web, table, 0, from_state=as_released) for table in tables]
    for k, release in enumerate(previous, start=1):
        for table in [release] if isinstance(release, PersonTable) else release:
            _add(web, table, -k, from_state=True)
        _add_growth(web, k)
    return _finish(web, places)


def cost_of(system: System) -> np.ndarray:
    """What hiding costs: cells one by one, totals more, large ones more, the later of two equal ones more; the past cannot be hidden."""
    amounts = system.cells.amounts
    size = 1 + 0.5 * np.log1p(amounts) / np.log1p(max(amounts.max(initial=0.0), 1.0))
    later = 1e-5 * np.arange(len(amounts)) / max(len(amounts), 1)
    return np.where(system.is_new, size * 4.0**system.depth + later, np.inf)


def _add(web: _Web, table: PersonTable, release: int, *, from_state: bool) -> np.ndarray:
    """Enter a table's cells and the sums it shows; the answer is the cell of each row."""
    counts, also, masked = _read(table, from_state)
    names = _identities(table)
    places = np.empty(len(names), dtype=int)
    for row, name in enumerate(names):
        small = counts[row] < web.minimum or also[row]
        hidden = masked[row] if from_state else small
        known = web.at.get((release, name))
        if known is None:
            places[row] = web.cell(release, name, counts[row], hidden, bool(small) and (hidden or release == 0))
            continue
        if web.amounts[known] != counts[row]:
            raise _fault(
                f"Sel {_said(name)} punya n {web.amounts[known]:g} pada satu tabel dan {counts[row]:g} pada tabel lain.",
                f"Cell {_said(name)} has n {web.amounts[known]:g} in one table and {counts[row]:g} in another.",
            )
        web.hidden[known] |= hidden
        web.targets[known] |= bool(small) and hidden
        places[row] = known
    _add_sums(web, table, release, names, places)
    return places


def _add_sums(web: _Web, table: PersonTable, release: int, names: list[Identity], places: np.ndarray) -> None:
    """Along each key: the cells of a line add up to its total."""
    for key in table.names:
        if key == table.parts and not web.of_means:
            continue
        lines: dict[Identity, tuple[list[int], list[int]]] = {}
        for name, place in zip(names, places, strict=True):
            rest = tuple(part for part in name if part[0] != key)
            lines.setdefault(rest, ([], []))[0 if len(rest) < len(name) else 1].append(place)
        for rest, (members, totals) in lines.items():
            if members and not totals and table.totals_known and key != table.parts:
                whole = sum(web.amounts[place] for place in members)
                # a total this small would not be shown anywhere either
                totals = [web.cell(release, (*rest, (key, "Σ")), whole, False, False, known=True)] if whole >= web.minimum else []
            if members and totals:
                by_count = web.of_means and key != table.parts
                weights = {place: web.amounts[place] if by_count else 1.0 for place in (*members, *totals)}
                web.sums.append({**{m: weights[m] for m in members}, totals[0]: -weights[totals[0]]})


def _add_growth(web: _Web, k: int) -> None:
    """Persons in one release and not in the other, cell by cell; never printed, known where both cells are."""
    for (release, name), new in list(web.at.items()):
        old = web.at.get((-k, name))
        if release != 0 or old is None or web.known[new] or web.known[old]:
            continue
        grown = web.amounts[new] - web.amounts[old]
        size = abs(grown)
        both = web.cell(k, name, size, True, 0 < size < web.minimum)
        web.sums.append({new: 1.0, old: -1.0, both: -1.0 if grown >= 0 else 1.0})


def _finish(web: _Web, places: list[np.ndarray]) -> System:
    n = len(web.amounts)
    entries = [(row, place, weight) for row, line in enumerate(web.sums) for place, weight in line.items()]
    rows, columns, weights = (np.array(part) for part in zip(*entries, strict=True)) if entries else (np.array([], int),) * 3
    sums = sparse.csc_array((weights.astype(float), (rows, columns)), shape=(len(web.sums), n))
    amounts = np.array(web.amounts, dtype=float)
    room = np.full(n, np.inf) if web.of_means else amounts
    release = np.array([release for release, _ in web.at], dtype=int)
    widest = max((len(name) for _, name in web.at), default=0)
    return System(
        Cells(sums, amounts, room),
        np.array(web.hidden, dtype=bool),
        np.array(web.targets, dtype=bool),
        [_said(name) for _, name in web.at],
        release,
        np.array([widest - len(name) for _, name in web.at], dtype=int),
        (release == 0) & ~np.array(web.known, dtype=bool),
        places,
    )


def _read(table: PersonTable, from_state: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Counts (a missing one holds nobody for sure), cells to hide at any count, and what a release hid."""
    wanted = [*table.names, table.n, *table.labels, *([table.also] if table.also else []), *(["state"] if from_state else [])]
    absent = [name for name in wanted if name not in table.frame.columns]
    if absent:
        raise _fault(
            f"Kolom {', '.join(absent)} tidak ada pada tabel; yang ada: {', '.join(map(str, table.frame.columns))}.",
            f"Columns {', '.join(absent)} do not exist in the table; there are: {', '.join(map(str, table.frame.columns))}.",
        )
    if table.parts and table.parts not in table.names:
        raise _fault(f"parts '{table.parts}' bukan salah satu kunci tabel.", f"parts '{table.parts}' is not a key of the table.")
    raw = pd.to_numeric(table.frame[table.n], errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    masked = table.frame["state"].notna().to_numpy() if from_state else np.zeros(len(raw), dtype=bool)
    if from_state and np.isnan(raw[masked]).any():
        raise _fault(
            "Tabel rilis sebelumnya harus memuat n aslinya beserta kolom state; n yang sudah disamarkan tidak dapat diperiksa.",
            "A previous release must come with its true n beside its state; a hidden n cannot be checked.",
        )
    bad = ~np.isnan(raw) & ((raw < 0) | (raw != np.round(raw)))
    bad |= np.isnan(raw) & table.frame[table.n].notna().to_numpy()
    if bad.any():
        row = int(np.argmax(bad))
        raise _fault(
            f"Kolom {table.n} baris {row + 1} bukan banyaknya orang: {table.frame[table.n].iloc[row]}; isi bilangan bulat 0 atau lebih.",
            f"Column {table.n} in row {row + 1} is no count of persons: {table.frame[table.n].iloc[row]}; give a whole number from 0.",
        )
    also = table.frame[table.also].fillna(True).to_numpy(dtype=bool) if table.also else np.zeros(len(raw), dtype=bool)
    return np.nan_to_num(raw), also, masked


def _identities(table: PersonTable) -> list[Identity]:
    columns = [[(key, value) for value in table.frame[key].tolist()] for key in sorted(table.names)]
    names = [tuple(part for part in row if not pd.isna(part[1])) for row in zip(*columns, strict=True)]
    twice = pd.Index(names, tupleize_cols=False).duplicated() if names else np.array([False])
    if twice.any():
        name = names[int(np.argmax(twice))]
        raise _fault(f"Sel {_said(name)} muncul dua kali pada tabel.", f"Cell {_said(name)} stands twice in the table.")
    return names


def _said(name: Identity) -> str:
    return ", ".join(f"{key}={value}" for key, value in name) or say("semua", "all")


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
