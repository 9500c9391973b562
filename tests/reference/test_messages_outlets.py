"""An office's own catalogue of messages and table of outlets; what is wrong in them is said."""

from __future__ import annotations

import pytest

from analitik.core.errors import UsageFault
from analitik.reference.messages import PARTS, load_messages, messages_of
from analitik.reference.outlets import load_outlets

GOOD = {"id": "a", "apa": "x", "mengapa": "y", "nilai": "z"}


def test_the_packaged_catalogue_is_marked_as_an_example():
    catalogue = load_messages()
    assert catalogue["is_example"].all() and catalogue[list(PARTS)].notna().all(axis=None)


@pytest.mark.parametrize(
    "data, says",
    [([], "pesan"), ({"pesan": []}, "pesan"), ({"pesan": [{**GOOD, "nilai": []}]}, "nilai"), ({"pesan": [{**GOOD, "id": ""}]}, "ke-1"), ({"pesan": [GOOD, GOOD]}, "berulang"),
     ({"pesan": [{**GOOD, "apa": ["("]}]}, "pola salah")],
)  # fmt: skip
def test_a_bad_catalogue_is_refused_with_a_sentence(data, says):
    with pytest.raises(UsageFault, match=says):
        messages_of(data)


def test_files_that_are_not_there_or_not_yaml_are_named(tmp_path):
    (tmp_path / "p.yml").write_text("pesan: [", encoding="utf-8")
    for name in ("tiada.yml", "p.yml"):
        with pytest.raises(UsageFault, match=name):
            load_messages(tmp_path / name)
    with pytest.raises(UsageFault, match=r"tiada\.csv"):
        load_outlets(tmp_path / "tiada.csv")


@pytest.mark.parametrize(
    "text, says",
    [("media,tingkat,nilai iklan\nA,1,5\n", "nilai iklan"), ("media,tingkat,AVE\nA,1,5\n", "ave"), ("media,kelas\nA,1\n", "tingkat"), ("media,tingkat\nA,4\n", "'4'"),
     ("media,tingkat\nA,1\na,2\n", "berulang")],
)  # fmt: skip
def test_a_bad_table_of_outlets_is_refused_with_a_sentence(tmp_path, text, says):
    (tmp_path / "media.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UsageFault, match=says):
        load_outlets(tmp_path / "media.csv")
