"""What a text is about."""

import pandas as pd
import pytest

from analitik.news import classify
from analitik.reference.taxonomy import issues, taxonomy


@pytest.mark.parametrize(
    ("title", "issue"),
    [
        ("Dua Napi Lapas Arunika Kabur", "pelarian"),
        ("Napi Rutan Wanadarma Mengamuk", "kerusuhan"),
        ("Sabu Masuk Lapas Arunika", "narkoba"),
        ("Pungli di Rutan Wanadarma", "pungli_korupsi"),
        ("Blok Lapas Arunika Terbakar", "kebakaran_bencana"),
        ("Hunian Lapas Arunika Over Kapasitas", "overkapasitas"),
        ("Warga Binaan Terima Remisi Natal di Lapas Arunika", "remisi_hak"),
        ("Warga Binaan Lapas Arunika Panen Sayur", "pembinaan"),
        ("Lapas Arunika Teken MoU dengan Kampus", "kerjasama_sosial"),
        ("Lapas Arunika Raih Penghargaan WBK", "prestasi_penghargaan"),
        ("Humas Lapas Arunika Belajar Komunikasi Krisis", "komunikasi_humas"),
        ("Warga Lapas Narkotika Kartika Sari Panen", "pembinaan"),
        ("Tahanan Polres Kabur", "di_luar_topik"),
        ("Harga Cabai Naik di Pasar", "di_luar_topik"),
    ],
)
def test_the_main_issue(register, title, issue):
    assert classify(pd.DataFrame({"title": [title]}), register)["issue"].iloc[0] == issue


def test_the_invented_examples_of_the_taxonomy_are_filed_where_they_stand(register):
    examples = [(one["title"], issue["id"]) for issue in taxonomy()["issues"] for one in issue["examples"]]
    found = classify(pd.DataFrame({"title": [title for title, _ in examples]}), register)["issue"]
    assert (found.to_numpy() == [issue for _, issue in examples]).mean() >= 0.9


def test_contrast_pairs_never_trained_on_are_mostly_filed_rightly(register):
    sides = [(pair[side]["t"], pair[side].get("i", pair["issue"])) for pair in taxonomy()["contrast_pairs"] for side in "ab"]
    found = classify(pd.DataFrame({"title": [title for title, _ in sides]}), register)["issue"]
    assert (found.to_numpy() == [issue for _, issue in sides]).mean() >= 0.75


def test_several_issues_start_with_the_main_one_and_exist(register):
    row = classify(pd.DataFrame({"title": ["Napi Kabur Usai Kerusuhan di Lapas Arunika"], "text": ["Napi kabur saat rusuh dan kebakaran."]}), register).iloc[0]
    assert row["issues"][0] == row["issue"] and {"pelarian", "kerusuhan"} <= set(row["issues"]) <= set(issues()["id"])


def test_the_words_that_decided_are_named_in_the_reason(register):
    row = classify(pd.DataFrame({"title": ["Dua Napi Lapas Arunika Melarikan Diri"]}), register).iloc[0]
    assert "isu pelarian ('melarikan diri')" in row["reason"]
