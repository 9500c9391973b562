"""Who judges the service differently: kanwil of the nation, units of a kanwil, sex and age."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analitik.reference.units import Unit, kanwil_names
from analitik.report.chapters.survey.cells import (
    ALPHA,
    OPEN,
    SOURCE,
    estimate,
    guarded,
    is_hidden,
    is_thin,
    persons,
    shown_only,
    too_little,
)
from analitik.report.chapters.survey.index import grade_of, grade_probability, index_number
from analitik.report.narrative.survey import apart_sentence
from analitik.report.sentence import Note, Sentence
from analitik.report.table import Table
from analitik.survey import Study
from analitik.survey.groups import AGES, age_groups

HIDDEN = "disamarkan"
NOT_APART = "tidak berbeda berarti"
ABOVE, BELOW = "di atas yang lain", "di bawah yang lain"
SEX = {"P": "Perempuan", "L": "Laki-laki"}


def place_table(study: Study | None, register: pd.DataFrame, who: Unit) -> Table | Sentence | Note:
    """The index of each kanwil on the nation's page, of each unit on a kanwil's, in the order of the register."""
    if who.level == "upt":
        return Sentence("Laporan ini tentang satu unit; perbandingan wilayah ada pada laporan kanwil dan nasional.")
    if is_thin(study):
        return too_little(study, "Menurut wilayah")
    nation = who.level == "nasional"
    names = kanwil_names(register) if nation else _unit_names(register, who)
    table = study.by_kanwil if nation else study.by_unit
    table = shown_only(table, study.page.shown_parts("kanwil" if nation else "unit_code")).set_index("domain")
    kinds = ("kanwil", "Kantor wilayah", "kantor wilayah") if nation else ("unit", "Unit", "unit")
    shown = [(f"{kinds[0]}.{kode}", name, table.loc[kode]) for kode, name in names.items() if kode in table.index]
    rows = [[*_group(key, name, row, study.wave)] for key, name, row in shown]
    return Table(
        "wilayah-survei",
        _apart(rows, kinds[2]),
        columns=[kinds[1], "Indeks", "Mutu", "Peluang mutu", "Selisih dari yang lain", "Kesimpulan", "Responden"],
        rows=rows,
        subtitle="Indeks Kepuasan Masyarakat; urutan mengikuti daftar unit, bukan peringkat; kelompok kecil disamarkan",
        source="Kesimpulan memakai p yang disesuaikan untuk semua perbandingan (Holm). " + SOURCE,
        persons=True,
    )


def people_table(study: Study | None) -> Table | Note:
    """The index by sex and by age group."""
    if is_thin(study):
        return too_little(study, "Menurut kelompok")
    everyone = study.page.everyone
    sexes = _guarded(study, everyone["sex"], "by_sex").to_dict("records")[::-1]
    ages = _by_age(_guarded(study, age_groups(everyone["age"]), "by_age"))
    told = [(f"jk.{row['domain']}", SEX.get(row["domain"], str(row["domain"])), row) for row in sexes]
    told += [(f"usia.{place}", str(row["domain"]).capitalize(), row) for place, row in enumerate(ages, start=1)]
    kinds = [name for name, group in (("jenis kelamin", sexes), ("usia", ages)) if not all(map(is_hidden, group))]
    if not kinds:
        return Note("Kelompok menurut jenis kelamin dan usia terlalu kecil; nilainya disamarkan.", title="Menurut kelompok")
    kept = [one for one in told if len(kinds) == 2 or one[0].startswith("jk.") == (kinds == ["jenis kelamin"])]
    rows = [[*_group(key, name, row, study.wave)] for key, name, row in kept]
    rest = "kelompok kecil disamarkan" if len(kinds) == 2 else "pengelompokan lain terlalu kecil dan disamarkan"
    return Table(
        "kelompok-survei",
        _apart(rows, "kelompok"),
        columns=["Kelompok", "Indeks", "Mutu", "Peluang mutu", "Selisih dari yang lain", "Kesimpulan", "Responden"],
        rows=rows,
        subtitle=f"Indeks Kepuasan Masyarakat menurut {' dan '.join(kinds)}; {rest}",
        source="Kesimpulan memakai p yang disesuaikan di dalam tiap pengelompokan (Holm). " + SOURCE,
        persons=True,
    )


def apart_words(row: Mapping[str, Any]) -> str:
    """What may be said of a group beside all others."""
    if is_hidden(row):
        return HIDDEN
    if pd.isna(row["p_holm"]):
        return OPEN
    if row["p_holm"] >= ALPHA:
        return NOT_APART
    return ABOVE if row["difference"] > 0 else BELOW


def _apart(rows: list[list[Any]], what: str) -> Sentence:
    """How many groups differ, or that it cannot be told because none could be compared."""
    words = [row[-2] for row in rows]
    if not {ABOVE, BELOW, NOT_APART} & set(words):
        return Sentence(f"Perbedaan antar{what} {OPEN}")
    return apart_sentence(sum(word in (ABOVE, BELOW) for word in words), what)


def _group(key: str, name: str, row: Mapping[str, Any], wave: str) -> list[Any]:
    grade = row["grade"] if isinstance(row["grade"], str) else "D"
    step = estimate(f"{key}.selisih_ikm.{wave}", row, "difference", "difference", ends="difference_", digits=2)
    chance = grade_probability(row, grade, wave, key)
    grade_words = None if is_hidden(row) else grade_of(row)
    return [name, index_number(row, wave, key), grade_words, chance, step, apart_words(row), persons(row["n"], f"{key}.n.{wave}")]


def _guarded(study: Study, groups: pd.Series, table: str) -> pd.DataFrame:
    """The table of a grouping as it may be shown: cell by cell on the widest page, as a whole or not at all on the pages within it."""
    if study.path and not study.page.may_split(groups.where(study.page.counted)):
        return pd.DataFrame()
    return guarded(getattr(study, table))


def _by_age(table: pd.DataFrame) -> list[dict[str, Any]]:
    place = {name: number for number, (_, name) in enumerate(AGES)}
    return sorted(table.to_dict("records"), key=lambda row: place.get(row["domain"], len(place)))


def _unit_names(register: pd.DataFrame, who: Unit) -> dict[str, str]:
    own = register[(register["kanwil"] == who.kanwil) & (register["jenis"] != "kanwil")].drop_duplicates("kode", keep="last")
    return dict(own.sort_values("kode")[["kode", "nama"]].itertuples(index=False))
