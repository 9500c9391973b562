"""What people say of the service: the index with its interval and its grade's probability, element by element, wave by wave."""

from __future__ import annotations

import pandas as pd

from analitik.reference.units import Unit, kanwil_names
from analitik.report.chart import Chart
from analitik.report.figures import element_dots, index_zones
from analitik.report.narrative import survey_sentence
from analitik.report.number import Number
from analitik.report.sentence import Note, Sentence
from analitik.report.table import Table
from analitik.survey import Study

GRADES = {"A": "P(A)", "B": "P(B)", "C": "P(C)", "D": "P(D)"}
GRADE_WORDS = {"A": "sangat baik", "B": "baik", "C": "kurang baik", "D": "tidak baik"}
FEW_PERSONS = 10
ALPHA = 0.05
SOURCE = "Survei Kepuasan Masyarakat, PermenPANRB 14/2017, bobot unsur sama besar; selang 95% menurut rancangan contoh."


def index_number(row: pd.Series, wave: str, place: str = "survei") -> Number:
    """The index of one domain; withheld when fewer than ten persons answered."""
    key = f"{place}.ikm.{wave}"
    if row["n"] < FEW_PERSONS or pd.isna(row["index"]):
        return Number(key, None, "index", state="disamarkan", digits=2)
    known = pd.notna(row["low"]) and pd.notna(row["high"])
    ends = {"low": row["low"], "high": row["high"]} if known else {"state": "terbatas"}
    return Number(key, row["index"], "index", n=row["n"], digits=2, **ends)


def grade_probability(row: pd.Series, grade: str, wave: str, place: str = "survei") -> Number:
    """How probable it is that the true index lies in a grade."""
    key = f"{place}.peluang_{grade}.{wave}"
    hidden = row["n"] < FEW_PERSONS or pd.isna(row[f"p_{grade}"])
    return Number(key, None, "probability", state="disamarkan") if hidden else Number(key, row[f"p_{grade}"], "probability")


def grade_of(row: pd.Series) -> str:
    """The grade of the estimate in words, or that it cannot be told."""
    if row["n"] < FEW_PERSONS or pd.isna(row["index"]):
        return "belum dapat disimpulkan"
    return f"{row['grade']} ({GRADE_WORDS[row['grade']]})"


def index_sentence(study: Study | None) -> Sentence:
    """The index in one sentence: value, interval, grade, and how sure the grade is where it is not nearly certain."""
    if study is None:
        return Sentence("Belum ada jawaban survei sampai akhir bulan laporan.")
    row, wave = study.scores.iloc[0], study.wave
    index = index_number(row, wave)
    if index.value is None:
        return Sentence("Responden survei terlalu sedikit; indeks belum dapat disimpulkan.")
    return survey_sentence(index, {grade: grade_probability(row, grade, wave) for grade in GRADES})


def no_survey() -> Note:
    """What stands where nobody answered."""
    return Note("Belum ada jawaban survei untuk unit ini sampai akhir bulan laporan.", title="Survei")


def index_table(study: Study | None, label: str) -> Table | Note:
    """The index of one unit: one row, with the probability of each grade."""
    if study is None:
        return no_survey()
    row, wave = study.scores.iloc[0], study.wave
    columns = {
        "Unit": [label],
        "Indeks": [index_number(row, wave)],
        "Mutu": [grade_of(row)],
        **{head: [grade_probability(row, grade, wave)] for grade, head in GRADES.items()},
        "Responden": [_persons(row["n"], f"survei.n.{wave}")],
    }
    return Table.of("ikm", "Indeks Kepuasan Masyarakat", columns, source=SOURCE, persons=True)


def index_chart(study: Study | None, label: str) -> Chart | Note:
    """The index on the grade zones of the regulation."""
    if study is None:
        return no_survey()
    row, wave = study.scores.iloc[0], study.wave
    index = index_number(row, wave)
    if index.value is None or not index.has_interval:
        return Note(Sentence("Responden terlalu sedikit untuk sebuah indeks; nilainya {i}.", i=index), title="Indeks kepuasan")
    table = index_table(study, label)
    chance = grade_probability(row, row["grade"], wave)
    return Chart(
        "grafik-ikm",
        Sentence("Indeks {i:lengkap}: mutu {g} dengan peluang {p}", i=index, g=row["grade"], p=chance),
        subtitle="Indeks Kepuasan Masyarakat pada batas mutu yang berlaku; sumbu mulai dari batas terbawah yang perlu",
        figure=index_zones(table, label="Unit", index="Indeks", grades=GRADES),
        alt=Sentence("Titik indeks {i:lengkap} di atas pita mutu; peluang mutu {g} {p}.", i=index, g=row["grade"], p=chance),
        source=Sentence(
            "Survei Kepuasan Masyarakat, PermenPANRB 14/2017; {n} responden.", n=_persons(row["n"], f"survei.n.{wave}")
        ),
        table=table,
        half=True,
    )


def element_chart(study: Study | None) -> Chart | Note:
    """The nine elements, worst first."""
    if study is None:
        return Note("Nilai per unsur menunggu jawaban survei.", title="Unsur pelayanan")
    elements, wave = study.elements, study.wave
    if elements.empty or elements["n"].min() < FEW_PERSONS:
        return Note("Responden terlalu sedikit untuk nilai per unsur; nilainya disamarkan.", title="Unsur pelayanan")
    ordered = elements.sort_values(["mean", "element"], kind="stable")
    scores = [
        Number(f"survei.unsur.{row.element}.{wave}", row.mean, "score", n=row.n, **_ends(row))
        for row in ordered.itertuples(index=False)
    ]
    table = Table.of(
        "unsur",
        "Nilai rata-rata tiap unsur pelayanan",
        {"Unsur": ordered["name_id"].tolist(), "Nilai": scores},
        subtitle="Skala jawaban dari satu sampai empat",
        source=SOURCE,
        persons=True,
    )
    worst, best = scores[0], scores[-1]
    return Chart(
        "grafik-unsur",
        Sentence("Terendah {w}: {a:lengkap}", w=ordered["name_id"].iloc[0].lower(), a=worst),
        subtitle="Rata-rata tiap unsur pada skala jawaban satu sampai empat; garis tebal = selang 95%",
        figure=element_dots(table, label="Unsur", score="Nilai"),
        alt=Sentence("Titik dan selang tiap unsur; terendah {a}, tertinggi {b}.", a=worst, b=best),
        source=SOURCE,
        table=table,
        half=True,
    )


def change_words(row: pd.Series) -> str:
    """What may be said of a difference: a direction only when its interval leaves out zero."""
    if pd.isna(row["p"]):
        return "belum dapat disimpulkan"
    if row["p"] >= ALPHA:
        return "tidak berubah berarti"
    return "naik (membaik)" if row["change"] > 0 else "turun (memburuk)"


def wave_row(study: Study | None) -> list | None:
    """A row for the table of changes: measure, before to after, difference with interval, conclusion."""
    if study is None or study.change is None:
        return None
    row, before, after = study.change.iloc[0], study.before, study.wave
    if min(row["n_before"], row["n_after"]) < FEW_PERSONS:
        return None
    old = Number(f"survei.ikm.{before}", row["before"], "index", digits=2)
    new = Number(f"survei.ikm.{after}", row["after"], "index", digits=2)
    ends = {"low": row["low"], "high": row["high"]} if pd.notna(row["low"]) else {"state": "terbatas"}
    step = Number(f"survei.selisih_ikm.{after}", row["change"], "difference", digits=2, **ends)
    return ["Indeks kepuasan (IKM)", Sentence("{a} → {b}", a=old, b=new), step, change_words(row)]


def kanwil_table(study: Study | None, register: pd.DataFrame, who: Unit) -> Table | Sentence:
    """The index of each kanwil in the order of the register, on the nation's page; small groups are hidden."""
    if study is None or who.level != "nasional":
        return Sentence("Perbandingan antarwilayah hanya ada pada laporan nasional.")
    by_kanwil, names, wave = study.by_kanwil.set_index("domain"), kanwil_names(register), study.wave
    shown = [(kode, name) for kode, name in names.items() if kode in by_kanwil.index]
    rows = [by_kanwil.loc[kode] for kode, _ in shown]
    return Table.of(
        "kanwil-survei",
        "Indeks Kepuasan Masyarakat menurut kantor wilayah",
        {
            "Kantor wilayah": [name for _, name in shown],
            "Indeks": [index_number(row, wave, f"kanwil.{kode}") for (kode, _), row in zip(shown, rows, strict=True)],
            "Mutu": [grade_of(row) for row in rows],
            "Peluang mutu": [
                grade_probability(row, row["grade"] if isinstance(row["grade"], str) else "D", wave, f"kanwil.{kode}")
                for (kode, _), row in zip(shown, rows, strict=True)
            ],
            "Responden": [_persons(row["n"], f"kanwil.{kode}.n.{wave}") for (kode, _), row in zip(shown, rows, strict=True)],
        },
        subtitle="Urutan mengikuti daftar unit, bukan peringkat",
        source=SOURCE,
        persons=True,
    )


def weight_sentence(study: Study | None) -> Sentence:
    """What the rounded weight of older forms would have made of the same answers."""
    if study is None:
        return Sentence("Belum ada jawaban survei untuk dibandingkan bobotnya.")
    a, b, wave = study.scores.iloc[0], study.rounded.iloc[0], study.wave
    if a["n"] < FEW_PERSONS or pd.isna(a["index"]):
        return Sentence("Responden terlalu sedikit untuk membandingkan bobot.")
    rounded = Number(f"survei.ikm_bobot_lama.{wave}", b["index"], "index", digits=2)
    return Sentence(
        "Bobot bulat lama akan memberi {o}, mutu {g}; yang dipakai bobot tepat sepersembilan, {i}.",
        o=rounded, g=str(b["grade"]), i=index_number(a, wave),
    )  # fmt: skip


def wave_label(wave: str) -> str:
    """A wave in words.

    >>> wave_label("2022-S2")
    'semester II 2022'
    """
    year, half = wave.split("-S")
    return f"semester {'I' * int(half)} {year}"


def _persons(n: float, key: str) -> Number:
    few = n < FEW_PERSONS
    return Number(key, None if few else n, "count", state="disamarkan" if few else None)


def _ends(row: object) -> dict[str, float]:
    return {} if pd.isna(row.low) else {"low": row.low, "high": row.high}
