"""Which unit a text names: the grammar, the traps, and never a guess."""

import numpy as np
import pandas as pd
import pytest

from analitik.news.units import Gazetteer, find_units, gazetteer, is_elsewhere, mentions
from analitik.news.units.names import Entry


@pytest.fixture(scope="module")
def known(register):
    return gazetteer(register)


@pytest.mark.parametrize(
    ("text", "kode"),
    [
        ("Razia di Lapas Kelas IIA Arunika nihil temuan", "33-LPS-01"),
        ("Razia di Lapas Klas II A Arunika", "33-LPS-01"),
        ("Razia di lapas kelas llA Arunika", "33-LPS-01"),
        ("Lembaga Pemasyarakatan Arunika panen", "33-LPS-01"),
        ("Lembaga Permasyarakatan Arunika panen", "33-LPS-01"),
        ("Kalapas Arunika beri arahan", "33-LPS-01"),
        ("Rutan Kelas II-B Wanadarma gelar apel", "33-RTN-01"),
        ("Rumah Tahanan Negara Wanadarma gelar apel", "33-RTN-01"),
        ("Lapas Perempuan Arunika raih WBK", "33-LPP-01"),
        ("Lapas Wanita Arunika raih WBK", "33-LPP-01"),
        ("Bapas Arunika gelar litmas", "33-BPS-01"),
        ("LPKA Tirta Jaya wisuda", "33-LKA-01"),
        ("Lapas Narkotika Kelas IIA Kartika Sari", "11-LPN-01"),
        ("Lapas Cendana Biru Kelas I panen", None),
        ("Lapas Kelas I Cendana Biru panen", "11-LPS-01"),
        ("Napi Lapas Bukit Senja panen", "33-LPS-01"),
    ],
)
def test_a_mention_finds_its_unit(known, text, kode):
    assert mentions(text, known)[0].kode == kode


@pytest.mark.parametrize("text", ["Warga Arunika panen raya", "Tahanan Rutan Polda Wanadarma kabur", "Rutan KPK penuh", "Tersangka di rutan kejaksaan", "Lapak Arunika ramai"])
def test_a_bare_place_and_cells_of_others_are_no_units(known, text):
    assert mentions(text, known) == []


def test_two_units_of_one_kind_and_place_stay_ambiguous(known):
    mention = mentions("Lapas Cendana Biru panen", known)[0]
    assert mention.kode is None and mention.candidates == ("11-LPS-01", "11-LPS-02")


def test_a_unit_outside_the_register_keeps_its_name(known):
    mention = mentions("Petugas Lapas Kelas IIA Banyu Rimba gelar apel", known)[0]
    assert (mention.kode, mention.text) == (None, "Lapas Kelas IIA Banyu Rimba")


def test_the_unit_of_the_headline_is_the_main_one(known, articles):
    frame = articles(("Rutan Wanadarma Terima Napi Pindahan", "Dari Lapas Arunika dipindah sepuluh orang.", 1, "a"))
    linked = find_units(frame.assign(clean_title=frame["title"], clean_text=frame["text"]), known).iloc[0]
    assert (linked["unit_code"], linked["unit_codes"], linked["kanwil"]) == ("33-RTN-01", "33-LPS-01|33-RTN-01", "KW-33")


def test_a_delivered_unit_decides_only_where_the_text_does_not(known, articles):
    rows = [("Panen raya warga binaan", "", 1, "a"), ("Lapas Arunika panen", "", 1, "a"), ("Lapas Cendana Biru panen", "", 1, "a")]
    frame = articles(*rows, unit_code="11-LPS-02")
    linked = find_units(frame.assign(clean_title=frame["title"], clean_text=frame["text"]), known)
    assert linked["unit_code"].tolist() == ["11-LPS-02", "33-LPS-01", "11-LPS-02"]
    assert not linked["is_ambiguous"].any()


def test_police_cells_are_elsewhere():
    assert is_elsewhere("tahanan polres kabur") and not is_elsewhere("tahanan rutan wanadarma kabur")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kalapas Sekayu Terancam Dipecat", "Lapas Sekayu"),
        ("Lembaga Permasyarakatan Kelas llA Pangkalpinang panen", "Lembaga Pemasyarakatan Kelas IIA Pangkalpinang"),
        ("Napi LP Cilegon kabur", "LP Cilegon"),
        ("LKPA Kelas II Palu wisuda", "LPKA Kelas II Palu"),
        ("Lapas Klas II-B Narkotika Jakarta", "Lapas Narkotika Kelas IIB Jakarta"),
        ("Rutan Klas IIB Negara Gelar Donor Darah", "Rutan Kelas IIB Negara"),
        ("Lapas Lowokwaru Malang buka museum", "Lapas Malang (Lowokwaru)"),
        ("Kanwil Kemenkumham Jateng beri arahan", "Kanwil Kemenkumham Jawa Tengah"),
        ("Ditjenpas Jatim gelar apel", "Kanwil Ditjenpas Jawa Timur"),
    ],
)
def test_a_unit_is_shown_with_its_head_its_class_and_its_place(known, text, shown):
    assert mentions(text, known)[0].text == shown


@pytest.mark.parametrize(
    "text",
    ["Bawa LP Nomor 12 ke kantor", "LP Arunika dirilis band itu", "Buka LP page", "Lapas di Jatim penuh", "Medan", "Rutan Polda", "Napi lapas kabur", "Lapas Gelar Simulasi", "Lapas Nusakambangan dijaga"],
)
def test_what_only_looks_like_a_unit_is_none(known, text):
    assert mentions(text, known) == []


def test_a_shared_nickname_without_a_head_is_ambiguous(known):
    mention = mentions("Kerusuhan di Tanjung Gusta", known)[0]
    assert mention.kode is None and mention.is_shared


def test_a_misspelt_place_is_found_only_where_one_place_is_close(known):
    assert mentions("Lapas Arunka gelar apel", known)[0].kode == "33-LPS-01"
    assert mentions("Rutan Arunka gelar apel", known)[0].kode is None
    assert mentions("Lapas Arunika Barat gelar apel", known)[0].kode is None


def test_the_day_decides_between_units_that_bore_one_name(register, articles):
    versions = register.iloc[[0, 0]].assign(kode=["33-LPS-08", "33-LPS-09"], valid_from=["2010-01-01", "2022-10-15"], valid_to=["2022-10-15", None], aliases=None)
    frame = articles(("Lapas Arunika panen", "", 1, "a"), ("Lapas Arunika panen", "", 25, "a"))
    linked = find_units(frame.assign(clean_title=frame["title"], clean_text=""), gazetteer(versions))
    assert linked["unit_code"].tolist() == ["33-LPS-08", "33-LPS-09"]


def test_several_units_behind_one_head_are_all_linked(known, articles):
    frame = articles(("Lapas Arunika dan Cendana Biru terima bantuan", "", 1, "a"))
    linked = find_units(frame.assign(clean_title=frame["title"], clean_text=""), known).iloc[0]
    assert linked["unit_code"] == "33-LPS-01" and linked["is_ambiguous"] is not True


def planted_units(seed):
    rng = np.random.default_rng(seed)
    syllables = [a + b for a in "bdgklmnprstw" for b in "aiu"]
    names = list(dict.fromkeys("".join(rng.choice(syllables, 4)).capitalize() for _ in range(900)))
    kinds = {"lapas": ("Lapas", "Lembaga Pemasyarakatan", "Kalapas", "Lembaga Permasyarakatan"), "rutan": ("Rutan", "Rumah Tahanan Negara", "Karutan"), "bapas": ("Bapas", "Balai Pemasyarakatan")}
    rows = [(f"{k:03d}", list(kinds)[k % 3], ["IIA", "IIB", "I"][k % 3], names[k // 2], f"{['Lapas', 'Rutan', 'Bapas'][k % 3]} Lorong {names[700 + k // 10]}" if k % 10 == 0 else None) for k in range(600)]
    columns = ["kode", "jenis", "kelas", "nama_pendek", "aliases"]
    return pd.DataFrame(rows, columns=columns).assign(nama="x", kanwil="KW-33"), kinds, rng


@pytest.mark.parametrize("seed", [1, 2])
def test_six_hundred_planted_units_are_found_and_none_is_guessed(seed):
    frame, kinds, rng = planted_units(seed)
    known = gazetteer(frame)
    hits, said, asked = 0, 0, 0
    for row in frame.itertuples():
        head = rng.choice(kinds[row.jenis])
        spelt = rng.choice([f"{head} {row.nama_pendek}", f"{head} Kelas {row.kelas} {row.nama_pendek}", f"{head} klas {row.kelas[:-1] or 'I'}-{row.kelas[-1]} {row.nama_pendek.upper()}" if len(row.kelas) > 2 else f"{head} {row.nama_pendek}"])
        for text in [f"Warga Binaan {spelt} Panen Raya", *([f"Razia di {row.aliases} Nihil Temuan"] if isinstance(row.aliases, str) else [])]:
            found = mentions(text, known)
            truth = set(frame[(frame["jenis"] == row.jenis) & (frame["nama_pendek"] == row.nama_pendek)]["kode"])
            asked += len(truth) == 1 or text.startswith("Razia")
            kode = found[0].kode if found else None
            said += kode is not None
            hits += kode == row.kode
    assert hits / said >= 0.98 and hits / asked >= 0.95


@pytest.mark.parametrize("odd", ["", "😀", "Lapas", "lapas " * 20_000, "\x00Lapas", "İstanbul Lapas İ Arunika", "Lapas (", "Lapas Kelas", "Lapas di", "L.P. Arunika napi", "-" * 1000])
def test_odd_texts_break_nothing(known, odd):
    assert isinstance(mentions(odd, known), list)


def test_a_place_learnt_later_is_read_although_its_beginning_was_read_before():
    known = Gazetteer()
    assert [one.entries for one in mentions("Lapas Wanasari Kidul Timbul panen", known)] == [()]
    entry = Entry("K-1", None, None, None)
    known.learn("lapas", "wanasarikidultimbul", entry)
    assert [one.entries for one in mentions("Lapas Wanasari Kidul Timbul panen", known)] == [(entry,)]
