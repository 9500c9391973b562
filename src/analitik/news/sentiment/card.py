"""The model card: what the shipped model was trained on and how it did on labelled items it has not seen.

The card is data (``kartu.json``) and a page (``docs/metode/kartu-model.md``); both are made from one evaluation.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analitik.core.locale import decimal, percent
from analitik.news.issues import OFF_TOPIC, issue_names
from analitik.news.sentiment.evaluate import (
    calibration_error,
    chances_out_of_fold,
    confusion,
    half_of,
    measures,
    operating_points,
    read_with,
    reviewed,
)
from analitik.news.sentiment.model import Model
from analitik.news.sentiment.train import own_pairs
from analitik.reference.taxonomy import SENTIMENTS, taxonomy

HARD = ("narkoba", "integritas_petugas", "pungli_korupsi", "remisi_hak", "fasilitas_layanan", "overkapasitas", "kebakaran_bencana", "komunikasi_humas")


def pairs_right(model: Model, pairs: list[dict[str, Any]]) -> tuple[int, int]:
    """How many contrast pairs have both sides right."""
    items = pd.DataFrame({"title": [pair[side]["t"] for pair in pairs for side in "ab"], "text": ""}, dtype=object)
    logits, issue = read_with(model, items)
    off_topic = issue_names().index(OFF_TOPIC)
    found = np.where(issue == off_topic, "netral", np.array(SENTIMENTS, dtype=object)[logits.argmax(axis=1)]).reshape(-1, 2)
    wanted = np.array([[pair[side]["s"] for side in "ab"] for pair in pairs], dtype=object)
    return int((found == wanted).all(axis=1).sum()), len(pairs)


def measured(found: pd.DataFrame, labels: pd.DataFrame) -> dict[str, Any]:
    """What is known from a cross-fitted table, by form (judul, teks): overall, by half of the stories, by hard issue, by threshold."""
    chances, known = chances_out_of_fold(found), {}
    called = pd.Series(np.array(SENTIMENTS, dtype=object)[chances.argmax(axis=1)])
    half = half_of(labels["story_id"])[found["item"]]
    for form in ("judul", "teks"):
        here = (found["form"] == form).to_numpy()
        truth = found["sentiment"][here]
        known[form] = {
            **measures(confusion(truth, called[here])),
            "confusion": confusion(truth, called[here]).to_numpy().tolist(),
            "issue_accuracy": float((found["issue"] == found["found_issue"])[here].mean()),
            "calibration_error": calibration_error(chances[here], truth),
            "half_read": measures(confusion(found["sentiment"][here & (half == 0)], called[here & (half == 0)]))["macro_f1"],
            "half_confirming": measures(confusion(found["sentiment"][here & (half == 1)], called[here & (half == 1)]))["macro_f1"],
            "points": operating_points(chances[here], truth),
            "review": reviewed(chances[here], truth),
            "by_issue": {issue: _of_issue(found, called, here, issue) for issue in HARD},
        }
    return known


def _of_issue(found: pd.DataFrame, called: pd.Series, here: np.ndarray, issue: str) -> dict[str, float]:
    part = here & (found["issue"] == issue).to_numpy()
    right = (found["sentiment"] == called)[part]
    return {"n": int(part.sum()), "accuracy": float(right.mean()) if len(right) else float("nan")}


def card(model: Model, n_headlines: int, n_labels: int, marks: list[str], parts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Everything the card says; ``parts`` are results of :func:`measured` by what the models were trained on.

    ``marks`` (``news.labels.label_mark`` of each trained label) let a correction refuse labels the model has seen.
    """
    known = {"model": model.name, "training": {"headlines": n_headlines, "real_labels": n_labels, "label_marks": marks}, **parts}
    for name, pairs in (("contrast_pairs", taxonomy()["contrast_pairs"]), ("own_pairs", own_pairs())):
        right, n = pairs_right(model, pairs) if pairs else (0, 0)
        known[name] = {"both_right": right, "pairs": n}
    return known


def card_page(known: dict[str, Any]) -> str:
    """The card as a page."""
    training, pairs, own = known["training"], known["contrast_pairs"], known["own_pairs"]
    lines = [
        "# Kartu model sentimen", "", "Dibuat oleh `python -m analitik.pipeline.model`; jangan disunting tangan.", "",
        f"- **Model**: `{known['model']}`; regresi logistik multinomial atas kata, pasangan kata, kelas kerangka, aturan dan kata isu (lihat `sentimen.md`).",
        f"- **Dilatih pada**: {training['headlines']} judul karangan sendiri dan {training['real_labels']} label nyata (yang dikirim hanya bobot, bukan teks).",
        f"- **Pasangan kontras** (tidak dilatih), kedua sisi benar: taksonomi {pairs['both_right']} dari {pairs['pairs']}; sendiri {own['both_right']} dari {own['pairs']}.",
        "- **Sasaran**: citra institusi, bukan nada kata. **Bukan** untuk menilai orang, wartawan, atau benar-tidaknya berita.",
        "- Semua angka di bawah **di luar lipatan**: tiap butir dibaca model yang tidak melihat peristiwanya (10 lipatan menurut peristiwa).",
    ]  # fmt: skip
    for name, title in (("out_of_fold", "Dengan label nyata dari lipatan lain"), ("own_only", "Tanpa label nyata (judul karangan saja)")):
        for form, label in (("judul", "judul saja"), ("teks", "judul dan teks")):
            if name in known:
                lines += ["", f"## {title}: {label}", "", *_measured_lines(known[name][form]), "", *_confusion_lines(known[name][form]["confusion"])]
                lines += ["", *_issue_lines(known[name][form]["by_issue"])] if name == "out_of_fold" else []
    if "out_of_fold" in known:
        lines += ["", "## Ambang negatif (judul dan teks)", "", *_point_lines(known["out_of_fold"]["teks"]["points"])]
        lines += ["", "## Dibaca orang", "", *_review_lines(known["out_of_fold"])]
    lines += ["", "## Batas", "", "Label acuan diberi satu penanda (label perak); teks acuan ringkas dan lebih bersih daripada halaman asli."]
    lines += ["Pada prevalensi lapangan presisi negatif rendah: jumlah mentah jangan dibaca tanpa koreksi label manusia.", ""]
    return "\n".join(lines)


def _measured_lines(part: dict[str, Any]) -> list[str]:
    return [
        f"- n = {part['n']}; kesepakatan {percent(part['accuracy'], lang='id')} (selang 95% Wilson "
        f"{decimal(100 * part['low'], 1, lang='id')}–{decimal(100 * part['high'], 1, lang='id')}); macro-F1 {decimal(part['macro_f1'], 3, lang='id')} "
        f"(paruh yang dibaca saat menyusun {decimal(part['half_read'], 3, lang='id')}; paruh konfirmasi {decimal(part['half_confirming'], 3, lang='id')})",
        f"- negatif dikenali {percent(part['recall_negatif'], lang='id')} dari {part['n_negatif']}; "
        f"presisi negatif pada prevalensi 7%: {percent(part['precision_negatif_at_field'], lang='id')}",
        f"- isu utama benar {percent(part['issue_accuracy'], lang='id')}; galat kalibrasi (ECE) {decimal(part['calibration_error'], 3, lang='id')}",
    ]


def _confusion_lines(table: list[list[int]]) -> list[str]:
    head = ["| label orang \\ mesin | " + " | ".join(SENTIMENTS) + " |", "|---|---|---|---|"]
    return head + [f"| {name} | " + " | ".join(map(str, row)) + " |" for name, row in zip(SENTIMENTS, table, strict=True)]


def _issue_lines(by_issue: dict[str, dict[str, float]]) -> list[str]:
    rows = [f"| {issue} | {by_issue[issue]['n']} | {percent(by_issue[issue]['accuracy'], lang='id')} |" for issue in HARD if by_issue[issue]["n"]]
    return ["| isu sulit | n | sentimen benar |", "|---|---|---|", *rows]


def _point_lines(points: list[dict[str, float]]) -> list[str]:
    rows = [
        f"| {decimal(one['threshold'], 1, lang='id')} | {percent(one['recall'], lang='id')} | {percent(one['precision_at_field'], lang='id')} |" for one in points
    ]
    return ["| negatif bila peluang sedikitnya | dikenali | presisi pada prevalensi 7% |", "|---|---|---|", *rows]


def _review_lines(parts: dict[str, dict[str, Any]]) -> list[str]:
    head = ["| bentuk | ditandai (semua) | ditandai (bukan negatif) | negatif disebut atau ditandai | benar pada sisanya |", "|---|---|---|---|---|"]
    columns = ("share", "share_others", "negatif_called_or_read", "accuracy_of_rest")
    return head + [f"| {form} | " + " | ".join(percent(part["review"][name], lang="id") for name in columns) + " |" for form, part in parts.items()]
