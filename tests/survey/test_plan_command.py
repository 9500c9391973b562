"""``analitik survey plan`` as another program meets it."""

import json

import pandas as pd
import pytest
from click.testing import CliRunner

from analitik.cli.survey.plan import command as plan
from analitik.core.errors import UsageFault
from analitik.survey.plan import detectable_change, sample_size


def run(*words):
    return CliRunner().invoke(plan, list(map(str, words)))


def answer(*words):
    found = run(*words, "--json")
    assert found.exit_code == 0, found.output
    return json.loads(found.output)


@pytest.fixture
def units(tmp_path):
    path = tmp_path / "daftar.csv"
    rows = {"kode": [f"0{k}" for k in range(12)], "kanwil": ["03"] * 6 + ["11"] * 6, "orang": [100 * (k + 1) for k in range(12)]}
    pd.DataFrame(rows).to_csv(path, index=False)
    return path


def test_size_is_the_library_s():
    found = answer("size", "--population", 12000, "--margin", 3, "--deff", 1.8, "--response", 0.7)
    assert found["n"] == sample_size(3, 50, 12000, deff=1.8, response=0.7)["n"].item() == 1656
    assert found["invited"] == 2366 and found["krejcie_morgan"] == 980 and found["slovin"] == 1017


def test_size_knows_clusters_and_says_what_is_out_of_reach():
    assert answer("size", "--margin", 3, "--icc", 0.05, "--per-psu", 15)["deff"] == pytest.approx(1.7)
    found = run("size", "--population", 90, "--margin", 2, "--sd", 12, "--deff", 2.5)
    assert found.exit_code == 0 and "72 responden" in found.output
    assert "tidak terjangkau" in run("size", "--population", 90, "--margin", 2, "--sd", 12, "--response", 0.2).output


def test_allocate_draws_units_and_writes_the_plan(units, tmp_path):
    out = tmp_path / "rencana.csv"
    found = answer("allocate", units, "--n", 120, "--size", "orang", "--method", "power", "--minimum", 40, "--out", out)
    assert found["n"] == 120 and [row["kanwil"] for row in found["strata"]] == ["03", "11"] and len(found["units"]) == 12
    written = pd.read_csv(out, dtype=str)
    assert len(written) == 12 and written["kode"].tolist()[0] == "00" and written["n"].astype(int).sum() == 120


def test_change_answers_each_of_its_questions():
    design = ["--sd", 0.6, "--deff", 1.5, "--correlation", 0.4]
    assert answer("change", "--n", 400, *design)["smallest_change"] == detectable_change(400, 0.6, deff=1.5, correlation=0.4)
    assert answer("change", "--change", 0.1, *design)["n"] == 509
    assert 0.6 < answer("change", "--n", 400, "--change", 0.1, *design)["power"] < 0.8


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("change", "--sd", 1), "--n, --change"),
        (("size", "--margin", 3, "--icc", 0.1), "--per-psu"),
        (("size", "--margin", 3, "--share", 2), "--share 2"),
        (("size", "--margin", 3, "--share", 0.5, "--sd", 1), "jangan keduanya"),
    ],
)
def test_options_that_contradict_are_refused(words, wanted):
    found = run(*words)
    assert found.exit_code == 2 and wanted in found.output


def test_a_register_without_the_column_is_one_sentence(units):
    found = run("allocate", units, "--n", 10, "--by", "provinsi")
    assert isinstance(found.exception, UsageFault) and "provinsi" in str(found.exception)


@pytest.mark.parametrize("words", [(), ("size",), ("allocate",), ("change",)])
def test_help_shows_an_example(words):
    found = run(*words, "--help")
    assert found.exit_code == 0 and (not words or "analitik survey plan" in " ".join(found.output.split()))


def test_every_short_answer_is_a_sentence(units):
    for words in (("change", "--n", 400, "--sd", 1), ("change", "--change", 1, "--sd", 9), ("allocate", units, "--n", 90)):
        found = run(*words)
        assert found.exit_code == 0 and found.output.strip().endswith((".", ". "))
