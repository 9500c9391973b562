"""``analitik survey check`` as a person and another program meet it."""

import json

import pytest
from click.testing import CliRunner

from analitik.cli.survey.check import command as check
from analitik.core.errors import UsageFault


@pytest.fixture
def form(project):
    return str(project / "data" / "sample" / "codebook" / "skm_kuesioner.xlsx")


def call(*words):
    done = CliRunner().invoke(check, list(map(str, words)), catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_a_clean_export_is_said_to_be_known(tmp_path, form):
    path = tmp_path / "a.csv"
    path.write_text(
        "_id,satker,jk,usia,saran,rekomendasi," + ",".join(f"U{k}" for k in range(1, 10)) + "\n1,X,L,30,baik,9,3,4,3,4,3,4,3,4,Baik\n"
    )
    text = call(path, "--codebook", form)
    assert "1 responden, 14 pertanyaan." in text and "Semua sel dan kolom dikenal." in text and "Tidak ada tanda mutu." in text


def test_json_holds_types_states_findings_and_flags(tmp_path, form):
    path = tmp_path / "a.csv"
    path.write_text(
        "_id,jk,Umur,baru," + ",".join(f"U{k}" for k in range(1, 10)) + "\n1,L,30,x,3,4,3,4,3,4,3,4,7\n1,Z,,y,,,,,,,,,3\n"
    )
    found = json.loads(call(path, "--codebook", form, "--json").splitlines()[-1])
    assert found["n_rows"] == 2 and found["types"]["U9"] == "Int64" and found["new_columns"] == ["baru"]
    assert {(row["row"], row["question"], row["value"]) for row in found["findings"] if row["kind"] == "unknown_code"} == {
        (1, "U9", "7"),
        (2, "jk", "Z"),
    }
    assert found["n_flags"] == {"banyak_kosong": 1, "id_ganda": 1}
    assert sum(found["states"].values()) == 2 * 14


def test_people_read_what_to_do(tmp_path, form):
    path = tmp_path / "a.csv"
    path.write_text("_id,U1,lain\n1,7,x\n2,7,y\n")
    text = call(path, "--codebook", form)
    assert "Baris 1 dan 1 lagi: Jawaban '7' tidak ada dalam daftar mutu dari U1; yang ada: 1 (Tidak baik)" in text
    assert "Kolom 'lain' tidak ada dalam kuesioner" in text


def test_a_column_may_be_named(tmp_path, form):
    path = tmp_path / "a.csv"
    path.write_text("_id,nilai\n1,Baik\n")
    assert "'nilai'" not in call(path, "--codebook", form, "--map", "U1=nilai")


def test_an_empty_export_is_one_sentence(tmp_path, form):
    path = tmp_path / "a.csv"
    path.write_text("U1,U2\n")
    with pytest.raises(UsageFault, match="tidak memuat satu baris jawaban pun"):
        call(path, "--codebook", form)
