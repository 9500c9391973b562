"""Where the news of the month was: kanwil of the nation, units of a kanwil, and how much of all stories each has."""

from __future__ import annotations

import pandas as pd

from analitik.core.period import Month
from analitik.news import OFF_TOPIC
from analitik.news.measure import share_row
from analitik.reference.units import NATION, Unit, kanwil_names, kanwil_table
from analitik.report.chapters.measured import share_number
from analitik.report.chapters.news.words import LABELLED, SOURCE
from analitik.report.chapters.share import CORRECTED, FEW_STORIES, UNCORRECTED, corrected_number
from analitik.report.number import Number
from analitik.report.sentence import Sentence
from analitik.report.table import Table

UNNAMED = "tanpa"


def place_table(cube: pd.DataFrame, register: pd.DataFrame, who: Unit, month: Month, shares: pd.DataFrame | None = None) -> Table | Sentence:
    """Where the news of the month was, in the order of the register: publications, stories, their share of all stories.

    Parameters
    ----------
    cube : DataFrame
        The rows of ``who``.
    shares : DataFrame, optional
        Corrected shares by kanwil (``news.corrected_share(..., by="kanwil")``); adds the negative share of each.
    """
    if who.level == "upt":
        return Sentence("Laporan ini tentang satu unit; perbandingan wilayah ada pada laporan kanwil dan nasional.")
    names, column, head = _places(register, who)
    ours = cube[(cube["published_date"] >= pd.Timestamp(month.first_day)) & (cube["issue"] != OFF_TOPIC)]
    if ours.empty:
        return Sentence("Tidak ada publikasi tentang wilayah ini pada {m}.", m=month.label())
    sums = ours.groupby(column)[["n_publications", "n_stories"]].sum()
    negative = ours[ours["sentiment"] == "negatif"].groupby(column)["n_stories"].sum()
    total = int(sums["n_stories"].sum())
    met = {kode: name for kode, name in names.items() if who.level == NATION or kode in sums.index}
    met |= {"": "Tidak menyebut satuan kerja yang dikenal"} if "" in sums.index and who.level == NATION else {}
    rows = [[name, *_row(kode, sums, negative, total, month)] for kode, name in met.items()]
    columns = [head, "Publikasi", "Kisah", "Kisah negatif", "Porsi kisah"]
    known = shares[shares["month"] == str(month)].set_index("domain") if shares is not None else None
    if known is not None and (known["state"] == CORRECTED).any():
        columns.append("Porsi negatif")
        rows = [[*row, _share(known, kode, month)] for row, kode in zip(rows, met, strict=True)]
    return Table(
        "wilayah",
        f"Pemberitaan menurut {head.lower()}, {month.label()}",
        columns=columns,
        rows=rows,
        subtitle="Menurut unit utama yang disebut; urutan mengikuti daftar unit, bukan peringkat",
        source=f"{LABELLED if len(columns) > 5 else SOURCE} Porsi kisah = bagian dari semua kisah laporan ini, selang Wilson 95%.",
    )


def _row(kode: str, sums: pd.DataFrame, negative: pd.Series, total: int, month: Month) -> list[Number]:
    key, stories = f"wilayah.{kode or UNNAMED}", int(sums["n_stories"].get(kode, 0))
    return [
        Number(f"{key}.publikasi.{month}", sums["n_publications"].get(kode, 0), "count"),
        Number(f"{key}.kisah.{month}", stories, "count"),
        Number(f"{key}.kisah_negatif.{month}", negative.get(kode, 0), "count", state=UNCORRECTED),
        share_number(share_row(stories, total), f"{key}.porsi_kisah.{month}"),
    ]


def _share(known: pd.DataFrame, kode: str, month: Month) -> Number:
    key = f"wilayah.{kode or UNNAMED}.porsi_negatif.{month}"
    return corrected_number(known.loc[kode], key, few=FEW_STORIES) if kode in known.index else Number(key, None, "share")


def _places(register: pd.DataFrame, who: Unit) -> tuple[dict[str, str], str, str]:
    if who.level == NATION:
        short = dict(kanwil_table()[["id", "wilayah"]].itertuples(index=False))
        return {kode: short.get(kode, name) for kode, name in kanwil_names(register).items()}, "kanwil", "Kantor wilayah"
    own = register[(register["kanwil"] == who.kanwil) & (register["jenis"] != "kanwil")].drop_duplicates("kode", keep="last")
    return dict(own.sort_values("kode")[["kode", "nama"]].itertuples(index=False)), "unit_code", "Unit"
