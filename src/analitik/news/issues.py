"""What a text is about: the taxonomy's issues by their words, the main one first, with the words that decided."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd
import yaml

from analitik.news.units import is_elsewhere
from analitik.reference.taxonomy import issues
from analitik.text.normalise import each_distinct, fold

TITLE_WEIGHT = 3
BODY_LENGTH = 1_500
OTHER, OFF_TOPIC = "lainnya", "di_luar_topik"
NOT_A_TOPIC = re.compile(r"\b(?:lapas|lembaga pe\w*syarakatan|lp|lpn)\s+(?:(?:kelas|klas)\s+\w+\s+)?narkotika\b")
CORRECTIONS = re.compile(
    r"\b(?:lapas|rutan|lpka|bapas|rupbasan|lembaga pe\w*syarakatan|pemasyarakatan|ditjen ?pas|warga binaan|napi|narapidana|wbp|andikpas|sipir"
    r"|kalapas|karutan|kemenkumham|kumham|kemenimipas|diskominfo|kominfo|humas|lp|penjara|tahanan|remisi|asimilasi|bebas bersyarat)\b"
)

OURS = re.compile(r"\b(?:lapas|rutan|lpka|bapas|rupbasan|kalapas|karutan|lembaga pe\w*syarakatan|pemasyarakatan|diskominfo|kominfo|napi|warga binaan)\b")


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Issue -> one pattern that finds its words, in the order that decides ties."""
    words = yaml.safe_load(files("analitik.news").joinpath("issues.yml").read_text(encoding="utf-8"))
    return {issue: re.compile(r"\b(?:" + "|".join(words[issue]) + r")\b") for issue in issues()["id"]}


def tag_issues(articles: pd.DataFrame) -> pd.DataFrame:
    """Give each article its issues.

    Returns
    -------
    DataFrame
        The articles with ``issue`` (main), ``issues`` (all, main first, ``|``-joined) and ``issue_words`` (what decided).
    """
    titles = each_distinct(articles["clean_title"], fold)
    bodies = each_distinct(articles["clean_text"].str.slice(0, BODY_LENGTH), fold)
    names = np.array(list(patterns()))
    in_title, words = _found(titles.str.replace(NOT_A_TOPIC, " ", regex=True))
    in_body, body_words = _found(bodies.str.replace(NOT_A_TOPIC, " ", regex=True))
    scores = TITLE_WEIGHT * np.minimum(in_title, 3) + np.minimum(in_body, 4)
    scores = _off_topic(scores, names, titles, bodies)
    best = scores.argmax(axis=1)
    main = np.where(scores.max(axis=1) > 0, names[best], OTHER)
    several = ["|".join([one, *names[(row >= max(2.0, row.max() / 2)) & (names != one)]]) for one, row in zip(main, scores, strict=True)]
    decided = [words[k].get(one) or body_words[k].get(one, "") for k, one in enumerate(main)]
    return articles.assign(issue=main.astype(object), issues=several, issue_words=decided)


def _found(texts: pd.Series) -> tuple[np.ndarray, list[dict[str, str]]]:
    """How many different words of each issue every text holds, and the first of them."""
    codes, distinct = pd.factorize(texts)
    counts = np.zeros((len(distinct), len(patterns())))
    words: list[dict[str, str]] = [{} for _ in distinct]
    for column, (issue, pattern) in enumerate(patterns().items()):
        for row, text in enumerate(distinct):
            found = pattern.findall(text) if text else []
            if found:
                counts[row, column] = len(set(found))
                words[row][issue] = found[0]
    return (counts[codes], [words[code] for code in codes]) if len(distinct) else (counts, [])


def _off_topic(scores: np.ndarray, names: np.ndarray, titles: pd.Series, bodies: pd.Series) -> np.ndarray:
    """Cells of other services win unless a corrections unit is named too; a text without any cue of ours is off topic."""
    column = int(np.flatnonzero(names == OFF_TOPIC)[0])
    whole = titles + " " + bodies
    codes, distinct = pd.factorize(whole)
    ours = np.array([CORRECTIONS.search(text) is not None for text in distinct], dtype=bool)[codes]
    theirs = (titles.map(is_elsewhere) | (bodies.map(is_elsewhere) & ~titles.map(lambda title: OURS.search(title) is not None))).to_numpy(bool)
    changed = scores.copy()
    changed[:, column] = np.where(theirs, changed[:, column] + 9, np.where(ours, 0, 99))
    return changed
