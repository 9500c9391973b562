"""A number's words, its refusals, and the one list of all numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import AnalitikError
from analitik.report import Number, merge, number_list


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Number("a", 0.0684, "share"), "6,8%"),
        (Number("a", 5412, "count"), "5.412"),
        (Number("a", 79.14, "index"), "79,1"),
        (Number("a", 3.0644, "score"), "3,06"),
        (Number("a", -0.3, "points"), "−0,3 poin"),
        (Number("a", 2.44, "points"), "+2,4 poin"),
        (Number("a", 9, "difference"), "+9"),
        (Number("a", 0.81, "probability"), "81%"),
        (Number("a", 0.9991, "probability"), "lebih dari 99%"),
        (Number("a", 9.4, "hours"), "9,4 jam"),
        (Number("a", 1.254, "ratio"), "1,25"),
        (Number("a", None, "share"), "–"),
        (Number("a", float("nan"), "share"), "–"),
        (Number("a", pd.NA, "count"), "–"),
        (Number("a", None, "count", state="disamarkan"), "disamarkan"),
        (Number("a", None, "share", state="celah data"), "celah data"),
    ],
)
def test_a_number_is_said_in_indonesian(number, text):
    assert number.text() == text


def test_an_interval_over_zero_names_its_signs():
    assert Number("a", -0.3, "points", low=-3, high=2.4).text_interval() == "(−3,0 s.d. +2,4)"
    assert Number("a", 9, "difference", low=2, high=16).text_interval() == "(+2 s.d. +16)"


def test_halves_are_rounded_as_on_paper():
    assert Number("a", 76.605, "index", digits=2).text() == "76,61"


@pytest.mark.parametrize("state", ["disamarkan", "celah data", "terbatas", "tidak ditanyakan"])
def test_a_withheld_number_cannot_carry_its_value(state):
    with pytest.raises(AnalitikError, match=state):
        Number("a", 4, "count", state=state)


def test_an_interval_must_hold_its_value():
    with pytest.raises(AnalitikError, match="tidak memuat"):
        Number("a", 0.5, "share", low=0.6, high=0.7)


@pytest.mark.parametrize("bad", [{"key": "a b"}, {"kind": "persen"}, {"state": "baik"}, {"value": "7"}, {"value": True}])
def test_what_is_not_a_number_is_refused(bad):
    with pytest.raises(AnalitikError):
        Number(**{"key": "a", "value": 1, "kind": "count", **bad})


def test_numpy_values_become_plain():
    number = Number("a", np.float64(0.5), "share", n=np.int64(3))
    assert type(number.value) is float and type(number.n) is int


def test_one_key_with_two_values_is_an_error():
    with pytest.raises(AnalitikError, match="satu kunci, satu angka"):
        merge([Number("a", 1, "count"), Number("a", 2, "count")])


def test_the_fuller_of_two_equal_numbers_is_kept():
    record = merge([Number("a", 0.5, "share"), Number("a", 0.5, "share", n=7, low=0.4, high=0.6)])["a"]
    assert (record["n"], record["low"], record["high"]) == (7, 0.4, 0.6)


def test_a_frame_becomes_numbers_row_by_row():
    frame = pd.DataFrame({"m": ["2022-09", "2022-10"], "v": [0.1, None], "s": ["terkoreksi", "celah data"]})
    found = number_list(frame, "x.{m}", "v", "share", state="s")
    assert [(n.key, n.text()) for n in found] == [("x.2022-09", "10,0%"), ("x.2022-10", "celah data")]


def test_a_frame_without_the_column_is_named():
    with pytest.raises(AnalitikError, match="bukan_kolom"):
        number_list(pd.DataFrame({"v": [1]}), "x", "bukan_kolom", "count")
