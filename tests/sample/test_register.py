"""The register of the invented country keeps the register's rules."""

from __future__ import annotations

import re

import pytest

from analitik.reference.units import kanwil_table, load_register, parse_name, report_units
from analitik.sample.register import HOUSING, N_PILOTS, build_register, places_of


@pytest.fixture(scope="module")
def register():
    return build_register()


@pytest.fixture(scope="module")
def units(register):
    return register[register["jenis"] != "kanwil"]


def test_thirty_three_offices_and_six_hundred_units(register, units):
    assert (len(register), len(units)) == (633, 600)
    assert set(register.loc[register["jenis"] == "kanwil", "kanwil"]) == set(kanwil_table()["id"])


def test_every_kode_follows_the_pattern_and_is_unique(register):
    assert register["kode"].str.fullmatch(r"[0-9]{2}-[A-Z]{3}-[0-9]{2}").all()
    assert register["kode"].is_unique and register["nama"].is_unique


def test_no_two_units_share_kind_and_short_name(register):
    assert not register[["jenis", "nama_pendek"]].duplicated().any()


def test_every_alias_names_one_unit_only(register):
    spoken = register["aliases"].str.split("|").explode().str.casefold()
    assert not spoken.groupby(level=0).apply(lambda names: names.duplicated().any()).any()
    assert not spoken.duplicated().any()


def test_an_alias_always_carries_a_head_word(units):
    heads = re.compile(r"^(Lapas|Rutan|LPKA|Bapas|Rupbasan|Cabang Rutan) ")
    assert units["aliases"].str.split("|").explode().str.match(heads).all()


def test_a_place_belongs_to_one_kanwil(units):
    assert (units.groupby("nama_pendek")["kanwil"].nunique() == 1).all()


def test_invented_places_never_bear_the_name_of_a_real_unit(units):
    real = "Salemba Cipinang Nusakambangan Kerobokan Sukamiskin Kedungpane Lowokwaru Medaeng Tanjung Gusta Pangkalpinang Jambi Salatiga Muntok Bengkulu Palembang"
    assert not set(units["nama_pendek"]) & {*real.split(), "Tanjung Gusta"}


def test_names_say_the_kind_and_the_place(units):
    common = ("lapas", "rutan", "lpka", "bapas", "rupbasan", "lapas_perempuan", "lapas_narkotika")
    parsed = units[units["jenis"].isin(common)]
    for row in parsed.sample(60, random_state=1).itertuples():
        assert parse_name(row.nama)[::2] == (row.jenis, row.nama_pendek)


def test_exactly_fifty_pilots_one_at_least_in_every_kanwil(units):
    pilots = units[units["pilot_from"].notna()]
    assert len(pilots) == N_PILOTS and set(pilots["pilot_from"]) == {"2022-07-01"}
    assert pilots["kanwil"].nunique() == 33
    assert pilots["jenis"].isin([*HOUSING, "bapas"]).all()


def test_the_report_plan_has_eighty_four_pages(tmp_path, register):
    file = tmp_path / "register.csv"
    file.write_text(register.to_csv(index=False), encoding="utf-8")
    assert len(report_units(load_register(file))) == 84


def test_a_neighbour_may_begin_with_anothers_name(units):
    names = set(units["nama_pendek"])
    assert any(f"{name} Timur" in names for name in names)


@pytest.mark.parametrize("kanwil", ["KW-33", "KW-11", "KW-91"])
def test_there_are_more_places_than_units(kanwil, units):
    assert len(places_of(kanwil)) > (units["kanwil"] == kanwil).sum() / 2
