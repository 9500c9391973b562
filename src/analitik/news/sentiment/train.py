"""Training the linear model from headlines with labels. The only room that knows scikit-learn.

The training headlines are our own, written by issue, form and actor (``training/judul.tsv``), their slots filled by lot.
"""

from __future__ import annotations

import io
import itertools
import zipfile
from importlib.resources import files

import numpy as np
import pandas as pd
import yaml

from analitik.news.sentiment.features import features
from analitik.news.sentiment.model import Model
from analitik.reference.taxonomy import SENTIMENTS, taxonomy
from analitik.text.normalise import fold

VARIANTS = 6
STRENGTH = 4.0


def training_headlines(seed: int = 2022) -> pd.DataFrame:
    """Our own headlines: every pattern several times with other words in its slots, and the taxonomy's invented examples.

    Returns
    -------
    DataFrame
        One row per headline: ``title``, ``sentiment``, ``issue``.
    """
    folder = files("analitik.news.sentiment") / "training"
    lines = [line.split("\t") for line in (folder / "judul.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    slots = yaml.safe_load((folder / "slot.yml").read_text(encoding="utf-8"))
    rng = np.random.default_rng(seed)
    rows = [
        {"title": _filled(pattern, slots, rng), "sentiment": sentiment, "issue": issue}
        for (sentiment, issue, pattern), _ in itertools.product(lines, range(VARIANTS))
    ]
    examples = [
        {"title": one["title"], "sentiment": one["sentimen"], "issue": issue["id"]} for issue in taxonomy()["issues"] for one in issue["examples"]
    ]
    return pd.DataFrame(rows + examples).drop_duplicates("title", ignore_index=True)


def _filled(pattern: str, slots: dict[str, list], rng: np.random.Generator) -> str:
    words = pattern
    for name, choices in slots.items():
        while "{" + name + "}" in words:
            words = words.replace("{" + name + "}", str(choices[rng.integers(len(choices))]), 1)
    return words


def train(headlines: pd.DataFrame) -> Model:
    """Fit the model on headlines with their sentiments; balanced classes, weights in half precision."""
    from sklearn.linear_model import LogisticRegression

    fitted = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=2000, random_state=0)
    fitted.fit(features(headlines["title"].map(fold)), headlines["sentiment"])
    order = [list(fitted.classes_).index(name) for name in SENTIMENTS]
    return Model(fitted.coef_[order].astype(np.float16), fitted.intercept_[order])


def model_bytes(model: Model) -> bytes:
    """The model as one file; equal models are equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in (("weights", model.weights), ("intercepts", np.round(model.intercepts, 4))):
            content = io.BytesIO()
            np.lib.format.write_array(content, np.asarray(array), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0)), content.getvalue())
    return buffer.getvalue()
