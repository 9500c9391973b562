"""An office's own labels: the model corrected by them, and taken into use only when it is better on labels it has not seen."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.news.sentiment.evaluate import cross_fit, logits_of
from analitik.news.sentiment.fit import softmax
from analitik.news.sentiment.model import Model
from analitik.news.sentiment.train import refine, tidy_labels
from analitik.reference.taxonomy import SENTIMENTS

FEWEST = 100
FOLDS = 5
CLEARLY = 1.64


@dataclass(frozen=True)
class Verdict:
    """Whether the corrected model is taken: the cross-entropy of both on labels unseen by either, and the model to use from now on."""

    adopted: bool
    n_labels: int
    loss_before: float
    loss_after: float
    accuracy_before: float
    accuracy_after: float
    model: Model


def adopt(model: Model, labels: pd.DataFrame) -> Verdict:
    """Correct a model by an office's own labels and keep the correction only if it proves better.

    Each label is read by a correction made without its story (5 folds). The correction is adopted when its cross-entropy on those
    is lower by more than 1.64 standard errors of the mean difference between stories, and its accuracy not lower.

    Parameters
    ----------
    labels : DataFrame
        At least 100 rows with ``title`` and ``sentiment``; ``text``, ``issue``, ``story_id`` where known.

    Raises
    ------
    UsageFault
        When fewer usable labels are given.
    """
    items = tidy_labels(labels)
    if len(items) < FEWEST:
        raise UsageFault(say(f"Ada {len(items)} label yang dapat dipakai; perlu sedikitnya {FEWEST}.", f"{len(items)} usable labels; at least {FEWEST} are needed."))
    wanted = items["sentiment"].map(SENTIMENTS.index).to_numpy()
    before, after = (_unseen(model, items, refined=refined) for refined in (False, True))
    losses = [-np.log(chances[np.arange(len(items)), wanted] + 1e-12) for chances in (before, after)]
    gains = pd.Series(losses[0] - losses[1]).groupby(items["story_id"]).mean()
    error = gains.std(ddof=1) / np.sqrt(len(gains)) if len(gains) > 1 else np.inf
    right = [float((chances.argmax(axis=1) == wanted).mean()) for chances in (before, after)]
    better = bool(gains.mean() > CLEARLY * error and right[1] >= right[0])
    taken = replace(refine(model, items), calibration=model.calibration) if better else model
    return Verdict(better, len(items), float(losses[0].mean()), float(losses[1].mean()), right[0], right[1], taken)


def _unseen(model: Model, items: pd.DataFrame, *, refined: bool) -> np.ndarray:
    found = cross_fit(model, items, FOLDS, refined=refined)
    found = found[found["form"] == "teks"].sort_values("item")
    return softmax(logits_of(found) * model.calibration[0] + model.calibration[1:])
