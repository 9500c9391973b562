"""From executed notebooks back to the objects they showed, and to the one list of every number shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from analitik.core.errors import AnalitikError
from analitik.core.locale import say
from analitik.report.chart import Chart
from analitik.report.display import MIME, Display, load
from analitik.report.number import NumberRecord, merge
from analitik.report.table import Table


def cell_objects(cell: Any) -> Iterator[Display]:
    """The display objects among the outputs of one notebook cell."""
    for output in cell.get("outputs", []) if cell["cell_type"] == "code" else []:
        payload = output.get("data", {}).get(MIME)
        if payload is not None:
            yield load(payload)


def objects(notebooks: Iterable[Any]) -> list[Display]:
    """Every display object of some executed notebooks, in order of reading."""
    return [found for notebook in notebooks for cell in notebook["cells"] for found in cell_objects(cell)]


def collect(notebooks: Iterable[Any]) -> dict[str, NumberRecord]:
    """Every number that executed notebooks show, by key: the content of ``results.json``.

    Raises
    ------
    AnalitikError
        When one key carries two different numbers.
    """
    return merge(number for found in objects(notebooks) for number in found.numbers())


def tables(notebooks: Iterable[Any]) -> list[Table]:
    """The tables of executed notebooks, those behind charts included, each once, for the workbook.

    Raises
    ------
    AnalitikError
        When two different tables share one id.
    """
    found: dict[str, Table] = {}
    for item in objects(notebooks):
        table = item.table if isinstance(item, Chart) else item
        if not isinstance(table, Table):
            continue
        if found.setdefault(table.id, table).payload() != table.payload():
            raise AnalitikError(
                say(f"Dua tabel berbeda memakai id '{table.id}'.", f"Two different tables share the id '{table.id}'.")
            )
    return list(found.values())
