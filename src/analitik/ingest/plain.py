"""Tables that are no deliveries: files an analyst hands to a command, read as they are and written back in kind."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from analitik.core.errors import DeliveryRefused, UsageFault
from analitik.core.files import write_atomic
from analitik.core.locale import say

KNOWN = (".csv", ".jsonl", ".parquet", ".xlsx", ".tsv")


def read_table(path: Path) -> pd.DataFrame:
    """A file as a frame: CSV and TSV (separator found, text kept), JSONL, XLSX (first sheet) or Parquet.

    Raises
    ------
    UsageFault
        When the file is missing or of another kind.
    DeliveryRefused
        When its content is not what its name says.
    """
    path = Path(path)
    if not path.is_file():
        raise UsageFault(say(f"Berkas {path.name} tidak ditemukan.", f"File {path.name} was not found."))
    reader = {".csv": _read_csv, ".tsv": _read_csv, ".jsonl": _read_jsonl, ".xlsx": _read_xlsx, ".parquet": pd.read_parquet}
    if path.suffix.lower() not in reader:
        raise _other_kind(path)
    try:
        return reader[path.suffix.lower()](path)
    except (ValueError, OSError, KeyError, pd.errors.ParserError) as problem:
        words = str(problem).splitlines()[0] if str(problem) else type(problem).__name__
        raise DeliveryRefused(
            "corrupt_file", say(f"{path.name} tidak terbaca: {words}.", f"{path.name} cannot be read: {words}.")
        ) from None


def write_table(frame: pd.DataFrame, path: Path) -> Path:
    """Write a frame in the kind its name says; lists are joined by ``|`` in CSV."""
    kind = path.suffix.lower()
    if kind == ".parquet":
        return write_atomic(path, lambda temporary: frame.to_parquet(temporary, index=False))
    if kind == ".jsonl":
        lines = (json.dumps(_plain(row), ensure_ascii=False) for row in frame.to_dict("records"))
        return write_atomic(
            path, lambda temporary: temporary.write_text("".join(line + "\n" for line in lines), encoding="utf-8") and None
        )
    if kind == ".csv":
        flat = frame.map(lambda cell: "|".join(map(str, cell)) if isinstance(cell, list) else _harmless(cell))
        return write_atomic(path, lambda temporary: flat.to_csv(temporary, index=False))
    raise _other_kind(path)


def _other_kind(path: Path) -> UsageFault:
    known = ", ".join(KNOWN)
    return UsageFault(
        say(
            f"{path.name}: jenis berkas tidak dikenal; yang dapat dipakai: {known}.",
            f"{path.name}: unknown kind of file; use {known}.",
        )
    )


def _read_csv(path: Path) -> pd.DataFrame:
    from analitik.ingest.cells import Notes
    from analitik.ingest.encoding import decode

    text = decode(path.read_bytes(), Notes()).text
    header = next((line for line in text.splitlines() if line.strip()), "")
    separator = max((",", ";", "\t", "|"), key=header.count)
    import io

    return pd.read_csv(io.StringIO(text), sep=separator, dtype="str", keep_default_na=False, na_values=[""])


def _read_jsonl(path: Path) -> pd.DataFrame:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8-sig").split("\n") if line.strip()]
    return pd.DataFrame(rows)


def _read_xlsx(path: Path) -> pd.DataFrame:
    return pd.read_excel(path, dtype=object)


def _plain(row: dict) -> dict:
    return {name: None if not isinstance(value, list) and pd.isna(value) else value for name, value in row.items()}


def _harmless(cell: object) -> object:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return "'" + cell if isinstance(cell, str) and cell[:1] in "=+-@\t\r" and cell else cell
