"""What people write in their own words, and whether perception and news stand together by kanwil."""

from __future__ import annotations

import pandas as pd

from analitik.news.tone import OFF_TOPIC
from analitik.reference.units import NATION, Unit, kanwil_names
from analitik.report.chapters.share import FEW_STORIES, UNCORRECTED
from analitik.report.chapters.survey.cells import FEW_PERSONS, OPEN, estimate, is_thin, persons, shown_only, too_little
from analitik.report.chapters.survey.index import index_number
from analitik.report.narrative.survey import beside_sentence
from analitik.report.number import Number
from analitik.report.sentence import Note, Sentence
from analitik.report.table import Table
from analitik.survey import Study
from analitik.survey.link import beside_news, standing_together
from analitik.survey.open_answers import find_themes


def theme_table(study: Study | None) -> Table | Note:
    """Themes of the open answers, with the index of those who mention them; nothing about fewer than ten persons."""
    if is_thin(study):
        return too_little(study, "Saran tertulis")
    table, wave = study.themes, study.wave
    written = int(table["n_written"].iloc[0])
    table = table.iloc[:0] if table["n"].isna().all() else _countable(study, table)
    if table["n"].isna().all():
        return Note("Yang menulis saran terlalu sedikit; tema dan jumlahnya disamarkan.", title="Saran tertulis")
    rows = [["Semua yang menulis", persons(written, f"survei.saran.n.{wave}"), None, None, ""]]
    rows += [_theme(row, wave) for row in table.to_dict("records")]
    shares = [row[2] for row in rows[1:]]
    close = [row[0].lower() for row in rows[1:] if row[2].value is not None and row[2].high >= shares[0].low]
    title = Sentence("Paling sering ditulis: {x}, {a:lengkap} dari yang menulis", x=close[0], a=shares[0])
    if len(close) > 1:
        title = Sentence("Paling sering ditulis, belum dapat dibedakan: {x}", x="; ".join(close))
    return Table(
        "saran",
        title,
        columns=["Tema", "Penulis", "Bagian", "Indeks mereka", "Kata yang menyertai"],
        rows=rows,
        subtitle="Satu saran dapat memuat beberapa tema; tema adalah hal yang disebut, bukan keluhan atau pujian",
        source="Tema dari daftar kata; kelompok di bawah sepuluh orang disamarkan. Yang menulis belum tentu mewakili semua.",
        persons=True,
    )


def beside_news_table(study: Study | None, cube: pd.DataFrame, register: pd.DataFrame, who: Unit) -> Table | Sentence | Note:
    """The index of each kanwil beside the negative share of its news in the same half-year; the nation's page only."""
    if who.level != NATION:
        return Sentence("Persepsi dan pemberitaan per wilayah hanya disandingkan pada laporan nasional.")
    if is_thin(study):
        return too_little(study, "Persepsi dan pemberitaan")
    perception = shown_only(study.by_kanwil, study.page.shown_parts("kanwil"))[["domain", "index", "low", "high", "n"]]
    news = news_of_wave(cube, study.wave)
    if not set(perception["domain"]) & set(news["kanwil"]):
        return Note("Tidak ada pemberitaan kantor wilayah pada semester gelombang ini.", title="Persepsi dan pemberitaan")
    joined = beside_news(perception, news)
    enough = joined["negative_share"].where(joined["n_stories"] >= FEW_STORIES)
    found = standing_together(joined.assign(negative_share=enough)).iloc[0]
    names = kanwil_names(register)
    by_kode = joined.set_index("kanwil")
    ends = {"low": found["low"], "high": found["high"]} if pd.notna(found["low"]) else {}
    rho = Number(f"survei.beriringan.{study.wave}", found["rho"], "ratio", n=found["n"], **ends)
    rows = [["Korelasi peringkat semua wilayah", None, None, rho]]
    rows += [_beside(kode, name, by_kode.loc[kode], study.wave) for kode, name in names.items() if kode in by_kode.index]
    title = beside_sentence(found["reading"], rho) if rho.value is not None else f"Beriringan atau tidak, {OPEN}"
    return Table(
        "persepsi-berita",
        title,
        columns=["Kantor wilayah", "Indeks", "Porsi publikasi negatif", "Korelasi"],
        rows=rows,
        subtitle="Gelombang survei ini di samping pemberitaan semester yang sama; bukan peringkat dan bukan sebab",
        source="Porsi menurut mesin, belum dikoreksi dengan label manusia; wilayah dengan kisah terlalu sedikit ditulis terbatas.",
        persons=True,
    )


def news_of_wave(cube: pd.DataFrame, wave: str) -> pd.DataFrame:
    """The news of each kanwil in the half-year of a wave, what is off topic left out.

    Returns
    -------
    DataFrame
        One row per ``kanwil`` with a publication: ``n_publications``, ``n_stories``, ``negative_share`` (by the machine).
    """
    year, half = wave.split("-S")
    day = cube["published_date"].dt
    inside = (day.year == int(year)) & ((day.month > 6) == (half == "2"))
    about = cube[inside & (cube["issue"] != OFF_TOPIC) & (cube["kanwil"] != "")]
    sums = about.groupby("kanwil", sort=True)[["n_publications", "n_stories"]].sum()
    negative = about[about["sentiment"] == "negatif"].groupby("kanwil")["n_publications"].sum()
    share = negative.reindex(sums.index, fill_value=0) / sums["n_publications"]
    return sums.assign(negative_share=share.astype("float64")).reset_index()


def _countable(study: Study, table: pd.DataFrame) -> pd.DataFrame:
    """The themes without the numbers of those that would give away how few wrote of them elsewhere; those shown first."""
    texts = study.page.everyone["open_text"]
    found = find_themes(texts)
    wrote = found.any(axis=1)
    told = study.page.may_split(wrote)
    shown = [
        told and pd.notna(n) and study.page.may_split(found[theme]) for theme, n in zip(table["theme"], table["n"], strict=True)
    ]
    numbers = [name for name in table.select_dtypes("number").columns if name != "n_written"]
    masked = table.assign(
        **{name: table[name].astype("Float64").where(shown) for name in numbers}, words=table["words"].where(shown, "")
    )
    return masked.assign(_last=[not one for one in shown]).sort_values("_last", kind="stable").drop(columns="_last")


def _theme(row: dict, wave: str) -> list:
    key = f"survei.tema.{row['theme']}"
    index = estimate(f"{key}.ikm.{wave}", row, "index", "index", ends="index_", digits=2)
    share = estimate(f"{key}.porsi.{wave}", row, "share", "share")
    return [row["name_id"], persons(row["n"], f"{key}.n.{wave}"), share, index, row["words"]]


def _beside(kode: str, name: str, row: pd.Series, wave: str) -> list:
    key = f"kanwil.{kode}.porsi_semester.{wave}"
    known = pd.notna(row["n_stories"]) and row["n_stories"] >= FEW_STORIES
    share = (
        Number(key, row["negative_share"], "share", n=row["n_publications"], state=UNCORRECTED)
        if known
        else Number(key, None, "share", state="terbatas")
    )
    return [
        name,
        index_number(row, wave, f"kanwil.{kode}") if pd.notna(row["n"]) and row["n"] >= FEW_PERSONS else None,
        share,
        None,
    ]
