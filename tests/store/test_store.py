"""What is written is read again: the same rows, the same order, the same bytes."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading

import pandas as pd
import pytest

from analitik import schema
from analitik.core.errors import EnvironmentFault, IntegrityFault, RunLocked, UsageFault
from analitik.core.files import sha256_of
from analitik.core.period import Month
from analitik.store import Store, open_store
from analitik.store.entries import Delivered, Part
from analitik.store.raw import keep_raw, raw_path

OCTOBER, NOVEMBER = Month(2022, 10), Month(2022, 11)


@pytest.fixture
def store(tmp_path) -> Store:
    return Store(tmp_path / "data")


def cube(*days: str) -> pd.DataFrame:
    rows = {
        "published_date": pd.to_datetime(list(days)).astype("datetime64[us]"),
        "unit_code": "33-LPS-01", "kanwil": "KW-33", "issue": "remisi_hak", "sentiment": "positif",
        "n_publications": range(len(days)), "n_stories": 1,
    }  # fmt: skip
    return schema.CUBE.conform(pd.DataFrame(rows))


def articles(*ids: str, day: str = "2022-10-05", delivery: str = "a" * 64) -> pd.DataFrame:
    frame = schema.ARTICLES_RAW.empty().reindex(range(len(ids)))
    days = pd.to_datetime([day] * len(ids))
    frame = frame.assign(id=list(ids), title="Judul", published_at=days, published_date=days, has_time=False, row=range(len(ids)))
    return schema.ARTICLES_RAW.conform(frame.assign(delivery=delivery))


def commit(store: Store, frame: pd.DataFrame, part: str = "a" * 64, *, seq: int = 1) -> None:
    parts = [
        Part(table, month, name, n, sha256_of(path)) for table, month, name, n, path in store.append("articles_raw", part, frame)
    ]
    n = len(frame)
    entry = Delivered(seq, part, "r", part, "berkas.csv", "news", "accept", n, n, 0, 0, None, None, None, "2022-11-01")
    store.ledger.record_delivery(entry, parts=parts)


def test_a_new_store_is_empty_and_reading_makes_no_file(store):
    assert store.read("articles_raw").equals(schema.ARTICLES_RAW.empty())
    assert store.read("cube", OCTOBER, columns=["issue"]).columns.tolist() == ["issue"]
    assert store.months("articles") == store.months("articles_raw") == []
    assert not store.is_sample()
    assert store.ledger.delivery_counts().empty
    assert not store.root.exists()


def test_a_month_is_replaced_as_a_whole_and_emptied_by_an_empty_frame(store):
    store.write_month("cube", OCTOBER, cube("2022-10-02", "2022-10-01"))
    store.write_month("cube", NOVEMBER, cube("2022-11-01"))
    assert store.months("cube") == [OCTOBER, NOVEMBER]
    assert store.read("cube", OCTOBER)["published_date"].dt.day.tolist() == [1, 2]
    store.write_month("cube", OCTOBER, cube("2022-10-07"))
    assert store.read("cube")["published_date"].dt.strftime("%d%m").tolist() == ["0710", "0111"]
    store.write_month("cube", OCTOBER, schema.CUBE.empty())
    assert store.months("cube") == [NOVEMBER]


def test_rows_come_back_in_their_types(store):
    frame = cube("2022-10-01")
    store.write_month("cube", OCTOBER, frame)
    assert store.read("cube").equals(frame)


def test_missing_values_survive_the_lake(store):
    responses = schema.RESPONSES.empty().reindex([0]).assign(id="1", delivery="a", row=1, weight=1.0)
    responses["submitted_date"] = pd.to_datetime(["2022-10-01"])
    frame = schema.RESPONSES.conform(responses)
    store.append("responses", "p", frame)
    entry = Delivered(1, "p", "r", "p", "f", "survey", "accept", 1, 1, 0, 0, None, None, None, "2022")
    store.ledger.record_delivery(entry, parts=[Part("responses", "2022-10", "p", 1, "x")])
    back = store.read("responses")
    assert back.equals(frame)
    assert back[["q1", "age", "sex", "updated_at"]].isna().all(axis=None)


def test_equal_rows_give_equal_bytes_whatever_their_order(store, tmp_path):
    frame = cube("2022-10-01", "2022-10-02", "2022-10-03")
    store.write_month("cube", OCTOBER, frame)
    other = Store(tmp_path / "lain")
    other.write_month("cube", OCTOBER, frame.sample(frac=1, random_state=1))
    paths = [one.lake / "cube" / "month=2022-10" / "part.parquet" for one in (store, other)]
    assert paths[0].read_bytes() == paths[1].read_bytes()


def test_rows_without_a_committed_delivery_do_not_exist(store):
    store.append("articles_raw", "b" * 64, articles("N1"))
    assert store.read("articles_raw").empty
    commit(store, articles("N2", "N1"))
    assert store.read("articles_raw")["id"].tolist() == ["N1", "N2"]


def test_a_delivery_of_two_months_is_two_files_and_months_can_be_asked_for(store):
    commit(store, pd.concat([articles("N1"), articles("N2", day="2022-11-30")]))
    assert store.months("articles_raw") == [OCTOBER, NOVEMBER]
    assert store.read("articles_raw", [NOVEMBER], columns=["id"])["id"].tolist() == ["N2"]
    assert store.read("articles_raw", "2022-10", columns=["title"]).columns.tolist() == ["title"]


def test_a_lost_or_damaged_file_is_said_not_skipped(store):
    commit(store, articles("N1"))
    path = next(store.lake.rglob("*.parquet"))
    path.write_bytes(b"rusak")
    with pytest.raises(IntegrityFault, match=r"month=2022-10"):
        store.read("articles_raw")
    path.unlink()
    with pytest.raises(IntegrityFault, match="folder raw"):
        store.read("articles_raw")


def test_unknown_tables_and_columns_are_refused_by_name(store):
    with pytest.raises(UsageFault, match="berita"):
        store.read("berita")
    with pytest.raises(UsageFault, match="judul"):
        store.read("articles", columns=["judul"])


def test_the_fingerprint_changes_with_the_rows_and_only_with_them(store):
    commit(store, articles("N1"))
    before = store.fingerprint("articles_raw"), store.fingerprint("articles_raw", NOVEMBER)
    store.append("articles_raw", "tidak-tercatat", articles("N9"))
    assert before[0] == store.fingerprint("articles_raw")
    commit(store, articles("N2", delivery="b" * 64), "b" * 64, seq=2)
    assert before[0] != store.fingerprint("articles_raw")
    assert before[1] == store.fingerprint("articles_raw", NOVEMBER)


def test_a_child_after_a_fork_reads_the_same_and_no_thread_was_started(store):
    commit(store, articles("N1"))
    store.read("articles_raw")
    parents = store.ledger.connection()
    assert threading.active_count() == 1
    child = os.fork()
    if child == 0:
        same_rows = store.read("articles_raw")["id"].tolist() == ["N1"]
        os._exit(0 if same_rows and store.ledger.connection() is not parents else 1)
    assert os.waitpid(child, 0)[1] == 0


def test_only_one_run_writes_at_a_time(store):
    code = "import sys; from analitik.store import Store\nwith Store(sys.argv[1]).lock(): pass"
    with store.lock(), store.lock():
        held = subprocess.run([sys.executable, "-c", code, str(store.root)], capture_output=True, text=True)
        assert "RunLocked" in held.stderr
    assert subprocess.run([sys.executable, "-c", code, str(store.root)]).returncode == 0


def test_a_lock_is_refused_at_once_and_free_after_an_error(store):
    with pytest.raises(ZeroDivisionError), store.lock():
        _ = 1 / 0
    with store.lock(), pytest.raises(RunLocked) as refused, Store(store.root).lock():
        pass
    assert refused.value.exit_code == 75


def test_a_foreign_newer_or_damaged_ledger_is_named(store):
    store.root.mkdir()
    path = store.root / "ledger.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE lain (x)")
    with pytest.raises(IntegrityFault, match="bukan buku besar"):
        store.ledger.rows("SELECT 1")
    path.write_bytes(b"bukan sqlite sama sekali, hanya teks yang cukup panjang" * 10)
    with pytest.raises(IntegrityFault, match="folder raw"):
        Store(store.root).ledger.rows("SELECT 1")


def test_the_ledger_says_its_version_and_keeps_a_write_ahead_log(store):
    commit(store, articles("N1"))
    assert store.ledger.rows("PRAGMA user_version") == [(1,)]
    assert store.ledger.rows("PRAGMA journal_mode") == [("wal",)]


def test_a_failed_commit_leaves_nothing_behind(store):
    commit(store, articles("N1"))
    with pytest.raises(IntegrityFault), store.ledger.transaction() as connection:
        connection.execute("DELETE FROM parts")
        connection.execute("INSERT INTO parts (seq) VALUES (1)")
    assert len(store.read("articles_raw")) == 1


def test_a_folder_that_cannot_be_written_is_the_machines_fault(tmp_path):
    (tmp_path / "data").write_text("ini berkas, bukan folder", encoding="utf-8")
    store = Store(tmp_path / "data")
    with pytest.raises(EnvironmentFault), store.lock():
        pass


def test_a_raw_copy_is_private_whole_and_made_once(store, tmp_path):
    source = tmp_path / "x.csv"
    source.write_bytes(b"isi")
    sha = sha256_of(source)
    copy = keep_raw(store.root, source, sha)
    assert copy == raw_path(store.root, sha)
    assert copy.stat().st_mode & 0o777 == 0o600
    copy.chmod(0o600)
    copy.write_bytes(b"rusak")
    assert keep_raw(store.root, source, sha).read_bytes() == b"isi"


def test_runs_and_releases_are_noted(store):
    run = store.ledger.record_run("run", "2022-10", "2022-11-01T00:00:00Z", None, {"published": 3})
    store.ledger.record_release(1, run, "2022-10", "f" * 64, "2022-11-01T00:01:00Z")
    assert store.ledger.rows("SELECT run, period FROM releases") == [(run, "2022-10")]


def test_the_store_of_a_folder_or_of_the_workspace(tmp_path, monkeypatch):
    (tmp_path / "analitik.toml").write_text('store = "isi"\n', encoding="utf-8")
    monkeypatch.setenv("ANALITIK_WORKSPACE", str(tmp_path))
    monkeypatch.delenv("ANALITIK_STORE", raising=False)
    assert open_store().root == (tmp_path / "isi").resolve()
    assert open_store(tmp_path).root == tmp_path


def test_a_part_written_before_a_column_existed_is_read_with_that_column_empty(tmp_path):
    import pyarrow.parquet as pq

    from analitik import schema
    from analitik.store import lake

    table = schema.table("responses")
    path = tmp_path / "part.parquet"
    frame = table.empty().reindex([0]).assign(id="R1", delivery="d", row=1)
    lake.write_part(path, table, frame)
    pq.write_table(pq.read_table(path).drop_columns(["recommend"]), path)
    back = lake.read_part(path, table)
    assert list(back.columns) == table.names and back["recommend"].isna().all() and str(back["recommend"].dtype) == "Int64"
    pq.write_table(pq.read_table(path).drop_columns(["row"]), path)
    with pytest.raises(IntegrityFault):
        lake.read_part(path, table)


def test_a_copy_is_whole_and_apart(store, tmp_path):
    store.write_month("cube", OCTOBER, cube("2022-10-03"))
    store.ledger.connection()
    copy = store.copy_to(tmp_path / "salinan")
    copy.write_month("cube", OCTOBER, cube())
    assert len(store.read("cube", OCTOBER)) == 1 and copy.read("cube", OCTOBER).empty and copy.ledger.exists()
