"""What code and which bytes a number came from: hashes that change when, and only when, the thing itself changes."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import Any

from analitik.core.files import sha256_of

_CODE = {".py", ".yml", ".j2", ".css", ".js", ".npz", ".tsv", ".csv"}


def fingerprint(value: Any) -> str:
    """The sha256 of plain data, whatever order its keys came in.

    >>> fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1})
    True
    """
    return hashlib.sha256(json.dumps(value, sort_keys=True, ensure_ascii=False, default=str).encode()).hexdigest()


@cache
def code_fingerprint(*packages: str) -> str:
    """The sha256 over the source and data files of some packages of ``analitik`` (of all of it when none is named)."""
    root = Path(str(files("analitik")))
    folders = [root / package for package in packages] or [root]
    found = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix in _CODE)
    return fingerprint({path.relative_to(root).as_posix(): sha256_of(path) for path in found})


def folder_fingerprints(folder: Path, pattern: str = "*") -> dict[str, str]:
    """Relative path -> sha256 of the files under ``folder`` that fit ``pattern``, in order of path."""
    found = sorted(path for path in folder.rglob(pattern) if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256_of(path) for path in found}


def package_versions(*names: str) -> dict[str, str]:
    """Installed versions of the named distributions.

    >>> "pandas" in package_versions("pandas")
    True
    """
    return {name: metadata.version(name) for name in sorted(names)}
