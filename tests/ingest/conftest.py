"""Deliveries made on the spot: the same rows in whatever format a test asks for."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pandas as pd
import pytest

from analitik.ingest import Delivery, read_delivery

AS_OF = "2024-02-15T12:00:00+07:00"
REGISTER = pd.DataFrame(
    {
        "kode": ["33-LPS-01", "33-RTN-02", "33-BPS-03"],
        "nama": ["Lapas Kelas I Cipinang", "Rutan Kelas IIB Muntok", "Bapas Kelas II Pangkalpinang"],
        "aliases": ["Lapas Cipinang|LP Cipinang", None, None],
    }
)
RSS_TAGS = {"id": "guid", "judul": "title", "tautan": "link", "isi": "description", "tanggal": "pubDate"}
QUESTIONS = [f"q{n}" for n in range(1, 10)]


def news_rows(n: int = 5) -> list[dict[str, Any]]:
    """Sound publications, one a day."""
    return [
        {
            "id": f"N{k:03d}", "judul": f"Lapas gelar panen raya ({k})", "isi": f"Isi berita {k}.",
            "tautan": f"https://berita.example/{k}", "media": "Antara", "tanggal": f"{k + 1:02d}/05/2023",
            "satker": "Lapas Kelas I Cipinang", "sentimen": "positif",
        }
        for k in range(n)
    ]  # fmt: skip


def survey_rows(n: int = 5) -> list[dict[str, Any]]:
    """Sound respondents."""
    return [
        {
            "id_responden": f"R{k:03d}", "waktu": f"{k + 1:02d}/05/2023 09:00", "satker": "Rutan Kelas IIB Muntok", "bobot": 1,
            **{question: (k + place) % 4 + 1 for place, question in enumerate(QUESTIONS)},
            "jk": "P", "usia": 30 + k, "saran": "Pelayanan sudah baik",
        }
        for k in range(n)
    ]  # fmt: skip


def write_csv(path: Path, rows: list[dict], separator: str = ",", encoding: str = "utf-8") -> Path:
    text = io.StringIO(newline="")
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = csv.DictWriter(text, names, delimiter=separator, restval="")
    table.writeheader()
    table.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_xlsx(path: Path, rows: list[dict]) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    names = list(dict.fromkeys(name for row in rows for name in row))
    book.active.append(names)
    for row in rows:
        book.active.append([row.get(name) for name in names])
    book.save(path)
    return path


def write_jsonl(path: Path, rows: list[dict]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def write_rss(path: Path, rows: list[dict]) -> Path:
    items = "".join(
        "<item>" + "".join(f"<{RSS_TAGS[k]}>{escape(str(v))}</{RSS_TAGS[k]}>" for k, v in row.items() if k in RSS_TAGS) + "</item>"
        for row in rows
    )
    path.write_text(f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>', encoding="utf-8")
    return path


def write_gz(path: Path, rows: list[dict]) -> Path:
    plain = write_csv(path.with_name("tmp.csv"), rows).read_bytes()
    path.write_bytes(gzip.compress(plain, mtime=0))
    return path


def write_sav(path: Path, rows: list[dict]) -> Path:
    pyreadstat = pytest.importorskip("pyreadstat")
    pyreadstat.write_sav(pd.DataFrame(rows), path)
    return path


WRITERS: dict[str, Callable[[Path, list[dict]], Path]] = {
    "csv": write_csv,
    "csv.gz": write_gz,
    "xlsx": write_xlsx,
    "jsonl": write_jsonl,
    "rss": write_rss,
    "sav": write_sav,
}


@pytest.fixture
def rows_of() -> Callable[[str], list[dict]]:
    """Sound rows of a kind."""
    return lambda kind, n=5: {"news": news_rows, "survey": survey_rows}[kind](n)


@pytest.fixture
def deliver(tmp_path: Path) -> Callable[..., Delivery]:
    """Write rows in a format (or take bytes as they are) and read them."""

    def _deliver(content: Any, suffix: str = "csv", kind: str | None = "news", **options: Any) -> Delivery:
        path = tmp_path / f"kiriman.{suffix}"
        if isinstance(content, list):
            WRITERS[suffix](path, content)
        else:
            path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return read_delivery(path, **{"kind": kind, "units": REGISTER, "as_of": AS_OF, **options})

    return _deliver


@pytest.fixture
def reasons() -> Callable[[Delivery], dict[str, int]]:
    """Code -> rows of a delivery; of a refused one its code."""
    return lambda delivery: {delivery.refused.code: 1} if delivery.refused else dict(Counter(one.code for one in delivery.aside))
