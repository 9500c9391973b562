"""One event is one story, however often it is printed; two events are two."""

import numpy as np
import pandas as pd
import pytest

from analitik.news import enrich, stories_of
from analitik.news.stories.alike import _same_titles
from analitik.news.stories.days import event_days
from analitik.news.stories.group import _same_address
from analitik.text.minhash import shingled, signatures
from analitik.text.normalise import fold
from analitik.text.tokens import word_hashes

from .copies import pairwise, planted

BODY = "Petugas menemukan tiga telepon genggam di kamar hunian blok melati pada pemeriksaan dini hari yang dipimpin kepala pengamanan"
OTHER = "Warga binaan memanen dua ratus kilogram kangkung dari kebun di belakang dapur umum bersama penyuluh pertanian setempat"


def story_ids(frame, register):
    return enrich(frame, register)["story_id"].tolist()


def test_copies_in_several_outlets_are_one_story(articles, register):
    ids = story_ids(articles(("Razia Malam di Lapas Arunika", BODY, 1, "a"), ("Razia Malam di Lapas Arunika", BODY + " (dz)", 2, "b"), ("Panen Kangkung", OTHER, 2, "c")), register)
    assert ids[0] == ids[1] != ids[2]


def test_a_small_edit_keeps_the_story(articles, register):
    edited = BODY.replace("tiga", "empat") + " BACA JUGA: Kebakaran di Pasar."
    ids = story_ids(articles(("Razia Malam di Lapas Arunika", BODY, 1, "a"), ("Razia Malam di Lapas Arunika", edited, 1, "b")), register)
    assert ids[0] == ids[1]


def test_the_same_text_a_month_later_is_another_story(articles, register):
    ids = story_ids(articles(("Razia Malam", BODY, 1, "a"), ("Razia Malam", BODY, 31, "a")), register)
    assert ids[0] != ids[1]


def test_one_campaign_in_two_units_is_two_stories(articles, register):
    ids = story_ids(articles(("Donor Darah Lapas Arunika", BODY, 1, "a"), ("Donor Darah Rutan Wanadarma", BODY, 1, "b")), register)
    assert ids[0] != ids[1]


def test_the_same_headline_over_two_crops_is_two_stories(articles, register):
    ids = story_ids(articles(("Panen Raya", BODY, 1, "a"), ("Panen Raya", OTHER, 1, "b")), register)
    assert ids[0] != ids[1]


def test_a_story_has_one_first_publication_and_counts_its_outlets(articles, register):
    read = enrich(articles(("Razia", BODY, 3, "b"), ("Razia", BODY, 1, "a"), ("Razia", BODY, 2, "a")), register)
    story = stories_of(read).iloc[0]
    assert read["is_first"].tolist() == [False, True, False]
    assert (story["n_publications"], story["n_outlets"]) == (3, 2)
    assert story["last_date"] - story["first_date"] == pd.Timedelta(days=2)


def test_a_story_of_many_copies_stays_one_story(articles, register):
    rows = [("Razia", BODY, k % 5, f"m{k}") for k in range(400)]
    assert len(set(story_ids(articles(*rows), register))) == 1


def test_story_ids_do_not_depend_on_the_order_of_rows(articles, register):
    frame = articles(("Razia", BODY, 1, "a"), ("Razia", BODY, 2, "b"), ("Panen", OTHER, 1, "c"))
    turned = enrich(frame.iloc[::-1], register).set_index("id")["story_id"]
    assert enrich(frame, register).set_index("id")["story_id"].to_dict() == turned.to_dict()


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_signatures_estimate_the_jaccard_share(share):
    rng = np.random.default_rng(4)
    common = [f"w{k}" for k in rng.integers(0, 10**6, int(600 * share))]
    one, two = ([*common, *(f"{side}{k}" for k in range(600 - len(common)))] for side in "ab")
    texts = pd.Series([fold(" ".join(words)) for words in (one, two)])
    found = signatures(shingled(word_hashes(texts.tolist())))
    triples = [set(zip(w, w[1:], w[2:], strict=False)) for w in (one, two)]
    truth = len(triples[0] & triples[1]) / len(triples[0] | triples[1])
    assert abs((found[0] == found[1]).mean() - truth) < 0.3


@pytest.mark.parametrize("seed", [11, 12])
def test_planted_stories_are_found_again(register, seed):
    units = [f"{kind} {name}" for kind in ("Lapas", "Rutan") for name in (f"Kota{one}{two}" for one in ("baru", "lama", "raya") for two in ("sari", "mulya", "jati", "harum"))]
    frame = planted(units, 400, seed=seed)
    read = enrich(frame, register)
    precision, recall, f1 = pairwise(frame["truth"], read["story_id"])
    assert precision >= 0.95 and recall >= 0.95 and f1 >= 0.95


def test_pages_of_one_address_are_one_story(articles, register):
    frame = articles(("Razia Malam", BODY, 1, "a"), ("Panen Kangkung", OTHER, 1, "a"))
    frame["url"] = ["https://m.media.example/razia-malam/amp", "https://media.example/razia-malam?page=2"]
    assert len(set(story_ids(frame, register))) == 1


def test_the_same_text_about_two_days_is_two_stories(articles, register):
    ids = story_ids(articles(("Razia", f"Senin (3/10/2022). {BODY}", 2, "a"), ("Razia", f"Kamis (6/10/2022). {BODY}", 5, "a")), register)
    assert ids[0] != ids[1]


def test_an_escape_told_in_two_ways_is_one_story(articles, register):
    rows = [
        ("Tiga Napi Lapas Arunika Kabur Lewat Plafon", "Tiga penghuni menjebol plafon blok melati dan meloncati tembok belakang sebelum subuh kemarin.", 1, "a"),
        ("Jebol Plafon, Tiga Napi Lapas Arunika Kabur", "Pelarian itu bermula ketika penghuni menjebol plafon blok melati; tembok belakang diloncati.", 2, "b"),
        ("Lapas Arunika Gelar Simulasi Napi Kabur", "Petugas berlatih menutup tembok belakang dan plafon blok melati.", 2, "c"),
    ]
    ids = story_ids(articles(*rows), register)
    assert ids[0] == ids[1] != ids[2]


def test_a_story_tells_how_far_and_how_fast_it_spread(articles, register):
    read = enrich(articles(("Razia di Lapas Arunika", BODY, 1, "b"), ("Razia di Lapas Arunika", BODY, 2, "a")), register)
    story = stories_of(read).iloc[0]
    assert (story["outlets"], story["spread_hours"], story["unit_codes"], story["n_units"]) == ("a|b", 24.0, "33-LPS-01", 1)


def test_headlines_compared_together_are_compared_by_their_different_words_and_left_as_they_are():
    titles = shingled(word_hashes(["sabu sabu di lapas", "sabu di lapas", "panen raya rutan", ""]), 1)
    before = titles.starts.copy()
    left, right = np.array([0, 0, 2, 3]), np.array([1, 2, 3, 3])
    assert _same_titles(titles, left, right).tolist() == [True, False, False, False]
    assert (titles.starts == before).all()


def test_each_later_page_of_an_address_stands_behind_the_first():
    assert _same_address(pd.DataFrame({"canonical_url": ["a", "", "b", "a", None, "b", "a"]})) == [(0, 3), (2, 5), (0, 6)]


def test_event_days_are_read_only_where_a_day_begins_a_word():
    assert event_days("x8 mei, 112 mei, 12 mei, ( 3/4 ), 5 juni 1998 silam") == {512, 403}
