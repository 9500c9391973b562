"""What the stories are about, and how much of each is negative."""

from __future__ import annotations

import pandas as pd

from analitik.core.period import Month
from analitik.news import OFF_TOPIC, share_change
from analitik.reference.taxonomy import SENTIMENTS, issue_groups
from analitik.report.chapters.news.words import LABELLED, SOURCE, issue_names
from analitik.report.chapters.share import CORRECTED, FEW_STORIES, UNCORRECTED, corrected_number
from analitik.report.chart import Chart
from analitik.report.figures import issue_dots
from analitik.report.number import Number
from analitik.report.sentence import Note, Sentence
from analitik.report.table import Table

BEFORE = "Rata-rata 3 bulan sebelumnya"


def issue_table(stories: pd.DataFrame, month: Month) -> Table | Sentence:
    """One row per issue met this month: stories in all and by sentiment, most negative first."""
    ours = stories[stories["issue"] != OFF_TOPIC]
    if ours.empty:
        return Sentence("Tidak ada kisah tentang unit ini yang mulai terbit pada {m}.", m=month.label())
    counts = ours.groupby(["issue", "sentiment"]).size().unstack("sentiment", fill_value=0).reindex(columns=list(SENTIMENTS), fill_value=0)
    counts = counts.assign(semua=counts.sum(axis=1)).sort_values(["negatif", "semua"], ascending=False, kind="stable")
    names = issue_names()
    columns: dict[str, list] = {"Isu": [names.get(issue, issue) for issue in counts.index]}
    for column, head in (("negatif", "Negatif"), ("netral", "Netral"), ("positif", "Positif"), ("semua", "Semua kisah")):
        state = UNCORRECTED if column == "negatif" else None
        columns[head] = [Number(f"isu.{issue}.{column}.{month}", value, "count", state=state) for issue, value in counts[column].items()]
    return Table.of(
        "isu",
        _leading(columns),
        columns,
        subtitle=f"Kisah yang mulai terbit pada {month.label()}, satu isu utama tiap kisah; sentimen terhadap institusi, menurut mesin",
        source=SOURCE,
        caption=f"Kisah menurut isu dan sentimen, {month.label()}",
    )


def _leading(columns: dict[str, list]) -> Sentence:
    most = columns["Negatif"][0]
    if most.value == 0:
        return Sentence("Tidak ada kisah negatif; {n} kisah tentang {i} paling banyak", n=columns["Semua kisah"][0], i=columns["Isu"][0].lower())
    if len(columns["Negatif"]) > 1 and columns["Negatif"][1].value == most.value:
        return Sentence("Tidak ada isu yang menonjol: paling banyak {n} kisah negatif tiap isu, menurut mesin", n=most)
    return Sentence("Kisah negatif terbanyak tentang {i}: {n}, menurut mesin", i=columns["Isu"][0].lower(), n=most)


def issue_chart(shares: pd.DataFrame | None, month: Month) -> Chart | Note:
    """The corrected negative share of each group of issues beside its mean of three months.

    Parameters
    ----------
    shares : DataFrame or None
        From :func:`analitik.report.chapters.share.issue_shares`, this month and the three before it.
    """
    now = shares[shares["month"] == str(month)] if shares is not None else pd.DataFrame(columns=["state", "share", "domain"])
    known = now[now["state"] == CORRECTED].sort_values(["share", "domain"], ascending=[False, True])
    if known.empty:
        return Note("Label manusia belum cukup untuk mengoreksi porsi tiap kelompok isu di laporan ini; yang ada hanya jumlah kisah menurut mesin.", title="Porsi menurut isu")
    table = _group_table(pd.concat([known, now[now["state"] != CORRECTED]]), shares, month)
    drawn = Table(table.id, table.title, columns=table.columns, rows=table.rows[: len(known)])
    most = table.column("Porsi negatif")[0]
    reference = BEFORE if all(number.value is not None for number in drawn.column(BEFORE)) else None
    said = Sentence("Porsi negatif tertinggi pada {i}: {a:lengkap}; {w}", i=table.rows[0][0].lower(), a=most, w=_moved(drawn))
    return Chart(
        "grafik-isu",
        said,
        subtitle=f"Publikasi negatif, persen dari publikasi kelompok isu itu, {month.label()}; garis tebal = selang 95%"
        + (f", garis hitam = {BEFORE.lower()}" if reference else ""),
        figure=issue_dots(drawn, label="Kelompok isu", share="Porsi negatif", reference=reference, change="Perubahan"),
        alt=Sentence.join(Sentence("Grafik titik porsi negatif terkoreksi menurut kelompok isu."), Sentence("Tertinggi {i} {a:lengkap}.", i=table.rows[0][0], a=most)),
        source=f"{LABELLED} {'Kelompok yang belum cukup berlabel hanya ada di tabel. ' if len(known) < len(now) else ''}Isu menurut mesin; naik atau turun hanya bila p < 0,05 sesudah penyesuaian Holm atas semua kelompok.",
        table=table,
    )


def _moved(table: Table) -> str:
    """Which groups changed from the month before, in words."""
    moved = [f"{'ini' if place == 0 else row[0].lower()} {row[-1]}" for place, row in enumerate(table.rows) if row[-1] in ("naik", "turun")]
    return f"{', '.join(moved)} dari bulan sebelumnya" if moved else "tidak ada kelompok yang berubah berarti"


def _group_table(now: pd.DataFrame, shares: pd.DataFrame, month: Month) -> Table:
    names = dict(issue_groups()[["group", "name_id"]].itertuples(index=False))
    changes = share_change(shares[shares["month"].isin([str(month - 1), str(month)])]).set_index("domain")["state"]
    words = {"naik": "naik", "turun": "turun", "tidak berubah berarti": "tidak berubah berarti"}
    return Table.of(
        "kelompok-isu",
        "Porsi negatif menurut kelompok isu",
        {
            "Kelompok isu": [names[group] for group in now["domain"]],
            "Publikasi": [Number(f"kelompok.{row.domain}.publikasi.{month}", row.n_publications, "count") for row in now.itertuples()],
            "Label": [Number(f"kelompok.{row.domain}.label.{month}", row.n_labels, "count") for row in now.itertuples()],
            "Porsi negatif": [corrected_number(row, f"kelompok.{row['domain']}.porsi.{month}", few=FEW_STORIES) for _, row in now.iterrows()],
            BEFORE: [_mean(shares, group, month) for group in now["domain"]],
            "Perubahan": [words.get(changes.get(group), "belum dapat disimpulkan") for group in now["domain"]],
        },
        source=LABELLED,
    )


def _mean(shares: pd.DataFrame, group: str, month: Month) -> Number:
    """The share of three months together; nothing when one of them is uncorrected."""
    before = shares[(shares["domain"] == group) & shares["month"].isin([str(month - k) for k in (1, 2, 3)])]
    whole = len(before) == 3 and (before["state"] == CORRECTED).all()
    value = before["n_negative"].sum() / before["n_publications"].sum() if whole else None
    return Number(f"kelompok.{group}.acuan.{month}", value, "share", state=CORRECTED if whole else None)
