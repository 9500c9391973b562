"""Looking closer: the publications behind a number, why each has its label, and how a story was told."""

from __future__ import annotations

import re

import pandas as pd

from analitik.core.period import Month
from analitik.reference.taxonomy import SENTIMENTS
from analitik.report.chapters.measured import count
from analitik.report.chapters.news.words import issue_names, shorten
from analitik.report.number import Number
from analitik.report.sentence import Sentence
from analitik.report.table import Table

REASON = re.compile(r"(?P<rule>.*); peluang \w+ [\d,]+; isu \w+(?: \('(?P<issue>.*)'\))?")
SHOWN = 15


def choose(articles: pd.DataFrame, issue: str = "", sentiment: str = "", words: str = "") -> pd.DataFrame:
    """The publications of one issue, one sentiment, and with these words in the title; an empty choice leaves all.

    Returns
    -------
    DataFrame
        Rows of ``articles``, the most surely negative first.
    """
    chosen = articles["title"].fillna("").str.contains(words, case=False, regex=False)
    for column, wanted in (("issue", issue), ("sentiment", sentiment)):
        chosen &= (articles[column] == wanted) if wanted else True
    return articles[chosen].sort_values(["p_negatif", "id"], ascending=[False, True], ignore_index=True)


def publication_table(chosen: pd.DataFrame, month: Month) -> Table | Sentence:
    """The publications of a choice, one a row, with what the machine read in each."""
    if chosen.empty:
        return Sentence("Tidak ada publikasi {m} yang sesuai pilihan; kosongkan salah satu saringan.", m=month.label())
    top, names = chosen.head(SHOWN), issue_names()
    return Table.of(
        "pilihan",
        Sentence("{n} publikasi sesuai pilihan", n=count(len(chosen), f"pilihan.n.{month}")),
        {
            "Judul": [shorten(title) for title in top["title"].fillna("")],
            "Terbit": list(top["published_date"]),
            "Media": [outlet if isinstance(outlet, str) else None for outlet in top["outlet"]],
            "Isu": [names.get(issue, issue) for issue in top["issue"]],
            "Sentimen": top["sentiment"].tolist(),
            "Peluang negatif": [Number(f"publikasi.{row.id}.negatif", row.p_negatif, "probability") for row in top.itertuples()],
            "Tinjau": ["perlu" if one else "" for one in top["needs_review"]],
        },
        subtitle="Peluang negatif tertinggi lebih dulu; peluang adalah keyakinan mesin, bukan kebenaran",
        source="Tabel articles.",
    )


def reason_table(chosen: pd.DataFrame, number: int) -> Table | Sentence:
    """Why the publication in this row (from one) has its label: the rule and its words, the chances of all sentiments, issue, unit, model."""
    if not 1 <= number <= len(chosen):
        return Sentence("Tidak ada baris dengan nomor itu; pilihan memuat {n} publikasi.", n=count(len(chosen), "pilihan.baris"))
    article = chosen.iloc[number - 1]
    found = REASON.fullmatch(article["reason"])
    rows = [["Judul", article["title"] or None], ["Sentimen", article["sentiment"]]]
    rows += [[f"Peluang {name}", Number(f"publikasi.{article['id']}.{name}", article[f"p_{name}"], "probability")] for name in SENTIMENTS]
    rows += [
        ["Aturan dan kata yang mengenai", found["rule"] if found else article["reason"]],
        ["Isu utama", issue_names().get(article["issue"], article["issue"])],
        ["Kata isu", (found["issue"] if found else None) or None],
        ["Semua isu", article["issues"].replace("|", ", ")],
        ["Satuan kerja seperti disebut", None if pd.isna(article["unit_text"]) else article["unit_text"]],
        ["Kode satuan kerja", None if pd.isna(article["unit_code"]) else article["unit_code"]],
        ["Perlu ditinjau orang", "ya" if article["needs_review"] else "tidak"],
        ["Model", article["model"]],
    ]
    return Table("alasan", "Mengapa publikasi ini diberi label itu", columns=["Bagian", "Isi"], rows=rows, source="Tabel articles, kolom reason.")


def story_publications(articles: pd.DataFrame, chosen: pd.DataFrame) -> Table | Sentence:
    """The largest story of a choice with all its publications in order of time: who told it, how many hours after the first, how it was read."""
    if chosen.empty:
        return Sentence("Pilihan kosong; tidak ada kisah yang dapat ditunjukkan.")
    story_id = str(chosen["story_id"].value_counts().sort_index().idxmax())
    told = articles[articles["story_id"] == story_id].sort_values(["published_at", "id"])
    hours = (told["published_at"] - told["published_at"].min()) / pd.Timedelta(hours=1)
    n, outlets = count(len(told), f"kisah.{story_id}.dibaca"), count(told["outlet"].nunique(), f"kisah.{story_id}.media_dibaca")
    return Table.of(
        "satu-kisah",
        Sentence("Satu kisah: {n} publikasi di {m} media", n=n, m=outlets),
        {
            "Judul": [shorten(title) for title in told["title"].fillna("")],
            "Media": [outlet if isinstance(outlet, str) else None for outlet in told["outlet"]],
            "Terbit": list(told["published_date"]),
            "Sesudah yang pertama": [Number(f"publikasi.{id}.jam", value, "hours") for id, value in zip(told["id"], hours, strict=True)],
            "Sentimen": told["sentiment"].tolist(),
            "Peluang negatif": [Number(f"publikasi.{row.id}.negatif", row.p_negatif, "probability") for row in told.itertuples()],
        },
        subtitle="Salinan yang hampir sama dibaca sendiri-sendiri, maka sentimennya dapat berbeda",
        source="Tabel articles; jam kasar bila media hanya memberi tanggal.",
    )

