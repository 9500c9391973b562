"""A unit is found by its name, whatever it looks like, and never by a similar one."""

from __future__ import annotations

import pandas as pd
import pytest

SAME = [
    "Lapas Kelas I Cipinang", "LAPAS KELAS I CIPINANG", "Lapas\u200b Kelas\u00a0I  Cipinang", " lapas kelas i cipinang ",
    "\u202eLapas Kelas I Cipinang\u202c", "Ｌａｐａｓ Kelas I Cipinang", "Lapas Cipinang", "lp cipinang", "33-LPS-01",
]  # fmt: skip
OTHER = ["Lapas Kelas 1 Cipinang", "Lapas Kelas I Cipinan", "L\u0430pas Kelas I Cipinang", "Lapas Kelas I Cipinang/../../x", "CON"]


@pytest.mark.parametrize("name", SAME)
def test_the_same_name_in_other_looks_is_the_same_unit(deliver, rows_of, name):
    delivery = deliver([rows_of("news")[0] | {"satker": name}])
    assert delivery.rows["unit_code"].tolist() == ["33-LPS-01"]
    assert (delivery.warnings == ["invisible_chars"]) == any(mark in name for mark in "\u200b\u202e")


@pytest.mark.parametrize("name", OTHER)
def test_a_similar_name_is_another_name(deliver, rows_of, reasons, name):
    assert reasons(deliver([rows_of("news")[0] | {"satker": name}])) == {"unknown_unit": 1}


def test_a_name_two_units_share_is_nobodys(deliver, rows_of, reasons):
    register = pd.DataFrame({"kode": ["U1", "U2"], "nama": ["Lapas A", "Lapas B"], "aliases": ["Lapas Kota", "Lapas Kota"]})
    rows = [rows_of("news")[0] | {"satker": name} for name in ("Lapas Kota", "Lapas A")]
    assert reasons(deliver(rows, units=register)) == {"unknown_unit": 1}


def test_the_reason_offers_the_name_that_was_perhaps_meant(deliver, rows_of):
    delivery = deliver([rows_of("news")[0] | {"satker": "Lapas Kelas I Cipinan"}])
    assert "mungkin maksudnya Lapas Kelas I Cipinang" in delivery.aside[0].reason


def test_a_respondent_must_name_a_unit_a_publication_need_not(deliver, rows_of, reasons):
    assert reasons(deliver([rows_of("survey")[0] | {"satker": ""}], kind="survey")) == {"unknown_unit": 1}
    assert reasons(deliver([rows_of("news")[0] | {"satker": ""}])) == {}
