"""Labels in the ledger: once, with their history, also in a ledger that was made before there were labels."""

import sqlite3

import pandas as pd
import pytest

from analitik.store import Store
from analitik.store.labels import Label, drawn_items, record_draw, record_labels, revisions

DRAWN = pd.DataFrame(
    {"item": [1, 2], "id": ["a", "b"], "stratum": ["diduga_negatif", "lainnya"], "predicted_sentiment": ["negatif", "positif"],
     "predicted_issue": "narkoba", "kanwil": "", "unit_code": "", "probability": [0.9, 0.1], "draw_chance": [1.0, 0.5], "labellers": ["1|2", "1"]}
)  # fmt: skip
COUNTS = pd.DataFrame({"stratum": ["diduga_negatif", "lainnya"], "kanwil": "", "issue": "narkoba", "n_publications": [1, 2], "n_drawn": [1, 1]})


@pytest.fixture
def store(tmp_path) -> Store:
    store = Store(tmp_path / "data")
    assert record_draw(store.ledger, "u1", "2022-10", "m", 5, DRAWN, COUNTS)
    return store


def keep(store, *labels, sha="x"):
    return record_labels(store.ledger, "u1", sha, "label.xlsx", labels)


def test_a_store_without_labels_answers_with_empty_tables(tmp_path):
    store = Store(tmp_path / "kosong")
    assert store.labels().empty and store.draws().empty and "sentiment" in store.labels() and not store.ledger.exists()


def test_a_draw_is_kept_once_and_read_back(store):
    assert not record_draw(store.ledger, "u1", "2022-10", "m", 5, DRAWN, COUNTS)
    assert drawn_items(store.ledger, "u1").astype(object).equals(DRAWN.astype(object))
    assert store.draws("2022-10")[["month", "draw", "model", "seed", "n_publications"]].values.tolist() == [
        ["2022-10", "u1", "m", 5, 1],
        ["2022-10", "u1", "m", 5, 2],
    ]
    assert store.draws(["2022-09"]).empty


def test_the_same_labels_again_change_nothing(store):
    given = [Label(1, "1", "negatif", "narkoba", True), Label(2, "1", "netral", "", False)]
    assert keep(store, *given) == {"new": 2, "changed": 0, "unchanged": 0}
    before = store.labels()
    assert keep(store, *given) == {"new": 0, "changed": 0, "unchanged": 2}
    assert store.labels().equals(before) and revisions(store.ledger).empty
    assert before["is_sure"].tolist() == [True, False] and before["stratum"].tolist() == ["diduga_negatif", "lainnya"]


def test_a_corrected_label_replaces_the_labellers_own_and_the_old_one_is_kept(store):
    keep(store, Label(1, "1", "negatif", "", True), Label(1, "2", "negatif", "", True))
    assert keep(store, Label(1, "1", "netral", "", True))["changed"] == 1
    keep(store, Label(1, "1", "positif", "", True))
    assert store.labels().set_index("labeller")["sentiment"].to_dict() == {"1": "positif", "2": "negatif"}
    assert revisions(store.ledger)["sentiment"].tolist() == ["negatif", "netral"]


def test_a_ledger_made_before_there_were_labels_opens_and_gets_their_tables(store):
    store.ledger.close()
    with sqlite3.connect(store.ledger.path) as old:
        for table in ("draws", "draw_counts", "drawn", "label_files", "labels", "label_revisions"):
            old.execute(f"DROP TABLE {table}")
    old.close()
    again = Store(store.root)
    assert again.labels().empty and record_draw(again.ledger, "u1", "2022-10", "m", 5, DRAWN, COUNTS)


def test_half_a_file_is_never_kept(store):
    with pytest.raises(Exception, match="NOT NULL"):
        keep(store, Label(1, "1", "negatif", "", True), Label(2, "1", None, "", True))
    assert store.labels().empty and store.ledger.rows("SELECT count(*) FROM label_files") == [(0,)]
