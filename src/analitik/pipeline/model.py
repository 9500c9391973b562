"""The sentiment model made anew: trained, measured, written with its card; or corrected by an office's own labels.

``python -m analitik.pipeline.model [LABELS.jsonl ...]`` trains on our own headlines and on the labelled items given, measures out of
fold by story, and writes the model, ``kartu.json`` and ``docs/metode/kartu-model.md``. ``--adopt OWN.jsonl --out MODEL.npz`` corrects the
shipped model by an office's own labels and writes it only if it is better on labels it has not seen.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pandas as pd

from analitik.core.files import write_bytes, write_text
from analitik.news.labels import label_mark
from analitik.news.sentiment.adopt import adopt
from analitik.news.sentiment.card import card, card_page, measured
from analitik.news.sentiment.evaluate import calibrate, cross_fit, logits_of
from analitik.news.sentiment.model import CARD_FILE, MODEL_FILE, model_bytes, read_model, shipped_model
from analitik.news.sentiment.train import refine, tidy_labels, train, training_headlines


def labelled(path: Path) -> pd.DataFrame:
    """Labelled items of a JSONL, CSV or TSV file, clean."""
    if path.suffix in {".csv", ".tsv"}:
        return tidy_labels(pd.read_csv(path, sep="\t" if path.suffix == ".tsv" else ",", dtype=str, keep_default_na=False))
    return tidy_labels(pd.read_json(path, lines=True))


def make(labels: pd.DataFrame | None, home: Path, page: Path) -> None:
    """Train, measure, write."""
    headlines = training_headlines()
    base, parts, marks = train(headlines), {}, []
    model = base
    if labels is not None:
        marks = sorted({label_mark(str(number)) for number in labels["id"]}) if "id" in labels else []
        own, found = cross_fit(base, labels, refined=False), cross_fit(base, labels)
        parts = {"own_only": measured(own, labels), "out_of_fold": measured(found, labels)}
        model = replace(refine(base, labels), calibration=calibrate(logits_of(found), found["sentiment"]))
    write_bytes(home / MODEL_FILE, model_bytes(model))
    known = card(read_model(home / MODEL_FILE), len(headlines), 0 if labels is None else len(labels), marks, parts)
    write_text(home / CARD_FILE, json.dumps(known, indent=1, sort_keys=True) + "\n")
    write_text(page, card_page(known))


def correct(labels: pd.DataFrame, out: Path) -> dict[str, object]:
    """Correct the shipped model by own labels; written only when adopted."""
    verdict = adopt(shipped_model(), labels)
    if verdict.adopted:
        write_bytes(out, model_bytes(verdict.model))
    return {
        "adopted": verdict.adopted, "labels": verdict.n_labels, "loss_before": round(verdict.loss_before, 4), "loss_after": round(verdict.loss_after, 4),
        "accuracy_before": round(verdict.accuracy_before, 4), "accuracy_after": round(verdict.accuracy_after, 4), "model": verdict.model.name,
    }  # fmt: skip


def main() -> None:
    """Read the paths given; make or correct."""
    parser = argparse.ArgumentParser(description="Train the sentiment model and write its card, or correct it by own labels.")
    parser.add_argument("labels", nargs="*", type=Path, help="files with title, sentiment and, where known, text, issue, story_id")
    parser.add_argument("--home", type=Path, default=Path(str(files("analitik.news.sentiment"))), help="where model.npz and kartu.json go")
    parser.add_argument("--page", type=Path, default=Path("docs/metode/kartu-model.md"))
    parser.add_argument("--adopt", type=Path, help="an office's own labels")
    parser.add_argument("--out", type=Path, default=Path("model.npz"), help="where an adopted model goes")
    given = parser.parse_args()
    if given.adopt:
        print(json.dumps(correct(labelled(given.adopt), given.out)))  # noqa: T201
        return
    make(pd.concat([labelled(path) for path in given.labels], ignore_index=True) if given.labels else None, given.home, given.page)


if __name__ == "__main__":
    main()
