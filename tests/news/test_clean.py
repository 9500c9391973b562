"""Boilerplate goes, the news stays."""

import time

import pytest

from analitik.news.clean import canonical_url, clean, clean_text, clean_title, page


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


@pytest.mark.parametrize(
    ("dirty", "news"),
    [
        ("Ia berkata (Baca: Kecewa Remisi, Warga Protes) demikian.", "Ia berkata demikian."),
        ("Penulis: Budi Santoso | Editor: Ani", ""),
        ("Narahubung: Rina 0812-3456-7890\nKapasitas 1.200 orang.", "Kapasitas 1.200 orang."),
        ("Hubungi HP 081234567890 segera.", "Hubungi segera."),
        ("Warga senang - Sabu Masuk Lapas Lewat Drone - Polisi Tangkap Bandar Besar", "Warga senang"),
        ("JAKARTA - Napi kabur - dua orang - lalu kembali.", "JAKARTA - Napi kabur - dua orang - lalu kembali."),
        ("Aman. **(Ril/E", "Aman."),
        ("Tertib. (Sab/Red1)", "Tertib."),
        ("0 menit baca. Aman sekali.", "Aman sekali."),
        ("Capaian naik. #kumhamPASTI #satu", "Capaian naik."),
        ("Petugas membaca: buku itu bagus sekali.", "Petugas membaca: buku itu bagus sekali."),
        ("Petugas siaga di pos.\nApa yang terjadi di lapas itu?\nTertib.", "Petugas siaga di pos. Tertib."),
        ("<p>Aman &amp; <b>tertib</b></p>", "Aman & tertib"),
        ("Petugas menemukan tiga ponsel di kamar. Petugas menemukan tiga ponsel di kamar.", "Petugas menemukan tiga ponsel di kamar."),
    ],
)
def test_what_stands_in_and_between_sentences_is_removed(dirty, news):
    assert clean_text(dirty) == news


@pytest.mark.parametrize(
    "variant",
    [
        "http://media.example.com/read/panen-raya",
        "https://www.media.example.com/read/panen-raya/",
        "https://m.media.example.com/read/panen-raya/amp",
        "https://media.example.com/read/panen-raya?page=2&utm_source=x",
        "https://media.example.com/read/panen-raya/2",
        "https://media.example.com/read/panen-raya/all#atas",
    ],
)
def test_all_addresses_of_an_article_are_one(variant):
    assert canonical_url(variant) == "media.example.com/read/panen-raya"


def test_addresses_of_different_articles_stay_apart():
    assert len({canonical_url(f"https://m.example/{rest}") for rest in ("?p=1", "?p=2", "2021/09/08", "2021/09/09", "a-b", "")}) == 6


@pytest.mark.parametrize("odd", ["", " ", "😀" * 9, "\x00\x01", "(" * 100_000, "baca juga: " * 9_000, " - Aaa bbb ccc ddd" * 5_000, "Editor: " * 12_000, "a" * 100_000, "Â" * 100_000])
def test_odd_texts_take_little_time_and_break_nothing(odd):
    begun = time.process_time()
    clean_text(odd)
    clean_title(odd)
    assert time.process_time() - begun < 5


def test_noise_looked_for_by_its_signs_is_the_noise_found_by_all_patterns_at_once():
    every = page._noises(tuple(range(len(page._NOISES))))
    pieces = ["Tutup iklan x", "27°C Jakarta", "A A A Pengaturan font.", "12 views", "WA: 081234567890", "1 2 3 Selanjutnya", "Bagikan:", "ſcroll ke ataſ", "Dibaca 7 kali", "Loading…"]
    for one in pieces:
        for two in pieces:
            text = f"Panen raya. {one} Warga {two} senang."
            some = page._noise(text, text.lower())
            assert (some.sub(" ", text) if some else text) == every.sub(" ", text)
