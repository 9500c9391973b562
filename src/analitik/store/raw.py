"""Raw copies: every delivery once, byte for byte, named by its sha256, readable by its owner alone."""

from __future__ import annotations

import shutil
from pathlib import Path

from analitik.core.files import sha256_of, write_atomic

PRIVATE = 0o600


def raw_path(root: Path, sha256: str) -> Path:
    """Where the copy of a delivery lies.

    >>> raw_path(Path("data"), "abcd" + "0" * 60).parts[:3]
    ('data', 'raw', 'ab')
    """
    return Path(root) / "raw" / sha256[:2] / sha256


def keep_raw(root: Path, source: Path, sha256: str) -> Path:
    """Copy a delivered file by its sha256; a copy that is already there and whole is left alone."""
    target = raw_path(root, sha256)
    if target.is_file() and sha256_of(target) == sha256:
        return target
    return write_atomic(target, lambda temporary: shutil.copyfile(source, temporary) and None, mode=PRIVATE)
