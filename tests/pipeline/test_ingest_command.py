"""``analitik ingest`` as a scheduler meets it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

NEWS = "id,judul,tanggal\nN1,Panen raya,01/05/2023\n"


@pytest.fixture
def ingest(tmp_path):
    def _ingest(*arguments: str) -> subprocess.CompletedProcess:
        command = [Path(sys.executable).parent / "analitik", "ingest", *arguments]
        return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env={"PATH": "/usr/bin:/bin"})

    return _ingest


def test_one_file_gives_the_object_and_several_a_list(ingest, tmp_path):
    (tmp_path / "a.csv").write_text(NEWS, encoding="utf-8")
    (tmp_path / "b.csv").write_text(NEWS.replace("N1", "N2").replace("01/05", "31/02"), encoding="utf-8")
    one = ingest("a.csv", "--json-rows", "--as-of", "2024-02-15")
    answer = json.loads(one.stdout.splitlines()[-1])
    assert one.returncode == 0
    assert [(row["id"], row["published_date"], row["unit_code"]) for row in answer["rows"]] == [("N1", "2023-05-01", None)]
    assert {"verdict", "rows_in", "accept", "quarantine", "duplicate", "reasons", "message", "sha256", "kind"} <= set(answer)
    both = ingest("a.csv", "b.csv", "--json", "--as-of", "2024-02-15")
    assert [file["verdict"] for file in json.loads(both.stdout.splitlines()[-1])["files"]] == ["noop", "partial"]
    assert both.returncode == 3
    assert (tmp_path / "data" / "ledger.sqlite").is_file()


def test_refusals_and_bad_usage_have_their_codes_and_one_sentence(ingest, tmp_path):
    (tmp_path / "kosong.csv").write_bytes(b"")
    refused = ingest("kosong.csv")
    assert (refused.returncode, "kosong" in refused.stdout) == (4, True)
    for arguments in (["tidak-ada.csv"], [], ["kosong.csv", "--as-of", "kemarin"], ["kosong.csv", "--kind", "berita"]):
        wrong = ingest(*arguments)
        assert wrong.returncode == 2
        assert len(wrong.stderr.strip().splitlines()) == 1
        assert "Traceback" not in wrong.stdout + wrong.stderr


def test_people_get_counts_and_reasons(ingest, tmp_path):
    (tmp_path / "a.csv").write_text(NEWS + "N2,,01/05/2023\n", encoding="utf-8")
    done = ingest("a.csv", "--kind", "news")
    assert done.returncode == 3
    assert "1 dari 2 baris diterima" in done.stdout
    assert "missing_title" in done.stdout
