"""One survey exported by different tools is one and the same typed frame."""

import numpy as np
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from analitik.ingest.forms import read_export
from analitik.survey.forms import read_responses

TOOLS = ["kobo.csv", "kobo-label.csv", "kobo.json", "google.xlsx", "lime.csv", "lime-full.csv", "spss.sav"]


@pytest.fixture
def read(exports, codebook, tmp_path):
    def _read(name):
        export = read_export(exports.WRITERS[name](tmp_path / name))
        return read_responses(export.frame, codebook, value_labels=export.value_labels)

    return _read


@pytest.mark.parametrize("name", TOOLS)
def test_every_export_says_what_is_true(name, read, exports):
    found = read(name)
    refused = {("U1", "99"), ("U2", "98"), ("U8", "98"), ("usia", "998")}
    for column in exports.NAMES:
        cells = [one[column] for one in exports.truth()]
        expected = [
            "not_asked" if cell is None else "blank" if cell == "" else "refused" if (column, cell) in refused else "answered"
            for cell in cells
        ]
        assert found.states[column].tolist() == expected, column
        kept = [cell if state == "answered" else None for cell, state in zip(cells, expected, strict=True)]
        assert [None if pd.isna(value) else shown(value) for value in found.answers[column]] == kept, column


def shown(value):
    return (
        f"{value:%Y-%m-%d}"
        if isinstance(value, pd.Timestamp)
        else f"{value:g}"
        if isinstance(value, float | int | np.integer)
        else value
    )


@pytest.mark.parametrize("name", TOOLS[1:])
def test_all_exports_give_identical_frames(name, read):
    first, other = read("kobo.csv"), read(name)
    assert_frame_equal(first.answers, other.answers)
    assert_frame_equal(first.states, other.states)


@pytest.mark.parametrize("name", TOOLS)
def test_a_clean_export_leaves_nothing_to_look_at(name, read):
    found = read(name)
    assert found.findings[["kind", "column", "value"]].values.tolist() == []
    assert list(found.others.columns) == []


@pytest.mark.parametrize("name", ["kobo.csv", "kobo-label.csv", "kobo.json", "lime.csv", "lime-full.csv"])
def test_clocks_of_every_tool_are_jakartas(name, read, exports):
    meta = read(name).meta
    assert meta["started_at"].iloc[0] == pd.Timestamp("2024-03-05 09:00:00")
    assert meta["duration_seconds"].tolist() == exports.SECONDS
    assert meta["id"].tolist() == [str(1000 + number) for number in range(7)]


def test_types_are_what_the_questionnaire_says(read):
    types = read("google.xlsx").answers.dtypes.astype(str).to_dict()
    assert {name: types[name] for name in ("nomor", "jk", "usia", "U1", "kanal", "kanal/tv", "jarak", "berkunjung")} == {
        "nomor": "str", "jk": "category", "usia": "Int64", "U1": "Int64", "kanal": "str", "kanal/tv": "Int8", "jarak": "float64",
        "berkunjung": "datetime64[us]",
    }  # fmt: skip
