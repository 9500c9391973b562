"""``analitik survey`` as another program meets it."""

import json

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

from analitik.cli.survey import command
from analitik.core.errors import UsageFault
from analitik.core.locale import decimal, interval
from analitik.survey import Design, index_scores

ITEMS = [f"U{k}" for k in range(1, 10)]


@pytest.fixture(scope="module")
def answers():
    rng = np.random.default_rng(8)
    frame = pd.DataFrame(rng.integers(2, 5, (120, 9)), columns=ITEMS).astype("Int64").mask(rng.random((120, 9)) < 0.05)
    return frame.assign(kanwil=np.repeat(["03", "11", "12", "31"], 30), upt=np.repeat(range(24), 5), w=2.5, N=60)


@pytest.fixture(scope="module")
def file(answers, tmp_path_factory):
    path = tmp_path_factory.mktemp("survei") / "jawaban.csv"
    answers.to_csv(path, index=False)
    return str(path)


def call(*words):
    done = CliRunner().invoke(command, list(words), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done


def last(*words):
    return json.loads(call(*words, "--json").stdout.splitlines()[-1])


def test_the_index_by_group_is_what_the_library_says(file, answers):
    rows = last("index", file, "--by", "kanwil", "--weights", "w", "--strata", "kanwil", "--psu", "upt", "--fpc", "N")
    wanted = index_scores(answers, by="kanwil", design=Design("w", "kanwil", "upt", "N"))
    assert [row["domain"] for row in rows] == ["03", "11", "12", "31"]
    for name in ("index", "se", "low", "high", "df", "n", "grade"):
        assert [row[name] for row in rows] == wanted[name].tolist()


def test_one_answer_has_everything_the_contract_names(file):
    (row,) = last("index", file)
    assert row["domain"] is None and row["grade"] in "ABCD" and sorted(row["grade_probability"]) == list("ABCD")
    assert sum(row["grade_probability"].values()) == pytest.approx(1)
    assert [e["name"] for e in row["elements"]][-2:] == ["pengaduan", "sarana"] and all(e["n"] < 120 for e in row["elements"])
    assert (row["definition"], row["item_weights"]) == ("skm", "1/9") and row["low"] < row["index"] < row["high"]


def test_people_get_a_table_and_no_json(file):
    shown = call("index", file, "--by", "kanwil").stdout
    assert "Survei Kepuasan Masyarakat" in shown and "Selang 95%" in shown and "{" not in shown


def test_no_number_is_cut_short_on_a_narrow_screen(file, answers, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    shown, row = call("index", file).stdout, index_scores(answers).iloc[0]
    assert "…" not in shown and interval(row["low"], row["high"], 2) in shown and decimal(row["index"], 2) in shown


@pytest.mark.parametrize("suffix", ["xlsx", "sav", "tsv"])
def test_other_kinds_of_file_give_the_same_index(answers, file, tmp_path, suffix):
    path = tmp_path / f"jawaban.{suffix}"
    if suffix == "xlsx":
        answers.to_excel(path, index=False)
    elif suffix == "tsv":
        answers.to_csv(path, index=False, sep="\t")
    else:
        pytest.importorskip("pyreadstat").write_sav(answers.astype({name: float for name in ITEMS}), str(path))
    ours, csv = last("index", str(path), "--by", "kanwil"), last("index", file, "--by", "kanwil")
    assert [(row["domain"], row["index"], row["se"]) for row in ours] == [(row["domain"], row["index"], row["se"]) for row in csv]


def test_a_column_under_another_name_is_mapped(answers, tmp_path):
    path = tmp_path / "lain.csv"
    answers.rename(columns={"U4": "tarif"}).to_csv(path, index=False)
    with pytest.raises(UsageFault, match="Biaya"):
        call("index", str(path))
    assert last("index", str(path), "--map", "U4=tarif")[0]["n"] == 120


def test_a_grade_that_hangs_on_rounded_weights_is_announced(tmp_path):
    path = tmp_path / "tepi.csv"
    pd.DataFrame([[4] * 5 + [3] * 4] * 30, columns=ITEMS).to_csv(path, index=False)
    done = call("index", str(path), "--json")
    (row,) = json.loads(done.stdout.splitlines()[-1])
    assert row["grade"] == "A" and row["other_item_weights"]["lama_011"]["grade"] == "B"
    assert "pembulatan bobot" in done.stderr


def test_a_lonely_stratum_is_a_usage_fault(file):
    with pytest.raises(UsageFault, match="satu PSU") as problem:
        call("index", file, "--strata", "upt", "--psu", "kanwil")
    assert problem.value.exit_code == 2
    assert last("index", file, "--strata", "upt", "--psu", "kanwil", "--lonely", "certainty")[0]["se"] == 0


def test_estimates_by_two_groups(file):
    rows = last("estimate", file, "--stat", "mean", "--vars", "U1,U2", "--by", "kanwil,N")
    assert [row["domain"] for row in rows][:2] == ["kanwil=03,N=60"] * 2 and [row["variable"] for row in rows][:2] == ["U1", "U2"]
    contract = {"domain", "variable", "estimate", "se", "low", "high", "n", "df", "deff"}
    assert set(rows[0]) == contract | {"rse", "quality", "note"}


def test_shares_name_their_level_and_add_up_to_one(file):
    rows = last("estimate", file, "--stat", "prop", "--vars", "U1")
    assert [row["variable"] for row in rows] == ["U1=2", "U1=3", "U1=4"] and sum(row["estimate"] for row in rows) == pytest.approx(
        1
    )


def test_quantiles_and_their_refusal(file):
    assert [row["variable"] for row in last("estimate", file, "--stat", "quantile", "--vars", "w", "--q", ".25,.5")] == [
        "w@0.25",
        "w@0.5",
    ]
    assert CliRunner().invoke(command, ["estimate", file, "--stat", "quantile", "--vars", "w", "--q", "dua"]).exit_code == 2


def test_estimates_for_people_are_a_table(file):
    assert "Taksiran" in call("estimate", file, "--vars", "U1").stdout
