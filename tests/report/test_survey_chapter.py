"""The survey chapter: planted truths are found, small groups stay hidden, every number said stands in a table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analitik.core.period import Month
from analitik.reference.units import Unit
from analitik.report import Chart, Headline, Note, Sentence, Table
from analitik.report.chapters import survey as chapter
from analitik.report.chapters.survey.cells import guarded
from analitik.report.table import cell_text
from analitik.survey import study

MONTH = Month(2022, 10)
NATION = Unit("nasional", "Nasional", "nasional", None)
KANWIL = Unit("12-KWL-01", "Kanwil Dua", "kanwil", "KW-12")
UNIT = Unit("11-LPS-01", "Lapas Satu", "upt", "KW-11")
NAMES = {11: "Satu", 12: "Dua", 13: "Tiga", 14: "Empat", 15: "Lima", 16: "Enam"}
REGISTER = pd.DataFrame(
    [
        {"kode": f"{p}-{kind}-{k:02d}", "nama": f"{kind} {name} {k}", "jenis": "kanwil" if kind == "KWL" else "lapas", "kanwil": f"KW-{p}"}
        for p, name in NAMES.items()
        for kind, k in (("KWL", 1), ("LPS", 1), ("LPS", 2), ("LPS", 3))
    ]
)
WORDS = ("Petugas ramah sekali", "Antrean lama", "Kursi ruang tunggu kurang", None, None, None)


def respondents(size, *, seed=7, later=None, pull=(0.1, 0.1, 0.4), low_place=None, flat=False, units=3):
    """Two waves; ``later`` moves an element in the second, ``pull`` makes q1..q3 drive the recommendation."""
    rng, waves = np.random.default_rng(seed), []
    units = [(f"{p}-LPS-{k:02d}", f"KW-{p}") for p in NAMES for k in range(1, units + 1)]
    for wave, day in enumerate(("2022-04-12", "2022-10-05")):
        place = np.repeat(np.arange(len(units)), size)
        opinion = rng.normal(0, 0.7, (len(place), 9)) + rng.normal(0, 0.5, (len(place), 1)) + np.linspace(2.7, 3.3, 9)
        if wave and later:
            opinion[:, later[0]] += later[1]
        if low_place:
            opinion[[units[k][1] == low_place for k in place]] -= 0.6
        answers = np.full(opinion.shape, 3.0) if flat else np.clip(np.round(opinion), 1, 4)
        frame = pd.DataFrame(answers, columns=[f"q{k}" for k in range(1, 10)]).mask(rng.random(opinion.shape) < 0.02)
        frame["recommend"] = np.clip(np.round(5 + opinion[:, :3] @ np.array(pull) * 4 - 3 + rng.normal(0, 0.7, len(place))), 0, 10)
        frame["unit_code"], frame["kanwil"] = zip(*(units[k] for k in place), strict=True)
        frame["submitted_date"], frame["weight"] = pd.Timestamp(day), 0.5 + rng.random(len(place))
        frame["sex"], frame["age"] = rng.choice(["P", "L"], len(place)), rng.integers(17, 75, len(place))
        frame["open_text"] = pd.Series(rng.choice(np.array(WORDS, dtype=object), len(place)), dtype="str")
        waves.append(frame)
    whole = pd.concat(waves, ignore_index=True)
    return whole.astype({**{f"q{k}": "Int64" for k in range(1, 10)}, "recommend": "Int64", "age": "Int64"})


def known(frame, who=NATION):
    return study(who.rows(frame), MONTH, one_unit=who.level == "upt")


@pytest.fixture(scope="module")
def answers():
    return respondents(20, later=(2, 0.35), low_place="KW-14")


@pytest.fixture(scope="module")
def cube():
    kanwil = [f"KW-{p}" for p in NAMES]
    rows = [
        {"published_date": pd.Timestamp("2022-09-01"), "kanwil": k, "unit_code": "", "issue": "pelarian", "sentiment": s, "n_publications": n, "n_stories": n}
        for place, k in enumerate(kanwil)
        for s, n in (("negatif", 3 + place), ("netral", 40))
    ]  # fmt: skip
    return pd.DataFrame(rows)


def page(found, who, cube):
    """Everything the survey notebook shows of one unit."""
    return [
        chapter.headline(found),
        chapter.index_table(found, who.label),
        chapter.index_chart(found, who.label),
        chapter.element_chart(found),
        chapter.change_table(found),
        chapter.element_change_chart(found),
        chapter.answer_chart(found),
        chapter.driver_chart(found),
        chapter.quadrant_chart(found),
        chapter.place_table(found, REGISTER, who),
        chapter.people_table(found),
        chapter.theme_table(found),
        chapter.beside_news_table(found, cube, REGISTER, who),
        chapter.reliability_table(found),
        chapter.nonresponse_table(found),
        chapter.quality_table(found),
        chapter.weight_table(found),
    ]


def sentences(item):
    """The prose an object shows."""
    if isinstance(item, Sentence):
        return [item]
    if isinstance(item, Note):
        return [item.body]
    if isinstance(item, Headline):
        return [part for part in (item.sentence, item.lede) if part]
    words = [item.title, item.subtitle, item.source] + ([item.alt] if isinstance(item, Chart) else [])
    return [part for part in words if part] + (sentences(item.table) if isinstance(item, Chart) else [])


def tables(objects):
    return [item.table if isinstance(item, Chart) else item for item in objects if isinstance(item, Chart | Table)]


@pytest.mark.parametrize("who", [NATION, KANWIL, UNIT], ids=lambda who: who.level)
def test_every_number_said_stands_in_a_cell_of_the_same_page(answers, cube, who):
    objects = page(known(answers, who), who, cube)
    cells = " ".join(cell_text(cell) for table in tables(objects) for row in table.rows for cell in row)
    shown = {number.key: number.record() for table in tables(objects) for number in table.cell_numbers()}
    spoken = 0
    for item in objects:
        for sentence in sentences(item):
            for number in sentence.numbers():
                spoken += 1
                assert number.key in shown, f"{sentence.text()} says {number.key}, which no table holds"
                assert number.value == shown[number.key]["value"] and number.text() in cells, sentence.text()
                assert number.text_interval() in cells, sentence.text()
    assert spoken >= 8


@pytest.mark.parametrize("who", [NATION, KANWIL, UNIT], ids=lambda who: who.level)
def test_prose_is_short_and_tables_have_ids_of_their_own(answers, cube, who):
    objects = page(known(answers, who), who, cube)
    titles = [item.title.text() for item in objects if isinstance(item, Chart | Table)]
    assert all(len(title.split()) <= 20 for title in titles)
    ids = [item.id for item in objects if isinstance(item, Chart)] + [table.id for table in tables(objects)]
    assert [one for one in set(ids) if ids.count(one) > 1] == ['ikm'], 'the index stands as a table and behind its chart'


@pytest.mark.parametrize("size", [1, 3])
def test_nine_respondents_or_fewer_give_words_and_no_value(cube, size):
    found = known(respondents(size), UNIT)
    for item in page(found, UNIT, cube):
        assert not [number for number in item.numbers() if number.value is not None], item
        assert not isinstance(item, Chart)
    assert "terlalu sedikit" in chapter.headline(found).text()


def test_nobody_asked_is_said_everywhere(cube):
    for item in page(None, NATION, cube):
        assert "Belum ada" in item.text()


def test_the_element_that_rose_is_named_and_no_other(answers):
    title = chapter.element_change_chart(known(answers)).title.text()
    assert title == "Waktu penyelesaian naik; unsur lain tidak berubah berarti"
    words = dict(zip(chapter.change_table(known(answers)).column("Ukuran"), chapter.change_table(known(answers)).column("Kesimpulan"), strict=True))
    assert words["Waktu penyelesaian"] == "naik (membaik)"


def test_a_direction_needs_the_adjusted_p_not_the_plain_one():
    row = {"p": 0.02, "p_holm": 0.18, "change": 0.1}
    assert chapter.change_words(row) == "tidak berubah berarti"
    assert chapter.change_words(row | {"p_holm": 0.04}) == "naik (membaik)"
    assert chapter.change_words(row | {"p_holm": np.nan}) == "belum dapat disimpulkan"


def test_the_planted_driver_leads_and_says_so(answers):
    chart = chapter.driver_chart(known(answers))
    assert chart.title.text().startswith("Waktu penyelesaian paling besar andilnya")
    assert sum(number.value for number in chart.table.column("Andil")) == pytest.approx(1)


def test_drivers_need_a_hundred_complete_answers(answers):
    found = known(answers, UNIT)
    assert found.drivers is None and isinstance(chapter.driver_chart(found), Note)
    assert "seratus" in chapter.quadrant_chart(found).text()


def test_an_answer_that_depends_on_nothing_has_no_drivers():
    frame = respondents(20, pull=(0, 0, 0)).assign(recommend=lambda f: pd.Series(np.random.default_rng(1).integers(0, 11, len(f)), dtype="Int64"))
    assert "tidak terbukti" in chapter.driver_chart(known(frame)).text()


def test_a_question_never_asked_is_said_not_imputed(answers):
    frame = answers.assign(recommend=pd.Series([pd.NA] * len(answers), dtype="Int64"))
    assert "tidak ditanyakan" in chapter.driver_chart(known(frame)).text()
    assert "Kesediaan merekomendasikan" not in str(chapter.nonresponse_table(known(frame)))


def test_the_place_that_was_planted_low_is_below_and_the_others_are_not():
    table = chapter.place_table(known(respondents(20, low_place="KW-14", units=8)), REGISTER, NATION)
    words = dict(zip(table.column("Kantor wilayah"), table.column("Kesimpulan"), strict=True))
    assert words["KWL Empat 1"] == "di bawah yang lain" and "Satu kantor wilayah" in table.title.text()
    assert list(words) == list(REGISTER.loc[REGISTER["jenis"] == "kanwil", "nama"]), "the order of the register, no ranking"


def test_a_small_unit_of_a_kanwil_is_hidden_with_one_more():
    frame = respondents(12)
    few = frame[(frame["unit_code"] != "12-LPS-01") | (frame.groupby(["unit_code", "submitted_date"]).cumcount() < 4)]
    table = chapter.place_table(known(few, KANWIL), REGISTER, KANWIL)
    assert [number.text() for number in table.column("Responden")] == ["disamarkan", "disamarkan", "12"]
    assert [number.value is None for number in table.column("Indeks")] == [True, True, False]
    assert table.persons


def test_a_grouping_that_is_hidden_altogether_leaves_no_rows(answers):
    table = chapter.people_table(known(answers, UNIT))
    assert isinstance(table, Note) or not [name for name in table.column("Kelompok") if "tahun" in name]


def test_the_gate_hides_what_stands_on_few(answers):
    masked = guarded(pd.DataFrame({"domain": ["a", "b", "c"], "n": [4, 30, 90], "index": [70.0, 80.0, 81.0]}))
    assert masked["index"].isna().tolist() == [True, True, False]


def test_answers_of_one_line_are_counted_and_never_left_out_of_the_index(answers):
    lines = answers.copy()
    straight = (lines["submitted_date"] > "2022-06") & (lines.groupby("submitted_date").cumcount() < 40)
    lines.loc[straight, [f"q{k}" for k in range(1, 10)]] = 4
    table = chapter.quality_table(known(lines))
    everybody, without = table.column("Indeks")[:2]
    assert table.column("Responden dikeluarkan")[1].value >= 40 and without.value < everybody.value
    assert everybody.value == pytest.approx(known(lines).scores["index"].iloc[0])


def test_the_shares_of_answers_add_up_to_their_sums(answers):
    table = chapter.answer_chart(known(answers)).table
    for row in table.rows:
        one, two, three, four, low, high = (cell.value for cell in row[1:])
        assert (one + two, three + four, low + high) == pytest.approx((low, high, 1))


def test_remarks_of_few_stay_unseen(answers):
    hidden = answers.assign(open_text=answers["open_text"].where(answers.index < 6))
    assert isinstance(chapter.theme_table(known(hidden)), Note)
    table = chapter.theme_table(known(answers))
    assert all(number.value is None or number.value >= 10 for number in table.column("Penulis"))


def test_perception_beside_news_is_the_nations_alone_and_never_a_cause(answers, cube):
    assert isinstance(chapter.beside_news_table(known(answers, KANWIL), cube, REGISTER, KANWIL), Sentence)
    table = chapter.beside_news_table(known(answers), cube, REGISTER, NATION)
    assert "belum dapat disimpulkan" in table.title.text() and "karena" not in str(table)
    assert {number.state for number in table.column("Porsi publikasi negatif")[1:]} == {"belum dikoreksi"}


def test_six_kanwil_with_little_news_are_called_limited(answers, cube):
    table = chapter.beside_news_table(known(answers), cube.assign(n_stories=1), REGISTER, NATION)
    assert {number.text() for number in table.column("Porsi publikasi negatif")[1:]} == {"terbatas"}


def test_everyone_answering_the_same_breaks_nothing(cube):
    for who in (NATION, KANWIL, UNIT):
        assert len(page(known(respondents(15, flat=True), who), who, cube)) == 17


def test_a_kanwil_with_a_single_unit_has_values_without_errors_and_no_direction(answers, cube):
    alone = answers[answers["unit_code"] == "12-LPS-01"]
    objects = page(known(alone, KANWIL), KANWIL, cube)
    assert "belum dapat disimpulkan" in chapter.headline(known(alone, KANWIL)).text()
    assert chapter.change_table(known(alone, KANWIL)).title.text() == "Perubahan indeks belum dapat disimpulkan"
    assert chapter.place_table(known(alone, KANWIL), REGISTER, KANWIL).title.text() == "Perbedaan antarunit belum dapat disimpulkan"
    assert not [item for item in objects if "naik" in item.text().replace("Naik atau turun", "") and isinstance(item, Chart)]


def test_a_first_wave_has_no_change_and_says_so(answers):
    first = answers[answers["submitted_date"] > "2022-06"]
    assert "gelombang sebelumnya" in chapter.change_table(known(first)).text()
    assert "Dari semester" not in chapter.headline(known(first)).text()


def test_the_same_answers_give_the_same_bytes(answers, cube):
    first, again = (page(known(answers), NATION, cube) for _ in range(2))
    assert [str(item.payload()) for item in first] == [str(item.payload()) for item in again]


def test_the_leaders_headline_says_how_the_index_moved(answers):
    from analitik.news.share import COLUMNS
    from analitik.report.chapters import leader

    tone = pd.DataFrame([{"month": "2022-10", "n_positif": 5, "n_netral": 0, "n_negatif": 0, "n_publications": 5, "negative_share": 0.0,
                          "n_stories": 4, "n_negative_stories": 0, "n_off_topic": 0}])  # fmt: skip
    text = leader.headline(tone, pd.DataFrame(columns=COLUMNS), MONTH, known(answers)).text()
    assert "Dari semester I 2022, indeks" in text
