"""A transformer of the office's own choice as scorer, read from a local folder; nothing is ever downloaded.

The folder holds ``model.onnx`` (inputs ``input_ids``, ``attention_mask`` and, if it wants them, ``token_type_ids``; output logits),
``tokenizer.json`` and ``labels.json`` (the list of its labels in order: negatif, netral, positif in any order).
Needs the extra ``analitik[onnx]``.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.news.sentiment.fit import softmax
from analitik.reference.taxonomy import SENTIMENTS

FILES = ("model.onnx", "tokenizer.json", "labels.json")
MOST_TOKENS = 128
BATCH = 32


class OnnxScorer:
    """Chances of the sentiments for headlines and texts, by a model in a folder."""

    def __init__(self, folder: Path) -> None:
        missing = [name for name in FILES if not (folder / name).is_file()]
        if missing:
            raise UsageFault(say(f"Map {folder.name} tidak memuat {', '.join(missing)}.", f"Folder {folder.name} lacks {', '.join(missing)}."))
        try:
            from onnxruntime import InferenceSession
            from tokenizers import Tokenizer
        except ImportError as problem:
            raise UsageFault(say("Penilai onnx memerlukan analitik[onnx].", "The onnx scorer needs analitik[onnx].")) from problem
        labels = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        if sorted(labels) != sorted(SENTIMENTS):
            raise UsageFault(say(f"labels.json memuat {labels}; perlu {', '.join(SENTIMENTS)}.", f"labels.json holds {labels}; it needs {', '.join(SENTIMENTS)}."))
        self.name = f"onnx-{folder.name}"
        self._order = [labels.index(name) for name in SENTIMENTS]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.enable_truncation(MOST_TOKENS)
        self._tokenizer.enable_padding()
        self._session = InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
        self._inputs = [given.name for given in self._session.get_inputs()]

    def chances(self, titles: pd.Series, texts: pd.Series) -> np.ndarray:
        """One row per article: negatif, netral, positif."""
        whole = [f"{title}. {text}".strip(" .") for title, text in zip(titles, texts, strict=True)]
        parts = [self._batch(whole[start : start + BATCH]) for start in range(0, len(whole), BATCH)]
        return softmax(np.concatenate(parts)[:, self._order]) if parts else np.zeros((0, len(SENTIMENTS)))

    def _batch(self, whole: list[str]) -> np.ndarray:
        encoded = self._tokenizer.encode_batch(whole)
        given = {
            "input_ids": np.array([one.ids for one in encoded], np.int64),
            "attention_mask": np.array([one.attention_mask for one in encoded], np.int64),
            "token_type_ids": np.array([one.type_ids for one in encoded], np.int64),
        }
        return self._session.run(None, {name: given[name] for name in self._inputs})[0]
