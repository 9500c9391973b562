"""What the register says of itself, and that the units of the first articles are found in them."""

import pandas as pd
import pytest

from analitik.news.units import gazetteer, mentions
from analitik.reference._yaml import packaged
from analitik.reference.units import kanwil_table, load_register, provinces


@pytest.fixture(scope="module")
def sample_register(project):
    return load_register(project / "data" / "sample" / "register.csv")


def seed_register():
    rows = [{**row, "aliases": "|".join(alias["text"] for alias in row.get("aliases", []))} for row in packaged("units")["units"]]
    return pd.DataFrame(rows)


def test_every_alias_means_one_unit_or_a_declared_ambiguity(sample_register):
    known = gazetteer(sample_register)
    for row in sample_register.dropna(subset=["aliases"]).itertuples():
        for alias in row.aliases.split("|"):
            found = mentions(alias, known)
            assert found and row.kode in found[0].candidates, alias


def test_versions_of_one_unit_do_not_overlap(sample_register):
    for _, versions in sample_register.sort_values("valid_from").groupby("upt_id"):
        ends, begins = versions["valid_to"].iloc[:-1], versions["valid_from"].iloc[1:]
        assert (ends.to_numpy() <= begins.to_numpy()).all()


def test_every_province_has_one_kanwil_and_every_kanwil_a_province():
    covered = [code for codes in kanwil_table()["provinsi"] for code in codes]
    assert sorted(covered) == sorted(provinces()["code"]) and all(kanwil_table()["provinsi"].map(len))


@pytest.mark.parametrize(("seed", "kodes"), [("000", 6), ("001", 1), ("002", 1)])
def test_the_units_of_the_first_articles_are_found_in_them(shared, seed, kodes):
    text = " ".join(next((shared / "seeds").glob(f"{seed}_*.txt")).read_text(encoding="utf-8").split())
    register = seed_register()
    expected = set(register[register["seed"] == seed]["kode"])
    found = {one.kode for one in mentions(text, gazetteer(register))}
    assert len(expected) == kodes and expected <= found
