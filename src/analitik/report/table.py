"""A table whose cells are words, dates or numbers with keys; charts and workbooks are made from it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from analitik.core.errors import AnalitikError
from analitik.core.locale import MISSING, date_long, say
from analitik.core.period import Month
from analitik.report.cards import state_html
from analitik.report.display import Display, register
from analitik.report.markup import Element, el, group
from analitik.report.number import Number
from analitik.report.prose import check_prose
from analitik.report.sentence import Sentence, as_sentence, number_html

Cell = Number | Sentence | str | Month | dt.date | None
OPEN_ROWS = 12
LAB_ROWS = 20


class Table(Display):
    """One table with its title, source and rows.

    Parameters
    ----------
    id : str
        Short name: the anchor on the page and the sheet of the workbook.
    title : Sentence or str
        The takeaway, with its numbers in slots.
    columns : list of str
        Column headings; the first column names the row.
    rows : list of list
        Cells: words, :class:`Number`, ``Month``, dates, :class:`Sentence` (several numbers in one cell) or None.
    subtitle, source, caption : optional
        Measure and period; where the numbers come from; the name read to those who cannot see (the title by default).
    persons : bool
        The table counts persons and has passed the disclosure gate.

    Examples
    --------
    >>> table = Table.of("isu", "Kisah menurut isu", {"Isu": ["Narkotika"], "Kisah": [Number("isu.narkotika.n", 27, "count")]})
    >>> table
    Kisah menurut isu
    Isu        Kisah
    Narkotika  27
    """

    kind = "table"

    def __init__(
        self,
        id: str,
        title: Sentence | str,
        *,
        columns: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        subtitle: Sentence | str | None = None,
        source: Sentence | str | None = None,
        caption: str | None = None,
        persons: bool = False,
    ):
        self.id, self.title = check_id(id), as_sentence(title)
        self.columns = [check_prose(name, f"Judul kolom tabel '{id}'") for name in columns]
        self.rows = [[_as_cell(value, id) for value in row] for row in rows]
        self.subtitle = as_sentence(subtitle) if subtitle else None
        self.source = as_sentence(source) if source else None
        self.caption = check_prose(caption, f"Keterangan tabel '{id}'") if caption else None
        self.persons = persons
        _check_shape(self)

    @classmethod
    def of(cls, id: str, title: Sentence | str, columns: Mapping[str, Iterable[Cell]], **options: Any) -> Table:
        """A table from its columns: heading -> cells."""
        cells = [list(values) for values in columns.values()]
        if len({len(values) for values in cells}) > 1:
            raise AnalitikError(
                say(f"Kolom tabel '{id}' tidak sama panjang.", f"The columns of table '{id}' have different lengths.")
            )
        return cls(id, title, columns=list(columns), rows=list(zip(*cells, strict=True)), **options)

    def column(self, name: str) -> list[Cell]:
        """The cells under one heading."""
        if name not in self.columns:
            raise AnalitikError(
                say(
                    f"Tabel '{self.id}' tidak punya kolom '{name}'; yang ada: {', '.join(self.columns)}.",
                    f"Table '{self.id}' has no column '{name}'; it has: {', '.join(self.columns)}.",
                )
            )
        return [row[self.columns.index(name)] for row in self.rows]

    @property
    def name(self) -> Sentence:
        """What the table is called: its caption, or its title."""
        return as_sentence(self.caption) if self.caption else self.title

    def numbers(self) -> list[Number]:
        titles = [number for part in (self.title, self.subtitle, self.source) if part for number in part.numbers()]
        return titles + self.cell_numbers()

    def cell_numbers(self) -> list[Number]:
        """The numbers in the cells alone."""
        cells = [cell for row in self.rows for cell in row]
        return [
            n
            for cell in cells
            for n in ([cell] if isinstance(cell, Number) else cell.numbers() if isinstance(cell, Sentence) else ())
        ]

    def text(self) -> str:
        shown = [self.columns] + [[cell_text(cell) for cell in row] for row in self.rows[:LAB_ROWS]]
        widths = [max(len(row[k]) for row in shown) for k in range(len(self.columns))]
        lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in shown]
        return "\n".join([self.title.text(), *lines, *_rest(self)])

    def html(self) -> Element:
        return group(self.head(), self.grid(limit=LAB_ROWS), [el("p", {"class": "sub"}, line) for line in _rest(self)], self.foot())

    def head(self) -> Element:
        """Title and subtitle."""
        return group(el("h3", None, self.title), self.subtitle and el("p", {"class": "sub"}, self.subtitle))

    def foot(self, tag: Element | None = None) -> Element | None:
        """The source line, after the sample tag where there is one."""
        return el("p", {"class": "src"}, tag, tag and " ", self.source) if self.source or tag else None

    def grid(self, *, limit: int | None = None, stacked: bool = False) -> Element:
        """The table proper: caption, headings with scope, one row header per row; ``stacked`` turns rows into blocks on a phone."""
        right = [self._is_numeric(k) for k in range(len(self.columns))]
        marks = {"class": "stk" if stacked else None, "data-release": "persons" if self.persons else None}
        head = [el("th", {"scope": "col", "class": "r" if right[k] else None}, name) for k, name in enumerate(self.columns)]
        body = [
            el("tr", None, [_cell_html(cell, k, right[k], self.columns[k] if stacked else None) for k, cell in enumerate(row)])
            for row in self.rows[:limit]
        ]
        caption = el("caption", {"class": "vh"}, self.name)
        return el("table", marks, caption, el("thead", None, el("tr", None, head)), el("tbody", None, body))

    def _is_numeric(self, index: int) -> bool:
        kinds = {type(row[index]) for row in self.rows if row[index] is not None}
        return index > 0 and bool(kinds) and kinds <= {Number}

    def payload(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "title": self.title.payload(),
            "subtitle": self.subtitle.payload() if self.subtitle else None,
            "source": self.source.payload() if self.source else None,
            "caption": self.caption,
            "columns": self.columns,
            "rows": [[_cell_payload(cell) for cell in row] for row in self.rows],
            "persons": self.persons,
        }

    @classmethod
    def load(cls, payload: dict[str, Any]) -> Table:
        table = cls.__new__(cls)
        table.id, table.columns, table.persons = payload["id"], payload["columns"], payload["persons"]
        table.title, table.caption = Sentence.load(payload["title"]), payload["caption"]
        table.subtitle = Sentence.load(payload["subtitle"]) if payload["subtitle"] else None
        table.source = Sentence.load(payload["source"]) if payload["source"] else None
        table.rows = [[_load_cell(cell) for cell in row] for row in payload["rows"]]
        return table


def check_id(id: str) -> str:
    """An id usable as an anchor and a sheet name, or an error."""
    if not isinstance(id, str) or not re.fullmatch(r"[a-z][a-z0-9-]{0,27}", id):
        raise AnalitikError(
            say(
                f"Id '{id}' tidak dapat dipakai; tulis huruf kecil, angka dan tanda hubung, paling banyak 28.",
                f"Id '{id}' cannot be used; write lower-case letters, digits and hyphens, 28 at most.",
            )
        )
    return id


def cell_text(cell: Cell) -> str:
    """A cell as plain text."""
    if cell is None:
        return MISSING
    if isinstance(cell, Number):
        return " ".join(part for part in (cell.text_full(), cell.text_state()) if part)
    if isinstance(cell, Sentence):
        return cell.text()
    if isinstance(cell, Month):
        return cell.label(short=True)
    return date_long(cell) if isinstance(cell, dt.date) else cell


def _cell_html(cell: Cell, index: int, right: bool, label: str | None) -> Element:
    if isinstance(cell, Number):
        state = state_html(cell)
        content = (number_html(cell, "lengkap"), state and " ", state)
    else:
        content = cell if isinstance(cell, Sentence) else cell_text(cell)
    if index == 0:
        return el("th", {"scope": "row"}, content)
    return el("td", {"class": "r" if right else None, "data-label": label}, el("span", None, content) if label else content)


def _as_cell(value: Any, id: str) -> Cell:
    if value is None or isinstance(value, Number | Sentence | str | Month):
        return value
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime().date()
    if isinstance(value, dt.date):
        return value.date() if isinstance(value, dt.datetime) else value
    if value != value:
        return None
    raise AnalitikError(
        say(
            f"Sel tabel '{id}' berisi {value!r}; angka ditulis sebagai Number, kata sebagai str.",
            f"A cell of table '{id}' holds {value!r}; write numbers as Number and words as str.",
        )
    )


def _check_shape(table: Table) -> None:
    uneven = [row for row in table.rows if len(row) != len(table.columns)]
    if uneven or not table.columns or len(set(table.columns)) != len(table.columns):
        raise AnalitikError(
            say(
                f"Tabel '{table.id}' perlu judul kolom yang berbeda-beda dan baris sepanjang {len(table.columns)} sel.",
                f"Table '{table.id}' needs distinct headings and rows of {len(table.columns)} cells.",
            )
        )


def _rest(table: Table) -> list[str]:
    more = len(table.rows) - LAB_ROWS
    return [say(f"… dan {more} baris lain", f"… and {more} more rows")] if more > 0 else []


def _cell_payload(cell: Cell) -> Any:
    if isinstance(cell, Number):
        return {"number": cell.payload()}
    if isinstance(cell, Sentence):
        return {"sentence": cell.payload()}
    if isinstance(cell, Month):
        return {"month": str(cell)}
    return {"date": cell.isoformat()} if isinstance(cell, dt.date) else cell


def _load_cell(payload: Any) -> Cell:
    if not isinstance(payload, dict):
        return payload
    ((kind, value),) = payload.items()
    if kind == "number":
        return Number(**value)
    if kind == "sentence":
        return Sentence.load(value)
    return Month.parse(value) if kind == "month" else dt.date.fromisoformat(value)


register(Table)
