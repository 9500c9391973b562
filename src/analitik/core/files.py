"""Writing a file so that a reader sees the old bytes or the new ones, never half of either.

The only room that opens files for writing: a temporary neighbour is written, synced and renamed into place.
"""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from analitik.core.errors import EnvironmentFault
from analitik.core.locale import say

_REFUSALS = {errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EPERM, errno.EDQUOT, errno.EIO}


def environment_fault(problem: OSError, path: Path) -> EnvironmentFault:
    """The sentence a user gets when the machine refuses to write."""
    return EnvironmentFault(
        say(
            f"Tidak dapat menulis {path.name}: {problem.strerror}. Periksa ruang disk dan hak tulis folder {path.parent.name}.",
            f"Cannot write {path.name}: {problem.strerror}. Check disk space and write permission of {path.parent.name}.",
        )
    )


def write_atomic(path: Path, write: Callable[[Path], None], *, mode: int = 0o644) -> Path:
    """Let ``write`` fill a temporary neighbour of ``path``, sync it, and rename it into place.

    Raises
    ------
    EnvironmentFault
        When the disk is full or the folder cannot be written; the old file stays as it was.
    """
    path = Path(path)
    temporary = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".tmp-", dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        write(temporary)
        os.chmod(temporary, mode)
        with open(temporary, "rb+") as file:
            os.fsync(file.fileno())
        os.replace(temporary, path)
        sync_folder(path.parent)
    except OSError as problem:
        if problem.errno in _REFUSALS:
            raise environment_fault(problem, path) from problem
        raise
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
    return path


def write_bytes(path: Path, data: bytes, *, mode: int = 0o644) -> Path:
    """Write bytes in one step."""
    return write_atomic(path, lambda temporary: temporary.write_bytes(data) and None, mode=mode)


def write_text(path: Path, text: str, *, mode: int = 0o644) -> Path:
    """Write text as UTF-8 in one step."""
    return write_bytes(path, text.encode("utf-8"), mode=mode)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """The sha256 of a file, as hex."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
