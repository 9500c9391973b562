"""The warm engine says what a kernel says."""

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from papermill.exceptions import PapermillExecutionError

from analitik.publish.engine import fresh_shell, run_cell


def run(tmp_path, *sources, engine="warm", **parameters):
    cells = [new_code_cell("x = 1", metadata={"tags": ["parameters"]}), *(new_code_cell(source) for source in sources)]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}})
    path = tmp_path / "a.ipynb"
    nbformat.write(notebook, path)
    name = None if engine == "papermill" else engine
    return papermill.execute_notebook(path, tmp_path / f"{engine}.ipynb", parameters=parameters, engine_name=name, progress_bar=False)


TALK = (
    "import sys\nprint('a')\nprint('b')\nprint('e', file=sys.stderr)",
    "from IPython.display import HTML, display\ndisplay(HTML('<b>1</b>'))\nx + 1",
    "import pandas as pd\npd.DataFrame({'a': [x]})",
    "x;",
    "None",
)


def test_outputs_equal_those_of_a_kernel_cell_by_cell(tmp_path):
    warm, kernel = (run(tmp_path, *TALK, engine=engine, x=5) for engine in ("warm", "papermill"))
    for one, other in zip(warm.cells, kernel.cells, strict=True):
        assert one.get("outputs") == other.get("outputs") and one.get("execution_count") == other.get("execution_count")


def test_parameters_reach_the_cells(tmp_path):
    assert run(tmp_path, "x * 2", x=21).cells[-1].outputs[0].data["text/plain"] == "42"


def test_a_failing_cell_stops_the_notebook_and_keeps_its_error(tmp_path):
    with pytest.raises(PapermillExecutionError, match="ZeroDivisionError"):
        run(tmp_path, "1 / 0", "print('never')")
    kept = nbformat.read(tmp_path / "warm.ipynb", as_version=4)
    assert any(output.output_type == "error" for cell in kept.cells for output in cell.get("outputs", []))


def test_a_cell_cannot_ask_for_input(tmp_path):
    with pytest.raises(PapermillExecutionError, match="EOFError|StdinNotImplementedError"):
        run(tmp_path, "input('nama?')")


def test_each_notebook_starts_empty():
    run_cell(fresh_shell(), "leftover = 1")
    _, problem = run_cell(fresh_shell(), "leftover")
    assert isinstance(problem, NameError)
