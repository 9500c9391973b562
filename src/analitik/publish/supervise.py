"""One process per report: forked warm, limited in time, ended with everything it started, its failure told in one sentence."""

from __future__ import annotations

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from analitik.core.errors import AnalitikError
from analitik.core.files import write_text
from analitik.core.locale import say

KEPT_VARIABLES = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "VIRTUAL_ENV", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS")
KEPT_PREFIXES = ("ANALITIK_", "JUPYTER_", "PYTHON")
_POLL_SECONDS = 0.02


@dataclass(frozen=True)
class Outcome:
    """How one piece of work ended: ``reason`` is None when it succeeded."""

    name: str
    reason: str | None


@dataclass
class _Child:
    name: str
    started: float
    note: Path


def run_all(tasks: dict[str, Callable[[], None]], *, jobs: int, seconds: float, notes: Path) -> Iterator[Outcome]:
    """Run each task in a process of its own, at most ``jobs`` at a time; yield how each ended, as it ends.

    Parameters
    ----------
    tasks : dict
        Name -> what to do. A task fails by raising, by dying, or by taking longer than ``seconds``.
    notes : Path
        A folder for the children's last words.
    """
    waiting, running = list(tasks.items()), {}
    notes.mkdir(parents=True, exist_ok=True)
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                name, task = waiting.pop(0)
                note = notes / f"{len(tasks) - len(waiting)}.txt"
                running[_fork(task, note)] = _Child(name, time.monotonic(), note)
            yield from _collect(running, seconds)
            time.sleep(_POLL_SECONDS)
    finally:
        for pid in running:
            _end_group(pid)


def _collect(running: dict[int, _Child], seconds: float) -> Iterator[Outcome]:
    for pid, child in list(running.items()):
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            del running[pid]
            _end_group(pid)
            yield Outcome(child.name, _reason(status, child.note))
        elif time.monotonic() - child.started > seconds:
            del running[pid]
            _end_group(pid)
            os.waitpid(pid, 0)
            yield Outcome(child.name, say(f"melewati batas waktu {seconds:.0f} detik", f"took longer than {seconds:.0f} seconds"))


def _fork(task: Callable[[], None], note: Path) -> int:
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        os.setsid()
        _quiet()
        keep_allowed_environment()
        task()
        status = 0
    except AnalitikError as problem:
        write_text(note, str(problem))
    except BaseException as problem:
        write_text(note, f"{type(problem).__name__}: {str(problem).strip().splitlines()[-1] if str(problem).strip() else '-'}")
        write_text(note.with_suffix(".trace"), "".join(traceback.format_exception(problem)))
    finally:
        os._exit(status)


def keep_allowed_environment() -> None:
    """Drop every variable a report has no business with: secrets of the caller's session stay with the caller."""
    for name in list(os.environ):
        if name not in KEPT_VARIABLES and not name.startswith(KEPT_PREFIXES):
            del os.environ[name]


def _quiet() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(nowhere, handle)


def _end_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _reason(status: int, note: Path) -> str | None:
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0:
        return None
    if note.is_file():
        return note.read_text(encoding="utf-8")
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        return say(f"proses laporan dihentikan ({name})", f"the report's process was ended ({name})")
    return say("proses laporan berhenti tanpa pesan", "the report's process stopped without a word")
