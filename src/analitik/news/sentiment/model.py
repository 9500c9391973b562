"""The linear model as shipped: weights in half precision in one file without code, read with numpy alone."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass
from functools import cache, cached_property
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from analitik.core.errors import IntegrityFault
from analitik.core.locale import say
from analitik.news.issues import issue_names
from analitik.news.sentiment.features import SIZE
from analitik.reference.taxonomy import SENTIMENTS

MODEL_FILE, CARD_FILE = "model.npz", "kartu.json"
ARRAYS = ("weights", "intercepts", "issue_weights", "issue_intercepts", "calibration", "belief")


@dataclass(frozen=True)
class Model:
    """Two heads over the same columns: sentiments (order of ``SENTIMENTS``) and issues (order of ``issue_names``).

    ``calibration`` is what makes chances honest: one factor for the sentiment logits, then one shift per sentiment. ``belief`` (one number)
    is what the first rule that fits adds to the logit of its sentiment.
    """

    weights: np.ndarray
    intercepts: np.ndarray
    issue_weights: np.ndarray
    issue_intercepts: np.ndarray
    calibration: np.ndarray
    belief: np.ndarray

    @cached_property
    def _columns(self) -> np.ndarray:
        return np.ascontiguousarray(np.concatenate([self.weights, self.issue_weights]).T.astype(np.float32))

    def logits(self, rows: csr_array, pushed: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Calibrated logits of the sentiments (``pushed``: the sentiment of each one's rule) and logits of the issues, one row per article."""
        both = np.asarray(rows @ self._columns, dtype=float)
        n = len(SENTIMENTS)
        return (both[:, :n] + self.intercepts + self.belief * pushed) * self.calibration[0] + self.calibration[1:], both[:, n:] + self.issue_intercepts

    @cached_property
    def name(self) -> str:
        """The version: a short digest of the model's bytes."""
        return f"linear-{sha256(model_bytes(self)).hexdigest()[:8]}"


def model_bytes(model: Model) -> bytes:
    """The model as one file; equal models are equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in ARRAYS:
            content = io.BytesIO()
            np.lib.format.write_array(content, np.asarray(getattr(model, name), np.float16 if "weights" in name else np.float32), allow_pickle=False)
            archive.writestr(zipfile.ZipInfo(name + ".npy", (1980, 1, 1, 0, 0, 0)), content.getvalue(), compress_type=zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def read_model(path: Path) -> Model:
    """Read a model file.

    Raises
    ------
    IntegrityFault
        When the file is not a model of this shape.
    """
    try:
        with np.load(path, allow_pickle=False) as stored:
            model = Model(*(stored[name] for name in ARRAYS))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as problem:
        raise IntegrityFault(say(f"Berkas model {path.name} rusak.", f"Model file {path.name} is damaged.")) from problem
    if model.weights.shape != (len(SENTIMENTS), SIZE) or model.issue_weights.shape != (len(issue_names()), SIZE):
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
