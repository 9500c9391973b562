"""The list of everything published, with hashes: what went in, what came out, and with which code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from analitik.core.fingerprint import code_fingerprint, folder_fingerprints, package_versions

FILE = "manifest.json"
PACKAGES = ("analitik", "jinja2", "nbformat", "numpy", "openpyxl", "pandas", "papermill", "plotly", "pyarrow", "scipy")


def build_manifest(release: Path, *, inputs: dict[str, str], parameters: dict[str, Any], reports: dict[str, Any]) -> dict[str, Any]:
    """Describe the release in ``release``.

    Returns
    -------
    dict
        ``inputs`` {path: sha256}, ``parameters``, ``code``, ``packages``, ``reports`` {``PERIOD/KODE``: status, reason,
        files {name: sha256}}, ``files`` {path: sha256} for all else. The manifest itself is the one file not listed.
    """
    every = {path: digest for path, digest in folder_fingerprints(release).items() if path != FILE}
    listed: dict[str, dict[str, Any]] = {}
    for name in sorted(reports):
        own = {path.removeprefix(name + "/"): digest for path, digest in every.items() if path.startswith(name + "/")}
        listed[name] = {**reports[name], "files": own}
    of_reports = {f"{name}/{file}" for name, report in listed.items() for file in report["files"]}
    return {
        "inputs": inputs,
        "parameters": parameters,
        "code": code_fingerprint(),
        "packages": package_versions(*PACKAGES),
        "reports": listed,
        "files": {path: digest for path, digest in every.items() if path not in of_reports},
    }


def read_manifest(release: Path) -> dict[str, Any]:
    """The manifest of a release; an empty one where there is none."""
    file = release / FILE
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {"reports": {}, "files": {}, "inputs": {}}


def manifest_text(manifest: dict[str, Any]) -> str:
    """The manifest as stored: same content, same bytes."""
    return json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
