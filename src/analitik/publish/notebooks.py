"""Executing the notebooks of one report, and leaving nothing in them that differs from run to run."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import nbformat
import papermill
from papermill.exceptions import PapermillExecutionError

from analitik.core.errors import AnalitikError
from analitik.core.locale import say
from analitik.publish.parameters import ReportParameters, check_notebook

LEADER = "pimpinan"


class NotebookFailed(AnalitikError):
    """A cell of a report notebook raised, or a cell was never reached."""


def report_notebooks(folder: Path) -> dict[str, Path]:
    """The report notebooks of a workspace by name, the leader's first; each one's parameters are checked.

    Raises
    ------
    AnalitikError
        When the leader's notebook is missing, or a notebook declares other parameters than a report has.
    """
    found = {path.stem: path for path in sorted(folder.glob("*.ipynb"))}
    if LEADER not in found:
        raise AnalitikError(
            say(
                f"Tidak ada {LEADER}.ipynb di {folder.parent.name}/{folder.name}; laporan pimpinan dibuat dari buku catatan itu.",
                f"There is no {LEADER}.ipynb in {folder.parent.name}/{folder.name}; the leaders' page is made from it.",
            )
        )
    for name, path in found.items():
        check_notebook(name, nbformat.read(path, as_version=4))
    return dict(sorted(found.items(), key=lambda item: (item[0] != LEADER, item[0])))


def execute(path: Path, parameters: ReportParameters, *, engine: str, work: Path) -> nbformat.NotebookNode:
    """Run one notebook through papermill.

    Raises
    ------
    NotebookFailed
        When a cell raised, or not every code cell was executed.
    """
    target = work / path.name
    try:
        executed = papermill.execute_notebook(
            str(path),
            str(target),
            parameters=parameters.model_dump(),
            engine_name="warm" if engine == "warm" else None,
            kernel_name="python3",
            progress_bar=False,
            cwd=str(path.parent),
            autosave_cell_every=0,
        )
    except PapermillExecutionError as problem:
        raise NotebookFailed(f"{path.stem}: {problem.ename}: {problem.evalue}") from None
    missed = [cell for cell in executed.cells if cell.cell_type == "code" and cell.source.strip() and cell.execution_count is None]
    if missed:
        raise NotebookFailed(say(f"{path.stem}: {len(missed)} sel tidak dijalankan", f"{path.stem}: {len(missed)} cells never ran"))
    return scrub(executed)


def scrub(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The same notebook without clocks, paths and random ids."""
    clean = nbformat.from_dict(notebook)
    kept: dict[str, Any] = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    clean.metadata = nbformat.from_dict({**kept, "language_info": {"name": "python"}})
    for number, cell in enumerate(clean.cells):
        cell["id"] = f"sel-{number:02d}"
        cell.metadata = nbformat.from_dict({"tags": sorted(cell.metadata.get("tags", []))} if cell.metadata.get("tags") else {})
    return clean


def warm_up() -> None:
    """Import, in the parent, what every report needs, so that each child starts with it."""
    asyncio.set_event_loop_policy(None)
    import openpyxl  # noqa: F401
    import plotly.graph_objects  # noqa: F401

    import analitik.news
    import analitik.survey  # noqa: F401
    from analitik.publish.engine import fresh_shell, run_cell

    run_cell(fresh_shell(), "import analitik, pandas, numpy")
