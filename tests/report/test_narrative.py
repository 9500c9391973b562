"""What may be said of a change, and the message to forward."""

from __future__ import annotations

import pytest

from analitik.core.period import Month
from analitik.report import Card, Cards, Number, Sentence
from analitik.report.narrative import (
    change_sentence,
    change_word,
    few_data_sentence,
    news_headline,
    news_lede,
    survey_sentence,
    text_summary,
)
from analitik.report.narrative.survey import beside_sentence, consistency_sentence, driver_sentence, since_sentence

OCTOBER = Month(2022, 10)
NOW = Number("a", 0.068, "share", low=0.051, high=0.089, state="terkoreksi")
BEFORE = Number("b", 0.11, "share", low=0.09, high=0.13, state="terkoreksi")
RAW = Number("c", 0.11, "share", state="belum dikoreksi")
DOWN = Number("d", -4.2, "points", low=-6.1, high=-1.9)
FLAT = Number("e", -0.3, "points", low=-3.0, high=2.4)


def test_naik_and_turun_need_an_interval_without_zero():
    assert [change_word(x) for x in (DOWN, FLAT, None)] == ["turun", "tidak berubah berarti", "belum dapat disimpulkan"]


def test_an_interval_that_touches_zero_says_nothing():
    assert change_word(Number("x", 1, "points", low=0, high=2)) == "tidak berubah berarti"


def test_direction_and_judgement_are_separate_words():
    assert change_word(DOWN, better="turun") == "turun (membaik)"
    assert change_word(DOWN, better="naik") == "turun (memburuk)"


def test_an_uncorrected_month_gets_no_direction_even_with_a_clear_difference():
    assert "belum dapat disimpulkan" in news_headline(NOW, OCTOBER, before=RAW, change=DOWN).text()
    assert "turun" not in change_sentence("Porsi negatif", RAW, NOW, DOWN).text()


def test_the_headline_follows_its_pattern():
    text = news_headline(NOW, OCTOBER, before=BEFORE, change=DOWN).text()
    assert text == "Pemberitaan negatif 6,8% (5,1–8,9), turun dari September."


@pytest.mark.parametrize("state", ["celah data", "terbatas"])
def test_a_month_without_a_share_is_not_called_quiet(state):
    text = news_headline(Number("a", None, "share", state=state), OCTOBER).text()
    assert "%" not in text and ("celah" in text or "terlalu sedikit" in text)


def test_an_unsure_grade_is_not_given():
    index = Number("i", 87.4, "index", low=85.4, high=89.4)
    text = survey_sentence(index, {"A": Number("pa", 0.19, "probability"), "B": Number("pb", 0.81, "probability")}).text()
    assert "belum dapat disimpulkan" in text and "B 81%, A 19%" in text


def test_sentences_stay_short():
    index = Number("i", 79.1, "index", low=77.4, high=80.9)
    made = [
        news_headline(NOW, OCTOBER, before=BEFORE, change=DOWN),
        news_headline(RAW, OCTOBER),
        news_headline(Number("a", None, "share", state="celah data"), OCTOBER),
        news_lede(Number("p", 368, "count"), Number("k", 97, "count"), outlets=Number("o", 40, "count")),
        survey_sentence(index, {"B": Number("p.b", 0.9, "probability")}),
        few_data_sentence(Number("n", 4, "count")),
        change_sentence("Porsi publikasi negatif", BEFORE, NOW, DOWN, better="turun"),
    ]
    assert all(len(sentence.text().split()) <= 20 for sentence in made)


def test_what_cannot_be_told_apart_is_not_put_in_order():
    share = Number("a", 0.2, "share", low=0.1, high=0.3)
    assert "urutannya belum dapat disimpulkan" in driver_sentence(["biaya", "sarana"], share).text()
    assert driver_sentence(["a", "b", "c", "d"], share).numbers() == []


@pytest.mark.parametrize(("low", "high", "word"), [(0.72, 0.9, "unsur ajek"), (0.5, 0.69, "belum ajek"), (0.6, 0.8, "belum dapat disimpulkan")])
def test_consistency_is_judged_by_the_whole_interval(low, high, word):
    assert word in consistency_sentence(Number("a", (low + high) / 2, "ratio", low=low, high=high)).text()


def test_the_index_has_no_direction_without_an_interval():
    assert since_sentence("semester I 2022", "naik (membaik)", None).text() == "Perubahan indeks dari semester I 2022 belum dapat disimpulkan."


def test_perception_and_news_are_never_joined_by_a_cause():
    rho = Number("r", -0.5, "ratio", low=-0.7, high=-0.2)
    assert "lebih rendah" in beside_sentence("berlawanan", rho).text() and "bukan bukti sebab" in beside_sentence("berlawanan", rho).text()


def test_no_cases_at_all_is_said_plainly():
    assert few_data_sentence(Number("n", 0, "count")).text() == "Tidak ada kisah bulan ini (0)."


def test_the_message_begins_with_contoh_and_stays_short(demo):
    text = text_summary([demo.headline(), demo.cards(), demo.provenance()], demo.context())
    assert text.splitlines()[0] == "[CONTOH - angka karangan]"
    assert "*6,8% (5,1–8,9)*" in text and "2022-10/nasional/index.html (sidik 9f2c41d7)" in text
    assert len(text) <= 1_200


def test_a_real_message_never_says_contoh(demo):
    assert "CONTOH" not in text_summary([demo.headline()], demo.context(sample=False))


def test_a_message_that_is_too_long_loses_cards_from_the_end_not_its_address(demo):
    many = Cards([Card(f"Ukuran {'panjang ' * 12}", Number(f"x.{k}", k, "count")) for k in range(40)])
    text = text_summary([demo.headline(), many], demo.context())
    assert len(text) <= 1_200 and text.rstrip().endswith("2022-10/nasional/index.html")


def test_data_cannot_make_bold_in_a_message(demo):
    card = Card(Sentence("Kisah {t}", t="*tebal* _miring_"), Number("x", 1, "count"))
    text = text_summary([Cards([card])], demo.context())
    assert "Kisah tebal miring: *1*" in text
