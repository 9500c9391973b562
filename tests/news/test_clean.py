"""Boilerplate goes, the news stays."""

import pytest

from analitik.news.clean import clean, clean_text, clean_title


@pytest.mark.parametrize(
    ("dirty", "news"),
    [
        ("Panen di lapas. BACA JUGA: Napi Kabur dari Rutan\nWarga senang.", "Panen di lapas. Warga senang."),
        ("Panen di lapas. Baca Juga : Sabu Masuk Lapas. Warga senang.", "Panen di lapas. Warga senang."),
        ("ADVERTISEMENT Panen di lapas. SCROLL TO CONTINUE WITH CONTENT Warga senang.", "Panen di lapas. Warga senang."),
        ("Panen di lapas. (dz)", "Panen di lapas."),
        ("Panen di lapas. (jok/gus)", "Panen di lapas."),
        ("Panen di lapas.\nCopyright © MEDIA 2022", "Panen di lapas."),
        ("â€œAmanâ€\x9d kata petugas", "“Aman” kata petugas"),
        ("", ""),
    ],
)
def test_what_the_page_put_around_the_news_is_removed(dirty, news):
    assert clean_text(dirty) == news


def test_a_body_printed_twice_is_kept_once():
    body = "Petugas memeriksa seluruh kamar hunian dan tidak menemukan barang terlarang."
    assert clean_text(f"{body} {body}") == body


def test_titles_become_one_tidy_line():
    assert clean_title(" Lapas\u200b  Arunika\nPanen ") == "Lapas Arunika Panen"


def test_a_headline_on_top_of_the_body_is_dropped_and_the_frame_is_not_changed(articles):
    frame = articles(("Panen Raya", "Panen Raya - Warga binaan memanen kangkung.", 1, "a"))
    before = frame.copy()
    assert clean(frame)["clean_text"].iloc[0] == "Warga binaan memanen kangkung."
    assert frame.equals(before)
