"""Training the linear model from headlines with labels: our own invented ones, and whatever labelled items an office points to.

The invented headlines are written by issue, form and actor (``training/judul*.tsv``), their slots filled by lot.
"""

from __future__ import annotations

from dataclasses import replace
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd
import yaml

from analitik.news.clean import clean
from analitik.news.issues import issue_lexicon, issue_names
from analitik.news.sentiment.features import SIZE, features
from analitik.news.sentiment.fit import balanced, fit_softmax
from analitik.news.sentiment.model import Model
from analitik.news.sentiment.reading import read
from analitik.news.sentiment.score import LEAD_LENGTH, LONGEST_TITLE
from analitik.reference.taxonomy import SENTIMENTS, taxonomy
from analitik.text.normalise import fold

VARIANTS = 2
STRENGTH, REFINED = 1.5, 0.7
REAL_TITLE, REAL_TEXT = 1.0, 2.0
COLUMNS = ["title", "text", "sentiment", "issue", "weight"]
UNCALIBRATED = np.array([1.0, 0.0, 0.0, 0.0])
SMALLEST = 0.01


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
    for path in sorted((path for path in folder.iterdir() if path.name.startswith("judul") and path.name.endswith(".tsv")), key=lambda path: path.name):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            sentiment, issue, title, text = (line.split("\t") + [""])[:4]
            rows += [(*_filled(title, text, slots, rng), sentiment, issue) for _ in range(VARIANTS if "{" in title else 1)]
    rows += [(one["title"], "", one["sentimen"], issue["id"]) for issue in taxonomy()["issues"] for one in issue["examples"]]
    headlines = pd.DataFrame(rows, columns=COLUMNS[:4], dtype=object).drop_duplicates(["title", "text"])
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


def examples(labels: pd.DataFrame) -> pd.DataFrame:
    """Labelled items twice: by headline alone and with their text, which weighs double."""
    titled = labels[labels["title"] != ""]
    parts = [titled.assign(text="", weight=REAL_TITLE)[COLUMNS], labels.assign(weight=REAL_TEXT)[COLUMNS]]
    return pd.concat(parts, ignore_index=True)


def tidy_labels(items: pd.DataFrame) -> pd.DataFrame:
    """Labelled items as the model reads them: clean headline and text, known sentiments only; ``story_id`` where it is."""
    filled = items.assign(**{name: items[name].fillna("") if name in items else "" for name in ("title", "text", "issue")})
    known = filled[filled["sentiment"].isin(SENTIMENTS) & ((filled["title"] != "") | (filled["text"] != ""))].reset_index(drop=True)
    cleaned = clean(known)
    story = known["story_id"] if "story_id" in known else known["title"]
    return known.assign(title=cleaned["clean_title"], text=cleaned["clean_text"], story_id=story.astype(str))


def rows_of(items: pd.DataFrame):
    """The model's columns for a table of clean titles and texts."""
    titles = read(items["title"].str.slice(0, LONGEST_TITLE), issue_lexicon())
    return features(titles, read(items["text"].str.slice(0, LEAD_LENGTH), issue_lexicon(), with_rules=False))


def train(headlines: pd.DataFrame) -> Model:
    """The model of our own headlines alone: both heads, balanced classes."""
    weights = np.zeros((len(SENTIMENTS), SIZE)), np.zeros((len(issue_names()), SIZE))
    blank = Model(weights[0], np.zeros(len(SENTIMENTS)), weights[1], np.zeros(len(issue_names())), UNCALIBRATED)
    return _fitted(blank, headlines.assign(weight=1.0), STRENGTH)


def refine(model: Model, labels: pd.DataFrame) -> Model:
    """The model corrected by labelled items (clean ones): it stays near what it was where they say nothing."""
    return _fitted(model, examples(labels), REFINED)


def _fitted(model: Model, table: pd.DataFrame, strength: float) -> Model:
    rows, weight = rows_of(table), table["weight"].to_numpy(float)
    told = (table["issue"].isin(issue_names())).to_numpy()
    sentiment, issue = table["sentiment"].map(SENTIMENTS.index).to_numpy(), table.loc[told, "issue"].map(issue_names().index).to_numpy()
    first = fit_softmax(
        rows, sentiment, weight * balanced(sentiment, len(SENTIMENTS)), strength=strength, start=model.weights.astype(float), intercepts=model.intercepts
    )
    second = (model.issue_weights, model.issue_intercepts)
    if len(issue):
        start = model.issue_weights.astype(float)
        second = fit_softmax(rows[told], issue, weight[told], strength=strength, start=start, intercepts=model.issue_intercepts)
    return replace(model, weights=_small(first[0]), intercepts=first[1], issue_weights=_small(second[0]), issue_intercepts=second[1])


def _small(weights: np.ndarray) -> np.ndarray:
    """Half precision, without the weights that say nothing."""
    return np.where(np.abs(weights) < SMALLEST, 0, weights).astype(np.float16)
