"""SPSS files: answers with declared missing values, value labels and dates counted from 1582."""

from __future__ import annotations

import datetime as dt
import importlib.util
import json
import math
import struct
import subprocess
import sys
import tempfile
from typing import Any

from analitik.core.errors import EnvironmentFault
from analitik.core.locale import say
from analitik.ingest.cells import Cell, Grid, Notes, Row
from analitik.ingest.messages import refusal

PATIENCE = 120  # seconds for one file
_DATES = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "DATETIME", "YMDHMS")
_ZERO = dt.datetime(1582, 10, 14)
_LABELLED = ("satker", "unit", "upt", "jk", "kelamin", "sex")


def read_sav(data: bytes, notes: Notes) -> list[Grid]:
    """The one table of a SAV file; answers declared missing are empty."""
    content = _load(data)
    expected = _declared_cases(data)
    if expected >= 0 and expected != content["n"]:
        raise refusal("corrupt_file", detail=f"SAV: {content['n']}/{expected}")
    parts = zip(content["names"], content["formats"], content["labels"], content["columns"], strict=True)
    columns = [_column(name, shown, dict(map(tuple, labels)), values) for name, shown, labels, values in parts]
    rows = [Row(number, list(cells)) for number, cells in enumerate(zip(*columns, strict=True), start=1)]
    return [Grid(rows, header=content["names"], header_row=0, keeps_empty=True)]


def _load(data: bytes) -> dict[str, Any]:
    """The file as plain data, read in a process of its own."""
    if importlib.util.find_spec("pyreadstat") is None:
        raise EnvironmentFault(
            say(
                "Berkas SPSS perlu pustaka tambahan; pasang dengan: pip install 'analitik[spss]'.",
                "SPSS files need an extra library; install it with: pip install 'analitik[spss]'.",
            )
        )
    with tempfile.NamedTemporaryFile(suffix=".sav") as file:  # private to this user; the library reads named files only
        file.write(data)
        file.flush()
        command = [sys.executable, "-m", "analitik.ingest.readers.sav_process", file.name]
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            raise refusal("corrupt_file", detail="SAV") from None
    try:
        content = json.loads(done.stdout) if done.returncode == 0 else {"error": "SAV"}
    except ValueError:
        content = {"error": "SAV"}
    if "error" in content:
        raise refusal("corrupt_file", detail=f"SAV: {content['error']}")
    return content


def _declared_cases(data: bytes) -> int:
    """The number of cases the file's own header announces; -1 where it does not say."""
    if len(data) < 84:
        return -1
    layout = struct.unpack_from("<i", data, 64)[0]
    return struct.unpack_from("<i" if layout in (2, 3) else ">i", data, 80)[0]


def _column(name: str, shown: str, labels: dict[Any, str], values: list[Cell]) -> list[Cell]:
    if shown.rstrip("0123456789.") in _DATES:
        return [_date(value) for value in values]
    if labels and any(word in name.lower() for word in _LABELLED):
        return [labels.get(value, value) for value in values]
    return values


def _date(seconds: Cell) -> Cell:
    """Seconds since the Gregorian calendar began, as SPSS counts."""
    if seconds is None or isinstance(seconds, str):
        return seconds
    try:
        return _ZERO + dt.timedelta(seconds=round(seconds))
    except (OverflowError, ValueError):
        return str(seconds) if math.isfinite(seconds) else None
