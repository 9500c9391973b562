"""A release appears whole or not at all: staged out of sight, made durable, then swapped in by renaming one link."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analitik.core.files import environment_fault, sync_folder

KEEP = 3
CURRENT = "current"


def current_release(reports: Path) -> Path | None:
    """The folder ``reports/current`` points to, or None before the first release."""
    link = reports / CURRENT
    return link.resolve() if link.is_symlink() and link.exists() else None


@contextmanager
def staged(reports: Path) -> Iterator[Path]:
    """An empty hidden folder to build the next release in; removed when the work fails."""
    releases = reports / "releases"
    try:
        releases.mkdir(parents=True, exist_ok=True)
        for stale in releases.glob(".stage-*"):
            shutil.rmtree(stale, ignore_errors=True)
        stage = releases / f".stage-{os.getpid()}"
        stage.mkdir()
    except OSError as problem:
        raise environment_fault(problem, reports) from problem
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def swap_in(reports: Path, stage: Path) -> Path:
    """Give the staged folder its number, make every byte durable, and point ``current`` at it in one rename."""
    releases = reports / "releases"
    target = releases / str(next_number(releases))
    try:
        for folder, _, names in os.walk(stage):
            for name in names:
                _sync(Path(folder) / name)
            sync_folder(Path(folder))
        os.rename(stage, target)
        sync_folder(releases)
        link = reports / f".{CURRENT}-{os.getpid()}"
        link.unlink(missing_ok=True)
        link.symlink_to(Path("releases") / target.name)
        os.replace(link, reports / CURRENT)
        sync_folder(reports)
    except OSError as problem:
        raise environment_fault(problem, target) from problem
    _prune(releases, keep=target)
    return target


def next_number(releases: Path) -> int:
    """One more than the highest release there is."""
    return max((int(path.name) for path in releases.iterdir() if path.name.isdigit()), default=0) + 1


def carry_over(source: Path, target: Path) -> None:
    """Bring a published folder into the next release; its bytes are shared, not copied, where the disk allows it."""
    for folder, _, names in os.walk(source):
        here = target / Path(folder).relative_to(source)
        here.mkdir(parents=True, exist_ok=True)
        for name in names:
            try:
                os.link(Path(folder) / name, here / name)
            except OSError:
                shutil.copy2(Path(folder) / name, here / name)


def _sync(path: Path) -> None:
    with open(path, "rb") as file:
        os.fsync(file.fileno())


def _prune(releases: Path, *, keep: Path) -> None:
    numbered = sorted((path for path in releases.iterdir() if path.name.isdigit()), key=lambda path: int(path.name))
    for old in numbered[:-KEEP]:
        if old != keep:
            shutil.rmtree(old, ignore_errors=True)
