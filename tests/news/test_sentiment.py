"""Sentiment toward the institution: not the tone of the words."""

import hashlib
import subprocess
import sys
from importlib.resources import files

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import IntegrityFault
from analitik.news import classify, model_card
from analitik.news.sentiment.card import confusion, measures, pairs_right
from analitik.news.sentiment.model import read_model, shipped_model
from analitik.news.sentiment.train import model_bytes, training_headlines


def read(register, *titles):
    return classify(pd.DataFrame({"title": titles}), register)


@pytest.mark.parametrize(
    ("title", "sentiment"),
    [
        ("Petugas Lapas Arunika Gagalkan Penyelundupan Sabu", "positif"),
        ("Sabu Dikendalikan dari Lapas Arunika", "negatif"),
        ("Lapas Arunika Bebas Pungli", "positif"),
        ("Lapas Arunika Marak Pungli", "negatif"),
        ("Rutan Wanadarma Bantah Kabar Tahanan Kabur", "netral"),
        ("Tahanan Kabur, Rutan Wanadarma Bantah Lalai", "negatif"),
        ("Napi Kabur Lapas Arunika Ditangkap Kembali", "netral"),
        ("Simulasi Kebakaran di Rutan Wanadarma", "positif"),
        ("Razia Blok Hunian Lapas Arunika, Nihil Narkoba", "positif"),
        ("Oknum Sipir Lapas Arunika Ditangkap karena Sabu", "negatif"),
        ("Napi Lapas Arunika Tewas Dianiaya", "negatif"),
        ("412 Warga Binaan Lapas Arunika Terima Remisi HUT RI", "netral"),
        ("Warga Binaan Lapas Arunika Panen Kangkung", "positif"),
        ("Tahanan Polsek Kabur Saat Jam Besuk", "netral"),
    ],
)
def test_the_rules_of_the_label_guide(register, title, sentiment):
    row = read(register, title).iloc[0]
    assert row["sentiment"] == sentiment, row["reason"]


def test_every_label_has_a_reason_and_probabilities_that_sum_to_one(register):
    found = read(register, "Lapas Arunika Panen", "Apel Pagi", "Sabu Masuk Rutan Wanadarma")
    assert np.allclose(found[["p_positif", "p_netral", "p_negatif"]].sum(axis=1), 1)
    assert found["reason"].str.len().gt(10).all() and "sabu" in found["reason"].iloc[2]


@pytest.mark.parametrize("odd", ["", " ", "😀😀", "Prison break in town", "a", "x" * 100_000, "\x00\x07", "1234", "<script>alert(1)</script>", None])
def test_odd_titles_get_an_answer(register, odd):
    row = read(register, odd).iloc[0]
    assert row["sentiment"] in {"positif", "netral", "negatif"} and isinstance(bool(row["needs_review"]), bool)


def test_an_empty_title_needs_review(register):
    assert bool(read(register, "").iloc[0]["needs_review"])


def test_an_empty_table_stays_empty(register):
    assert len(classify(pd.DataFrame({"title": pd.Series([], dtype=object)}), register)) == 0


def test_rows_keep_their_order_and_their_ids(register):
    frame = pd.DataFrame({"id": ["b", "a", "NA"], "title": ["Panen", "Razia", "Remisi"]})
    assert classify(frame, register)["id"].tolist() == ["b", "a", "NA"]


def test_labels_do_not_depend_on_the_hash_seed():
    code = (
        "import pandas as pd; from analitik.news import classify;"
        "r=pd.DataFrame(columns=['kode','nama','jenis','nama_pendek','kelas','aliases','kanwil'],dtype='str');"
        "print(classify(pd.DataFrame({'title':['Napi kabur dari lapas','Panen raya','Razia nihil temuan']}),r).to_json())"
    )
    outputs = {subprocess.run([sys.executable, "-c", code], env={"PYTHONHASHSEED": s}, capture_output=True, check=True).stdout for s in ("0", "7")}
    assert len(outputs) == 1


def test_contrast_pairs_are_told_apart_at_least_as_often_as_the_card_says():
    both, pairs = pairs_right()
    assert pairs == 84 and both >= 44


def test_the_shipped_model_is_small_and_is_the_one_the_card_speaks_of():
    data = (files("analitik.news.sentiment") / "model.npz").read_bytes()
    assert len(data) < 1 << 20
    assert model_card()["model"] == f"linear-{hashlib.sha256(data).hexdigest()[:8]}"


def test_a_damaged_model_is_refused_in_one_sentence(tmp_path):
    path = tmp_path / "model.npz"
    path.write_bytes((files("analitik.news.sentiment") / "model.npz").read_bytes()[:1000])
    with pytest.raises(IntegrityFault, match="model.npz"):
        read_model(path)


def test_a_model_survives_being_stored(tmp_path):
    path = tmp_path / "model.npz"
    path.write_bytes(model_bytes(shipped_model()))
    assert np.array_equal(read_model(path).weights, shipped_model().weights)


def test_training_headlines_are_ours_and_many():
    headlines = training_headlines()
    assert len(headlines) >= 1000 and set(headlines["sentiment"]) == {"positif", "netral", "negatif"}
    assert headlines["issue"].nunique() == 16


def test_precision_at_the_fields_prevalence_is_lower_than_in_a_balanced_set():
    truth = pd.Series(["negatif"] * 50 + ["netral"] * 50 + ["positif"] * 50)
    found = pd.Series(["negatif"] * 45 + ["netral"] * 5 + ["netral"] * 40 + ["negatif"] * 10 + ["positif"] * 50)
    known = measures(confusion(truth, found))
    assert known["recall_negatif"] == 0.9 and known["false_negatif_rate"] == 0.1
    assert known["precision_negatif_at_field"] == pytest.approx(0.07 * 0.9 / (0.07 * 0.9 + 0.93 * 0.1))


def test_real_labelled_items_are_read_as_well_as_the_card_says(shared, register):
    items = pd.read_json(shared / "data/news-labelled/news.jsonl", lines=True)
    found = classify(items[["title", "text"]], register)
    known = measures(confusion(items["sentiment"], found["sentiment"]))
    assert known["macro_f1"] >= 0.67 and known["recall_negatif"] >= 0.78
    assert model_card()["measured"]["macro_f1"] == pytest.approx(known["macro_f1"], abs=0.01)


def test_real_headlines_alone(shared, register):
    items = pd.read_csv(shared / "data/news-labelled/headlines60.tsv", sep="\t")
    known = measures(confusion(items["sentiment"], classify(items[["title"]], register)["sentiment"]))
    assert known["macro_f1"] >= 0.68
