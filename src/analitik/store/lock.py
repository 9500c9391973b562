"""One writer at a time: the lock of a store."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from analitik.core.errors import RunLocked
from analitik.core.files import environment_fault
from analitik.core.locale import say


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file ``path``; another holder means :class:`RunLocked` at once, without waiting.

    The lock belongs to the open file, so it falls away with the process, however that ends.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as problem:
        raise environment_fault(problem, path) from problem
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunLocked(
                say(
                    f"Folder data '{path.parent.name}' sedang dipakai proses lain; tunggu sampai selesai lalu ulangi.",
                    f"Data folder '{path.parent.name}' is in use by another run; wait until it ends, then try again.",
                )
            ) from None
        yield
    finally:
        os.close(handle)
