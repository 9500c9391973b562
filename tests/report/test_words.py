"""Sentences, cards, tables, charts and notes: what they show, refuse, and carry along."""

from __future__ import annotations

import json

import pytest

from analitik.core.errors import AnalitikError
from analitik.report import (
    MIME,
    PLOTLY_MIME,
    Card,
    Cards,
    Chart,
    Headline,
    Note,
    Number,
    Provenance,
    Sentence,
    Table,
    collect,
    load,
    tables,
)
from analitik.report.markdown import blocks
from analitik.report.markup import el, json_block, style
from analitik.report.prose import loose_numbers

SHARE = Number("a.porsi", 0.0684, "share", n=5412, low=0.0512, high=0.0889)


def test_a_number_typed_by_hand_is_refused():
    with pytest.raises(AnalitikError, match="6,8"):
        Sentence("Pemberitaan negatif 6,8%.")


@pytest.mark.parametrize(
    "text",
    [
        "Selang 95%, 9 November 2022",
        "PermenPANRB 14/2017, skala 1–4",
        "pukul 10.00 WIB",
        "p < 0,05",
        "dalam 6 jam",
        "10 strategi",
        "Batas 76,61",
    ],
)
def test_dates_rules_and_codes_may_stand_in_prose(text):
    assert loose_numbers(text) == []


@pytest.mark.parametrize("text", ["naik 12 poin", "5.412 publikasi", "6,8–8,9", "368 dari 97 kisah", "turun 3"])
def test_measured_numbers_may_not(text):
    assert loose_numbers(text)


def test_a_slot_shows_value_interval_or_base():
    sentence = Sentence("{a} | {a:lengkap} | {a:selang} | {a:n} | {a:angka}", a=SHARE)
    assert sentence.text() == "6,8% | 6,8% (5,1–8,9) | (5,1–8,9) | 5.412 | 6,8"


def test_a_missing_slot_is_named():
    with pytest.raises(AnalitikError, match="'b'|{b}"):
        Sentence("{b}", a=SHARE)


def test_words_in_slots_are_escaped():
    html = str(Sentence("Kisah {t}", t="<script>x</script>").html())
    assert html == "Kisah &lt;script&gt;x&lt;/script&gt;"


def test_every_number_stands_in_a_data_element():
    assert str(Sentence("{a}", a=SHARE).html()) == '<data value="0.0684" data-key="a.porsi">6,8%</data>'


def test_plain_words_may_hold_braces():
    assert Note("himpunan {a, b}").text() == "himpunan {a, b}"


@pytest.mark.parametrize("name", ["headline", "cards", "change_table", "long_table", "share_chart", "provenance"])
def test_an_object_comes_back_from_its_payload_as_it_was(demo, name):
    made = getattr(demo, name)()
    payload = json.loads(json.dumps(made._repr_mimebundle_()[MIME]))
    again = load(payload)
    assert again._repr_mimebundle_() == made._repr_mimebundle_()
    assert again.numbers() == made.numbers()


def test_an_unknown_payload_is_refused():
    with pytest.raises(AnalitikError, match="gauge"):
        load({"kind": "gauge"})


def test_a_chart_needs_all_five_parts(demo):
    for part in ("subtitle", "alt", "source", "table"):
        with pytest.raises(AnalitikError, match=part):
            demo.share_chart(**{part: None})


def test_a_chart_gives_jupyterlab_a_figure_without_random_ids(demo):
    first, second = (demo.share_chart()._repr_mimebundle_()[PLOTLY_MIME] for _ in range(2))
    assert first == second
    assert "uid" not in json.dumps(first)


def test_the_target_line_of_a_chart_is_counted_among_its_numbers(demo):
    assert "target.porsi_negatif" in {number.key for number in demo.share_chart().numbers()}


def test_a_status_is_one_of_three():
    with pytest.raises(AnalitikError, match="tercapai"):
        Card("x", SHARE, status="gagal")


def test_cards_are_never_empty():
    with pytest.raises(AnalitikError):
        Cards([])


def test_a_bare_number_in_a_cell_is_refused():
    with pytest.raises(AnalitikError, match="Number"):
        Table.of("t", "Judul", {"A": ["x"], "B": [0.5]})


def test_uneven_columns_are_refused():
    with pytest.raises(AnalitikError, match="sama panjang"):
        Table.of("t", "Judul", {"A": ["x", "y"], "B": [None]})


def test_headings_and_row_names_say_their_scope(demo):
    html = str(demo.change_table().grid())
    assert html.count('scope="col"') == 4 and html.count('scope="row"') == 4 and "<caption" in html
    assert 'data-release="persons"' in html


def test_cells_are_escaped(demo):
    html = str(demo.long_table().grid())
    assert "<script>" not in html and "&lt;script&gt;" in html


def test_a_long_table_in_the_notebook_says_how_many_rows_follow(demo):
    assert "… dan 13 baris lain" in demo.long_table().text()


def test_rows_in_must_equal_what_became_of_them():
    with pytest.raises(AnalitikError, match="Baris masuk 10"):
        Provenance(["a"], rows_in=10, accepted=8, quarantined=1)


def test_collect_finds_every_number_once(demo):
    found = collect([demo.report()])
    assert found["berita.porsi_negatif.2022-10"]["low"] == 0.0512
    assert found["mutu.baris_masuk"]["text"] == "5.518"
    assert list(found) == sorted(found)


def test_two_cells_that_disagree_stop_the_report(demo):
    other = demo.cell(Sentence("{a}", a=Number("survei.0", 12.0, "index")))
    with pytest.raises(AnalitikError, match="survei.0"):
        collect([demo.notebook(demo.cell(demo.cards()), other)])


def test_tables_behind_charts_are_found_once(demo):
    found = [table.id for table in tables([demo.report()])]
    assert "porsi" in found and len(found) == len(set(found))


def test_two_tables_of_one_id_must_be_one_table(demo):
    cells = [demo.cell(Table.of("t", title, {"A": ["x"]})) for title in ("Satu", "Dua")]
    with pytest.raises(AnalitikError, match="id 't'"):
        tables([demo.notebook(*cells)])


def test_a_headline_reads_as_one_text(demo):
    assert isinstance(demo.headline(), Headline)
    assert demo.headline().text().startswith("Pemberitaan negatif 6,8% (5,1–8,9), tidak berubah berarti dari September.")


def test_markdown_keeps_no_html_and_no_links():
    html = "".join(str(block.html()) for block in blocks("Teks <img onerror=x> [situs](https://a.b) **tebal**\n\n1. a\n2. b"))
    assert html == "<p>Teks &lt;img onerror=x&gt; situs <b>tebal</b></p><ol><li>a</li><li>b</li></ol>"


def test_markdown_blocks_are_told_apart():
    kinds = [block.kind for block in blocks("## A\nteks\nlanjut\n- x\n- y\n\n```\nkode\n```")]
    assert kinds == ["heading", "p", "ul", "code"]


def test_a_style_sheet_cannot_close_itself():
    with pytest.raises(AnalitikError):
        style("</style><script>")


def test_markup_escapes_attributes_and_data_blocks():
    assert str(el("a", {"title": '"><b>'})) == '<a title="&quot;&gt;&lt;b&gt;"></a>'
    assert "</script><" not in str(json_block("x", "</script><b>"))[:-9]


def test_a_chart_is_refused_without_a_true_table(demo):
    with pytest.raises(AnalitikError, match="table"):
        Chart("x", "Judul", subtitle="s", figure={"data": [], "layout": {}}, alt="a", source="b", table="bukan")
