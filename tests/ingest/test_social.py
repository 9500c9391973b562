"""Exports of social platforms: recognised, counted, and without the name of a private person."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from openpyxl import Workbook

from analitik.core.personal import mask_handles
from analitik.ingest.deliver import read_delivery
from analitik.ingest.numbers import as_count

AS_OF = "2023-01-01T00:00:00+07:00"
META = "Post ID,Account username,Account name,Account type,Description,Publish time,Permalink,Post type,Views,Reach,Likes,Comments,Shares"
ROW = '1,humas,Budi Contoh,{type},"Panen di lapas",{when},https://www.facebook.com/budi.contoh/posts/1,Photos,{views},,12K,-,3'


@pytest.fixture
def read(tmp_path):
    def make(text: str, name: str = "ekspor.csv", **options):
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        return read_delivery(file, as_of=AS_OF, units=pd.DataFrame({"kode": ["33-LPS-01"], "nama": ["Lapas Arunika"]}), **options)

    return make


def meta(*, type="", when="10/21/2022 19:46", views="1.234") -> str:
    return META + "\n" + ROW.format(type=type, when=when, views=views) + "\n"


@pytest.mark.parametrize(
    "header, line, platform",
    [
        (META, ROW.format(type="", when="10/21/2022 08:00", views="5"), "facebook"),
        ("ID postingan,Keterangan,Waktu publikasi,Permalink,Tayangan,Suka,Komentar", "1,Panen,21/10/2022 08:00,https://instagram.com/p/Ab1/,5,1,2", "instagram"),
        ("Post id,Date,Post text,Post Link,Impressions,Likes,Replies,Reposts", '1,"Fri, Oct 21, 2022",Panen,https://x.com/a/status/1,5,1,2,3', "x"),
        ("Judul video,Link video,Waktu posting,Total suka,Total komentar,Total tayangan", "Panen,https://www.tiktok.com/@a/video/7,21 Oktober 2022,1,2,5", "tiktok"),
        ("Content,Video title,Video publish time,Views,Likes,Comments added", 'dQw,Panen,"Oct 21, 2022",5,1,2', "youtube"),
    ],
)  # fmt: skip
def test_each_platform_is_recognised_by_the_headers_it_writes(read, header, line, platform):
    delivery = read(header + "\n" + line + "\n")
    row = delivery.rows.iloc[0]
    assert (delivery.kind.name, row["platform"], str(row["published_date"].date()), row["views"]) == ("social", platform, "2022-10-21", 5)


def test_a_named_mapping_reads_the_same_as_recognition(read):
    pd.testing.assert_frame_equal(read(meta()).rows, read(meta(), kind="social", mapping="meta").rows)


def test_our_own_column_names_need_no_mapping(read):
    text = "id,platform,akun,jenis_akun,teks,tanggal,satker,suka,bagikan\n7,TikTok,Lapas Arunika,resmi,Panen,5/10/2022,Lapas Arunika,\"1,2 rb\",3\n"
    row = read(text, kind="social").rows.iloc[0]
    assert row[["platform", "account", "unit_code", "likes", "shares"]].tolist() == ["tiktok", "Lapas Arunika", "33-LPS-01", 1200, 3]


def test_a_news_file_with_counts_beside_it_stays_news(read):
    assert read("id,judul,tanggal,media,suka,komentar\n1,Panen,5/10/2022,Warta,1,2\n").kind.name == "news"


def test_the_month_stands_first_only_where_the_tool_writes_it_so(read):
    assert str(read(meta(when="03/04/2022 19:46")).rows["published_at"].iloc[0]) == "2022-03-04 12:46:00"
    own = "teks,tanggal,platform\nPanen,03/04/2022,x\n"
    assert str(read(own, kind="social").rows["published_date"].iloc[0].date()) == "2022-04-03"


def test_times_of_x_without_a_zone_are_utc(read):
    text = "Post id,Date,Post text,Likes,Replies\n1,2022-10-20 20:00:00,Panen,1,2\n"
    row = read(text).rows.iloc[0]
    assert (str(row["published_at"]), str(row["published_date"].date())) == ("2022-10-20 20:00:00", "2022-10-21")


@pytest.mark.parametrize("kind, name", [("resmi", "Budi Contoh"), ("NEWS_SITE", "Budi Contoh"), ("PERSON", None), ("", None), ("tidak resmi", None)])
def test_only_official_channels_and_outlets_keep_their_name_and_address(read, kind, name):
    row = read(meta(type=kind)).rows.iloc[0]
    if name:
        assert (row["account"], "budi.contoh" in row["url"]) == (name, True)
    else:
        assert row["account"].startswith("akun-") and pd.isna(row["url"]) and pd.isna(row["account_type"])


def test_rows_set_aside_name_nobody(read):
    delivery = read(meta(views="1.5") + "2,humas,Budi Contoh,x,y,z\n")
    shown = json.dumps(delivery.quarantined.to_dict("records")).casefold()
    assert delivery.quarantined["code"].tolist() == ["bad_count", "field_count"] and "budi" not in shown and "humas" not in shown


def test_columns_that_are_not_read_are_named(read):
    assert read(meta()).warnings == ["columns_not_read:Account username, Post type"]


def test_an_export_without_text_says_what_is_missing(read):
    refused = read("Post ID,Likes,Comments,Tanggal Rapat\n1,2,3,4\n", kind="social").refused
    assert refused.code == "missing_column" and "teks" in str(refused) and "Tanggal Rapat" in str(refused)


@pytest.mark.parametrize(
    "line, code",
    [
        ("1,x,,05/10/2022,,3", "missing_text"),
        ("1.2E+18,x,Panen,05/10/2022,,3", "id_precision"),
        ("1,warung,Panen,05/10/2022,,3", "bad_platform"),
        ("1,,Panen,05/10/2022,https://contoh.example/1,3", "missing_platform"),
        ("1,x,Panen,,,3", "missing_date"),
        ("1,x,Panen,31/02/2022,,3", "bad_date"),
        ("1,x,Panen,05/10/2022,javascript:1,3", "unsafe_url"),
        ("1,x,Panen,05/10/2022,,banyak", "bad_count"),
    ],
)
def test_every_row_set_aside_has_its_reason(read, line, code):
    delivery = read(f"id,platform,teks,tanggal,tautan,suka\n{line}\n", kind="social")
    assert delivery.quarantined["code"].tolist() == [code] and delivery.rows.empty and delivery.rows_in == 1
    assert delivery.quarantined["reason"].iloc[0].startswith("Baris 2: ")


@pytest.mark.parametrize(
    "cell, value",
    [("1.234", 1234), ("12K", 12000), ("1,2 rb", 1200), ("1.5 jt", 1_500_000), ("1 234", 1234), (17.0, 17), (0, 0), (1.5, None), ("-4", None), ("1.23", None),
     ("2 M", None), ("1,2,3", None), (True, None), ("9" * 500, None)],
)  # fmt: skip
def test_counts_are_whole_numbers_or_nothing(cell, value):
    found = as_count(cell)
    assert found == value or (value is None and (found is None or found > 10**300))


def test_workbooks_are_read_too(tmp_path):
    book = Workbook()
    for row in (["Laporan kanal"], META.split(","), [1, "a", "Kanal", "resmi", "Panen", "10/21/2022 19:46", "https://fb.com/a/posts/1", "Foto", 1234, None, 5, 6, 7]):
        book.active.append(row)
    book.save(tmp_path / "ekspor.xlsx")
    row = read_delivery(tmp_path / "ekspor.xlsx", as_of=AS_OF).rows.iloc[0]
    assert row[["platform", "account", "views", "likes"]].tolist() == ["facebook", "Kanal", 1234, 5]


def test_text_names_no_account_and_no_number():
    text = "Lapor @budi.s dan facebook.com/budi.s, WA 0812-0000-0001; surel a@b.example"
    assert mask_handles(text) == "Lapor [akun] dan [tautan] WA [telepon]; surel [surel]"
