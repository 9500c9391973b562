"""The sentiment model made anew: trained, measured, written with its card.

``python -m analitik.pipeline.model --measure FILE.jsonl`` retrains on our own headlines (and on ``--labels`` files), measures on
labelled items the model has not seen, and writes the model, ``kartu.json`` and ``docs/metode/kartu-model.md``.
"""

from __future__ import annotations

import argparse
import json
from importlib.resources import files
from pathlib import Path

import pandas as pd

from analitik.core.files import write_bytes, write_text
from analitik.news.sentiment.card import card, card_page
from analitik.news.sentiment.model import CARD_FILE, MODEL_FILE
from analitik.news.sentiment.train import model_bytes, train, training_headlines

COLUMNS = ["title", "text", "sentiment", "issue"]


def labelled(path: Path) -> pd.DataFrame:
    """Labelled items of a JSONL file: one row per item with title, text, sentiment and issue."""
    return pd.read_json(path, lines=True).reindex(columns=COLUMNS)


def main() -> None:
    """Train, measure, write."""
    parser = argparse.ArgumentParser(description="Train the sentiment model and write its card.")
    parser.add_argument("--labels", nargs="*", type=Path, default=[], help="JSONL files with title and sentiment to train on as well")
    parser.add_argument("--measure", nargs="*", type=Path, default=[], help="JSONL files with labels to measure on, not trained on")
    parser.add_argument("--page", type=Path, default=Path("docs/metode/kartu-model.md"))
    given = parser.parse_args()
    home = Path(str(files("analitik.news.sentiment")))
    headlines = pd.concat([training_headlines(), *map(labelled, given.labels)], ignore_index=True).dropna(subset=["title", "sentiment"])
    write_bytes(home / MODEL_FILE, model_bytes(train(headlines)))
    known = card([labelled(path) for path in given.measure], real_labels=sum(len(labelled(path)) for path in given.labels))
    write_text(home / CARD_FILE, json.dumps(known, indent=1, sort_keys=True) + "\n")
    write_text(given.page, card_page(known))


if __name__ == "__main__":
    main()
