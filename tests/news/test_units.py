"""Which unit a text names: the grammar, the traps, and never a guess."""

import pytest

from analitik.news.units import find_units, gazetteer, is_elsewhere, mentions


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
