"""The news of a month and of the year before it: how much, how much of it negative, about what, in which stories."""

from __future__ import annotations

import pandas as pd

from analitik.core.period import Month
from analitik.reference.taxonomy import SENTIMENTS, issues
from analitik.reference.units import Unit, kanwil_names
from analitik.report.chapters.share import UNCORRECTED, is_corrected, negative_count, negative_share, raw_share
from analitik.report.chart import Chart
from analitik.report.figures import monthly_counts, monthly_share, top_stories
from analitik.report.number import Number
from analitik.report.sentence import Note, Sentence
from analitik.report.table import Table

SOURCE = "Pemantauan media; sentimen ditetapkan mesin dan belum dikoreksi dengan label manusia."
LABELLED = "Pemantauan media; sentimen ditetapkan mesin, dikoreksi dengan label manusia pada bulan yang berselang."
TOLD = 5
TITLE_LENGTH = 70


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


def shorten(title: str) -> str:
    """A title that fits one line.

    >>> shorten("Kisah " * 20)
    'Kisah Kisah Kisah Kisah Kisah Kisah Kisah Kisah Kisah Kisah Kisah …'
    """
    words = " ".join(title.split())
    return words if len(words) <= TITLE_LENGTH else words[: TITLE_LENGTH - 1].rsplit(" ", 1)[0] + " …"


def issue_table(stories: pd.DataFrame, month: Month) -> Table:
    """One row per issue met this month: stories in all and by sentiment, most negative first."""
    counts = (
        stories.groupby(["issue", "sentiment"])
        .size()
        .unstack("sentiment", fill_value=0)
        .reindex(columns=list(SENTIMENTS), fill_value=0)
    )
    counts = counts.assign(semua=counts.sum(axis=1)).sort_values(["negatif", "semua"], ascending=False, kind="stable")
    names = dict(issues()[["id", "name_id"]].itertuples(index=False))
    columns: dict[str, list] = {"Isu": [names.get(issue, issue) for issue in counts.index]}
    for column, head in (("negatif", "Negatif"), ("netral", "Netral"), ("positif", "Positif"), ("semua", "Semua kisah")):
        columns[head] = [Number(f"isu.{issue}.{column}.{month}", value, "count") for issue, value in counts[column].items()]
    return Table.of(
        "isu",
        f"Kisah menurut isu dan sentimen, {month.label()}",
        columns,
        subtitle="Satu kisah satu isu utama; sentimen terhadap institusi, menurut mesin",
        source=SOURCE,
    )


def place_table(cube: pd.DataFrame, register: pd.DataFrame, who: Unit, month: Month) -> Table | Sentence:
    """Where the news of the month was: kanwil of the nation, units of a kanwil, in the order of the register."""
    if who.level == "upt":
        return Sentence("Laporan ini tentang satu unit; perbandingan wilayah ada pada laporan kanwil dan nasional.")
    names, column, head = _places(register, who)
    month_cube = cube[cube["published_date"] >= pd.Timestamp(month.first_day)]
    sums = month_cube.groupby(column)[["n_publications", "n_stories"]].sum()
    negative = month_cube[month_cube["sentiment"] == "negatif"].groupby(column)["n_stories"].sum()
    met = {kode: name for kode, name in names.items() if who.level == "nasional" or kode in sums.index}
    rows = [
        [
            name,
            Number(f"wilayah.{kode}.publikasi.{month}", sums["n_publications"].get(kode, 0), "count"),
            Number(f"wilayah.{kode}.kisah.{month}", sums["n_stories"].get(kode, 0), "count"),
            Number(f"wilayah.{kode}.kisah_negatif.{month}", negative.get(kode, 0), "count", state=UNCORRECTED),
        ]
        for kode, name in met.items()
    ]
    return Table(
        "wilayah",
        f"Pemberitaan menurut {head.lower()}, {month.label()}",
        columns=[head, "Publikasi", "Kisah", "Kisah negatif"],
        rows=rows,
        subtitle="Menurut unit utama yang disebut; urutan mengikuti daftar unit, bukan peringkat",
        source=SOURCE,
    )


def _places(register: pd.DataFrame, who: Unit) -> tuple[dict[str, str], str, str]:
    if who.level == "nasional":
        return kanwil_names(register), "kanwil", "Kantor wilayah"
    own = register[(register["kanwil"] == who.kanwil) & (register["jenis"] != "kanwil")].drop_duplicates("kode", keep="last")
    return dict(own.sort_values("kode")[["kode", "nama"]].itertuples(index=False)), "unit_code", "Unit"


def review_sentence(articles: pd.DataFrame, month: Month) -> Sentence:
    """How many publications of the month a person should look at, and how many name no unit of the register."""
    review = Number(f"berita.perlu_tinjau.{month}", int(articles["needs_review"].sum()), "count")
    unnamed = Number(f"berita.tanpa_unit.{month}", int(articles["unit_code"].isna().sum()), "count")
    total = Number(f"berita.dibaca.{month}", len(articles), "count")
    return Sentence(
        "Dari {t} publikasi, {r} perlu ditinjau orang dan {u} tidak menyebut unit yang dikenal.", t=total, r=review, u=unnamed
    )
