"""The nine elements: their means on the scale of the answers, and what people answered."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from analitik.report.chapters.survey.cells import SOURCE, estimate, is_hidden, is_thin, spoken, too_little, without_base
from analitik.report.chart import Chart
from analitik.report.figures import element_dots, likert
from analitik.report.number import Number
from analitik.report.sentence import Note, Sentence
from analitik.report.table import Table
from analitik.survey import Study

LEVELS = ("Tidak baik", "Kurang baik", "Baik", "Sangat baik")
LOW, HIGH = "Dua terendah", "Dua tertinggi"
FEWEST_ANSWERS = 50  # below, one or two answers would stand alone in a cell
HALVES = {1: "satu", 1.5: "satu setengah", 2: "dua", 2.5: "dua setengah", 3: "tiga", 3.5: "tiga setengah", 4: "empat"}


def element_axis(scores: Sequence[Number]) -> tuple[tuple[float, float], str]:
    """The ends of an axis that shows the intervals of element means, and how a subtitle says them.

    >>> element_axis([Number("a", 2.96, "score", low=2.9, high=3.0), Number("b", 3.4, "score", low=3.3, high=3.46)])
    ((2.5, 3.5), 'sumbu dari dua setengah sampai tiga setengah pada skala satu sampai empat')
    """
    lows = [number.value if number.low is None else number.low for number in scores]
    highs = [number.value if number.high is None else number.high for number in scores]
    low, high = max(1.0, math.floor(2 * min(lows)) / 2), min(4.0, math.ceil(2 * max(highs)) / 2)
    low, high = (low, high) if high - low >= 1 else (max(1.0, high - 1), max(high, 2.0))
    return (low, high), f"sumbu dari {HALVES[low]} sampai {HALVES[high]} pada skala satu sampai empat"


def element_chart(study: Study | None) -> Chart | Note:
    """The nine elements, worst first."""
    if is_thin(study) or any(is_hidden(row) for row in study.elements.to_dict("records")):
        return too_little(study, "Unsur pelayanan")
    ordered = study.elements.sort_values(["mean", "element"], kind="stable")
    rows = ordered.to_dict("records")
    scores = [without_base(estimate(f"survei.unsur.{row['element']}.{study.wave}", row, "mean", "score")) for row in rows]
    axis, axis_words = element_axis(scores)
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
        Sentence("Terendah {w}: {a:lengkap}", w=spoken(rows[0]["element"], rows[0]["name_id"]), a=worst),
        subtitle=f"Rata-rata tiap unsur, {axis_words}; garis tebal = selang 95%",
        figure=element_dots(table, label="Unsur", score="Nilai", scale=axis),
        alt=Sentence("Titik dan selang tiap unsur; terendah {a}, tertinggi {b}.", a=worst, b=best),
        source=SOURCE,
        table=table,
        half=True,
    )


def answer_chart(study: Study | None) -> Chart | Note:
    """What people answered to each element: the one with most poor answers first."""
    if is_thin(study) or any(is_hidden(row) for row in study.elements.to_dict("records")):
        return too_little(study, "Jawaban tiap unsur")
    if study.elements["n"].min() < FEWEST_ANSWERS:
        return Note(
            "Responden kurang dari lima puluh: sebaran jawaban tidak ditampilkan, hanya rata-ratanya.", title="Jawaban tiap unsur"
        )
    low = study.lower.sort_values(["share", "element"], ascending=[False, True], kind="stable")
    order = low["element"].tolist()
    columns: dict[str, list] = {"Unsur": low["name_id"].tolist()}
    for level, name in enumerate(LEVELS, start=1):
        answered = study.answers[study.answers["level"] == level].set_index("element")
        columns[name] = [_share(study, f"jawaban_{level}", element, answered.loc[element], ends=False) for element in order]
    for head, frame, key in ((LOW, low, "rendah"), (HIGH, study.upper, "tinggi")):
        by_element = frame.set_index("element")
        columns[head] = [_share(study, f"jawaban_{key}", element, by_element.loc[element]) for element in order]
    table = Table.of("jawaban", "Jawaban tiap unsur, persen tertimbang", columns, source=SOURCE, persons=True)
    most, least = columns[LOW][0], columns[LOW][-1]
    return Chart(
        "grafik-jawaban",
        Sentence("Jawaban kurang atau tidak baik terbanyak pada {x}: {a:lengkap}", x=spoken(order[0], columns["Unsur"][0]), a=most),
        subtitle="Jawaban tiap unsur, persen tertimbang dari yang menjawab; kiri nol = tidak atau kurang baik",
        figure=likert(table, label="Unsur", levels=LEVELS, low=LOW, high=HIGH),
        alt=Sentence("Batang menyebar dari nol; kurang atau tidak baik dari {b} sampai {a}, menurut unsur.", a=most, b=least),
        source=SOURCE,
        table=table,
    )


def _share(study: Study, key: str, element: str, row: pd.Series, *, ends: bool = True) -> Number:
    found = row if ends else row.to_dict() | {"low": None, "high": None}
    return without_base(estimate(f"survei.{key}.{element}.{study.wave}", found, "share", "share", digits=None if ends else 0))
