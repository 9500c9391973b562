"""Hashes that change when the thing changes, and only then."""

from analitik.core.fingerprint import code_fingerprint, fingerprint, folder_fingerprints


def test_order_of_keys_does_not_matter_but_values_do():
    assert fingerprint({"a": 1, "b": [1, 2]}) == fingerprint({"b": [1, 2], "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": 2})


def test_a_folder_is_listed_by_relative_path(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "x.txt").write_text("1")
    (tmp_path / "a.txt").write_text("1")
    found = folder_fingerprints(tmp_path, "*.txt")
    assert list(found) == ["a.txt", "b/x.txt"] and len(set(found.values())) == 1


def test_code_of_one_floor_is_not_the_code_of_another():
    assert code_fingerprint("core") != code_fingerprint("reference")
    assert len(code_fingerprint()) == 64
