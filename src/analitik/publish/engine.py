"""Running a notebook inside a process that is already warm: same cells, same outputs, no kernel to start.

Registered with papermill as the engine ``warm`` (``papermill --engine warm`` works too). Each notebook gets a fresh
interactive shell; what its cells print, display and return is recorded as a kernel would send it. Cells that ask for
input are refused. The factory forks one process per report, so nothing leaks from one report into the next.
"""

from __future__ import annotations

import builtins
import sys
from typing import Any

import nbformat
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from papermill.engines import Engine


class Recorder:
    """The outputs of one cell, in the order they came."""

    def __init__(self, count: int = 0) -> None:
        self.count = count
        self.outputs: list[nbformat.NotebookNode] = []

    def stream(self, name: str, text: str) -> None:
        """Printed text; neighbours of one stream are one output."""
        last = self.outputs[-1] if self.outputs else None
        if last is not None and last.output_type == "stream" and last.name == name:
            last.text += text
        else:
            self.outputs.append(nbformat.v4.new_output("stream", name=name, text=text))

    def add(self, kind: str, **fields: Any) -> None:
        """Any other output."""
        self.outputs.append(nbformat.v4.new_output(kind, **fields))


class _Stream:
    """Stands where a cell expects ``sys.stdout`` or ``sys.stderr``."""

    encoding, errors = "utf-8", "strict"

    def __init__(self, recorder: Recorder, name: str) -> None:
        self._recorder, self._name = recorder, name

    def write(self, text: str) -> int:
        if text:
            self._recorder.stream(self._name, text)
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False


class _Hook(DisplayHook):
    """The value of a cell's last expression."""

    def write_output_prompt(self) -> None:
        """No prompt: the count travels with the output."""

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        self.shell.recorder.add(
            "execute_result", data=format_dict, metadata=md_dict or {}, execution_count=self.shell.recorder.count
        )

    def finish_displayhook(self) -> None:
        """Nothing printed, nothing to flush."""


class _Publisher(DisplayPublisher):
    """What a cell displays."""

    def publish(self, data, metadata=None, *, transient=None, update=False, **kwargs) -> None:
        self.shell.recorder.add("display_data", data=data, metadata=metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        self.shell.recorder.outputs.clear()


class _Shell(InteractiveShell):
    """An interactive shell without a terminal."""

    recorder = Recorder()

    def _showtraceback(self, etype, evalue, stb) -> None:
        self.recorder.add("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb))


def refuse_input(prompt: object = "") -> str:
    """Stands where a cell expects ``input``."""
    raise EOFError("a report cannot ask for input")


def fresh_shell() -> _Shell:
    """A shell with an empty namespace; what IPython keeps of an earlier one is gone."""
    InteractiveShell.clear_instance()
    _Shell.clear_instance()
    shell = _Shell.instance(displayhook_class=_Hook, display_pub_class=_Publisher)
    shell.history_manager.enabled = False
    return shell


def run_cell(shell: _Shell, source: str) -> tuple[list[nbformat.NotebookNode], BaseException | None]:
    """Run one cell; its outputs, and the exception it ended with."""
    shell.recorder = Recorder(shell.execution_count)
    saved, asked = (sys.stdout, sys.stderr), builtins.input
    sys.stdout, sys.stderr = _Stream(shell.recorder, "stdout"), _Stream(shell.recorder, "stderr")
    builtins.input = refuse_input
    try:
        result = shell.run_cell(source, store_history=True)
    finally:
        (sys.stdout, sys.stderr), builtins.input = saved, asked
    return shell.recorder.outputs, result.error_before_exec or result.error_in_exec


class WarmEngine(Engine):
    """papermill's engine contract over :func:`run_cell`."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> None:
        shell = fresh_shell()
        for index, cell in enumerate(nb_man.nb.cells):
            nb_man.cell_start(cell, index)
            if cell.cell_type == "code" and cell.source.strip():
                cell.execution_count = shell.execution_count
                cell.outputs, problem = run_cell(shell, cell.source)
                if problem is not None:
                    nb_man.cell_exception(cell, index, exception=problem)
                    break
            nb_man.cell_complete(cell, index)
