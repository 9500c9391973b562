"""What an office sets for itself, in ``analitik.toml`` at the workspace root; ``ANALITIK_*`` variables override."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.core.paths import SETTINGS_FILE, project_root


class Settings(BaseModel):
    """The settings of one workspace. Folders and files are relative to the workspace root.

    >>> Settings().name
    'Ditjen Pemasyarakatan'
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = "Ditjen Pemasyarakatan"
    language: str = "id"
    units: str | None = None
    store: str = "data"
    reports: str = "reports"
    root: Path = Path(".")

    def path(self, name: str) -> Path:
        """A folder or file of these settings as a full path."""
        return (self.root / getattr(self, name)).resolve()

    def units_file(self) -> Path:
        """The register of units; a workspace without one cannot report by unit."""
        if self.units is None:
            raise UsageFault(
                say(
                    f'Daftar unit belum ditetapkan; tulis units = "berkas.csv" di {SETTINGS_FILE}, atau beri --units.',
                    f'No register of units is set; write units = "file.csv" in {SETTINGS_FILE}, or give --units.',
                )
            )
        return self.path("units")


def load_settings(root: Path | None = None) -> Settings:
    """Read the settings of the workspace ``root`` (found upwards from the current folder when not given).

    Raises
    ------
    UsageFault
        When the file is not TOML, or names a setting that does not exist.
    """
    root = root or project_root()
    file = root / SETTINGS_FILE
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise UsageFault(say(f"{SETTINGS_FILE} tidak terbaca: {problem}.", f"{SETTINGS_FILE} cannot be read: {problem}.")) from None
    known = [name for name in Settings.model_fields if name != "root"]
    strange = sorted(set(values) - set(known))
    if strange:
        raise UsageFault(
            say(
                f"{SETTINGS_FILE} memuat pengaturan yang tidak dikenal: {', '.join(strange)}; yang dikenal: {', '.join(known)}.",
                f"{SETTINGS_FILE} holds unknown settings: {', '.join(strange)}; known are: {', '.join(known)}.",
            )
        )
    overrides = {name: os.environ[f"ANALITIK_{name.upper()}"] for name in known if f"ANALITIK_{name.upper()}" in os.environ}
    try:
        return Settings(**{**values, **overrides, "root": root})
    except ValidationError as problem:
        first = problem.errors()[0]
        raise UsageFault(
            say(f"Pengaturan {first['loc'][0]} salah: {first['msg']}.", f"Setting {first['loc'][0]} is wrong: {first['msg']}.")
        ) from None
