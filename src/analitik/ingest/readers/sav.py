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
from typing import TYPE_CHECKING, Any

from analitik.core.errors import EnvironmentFault
from analitik.core.locale import say
from analitik.ingest.cells import Cell, Grid, Notes, Row, as_text, is_empty
from analitik.ingest.messages import refusal

if TYPE_CHECKING:
    import pandas as pd

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


def read_labelled(data: bytes) -> tuple[pd.DataFrame, dict[str, dict[str, str]]]:
    """Every cell of a SAV file, answers declared missing too, and header -> code -> label; headers are ``name. label``."""
    import pandas as pd

    content = _load(data, keep_missing=True)
    heads = [f"{name}. {label}" if label and label != name else name for name, label in zip(content["names"], content["words"], strict=True)]
    dated = [shown.rstrip("0123456789.") in _DATES for shown in content["formats"]]
    cells = [
        [_date(value) for value in values] if is_date else [None if is_empty(value) else value for value in values]
        for is_date, values in zip(dated, content["columns"], strict=True)
    ]
    frame = pd.DataFrame({place: pd.Series(column, dtype=object) for place, column in enumerate(cells)}, index=range(content["n"]))
    labels = {head: {as_text(code): label for code, label in pairs} for head, pairs in zip(heads, content["labels"], strict=True) if pairs}
    return frame.set_axis(heads, axis=1), labels


def _load(data: bytes, *, keep_missing: bool = False) -> dict[str, Any]:
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
        command = [sys.executable, "-m", "analitik.ingest.readers.sav_process", file.name, *["keep"] * keep_missing]
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
