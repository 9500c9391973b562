"""SPSS files: answers with declared missing values, value labels and dates counted from 1582."""

from __future__ import annotations

import datetime as dt
import os
import struct
import tempfile
from typing import Any

from analitik.core.errors import EnvironmentFault
from analitik.core.locale import say
from analitik.ingest.cells import Cell, Grid, Notes, Row, is_empty
from analitik.ingest.messages import refusal

_DATES = ("DATE", "ADATE", "EDATE", "JDATE", "SDATE", "DATETIME", "YMDHMS")
_ZERO = dt.datetime(1582, 10, 14)
_LABELLED = ("satker", "unit", "upt", "jk", "kelamin", "sex")


def read_sav(data: bytes, notes: Notes) -> list[Grid]:
    """The one table of a SAV file; answers declared missing are empty."""
    frame, meta = _load(data)
    expected = _declared_cases(data)
    if expected >= 0 and expected != len(frame):
        raise refusal("corrupt_file", detail=f"SAV: {len(frame)}/{expected}")
    columns = [_column(frame[name].tolist(), name, meta) for name in frame.columns]
    rows = [Row(number, list(cells)) for number, cells in enumerate(zip(*columns, strict=True), start=1)]
    return [Grid(rows, header=list(frame.columns), header_row=0)]


def _load(data: bytes) -> tuple[Any, Any]:
    try:
        import pyreadstat
    except ImportError:
        raise EnvironmentFault(
            say(
                "Berkas SPSS perlu pustaka tambahan; pasang dengan: pip install 'analitik[spss]'.",
                "SPSS files need an extra library; install it with: pip install 'analitik[spss]'.",
            )
        ) from None
    with tempfile.NamedTemporaryFile(suffix=".sav") as file:  # the library reads named files only
        file.write(data)
        file.flush()
        os.chmod(file.name, 0o600)
        try:
            return pyreadstat.read_sav(file.name, disable_datetime_conversion=True, user_missing=False)
        except (pyreadstat.ReadstatError, ValueError, UnicodeDecodeError, OverflowError) as problem:
            raise refusal("corrupt_file", detail=f"SAV: {problem}") from problem


def _declared_cases(data: bytes) -> int:
    """The number of cases the file's own header announces; -1 where it does not say."""
    layout = struct.unpack_from("<i", data, 64)[0]
    return struct.unpack_from("<i" if layout in (2, 3) else ">i", data, 80)[0]


def _column(values: list[Cell], name: str, meta: Any) -> list[Cell]:
    shown = meta.original_variable_types.get(name, "").rstrip("0123456789.")
    if shown in _DATES:
        return [_date(value) for value in values]
    labels = meta.variable_value_labels.get(name, {})
    if labels and any(word in name.lower() for word in _LABELLED):
        return [labels.get(value, value) for value in values]
    return [None if is_empty(value) else value for value in values]


def _date(seconds: Cell) -> Cell:
    """Seconds since the Gregorian calendar began, as SPSS counts."""
    if is_empty(seconds) or isinstance(seconds, str):
        return seconds
    try:
        return _ZERO + dt.timedelta(seconds=round(seconds))
    except (OverflowError, ValueError):
        return str(seconds)
