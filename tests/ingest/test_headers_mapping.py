"""Vendor columns find their place, and strange instructions are refused in words."""

from __future__ import annotations

import pytest

from analitik.core.errors import UsageFault
from analitik.ingest.headers import guess_kind, resolve
from analitik.ingest.kinds import KINDS, NEWS
from analitik.ingest.mapping import load_mapping, packaged_mappings

KOBO = {f"skm/U{n}": "4" for n in range(1, 10)} | {
    "_id": "812", "_submission_time": "2023-05-01T20:30:00", "identitas/satker": "Rutan Kelas IIB Muntok",
    "identitas/jk": "L", "_uuid": "x-1", "_status": "submitted",
}  # fmt: skip


def test_policy_aliases_in_any_looks():
    headers = ["No Berita", " JUDUL ", "Isi\u00a0 Berita", "Link", "Nama Media", "TANGGAL TERBIT", "Nama UPT", "Sentimen Berita"]
    assert list(resolve(headers, NEWS, {})) == ["id", "judul", "isi", "tautan", "media", "tanggal", "satker", "sentimen"]


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (["id", "judul", "isi", "tanggal", "satker"], "news"),
        (["judul", "tanggal"], "news"),
        (["id", "tanggal", "kanal", "satker", "kategori", "status", "isi"], "complaint"),
        (["id", "tanggal", "instansi", "satker", "perkara"], "aph"),
        (["No. Surat", "Tanggal Surat", "Instansi", "Perkara"], "aph"),
        (["id responden", "waktu pengisian", "nama upt", *[f"U{n}" for n in range(1, 10)], "umur"], "survey"),
    ],
)
def test_the_kind_is_known_by_its_headers(headers, kind):
    assert guess_kind([["Laporan"], headers], {}).name == kind


def test_a_mapping_names_vendor_columns_patterns_constants_and_what_to_ignore(deliver):
    text = "permalink,headline,satker,when\nhttps://a.example/20240116100500-1/x,a,Bukan Unit,hari ini\nhttps://a.example/y,b,-,-\n"
    mapping = {
        "judul": "headline",
        "tautan": "permalink",
        "tanggal": {"from": "permalink", "pattern": r"/(\d{14})-"},
        "media": {"value": "Contoh"},
        "satker": None,
    }
    delivery = deliver(text, mapping=mapping)
    row = delivery.rows.iloc[0]
    assert (row["title"], row["outlet"], str(row["published_date"].date())) == ("a", "Contoh", "2024-01-16")
    assert str(row["published_at"]) == "2024-01-16 03:05:00"
    assert [one.code for one in delivery.aside] == ["missing_date"]


def test_digits_that_are_no_time_are_a_bad_date(deliver, reasons):
    text = "url,article_title\nhttps://a.example/20241316100500-1/x,a\n"
    assert reasons(deliver(text, mapping="url_date_id")) == {"bad_date": 1}


def test_a_mapping_is_not_dropped_when_the_file_also_has_a_usual_header(deliver):
    rows = deliver("judul,headline,tanggal\nlama,baru,01/05/2023\n", mapping={"judul": "headline"}).rows
    assert rows["title"].tolist() == ["baru"]


def test_kobo_exports_need_no_hand_written_mapping_and_their_times_are_utc(deliver):
    delivery = deliver([KOBO], kind="survey", mapping="kobo_skm")
    row = delivery.rows.iloc[0]
    assert (row["id"], row["unit_code"], row["q9"], row["sex"]) == ("812", "33-RTN-02", 4, "L")
    assert str(row["submitted_date"].date()) == "2023-05-02"


def test_an_english_export_goes_in_by_name(deliver):
    text = "title,text,url,outlet,published\na,b,https://a.example,Antara,2023-05-01T10:00:00Z\n"
    row = deliver(text, mapping="english", kind=None).rows.iloc[0]
    assert (row["title"], row["text"], row["outlet"]) == ("a", "b", "Antara")


@pytest.mark.parametrize("name", packaged_mappings())
def test_every_packaged_mapping_fits_a_kind(name):
    rules = load_mapping(name)
    assert any(set(rules) <= set(kind.columns) for kind in KINDS.values())


@pytest.mark.parametrize(
    ("mapping", "word"),
    [
        ({"judol": "title"}, "judol"),
        ({"judul": {"dari": "title"}}, "judul"),
        ({"judul": {"from": "title", "value": "x"}}, "judul"),
        ({"tanggal": {"from": "url", "pattern": "("}}, "pola"),
        ({"tanggal": {"from": "url", "pattern": r"\d+"}}, "kelompok"),
        ({"tanggal": {"from": "url", "zone": "mars"}}, "mars"),
        ({"perkara": "a", "kanal": "b"}, "kanal"),
        ("tidak_ada", "english"),
    ],
)
def test_a_wrong_mapping_is_refused_in_a_sentence(deliver, mapping, word):
    with pytest.raises(UsageFault, match=word):
        deliver("title,tanggal\na,01/05/2023\n", kind=None, mapping=mapping)


def test_a_mapping_file_that_is_no_yaml_or_no_mapping(deliver, tmp_path):
    bad = tmp_path / "peta.yml"
    for text, word in (("judul: [a", "YAML"), ("- judul\n", "kolom")):
        bad.write_text(text, encoding="utf-8")
        with pytest.raises(UsageFault, match=word):
            deliver("title,tanggal\na,01/05/2023\n", mapping=bad)


def test_a_file_with_units_needs_a_register(deliver, rows_of):
    with pytest.raises(UsageFault, match="--units"):
        deliver(rows_of("news"), units=None)
    assert deliver("judul,tanggal\na,01/05/2023\n", units=None).rows_in == 1


def test_an_unknown_kind_is_refused(deliver):
    with pytest.raises(UsageFault, match="survey"):
        deliver("a,b\n1,2\n", kind="berita")
