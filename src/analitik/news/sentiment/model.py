"""The linear model as shipped: weights in half precision in one file without code, read with numpy alone."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analitik.core.errors import IntegrityFault
from analitik.core.locale import say
from analitik.news.sentiment.features import SIZE, features
from analitik.reference.taxonomy import SENTIMENTS

MODEL_FILE, CARD_FILE = "model.npz", "kartu.json"


@dataclass(frozen=True)
class Model:
    """Weights (classes x columns) and intercepts of a multinomial logistic regression; classes in the order of ``SENTIMENTS``."""

    weights: np.ndarray
    intercepts: np.ndarray

    def logits(self, titles: pd.Series, texts: pd.Series | None = None) -> np.ndarray:
        """One row per folded headline, one column per sentiment."""
        return np.asarray(features(titles, texts) @ self.weights.T.astype(np.float32)) + self.intercepts


def read_model(path: Path) -> Model:
    """Read a model file.

    Raises
    ------
    IntegrityFault
        When the file is not a model of this shape.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            model = Model(stored["weights"], stored["intercepts"].astype(float))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as problem:
        raise IntegrityFault(say(f"Berkas model {path.name} rusak.", f"Model file {path.name} is damaged.")) from problem
    if model.weights.shape != (len(SENTIMENTS), SIZE):
        raise IntegrityFault(say(f"Berkas model {path.name} tidak cocok.", f"Model file {path.name} does not fit."))
    return model


@cache
def shipped_model() -> Model:
    """The model that comes with the package."""
    with as_file(files("analitik.news.sentiment") / MODEL_FILE) as path:
        return read_model(path)


@cache
def model_card() -> dict[str, Any]:
    """What is known of the shipped model: ``model`` (name), how it was trained, and how it did on labelled items."""
    return json.loads((files("analitik.news.sentiment") / CARD_FILE).read_text(encoding="utf-8"))
