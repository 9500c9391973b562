"""The model card: what the shipped model was trained on and how it did on labelled items it has never seen.

The card is data (``kartu.json``) and a page (``docs/metode/kartu-model.md``); both are made from one evaluation.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

from analitik.core.locale import decimal, percent
from analitik.news.sentiment.model import MODEL_FILE
from analitik.news.sentiment.train import training_headlines
from analitik.reference.taxonomy import SENTIMENTS, taxonomy
from analitik.stats.intervals import wilson

FIELD_PREVALENCE = 0.07


def confusion(truth: pd.Series, found: pd.Series) -> pd.DataFrame:
    """Rows are the labels people gave, columns what the machine said."""
    table = pd.crosstab(truth.to_numpy(), found.to_numpy())
    return table.reindex(index=list(SENTIMENTS), columns=list(SENTIMENTS), fill_value=0)


def measures(table: pd.DataFrame) -> dict[str, float]:
    """Accuracy with its Wilson interval, macro-F1, recall of negatif, and its precision at the field's prevalence."""
    hits, n = np.diag(table), int(table.to_numpy().sum())
    precision = hits / np.maximum(table.sum(axis=0).to_numpy(), 1)
    recall = hits / np.maximum(table.sum(axis=1).to_numpy(), 1)
    f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    low, high = wilson(int(hits.sum()), n)
    others = table.drop(index="negatif").to_numpy()
    false_rate = others[:, 0].sum() / max(others.sum(), 1)
    at_field = FIELD_PREVALENCE * recall[0] / max(FIELD_PREVALENCE * recall[0] + (1 - FIELD_PREVALENCE) * false_rate, 1e-12)
    return {
        "accuracy": float(hits.sum() / n), "low": low, "high": high, "n": n, "macro_f1": float(f1.mean()),
        "recall_negatif": float(recall[0]), "n_negatif": int(table.loc["negatif"].sum()), "false_negatif_rate": float(false_rate),
        "precision_negatif_at_field": float(at_field),
    }  # fmt: skip


def pairs_right() -> tuple[int, int]:
    """How many of the taxonomy's contrast pairs have both sides right; they are never trained on."""
    pairs = taxonomy()["contrast_pairs"]
    found = _read(pd.DataFrame({"title": [pair[side]["t"] for pair in pairs for side in "ab"]}))["sentiment"].to_numpy().reshape(-1, 2)
    wanted = np.array([[pair[side]["s"] for side in "ab"] for pair in pairs])
    return int((found == wanted).all(axis=1).sum()), len(pairs)


def _read(items: pd.DataFrame) -> pd.DataFrame:
    from analitik.news import classify

    return classify(items, pd.DataFrame(columns=["kode", "nama", "jenis", "nama_pendek", "kelas", "aliases", "kanwil"], dtype="str"))


def card(labels: list[pd.DataFrame], *, real_labels: int = 0) -> dict[str, Any]:
    """Everything the card says: from the model's bytes, the training headlines and the labelled items."""
    digest = hashlib.sha256((files("analitik.news.sentiment") / MODEL_FILE).read_bytes()).hexdigest()
    both, pairs = pairs_right()
    known: dict[str, Any] = {
        "model": f"linear-{digest[:8]}",
        "training": {"headlines": len(training_headlines()), "real_labels": real_labels},
        "contrast_pairs": {"both_right": both, "pairs": pairs},
    }
    if labels:
        items = pd.concat(labels, ignore_index=True)
        read = _read(items)
        table = confusion(items["sentiment"], read["sentiment"])
        known["measured"] = measures(table)
        known["confusion"] = table.to_numpy().tolist()
        if "issue" in items:
            known["measured"]["issue_accuracy"] = float((read["issue"] == items["issue"]).mean())
        titled = items[items["title"].fillna("") != ""]
        alone = confusion(titled["sentiment"], _read(titled[["title"]].reset_index(drop=True))["sentiment"])
        known["title_only"] = {**measures(alone), "confusion": alone.to_numpy().tolist()}
    return known


def card_page(known: dict[str, Any]) -> str:
    """The card as a page."""
    lines = [
        "# Kartu model sentimen",
        "",
        "Dibuat oleh `python -m analitik.pipeline.model`; jangan disunting tangan.",
        "",
        f"- **Model**: `{known['model']}`; regresi logistik multinomial atas kata dan pasangan kata (hash), ditambah aturan pedoman label.",
        f"- **Dilatih pada**: {known['training']['headlines']} judul karangan sendiri; {known['training']['real_labels']} label nyata.",
        f"- **Pasangan kontras** (tidak dilatih): kedua sisi benar {known['contrast_pairs']['both_right']} dari {known['contrast_pairs']['pairs']}.",
        "- **Sasaran**: citra institusi, bukan nada kata. **Bukan** untuk menilai orang, wartawan, atau benar-tidaknya berita.",
    ]
    for title, part in (("Judul dan teks", known.get("measured")), ("Judul saja", known.get("title_only"))):
        if part:
            lines += ["", f"## {title}", "", *_measured_lines(part), "", *_confusion_lines(part.get("confusion") or known["confusion"])]
    lines += ["", "## Batas", "", "Label acuan diberi satu penanda (label perak); teks acuan ringkas dan lebih bersih daripada halaman asli."]
    lines += ["Pada prevalensi lapangan presisi negatif rendah: jumlah mentah jangan dibaca tanpa koreksi label manusia.", ""]
    return "\n".join(lines)


def _measured_lines(part: dict[str, float]) -> list[str]:
    return [
        f"- n = {part['n']}; kesepakatan {percent(part['accuracy'], lang='id')} (selang 95% Wilson "
        f"{decimal(100 * part['low'], 1, lang='id')}–{decimal(100 * part['high'], 1, lang='id')}); macro-F1 {decimal(part['macro_f1'], 3, lang='id')}",
        f"- negatif dikenali {percent(part['recall_negatif'], lang='id')} dari {part['n_negatif']}; "
        f"presisi negatif pada prevalensi 7%: {percent(part['precision_negatif_at_field'], lang='id')}",
    ]


def _confusion_lines(table: list[list[int]]) -> list[str]:
    head = ["| label orang \\ mesin | " + " | ".join(SENTIMENTS) + " |", "|---|---|---|---|"]
    return head + [f"| {name} | " + " | ".join(map(str, row)) + " |" for name, row in zip(SENTIMENTS, table, strict=True)]
