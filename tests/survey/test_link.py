"""Perception beside news: nothing is dropped in the join, and no more is said than the data allow."""

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.survey.link import beside_news, standing_together

KANWIL = [f"Kanwil {k:02d}" for k in range(33)]


def frames(slope, n=33, seed=1):
    rng = np.random.default_rng(seed)
    share = rng.uniform(0.02, 0.2, n)
    index = 80 + slope * (share - 0.1) * 100 + rng.normal(0, 1, n)
    return pd.DataFrame({"domain": KANWIL[:n], "index": index, "n": 100}), pd.DataFrame(
        {"kanwil": KANWIL[:n], "negative_share": share, "n": 50}
    )


def test_a_planted_relation_is_found_and_called_no_cause():
    found = standing_together(beside_news(*frames(-0.5))).iloc[0]
    assert found["reading"] == "berlawanan" and found["high"] < 0 and found["n"] == 33
    assert "lebih rendah" in found["sentence"] and "bukan bukti sebab-akibat" in found["sentence"]


def test_no_relation_is_said_in_one_of_twenty_at_most():
    readings = [standing_together(beside_news(*frames(0, seed=seed)))["reading"].iloc[0] for seed in range(400)]
    assert np.mean([reading != "belum dapat disimpulkan" for reading in readings]) <= 0.075


def test_few_kanwil_allow_no_conclusion_however_strong():
    found = standing_together(beside_news(*frames(-5, n=9))).iloc[0]
    assert found["reading"] == "belum dapat disimpulkan" and "baru 9 kanwil" in found["sentence"]


def test_waves_are_looked_at_one_by_one():
    (index, news), (later, more) = frames(-0.5), frames(0.5, seed=2)
    index = pd.concat([index.assign(wave=1), later.assign(wave=2)]).rename(columns={"domain": "kanwil"})
    joined = beside_news(index, pd.concat([news.assign(wave=1), more.assign(wave=2)]), on=("kanwil", "wave"))
    found = standing_together(joined, by="wave")
    assert found["reading"].tolist() == ["berlawanan", "beriringan"] and found["n"].tolist() == [33, 33]


def test_no_kanwil_is_lost_in_the_join():
    index, news = frames(-0.5)
    joined = beside_news(index.iloc[:30], news.iloc[2:])
    assert len(joined) == 33 and joined["has_perception"].sum() == 30 and joined["has_news"].sum() == 31
    assert standing_together(joined)["n"].iloc[0] == 28
    assert {"n", "n_news"} <= set(joined.columns)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda index, news: (pd.concat([index, index]), news), "persepsi memuat Kanwil 00 dua kali"),
        (lambda index, news: (index, news.rename(columns={"kanwil": "wilayah"})), "berita tidak memiliki kolom kanwil"),
        (lambda index, news: (index, news.assign(kanwil="X" + news["kanwil"])), "samakan namanya"),
    ],
)
def test_frames_that_cannot_be_joined_get_one_sentence(change, words):
    with pytest.raises(UsageFault, match=words):
        beside_news(*change(*frames(0)))


def test_an_absent_column_is_named():
    with pytest.raises(UsageFault, match="n_negatif tidak ada"):
        standing_together(beside_news(*frames(0)), measure="n_negatif")
