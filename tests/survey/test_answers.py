"""Which column holds which item, what is blank, what is refused."""

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.reference.indices import index_definition
from analitik.survey import element_means, index_scores
from analitik.survey.answers import item_columns, read_answers

SKM = index_definition("skm")
KEYS = [item.key for item in SKM.items]
CODES = [f"U{k}" for k in range(1, 10)]


@pytest.mark.parametrize(
    "headers",
    [
        CODES,
        [code.lower() for code in CODES],
        [f"q{k}" for k in range(1, 10)],
        KEYS,
        [item.name_id for item in SKM.items],
        [f"{code}. {item.name_id}" for code, item in zip(CODES, SKM.items, strict=True)],
        ["U1 Persyaratan", "U2 Prosedur", "U3 Waktu pelayanan", "U4 Biaya/tarif", "U5 Produk layanan",
         "U6 Kompetensi pelaksana", "U7 Perilaku pelaksana", "U8 Penanganan pengaduan, saran dan masukan",
         "U9 Sarana dan prasarana"],
    ],
)  # fmt: skip
def test_the_usual_headers_are_found(headers):
    assert item_columns(headers, SKM) == headers


def test_the_order_of_columns_does_not_matter():
    assert item_columns(CODES[::-1], SKM) == CODES


@pytest.mark.parametrize(
    "pair", [("U8 Sarana dan prasarana", "U9 Penanganan pengaduan"), ("U8_sarana", "U9"), ("U8", "U9 pengaduan")]
)
def test_offices_that_swap_u8_and_u9_are_understood_by_what_the_header_says(pair):
    found = dict(zip(KEYS, item_columns([*CODES[:7], *pair], SKM), strict=True))
    assert found["sarana"] == pair[0] and found["pengaduan"] == pair[1]


def test_a_time_stamp_called_waktu_pengisian_is_not_the_item_waktu():
    assert item_columns(["waktu pengisian", *CODES], SKM)[2] == "U3"


def test_two_columns_for_one_item_are_refused_with_both_names():
    with pytest.raises(UsageFault, match="U1, u1"):
        item_columns(["u1", *CODES], SKM)


def test_an_office_may_say_which_column_is_which():
    frame = pd.DataFrame([[1, 2, 3]], columns=["a", "b", "c"])
    own = index_definition("skm")
    with pytest.raises(UsageFault, match="Persyaratan"):
        read_answers(frame, own)
    renamed = pd.DataFrame([[k % 4 + 1 for k in range(9)]], columns=list("abcdefghi"))
    mapping = dict(zip(CODES, "abcdefghi", strict=True))
    assert element_means(renamed, columns=mapping)["mean"].tolist() == [k % 4 + 1 for k in range(9)]


def test_a_mapping_to_a_column_that_is_not_there_is_refused():
    with pytest.raises(UsageFault, match="U1=tidak_ada"):
        item_columns(CODES, SKM, {"U1": "tidak_ada"})


def test_blanks_of_every_kind_are_missing_and_commas_are_read():
    frame = pd.DataFrame([["4,0", " 4 ", "4", "4", "4", "", "NA", " ", "-"]], columns=CODES)
    values = read_answers(frame, SKM)[0]
    assert values[:5].tolist() == [4.0] * 5 and np.isnan(values[5:]).all()


def test_five_point_answers_are_refused_for_a_four_point_index_and_the_scale_is_named():
    frame = pd.DataFrame([[5, 4, 3, 2, 1, 5, 4, 3, 2]], columns=CODES)
    with pytest.raises(UsageFault, match="di luar skala 1 sampai 4.*berskala sampai 5"):
        index_scores(frame)


def test_an_office_s_own_words_are_refused_not_guessed():
    with pytest.raises(UsageFault, match="sangat baik pada baris 1 kolom U2"):
        index_scores(pd.DataFrame([["4", "sangat baik", *"4444444"]], columns=CODES))


def test_text_numbers_and_integers_give_the_same_index():
    numbers = pd.DataFrame(np.random.default_rng(2).integers(1, 5, (30, 9)), columns=CODES)
    for other in (numbers.astype(str), numbers.astype("Int64"), numbers.astype(object), numbers.astype(float)):
        pd.testing.assert_frame_equal(index_scores(other), index_scores(numbers))
