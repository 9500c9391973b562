"""How far the answers carry: do the elements hang together, what was left out, and what if suspect answers were left out too."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analitik.report.chapters.survey.cells import FEW_PERSONS, estimate, is_thin, persons, too_little, without_base
from analitik.report.chapters.survey.index import index_number
from analitik.report.narrative.survey import consistency_sentence
from analitik.report.number import Number
from analitik.report.sentence import Note, Sentence
from analitik.report.table import Table
from analitik.schema import QUESTIONS
from analitik.survey import Study
from analitik.survey.study import flagged

RULES = {
    "tanpa satu_garis": "Tanpa yang menjawab sembilan unsur sama semua",
    "tanpa banyak_kosong": "Tanpa yang mengosongkan lebih dari separuh",
    "tanpa satu_garis, banyak_kosong": "Tanpa keduanya",
}
RECOMMEND = "Kesediaan merekomendasikan"


def reliability_table(study: Study | None) -> Table | Note:
    """Whether nine answers may stand for one thing."""
    if is_thin(study):
        return too_little(study, "Keajekan")
    if study.reliability is None or pd.isna(study.reliability["alpha"].iloc[0]):
        return Note("Belum dapat disimpulkan: responden terlalu sedikit untuk menilai keajekan unsur.", title="Keajekan")
    row, wave = study.reliability.iloc[0], study.wave
    known = {"low": row["low"], "high": row["high"]} if pd.notna(row["low"]) else {}
    alpha = Number(f"survei.alfa.{wave}", row["alpha"], "ratio", **known)
    measures = {
        "Alfa Cronbach": alpha,
        "Omega satu faktor": Number(f"survei.omega.{wave}", row["omega"], "ratio"),
        "Korelasi rata-rata antarunsur": Number(f"survei.korelasi_unsur.{wave}", row["mean_r"], "ratio"),
    }
    if study.drivers is not None and pd.notna(study.drivers["r_squared"].iloc[0]):
        explained = Number(f"survei.penentu.r2.{wave}", study.drivers["r_squared"].iloc[0], "share")
        measures["Keragaman kesediaan merekomendasikan yang dijelaskan sembilan unsur"] = explained
    return Table.of(
        "keajekan",
        consistency_sentence(alpha),
        {"Ukuran": list(measures), "Nilai": list(measures.values())},
        subtitle="Sembilan unsur, berbobot; selang 95% menurut rancangan contoh",
        source="Ajek bila seluruh selang alfa paling sedikit tujuh persepuluh. Ajek bukan berarti sahih.",
    )


def nonresponse_table(study: Study | None) -> Table | Note:
    """Which questions were left out."""
    if is_thin(study):
        return too_little(study, "Pertanyaan yang dikosongkan")
    names = dict(zip(QUESTIONS, study.elements["name_id"], strict=True)) | {"recommend": RECOMMEND}
    counted = study.nonresponse.assign(n_blank=study.nonresponse["n_asked"] - study.nonresponse["n_answered"])
    table = counted.sort_values("n_blank", ascending=False, kind="stable").to_dict("records")
    for row in table:
        row["n_blank"] = row["n_blank"] if _may_count(study, row["n_blank"], study.page.everyone[row["question"]].isna()) else None
    table.sort(key=lambda row: row["n_blank"] is None)
    shares = [
        estimate(f"survei.kosong.{row['question']}.{study.wave}", row, "nonresponse_share", "share", n="n_blank") for row in table
    ]
    shares = [without_base(share) for share in shares]
    if shares[0].value is None:
        return Note(
            "Tiap pertanyaan dikosongkan oleh kurang dari sepuluh orang, atau jumlahnya dapat membuka yang kecil; disamarkan.",
            title="Pertanyaan yang dikosongkan",
        )
    return Table.of(
        "dikosongkan",
        Sentence("Paling banyak dikosongkan: {x}, {a:lengkap}", x=names[table[0]["question"]].lower(), a=shares[0]),
        {
            "Pertanyaan": [names[row["question"]] for row in table],
            "Dikosongkan": [persons(row["n_blank"], f"survei.n_kosong.{row['question']}.{study.wave}") for row in table],
            "Bagian": shares,
        },
        subtitle="Dari seluruh responden gelombang ini, tanpa bobot; jumlah kecil disamarkan",
        source="Selang 95% (Wilson). Jawaban kosong tidak dihitung pada unsurnya saja.",
        persons=True,
    )


def quality_table(study: Study | None) -> Table | Note:
    """The index with everybody, and without those whose answers deserve a second look."""
    if is_thin(study):
        return too_little(study, "Mutu jawaban")
    wave, found = study.wave, study.checked.set_index("rule")
    if len(found) == 1:
        return Note(
            "Jawaban sama semua, dan yang mengosongkan lebih dari separuh: tidak ada atau terlalu sedikit untuk ditampilkan.",
            title="Mutu jawaban",
        )
    everybody = index_number(found.loc["semua"], wave)
    lines, empty = flagged(study.page.everyone)
    splits = dict(zip(RULES, (lines, empty, lines + 2 * empty), strict=True))
    rows = [["Semua responden (dipakai)", None, everybody, None]]
    for place, (rule, name) in enumerate(RULES.items(), start=1):
        row = found.loc[rule] if rule in found.index else None
        n = 0 if row is None else int(row["n_excluded"])
        shown = _may_count(study, n, splits[rule])
        count = Number(f"survei.tanda.{place}.{wave}", n if shown else None, "count", state=None if shown else "disamarkan")
        index = index_number(row, wave, f"survei.tanpa_{place}") if shown else None
        step = Number(f"survei.selisih_tanda.{place}.{wave}", row["difference"], "difference", digits=2) if shown else None
        rows.append([name, count, index, step])
    without = rows[1][2]
    title = Sentence("Indeks {a} dari semua jawaban", a=everybody)
    if without is not None and without.value is not None:
        title = Sentence("Indeks {a} dari semua jawaban, {b} tanpa jawaban sama semua", a=everybody, b=without)
    return Table(
        "mutu-jawaban",
        title,
        columns=["Aturan", "Responden dikeluarkan", "Indeks", "Selisih dari semua"],
        rows=rows,
        subtitle="Pemeriksaan, bukan koreksi: jawaban sama semua sering jujur, maka indeks yang dipakai tetap dari semua",
        source="Lama mengisi dan nomor perangkat tidak ada dalam tabel jawaban, jadi kecepatan dan kiriman beruntun tidak diperiksa.",
        persons=True,
    )


def _may_count(study: Study, n: int, groups: np.ndarray | pd.Series) -> bool:
    """Whether a count may stand on the page: enough persons, and nobody's on another page follows from it."""
    return n >= FEW_PERSONS and study.page.may_split(groups)
