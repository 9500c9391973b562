"""How good the model is on items it has not seen: folds that keep the publications of one event together, and what is measured on them."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from analitik.news.issues import OFF_TOPIC, issue_lexicon, issue_names, main_issue
from analitik.news.sentiment.features import features
from analitik.news.sentiment.fit import softmax
from analitik.news.sentiment.model import Model
from analitik.news.sentiment.reading import read
from analitik.news.sentiment.rules import push
from analitik.news.sentiment.score import LEAD_LENGTH, LONGEST_TITLE, OFF_TOPIC_CHANCES, doubtful
from analitik.news.sentiment.train import UNCALIBRATED, refine
from analitik.reference.taxonomy import SENTIMENTS
from analitik.stats.intervals import wilson

FOLDS = 10
FIELD_PREVALENCE = 0.07
BINS = 10


def fold_of(stories: pd.Series, folds: int = FOLDS) -> np.ndarray:
    """The fold of each item; all items of a story share it."""
    return np.array([int(sha256(f"fold{story}".encode()).hexdigest(), 16) % folds for story in stories])


def half_of(stories: pd.Series) -> np.ndarray:
    """The half of each item: 0 was read while the model was made, 1 confirms."""
    return np.array([int(sha256(str(story).encode()).hexdigest(), 16) % 2 for story in stories])


def read_with(model: Model, items: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Sentiment logits and main issues of clean items."""
    titles = read(items["title"].str.slice(0, LONGEST_TITLE), issue_lexicon())
    texts = read(items["text"].str.slice(0, LEAD_LENGTH), issue_lexicon(), with_rules=False)
    logits, issue_logits = model.logits(features(titles, texts), push(titles.first_rule))
    return logits, main_issue(issue_logits, titles, texts)


def cross_fit(base: Model, labels: pd.DataFrame, folds: int = FOLDS, *, refined: bool = True) -> pd.DataFrame:
    """Every labelled item read by a model that has not seen its story, by headline alone and with its text.

    Returns
    -------
    DataFrame
        Two rows per item (``form`` judul, teks; items without a headline have the second only): ``item`` (row of ``labels``), ``fold``,
        ``sentiment`` and ``issue`` (labels), ``found_issue``, and uncalibrated logits ``z_negatif``, ``z_netral``, ``z_positif``.
    """
    fold, parts = fold_of(labels["story_id"], folds), []
    for k in np.unique(fold):
        model = replace(refine(base, labels[fold != k]) if refined else base, calibration=UNCALIBRATED)
        unseen = labels[fold == k]
        for form, items in (("judul", unseen[unseen["title"] != ""].assign(text="")), ("teks", unseen)):
            logits, issue = read_with(model, items)
            found = items[["sentiment", "issue"]].assign(item=items.index, fold=k, form=form, found_issue=np.array(issue_names(), dtype=object)[issue])
            parts.append(found.assign(**{f"z_{name}": logits[:, place] for place, name in enumerate(SENTIMENTS)}))
    return pd.concat(parts, ignore_index=True)


def logits_of(found: pd.DataFrame) -> np.ndarray:
    """The logits of a cross-fitted table."""
    return found[[f"z_{name}" for name in SENTIMENTS]].to_numpy(float)


def calibrate(logits: np.ndarray, labels: pd.Series) -> np.ndarray:
    """One factor and one shift per class that make the chances of unseen items honest (least cross-entropy)."""
    wanted = labels.map(SENTIMENTS.index).to_numpy()

    def cost(parameters: np.ndarray) -> float:
        chances = softmax(logits * np.exp(parameters[0]) + np.array([*parameters[1:], 0.0]))
        return -np.log(chances[np.arange(len(wanted)), wanted] + 1e-12).mean() + 1e-3 * (parameters**2).sum()

    best = minimize(cost, np.zeros(3), method="Nelder-Mead", options={"xatol": 1e-4, "fatol": 1e-7, "maxiter": 2000}).x
    return np.round(np.array([np.exp(best[0]), best[1], best[2], 0.0]), 4)


def chances_out_of_fold(found: pd.DataFrame) -> np.ndarray:
    """Calibrated chances; the calibration of a fold is made on the other folds. Off-topic items are neutral."""
    logits, chances = logits_of(found), np.zeros((len(found), len(SENTIMENTS)))
    for k in found["fold"].unique():
        here = (found["fold"] == k).to_numpy()
        known = calibrate(logits[~here], found["sentiment"][~here])
        chances[here] = softmax(logits[here] * known[0] + known[1:])
    chances[(found["found_issue"] == OFF_TOPIC).to_numpy()] = OFF_TOPIC_CHANCES
    return chances


def confusion(truth: pd.Series, found: pd.Series) -> pd.DataFrame:
    """Rows are the labels people gave, columns what the machine said."""
    table = pd.crosstab(np.asarray(truth), np.asarray(found))
    return table.reindex(index=list(SENTIMENTS), columns=list(SENTIMENTS), fill_value=0)


def measures(table: pd.DataFrame) -> dict[str, float]:
    """Accuracy with its Wilson interval, macro-F1, recall of negatif, and its precision at the field's prevalence."""
    hits, n = np.diag(table), int(table.to_numpy().sum())
    precision = hits / np.maximum(table.sum(axis=0).to_numpy(), 1)
    recall = hits / np.maximum(table.sum(axis=1).to_numpy(), 1)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    low, high = wilson(int(hits.sum()), n)
    others = table.drop(index="negatif").to_numpy()
    false_rate = others[:, 0].sum() / max(others.sum(), 1)
    return {
        "accuracy": float(hits.sum() / n), "low": low, "high": high, "n": n, "macro_f1": float(f1.mean()),
        "recall_negatif": float(recall[0]), "n_negatif": int(table.loc["negatif"].sum()), "false_negatif_rate": float(false_rate),
        "precision_negatif_at_field": field_precision(float(recall[0]), float(false_rate)),
    }  # fmt: skip


def field_precision(recall: float, false_rate: float, prevalence: float = FIELD_PREVALENCE) -> float:
    """Precision of negatif where only ``prevalence`` of all items are negative.

    >>> round(field_precision(0.79, 0.155), 2)
    0.28
    """
    return prevalence * recall / max(prevalence * recall + (1 - prevalence) * false_rate, 1e-12)


def calibration_error(chances: np.ndarray, truth: pd.Series, bins: int = BINS) -> float:
    """Expected calibration error of the winning chance: mean gap between chance and accuracy over equal-width bins, by their items."""
    best, sure = chances.argmax(axis=1), chances.max(axis=1)
    right = np.array(SENTIMENTS, dtype=object)[best] == truth.to_numpy()
    place = np.minimum((sure * bins).astype(int), bins - 1)
    gaps = [abs(right[place == k].mean() - sure[place == k].mean()) * (place == k).sum() for k in np.unique(place)]
    return float(sum(gaps) / max(len(sure), 1))


def operating_points(chances: np.ndarray, truth: pd.Series, thresholds: tuple[float, ...] = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)) -> list[dict[str, float]]:
    """Recall and precision at the field's prevalence when negatif is called above each chance."""
    negative = (truth == "negatif").to_numpy()
    points = []
    for threshold in thresholds:
        called = chances[:, 0] >= threshold
        recall, false_rate = float(called[negative].mean()), float(called[~negative].mean())
        points.append({"threshold": threshold, "recall": recall, "false_rate": false_rate, "precision_at_field": field_precision(recall, false_rate)})
    return points


def reviewed(chances: np.ndarray, truth: pd.Series) -> dict[str, float]:
    """What a person's reading of the doubtful adds: the share of all items (and of those not negatif) to be read, the negatif called or read, and
    how often the machine is right on the rest."""
    doubt, called, negative = doubtful(chances), chances.argmax(axis=1) == 0, (truth == "negatif").to_numpy()
    right = np.array(SENTIMENTS, dtype=object)[chances.argmax(axis=1)] == truth.to_numpy()
    return {
        "share": float(doubt.mean()), "share_others": float(doubt[~negative].mean()), "negatif_called_or_read": float((called | doubt)[negative].mean()),
        "accuracy_of_rest": float(right[~doubt].mean()),
    }  # fmt: skip
