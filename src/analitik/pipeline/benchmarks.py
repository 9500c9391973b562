"""Published Indonesian sentiment benchmarks, read by the same kind of scorer: hashed features and one linear model.

``python -m analitik.pipeline.benchmarks DIR`` reads the folders ``smsa``, ``nusax_ind`` and ``cnbci`` of DIR (each where it is), trains on the
official train split, chooses its options on the validation split (for CNBCI: a tenth of train), and prints accuracy and macro-F1 of the
official test split (CNBCI: validation). Each set is trained on its own texts alone.
"""

from __future__ import annotations

import argparse
import csv
import json
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.news.sentiment.fit import balanced, fit_softmax
from analitik.news.sentiment.frames import words_of
from analitik.text.tokens import mix

BITS = 18
LETTERS = (3, 4, 5)


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
    """Words and word pairs, and on request runs of three to five letters, as hashed columns; each row has length one."""
    words = words_of(texts)
    inner = np.array([text != "\n" for text in words.distinct], bool)[words.codes]
    keys, owner = words.hashes[inner], words.owner[inner]
    together = owner[:-1] == owner[1:]
    found = [(keys, owner), (mix(keys[:-1], keys[1:])[together], owner[:-1][together])]
    if letters:
        found += [_runs(words, inner, n) for n in LETTERS]
    parts = []
    for hashes, rows in found:
        cells, n = np.unique(rows * (1 << BITS) + (mix(hashes, hashes) >> np.uint64(64 - BITS)).astype(np.int64), return_counts=True)
        parts.append(csr_array((1 + np.log(n), (cells >> BITS, cells & ((1 << BITS) - 1))), shape=(len(texts), 1 << BITS)))
    matrix = parts[0]
    for other in parts[1:]:
        matrix = matrix + other
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return csr_array(matrix.multiply((1 / np.maximum(lengths, 1e-12))[:, None]))


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


def naive_bayes(rows: csr_array, labels: np.ndarray, n_classes: int) -> np.ndarray:
    """Log-ratios of each column between a class and the others, from which the fit may start."""
    counts = np.stack([np.asarray(rows[labels == k].sum(axis=0)).ravel() for k in range(n_classes)]) + 0.1
    shares = np.log(counts / counts.sum(axis=1, keepdims=True))
    return np.where(counts.sum(axis=0) > 0.1 * n_classes + 1e-9, shares - shares.mean(axis=0), 0.0)


def macro_f1(truth: np.ndarray, found: np.ndarray) -> float:
    """The mean over classes of the harmonic mean of precision and recall."""
    hits = [((truth == k) & (found == k)).sum() for k in np.unique(truth)]
    totals = [(truth == k).sum() + (found == k).sum() for k in np.unique(truth)]
    return float(np.mean([2 * hit / max(total, 1) for hit, total in zip(hits, totals, strict=True)]))


def judge(split: Split) -> dict[str, object]:
    """Choose the options on the choosing part, fit on the training part, report the test part once."""
    names = sorted(split.train["label"].unique())
    labels = {part: getattr(split, part)["label"].map(names.index).to_numpy() for part in ("train", "choose", "test")}
    best: tuple[float, dict[str, object], np.ndarray] | None = None
    for letters in (False, True):
        rows = {part: hashed(getattr(split, part)["text"], letters=letters) for part in labels}
        bayes = naive_bayes(rows["train"], labels["train"], len(names))
        for from_bayes, strength in product((0.0, 0.5), (1.0, 10.0)):
            weights, intercepts = fit_softmax(
                rows["train"], labels["train"], balanced(labels["train"], len(names)), strength=strength, start=from_bayes * bayes, intercepts=np.zeros(len(names))
            )
            score = macro_f1(labels["choose"], (rows["choose"] @ weights.T + intercepts).argmax(axis=1))
            if best is None or score > best[0]:
                options = {"letters": letters, "from_bayes": from_bayes, "strength": strength}
                best = (score, options, (rows["test"] @ weights.T + intercepts).argmax(axis=1))
    found = best[2]
    return {
        "n": len(found), "accuracy": round(float((found == labels["test"]).mean()), 4), "macro_f1": round(macro_f1(labels["test"], found), 4),
        "macro_f1_choosing": round(best[0], 4), **best[1],
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
