"""What matters most for the willingness to recommend, and what to do first."""

from __future__ import annotations

from analitik.report.chapters.survey.cells import is_thin, spoken, too_little
from analitik.report.chart import Chart
from analitik.report.figures import element_dots, quadrant
from analitik.report.figures.quadrant import SURE
from analitik.report.narrative.survey import driver_sentence, priority_sentence
from analitik.report.narrative.words import capital
from analitik.report.number import Number
from analitik.report.sentence import Note, Sentence
from analitik.report.table import Table
from analitik.survey import Study
from analitik.survey.study import is_complete

QUADRANTS = ("Prioritas utama", "Pertahankan", "Prioritas rendah", "Berlebihan")
FIRST = "prioritas utama"
EXPLAINED = 0.05
SOURCE = (
    "Andil = bagian keragaman kesediaan merekomendasikan yang dijelaskan unsur, dirata-ratakan atas semua urutan (nilai Shapley); "
    "hubungan, bukan sebab."
)


def driver_chart(study: Study | None) -> Chart | Note:
    """The share of each element in what explains the willingness to recommend, largest first."""
    obstacle = _obstacle(study, "Penentu")
    if obstacle:
        return obstacle
    table, rows = _table(study), _rows(study)
    shares = table.column("Andil")
    leading = [
        spoken(row["element"], row["name_id"]) for row, share in zip(rows, shares, strict=True) if share.high >= shares[0].low
    ]
    return Chart(
        "grafik-penentu",
        driver_sentence(leading, shares[0]),
        subtitle="Andil tiap unsur pada kesediaan merekomendasikan layanan, jumlahnya seratus persen; garis tebal = selang 95%",
        figure=element_dots(table, label="Unsur", score="Andil", scale=None),
        alt=Sentence("Titik dan selang andil tiap unsur; terbesar {a:lengkap}, terkecil {b:lengkap}.", a=shares[0], b=shares[-1]),
        source=Sentence.join(SOURCE, Sentence("{a:n} responden menjawab semuanya.", a=shares[0])) if shares[0].n else SOURCE,
        table=table,
    )


def quadrant_chart(study: Study | None) -> Chart | Note:
    """Importance against performance, with how sure each place is."""
    obstacle = _obstacle(study, "Kuadran")
    if obstacle:
        return obstacle
    rows, wave = _rows(study), study.wave
    columns = {
        "Unsur": [f"{place} {capital(spoken(row['element'], row['name_id']))}" for place, row in enumerate(rows, start=1)],
        "Andil": [_share(row, wave) for row in rows],
        "Nilai": [_performance(row, wave) for row in rows],
        "Kuadran": [row["quadrant"] for row in rows],
        "Peluang kuadran": [Number(f"survei.kuadran.{row['element']}.{wave}", row["p_quadrant"], "probability") for row in rows],
        "Kesimpulan": [row["quadrant"] if _is_sure(row) else "belum dapat disimpulkan" for row in rows],
    }
    table = Table.of("kuadran", "Andil, nilai dan kuadran tiap unsur", columns, source=SOURCE, persons=True)
    middle = (
        Number(f"survei.kuadran.andil.{wave}", sum(row["share"] for row in rows) / len(rows), "share"),
        Number(f"survei.kuadran.nilai.{wave}", sum(row["performance"] for row in rows) / len(rows), "score"),
    )
    first = [spoken(row["element"], row["name_id"]) for row in rows if row["quadrant"] == FIRST and _is_sure(row)]
    return Chart(
        "grafik-kuadran",
        priority_sentence(first),
        subtitle="Andil terhadap nilai tiap unsur; garis silang = rata-rata unsur; bulatan penuh = peluang kuadran paling sedikit 95%",
        figure=quadrant(
            table, label="Unsur", importance="Andil", performance="Nilai", sure="Peluang kuadran", centre=middle, names=QUADRANTS,
            axes=("↑ andil, persen", "nilai →"),
        ),
        alt=Sentence(
            "Sembilan titik pada empat kuadran; prioritas utama yang pasti: {x}. Andil terbesar {a:lengkap}.",
            x=", ".join(first) or "tidak ada", a=columns["Andil"][0],
        ),
        source="Garis tipis = selang 95%; peluang dari contoh yang ditarik ulang beserta garis silangnya. Hubungan, bukan sebab.",
        table=table,
    )  # fmt: skip


def _obstacle(study: Study | None, title: str) -> Note | None:
    """Why drivers cannot be told, or None."""
    if is_thin(study):
        return too_little(study, title)
    if study.n_complete == 0:
        return Note("Kesediaan merekomendasikan tidak ditanyakan atau belum dijawab; penentu tidak dapat dihitung.", title=title)
    if study.drivers is None:
        return Note("Belum dapat disimpulkan: yang menjawab semua pertanyaan kurang dari seratus orang.", title=title)
    if study.drivers[["share", "low", "high"]].isna().any(axis=None) or study.drivers["p_model"].iloc[0] >= EXPLAINED:
        return Note("Belum dapat disimpulkan: unsur tidak terbukti menjelaskan kesediaan merekomendasikan.", title=title)
    return None


def _rows(study: Study) -> list[dict]:
    """The elements with their names, the weightiest first."""
    names = study.elements.set_index("element")["name_id"]
    ordered = study.drivers.sort_values(["share", "element"], ascending=[False, True], kind="stable")
    told = study.page.may_split(is_complete(study.page.everyone))
    return ordered.assign(name_id=ordered["element"].map(names), n=ordered["n"] if told else None).to_dict("records")


def _table(study: Study) -> Table:
    rows, wave = _rows(study), study.wave
    columns = {
        "Unsur": [row["name_id"] for row in rows],
        "Andil": [_share(row, wave) for row in rows],
        "Nilai": [_performance(row, wave) for row in rows],
    }
    return Table.of("penentu", "Andil tiap unsur pada kesediaan merekomendasikan", columns, source=SOURCE, persons=True)


def _share(row: dict, wave: str) -> Number:
    return Number(f"survei.andil.{row['element']}.{wave}", row["share"], "share", n=row["n"], low=row["low"], high=row["high"])


def _performance(row: dict, wave: str) -> Number:
    ends = {"low": row["performance_low"], "high": row["performance_high"]}
    return Number(f"survei.unsur.{row['element']}.{wave}", row["performance"], "score", **ends)


def _is_sure(row: dict) -> bool:
    return row["p_quadrant"] >= SURE and row["state"] == "ok"
