"""Published Indonesian sentiment benchmarks, read by the same kind of scorer: hashed features and one linear model.

``python -m analitik.pipeline.benchmarks DIR`` reads the folders ``smsa``, ``nusax_ind`` and ``cnbci`` of DIR (each where it is), trains on the
official train split, chooses its options on the validation split (for CNBCI: a tenth of train), fits once more on both, and prints accuracy and macro-F1 of the
official test split (CNBCI: validation). Each set is trained on its own texts alone.
"""

from __future__ import annotations

import argparse
import csv
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, vstack

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.news.sentiment.fit import balanced, fit_softmax
from analitik.news.sentiment.frames import words_of
from analitik.text.tokens import mix

BITS = 18
LETTERS = (3, 4, 5, 6)
SMOOTHING = 1.0
STRENGTHS = (3.0, 30.0)


@dataclass(frozen=True)
class Split:
    """Texts and labels to train on, to choose on, and to be judged on."""

    train: pd.DataFrame
    choose: pd.DataFrame
    test: pd.DataFrame


def smsa(folder: Path) -> Split:
    """SmSA (IndoNLU): tab-separated, no quoting."""
    parts = [pd.read_csv(folder / f"{name}.tsv", sep="\t", names=["text", "label"], quoting=csv.QUOTE_NONE, dtype=str) for name in ("train", "valid", "test")]
    return Split(*parts)


def nusax(folder: Path) -> Split:
    """NusaX, Indonesian."""
    return Split(*(pd.read_csv(folder / f"{name}.csv", dtype=str)[["text", "label"]] for name in ("train", "valid", "test")))


def cnbci(folder: Path) -> Split:
    """CNBC Indonesia headlines: no test split of its own; a tenth of train chooses."""
    train, test = (
        pd.read_csv(folder / f"{name}_data.csv", dtype=str).rename(columns={"judul": "text", "text": "other", "sentimen": "label"})[["text", "label"]]
        for name in ("train", "validation")
    )
    tenth = np.arange(len(train)) % 10 == 0
    return Split(train[~tenth].reset_index(drop=True), train[tenth].reset_index(drop=True), test)


SETS = {"smsa": smsa, "nusax_ind": nusax, "cnbci": cnbci}


def hashed(texts: pd.Series, *, letters: bool) -> csr_array:
    """Which words and pairs of words stand in each text, and on request triples and runs of three to six letters; hashed columns."""
    words = words_of(texts)
    inner = np.array([text != "\n" for text in words.distinct], bool)[words.codes]
    keys, owner = words.hashes[inner], words.owner[inner]
    found = [(keys, owner), *(_together(keys, owner, n) for n in ((2, 3) if letters else (2,)))]
    if letters:
        found += [_runs(words, inner, n) for n in LETTERS]
    cells = [np.unique(rows * (1 << BITS) + (mix(hashes, hashes) >> np.uint64(64 - BITS)).astype(np.int64)) for hashes, rows in found]
    every = np.concatenate(cells)
    return csr_array((np.ones(len(every)), (every >> BITS, every & ((1 << BITS) - 1))), shape=(len(texts), 1 << BITS))


def _together(keys: np.ndarray, owner: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Runs of ``n`` words of one text as one key each."""
    whole, last = keys[: len(keys) - n + 1], len(keys) - n + 1
    for k in range(1, n):
        whole = mix(whole, keys[k : k + last])
    inside = owner[:last] == owner[n - 1 :]
    return whole[inside], owner[:last][inside]


def of_length_one(rows: csr_array) -> csr_array:
    """Each row by its length."""
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return csr_array(rows.multiply((1 / np.maximum(lengths, 1e-12))[:, None]))


def _runs(words, inner: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """Runs of ``n`` letters inside each word with its edges, by distinct word."""
    runs = [[f"<{word}>"[k : k + n] for k in range(max(len(word) + 3 - n, 1))] for word in words.distinct]
    sizes = np.array([len(one) for one in runs])
    flat = pd.util.hash_array(np.array([run for one in runs for run in one], dtype=object), categorize=True)
    starts = np.concatenate([[0], np.cumsum(sizes)])[:-1]
    codes = words.codes[inner]
    counts = sizes[codes]
    inside = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return flat[np.repeat(starts[codes], counts) + inside], np.repeat(words.owner[inner], counts)


def log_ratio(rows: csr_array, inside: np.ndarray) -> np.ndarray:
    """How much oftener each column stands in the rows of a class than in the others, as a logarithm (naive Bayes)."""
    shares = []
    for part in (rows[inside], rows[~inside]):
        counts = np.asarray(part.sum(axis=0)).ravel() + SMOOTHING
        shares.append(counts / counts.sum())
    return np.where(np.asarray(rows.sum(axis=0)).ravel() > 0, np.log(shares[0] / shares[1]), 0.0)


def one_against_others(train: csr_array, labels: np.ndarray, unseen: csr_array, n_classes: int, strength: float) -> np.ndarray:
    """For each class a logistic regression on columns scaled by its log-ratio (Wang and Manning 2012); logits of the unseen rows."""
    logits = np.zeros((unseen.shape[0], n_classes))
    for k in range(n_classes):
        inside = (labels == k).astype(int)
        scale = np.abs(log_ratio(train, labels == k))[None, :]
        weights, intercepts = fit_softmax(
            of_length_one(csr_array(train.multiply(scale))), inside, balanced(inside, 2), strength=strength, start=np.zeros((2, train.shape[1])), intercepts=np.zeros(2)
        )
        both = of_length_one(csr_array(unseen.multiply(scale))) @ weights.T + intercepts
        logits[:, k] = both[:, 1] - both[:, 0]
    return logits


def macro_f1(truth: np.ndarray, found: np.ndarray) -> float:
    """The mean over classes of the harmonic mean of precision and recall."""
    hits = [((truth == k) & (found == k)).sum() for k in np.unique(truth)]
    totals = [(truth == k).sum() + (found == k).sum() for k in np.unique(truth)]
    return float(np.mean([2 * hit / max(total, 1) for hit, total in zip(hits, totals, strict=True)]))


def judge(split: Split) -> dict[str, object]:
    """Choose the columns and the strength on the choosing part, then fit on it and the training part together, report the test part once."""
    names = sorted(split.train["label"].unique())
    labels = {part: getattr(split, part)["label"].map(names.index).to_numpy() for part in ("train", "choose", "test")}
    rows = {columns: {part: hashed(getattr(split, part)["text"], letters=columns == "letters") for part in labels} for columns in ("words", "letters")}

    def read(strength: float, known: tuple[str, ...], unseen: str) -> dict[str, np.ndarray]:
        told = np.concatenate([labels[part] for part in known])
        found = {
            columns: one_against_others(csr_array(vstack([these[part] for part in known])), told, these[unseen], len(names), strength)
            for columns, these in rows.items()
        }
        return {**found, "both": found["words"] + found["letters"]}

    scores = {
        (columns, strength): macro_f1(labels["choose"], logits.argmax(axis=1))
        for strength in STRENGTHS
        for columns, logits in read(strength, ("train",), "choose").items()
    }
    columns, strength = max(scores, key=scores.get)
    found = read(strength, ("train", "choose"), "test")[columns].argmax(axis=1)
    return {
        "n": len(found), "accuracy": round(float((found == labels["test"]).mean()), 4), "macro_f1": round(macro_f1(labels["test"], found), 4),
        "macro_f1_choosing": round(scores[columns, strength], 4), "columns": columns, "strength": strength,
    }  # fmt: skip


def main() -> None:
    """One line of JSON per set that is there."""
    parser = argparse.ArgumentParser(description="Measure the scorer's kind on published benchmarks.")
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    present = [name for name in SETS if (folder / name).is_dir()]
    if not present:
        raise UsageFault(say(f"Di {folder} tidak ada map {', '.join(SETS)}.", f"{folder} holds none of {', '.join(SETS)}."))
    for name in present:
        print(json.dumps({"set": name, **judge(SETS[name](folder / name))}))  # noqa: T201


if __name__ == "__main__":
    main()
