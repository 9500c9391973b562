"""The index of a unit: its value, its interval, its grade and how sure the grade is."""

from __future__ import annotations

import pandas as pd

from analitik.report.chapters.survey.cells import OPEN, PROTECTS, SOURCE, index_row, is_hidden, is_thin, persons, too_little
from analitik.report.chapters.survey.change import since_words
from analitik.report.chart import Chart
from analitik.report.figures import index_zones
from analitik.report.narrative import survey_sentence
from analitik.report.number import Number
from analitik.report.sentence import Note, Sentence
from analitik.report.table import Table
from analitik.survey import Study

GRADES = {"A": "P(A)", "B": "P(B)", "C": "P(C)", "D": "P(D)"}
GRADE_WORDS = {"A": "sangat baik", "B": "baik", "C": "kurang baik", "D": "tidak baik"}


def index_number(row: pd.Series, wave: str, place: str = "survei") -> Number:
    """The index of one domain; withheld when fewer than ten persons answered."""
    key = f"{place}.ikm.{wave}"
    if is_hidden(row) or pd.isna(row["index"]):
        return Number(key, None, "index", state="disamarkan", digits=2)
    known = pd.notna(row["low"]) and pd.notna(row["high"])
    ends = {"low": row["low"], "high": row["high"]} if known else {}
    return Number(key, row["index"], "index", n=row["n"], digits=2, **ends)


def grade_probability(row: pd.Series, grade: str, wave: str, place: str = "survei") -> Number:
    """How probable it is that the true index lies in a grade."""
    key = f"{place}.peluang_{grade}.{wave}"
    hidden = is_hidden(row) or pd.isna(row[f"p_{grade}"])
    return Number(key, None, "probability", state="disamarkan") if hidden else Number(key, row[f"p_{grade}"], "probability")


def grade_of(row: pd.Series) -> str:
    """The grade of the estimate in words, or that it cannot be told."""
    if is_hidden(row) or pd.isna(row["index"]):
        return OPEN
    return f"{row['grade']} ({GRADE_WORDS[row['grade']]})"


def index_sentence(study: Study | None) -> Sentence:
    """The index in one sentence: value, interval, grade, and how sure the grade is where it is not nearly certain."""
    if study is None:
        return Sentence("Belum ada jawaban survei sampai akhir bulan laporan.")
    row, wave = index_row(study), study.wave
    index = index_number(row, wave)
    if not (study.page.is_shown or is_hidden(study.scores.iloc[0])):
        return Sentence(PROTECTS)
    if index.value is None:
        return Sentence("Responden survei terlalu sedikit; indeks belum dapat disimpulkan.")
    return survey_sentence(index, {grade: grade_probability(row, grade, wave) for grade in GRADES})


def headline(study: Study | None) -> Sentence:
    """The index, its grade, and how it moved since the wave before."""
    return Sentence.join(index_sentence(study), since_words(study))


def index_table(study: Study | None, label: str) -> Table | Note:
    """The index of one unit: one row, with the probability of each grade."""
    if study is None:
        return too_little(study, "Indeks kepuasan")
    row, wave = index_row(study), study.wave
    columns = {
        "Unit": [label],
        "Indeks": [index_number(row, wave)],
        "Mutu": [grade_of(row)],
        **{head: [grade_probability(row, grade, wave)] for grade, head in GRADES.items()},
        "Responden": [persons(row["n"], f"survei.n.{wave}")],
    }
    return Table.of("ikm", "Indeks Kepuasan Masyarakat", columns, source=SOURCE, persons=True)


def index_chart(study: Study | None, label: str) -> Chart | Note:
    """The index on the grade zones of the regulation."""
    if study is None:
        return too_little(study, "Indeks kepuasan")
    row, wave = index_row(study), study.wave
    index = index_number(row, wave)
    if not (study.page.is_shown or is_hidden(study.scores.iloc[0])):
        return too_little(study, "Indeks kepuasan")
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
        source=Sentence("Survei Kepuasan Masyarakat, PermenPANRB 14/2017; {n} responden.", n=persons(row["n"], f"survei.n.{wave}")),
        table=table,
        half=True,
    )


def weight_table(study: Study | None) -> Table | Note:
    """What the rounded weight of older forms would have made of the same answers."""
    if is_thin(study):
        return too_little(study, "Bobot unsur")
    exact, rounded, wave = study.scores.iloc[0], study.rounded.iloc[0], study.wave
    old = Number(f"survei.ikm_bobot_lama.{wave}", rounded["index"], "index", digits=2)
    index = index_number(exact, wave)
    return Table.of(
        "bobot",
        Sentence("Bobot bulat lama memberi {o}, mutu {g}; bobot tepat memberi {i}", o=old, g=str(rounded["grade"]), i=index),
        {
            "Bobot tiap unsur": ["Tepat sepersembilan (dipakai)", "Dibulatkan, 0,11 (formulir lama)"],
            "Indeks": [index, old],
            "Mutu": [grade_of(exact), f"{rounded['grade']} ({GRADE_WORDS[rounded['grade']]})"],
        },
        subtitle="Jawaban yang sama; hanya bobotnya yang berbeda. Bobot bulat berjumlah kurang dari satu",
        source="Survei Kepuasan Masyarakat, PermenPANRB 14/2017.",
    )
