"""Files as vendors really send them; local material, skipped where it is not beside the project."""

from __future__ import annotations

import csv
import json
import re

import pandas as pd
import pytest

from analitik.pipeline.receive import receive
from analitik.store import Store

ROWS = {"cnbc": 2590, "cnn": 3940, "detik": 5410, "kompas": 6280, "republika": 2550, "tempo": 5515}
BY_ADDRESS = {"cnbc", "cnn", "tempo"}  # their own date column is the time of scraping, or there is none


@pytest.mark.parametrize("outlet", ROWS)
def test_no_headline_is_lost_and_no_year_invented(shared, tmp_path, outlet):
    path = shared / "data" / "real" / "narasipal" / f"{outlet}_master.csv"
    mapping = "url_date_id" if outlet in BY_ADDRESS else "headline_list"
    store = Store(tmp_path)
    receipt = receive(store, path, kind="news", mapping=mapping, as_of="2025-06-01")
    assert receipt.rows_in == ROWS[outlet] == receipt.accept + receipt.quarantine + receipt.duplicate
    with open(path, encoding="utf-8", newline="") as file:
        delivered = {row["url"]: row for row in csv.DictReader(file)}
    accepted = store.read("articles_raw")
    assert len(accepted) == receipt.accept
    for url, day in zip(accepted["url"], accepted["published_date"], strict=True):
        said = re.search(r"/(\d{4})\d{10}-", url)[1] if outlet in BY_ADDRESS else delivered[url]["date_time"]
        assert str(day.year) in said
    if outlet == "tempo":
        assert receipt.reasons == {"missing_date": 5515}


def test_dates_without_a_sure_day_are_set_aside_not_completed(shared, tmp_path):
    path = shared / "data" / "news-labelled" / "news.jsonl"
    receipt = receive(Store(tmp_path), path, kind="news", mapping="english", as_of="2026-12-01", with_rows=True)
    published = {row["id"]: row["published"] for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    assert receipt.rows_in == 547 == receipt.accept + receipt.quarantine + receipt.duplicate
    assert all(row["published_date"] == published[row["id"]] for row in receipt.rows)
    assert all(len(published[row["id"]]) == 10 for row in receipt.rows)


def test_a_list_without_dates_is_refused_by_the_name_of_the_column(shared, tmp_path):
    receipt = receive(
        Store(tmp_path), shared / "data" / "news-labelled" / "headlines60.tsv", kind="news", mapping="english", as_of="2026-12-01"
    )
    assert receipt.reasons == {"missing_column": 1}
    assert "tanggal" in receipt.message


def test_the_bad_input_corpus_is_answered_row_by_row(shared, tmp_path):
    folder = shared / "ingest"
    register = pd.read_csv(folder / "satker_register.csv", dtype="str")
    with open(folder / "manifest.csv", encoding="utf-8", newline="") as file:
        cases = sorted(csv.DictReader(file), key=lambda case: (case["seq_group"], case["seq_order"], case["file"]))
    wrong = []
    for number, case in enumerate(cases):
        store = Store(tmp_path / (case["seq_group"] or str(number)))
        receipt = receive(store, folder / case["file"], kind=case["kind"], units=register, as_of="2024-02-15T12:00:00+07:00")
        expected = {"verdict": case["verdict"], "reasons": json.loads(case["reasons"])}
        if case["verdict"] != "refuse":
            expected |= {name: int(case[name]) for name in ("rows_in", "accept", "quarantine", "duplicate")}
        if case["verdict"] != "noop":
            expected["warnings"] = json.loads(case["warnings"])
        if not expected.items() <= receipt.as_json().items():
            wrong.append(case["file"])
    assert wrong == []
    corrected = Store(tmp_path / "B").ledger
    assert (corrected.current_count(), corrected.current_count() + corrected.revision_count()) == (11, 14)
