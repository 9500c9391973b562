"""CSV in the dialects offices send."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found_in_the_header(deliver, separator):
    text = f"id{separator}judul{separator}tanggal\nN1{separator}a{separator}01/05/2023\n"
    assert deliver(text).rows["title"].tolist() == ["a"]


def test_a_first_line_may_name_the_separator(deliver):
    delivery = deliver("sep=|\nid|judul|tanggal\nN1|a,b;c|01/05/2023\n")
    assert delivery.rows["title"].tolist() == ["a,b;c"]
    assert delivery.taken[0][1].number == 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_and_breaks_inside_quotes(deliver, end):
    text = end.join(["id,judul,isi,tanggal", f'N1,a,"satu{end}dua, ""tiga""",01/05/2023', "N2,b,c,02/05/2023", ""])
    rows = deliver(text).rows
    assert rows["text"].tolist() == [f'satu{end}dua, "tiga"', "c"]


def test_rows_with_other_fields_than_the_header_are_not_shifted(deliver, reasons):
    delivery = deliver("id,judul,tanggal\nN1,a, b,01/05/2023\nN2,c\nN3,d,03/05/2023\n")
    assert reasons(delivery) == {"field_count": 2}
    assert delivery.rows["id"].tolist() == ["N3"]
    assert delivery.aside[0].cells["kolom 4"] == "01/05/2023"


def test_an_open_quote_refuses_the_file_and_names_the_line(deliver):
    refused = deliver('id,judul,tanggal\nN1,"a\nb",01/05/2023\nN2,"c,02/05/2023\nN3,d,03/05/2023\n').refused
    assert refused.code == "unbalanced_quote"
    assert "baris 4" in str(refused)


def test_empty_rows_and_repeated_headers_are_no_records(deliver):
    delivery = deliver("id,judul,tanggal\n,,\nN1,a,01/05/2023\n\n\ufeffid,judul,tanggal\n   ,\nN2,b,02/05/2023\n")
    assert delivery.rows_in == 2
    assert delivery.warnings == ["repeated_header"]


def test_the_same_known_header_twice_is_refused_even_in_other_words(deliver):
    assert deliver("id,judul,JUDUL ,tanggal\nN1,a,b,01/05/2023\n").refused.code == "duplicate_header"
    assert deliver("id,judul,link,tautan,tanggal\n").refused.code == "duplicate_header"
    assert deliver("id,judul,x,x,tanggal\nN1,a,1,2,01/05/2023\n").refused is None


def test_a_plain_spelling_never_competes_with_the_real_header(deliver):
    rows = deliver("id,judul,url,tautan,tanggal\nN1,a,bukan,https://a.example,01/05/2023\n").rows
    assert rows["url"].tolist() == ["https://a.example"]


def test_header_only_and_nothing_at_all(deliver):
    assert deliver("id,judul,tanggal\n,,\n").refused.code == "no_data_rows"
    assert deliver(b"\xef\xbb\xbf \r\n ").refused.code == "empty_file"
    assert deliver(b"").refused.code == "empty_file"


def test_a_long_article_is_kept_whole_and_a_million_characters_are_the_limit(deliver, reasons):
    delivery = deliver("id,judul,isi,tanggal\n" + f"N1,a,{'x' * 1_000_000},01/05/2023\nN2,a,{'x' * 1_000_001},01/05/2023\n")
    assert reasons(delivery) == {"too_long": 1}
    assert len(delivery.rows["text"].iloc[0]) == 1_000_000


def test_ids_keep_their_zeros_and_na_is_an_id(deliver, reasons):
    delivery = deliver(
        "id;judul;tanggal\n000123;a;01/05/2023\n123;a;01/05/2023\nNA;a;01/05/2023\n1E5;a;1/5/2023\n1E+5;a;1/5/2023\n"
    )
    assert delivery.rows["id"].tolist() == ["000123", "123", "NA", "1E5"]
    assert reasons(delivery) == {"id_precision": 1}


def test_a_publication_without_number_gets_one_from_its_address_or_its_title_and_day(deliver):
    text = "judul,tautan,tanggal\na,https://a.example/1,01/05/2023\nb,,01/05/2023\nb,,02/05/2023\nb,,01/05/2023 00:00\n"
    ids = deliver(text).rows["id"].tolist()
    assert len(ids[0]) == 64
    assert len(set(ids)) == 3
    assert ids[1] == ids[3]
