"""From headline and text to a sentiment toward the institution, its probabilities, and the reason a person can check."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analitik.core.locale import decimal
from analitik.news.issues import OFF_TOPIC
from analitik.news.sentiment.model import Model, shipped_model
from analitik.news.sentiment.rules import Rule, fitting
from analitik.reference.taxonomy import SENTIMENTS
from analitik.text.normalise import each_distinct, fold

ABSTAIN = 0.15
LEAD_LENGTH = 300
FIRST, LATER = 1.0, 0.25
COLUMN = {name: position for position, name in enumerate(SENTIMENTS)}


def score_sentiment(articles: pd.DataFrame, model: Model | None = None) -> pd.DataFrame:
    """Give each article its sentiment.

    The model's logits and the rules' strengths add up: the first rule that fits the headline counts whole, later ones a quarter.
    Off-topic articles are neutral (decision D01).

    Returns
    -------
    DataFrame
        The articles with ``p_negatif``, ``p_netral``, ``p_positif`` (sum one), ``sentiment``, ``needs_review`` (the two best
        within the abstain band, an ambiguous unit, or no headline) and ``reason``.
    """
    titles = each_distinct(articles["clean_title"], fold)
    texts = each_distinct(articles["clean_text"].str.slice(0, LEAD_LENGTH), fold)
    pairs = pd.DataFrame({"title": titles, "text": texts}).reset_index(drop=True)
    codes = pairs.groupby(["title", "text"], sort=False).ngroup().to_numpy()
    distinct = pairs.drop_duplicates(ignore_index=True)
    logits = (model or shipped_model()).logits(distinct["title"], distinct["text"])
    pushed, fired = _rules(distinct["title"])
    chances = _softmax(logits + pushed)[codes]
    off_topic = (articles["issue"] == OFF_TOPIC).to_numpy()
    chances[off_topic] = np.array([0.02, 0.96, 0.02])
    order = np.sort(chances, axis=1)
    close = (order[:, -1] - order[:, -2]) < ABSTAIN if len(order) else np.array([], bool)
    best = chances.argmax(axis=1) if len(chances) else np.array([], int)
    return articles.assign(
        **{f"p_{name}": chances[:, COLUMN[name]] for name in ("positif", "netral", "negatif")},
        sentiment=np.array(SENTIMENTS, dtype=object)[best],
        needs_review=close | articles["is_ambiguous"].to_numpy(bool) | (titles == "").to_numpy(bool),
        reason=_reasons(articles, best, chances, [fired[code] for code in codes], off_topic),
    )


def _rules(titles: pd.Series) -> tuple[np.ndarray, list[list[tuple[Rule, str]]]]:
    fired = [fitting(title) for title in titles]
    pushed = np.zeros((len(titles), len(SENTIMENTS)))
    for row, rules in enumerate(fired):
        for place, (rule, _) in enumerate(rules):
            pushed[row, COLUMN[rule.sentiment]] += rule.strength * (FIRST if place == 0 else LATER)
    return pushed, fired


def _softmax(logits: np.ndarray) -> np.ndarray:
    if not len(logits):
        return np.zeros((0, len(SENTIMENTS)))
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    return raised / raised.sum(axis=1, keepdims=True)


def _reasons(articles: pd.DataFrame, best: np.ndarray, chances: np.ndarray, fired: list, off_topic: np.ndarray) -> list[str]:
    reasons = []
    for k, (issue, words) in enumerate(zip(articles["issue"], articles["issue_words"], strict=True)):
        about = f"isu {issue}" + (f" ('{words}')" if words else "")
        if off_topic[k]:
            reasons.append(f"aturan D01: bukan tentang pemasyarakatan; {about}")
            continue
        rule = f"aturan {fired[k][0][0].id} ('{fired[k][0][1][:40]}')" if fired[k] else "tanpa aturan"
        reasons.append(f"{rule}; peluang {SENTIMENTS[best[k]]} {decimal(chances[k, best[k]], 2, lang='id')}; {about}")
    return reasons
