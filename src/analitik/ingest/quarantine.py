"""Rows set aside: where they stood, why, and what they held; and the typed frame of the rows that were not."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from analitik import schema
from analitik.core.personal import mask_handles, mask_personal
from analitik.ingest.cells import Notes, Row, as_text, clean, is_empty
from analitik.ingest.kinds import Kind
from analitik.ingest.messages import row_reason

if TYPE_CHECKING:
    import pandas as pd


class Aside(NamedTuple):
    """One row set aside. ``private`` rows are masked: their words stay in the raw copy alone.

    ``people`` are the places of cells that may name a person (None: this kind of delivery has no such column).
    """

    row: Row
    headers: list[str]
    sheet: str
    code: str
    facts: dict[str, Any]
    private: bool
    people: frozenset[int] | None = None

    @property
    def reason(self) -> str:
        """Why, in one Indonesian sentence."""
        facts = {name: self._shown(str(value)) for name, value in self.facts.items()}
        return row_reason(self.code, self.row.number, facts, "" if self.code == "hidden_sheet" else self.sheet)

    @property
    def cells(self) -> dict[str, str]:
        """Header -> what stood in the cell."""
        if self.code == "bad_json":
            return {"baris": self._cell(1, as_text(self.row.cells[0]))} if self.row.cells else {}
        names = [header.strip() or f"kolom {place}" for place, header in enumerate(self.headers, start=1)]
        names += [f"kolom {place}" for place in range(len(names) + 1, len(self.row.cells) + 1)]
        shown: dict[str, str] = {}
        for place, (name, cell) in enumerate(zip(names, self.row.cells, strict=False), start=1):
            if not is_empty(cell):
                shown[name if name not in shown else f"{name} ({place})"] = self._cell(place, as_text(cell))
        return shown

    def _cell(self, place: int, text: str) -> str:
        """A cell as shown; where a row's cells are out of place, any of them may name a person."""
        out_of_place = self.people is not None and self.row.fault is not None
        return "[disamarkan]" if out_of_place or place - 1 in (self.people or ()) else self._shown(text)

    def _shown(self, text: str) -> str:
        text = clean(text, Notes())
        if self.people is not None:
            return mask_handles(text)
        return mask_personal(text) if self.private else text


def quarantine_frame(aside: list[Aside]) -> pd.DataFrame:
    """One row per row set aside: ``row``, ``code``, ``reason``, ``cells`` (JSON)."""
    import pandas as pd

    rows = [(one.row.number, one.code, one.reason, _json(one.cells)) for one in aside]
    frame = pd.DataFrame(rows, columns=["row", "code", "reason", "cells"])
    return frame.astype({"row": "int64", "code": "str", "reason": "str", "cells": "str"})


def quarantine_lines(file: str, aside: list[Aside]) -> str:
    """The rows set aside as JSON lines, for ``data/quarantine``."""
    lines = [{"file": file, "row": one.row.number, "code": one.code, "reason": one.reason, "cells": one.cells} for one in aside]
    return "".join(_json(line) + "\n" for line in lines)


def content_hash(values: tuple) -> bytes:
    """What a record says, whatever file format said it: line ends are alike, all else counts.

    >>> content_hash(("1", "a\\r\\nb")) == content_hash(("1", "a\\nb")) != content_hash(("1", "a b"))
    True
    """
    text = repr(tuple(_one_line_end(value) for value in values))
    return hashlib.blake2b(text.encode("utf-8", "backslashreplace"), digest_size=16).digest()


def typed_frame(kind: Kind, values: list[tuple], rows: list[int], delivery: str) -> pd.DataFrame:
    """Checked values as a frame in the columns and types of the kind's table."""
    import numpy as np
    import pandas as pd

    table = schema.table(kind.table)
    if not values:
        return table.empty()
    columns: dict[str, Any] = {}
    for column, cells in zip(table.columns, zip(*values, strict=True), strict=False):
        if column.dtype == schema.tables.TIME:
            stamps = [np.iinfo("int64").min if cell is None else cell for cell in cells]
            columns[column.name] = np.array(stamps, dtype="int64").view("datetime64[us]")
        else:
            columns[column.name] = pd.array(cells, dtype=column.dtype)
    columns["delivery"] = pd.array([delivery] * len(rows), dtype="str")
    columns["row"] = np.array(rows, dtype="int64")
    return table.conform(pd.DataFrame(columns))


def _one_line_end(value: Any) -> Any:
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) and "\r" in value else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
