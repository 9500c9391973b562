"""The questionnaire and the truth that the tests of this room look at."""

from __future__ import annotations

import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from analitik.ingest.forms import read_form_sheets
from analitik.survey.forms import codebook_from_sheets


@pytest.fixture(scope="session")
def exports() -> SimpleNamespace:
    """The survey of ``survey_exports.py``: its form, its truth, and one writer per tool."""
    return SimpleNamespace(**runpy.run_path(str(Path(__file__).with_name("survey_exports.py"))))


@pytest.fixture
def form(exports, tmp_path):
    sheets = {"survey": exports.SURVEY, "choices": exports.CHOICES, "settings": [["form_title"], ["Uji"]]}
    return exports.save_book(tmp_path / "kuesioner.xlsx", sheets)


@pytest.fixture
def codebook(form):
    return codebook_from_sheets(read_form_sheets(form))
