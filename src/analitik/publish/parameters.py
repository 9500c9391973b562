"""What a report may be asked: one typed class, checked before any notebook starts.

A notebook's ``parameters`` cell must declare these names and no others; papermill itself would only warn about a strange
name, and would paste it into the notebook as code.
"""

from __future__ import annotations

import ast
from typing import Literal

import nbformat
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.core.period import Month


class ReportParameters(BaseModel):
    """The parameters of every report notebook.

    >>> ReportParameters(period="2022-10", unit="33-KWL-01").model_dump()
    {'period': '2022-10', 'unit': '33-KWL-01'}
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    period: str
    unit: str | Literal["nasional"] = Field(default="nasional", pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")

    @field_validator("period")
    @classmethod
    def _is_month(cls, value: str) -> str:
        return str(Month.parse(value))


def check_parameters(**values: object) -> ReportParameters:
    """Typed parameters, or one sentence on what is wrong with them.

    Raises
    ------
    UsageFault
        For an unknown name or a value that does not fit.
    """
    try:
        return ReportParameters(**values)
    except ValidationError as problem:
        first = problem.errors()[0]
        name, found = first["loc"][0], first.get("input")
        known = ", ".join(ReportParameters.model_fields)
        raise UsageFault(
            say(
                f"Parameter '{name}' = {found!r} tidak dapat dipakai ({first['msg']}); parameter yang ada: {known}.",
                f"Parameter '{name}' = {found!r} cannot be used ({first['msg']}); parameters are: {known}.",
            )
        ) from None


def declared_names(notebook: nbformat.NotebookNode) -> set[str]:
    """The names that the one ``parameters`` cell of a notebook assigns.

    Raises
    ------
    UsageFault
        When the notebook has no such cell, or more than one.
    """
    cells = [cell for cell in notebook.cells if "parameters" in cell.get("metadata", {}).get("tags", [])]
    if len(cells) != 1:
        raise UsageFault(
            say(
                f"Buku catatan laporan harus punya tepat satu sel bertanda 'parameters'; ditemukan {len(cells)}.",
                f"A report notebook needs exactly one cell tagged 'parameters'; found {len(cells)}.",
            )
        )
    assigned = [node for node in ast.parse(cells[0].source).body if isinstance(node, ast.Assign)]
    return {target.id for node in assigned for target in node.targets if isinstance(target, ast.Name)}


def check_notebook(name: str, notebook: nbformat.NotebookNode) -> None:
    """Refuse a report notebook whose parameters are not those of :class:`ReportParameters`."""
    known, declared = set(ReportParameters.model_fields), declared_names(notebook)
    if declared != known:
        raise UsageFault(
            say(
                f"{name} menyatakan parameter {sorted(declared)}; yang berlaku untuk laporan: {sorted(known)}.",
                f"{name} declares the parameters {sorted(declared)}; a report has: {sorted(known)}.",
            )
        )
