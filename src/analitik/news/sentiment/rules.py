"""The rules of the label guide over strings of frame classes (``aturan.yml``), in their order; each carries the decision it follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import yaml

from analitik.news.sentiment.frames import letter
from analitik.reference.taxonomy import SENTIMENTS

_NAME = re.compile(r"\$?[A-Za-z]{2,}")


@dataclass(frozen=True)
class Rule:
    """One rule: the decision it follows, its name for people, what it says, and the pattern over frame classes."""

    id: str
    name: str
    sentiment: str
    pattern: re.Pattern[str]


@cache
def rules() -> tuple[Rule, ...]:
    """All rules in their order."""
    stored = yaml.safe_load(files("analitik.news.sentiment").joinpath("aturan.yml").read_text(encoding="utf-8"))
    groups = {f"${name}": "".join(letter(one) for one in names.split()) for name, names in stored["groups"].items()}
    return tuple(
        Rule(one["id"], one["nama"], one["sentimen"], re.compile(_NAME.sub(lambda found: groups.get(found[0]) or letter(found[0]), one["pola"]).replace(" ", "")))
        for one in stored["rules"]
    )


def fitting(lines: list[str]) -> np.ndarray:
    """Which rules fit each string of classes (strings x rules).

    >>> from analitik.news.sentiment.frames import letter
    >>> [rules()[k].id for k in fitting([letter("STAFF") + letter("FOIL") + letter("DRUG")])[0].nonzero()[0]][0]
    'D06'
    """
    found = np.zeros((len(lines), len(rules())), bool)
    for column, rule in enumerate(rules()):
        search = rule.pattern.search
        found[:, column] = [search(line) is not None for line in lines]
    return found


def push(first_rule: np.ndarray) -> np.ndarray:
    """The sentiment that the first rule that fits speaks for, as a one in its column (-1: none)."""
    given = np.zeros((len(rules()) + 1, len(SENTIMENTS)))
    for row, rule in enumerate(rules()):
        given[row, SENTIMENTS.index(rule.sentiment)] = 1.0
    return given[first_rule]
