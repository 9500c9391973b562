"""The leader's first screen: the answer in one sentence, the key figures, and what changed since last time."""

from __future__ import annotations

import pandas as pd

from analitik.core.period import Month
from analitik.report.cards import Card, Cards
from analitik.report.chapters.news import amount, complete_months
from analitik.report.chapters.share import is_corrected, negative_count, negative_share, share_step
from analitik.report.chapters.survey import grade_of, grade_probability, index_number, wave_label, wave_row
from analitik.report.chapters.survey import headline as survey_headline
from analitik.report.chapters.survey.cells import index_row
from analitik.report.narrative import news_headline
from analitik.report.narrative.survey import SURE
from analitik.report.number import Number
from analitik.report.sentence import Headline, Sentence
from analitik.report.table import Table
from analitik.survey import Study

UNDECIDED = "belum dapat disimpulkan"


def headline(tone: pd.DataFrame, shares: pd.DataFrame, month: Month, study: Study | None) -> Headline:
    """The answer: what the news of the month was like, whether that changed, and what the survey says.

    ``tone`` is one row a month with the corrected columns of ``news.add_corrected``; ``shares`` are the rows they came from.
    """
    before, row = (one for _, one in complete_months(tone, [month - 1, month]).iterrows())
    survey = None if study is None else survey_headline(study)
    return Headline(_news_answer(before, row, share_step(shares, month)[0], month), _lede(row, survey))


def _news_answer(before: pd.Series, row: pd.Series, step: Number | None, month: Month) -> Sentence:
    share = negative_share(row)
    if share.state != "terbatas":
        return news_headline(share, month, before=negative_share(before), change=step)
    stories, negative = amount(row, "n_stories", "kisah"), amount(row, "n_negative_stories", "kisah_negatif")
    if row["n_publications"] == 0:
        return Sentence("Tidak ada pemberitaan tentang unit ini pada {m}.", m=month.label())
    return Sentence("{k} kisah pada {m}, {n} di antaranya negatif.", k=stories, n=negative, m=month.label())


def _lede(row: pd.Series, survey: Sentence | None) -> Sentence | None:
    if pd.isna(row["n_publications"]) or row["n_publications"] == 0:
        return survey
    negative, stories = negative_count(row), amount(row, "n_negative_stories", "kisah_negatif")
    news = Sentence("{n:lengkap} publikasi negatif; {k} kisah negatif mulai terbit bulan ini menurut mesin.", n=negative, k=stories)
    return news if survey is None else Sentence.join(news, survey)


def cards(tone: pd.DataFrame, month: Month, study: Study | None) -> Cards:
    """Two to four key figures."""
    row = complete_months(tone, [month]).iloc[0]
    total = amount(row, "n_publications", "publikasi")
    found = [
        Card("Porsi publikasi negatif", negative_share(row), note=_basis(row)),
        Card("Publikasi negatif", negative_count(row), note=Sentence("dari {t} publikasi", t=total)),
    ]
    if study is not None:
        found.append(_survey_card(index_row(study), study.wave))
    return Cards(found)


def _basis(row: pd.Series) -> Sentence:
    if not is_corrected(row):
        return Sentence("menurut mesin")
    labels = Number(f"berita.label.{row['month']}", row["n_labels"], "count")
    return Sentence("dikoreksi dengan {n} label manusia", n=labels)


def _survey_card(row: pd.Series, wave: str) -> Card:
    label = Sentence("Indeks kepuasan (IKM), {w}", w=wave_label(wave))
    index = index_number(row, wave)
    if not index.has_interval:
        return Card(label, index, note="mutu belum dapat disimpulkan")
    words = "mutu {g}, peluang {p}" if row[f"p_{row['grade']}"] >= SURE else "mutu belum dapat disimpulkan: {g}, peluang {p}"
    note = Sentence(words, g=grade_of(row), p=grade_probability(row, row["grade"], wave))
    return Card(label, index, note=note)


def changes(tone: pd.DataFrame, shares: pd.DataFrame, month: Month, study: Study | None) -> Table:
    """What changed: news against last month (undecided while uncorrected), survey against the wave before."""
    step, word = share_step(shares, month)
    before, after = (row for _, row in complete_months(tone, [month - 1, month]).iterrows())
    rows = [
        ["Porsi publikasi negatif", _step(negative_share(before), negative_share(after)), step, word],
        _counted(
            "Publikasi", "publikasi", amount(before, "n_publications", "publikasi"), amount(after, "n_publications", "publikasi")
        ),
        _counted("Kisah", "kisah", amount(before, "n_stories", "kisah"), amount(after, "n_stories", "kisah")),
    ]
    survey = wave_row(study)
    if survey is not None:
        rows.append(survey)
    return Table(
        "berubah",
        "Apa yang berubah dari sebelumnya",
        columns=["Ukuran", "Sebelum → kini", "Selisih (selang 95%)", "Kesimpulan"],
        rows=rows,
        subtitle=f"Pemberitaan {(month - 1).label()} ke {month.label()}; survei gelombang sebelumnya ke gelombang ini",
        source="Arah hanya disebut bila selang selisihnya tidak memuat nol; angka yang belum dikoreksi tidak diberi arah.",
    )


def _step(before: Number, after: Number) -> Sentence:
    return Sentence("{a} → {b}", a=before, b=after)


def _counted(name: str, key: str, before: Number, after: Number) -> list:
    """Full counts are compared directly: their difference has no sampling error."""
    known = before.value is not None and after.value is not None
    step = Number(
        f"berita.selisih_{key}",
        after.value - before.value if known else None,
        "difference",
        state="hitungan penuh" if known else "celah data",
    )
    return [name, _step(before, after), step, "hitungan penuh" if known else UNDECIDED]
