"""A file is old or new, never half."""

import os
import stat

import pytest

from analitik.core.errors import EnvironmentFault
from analitik.core.files import sha256_of, write_atomic, write_bytes, write_text


def test_a_writer_that_fails_leaves_the_old_file_and_no_litter(tmp_path):
    target = write_text(tmp_path / "a.txt", "lama")

    def broken(path):
        path.write_text("setengah")
        raise RuntimeError("mati lampu")

    with pytest.raises(RuntimeError):
        write_atomic(target, broken)
    assert target.read_text() == "lama" and os.listdir(tmp_path) == ["a.txt"]


def test_a_full_disk_is_a_sentence_not_a_traceback(tmp_path):
    def full(path):
        raise OSError(28, "No space left on device")

    with pytest.raises(EnvironmentFault, match="ruang disk") as fault:
        write_atomic(tmp_path / "a.txt", full)
    assert fault.value.exit_code == 5


def test_mode_and_hash_are_as_asked(tmp_path):
    path = write_bytes(tmp_path / "deep" / "raw", b"abc", mode=0o600)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert sha256_of(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
