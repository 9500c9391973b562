"""Readers see the old release or the new one, whole."""

import os

import pytest

from analitik.core.errors import EnvironmentFault
from analitik.publish.release import carry_over, current_release, next_number, staged, swap_in


def publish(reports, text):
    with staged(reports) as stage:
        (stage / "2022-10").mkdir()
        (stage / "2022-10" / "a.html").write_text(text)
        return swap_in(reports, stage)


def test_releases_are_numbered_and_current_points_to_the_last(tmp_path):
    assert [publish(tmp_path, str(k)).name for k in (1, 2)] == ["1", "2"]
    assert os.readlink(tmp_path / "current") == "releases/2"
    assert (tmp_path / "current" / "2022-10" / "a.html").read_text() == "2"


def test_a_run_that_fails_leaves_the_last_good_release(tmp_path):
    publish(tmp_path, "baik")
    with pytest.raises(RuntimeError), staged(tmp_path) as stage:
        (stage / "x").write_text("setengah")
        raise RuntimeError
    assert (tmp_path / "current" / "2022-10" / "a.html").read_text() == "baik"
    assert [path.name for path in (tmp_path / "releases").iterdir()] == ["1"]


def test_only_the_last_three_releases_stay(tmp_path):
    for k in range(5):
        publish(tmp_path, str(k))
    assert sorted(path.name for path in (tmp_path / "releases").iterdir()) == ["3", "4", "5"]
    assert current_release(tmp_path).name == "5"


def test_what_is_carried_over_keeps_its_bytes(tmp_path):
    first = publish(tmp_path, "lama")
    carry_over(first / "2022-10", tmp_path / "baru")
    assert (tmp_path / "baru" / "a.html").read_text() == "lama"


def test_numbers_go_on_after_gaps(tmp_path):
    for name in ("1", "7", "x"):
        (tmp_path / name).mkdir()
    assert next_number(tmp_path) == 8


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "reports").write_text("bukan folder")
    with pytest.raises((EnvironmentFault, OSError)), staged(tmp_path / "reports"):
        pass
