"""What reached us beside the news: complaints from the public and notices from law enforcement, as counts and no more."""

from __future__ import annotations

import pandas as pd

from analitik.core.period import Month
from analitik.reference.units import Unit
from analitik.report.number import Number
from analitik.report.table import Table

FEW = 10


def signals_table(complaints: pd.DataFrame, notices: pd.DataFrame, who: Unit, month: Month) -> Table:
    """Complaints and law-enforcement notices of the month and of the month before; small counts are hidden."""
    sources = {
        "Pengaduan masyarakat": ("pengaduan", complaints, "received_date"),
        "Informasi aparat penegak hukum": ("aph", notices, "notice_date"),
    }
    columns: dict[str, list] = {"Sumber": list(sources)}
    for one in (month - 1, month):
        columns[one.label()] = [_count(frame, day, who, f"{key}.{one}", one) for key, frame, day in sources.values()]
    return Table.of(
        "sinyal",
        "Pengaduan dan informasi penegak hukum",
        columns,
        subtitle="Jumlah yang diterima per bulan; jumlah kecil disamarkan",
        source="Ekspor pengaduan dan catatan informasi APH yang dikirim ke meja kerja ini.",
        persons=True,
    )


def _count(delivered: pd.DataFrame, day: str, who: Unit, key: str, month: Month) -> Number:
    """What came in about a unit during a month; a source that delivered nothing at all that month is a gap, not calm."""
    inside = delivered[delivered[day].dt.strftime("%Y-%m") == str(month)]
    if inside.empty:
        return Number(key, None, "count", state="celah data")
    n = len(who.rows(inside))
    return Number(key, None if 0 < n < FEW else n, "count", state="disamarkan" if 0 < n < FEW else None)
