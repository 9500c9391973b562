"""Remarks: planted themes are counted, few people stay unseen, and nobody's number comes out."""

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.sample.library import shelf
from analitik.survey import index_scores
from analitik.survey.open_answers import find_themes, mask_texts, theme_scores, theme_table

ITEMS = [f"U{k}" for k in range(1, 10)]


def remarks():
    return pd.Series(
        ["Antrean loket lama sekali"] * 40
        + ["Petugas ramah dan Budi membantu"] * 30
        + ["Toilet kotor, hubungi 0812-0000-0001"] * 9
        + ["Mantap"] * 12
        + ["-"] * 5
        + [None] * 4
    )


def test_themes_are_counted_among_those_who_wrote():
    table = theme_table(remarks()).set_index("theme")
    assert table.loc["waktu", "n"] == 40 and table.loc["perilaku", "n"] == 30 and table.loc["lainnya", "n"] == 12
    assert table.loc["waktu", "n_written"] == 91 and table.loc["waktu", "share"] == pytest.approx(40 / 91)
    assert table.loc["waktu", "low"] < 40 / 91 < table.loc["waktu", "high"]


def test_fewer_than_ten_are_not_shown():
    table = theme_table(remarks()).set_index("theme")
    assert table.loc["sarana", "state"] == "disamarkan"
    assert table.loc["sarana", ["n", "share", "low", "high"]].isna().all() and table.loc["sarana", "words"] == ""


def test_words_beside_a_theme_are_not_its_own_nor_names_nor_numbers():
    words = theme_table(remarks()).set_index("theme")["words"]
    assert words["prosedur"] == "antrean, lama" and words["perilaku"] == "petugas"
    assert "budi" not in " ".join(words) and "telepon" not in " ".join(words)


def test_personal_data_is_masked():
    masked = mask_texts(pd.Series(["NIK saya 3171014501900001", "surel uji@contoh.example", "tidak ada"]))
    assert masked.tolist() == ["NIK saya [NIK]", "surel [surel]", ""]


def test_a_theme_is_a_whole_word():
    found = find_themes(pd.Series(["selama ini bagus", "acara ramai", "AC mati"]))
    assert found["waktu"].tolist() == [False, False, False] and found["sarana"].tolist() == [False, False, True]


def test_every_remark_of_the_sample_has_the_theme_it_was_written_for():
    meant = {"Ruang tunggu perlu kipas angin.": "sarana", "Petugas ramah dan membantu.": "perilaku", "Antrean masih lama pada hari Sabtu.": "waktu",
             "Informasi syarat sudah jelas.": "persyaratan", "Pengaduan saya cepat dijawab.": "pengaduan", "Harga di kantin terlalu mahal.": "biaya",
             "Parkiran sempit.": "sarana", "Pendaftaran daring memudahkan kami.": "prosedur", "Tolong sediakan tempat bermain anak.": "sarana"}  # fmt: skip
    assert set(meant) <= set(shelf("survei")["saran"])
    found = find_themes(pd.Series(list(meant)))
    assert [bool(found[theme].iloc[place]) for place, theme in enumerate(meant.values())] == [True] * len(meant)


def scored():
    texts, rng = remarks(), np.random.default_rng(1)
    values = rng.integers(2, 5, (100, 9))
    values[:40] = rng.integers(1, 3, (40, 9))  # who waited long is less content
    return pd.DataFrame(values, columns=ITEMS), texts


def test_the_index_of_those_who_mention_a_theme_is_their_own():
    answers, texts = scored()
    row = theme_scores(answers, texts).set_index("theme").loc["waktu"]
    assert row["index"] == pytest.approx(index_scores(answers.iloc[:40])["index"].iloc[0]) and row["n"] == 40
    assert row["index_others"] == pytest.approx(index_scores(answers.iloc[40:])["index"].iloc[0]) and row["n_others"] == 60
    assert row["high"] < row["low_others"]


def test_a_score_of_few_is_withheld_with_all_that_would_give_it_away():
    answers, texts = scored()
    row = theme_scores(answers, texts).set_index("theme").loc["sarana"]
    assert row["state"] == "disamarkan" and row.drop(["name_id", "state"]).isna().all()


def test_a_floor_of_one_or_texts_of_others_are_refused():
    answers, texts = scored()
    with pytest.raises(UsageFault, match="terlalu kecil"):
        theme_table(texts, floor=1)
    with pytest.raises(UsageFault, match="99 saran"):
        theme_scores(answers, texts.iloc[1:])
