"""Where a workspace lies on disk: the folder that holds ``analitik.toml``, its ``data/`` and its ``reports/``."""

from __future__ import annotations

import os
from pathlib import Path

SETTINGS_FILE = "analitik.toml"


def project_root(start: str | os.PathLike | None = None) -> Path:
    """The workspace around ``start`` (the current folder): the nearest folder upwards that holds ``analitik.toml``.

    ``ANALITIK_WORKSPACE`` names it outright. Without any settings file the current folder is the workspace.
    """
    named = os.environ.get("ANALITIK_WORKSPACE")
    if named:
        return Path(named).resolve()
    here = Path(start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    return here
