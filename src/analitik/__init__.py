"""analitik: what is said about us, what people think of us, and how sure we are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from analitik.store import Store

__version__ = "0.1.0"


def open_store(folder: str | Path | None = None) -> Store:
    """The office's data; without a folder, the one the workspace settings name."""
    from analitik.core.settings import load_settings
    from analitik.store import Store

    return Store(Path(folder) if folder is not None else load_settings().path("store"))


def open_register(path: str | Path | None = None) -> pd.DataFrame:
    """The office's register of units; without a path, the one the workspace settings name."""
    from analitik.core.settings import load_settings
    from analitik.reference.units import load_register

    return load_register(path if path is not None else load_settings().units_file())
