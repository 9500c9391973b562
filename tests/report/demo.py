"""A whole invented report, with every display object: what the tests of pages, workbooks and drawings look at."""

from __future__ import annotations

import datetime as dt
from typing import Any

import nbformat.v4 as v4

from analitik.core.period import Month
from analitik.report import Card, Cards, Chart, Context, Headline, Note, Number, Provenance, Sentence, Table
from analitik.report import figures as draw

MONTH = Month(2022, 10)
FILES = (("Buku kerja", "laporan.xlsx"), ("Teks ringkas", "ringkas.txt"), ("Edisi analis", "analis.html"))
SHARES = [0.079, 0.084, 0.071, 0.074, None, 0.088, 0.076, 0.062, 0.079, 0.086, 0.054, 0.071, 0.0684]
ENDS = {8: (0.059, 0.102), 9: (0.066, 0.110), 10: (0.039, 0.073), 11: (0.053, 0.093), 12: (0.0512, 0.0889)}
COUNTS = [364, 376, 348, 378, None, 470, 397, 364, 431, 482, 431, 405, 368]
COUNT_ENDS = {8: (322, 556), 9: (370, 617), 10: (311, 583), 11: (302, 530), 12: (276, 482)}
TOTALS = [4610, 4480, 4905, 5102, None, 5340, 5218, 5870, 5455, 5610, 7985, 5704, 5412]


def context(**changes: Any) -> Context:
    """The context of the demonstration report."""
    given = {"period": MONTH, "sample": True, "files": FILES, "origin": (("Pembuat", "analitik 0.1.0"),), **changes}
    return Context(**given)


def months() -> list[Month]:
    return MONTH.back(13)


def shares() -> list[Number]:
    """Thirteen months: eight uncorrected with a gap among them, five corrected."""
    return [_monthly("berita.porsi_negatif", "share", k, value, ENDS, TOTALS[k]) for k, value in enumerate(SHARES)]


def counts() -> list[Number]:
    return [_monthly("berita.publikasi_negatif", "count", k, value, COUNT_ENDS, None) for k, value in enumerate(COUNTS)]


def _monthly(name: str, kind: str, k: int, value: Any, ends: dict, n: int | None) -> Number:
    key = f"{name}.{months()[k]}"
    if value is None:
        return Number(key, None, kind, state="celah data")
    low, high = ends.get(k, (None, None))
    return Number(key, value, kind, n=n, low=low, high=high, state="terkoreksi" if k in ends else "belum dikoreksi")


def share_table() -> Table:
    return Table.of(
        "porsi",
        Sentence("Porsi negatif {a} pada Oktober", a=shares()[-1]),
        {"Bulan": months(), "Porsi negatif": shares()},
        subtitle="Persen dari seluruh publikasi",
        source="Pemantauan media.",
    )


def share_chart(**changes: Any) -> Chart:
    table, last = share_table(), shares()[-1]
    target = Number("target.porsi_negatif", 0.07, "share")
    events = [
        draw.Event(dt.date(2022, 5, 2), "Lebaran"),
        draw.Event(dt.date(2022, 8, 17), "Remisi HUT RI"),
        draw.Event(dt.date(2022, 11, 9), "Grand Strategy"),
    ]
    parts = {
        "subtitle": "Publikasi bernada negatif terhadap Pemasyarakatan, persen dari seluruh publikasi, per bulan",
        "figure": draw.monthly_share(table, month="Bulan", share="Porsi negatif", target=target, events=events),
        "alt": Sentence("Grafik garis porsi negatif tiga belas bulan; Oktober {a:lengkap}. Februari celah data.", a=last),
        "source": Sentence("Pemantauan media; n Oktober = {a:n} publikasi.", a=last),
        "table": table,
    }
    title = Sentence("Porsi negatif {a}; belum dapat disimpulkan sudah di bawah target {t}", a=last, t=target)
    return Chart("tren", title, **{**parts, **changes})


def count_chart() -> Chart:
    table = Table.of("jumlah", "Jumlah publikasi negatif per bulan", {"Bulan": months(), "Publikasi negatif": counts()})
    a, b = counts()[10], counts()[12]
    return Chart(
        "grafik-jumlah",
        Sentence("Porsi Agustus rendah, tetapi jumlahnya tidak turun berarti: {a}; Oktober {b}", a=a, b=b),
        subtitle="Publikasi negatif per bulan; garis tegak = selang 95%",
        figure=draw.monthly_counts(table, month="Bulan", count="Publikasi negatif"),
        alt=Sentence("Grafik batang publikasi negatif; Agustus {a}, Oktober {b:lengkap}.", a=a, b=b),
        source="Pemantauan media.",
        table=table,
        half=True,
    )


def story_chart() -> Chart:
    told = [
        ("Narkotika: dugaan peredaran di satu Lapas", 71, 38),
        ("Alat komunikasi: video dari dalam kamar hunian <b>& lainnya</b>", 44, 27),
        ("Pelarian: dua warga binaan saat pengawalan ke rumah sakit umum daerah di kota yang namanya panjang", 29, 21),
        ("Layanan: keluhan antrean kunjungan", 17, 12),
        ("Kesehatan: warga binaan meninggal karena sakit", 12, 11),
    ]
    columns = {
        "Kisah": [name for name, _, _ in told] + ["92 kisah lain"],
        "Publikasi": [Number(f"kisah.{k}.publikasi", n, "count") for k, (_, n, _) in enumerate([*told, ("", 195, 0)])],
        "Media": [Number(f"kisah.{k}.media", n, "count") for k, (_, _, n) in enumerate(told)] + [None],
    }
    table = Table.of("kisah", "Kisah negatif terbesar", columns)
    return Chart(
        "grafik-kisah",
        "Lima kisah menghasilkan hampir separuh publikasi negatif",
        subtitle=Sentence("{a} publikasi negatif Oktober", a=counts()[-1]),
        figure=draw.top_stories(table, label="Kisah", count="Publikasi", outlets="Media"),
        alt=Sentence("Batang kisah negatif terbesar; yang terbesar {a} publikasi.", a=columns["Publikasi"][0]),
        source="Satu kisah = satu kejadian yang dimuat ulang banyak media.",
        table=table,
        half=True,
    )


def issue_chart() -> Chart:
    rows = [
        ("Narkotika", 0.278, 0.199, 0.375, 0.264), ("Layanan dan pungutan", 0.196, 0.129, 0.286, 0.213),
        ("Alat komunikasi", 0.144, 0.088, 0.228, 0.063), ("Pelarian", 0.113, 0.065, 0.192, 0.119),
        ("Kesehatan dan kematian", 0.093, 0.05, 0.167, 0.104), ("Kekerasan", 0.082, 0.042, 0.154, 0.09),
        ("Kelebihan hunian dan kondisi kamar", 0.062, 0.029, 0.128, 0.096), ("Lainnya", 0.031, 0.011, 0.087, 0.051),
    ]  # fmt: skip
    columns = {
        "Isu": [row[0] for row in rows],
        "Porsi": [Number(f"isu.{k}.porsi", v, "share", n=97, low=lo, high=hi) for k, (_, v, lo, hi, _) in enumerate(rows)],
        "Rata-rata 3 bulan": [Number(f"isu.{k}.acuan", row[4], "share") for k, row in enumerate(rows)],
        "Perubahan": ["naik" if row[0] == "Alat komunikasi" else "tidak berubah berarti" for row in rows],
    }
    table = Table.of("isu", "Kisah negatif menurut isu", columns)
    return Chart(
        "grafik-isu",
        "Narkotika tetap isu terbanyak; hanya isu alat komunikasi yang naik",
        subtitle="Porsi kisah negatif Oktober; garis tebal = selang 95%, garis hitam = rata-rata Juli–September",
        figure=draw.issue_dots(table, label="Isu", share="Porsi", reference="Rata-rata 3 bulan", change="Perubahan"),
        alt=Sentence("Grafik titik porsi kisah negatif menurut isu; narkotika {a}.", a=columns["Porsi"][0]),
        source="Satu kisah satu isu utama. Naik atau turun disebut hanya bila p < 0,05 setelah penyesuaian.",
        table=table,
    )


def index_chart() -> Chart:
    rows = [("IKM · Kepuasan masyarakat", 79.1, 77.4, 80.9, 0.001, 0.998), ("SPKP · Persepsi kualitas pelayanan", 87.4, 85.4, 89.4, 0.19, 0.81),
            ("SPAK · Persepsi antikorupsi", 89.9, 88.6, 91.2, 0.99, 0.01)]  # fmt: skip
    columns = {
        "Indeks": [row[0] for row in rows],
        "Nilai": [Number(f"survei.{k}", v, "index", n=6240, low=lo, high=hi) for k, (_, v, lo, hi, _, _) in enumerate(rows)],
        "P(A)": [Number(f"survei.{k}.a", row[4], "probability") for k, row in enumerate(rows)],
        "P(B)": [Number(f"survei.{k}.b", row[5], "probability") for k, row in enumerate(rows)],
    }
    table = Table.of("indeks", "Indeks persepsi", columns)
    return Chart(
        "grafik-indeks",
        "IKM mutu B dan SPAK mutu A; mutu SPKP belum dapat disimpulkan",
        subtitle="Skala 25–100, triwulan III 2022; garis = selang 95%",
        figure=draw.index_zones(table, label="Indeks", index="Nilai", grades={"A": "P(A)", "B": "P(B)"}),
        alt=Sentence(
            "Tiga indeks dengan selang: IKM {a:lengkap}, SPKP {b:lengkap}, SPAK {c:lengkap}.",
            **dict(zip("abc", columns["Nilai"], strict=True)),
        ),
        source=Sentence("{a:n} responden; batas mutu PermenPANRB 14/2017.", a=columns["Nilai"][0]),
        table=table,
        half=True,
    )


def likert_chart() -> Chart:
    rows = [("Waktu pelayanan", 7, 19, 51, 23), ("Penanganan pengaduan, saran, dan masukan", 6, 15, 51, 28), ("Prosedur", 4, 13, 56, 27),
            ("Sarana dan prasarana", 4, 12, 53, 31), ("Biaya/tarif", 2, 5, 40, 53)]  # fmt: skip
    names = ("Tidak baik", "Kurang baik", "Baik", "Sangat baik")
    columns: dict[str, list] = {"Unsur": [row[0] for row in rows]}
    for level, name in enumerate(names):
        columns[name] = [Number(f"likert.{k}.{level}", row[level + 1] / 100, "share", digits=0) for k, row in enumerate(rows)]
    columns["Kurang"] = [Number(f"likert.{k}.kurang", (row[1] + row[2]) / 100, "share", digits=0) for k, row in enumerate(rows)]
    columns["Cukup"] = [Number(f"likert.{k}.cukup", (row[3] + row[4]) / 100, "share", digits=0) for k, row in enumerate(rows)]
    table = Table.of("jawaban", "Jawaban per unsur", columns)
    return Chart(
        "grafik-jawaban",
        "Waktu pelayanan dan penanganan pengaduan paling perlu perbaikan",
        subtitle="Jawaban unsur IKM, persen tertimbang; kiri nol = tidak atau kurang baik",
        figure=draw.likert(table, label="Unsur", levels=names, low="Kurang", high="Cukup"),
        alt=Sentence("Batang menyebar; waktu pelayanan {a} kurang baik.", a=columns["Kurang"][0]),
        source="Survei Kepuasan Masyarakat.",
        table=table,
        half=True,
    )


def element_chart() -> Chart:
    rows = [("Waktu penyelesaian", 2.90), ("Penanganan pengaduan, saran, dan masukan", 3.01), ("Sistem, mekanisme, dan prosedur", 3.06),
            ("Sarana dan prasarana", 3.11), ("Persyaratan", 3.16), ("Produk spesifikasi jenis pelayanan", 3.20),
            ("Perilaku pelaksana", 3.30), ("Kompetensi pelaksana", 3.31), ("Biaya/tarif", 3.44)]  # fmt: skip
    columns = {
        "Unsur": [row[0] for row in rows],
        "Nilai": [Number(f"unsur.{k}", v, "score", n=6240, low=v - 0.06, high=v + 0.06) for k, (_, v) in enumerate(rows)],
    }
    table = Table.of("unsur", "Nilai rata-rata per unsur", columns)
    return Chart(
        "grafik-unsur",
        Sentence("Waktu penyelesaian paling rendah: {a} dari skala 1–4", a=columns["Nilai"][0]),
        subtitle="Rata-rata tertimbang jawaban; garis tebal = selang 95%",
        figure=draw.element_dots(table, label="Unsur", score="Nilai"),
        alt=Sentence(
            "Grafik titik nilai sembilan unsur; terendah {a}, tertinggi {b}.", a=columns["Nilai"][0], b=columns["Nilai"][-1]
        ),
        source="Survei Kepuasan Masyarakat.",
        table=table,
    )


def quadrant_chart() -> Chart:
    rows = [("Perilaku petugas", 0.235, 3.31, 0.99), ("Waktu penyelesaian", 0.178, 3.15, 0.99), ("Kompetensi petugas", 0.127, 3.25, 0.98),
            ("Sarana", 0.113, 2.99, 0.62), ("Penanganan pengaduan", 0.084, 3.21, 0.79), ("Produk layanan", 0.073, 3.19, 0.99),
            ("Prosedur", 0.068, 3.18, 0.99), ("Persyaratan", 0.062, 3.23, 0.90), ("Biaya", 0.061, 3.45, 0.99)]  # fmt: skip
    columns = {
        "Unsur": [f"{k} {row[0]}" for k, row in enumerate(rows, start=1)],
        "Andil": [Number(f"andil.{k}", row[1], "share", low=row[1] - 0.01, high=row[1] + 0.012) for k, row in enumerate(rows)],
        "Nilai": [Number(f"kinerja.{k}", row[2], "score", low=row[2] - 0.03, high=row[2] + 0.03) for k, row in enumerate(rows)],
        "Peluang": [Number(f"kuadran.{k}", row[3], "probability") for k, row in enumerate(rows)],
    }
    table = Table.of("kuadran", "Andil dan nilai tiap unsur", columns)
    centre = (Number("andil.rata", 1 / 9, "share"), Number("kinerja.rata", 3.22, "score"))
    names = ("Prioritas utama", "Pertahankan", "Prioritas rendah", "Berlebihan")
    return Chart(
        "grafik-kuadran",
        "Prioritas utama yang sudah pasti: waktu penyelesaian",
        subtitle="Andil terhadap nilai tiap unsur; bulatan penuh = peluang kuadran paling sedikit 95%",
        figure=draw.quadrant(
            table, label="Unsur", importance="Andil", performance="Nilai", sure="Peluang", centre=centre, names=names, axes=("↑ andil", "nilai →")
        ),
        alt=Sentence("Sembilan titik pada empat kuadran; andil terbesar {a:lengkap}.", a=columns["Andil"][0]),
        source="Survei Kepuasan Masyarakat.",
        table=table,
    )


def change_table() -> Table:
    before, after = shares()[11], shares()[12]
    rows = [
        ["Porsi publikasi negatif", Sentence("{a} → {b}", a=before, b=after), Number("beda.porsi", -0.3, "points", low=-3.0, high=2.4), "tidak berubah berarti"],
        ["Publikasi negatif", Sentence("{a} → {b}", a=counts()[11], b=counts()[12]), Number("beda.jumlah", -37, "difference", low=-200, high=126), "tidak berubah berarti"],
        ["Kisah isu alat komunikasi", Sentence("{a} → {b}", a=Number("kisah.alat.sep", 5, "count"), b=Number("kisah.alat.okt", 14, "count")), Number("beda.alat", 9, "difference", low=2, high=16), "naik"],
        ["Informasi APH", Sentence("{a} → {b}", a=Number("aph.sep", None, "count", state="disamarkan"), b=Number("aph.okt", 12, "count")), None, "belum dapat disimpulkan"],
    ]  # fmt: skip
    return Table(
        "berubah", "Apa yang berubah dari September", columns=["Ukuran", "September → Oktober", "Selisih (selang 95%)", "Kesimpulan"],
        rows=rows, source="Arah disebut hanya bila selang selisihnya tidak memuat nol.", persons=True,
    )  # fmt: skip


def long_table() -> Table:
    """Thirty-three rows, with names that try to be formulas and markup."""
    names = ["=1+1", "<script>alert(1)</script>", "Kanwil Jawa Tengah", "@saya"] + [f"Kanwil ke-{k}" for k in range(5, 34)]
    cells = [Number(f"wilayah.{k}", 100 + k, "count") for k in range(33)]
    return Table.of(
        "wilayah", "Pemberitaan menurut kantor wilayah", {"Kantor wilayah": names, "Publikasi": cells}, source="Bukan peringkat."
    )


def headline() -> Headline:
    return Headline(
        Sentence("Pemberitaan negatif {a:lengkap}, tidak berubah berarti dari September.", a=shares()[-1]),
        Sentence("{p} publikasi negatif berasal dari {k} kisah. Klarifikasi makin cepat, tetapi target 6 jam belum tercapai.",
                 p=counts()[-1], k=Number("kisah.negatif", 97, "count")),
    )  # fmt: skip


def cards() -> Cards:
    return Cards(
        [
            Card("Porsi publikasi negatif", shares()[-1], Sentence("target ≤ {t}:", t=Number("target.porsi_negatif", 0.07, "share")), "belum dapat disimpulkan"),
            Card(Sentence("Publikasi negatif, dari {k} kisah", k=Number("kisah.negatif", 97, "count")), counts()[-1], Sentence("September {s}; tidak berubah berarti", s=counts()[11])),
            Card("Separuh klarifikasi terbit dalam", Number("respons.median", 9.4, "hours", low=7.1, high=13.0), Sentence("target {t} dalam 6 jam:", t=Number("target.respons", 0.7, "share", digits=0)), "belum"),
            Card("Indeks kepuasan (IKM), triwulan III", Number("survei.0", 79.1, "index", n=6240, low=77.4, high=80.9), "target mutu B:", "tercapai"),
        ]
    )  # fmt: skip


def provenance() -> Provenance:
    return Provenance(
        ["pantauan-2022-10.parquet 4be177c0", "skm-2022-t3.xlsx c09d12af"],
        rows_in=5518, accepted=5412, quarantined=98, duplicate=8, model="linear 1, n-gram kata", fingerprint="9f2c41d75b0e83aa" * 4,
        limits=["Media yang dipantau bukan seluruh media.", Sentence("Label manusia {n}.", n=Number("label.n", 400, "count"))],
    )  # fmt: skip


def cell(*objects: Any, source: str = "tampilkan()", tags: tuple[str, ...] = ()) -> Any:
    """An executed code cell that showed some objects."""
    outputs = [v4.new_output("display_data", data=one._repr_mimebundle_()) for one in objects]
    made = v4.new_code_cell(source, outputs=outputs, execution_count=1)
    made["metadata"]["tags"] = list(tags)
    return made


def notebook(*cells: Any) -> Any:
    return v4.new_notebook(cells=list(cells))


def report() -> Any:
    """The leaders' notebook of the demonstration, executed."""
    text = v4.new_markdown_cell
    return notebook(
        text("# Apa yang perlu diketahui pimpinan?\n\nLaporan satu bulan."),
        cell(source='period = "2022-10"', tags=("parameters",)),
        cell(headline()),
        cell(cards()),
        text("## Apa yang berubah?"),
        cell(change_table()),
        text("## Apakah pemberitaan membaik?"),
        cell(share_chart()),
        cell(Note("Pita adalah selang 95%: kisaran wajar setelah salah baca mesin dikoreksi dengan label manusia.", title="Cara membaca")),
        cell(Note(Sentence("Titiknya di bawah target, tetapi selangnya sampai {a:selang}.", a=shares()[-1]), title="Mengapa belum disebut tercapai")),
        cell(count_chart()),
        cell(story_chart()),
        cell(issue_chart()),
        cell(Note("Tujuh isu lain berada di kisaran biasanya.", title="Yang perlu diketahui")),
        text("## Apa kata masyarakat?\n\nSurvei dibaca bersama selangnya; *tidak* untuk memeringkat unit."),
        cell(index_chart()),
        cell(likert_chart()),
        cell(element_chart()),
        cell(quadrant_chart()),
        text("## Di mana?"),
        cell(long_table()),
        cell(Sentence("Dari seluruhnya, {a} publikasi perlu ditinjau orang.", a=Number("berita.tinjau", 214, "count"))),
        text("## Seberapa dapat dipercaya?"),
        cell(provenance()),
    )  # fmt: skip


def results_digits() -> list[str]:
    """Texts with digits that are names, not results: labels of rows."""
    return ["92 kisah lain", "=1+1"]


def portal_entries(failed: tuple[str, ...] = ("12-KWL-01",)) -> list[dict[str, Any]]:
    """Eighty-four units over six months; some failed, some with few data, some not begun."""
    units = [("nasional", "Ditjen Pemasyarakatan", "nasional")]
    units += [(f"{k:02d}-KWL-01", f"Kantor Wilayah Kementerian Hukum dan HAM Provinsi ke-{k}", "kanwil") for k in range(1, 34)]
    units += [(f"33-LPS-{k:02d}", f"Lembaga Pemasyarakatan Kelas IIA Percontohan {k}", "upt") for k in range(1, 51)]
    return [{"kode": kode, "nama": nama, "level": level, "periods": _periods(kode, failed)} for kode, nama, level in units]


def _periods(kode: str, failed: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    found = {}
    for month in MONTH.back(6):
        bad = kode in failed and month == MONTH
        if kode.endswith("49") and month < Month(2022, 7):
            continue
        status = "failed" if bad else "terbatas" if kode.endswith("-07") else "skipped" if kode.endswith("-08") else "published"
        found[str(month)] = {
            "status": status,
            "href": None if bad else f"{month}/{kode}/index.html",
            "headline": "Pemberitaan negatif 6,8% (5,1–8,9), tidak berubah berarti dari September." if kode == "nasional" else None,
            "reason": "waktu habis" if bad else "data terlalu sedikit" if status == "terbatas" else None,
        }
    return found
