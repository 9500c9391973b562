"""One bad report never takes the others with it."""

import os
import time
from pathlib import Path

import pytest

from analitik.core.errors import UsageFault
from analitik.publish.supervise import run_all


def outcomes(tmp_path, seconds=20, **tasks):
    return {outcome.name: outcome.reason for outcome in run_all(tasks, jobs=2, seconds=seconds, notes=tmp_path)}


def fine():
    return None


def refuses():
    raise UsageFault("parameter salah")


def breaks():
    raise ValueError("angka aneh")


def dies():
    os.kill(os.getpid(), 9)


def exits():
    raise SystemExit(7)


def hangs():
    time.sleep(60)


@pytest.mark.parametrize(("poison", "words"), [(refuses, "parameter salah"), (breaks, "ValueError: angka aneh"), (dies, "SIGKILL"), (exits, "SystemExit: 7")])
def test_a_poisoned_task_is_reported_and_the_rest_succeed(tmp_path, poison, words):
    found = outcomes(tmp_path, a=fine, b=poison, c=fine)
    assert found["a"] is None and found["c"] is None and words in found["b"]


def test_a_task_that_hangs_is_ended_with_everything_it_started(tmp_path):
    def starts_another():
        if os.fork() == 0:
            (tmp_path / "child").write_text(str(os.getpid()))
            time.sleep(60)
        time.sleep(60)

    start = time.monotonic()
    found = outcomes(tmp_path, seconds=1, a=starts_another, b=fine)
    assert "batas waktu" in found["a"] and found["b"] is None and time.monotonic() - start < 10
    child = int((tmp_path / "child").read_text())
    time.sleep(0.3)
    status = Path(f"/proc/{child}/status")
    assert not status.exists() or "State:\tZ" in status.read_text()


def test_secrets_of_the_session_do_not_reach_a_report(tmp_path, monkeypatch):
    monkeypatch.setenv("DB_PASSWORD", "rahasia")
    monkeypatch.setenv("ANALITIK_NAME", "Kantor")

    def looks():
        (tmp_path / "seen").write_text(" ".join(sorted(os.environ)))

    outcomes(tmp_path, a=looks)
    seen = (tmp_path / "seen").read_text().split()
    assert "DB_PASSWORD" not in seen and "ANALITIK_NAME" in seen
