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


@pytest.fixture
def margins(tmp_path):
    def write(text):
        (tmp_path / "margin.yml").write_text(text, encoding="utf-8")
        return str(tmp_path / "margin.yml")

    return write


def test_weights_are_written_beside_the_answers_and_meet_the_margins(file, margins, tmp_path):
    path = margins("kanwil: {'03': 10, '11': 20, '12': 30, '31': 40}\nU1: {2: .2, 3: .5, 4: .3}\n")
    full = tmp_path / "penuh.csv"
    pd.read_csv(file, dtype=str).dropna(subset=["U1"]).to_csv(full, index=False)
    found = last("weight", str(full), "--margins", path, "--weights", "w", "--out", str(tmp_path / "bobot.csv"))
    written = pd.read_csv(tmp_path / "bobot.csv", dtype={"kanwil": str})
    assert written.groupby("kanwil")["weight"].sum().tolist() == pytest.approx([10, 20, 30, 40])
    assert [row["after_share"] for row in found["margins"][-3:]] == pytest.approx([0.2, 0.5, 0.3])
    assert found["deff"] > 1 and found["iterations"] > 1 and found["sum"] == pytest.approx(100)
    row = last(
        "estimate",
        str(tmp_path / "bobot.csv"),
        "--stat",
        "prop",
        "--vars",
        "U1",
        "--weights",
        "weight",
        "--calibrated",
        "kanwil,U1",
    )
    assert [each["estimate"] for each in row] == pytest.approx([0.2, 0.5, 0.3]) and row[0]["se"] == pytest.approx(0, abs=1e-9)


def test_yes_and_no_in_a_margin_stay_words(margins, tmp_path):
    path = tmp_path / "ya.csv"
    pd.DataFrame({"online": ["Yes", "No", "No"]}).to_csv(path, index=False)
    found = last("weight", str(path), "--margins", margins("online: {Yes: 5, No: 5}"), "--out", str(tmp_path / "w.csv"))
    assert [row["category"] for row in found["margins"]] == ["No", "Yes"] and found["max"] == 5


@pytest.mark.parametrize(
    ("text", "word"),
    [("kanwil: [1, 2", "bukan YAML"), ("kanwil: banyak", "banyak"), ("- 3", "tulis kolom"), ("kota: {a: 1}", "kota"),
     ("kanwil: {'03': x, '11': 1, '12': 1, '31': 1}", "'x'")],
)  # fmt: skip
def test_margins_that_cannot_be_read_are_refused(file, margins, text, word):
    with pytest.raises(UsageFault, match=word):
        call("weight", file, "--margins", margins(text))


def test_replicate_weights_in_columns_are_used(file, tmp_path):
    from analitik.survey import estimate, with_replicates

    made, replicates = with_replicates(pd.read_csv(file), Design("w", None, "upt"), "JK1")
    made.to_csv(tmp_path / "ulangan.csv", index=False)
    asked = ["--vars", "N", "--stat", "total", "--weights", "weight_0", "--replicates", "rep_*", "--replicate-method", "JK1"]
    (row,) = last("estimate", str(tmp_path / "ulangan.csv"), *asked)
    assert row["se"] == pytest.approx(estimate(made, "N", "total", design=replicates)["se"].iloc[0]) and row["df"] == 23


def test_reasons_stand_beside_numbers_that_are_not_there(answers, tmp_path):
    path = tmp_path / "kosong.csv"
    answers.assign(U3=None, w=[0, *[1] * 119]).to_csv(path, index=False)
    done = call("index", str(path), "--weights", "w", "--json")
    (row,) = json.loads(done.stdout.splitlines()[-1])
    assert row["index"] is None and "Tidak ada jawaban sah" in row["notes"][0] and "1 baris berbobot nol" in done.stderr
    answers.assign(**dict.fromkeys(ITEMS, 3)).to_csv(path, index=False)
    (row,) = last("index", str(path))
    assert row["se"] == 0 and "bukan kepastian" in row["notes"][0]


def test_the_share_of_the_two_best_answers_stands_beside_each_mean(file, answers):
    (row,) = last("index", file)
    assert row["elements"][0]["top2"] == pytest.approx((answers["U1"].dropna() >= 3).mean())


def test_estimates_for_people_are_a_table(file):
    assert "Taksiran" in call("estimate", file, "--vars", "U1").stdout


def test_a_group_column_that_is_empty_everywhere_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(",".join(f"U{k}" for k in range(1, 10)) + ",kelompok\n" + ("3," * 9 + "\n") * 3, encoding="utf-8")
    with pytest.raises(UsageFault, match="kelompok"):
        CliRunner().invoke(command, ["index", str(path), "--by", "kelompok", "--json"], catch_exceptions=False)
