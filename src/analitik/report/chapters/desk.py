"""What reached us beside the news: complaints from the public and notices from law enforcement, as counts and no more."""

from __future__ import annotations

import pandas as pd

from analitik.core.period import Month
from analitik.report.number import Number
from analitik.report.sentence import Sentence
from analitik.report.table import Table

FEW = 10


def signals_table(complaints: pd.DataFrame, notices: pd.DataFrame, month: Month) -> Table:
    """Complaints and law-enforcement notices of the month and of the month before; small counts are hidden."""
    sources = {
        "Pengaduan masyarakat": ("pengaduan", complaints["received_date"]),
        "Informasi aparat penegak hukum": ("aph", notices["notice_date"]),
    }
    columns: dict[str, list] = {"Sumber": list(sources)}
    for one in (month - 1, month):
        columns[one.label()] = [_count(days, key, one) for key, days in sources.values()]
    return Table.of(
        "sinyal",
        "Pengaduan dan informasi penegak hukum",
        columns,
        subtitle="Jumlah yang diterima per bulan; jumlah kecil disamarkan",
        source="Ekspor pengaduan dan catatan informasi APH yang dikirim ke meja kerja ini.",
        persons=True,
    )


def signals_sentence(table: Table) -> Sentence:
    """The two counts of the month in one sentence."""
    complaints, notices = table.column(table.columns[-1])
    return Sentence("Bulan ini diterima {p} pengaduan masyarakat dan {a} informasi penegak hukum.", p=complaints, a=notices)


def _count(days: pd.Series, key: str, month: Month) -> Number:
    """What came in during a month; nothing in two months is a gap in the deliveries, not calm."""
    if days.empty:
        return Number(f"{key}.{month}", None, "count", state="celah data")
    n = int((days.dt.strftime("%Y-%m") == str(month)).sum())
    return Number(f"{key}.{month}", None if 0 < n < FEW else n, "count", state="disamarkan" if 0 < n < FEW else None)
