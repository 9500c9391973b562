"""What people's labels say of the machine's count: the corrected months, how far labellers agree, and where the machine errs."""

from __future__ import annotations

import pandas as pd

from analitik import news
from analitik.core.period import Month
from analitik.news.labels import STRATA
from analitik.news.share import reading_quality
from analitik.reference.taxonomy import SENTIMENTS
from analitik.reference.units import NATION, Unit
from analitik.report.chapters.measured import count
from analitik.report.chapters.news.words import LABELLED
from analitik.report.chapters.share import CORRECTED, corrected_number, share_step
from analitik.report.number import Number
from analitik.report.sentence import Sentence
from analitik.report.table import Table
from analitik.stats.poststratified import share_of_strata, visible_change

TOLD = 6
READING = {
    "sensitivity": ("Berita negatif yang dikenali mesin", "dari semua yang negatif menurut orang, seluruh bulan"),
    "specificity": ("Berita lain yang dikenali mesin", "dari semua yang bukan negatif menurut orang, seluruh bulan"),
    "precision": ("Dugaan negatif yang benar", "dari semua yang disebut negatif oleh mesin"),
}
TRIED = (100, 200, 400, 800)


def share_table(shares: pd.DataFrame, month: Month) -> Table | Sentence:
    """The corrected months up to this one: the share, the machine's, and the change from the month before.

    Parameters
    ----------
    shares : DataFrame
        From :func:`analitik.news.corrected_share`, one domain.
    """
    known = shares[(shares["state"] == CORRECTED) & (shares["month"] <= str(month))].sort_values("month").tail(TOLD)
    if known.empty:
        return Sentence("Belum ada bulan dengan label manusia yang cukup untuk laporan ini; porsi negatif di sini dihitung mesin dan belum dikoreksi.")
    months = [Month.parse(text) for text in known["month"]]
    steps = [share_step(shares, one) for one in months]
    share = [corrected_number(row, f"berita.porsi_negatif.{row['month']}") for _, row in known.iterrows()]
    return Table.of(
        "porsi-terkoreksi",
        _corrected_title(months[-1], share[-1], steps[-1][1]),
        {
            "Bulan": months,
            "Label": [count(row.n_labels, f"berita.label.{row.month}") for row in known.itertuples()],
            "Porsi negatif": share,
            "Porsi menurut mesin": [Number(f"berita.porsi_mesin.label.{row.month}", row.raw_share, "share", n=row.n_publications, state="belum dikoreksi") for row in known.itertuples()],
            "Selisih dari bulan lalu": [step for step, _ in steps],
            "Kesimpulan": [word for _, word in steps],
        },
        subtitle="Persen dari publikasi tentang institusi; selisih dalam poin persen, selang 95%",
        source=f"{LABELLED} Satu perbandingan tiap bulan; naik atau turun hanya bila p < 0,05.",
        caption="Porsi negatif terkoreksi dan perubahannya",
    )


def _corrected_title(month: Month, share: Number, word: str) -> Sentence:
    if word.startswith(("naik", "turun", "tidak")):
        return Sentence("Porsi negatif terkoreksi {m} {a:lengkap}, {w} dari bulan sebelumnya", m=month.label(), a=share, w=word)
    return Sentence("Porsi negatif terkoreksi {m} {a:lengkap}; perubahannya belum dapat disimpulkan", m=month.label(), a=share)


def quality_table(who: Unit, labels: pd.DataFrame, shares: pd.DataFrame, month: Month) -> Table | Sentence:
    """Labels of the month, agreement of labellers, how well the machine read, and what change the labels could show.

    Parameters
    ----------
    labels : DataFrame
        ``store.labels(month)``.
    shares : DataFrame
        From :func:`analitik.news.corrected_share`.
    """
    if who.level != NATION:
        return Sentence("Label diundi untuk seluruh negeri; mutu label dan ketelitian mesin ada pada laporan nasional.")
    row = shares[(shares["month"] == str(month)) & (shares["state"] == CORRECTED)].tail(1)
    if row.empty:
        return Sentence("Belum cukup label manusia untuk {m}; ketelitian mesin bulan ini belum diketahui.", m=month.label())
    found, given = row.iloc[0], news.agreement_by_month(labels[labels["draw"] == row["draw"].iloc[0]])
    final = news.settle(labels[labels["draw"] == found["draw"]])
    rows = [["Publikasi berlabel", count(found["n_labels"], f"berita.label.{month}"), "dari dua kelompok undian: diduga negatif dan lainnya"]]
    if len(given):
        rows += _agreement_rows(given.iloc[0], final, month)
    for one in reading_quality(found).itertuples():
        head, note = READING[one.measure]
        rows.append([head, Number(f"label.{one.measure}.{month}", one.share, "share", n=one.n, low=one.low, high=one.high), note])
    step = Number(f"berita.perubahan_terdeteksi.{month}", 100 * found["detectable_change"], "points")
    rows.append(["Perubahan sebulan yang biasanya terlihat", step, "perubahan sejati sebesar ini tampak dalam delapan dari sepuluh bulan"])
    sensitivity, precision = rows[-4][1], rows[-2][1]
    title = Sentence("{p:lengkap} dugaan negatif mesin benar; berita negatif yang dikenalinya {s:lengkap}", s=sensitivity, p=precision)
    return Table(
        "mutu-label",
        title if sensitivity.has_interval and precision.has_interval else "Tidak cukup berita negatif untuk menilai dugaan mesin",
        columns=["Ukuran", "Nilai", "Keterangan"],
        rows=rows,
        subtitle=f"Label manusia atas undian acak {month.label()}, buta terhadap hasil mesin; berlaku untuk seluruh negeri",
        source="Label manusia; ketelitian mesin dibobot menurut banyaknya publikasi di tiap kelompok undian.",
        caption="Mutu label dan ketelitian mesin",
    )


def _agreement_rows(given: pd.Series, final: pd.DataFrame, month: Month) -> list[list]:
    double = count(given["n_double"], f"berita.label_ganda.{month}")
    disputed = count(final["is_disputed"].sum(), f"label.berbeda.{month}")
    rows = [["Dilabel lebih dari satu orang", double, "publikasi"], ["Di antaranya berbeda label", disputed, "diselesaikan dengan putusan, suara terbanyak, atau yang yakin"]]
    if given["is_withheld"]:
        return [*rows, ["Kesepakatan pelabel", Number(f"label.kappa.{month}", None, "ratio", state="terbatas"), "label ganda terlalu sedikit"]]
    alpha = Number(f"berita.alpha.{month}", given["alpha"], "ratio", n=given["n_double"], low=given["alpha_low"], high=given["alpha_high"])
    kappa = Number(f"label.kappa.{month}", given["kappa"], "ratio", n=given["n_double"])
    return [*rows, ["Kesepakatan: alfa Krippendorff", alpha, "satu = selalu sama, nol = seperti kebetulan"], ["Kesepakatan: kappa Cohen", kappa, "ukuran yang sama, dua pelabel"]]


def draw_table(draws: pd.DataFrame, month: Month) -> Table | Sentence:
    """What the labels of the month were drawn from: publications and drawn ones of both strata, of the latest draw."""
    ours = draws[draws["month"] == str(month)]
    if ours.empty:
        return Sentence("Belum ada undian label untuk {m}.", m=month.label())
    sums = ours[ours["draw"] == ours["draw"].iloc[-1]].groupby("stratum")[["n_publications", "n_drawn"]].sum().reindex(STRATA, fill_value=0)
    drawn = [count(n, f"undian.{name}.n.{month}") for name, n in sums["n_drawn"].items()]
    return Table.of(
        "undian",
        Sentence("Diundi {a} publikasi diduga negatif dan {b} lainnya", a=drawn[0], b=drawn[1]),
        {
            "Kelompok undian": [name.replace("_", " ") for name in sums.index],
            "Publikasi": [count(n, f"undian.{name}.publikasi.{month}") for name, n in sums["n_publications"].items()],
            "Diundi": drawn,
        },
        subtitle=f"Publikasi tentang institusi, {month.label()}, menurut bacaan mesin saat diundi",
        source="Buku besar undian.",
    )


def confusion_table(labels: pd.DataFrame, month: Month) -> Table | Sentence:
    """What the machine had said of the publications people labelled; counts of the labelled ones, not of the month."""
    if labels.empty:
        return Sentence("Belum ada label manusia tentang unit ini untuk {m}.", m=month.label())
    counts = news.label_confusion(labels)
    columns: dict[str, list] = {"Label orang": list(SENTIMENTS)}
    for said in SENTIMENTS:
        columns[f"Mesin: {said}"] = [count(counts.loc[label, said], f"label.{label}.mesin_{said}.{month}") for label in SENTIMENTS]
    columns["Jumlah"] = [count(counts.loc[label].sum(), f"label.{label}.jumlah.{month}") for label in SENTIMENTS]
    bad, seen = columns["Jumlah"][0], columns["Mesin: negatif"][0]
    title = Sentence("Dari {n} berita yang negatif menurut orang, mesin menyebut {k} negatif", n=bad, k=seen)
    return Table.of(
        "label-mesin",
        title if bad.value else "Tidak satu pun berita berlabel negatif menurut orang",
        columns,
        subtitle=f"Publikasi berlabel {month.label()}; separuhnya sengaja diundi dari dugaan negatif, maka bukan porsi sebulan",
        source="Label manusia sesudah perbedaan diselesaikan, dan sentimen mesin saat diundi.",
        caption="Label orang dan sentimen mesin",
    )


def width_table(shares: pd.DataFrame, month: Month) -> Table | Sentence:
    """How wide the interval would be with fewer or more labels, were the strata as this month's labels found them."""
    row = shares[(shares["month"] == str(month)) & (shares["state"] == CORRECTED)].tail(1)
    if row.empty:
        return Sentence("Lebar selang baru dapat ditaksir sesudah {m} cukup berlabel.", m=month.label())
    found = row.iloc[0]
    sizes, looked, hits = ([int(found[f"{what}_{name}"]) for name in STRATA] for what in ("size", "looked", "found"))
    whole = sum(sizes)
    tried = [n for n in TRIED if n < whole] + ([whole] if whole <= TRIED[-1] else [])
    answers = [_planned(sizes, looked, hits, n) for n in tried]
    return Table.of(
        "lebar-selang",
        "Lebih banyak label, selang lebih sempit",
        {
            "Label": [count(answer["n"], f"rencana.{answer['n']}.label.{month}") for answer in answers],
            "Porsi negatif": [Number(f"rencana.{a['n']}.porsi.{month}", a["share"], "share", n=a["n"], low=a["low"], high=a["high"]) for a in answers],
            "Lebar selang (poin)": [Number(f"rencana.{a['n']}.lebar.{month}", 100 * (a["high"] - a["low"]), "index") for a in answers],
            "Perubahan yang biasanya terlihat (poin)": [Number(f"rencana.{a['n']}.terlihat.{month}", 100 * a["detectable_change"], "index") for a in answers],
        },
        subtitle=f"Seandainya {month.label()} dilabel sebanyak itu dan angka temuan tiap kelompok undian tetap",
        source="Hitungan rencana dari label bulan ini, bukan hasil pengukuran; separuh label dari tiap kelompok undian.",
    )


def _planned(sizes: list[int], looked: list[int], hits: list[int], n: int) -> dict[str, float]:
    """The interval of ``n`` labels in halves, at the rates found."""
    first = min(sizes[0], max((n + 1) // 2, n - sizes[1]))
    wanted = [first, min(sizes[1], n - first)]
    found = [round(many * k / seen) if seen else 0 for many, k, seen in zip(wanted, hits, looked, strict=True)]
    answer = share_of_strata(sizes, wanted, found)
    return {**answer, **visible_change(answer["se"])}
