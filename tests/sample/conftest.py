"""The tracked sample's own recipe, cooked once for all tests of this room."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest

from analitik.core.period import Month
from analitik.sample.make import build

RECIPE = {"articles": 1700, "respondents": 3200, "seed": 2022, "months": 13, "end": "2022-10"}


class Made:
    """The files of one sample in memory, with its truth as frames."""

    def __init__(self, **changes):
        recipe = {**RECIPE, **changes}
        self.files, self.summary = build(Month.parse(recipe["end"]).back(recipe["months"]), recipe)

    def frame(self, name: str) -> pd.DataFrame:
        return pd.read_csv(io.BytesIO(self.files[name]), dtype="str", keep_default_na=False)

    @property
    def deliveries(self) -> dict[str, bytes]:
        return {name.removeprefix("deliveries/"): data for name, data in self.files.items() if name.startswith("deliveries/")}

    def json_rows(self) -> list[dict]:
        rows = []
        for name, data in self.deliveries.items():
            if name.endswith(".jsonl"):
                broken = {row["id"] for row in self.book if row["code"] == "bad_json"}
                lines = data.decode().splitlines()
                rows += [json.loads(line) for line in lines if not any(key in line for key in broken)]
        return rows

    @property
    def book(self) -> list[dict]:
        return self.frame("truth/dirty.csv").to_dict("records")


@pytest.fixture(scope="package")
def made() -> Made:
    return Made()


@pytest.fixture(scope="package")
def make():
    return Made


@pytest.fixture(scope="package")
def big() -> Made:
    """Large enough for shares and for every kind of fault."""
    return Made(articles=20_000, respondents=4_000)
