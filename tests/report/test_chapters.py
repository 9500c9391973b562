"""What the sections of a report say, and what they refuse to say."""

import pandas as pd
import pytest

from analitik.core.period import Month
from analitik.news import add_corrected, fill_months, share_change
from analitik.news.share import COLUMNS
from analitik.reference.units import NATION, Unit
from analitik.report import Chart, Note, Sentence
from analitik.report.chapters import desk, leader, news, survey
from analitik.survey import study

MONTH = Month(2022, 10)
NATIONAL = Unit(NATION, "Nasional", NATION, None)
QUIET = Unit("33-LPS-01", "Lapas Arunika", "upt", "KW-33")


NO_LABELS = pd.DataFrame(columns=COLUMNS)


def tone(publications, negative, stories, negative_stories=0):
    columns = {"n_positif": publications - negative, "n_netral": 0, "n_negatif": negative, "n_publications": publications}
    shares = {"negative_share": negative / publications if publications else None, "n_stories": stories}
    return pd.DataFrame([{"month": "2022-10", **columns, **shares, "n_negative_stories": negative_stories, "n_off_topic": 0}])


def responses(n, answer=3.0):
    rows = {f"q{k}": [answer] * n for k in range(1, 10)}
    return pd.DataFrame(
        {**rows, "submitted_date": pd.Timestamp("2022-10-05"), "weight": 1.0, "unit_code": "33-LPS-01", "kanwil": "KW-33"}
    )


def test_many_stories_give_an_uncorrected_share_without_direction():
    text = leader.headline(tone(1000, 70, 300, 20), NO_LABELS, MONTH, None).text()
    assert text.startswith("Pemberitaan negatif 7,0%, belum dikoreksi; arahnya belum dapat disimpulkan.")
    assert "naik" not in text and "turun" not in text


def test_few_stories_give_counts_only():
    text = leader.headline(tone(5, 1, 3, 1), NO_LABELS, MONTH, None).text()
    assert text.startswith("3 kisah pada Oktober 2022, 1 di antaranya negatif.") and "%" not in text


def test_a_monitored_month_without_news_of_the_unit_is_said_plainly():
    assert leader.headline(tone(0, 0, 0), NO_LABELS, MONTH, None).text() == "Tidak ada pemberitaan tentang unit ini pada Oktober 2022."


def test_a_month_without_any_delivery_is_a_gap():
    assert "celah data" in leader.headline(tone(0, 0, 0).iloc[:0], NO_LABELS, MONTH, None).text()


def test_monitored_months_are_filled_with_zeros_and_others_stay_gaps():
    filled = fill_months(tone(10, 1, 5, 1), ["2022-08", "2022-10"])
    table = news.month_table(filled, MONTH.back(3))
    assert [number.value for number in table.column("Publikasi")] == [0, None, 10]
    assert table.column("Publikasi")[1].state == "celah data"


def test_the_change_of_an_uncorrected_share_is_never_concluded():
    both = pd.concat([tone(900, 60, 200).assign(month="2022-09"), tone(1000, 200, 300)])
    rows = leader.changes(both, NO_LABELS, MONTH, None).rows
    assert rows[0][-1] == "belum dapat disimpulkan"


def test_nobody_answered_is_a_note():
    assert isinstance(survey.index_chart(None, "Nasional"), Note) and "Belum ada" in survey.index_sentence(None).text()


@pytest.mark.parametrize("n", [1, 4, 9])
def test_fewer_than_ten_respondents_are_hidden(n):
    known = study(responses(n), MONTH, one_unit=True)
    assert "terlalu sedikit" in survey.index_sentence(known).text()
    assert isinstance(survey.index_chart(known, "Lapas Arunika"), Note) and isinstance(survey.element_chart(known), Note)
    assert survey.index_table(known, "Lapas Arunika").column("Indeks")[0].value is None


def test_enough_respondents_give_an_index_and_a_chart():
    frame = pd.concat([responses(20, 3.0), responses(20, 4.0)], ignore_index=True)
    known = study(frame, MONTH, one_unit=True)
    assert isinstance(survey.index_chart(known, "Lapas Arunika"), Chart) and "87,5" in survey.index_sentence(known).text()


def test_answers_after_the_month_are_not_seen():
    assert study(responses(20).assign(submitted_date=pd.Timestamp("2022-11-02")), MONTH) is None


def cases(n, day="2022-10-03", unit="33-LPS-01", column="received_date"):
    return pd.DataFrame({column: pd.to_datetime([day] * n), "unit_code": [unit] * n, "kanwil": ["KW-33"] * n})


@pytest.mark.parametrize(("own", "shown"), [(0, "0"), (3, "disamarkan"), (12, "12")])
def test_small_counts_of_complaints_are_hidden(own, shown):
    complaints = pd.concat([cases(own), cases(30, unit="11-LPS-01")], ignore_index=True)
    table = desk.signals_table(complaints, cases(0, column="notice_date"), QUIET, MONTH)
    assert table.column("Oktober 2022")[0].text() == shown


def test_a_source_that_delivered_nothing_is_a_gap_for_everyone():
    table = desk.signals_table(cases(0), cases(0, column="notice_date"), NATIONAL, MONTH)
    assert {number.state for number in table.column("Oktober 2022")} == {"celah data"}


def test_a_single_unit_is_not_compared_with_others():
    assert isinstance(news.place_table(pd.DataFrame(), pd.DataFrame(), QUIET, MONTH), Sentence)


def shares(*months, looked=(100, 100), found=((40, 1), (90, 3))):
    """Corrected months from two strata of 100 and 900 publications."""
    from analitik.news.share import STRATA, _row

    rows = []
    for month, hits in zip(months, found, strict=False):
        strata = {name: (size, n, k) for name, size, n, k in zip(STRATA, (100, 900), looked, hits, strict=True)}
        rows.append({**_row(strata, None, ""), "month": month, "domain": "", "draw": "u"})
    return pd.DataFrame(rows, columns=COLUMNS)


def test_a_corrected_month_says_interval_and_whether_it_changed():
    known = shares("2022-09", "2022-10")
    both = add_corrected(pd.concat([tone(1000, 100, 300).assign(month="2022-09"), tone(1000, 100, 300)], ignore_index=True), known)
    text = leader.headline(both, known, MONTH, None).text()
    assert share_change(known)["state"].tolist() == ["naik"]
    assert "naik dari September" in text and "(" in text.splitlines()[0]
    first = leader.changes(both, known, MONTH, None).rows[0]
    assert first[-1] == "naik (memburuk)" and first[2].has_interval
    same = shares("2022-09", "2022-10", found=((60, 2), (60, 2)))
    quiet = add_corrected(both[["month", *[c for c in both if c.startswith("n_") and c != "n_labels"]]], same)
    assert "tidak berubah berarti dari September" in leader.headline(quiet, same, MONTH, None).text()


def test_a_corrected_month_after_an_uncorrected_one_has_no_direction():
    known = shares("2022-10")
    both = add_corrected(pd.concat([tone(1000, 100, 300).assign(month="2022-09"), tone(1000, 100, 300)], ignore_index=True), known)
    assert leader.changes(both, known, MONTH, None).rows[0][-1] == "belum dapat disimpulkan"
    table = news.month_table(both, MONTH.back(2))
    assert [number.state for number in table.column("Porsi negatif")] == ["belum dikoreksi", "terkoreksi"]
    assert [number.state for number in table.column("Porsi menurut mesin")] == ["belum dikoreksi"] * 2


def test_the_shipped_model_says_how_often_it_agrees_with_people():
    from analitik.news import model_card
    from analitik.report.chapters import coverage

    (said,) = coverage.model_limits(model_card())
    assert "berlabel manusia" in said.text() and len(said.numbers()) == 3
    assert "belum diukur" in coverage.model_limits({})[0].text()
