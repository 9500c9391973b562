"""What changed since the wave before: the index and its nine elements, adjusted for nine comparisons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analitik.report.chapters.survey.cells import ALPHA, FEW_PERSONS, OPEN, SOURCE, is_thin, spoken, too_little, wave_label
from analitik.report.chapters.survey.elements import element_axis
from analitik.report.chart import Chart
from analitik.report.figures import element_dots
from analitik.report.narrative.survey import moved_sentence, since_sentence
from analitik.report.number import Number
from analitik.report.sentence import Note, Sentence
from analitik.report.table import Table
from analitik.survey import Study

SAME = "tidak berubah berarti"


def change_words(row: Mapping[str, Any], p: str = "p_holm") -> str:
    """What may be said of a difference: a direction only when its adjusted p is below the limit."""
    if pd.isna(row[p]):
        return OPEN
    if row[p] >= ALPHA:
        return SAME
    return "naik (membaik)" if row["change"] > 0 else "turun (memburuk)"


def wave_row(study: Study | None) -> list | None:
    """A row for the table of changes: measure, before to after, difference with interval, conclusion."""
    if not _comparable(study):
        return None
    row, old, new, step = _index_step(study)
    return ["Indeks kepuasan (IKM)", Sentence("{a} → {b}", a=old, b=new), step, change_words(row)]


def since_words(study: Study | None) -> Sentence | None:
    """How the index moved since the wave before; None where there was none, or too few answered."""
    if not _comparable(study):
        return None
    row, _, _, step = _index_step(study)
    return since_sentence(wave_label(study.before), change_words(row), step if step.has_interval else None)


def change_table(study: Study | None) -> Table | Note:
    """The index and every element, before and now."""
    if is_thin(study):
        return too_little(study, "Perubahan")
    if not _comparable(study):
        return Note("Belum ada gelombang sebelumnya yang cukup untuk dibandingkan.", title="Perubahan")
    index, old, new, step = _index_step(study)
    word = change_words(index)
    rows = [["Indeks kepuasan (IKM)", old, new, step, word], *map(list, _element_rows(study))]
    title = Sentence(f"Perubahan indeks {OPEN}") if word == OPEN else Sentence("Indeks {w}: {s:lengkap}", w=word, s=step)
    return Table(
        "survei-berubah",
        title,
        columns=["Ukuran", "Sebelum", "Kini", "Selisih (selang 95%)", "Kesimpulan"],
        rows=rows,
        subtitle=f"Dari {wave_label(study.before)} ke {wave_label(study.wave)}; unsur pada skala satu sampai empat",
        source="Kesimpulan tiap unsur memakai p yang disesuaikan untuk sembilan perbandingan (Holm); selangnya tidak disesuaikan.",
        persons=True,
    )


def element_change_chart(study: Study | None) -> Chart | Note:
    """The nine elements, worst first, with the word for what moved."""
    if is_thin(study) or study.elements["n"].min() < FEW_PERSONS:
        return too_little(study, "Unsur yang berubah")
    if not _comparable(study):
        return Note("Belum ada gelombang sebelumnya yang cukup untuk dibandingkan.", title="Unsur yang berubah")
    changes = study.element_changes.sort_values(["after", "element"], kind="stable")
    words = [change_words(row).partition(" (")[0] for row in changes.to_dict("records")]
    told = [spoken(row.element, row.name_id) for row in changes.itertuples()]
    up, down = ([name for name, word in zip(told, words, strict=True) if word == wanted] for wanted in ("naik", "turun"))
    means = study.elements.set_index("element")
    now = [_now(study, element, means.loc[element]) for element in changes["element"]]
    steps = [_step(f"survei.selisih_unsur.{row.element}.{study.wave}", row._asdict()) for row in changes.itertuples(index=False)]
    columns = {"Unsur": changes["name_id"].tolist(), "Kini": now, "Selisih": steps, "Perubahan": words}
    table = Table.of("unsur-berubah", "Nilai tiap unsur dan perubahannya", columns, source=SOURCE, persons=True)
    axis, axis_words = element_axis(now)
    return Chart(
        "grafik-unsur-berubah",
        Sentence(f"Perubahan tiap unsur {OPEN}") if set(words) == {OPEN} else moved_sentence(up, down),
        subtitle=f"Rata-rata tiap unsur, {axis_words}; garis tebal = selang 95%; perubahan dari {wave_label(study.before)}",
        figure=element_dots(table, label="Unsur", score="Kini", scale=axis, change="Perubahan"),
        alt=Sentence("Titik dan selang tiap unsur; terendah {a:lengkap}, tertinggi {b:lengkap}.", a=now[0], b=now[-1]),
        source="Naik atau turun hanya disebut bila p < 0,05 sesudah disesuaikan untuk sembilan unsur (Holm).",
        table=table,
    )


def _comparable(study: Study | None) -> bool:
    """Whether both waves have enough persons."""
    if study is None or study.change is None:
        return False
    row = study.change.iloc[0]
    shown = study.page.is_shown and study.page_before.is_shown
    return shown and min(row["n_before"], row["n_after"]) >= FEW_PERSONS and pd.notna(row["change"])


def _index_step(study: Study) -> tuple[pd.Series, Number, Number, Number]:
    row, before, after = study.change.iloc[0], study.before, study.wave
    old = Number(f"survei.ikm.{before}", row["before"], "index", digits=2)
    new = Number(f"survei.ikm.{after}", row["after"], "index", digits=2)
    return row, old, new, _step(f"survei.selisih_ikm.{after}", row)


def _step(key: str, row: Mapping[str, Any]) -> Number:
    ends = {"low": row["low"], "high": row["high"]} if pd.notna(row["low"]) and pd.notna(row["high"]) else {}
    return Number(key, row["change"], "difference", digits=2, **ends)


def _now(study: Study, element: str, row: pd.Series) -> Number:
    return Number(f"survei.unsur.{element}.{study.wave}", row["mean"], "score", **_ends(row))


def _ends(row: Mapping[str, Any]) -> dict[str, float]:
    return {"low": row["low"], "high": row["high"]} if pd.notna(row["low"]) else {}


def _element_rows(study: Study) -> list[list[Any]]:
    rows = []
    for row in study.element_changes.to_dict("records"):
        if min(row["n_before"], row["n_after"]) < FEW_PERSONS:
            rows.append([row["name_id"], None, None, None, OPEN])
            continue
        old = Number(f"survei.unsur.{row['element']}.{study.before}", row["before"], "score")
        new = Number(f"survei.unsur.{row['element']}.{study.wave}", row["after"], "score")
        rows.append(
            [row["name_id"], old, new, _step(f"survei.selisih_unsur.{row['element']}.{study.wave}", row), change_words(row)]
        )
    return rows
