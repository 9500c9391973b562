"""Whose voice is heard."""

from __future__ import annotations

import pandas as pd
import pytest

from analitik.news.voice import (
    actors_beside_us,
    is_official,
    official_releases,
    official_voice,
    pickup_share,
    release_pickup,
    share_of_voice,
    spokesperson_share,
)

RELEASE = "sebanyak dua puluh warga binaan lapas arunika mengikuti pelatihan menjahit bersama balai latihan kerja selama dua pekan penuh di bengkel kerja"


@pytest.mark.parametrize(
    "words",
    [
        "kami masih mencari, kata kalapas arunika, senin", "kalapas arunika mengakui pengawasan kurang", "menurut kepala lapas arunika, kunjungan dibuka lagi",
        "kakanwil kemenkumham aceh menyebut penyebabnya masih didalami", "kalapas menutup kunjungan. semua aman, ujarnya singkat", "ungkap kadivpas jawa tengah",
        "humas ditjenpas menjelaskan duduk perkaranya", "pihak lapas membantah kabar itu", "dirjen pemasyarakatan menegaskan tidak ada toleransi",
    ],
)  # fmt: skip
def test_an_official_speaks(words):
    assert official_voice(words)


@pytest.mark.parametrize(
    "words",
    [
        "kalapas belum memberi keterangan", "kalapas enggan mengatakan sebabnya", "warga desak kalapas dicopot, kata pengamat hukum", "kapolres menjelaskan soal kalapas arunika",
        "mantan kalapas arunika mengaku bersalah", "napi kabur dari lapas, kata warga", "kalapas diperiksa; pelaku menyebut upeti", "kalapas dan istri hadir. kapolres menyebut ada luka",
    ],
)  # fmt: skip
def test_nobody_of_ours_speaks(words):
    assert official_voice(words) == ""


def test_a_colon_after_an_office_is_a_quotation_in_a_headline_only():
    title = "kalapas arunika: tidak ada pungli"
    assert official_voice(title, len(title)) and not official_voice("daftar pejabat kalapas arunika: ali", 0)


def test_spokesperson_share_counts_stories_and_hears_any_copy_that_was_read(told):
    quoted = {"title": "Napi kabur", "text": "Kami masih mencari, kata Kalapas Arunika.", "sentiment": "negatif"}
    rows = [quoted] * 20 + [{"title": "Napi kabur", "text": "Polisi mencari.", "sentiment": "negatif"}] * 15 + [{"title": "Panen raya"}] * 5
    table = spokesperson_share(told(*rows)).set_index("among")
    assert table[["k", "n", "state"]].values.tolist() == [[20, 40, "cukup"], [20, 35, "cukup"]]
    assert table.loc["negatif", "low"] < 20 / 35 < table.loc["negatif", "high"]
    few = spokesperson_share(told(*rows[:8]))
    assert few["state"].unique().tolist() == ["terbatas"] and few["share"].isna().all() and few["k"].tolist() == [8, 8]


def test_share_of_voice_adds_up_and_leaves_out_what_is_not_about_us(told):
    rows = [{"kanwil": "KW-33"}] * 30 + [{"kanwil": "KW-11"}] * 10 + [{"issue": "di_luar_topik"}] * 9
    table = share_of_voice(told(*rows))
    assert table[["kanwil", "k", "n"]].values.tolist() == [["KW-33", 30, 40], ["KW-11", 10, 40]] and table["share"].sum() == pytest.approx(1)


def test_actors_are_counted_once_a_story(told):
    table = actors_beside_us(told({"title": "Polisi dan Polda geledah lapas", "sentiment": "negatif"}, {"title": "KPK periksa kalapas"})).set_index("actor")
    assert table.loc["kepolisian", ["k", "n", "k_negative"]].tolist() == [1, 2, 1] and table.loc["kpk", "k"] == 1 and table.loc["tni", "k"] == 0


def test_our_own_pages_are_known_by_host():
    pages = pd.DataFrame({"url": ["https://lapasarunika.kemenkumham.go.id/a", "https://kemenkumham.go.id.palsu.example/a", None], "outlet": [None, "x", "www.ditjenpas.go.id"]})
    assert is_official(pages).tolist() == [True, False, True]


def test_a_release_is_picked_up_by_others_with_its_text_within_a_week(told):
    ours = {"title": "Pelatihan menjahit", "text": RELEASE, "url": "https://ditjenpas.go.id/1", "hour": 0}
    copy = {"title": "Pelatihan menjahit", "text": RELEASE + " jelas petugas"}
    rows = [ours, {**copy, "hour": 5, "outlet": "A"}, {**copy, "hour": 30, "outlet": "B"}, {**copy, "hour": 24 * 9, "outlet": "C"}, {**copy, "hour": -30, "outlet": "D"},
            {"title": "Panen raya", "text": "panen kangkung di kebun lapas cendana bersama dinas pertanian dan kelompok tani setempat pagi tadi", "hour": 6},
            {"title": "Sendiri", "text": "rilis lain yang tidak dimuat siapa pun tentang jadwal kunjungan daring bulan depan di rutan", "url": "https://ditjenpas.go.id/2"}]  # fmt: skip
    publications = told(*rows)
    pickup = release_pickup(official_releases(publications), publications)
    assert pickup[["n_outlets", "n_stories", "is_picked_up"]].values.tolist() == [[2, 2, True], [0, 0, False]] and pickup["hours_to_first"].iloc[0] == 5
    assert pickup_share(pickup)[["k", "n", "state"]].values.tolist() == [[1, 2, "terbatas"]]


def test_no_release_is_no_share(told):
    publications = told({"title": "Panen"})
    assert pickup_share(release_pickup(official_releases(publications), publications))["state"].tolist() == ["belum dapat disimpulkan"]
