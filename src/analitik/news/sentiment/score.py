"""From headline and text to issues and a sentiment toward the institution, with chances and the reason a person can check."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analitik.news.issues import OFF_TOPIC, all_issues, issue_lexicon, issue_names, main_issue, words_of_issue
from analitik.news.sentiment.features import features
from analitik.news.sentiment.fit import softmax
from analitik.news.sentiment.model import Model, shipped_model
from analitik.news.sentiment.onnx import OnnxScorer
from analitik.news.sentiment.reading import Reading, read
from analitik.news.sentiment.rules import push, rules
from analitik.reference.taxonomy import SENTIMENTS

ABSTAIN, SUSPECT = 0.15, 0.2
AT_ONCE = 10_000
LEAD_LENGTH = 400
LONGEST_TITLE = 400
LONGEST_REASON = 60
OFF_TOPIC_CHANCES = np.array([0.02, 0.96, 0.02])


def judge(articles: pd.DataFrame, model: Model | None = None, scorer: OnnxScorer | None = None) -> pd.DataFrame:
    """Give each article its issues and its sentiment.

    Words, frame classes and the rules that fit are weighed by one linear model; off-topic articles are neutral (decision D01).
    A ``scorer`` gives the chances instead of the model's sentiment head; issues and rules stay.

    Returns
    -------
    DataFrame
        The articles with ``issue`` (main), ``issues`` (all, main first, ``|``-joined), ``p_negatif``, ``p_netral``, ``p_positif``
        (sum one), ``sentiment``, ``needs_review`` (doubtful, an ambiguous unit, or no headline),
        ``reason`` and ``model`` (the version that judged).
    """
    model = model or shipped_model()
    distinct, codes = _distinct(articles)
    parts = [_judged(distinct.iloc[start : start + AT_ONCE].reset_index(drop=True), model, scorer) for start in range(0, max(len(distinct), 1), AT_ONCE)]
    judged = pd.concat(parts, ignore_index=True).iloc[codes].set_axis(articles.index)
    return articles.assign(**judged, model=scorer.name if scorer else model.name).assign(needs_review=judged["needs_review"] | articles["is_ambiguous"].astype(bool))


def _judged(distinct: pd.DataFrame, model: Model, scorer: OnnxScorer | None) -> pd.DataFrame:
    """What is said of some distinct headlines and leads; a part at a time keeps the memory small."""
    titles = read(distinct["title"], issue_lexicon())
    texts = read(distinct["text"], issue_lexicon(), with_rules=False)
    logits, issue_logits = model.logits(features(titles, texts), push(titles.first_rule))
    main = main_issue(issue_logits, titles, texts)
    chances = scorer.chances(distinct["title"], distinct["text"]) if scorer else softmax(logits)
    chances[main == issue_names().index(OFF_TOPIC)] = OFF_TOPIC_CHANCES
    best = chances.argmax(axis=1) if len(chances) else np.zeros(0, int)
    return pd.DataFrame(
        {
            "issue": np.array(issue_names(), dtype=object)[main],
            "issues": all_issues(main, titles, texts),
            **{f"p_{name}": chances[:, place] for place, name in enumerate(SENTIMENTS)},
            "sentiment": np.array(SENTIMENTS, dtype=object)[best],
            "needs_review": doubtful(chances) | (distinct["title"] == "").to_numpy(bool),
            "reason": _reasons(best, chances, main, titles, texts),
        }
    )


def doubtful(chances: np.ndarray) -> np.ndarray:
    """Which articles a person should read: the two best chances are close, or negatif is not called though it is well possible.

    >>> doubtful(np.array([[0.1, 0.1, 0.8], [0.25, 0.1, 0.65], [0.5, 0.4, 0.1]])).tolist()
    [False, True, True]
    """
    if not len(chances):
        return np.zeros(0, bool)
    order = np.sort(chances, axis=1)
    return (order[:, -1] - order[:, -2] < ABSTAIN) | ((chances[:, 0] >= SUSPECT) & (chances.argmax(axis=1) != 0))


def _distinct(articles: pd.DataFrame) -> tuple[pd.DataFrame, np.ndarray]:
    """Headline and lead of each article once, and which of them each article has."""
    pairs = pd.DataFrame({"title": articles["clean_title"].str.slice(0, LONGEST_TITLE), "text": articles["clean_text"].str.slice(0, LEAD_LENGTH)}, dtype=object)
    whole = pairs["title"] + "\n" + pairs["text"]
    codes, _ = pd.factorize(whole.to_numpy(dtype=object))
    return pairs[~whole.duplicated()].reset_index(drop=True), codes


def _reasons(best: np.ndarray, chances: np.ndarray, main: np.ndarray, titles: Reading, texts: Reading) -> list[str]:
    """The rule with its words, the chance, and the issue with its words."""
    known = [f"aturan {rule.id}: {rule.name}" for rule in rules()]
    two_digits = [f"{k / 100:.2f}".replace(".", ",") for k in range(101)]
    percents = np.rint(100 * chances[np.arange(len(best)), best]).astype(int).tolist() if len(best) else []
    off_topic = issue_names().index(OFF_TOPIC)
    reasons = []
    for rule, words, one, hundredths, issue, about in zip(
        titles.first_rule.tolist(), titles.rule_words(), best.tolist(), percents, main.tolist(), words_of_issue(main, titles, texts), strict=True
    ):
        said = f"isu {issue_names()[issue]}" + (f" ('{about}')" if about else "")
        if issue == off_topic:
            reasons.append(f"aturan D01: bukan tentang pemasyarakatan; {said}")
            continue
        ground = f"{known[rule]} ('{words[:LONGEST_REASON]}')" if rule >= 0 else "tanpa aturan"
        reasons.append(f"{ground}; peluang {SENTIMENTS[one]} {two_digits[hundredths]}; {said}")
    return reasons
