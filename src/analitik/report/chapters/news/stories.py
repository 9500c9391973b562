"""The stories of the month: which negative ones were told most, how fast, by whom, about which units."""

from __future__ import annotations

import pandas as pd

from analitik.core.period import Month
from analitik.report.chapters.news.words import SOURCE, issue_names, shorten
from analitik.report.chapters.share import UNCORRECTED
from analitik.report.chart import Chart
from analitik.report.figures import top_stories
from analitik.report.number import Number
from analitik.report.sentence import Note, Sentence
from analitik.report.table import Table

TOLD, LISTED = 5, 10


def story_chart(stories: pd.DataFrame, month: Month) -> Chart | Note:
    """The largest negative stories of the month and all others."""
    negative = stories[stories["sentiment"] == "negatif"]
    if negative.empty:
        return Note(Sentence("Tidak ada kisah negatif yang mulai terbit pada {m}.", m=month.label()), title="Kisah negatif")
    ranked = negative.sort_values(["n_publications", "n_outlets", "story_id"], ascending=[False, False, True])
    top, rest = ranked.head(TOLD), ranked.iloc[TOLD:]
    labels = [f"{k}. {shorten(title)}" for k, title in enumerate(top["title"], start=1)]
    counts = [Number(f"kisah.{row.story_id}.publikasi", row.n_publications, "count") for row in top.itertuples()]
    outlets = [Number(f"kisah.{row.story_id}.media", row.n_outlets, "count") for row in top.itertuples()]
    if len(rest):
        labels.append("Kisah lain")
        counts.append(Number(f"kisah.lain.publikasi.{month}", rest["n_publications"].sum(), "count"))
        outlets.append(None)
    table = Table.of(
        "kisah",
        "Kisah negatif terbesar",
        {"Kisah": labels, "Publikasi": counts, "Media": outlets},
        subtitle=f"Kisah yang mulai terbit pada {month.label()}",
        source=SOURCE,
    )
    total = Number(f"berita.kisah_negatif.{month}", len(negative), "count", state=UNCORRECTED)
    most = counts[0]
    return Chart(
        "grafik-kisah",
        Sentence("Kisah negatif terbesar dimuat {a} kali; seluruhnya {k} kisah baru", a=most, k=total),
        subtitle=f"Publikasi per kisah negatif yang mulai terbit pada {month.label()}",
        figure=top_stories(table, label="Kisah", count="Publikasi", outlets="Media"),
        alt=Sentence("Batang kisah negatif terbesar; yang terbesar {a} publikasi, dari {k} kisah.", a=most, k=total),
        source="Pemantauan media. Satu kisah satu kejadian yang dimuat ulang banyak media; penggolongan oleh mesin.",
        table=table,
        half=True,
    )


def story_table(stories: pd.DataFrame, month: Month) -> Table | Sentence:
    """The largest negative stories: when each began, how often, where and how fast it was told, how many units it names."""
    negative = stories[stories["sentiment"] == "negatif"]
    if negative.empty:
        return Sentence("Tidak ada kisah negatif yang mulai terbit pada {m}.", m=month.label())
    ranked = negative.sort_values(["n_publications", "n_outlets", "story_id"], ascending=[False, False, True])
    top, names = ranked.head(LISTED), issue_names()
    counts = [Number(f"kisah.{row.story_id}.publikasi", row.n_publications, "count") for row in top.itertuples()]
    outlets = [Number(f"kisah.{row.story_id}.media", row.n_outlets, "count") for row in top.itertuples()]
    return Table.of(
        "kisah-rinci",
        Sentence("Kisah negatif terbesar dimuat {a} kali di {m} media", a=counts[0], m=outlets[0]),
        {
            "Kisah": [shorten(title) for title in top["title"]],
            "Isu": [names.get(issue, issue) for issue in top["issue"]],
            "Mulai": list(top["first_date"]),
            "Publikasi": counts,
            "Media": outlets,
            "Sebaran": [_spread(row) for row in top.itertuples()],
            "Satuan kerja": [Number(f"kisah.{row.story_id}.unit", row.n_units, "count") for row in top.itertuples()],
        },
        subtitle=f"Kisah negatif terbesar yang mulai terbit pada {month.label()}; sebaran = jam dari terbit pertama sampai terakhir",
        source=f"{SOURCE} Sebaran kasar bila media hanya memberi tanggal.",
        caption="Kisah negatif terbesar, rinci",
    )


def _spread(row: object) -> Number | None:
    """Hours from the first to the last publication of a story told more than once."""
    return Number(f"kisah.{row.story_id}.sebaran", row.spread_hours, "hours") if row.n_publications > 1 else None
