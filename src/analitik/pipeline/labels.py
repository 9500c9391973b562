"""A month's labels: drawn from the store into a workbook, and taken back from it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analitik import news
from analitik.core.errors import DeliveryRefused, EnvironmentFault, UsageFault
from analitik.core.files import sha256_of, write_bytes
from analitik.core.fingerprint import fingerprint
from analitik.core.locale import say
from analitik.core.period import Month
from analitik.news.clean import clean
from analitik.news.labels import STRATA, count_frame, draw, frame_of
from analitik.pipeline.label_sheets import Filled, label_workbook, read_labels
from analitik.pipeline.receive import file_name
from analitik.store import Store
from analitik.store.labels import Label, drawn_items, record_draw, record_labels


@dataclass(frozen=True)
class Drawn:
    """What was drawn: ``strata`` holds, per stratum, the month's publications and the drawn ones."""

    draw: str
    month: str
    n: int
    strata: dict[str, dict[str, int]]
    n_double: int
    n_labellers: int
    model: str
    seed: int
    file: str


def draw_labels(
    store: Store, month: Month, out: Path, *, n: int = 200, seed: int | None = None, n_labellers: int = 2, overlap: int = 50
) -> Drawn:
    """Draw a month's publications for labelling, keep the draw in the ledger and write the workbook.

    The same month, data and options give the same draw and the same file. Without a seed, the month is its own.
    """
    seed = month.year * 100 + month.month if seed is None else seed
    with store.lock():
        # Load
        frame = frame_of(store.read("articles", month))
        if frame.empty:
            raise UsageFault(
                say(
                    f"Belum ada berita tentang lembaga pada {month.label()}; terima dulu kirimannya dengan analitik ingest.",
                    f"There is no news about the institution in {month.label()}; take in its deliveries with analitik ingest first.",
                )
            )
        card = news.model_card()
        # Analyse
        drawn = draw(frame, n, seed=seed, n_labellers=n_labellers, overlap=overlap)
        news.assert_cross_fitted(drawn["id"], card)
        counts = count_frame(frame, drawn)
        name = f"{month}-{fingerprint([str(month), drawn[['id', 'stratum', 'labellers']].values.tolist(), counts.values.tolist()])[:10]}"
        # Save
        write_bytes(out, label_workbook(name, str(month), drawn, _texts(store, month, drawn)))
        record_draw(store.ledger, name, str(month), card["model"], seed, drawn, counts)
    sizes = counts.groupby("stratum")[["n_publications", "n_drawn"]].sum().reindex(STRATA, fill_value=0)
    n_double = int(drawn["labellers"].str.contains("|", regex=False).sum())
    return Drawn(name, str(month), len(drawn), sizes.to_dict("index"), n_double, n_labellers, card["model"], seed, out.name)


def _texts(store: Store, month: Month, drawn: pd.DataFrame) -> pd.DataFrame:
    """What labellers read of each drawn publication."""
    raw = store.read("articles_raw", month, columns=["id", "title", "text", "outlet", "published_date", "url"])
    raw = raw[raw["id"].isin(set(drawn["id"]))].drop_duplicates("id", ignore_index=True)
    filled = raw.assign(title=raw["title"].fillna(""), text=raw["text"].fillna(""))
    read = clean(filled)
    return read.assign(title=read["clean_title"], text=read["clean_text"])[raw.columns]


def import_labels(store: Store, path: Path) -> dict[str, Any]:
    """Take the labels of a returned workbook into the ledger and say what they tell.

    Blank rows never erase an earlier label; the same file again changes nothing; a row that cannot be used is listed with its sheet
    and row while all others are kept.

    Returns
    -------
    dict
        ``draw``, ``month``, ``file``, ``new``, ``changed``, ``unchanged``, ``blank`` (rows per labeller), ``without_issue``, ``problems``
        [{``sheet``, ``row``, ``message``}], and what :func:`label_report` says.
    """
    path = Path(path)
    # Load
    try:
        filled, sha256 = read_labels(path.read_bytes()), sha256_of(path)
    except OSError as problem:
        raise EnvironmentFault(say(f"Berkas {path.name} tidak terbaca: {problem.strerror}.", f"File {path.name} cannot be read: {problem.strerror}.")) from problem
    with store.lock():
        name, items = _draw_of(store, filled, path.name)
        # Analyse
        labels = _fitting(filled, items)
        # Save
        kept = record_labels(store.ledger, name, sha256, file_name(path), labels)
    notes = {"blank": filled.blank, "without_issue": filled.without_issue, "problems": filled.problems}
    return {"draw": name, "file": file_name(path), **kept, **notes, **label_report(store, name)}


def _draw_of(store: Store, filled: Filled, file: str) -> tuple[str, pd.DataFrame]:
    """The one draw a workbook belongs to, and its publications."""
    if not filled.draws:
        first = filled.problems[0]["message"] if filled.problems else say("tidak ada lembar dengan tanda undian.", "no sheet carries the mark of a draw.")
        raise DeliveryRefused("not_a_label_file", say(f"{file} bukan berkas label: {first}", f"{file} is not a label file: {first}"))
    if len(filled.draws) > 1:
        several = ", ".join(sorted(filled.draws))
        raise DeliveryRefused(
            "several_draws",
            say(f"{file} memuat lembar dari beberapa undian ({several}); pisahkan menjadi satu berkas tiap undian.",
                f"{file} holds sheets of several draws ({several}); make it one file per draw."),
        )  # fmt: skip
    name = next(iter(filled.draws))
    items = drawn_items(store.ledger, name)
    if items.empty:
        raise DeliveryRefused(
            "unknown_draw",
            say(f"Undian '{name}' dalam {file} tidak dikenal folder data ini; pakai --store folder tempat undian dibuat.",
                f"Draw '{name}' in {file} is not known to this data folder; give --store the folder the draw was made in."),
        )  # fmt: skip
    return name, items


def _fitting(filled: Filled, items: pd.DataFrame) -> list[Label]:
    """The labels whose number and publication belong together; others become problems."""
    known = dict(zip(items["item"], items["id"], strict=True))
    for row in filled.labels:
        wanted = known.get(row.label.item, "–")
        if wanted != row.id:
            filled.note(row.sheet, row.number, say(
                f"Lembar '{row.sheet}', baris {row.number}: kode berita '{row.id[:40]}' tidak sesuai undian ({wanted}); kembalikan kolom No dan Kode berita seperti semula.",
                f"Sheet '{row.sheet}', row {row.number}: code '{row.id[:40]}' does not fit the draw ({wanted}); restore the columns No and Kode berita."))  # fmt: skip
    filled.problems.sort(key=lambda problem: (problem["sheet"], problem["row"]))
    return [row.label for row in filled.labels if known.get(row.label.item) == row.id]


def label_report(store: Store, name: str) -> dict[str, Any]:
    """What the labels of one draw tell, as plain data.

    Returns
    -------
    dict
        ``month``, ``n`` (labelled publications), ``n_double``, ``n_disputed``, ``n_off_topic`` (as labelled), ``kappa``, ``alpha``,
        ``alpha_low``, ``alpha_high``, ``state``, ``reason``, ``share``, ``low``, ``high``, ``raw_share``, ``sensitivity``,
        ``specificity``, ``precision``, ``least_change``, ``detectable_change``, ``strata`` {name: ``size``, ``looked``, ``found``},
        ``confusion`` {label: {prediction: n}}; None where a number cannot be given.
    """
    draws, labels = store.draws(), store.labels()
    draws, labels = draws[draws["draw"] == name], labels[labels["draw"] == name]
    month = str(draws["month"].iloc[0])
    row = news.corrected_share(store.read("cube", month), labels, draws).iloc[0]
    final = news.settle(labels)
    agreement = news.agreement_by_month(labels)
    quality = agreement.iloc[0].to_dict() if len(agreement) else {"n_double": 0}
    numbers = ("share", "low", "high", "raw_share", "sensitivity", "specificity", "precision", "least_change", "detectable_change")
    return {
        "month": month,
        "n": len(final),
        "n_double": int(quality["n_double"]),
        "n_disputed": int(final["is_disputed"].sum()),
        "n_off_topic": int((final["issue"] == news.OFF_TOPIC).sum()),
        **{key: _plain(quality.get(key)) for key in ("kappa", "alpha", "alpha_low", "alpha_high")},
        "state": row["state"],
        "reason": row["reason"],
        **{key: _plain(row[key]) for key in numbers},
        "strata": {stratum: {what: int(row[f"{what}_{stratum}"]) for what in ("size", "looked", "found")} for stratum in STRATA},
        "confusion": {label: {said: int(k) for said, k in cells.items()} for label, cells in news.label_confusion(labels).T.to_dict().items()},
    }


def _plain(value: Any) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)
