"""The months of the news: how much, how much of it negative, counted by the machine and corrected by people."""

from __future__ import annotations

import pandas as pd

from analitik.core.period import Month
from analitik.report.chapters.news.words import LABELLED, SOURCE
from analitik.report.chapters.share import UNCORRECTED, is_corrected, negative_count, negative_share, raw_share
from analitik.report.chart import Chart
from analitik.report.figures import monthly_counts, monthly_share
from analitik.report.number import Number
from analitik.report.sentence import Note, Sentence
from analitik.report.table import Table


def complete_months(tone: pd.DataFrame, months: list[Month]) -> pd.DataFrame:
    """The tone of exactly these months, in order.

    Returns
    -------
    DataFrame
        One row per month: ``month`` (text) and the counts of ``tone``; a month without a publication is a gap (NA), not a zero.
    """
    by_month = tone.assign(month=tone["month"].astype("str")).set_index("month")
    return by_month.reindex([str(month) for month in months]).reset_index()


def amount(row: pd.Series, column: str, name: str, prefix: str = "berita") -> Number:
    """A count of one month."""
    gap = pd.isna(row[column])
    negative = "negatif" in column or "negative" in column
    state = "celah data" if gap else UNCORRECTED if negative else None
    return Number(f"{prefix}.{name}.{row['month']}", None if gap else row[column], "count", state=state)


def month_table(tone: pd.DataFrame, months: list[Month]) -> Table:
    """One row per month: publications, stories, negative publications and their share."""
    rows = [row for _, row in complete_months(tone, months).iterrows()]
    return Table.of(
        "bulan",
        "Pemberitaan per bulan",
        {
            "Bulan": months,
            "Publikasi": [amount(row, "n_publications", "publikasi") for row in rows],
            "Kisah": [amount(row, "n_stories", "kisah") for row in rows],
            "Publikasi negatif": [negative_count(row) for row in rows],
            "Kisah negatif": [amount(row, "n_negative_stories", "kisah_negatif") for row in rows],
            "Porsi negatif": [negative_share(row) for row in rows],
            "Porsi menurut mesin": [raw_share(row) for row in rows],
            "Di luar topik": [amount(row, "n_off_topic", "luar_topik") for row in rows],
        },
        subtitle="Publikasi adalah satu tulisan di satu media; kisah adalah satu kejadian yang dimuat satu media atau lebih.",
        source=_source(rows),
    )


def _source(rows: list[pd.Series]) -> str:
    return LABELLED if any(is_corrected(row) for row in rows) else SOURCE


def share_chart(table: Table, month: Month) -> Chart | Note:
    """The negative share over the months of :func:`month_table`."""
    last = table.column("Porsi negatif")[-1]
    if not any(number.value is not None for number in table.column("Porsi negatif")):
        return Note(
            "Jumlah kisah per bulan terlalu sedikit untuk sebuah porsi; hanya jumlahnya yang ditampilkan.", title="Porsi negatif"
        )
    columns = {"Bulan": table.column("Bulan"), "Porsi negatif": table.column("Porsi negatif")}
    part = Table.of("porsi", "Porsi publikasi negatif per bulan", columns, source=table.source)
    corrected = sum(number.has_interval for number in columns["Porsi negatif"])
    hollow = sum(number.state == UNCORRECTED for number in columns["Porsi negatif"])
    said = "tidak ada titik" if not corrected + hollow else "semua titik belum dikoreksi" if not corrected else (
        "semua titik terkoreksi dengan selang" if not hollow else "titik berongga belum dikoreksi, titik penuh terkoreksi")  # fmt: skip
    return Chart(
        "grafik-porsi",
        _share_title(last, month),
        subtitle="Publikasi bernada negatif terhadap institusi, persen dari seluruh publikasi, per bulan",
        figure=monthly_share(part, month="Bulan", share="Porsi negatif"),
        alt=Sentence("Grafik porsi publikasi negatif per bulan sampai {m}; bulan terakhir {a:lengkap}; {w}.",
                     a=last, m=month.label(), w=said),
        source=table.source,
        table=part,
    )  # fmt: skip


def _share_title(last: Number, month: Month) -> Sentence:
    if last.value is None:
        return Sentence("Porsi negatif {m} tidak ditampilkan: datanya {a}", a=last, m=month.label())
    if last.state == UNCORRECTED:
        return Sentence("Porsi negatif {a}; belum dikoreksi, maka arah perubahannya belum dapat disimpulkan", a=last)
    return Sentence("Porsi negatif {a:lengkap} pada {m}, sesudah salah baca mesin dikoreksi", a=last, m=month.label())


def count_chart(table: Table, month: Month) -> Chart:
    """The number of negative publications over the months of :func:`month_table`."""
    last, stories = table.column("Publikasi negatif")[-1], table.column("Kisah negatif")[-1]
    columns = {"Bulan": table.column("Bulan"), "Publikasi negatif": table.column("Publikasi negatif")}
    part = Table.of("jumlah", "Jumlah publikasi negatif per bulan", columns, source=table.source)
    measured = last.state != UNCORRECTED
    return Chart(
        "grafik-jumlah",
        _counted(last, stories, month),
        subtitle="Publikasi negatif per bulan; garis tegak = selang 95%" if measured else "Publikasi negatif per bulan, menurut mesin",
        figure=monthly_counts(part, month="Bulan", count="Publikasi negatif"),
        alt=Sentence("Grafik batang jumlah publikasi negatif per bulan; {m} {n:lengkap}.", n=last, m=month.label()),
        source=table.source,
        table=part,
        half=True,
    )


def _counted(publications: Number, stories: Number, month: Month) -> Sentence:
    if publications.value is None:
        return Sentence("Tidak ada kiriman pemantauan media untuk {m}: celah data", m=month.label())
    return Sentence("{n:lengkap} publikasi negatif pada {m}; {k} kisah negatif baru menurut mesin", n=publications, k=stories, m=month.label())
