"""A headline as a short string of frame classes."""

import pandas as pd
import pytest

from analitik.news.sentiment.frames import Lexicon, frame_lexicon, roots, spell, stem, strings_of, words_of
from analitik.news.sentiment.rules import fitting, rules


def frames(title):
    words = words_of(pd.Series([title]))
    return spell(strings_of(words, frame_lexicon().match(words))[0])


def test_who_does_what_and_the_signs_between():
    assert frames("Petugas Gagalkan Penyelundupan Sabu, Polisi Apresiasi") == "STAFF FOIL SMUGGLE DRUG COMMA POLICE HONOUR"


def test_the_longest_phrase_wins():
    lexicon = Lexicon({"A": "hari", "B": "hari raya besar, raya"})
    words = words_of(pd.Series(["hari raya besar", "hari raya kecil"]))
    found = lexicon.match(words)
    assert [(lexicon.names[kind], length) for kind, length in zip(found.kind, found.length, strict=True)] == [("B", 3), ("A", 1), ("B", 1)]


def test_phrases_do_not_reach_over_the_end_of_a_headline():
    words = words_of(pd.Series(["napi hari", "raya tiba"]))
    assert len(Lexicon({"A": "hari raya"}).match(words).start) == 0


@pytest.mark.parametrize("word", ["menyelundupkan", "diselundupkan", "penyelundupan", "selundupkan"])
def test_forms_of_a_word_share_a_stem(word):
    assert stem(word) == stem("penyelundupan")


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("Rutan Wanadarma Bantah Kabar Tahanan Kabur", "D04"),
        ("Tahanan Kabur, Rutan Wanadarma Bantah Lalai", "D05"),
        ("Petugas Rutan Gagalkan Sabu", "D06"),
        ("Oknum Sipir Edarkan Sabu", "D08"),
        ("Napi Kabur Lewat Plafon", "D09"),
        ("Simulasi Kebakaran di Rutan", "D02"),
        ("Tahanan Polsek Tewas", "D01"),
    ],
)
def test_the_first_rule_that_fits_is_the_decision_of_the_guide(title, id):
    words = words_of(pd.Series([title]))
    fits = fitting(strings_of(words, frame_lexicon().match(words)))[0]
    assert rules()[fits.argmax()].id == id


@pytest.mark.parametrize("odd", ["", " ", "😀😀", "\x00\x07", "x" * 100_000, "“”", "a\nb"])
def test_odd_texts_are_one_text_each(odd):
    words = words_of(pd.Series([odd, "napi"]))
    assert words.n_texts == 2 and strings_of(words, frame_lexicon().match(words))[1] != ""


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("menyelundupkan", "selundup"), ("diperiksa", "periksa"), ("pemeriksaan", "periksa"), ("mengirim", "kirim"), ("menolak", "tolak"), ("memukuli", "pukul"),
        ("mengabaikan", "abai"), ("berkurang", "kurang"), ("keterlambatan", "lambat"),
    ],
)  # fmt: skip
def test_a_word_gives_up_its_root(word, root):
    assert root in roots(word)


@pytest.mark.parametrize(("word", "other"), [("pulang", "ulang"), ("peserta", "tanya"), ("memang", "menang"), ("menyebut", "rebut")])
def test_words_that_only_sound_alike_share_no_root(word, other):
    assert not set(roots(word)) & set(roots(other))


def test_other_forms_of_an_entry_belong_to_its_class_and_words_kept_apart_do_not():
    lexicon = Lexicon({"SEND": "dikirim", "TELL": "lapor*"}, "pengirim", {r"\d+": "TELL"})
    words = words_of(pd.Series(["mengirim laporan 7 pengirim"]))
    found = lexicon.match(words)
    assert [lexicon.names[kind] for kind in found.kind] == ["SEND", "TELL", "TELL"]
