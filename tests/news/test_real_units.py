"""Main units of real items, where the labelled set is beside this checkout."""

import hashlib
import json
import re

import pandas as pd
import pytest

from analitik.news import classify
from analitik.reference.units import load_register

HEADS = [
    ("rumah tahanan negara", "rutan"), ("rumah tahanan", "rutan"), ("lembaga pemasyarakatan", "lapas"), ("lembaga pembinaan khusus anak", "lpka"), ("balai pemasyarakatan", "bapas"),
    ("dinas kominfosandi", "diskominfo"), ("dinas kominfo", "diskominfo"), ("diskominfotik", "diskominfo"), ("kominfosandi", "diskominfo"), ("dkis", "diskominfo"), ("lpp", "lapas perempuan"), ("lp", "lapas"),
]  # fmt: skip
DROPPED = {"kelas", "i", "ii", "iii", "iia", "iib", "ia", "ib", "negara", "kota", "kabupaten", "provinsi", "kemenkumham", "ditjenpas", "ditjen", "pas", "dan", "statistik", "di"}


def kind_and_place(name):
    if not isinstance(name, str):
        return None
    text = re.sub(r"\(.*?\)|[^\w ]", " ", name.lower())
    text = next((kind + " " + text[len(head) :] for head, kind in HEADS if text.startswith(head + " ")), text)
    return "".join(word for word in text.split() if word not in DROPPED)


@pytest.fixture(scope="module")
def real(shared, project):
    lines = (shared / "data" / "news-labelled" / "news.jsonl").read_text(encoding="utf-8").splitlines()
    items = pd.DataFrame([json.loads(line) for line in lines])
    read = classify(items, load_register(project / "data" / "sample" / "register.csv"))
    right = [kind_and_place(said) == kind_and_place(truth) for said, truth in zip(read["unit_text"], items["unit"], strict=True)]
    half = items["story_id"].map(lambda story: int(hashlib.sha256(story.encode()).hexdigest(), 16) % 2)
    return items.assign(right=right, unread=half == 1, found=read["story_id"])


def test_the_main_unit_is_named_for_nine_in_ten_of_the_items_the_rules_were_written_with(real):
    assert real[~real["unread"]]["right"].mean() >= 0.88


def test_and_for_eight_in_ten_of_the_items_nobody_looked_at(real):
    assert real[real["unread"]]["right"].mean() >= 0.78


def test_no_two_real_events_are_put_into_one_story(real):
    assert (real.groupby("found")["story_id"].nunique() == 1).all()
