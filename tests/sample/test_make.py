"""The command, the tracked sample and the promise of speed."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from analitik.cli.sample import command
from analitik.core.errors import UsageFault
from analitik.ingest.deliver import read_delivery
from analitik.sample.make import make_sample

SMALL = ["--articles", "300", "--respondents", "300", "--months", "2", "--json"]
LIMIT = 2_000_000


def run(folder: Path, *extra: str) -> dict:
    answer = CliRunner().invoke(command, [str(folder), *SMALL, *extra])
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.stdout.splitlines()[-1])


def content(name: str, data: bytes):
    """What a file says: cells of a workbook, bytes of anything else (compressed bytes may differ between libraries)."""
    return [list(sheet.values) for sheet in load_workbook(io.BytesIO(data), read_only=True)] if name.endswith(".xlsx") else data


def test_the_tracked_sample_is_what_the_generator_makes(project, made):
    folder = project / "data" / "sample"
    there = {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
    summary = json.loads(there.pop("truth/summary.json"))
    assert summary == json.loads(json.dumps(made.summary))
    assert set(there) == set(made.files)
    for name, data in there.items():
        assert content(name, data) == content(name, made.files[name]), name


def test_the_tracked_sample_is_small(project):
    assert sum(path.stat().st_size for path in (project / "data" / "sample").rglob("*") if path.is_file()) <= LIMIT


def test_the_command_writes_and_says_what(tmp_path):
    answer = run(tmp_path / "c")
    assert answer["made"] and answer["articles"]["total"] == 300
    assert {path.name for path in (tmp_path / "c" / "deliveries").iterdir()} == set(answer["files"])


def test_if_missing_leaves_a_sample_of_the_same_recipe_alone(tmp_path):
    run(tmp_path)
    register = tmp_path / "register.csv"
    register.write_text("mine")
    assert run(tmp_path, "--if-missing")["made"] is False and register.read_text() == "mine"
    assert run(tmp_path, "--if-missing", "--seed", "5")["made"] is True and register.read_text() != "mine"


def test_a_shorter_sample_takes_away_the_deliveries_it_does_not_replace(tmp_path):
    run(tmp_path)
    answer = run(tmp_path, "--months", "1")
    assert {path.name for path in (tmp_path / "deliveries").iterdir()} == set(answer["files"])


def test_deliveries_of_others_are_never_mixed_with_a_sample(tmp_path):
    (tmp_path / "deliveries").mkdir()
    kept = tmp_path / "deliveries" / "asli.csv"
    kept.write_text("id\n")
    with pytest.raises(UsageFault, match=r"asli\.csv"):
        make_sample(tmp_path, articles=300, respondents=300, seed=1, months=1, end="2022-10")
    assert kept.read_text() == "id\n" and not (tmp_path / "truth").exists()


@pytest.mark.parametrize("wrong", [{"articles": 3}, {"respondents": 0}, {"months": 99}, {"end": "Oktober"}])
def test_impossible_wishes_are_refused(tmp_path, wrong):
    wish = {"articles": 300, "respondents": 300, "seed": 1, "months": 1, "end": "2022-10", **wrong}
    with pytest.raises(UsageFault):
        make_sample(tmp_path, **wish)


def test_ingest_sets_aside_exactly_the_planted_rows(project, made, tmp_path):
    import datetime as dt

    from analitik.reference.units import load_register

    units = load_register(project / "data" / "sample" / "register.csv")
    as_of = dt.datetime.fromisoformat("2022-11-01T00:00:00+07:00")
    for name, expected in made.summary["files"].items():
        file = tmp_path / name
        file.write_bytes(made.deliveries[name])
        delivery = read_delivery(file, units=units, as_of=as_of)
        codes = [code for code in delivery.quarantined["code"] if code != "conflicting_id"]
        wanted = {code: n for code, n in expected["reasons"].items() if code != "conflicting_id"}
        assert {code: codes.count(code) for code in set(codes)} == wanted, name
        assert delivery.rows_in == expected["rows_in"] and not delivery.warnings, name


def test_salted_hashes_change_nothing(tmp_path):
    digests = set()
    for salt in ("1", "2"):
        folder = tmp_path / salt
        environment = {**os.environ, "PYTHONHASHSEED": salt}
        script = f"import sys; sys.argv[1:] = ['sample', {str(folder)!r}, *{SMALL!r}]; from analitik.cli import main; main()"
        subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True)
        digests.add(tuple((path.name, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()))
    assert len(digests) == 1


@pytest.mark.slow
def test_sixty_thousand_articles_take_fifteen_seconds_of_one_core(tmp_path):
    start = time.process_time()
    make_sample(tmp_path, articles=60_000, respondents=9_000, seed=2022, months=13, end="2022-10")
    assert time.process_time() - start <= 15
