"""Training the linear model from headlines with labels: our own invented ones, and whatever labelled items an office points to.

The invented headlines are written by issue, form and actor (``training/*.tsv``), their slots filled by lot.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd
import yaml
from scipy.sparse import csr_array

from analitik.news.clean import clean
from analitik.news.issues import issue_lexicon, issue_names
from analitik.news.sentiment.features import SIZE, features
from analitik.news.sentiment.fit import balanced, blend, fit_softmax
from analitik.news.sentiment.model import Model
from analitik.news.sentiment.reading import read
from analitik.news.sentiment.rules import push
from analitik.news.sentiment.score import LEAD_LENGTH, LONGEST_TITLE
from analitik.reference.taxonomy import SENTIMENTS, taxonomy
from analitik.text.normalise import fold

VARIANTS = 2
STRENGTH, ISSUE_STRENGTH, REFINED = 12.0, 2.0, 1.0
BELIEF = 2.0
COLUMNS = ["title", "text", "sentiment", "issue"]
UNCALIBRATED = np.array([1.0, 0.0, 0.0, 0.0])
GRID = 0.05


def training_headlines(seed: int = 2022) -> pd.DataFrame:
    """Our own headlines: every pattern with other words in its slots, and the taxonomy's invented examples.

    Returns
    -------
    DataFrame
        One row per headline: ``title``, ``text`` ("" for most), ``sentiment``, ``issue``.
    """
    folder = files("analitik.news.sentiment") / "training"
    slots = yaml.safe_load((folder / "slot.yml").read_text(encoding="utf-8"))
    rng = np.random.default_rng(seed)
    rows = []
    for path in sorted((path for path in folder.iterdir() if path.name.endswith(".tsv")), key=lambda path: path.name):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            sentiment, issue, title, text = (line.split("\t") + [""])[:4]
            rows += [(*_filled(title, text, slots, rng), sentiment, issue) for _ in range(VARIANTS if "{" in title else 1)]
    rows += [(one["title"], "", one["sentimen"], issue["id"]) for issue in taxonomy()["issues"] for one in issue["examples"]]
    headlines = pd.DataFrame(rows, columns=COLUMNS, dtype=object).drop_duplicates(["title", "text"])
    kept_apart = {fold(pair[side]["t"]) for pair in taxonomy()["contrast_pairs"] + own_pairs() for side in "ab"}
    return headlines[~headlines["title"].map(fold).isin(kept_apart)].reset_index(drop=True)


def own_pairs() -> list[dict[str, Any]]:
    """Our own contrast pairs (``training/pasangan*.yml``): two headlines nearly alike with different signs, never trained on."""
    folder = files("analitik.news.sentiment") / "training"
    paths = sorted((path for path in folder.iterdir() if path.name.startswith("pasangan")), key=lambda path: path.name)
    return [pair for path in paths for pair in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _filled(title: str, text: str, slots: dict[str, list], rng: np.random.Generator) -> tuple[str, str]:
    """A slot that headline and text share holds the same words in both."""
    for name, choices in slots.items():
        mark = "{" + name + "}"
        while mark in title or mark in text:
            word = str(choices[rng.integers(len(choices))])
            title, text = title.replace(mark, word, 1), text.replace(mark, word, 1)
    return title, text


def examples(items: pd.DataFrame) -> pd.DataFrame:
    """Items by headline alone, and those with a text once more with it."""
    return pd.concat([items[items["title"] != ""].assign(text="")[COLUMNS], items[items["text"] != ""][COLUMNS]], ignore_index=True)


def tidy_labels(items: pd.DataFrame) -> pd.DataFrame:
    """Labelled items as the model reads them: clean headline and text, known sentiments only; ``story_id`` where it is."""
    filled = items.assign(**{name: items[name].fillna("") if name in items else "" for name in ("title", "text", "issue")})
    known = filled[filled["sentiment"].isin(SENTIMENTS) & ((filled["title"] != "") | (filled["text"] != ""))].reset_index(drop=True)
    cleaned = clean(known)
    story = known["story_id"] if "story_id" in known else known["title"]
    return known.assign(title=cleaned["clean_title"], text=cleaned["clean_text"], story_id=story.astype(str))


def rows_of(items: pd.DataFrame) -> tuple[csr_array, np.ndarray]:
    """The model's columns for a table of clean titles and texts, and what the rules say of each."""
    titles = read(items["title"].str.slice(0, LONGEST_TITLE), issue_lexicon())
    return features(titles, read(items["text"].str.slice(0, LEAD_LENGTH), issue_lexicon(), with_rules=False)), push(titles.first_rule)


def train(headlines: pd.DataFrame) -> Model:
    """The model of our own headlines alone: both heads, balanced classes; the rules push it by what we believe of them."""
    table, n, m = examples(headlines), len(SENTIMENTS), len(issue_names())
    blank = Model(np.zeros((n, SIZE)), np.zeros(n), np.zeros((m, SIZE)), np.zeros(m), UNCALIBRATED, np.array([BELIEF]))
    return _fitted(blank, table, rows_of(table)[0], STRENGTH, ISSUE_STRENGTH)


def refine(model: Model, labels: pd.DataFrame) -> Model:
    """The model corrected by labelled items (clean ones): first how far it and its rules are to be believed, then word by word.

    It stays near what it was where the labels say nothing.
    """
    table = examples(labels)
    rows, pushed = rows_of(table)
    sentiment = table["sentiment"].map(SENTIMENTS.index).to_numpy()
    own = rows @ model.weights.astype(float).T + model.intercepts
    factors, shifts = blend([own, pushed], sentiment, balanced(sentiment, len(SENTIMENTS)), start=np.array([1.0, model.belief[0]]))
    believed = replace(model, weights=model.weights * factors[0], intercepts=model.intercepts * factors[0] + shifts, belief=factors[1:])
    return _fitted(believed, table, rows, REFINED, REFINED, factors[1] * pushed)


def _fitted(model: Model, table: pd.DataFrame, rows: csr_array, strength: float, issue_strength: float, pushed: np.ndarray | float = 0.0) -> Model:
    told = (table["issue"].isin(issue_names())).to_numpy()
    sentiment, issue = table["sentiment"].map(SENTIMENTS.index).to_numpy(), table.loc[told, "issue"].map(issue_names().index).to_numpy()
    weights, intercepts = fit_softmax(
        rows, sentiment, balanced(sentiment, len(SENTIMENTS)), strength=strength, start=model.weights.astype(float), intercepts=model.intercepts, given=pushed
    )
    issue_weights, issue_intercepts = model.issue_weights, model.issue_intercepts
    if len(issue):
        start = model.issue_weights.astype(float)
        issue_weights, issue_intercepts = fit_softmax(rows[told], issue, np.ones(len(issue)), strength=issue_strength, start=start, intercepts=issue_intercepts)
    return replace(model, weights=_small(weights), intercepts=intercepts, issue_weights=_small(issue_weights), issue_intercepts=issue_intercepts)


def _small(weights: np.ndarray) -> np.ndarray:
    """Half precision on a grid: what is close to nothing is nothing, and few distinct values pack well."""
    return (np.rint(weights / GRID) * GRID).astype(np.float16)
