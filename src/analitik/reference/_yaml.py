"""The YAML files that stand beside their loaders."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # a machine without libyaml reads the same files, more slowly
    from yaml import SafeLoader as Loader


@cache
def packaged(name: str) -> dict[str, Any]:
    """The packaged file ``data/<name>.yml`` as plain data; callers must not change it."""
    return yaml.load(files("analitik.reference").joinpath(f"data/{name}.yml").read_text(encoding="utf-8"), Loader)
