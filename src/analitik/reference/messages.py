"""The key messages of an office: what is done, why, and what people get from it, each part known by its words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.reference._yaml import packaged

PARTS = ("apa", "mengapa", "nilai")


def load_messages(path: str | Path | None = None) -> pd.DataFrame:
    """Read an office's catalogue of key messages (YAML); without a path the packaged example, which is marked as one.

    Returns
    -------
    DataFrame
        One row per message: ``id``, ``title``, ``apa``, ``mengapa``, ``nilai`` (one pattern each, on folded text), ``is_example``.

    Raises
    ------
    UsageFault
        When the file is missing, is no catalogue, or a message lacks a part or repeats an id, or a pattern is wrong.

    Examples
    --------
    >>> load_messages()[["id", "is_example"]].values.tolist()[0]
    ['layanan-tanpa-biaya', True]
    """
    if path is None:
        return messages_of(packaged("messages"), "messages.yml")
    import yaml

    path = Path(path)
    if not path.is_file():
        raise _fault(path.name, "tidak ditemukan", "was not found")
    try:
        return messages_of(yaml.safe_load(path.read_text(encoding="utf-8")), path.name)
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        line = " ".join(str(problem).split())
        raise _fault(path.name, f"bukan YAML yang benar: {line}", f"is not good YAML: {line}") from None


def messages_of(data: Any, name: str = "pesan") -> pd.DataFrame:
    """A catalogue from plain data, as :func:`load_messages` reads it from a file."""
    entries = data.get("pesan") if isinstance(data, dict) else None
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise _fault(name, "harus memuat daftar 'pesan' dengan id, apa, mengapa, nilai", "must hold a list 'pesan' of id, apa, mengapa, nilai")
    rows = [_row(name, place, entry) for place, entry in enumerate(entries, start=1)]
    table = pd.DataFrame(rows, columns=["id", "title", *PARTS]).assign(is_example=bool(data.get("contoh", False)))
    if repeated := sorted(set(table.loc[table["id"].duplicated(), "id"])):
        raise _fault(name, f"id {', '.join(repeated)} berulang", f"id {', '.join(repeated)} is repeated")
    return table


def _row(name: str, place: int, entry: dict[str, Any]) -> tuple[str, ...]:
    number = str(entry.get("id") or "")
    if not number:
        raise _fault(name, f"pesan ke-{place} tidak punya id", f"message {place} has no id")
    return number, str(entry.get("judul") or number), *(_pattern(name, number, part, entry.get(part)) for part in PARTS)


def _pattern(name: str, number: str, part: str, words: Any) -> str:
    several = [words] if isinstance(words, str) else words
    if not isinstance(several, list) or not several or not all(isinstance(one, str) and one for one in several):
        raise _fault(name, f"pesan {number} tidak punya kata untuk bagian '{part}'", f"message {number} has no words for its part '{part}'")
    pattern = "|".join(f"(?:{one.casefold() if one.isalpha() else one})" for one in several)
    try:
        re.compile(pattern)
    except re.error as problem:
        raise _fault(name, f"pesan {number}, bagian {part}: pola salah ({problem})", f"message {number}, part {part}: bad pattern ({problem})") from None
    return rf"\b(?:{pattern})"


def _fault(name: str, indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(f"Katalog pesan {name} {indonesian}.", f"Message catalogue {name} {english}."))
