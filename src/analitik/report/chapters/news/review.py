"""What a person should look at before the numbers are used."""

from __future__ import annotations

import pandas as pd

from analitik.core.period import Month
from analitik.news import OFF_TOPIC
from analitik.report.chapters.measured import count
from analitik.report.chapters.news.words import issue_names, shorten
from analitik.report.sentence import Sentence
from analitik.report.table import Table

SHOWN = 8


def review_table(articles: pd.DataFrame, month: Month) -> Table:
    """How much of the month a person should look at, and how much names no unit of the register."""
    doubt, unnamed = articles["needs_review"].astype(bool), articles["unit_code"].isna()
    rows = {"perlu_tinjau": ("Perlu ditinjau orang", doubt), "tanpa_unit": ("Tidak menyebut unit yang dikenal", unnamed), "dibaca": ("Semua yang dibaca mesin", doubt | ~doubt)}
    found = {key: count(which.sum(), f"berita.{key}.{month}") for key, (_, which) in rows.items()}
    return Table.of(
        "perlu-tinjau",
        Sentence("{r} dari {t} publikasi perlu ditinjau orang; {u} tidak menyebut unit yang dikenal", r=found["perlu_tinjau"], t=found["dibaca"], u=found["tanpa_unit"]),
        {
            "Publikasi": [name for name, _ in rows.values()],
            "Jumlah": list(found.values()),
            "Kisah": [count(articles.loc[which, "story_id"].nunique(), f"berita.{key}.kisah.{month}") for key, (_, which) in rows.items()],
        },
        subtitle=f"Publikasi {month.label()}, termasuk yang di luar topik",
        source="Pemantauan media; yang perlu ditinjau tetap ikut dihitung dengan sentimen yang paling mungkin.",
        caption="Publikasi yang perlu ditinjau",
    )


def doubt_table(articles: pd.DataFrame, month: Month) -> Table | Sentence:
    """The stories whose reading is in doubt, those with most publications first: there a wrong label weighs most."""
    ours = articles[articles["needs_review"].astype(bool) & (articles["issue"] != OFF_TOPIC)]
    if ours.empty:
        return Sentence("Tidak ada kisah yang pembacaannya meragukan.")
    stories = ours.sort_values(["is_first", "published_at", "id"], ascending=[False, True, True]).groupby("story_id", sort=True)
    table = stories.agg(title=("title", "first"), issue=("issue", "first"), reason=("reason", "first"), n=("id", "size")).reset_index()
    top, names = table.sort_values(["n", "story_id"], ascending=[False, True]).head(SHOWN), issue_names()
    return Table.of(
        "tinjau",
        "Yang paling banyak dimuat ditinjau lebih dulu",
        {
            "Kisah": [shorten(title) for title in top["title"]],
            "Publikasi ragu": [count(row.n, f"tinjau.{row.story_id}.publikasi") for row in top.itertuples()],
            "Isu": [names.get(issue, issue) for issue in top["issue"]],
            "Alasan mesin": top["reason"].tolist(),
        },
        subtitle=f"Publikasi {month.label()} dengan dua sentimen hampir sama kuat, judul kosong, atau sebutan unit yang meragukan",
        source="Pemantauan media; alasan memuat aturan, kata yang mengenai, dan peluang sentimen.",
        caption="Kisah yang perlu ditinjau orang",
    )
