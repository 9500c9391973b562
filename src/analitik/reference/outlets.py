"""The office's own table of outlets and their tier of reach: 1 national, 2 regional, 3 local. Never a price."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say

TIERS = (1, 2, 3)
_MONEY = re.compile(r"\b(?:ave|iklan|tarif|harga|rate ?card|rupiah|rp|biaya|pr value|advertising|cost|price)\b")


def load_outlets(path: str | Path) -> pd.DataFrame:
    """Read a table of outlets (CSV, comma or semicolon): ``media`` (name or host) and ``tingkat`` 1 to 3.

    Returns
    -------
    DataFrame
        One row per outlet: ``outlet`` (as written), ``tier`` (1, 2, 3).

    Raises
    ------
    UsageFault
        When the file is missing, lacks a column, holds a tier that is none, names an outlet twice, or carries a column of money: the
        value of advertising says nothing about coverage and is not taken in (Barcelona Principles).
    """
    path = Path(path)
    if not path.is_file():
        raise _fault(path.name, "tidak ditemukan", "was not found")
    table = pd.read_csv(path, dtype="str", keep_default_na=False, encoding="utf-8-sig", sep=None, engine="python")
    table.columns = [" ".join(str(name).casefold().replace("_", " ").split()) for name in table.columns]
    money = [name for name in table.columns if _MONEY.search(name)]
    if money:
        raise _fault(path.name, f"memuat kolom nilai iklan ({', '.join(money)}); hapus kolom itu", f"holds a column of advertising value ({', '.join(money)}); remove it")
    absent = [name for name in ("media", "tingkat") if name not in table.columns]
    if absent:
        raise _fault(path.name, f"tidak memuat kolom {', '.join(absent)}; yang ada: {', '.join(table.columns)}", f"lacks column {', '.join(absent)}; it has: {', '.join(table.columns)}")
    names = table["media"].str.strip()
    wrong = table.loc[~table["tingkat"].str.strip().isin([str(tier) for tier in TIERS]), "tingkat"]
    if len(wrong):
        raise _fault(path.name, f"memuat tingkat '{wrong.iloc[0]}'; pakai 1, 2, atau 3", f"holds tier '{wrong.iloc[0]}'; use 1, 2 or 3")
    repeated = names[names.str.casefold().duplicated() | (names == "")]
    if len(repeated):
        raise _fault(path.name, f"memuat media kosong atau berulang ('{repeated.iloc[0]}')", f"holds an empty or repeated outlet ('{repeated.iloc[0]}')")
    return pd.DataFrame({"outlet": names.astype("str"), "tier": table["tingkat"].str.strip().astype("int64")})


def _fault(name: str, indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(f"Tabel media {name} {indonesian}.", f"Outlet table {name} {english}."))
