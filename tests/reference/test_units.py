"""The register of units."""

import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.reference import units


def register_file(folder, text):
    path = folder / "unit.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_kind_class_and_place_are_read_from_a_bare_register(tmp_path):
    register = units.load_register(
        register_file(tmp_path, "kode,nama\n33-LPS-01,Lapas Kelas IIA Arunika\n33-RTN-02,Rumah Tahanan Negara Wanadarma\n")
    )
    assert register["jenis"].tolist() == ["lapas", "rutan"]
    assert register["nama_pendek"].tolist() == ["Arunika", "Wanadarma"]
    assert register["kelas"].iloc[0] == "IIA" and pd.isna(register["kelas"].iloc[1])
    assert register["kanwil"].tolist() == ["KW-33", "KW-33"]


def test_a_register_without_kode_says_what_it_has(tmp_path):
    with pytest.raises(UsageFault, match="kode.*satker"):
        units.load_register(register_file(tmp_path, "satker,nama\n1,Lapas Arunika\n"))


def test_a_repeated_kode_is_refused(tmp_path):
    with pytest.raises(UsageFault, match="33-LPS-01"):
        units.load_register(register_file(tmp_path, "kode,nama\n33-LPS-01,Lapas A\n33-LPS-01,Lapas B\n"))


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UsageFault, match="tidak-ada.csv"):
        units.load_register(tmp_path / "tidak-ada.csv")


def test_every_province_has_one_kanwil_and_every_kanwil_a_province():
    covered = [code for codes in units.kanwil_table()["provinsi"] for code in codes]
    assert sorted(covered) == sorted(units.provinces()["code"]) and len(covered) == len(set(covered)) == 38


def test_tiles_do_not_overlap():
    tiles = units.provinces()[["row", "col"]]
    assert not tiles.duplicated().any()


REGISTER = pd.DataFrame(
    {
        "kode": ["33-KWL-01", "33-LPS-01", "33-RTN-01"],
        "nama": ["Kanwil Jawa Tengah", "Lapas Arunika", "Rutan Wanadarma"],
        "jenis": ["kanwil", "lapas", "rutan"],
        "kanwil": ["KW-33", "KW-33", "KW-33"],
        "pilot_from": [None, "2022-07-01", None],
    },
    dtype="str",
)


def test_reports_are_for_the_nation_each_kanwil_and_each_pilot():
    assert units.report_units(REGISTER)["kode"].tolist() == ["nasional", "33-KWL-01", "33-LPS-01"]


def test_a_unit_selects_its_own_rows():
    frame = pd.DataFrame({"unit_code": ["33-LPS-01", None, "11-LPS-01"], "kanwil": ["KW-33", "KW-33", "KW-11"]}, dtype="str")
    assert [len(units.find_unit(REGISTER, kode).rows(frame)) for kode in ("nasional", "33-KWL-01", "33-LPS-01")] == [3, 2, 1]


def test_an_unknown_unit_is_refused():
    with pytest.raises(UsageFault, match="99-LPS-99"):
        units.find_unit(REGISTER, "99-LPS-99")


@pytest.mark.parametrize(
    ("name", "parsed"),
    [
        ("Lapas Narkotika Kelas IIA Cendana Biru", ("lapas_narkotika", "IIA", "Cendana Biru")),
        ("Balai Pemasyarakatan Kelas II Arunika", ("bapas", "II", "Arunika")),
        ("LPKA Kelas I Wanadarma", ("lpka", "I", "Wanadarma")),
        ("Rumah Tahanan Negara Perempuan Kelas IIA Arunika", ("rutan_perempuan", "IIA", "Arunika")),
        ("Lembaga Pemasyarakatan Khusus Kelas IIA Wanadarma", ("lapas_khusus", "IIA", "Wanadarma")),
        ("Cabang Rumah Tahanan Negara Cendana Biru", ("cabang_rutan", None, "Cendana Biru")),
        ("Kantor Pusat", (None, None, "Kantor Pusat")),
    ],
)
def test_names_are_parsed(name, parsed):
    assert units.parse_name(name) == parsed
