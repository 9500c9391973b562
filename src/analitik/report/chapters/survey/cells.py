"""What all survey sections share: which numbers may be shown, how they are keyed, what stands where there is too little."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analitik.report.number import Number
from analitik.report.sentence import Note
from analitik.survey import Study, mask_small

FEW_PERSONS = 10
ALPHA = 0.05
OPEN = "belum dapat disimpulkan"
SOURCE = "Survei Kepuasan Masyarakat, PermenPANRB 14/2017, bobot unsur sama besar; selang 95% menurut rancangan contoh."
PROTECTS = "Nilainya disamarkan: di samping angka unit lain ia akan membuka jawaban segelintir orang."
SPOKEN = {
    "persyaratan": "persyaratan",
    "prosedur": "prosedur",
    "waktu": "waktu penyelesaian",
    "biaya": "biaya",
    "produk": "produk layanan",
    "kompetensi": "kompetensi petugas",
    "perilaku": "perilaku petugas",
    "pengaduan": "penanganan pengaduan",
    "sarana": "sarana",
}


def guarded(table: pd.DataFrame, n: str = "n", *, total_shown: bool = True) -> pd.DataFrame:
    """The one gate of tables that count persons: rows on few persons lose their numbers, and what would give them away does too."""
    return mask_small(table, n, FEW_PERSONS, total_shown=total_shown)


def shown_only(table: pd.DataFrame, shown: pd.Series | bool) -> pd.DataFrame:
    """The rows of a table by ``domain`` with the numbers of those that are not shown on any page taken out.

    ``shown`` says it for each domain, or for all of them.
    """
    hidden = ~table["domain"].map(shown).fillna(False).astype(bool) if isinstance(shown, pd.Series) else not shown
    numbers = [name for name in table.select_dtypes("number").columns if name != "domain"]
    return table.assign(**{name: table[name].astype("float64").mask(hidden) for name in numbers})


def index_row(study: Study) -> pd.Series:
    """The index of the unit; without its numbers where the unit is hidden, on this page or as a part of another."""
    row = study.scores.iloc[0]
    return row if study.page.is_shown else row.where(~row.index.isin(["n", "index", "low", "high"]))


def without_base(number: Number) -> Number:
    """A number whose base is not told: how many left a question out would follow from it."""
    return Number(**(number.payload() | {"n": None}))


def is_hidden(row: Mapping[str, Any], n: str = "n") -> bool:
    """Whether a row stands on too few persons, or was hidden by the gate."""
    return bool(pd.isna(row[n]) or row[n] < FEW_PERSONS)


def estimate(
    key: str, row: Mapping[str, Any], value: str, kind: str, *, ends: str = "", n: str = "n", digits: int | None = None
) -> Number:
    """A value of a row with its base and interval (``low``, ``high`` after the prefix ``ends``); withheld where the row is hidden."""
    if is_hidden(row, n) or pd.isna(row[value]):
        return Number(key, None, kind, state="disamarkan" if is_hidden(row, n) else None, digits=digits)
    low, high = row[f"{ends}low"], row[f"{ends}high"]
    known = {"low": low, "high": high} if pd.notna(low) and pd.notna(high) else {}
    return Number(key, row[value], kind, n=row[n], digits=digits, **known)


def persons(n: float, key: str) -> Number:
    """How many persons; a small number is hidden."""
    few = pd.isna(n) or n < FEW_PERSONS
    return Number(key, None if few else n, "count", state="disamarkan" if few else None)


def is_thin(study: Study | None) -> bool:
    """Whether there is too little for anything but the words that say so."""
    return study is None or is_hidden(index_row(study)) or pd.isna(study.scores["index"].iloc[0])


def too_little(study: Study | None, title: str) -> Note:
    """What stands where nobody, or hardly anybody, answered."""
    if study is None:
        return Note("Belum ada jawaban survei untuk unit ini sampai akhir bulan laporan.", title=title)
    if not (study.page.is_shown or is_hidden(study.scores.iloc[0])):
        return Note(PROTECTS, title=title)
    return Note("Responden terlalu sedikit; nilainya disamarkan agar jawaban seorang pun tidak dapat dikenali.", title=title)


def spoken(element: str, name: str) -> str:
    """An element as it is called inside a sentence."""
    return SPOKEN.get(element, name.lower())


def wave_label(wave: str) -> str:
    """A wave in words.

    >>> wave_label("2022-S2")
    'semester II 2022'
    """
    year, half = wave.split("-S")
    return f"semester {'I' * int(half)} {year}"
