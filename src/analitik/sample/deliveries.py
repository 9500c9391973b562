"""The made-up country's news, survey, complaints and notices as the files offices receive, dirty rows and all."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from analitik.core.locale import month_name
from analitik.sample import PREFIX
from analitik.sample.chance import Chance, roll
from analitik.sample.writers import csv_bytes, jsonl_bytes, rss_bytes, workbook_bytes, xlsx_bytes

CHANNELS = (("vendor", 0.10), ("pantauan", 0.47), ("agregator", 0.38), ("umpan", 0.05))
NAMED = 0.40  # share of rows whose delivery names the unit
SENSITIVITY, SPECIFICITY = 0.80, 0.93
DIRTY = ("bad_date", "missing_title", "unknown_unit", "bad_label", "unsafe_url", "duplicate")
DIRTY_SHARE = 0.015
CSV_HEADER = ("id", "judul", "isi", "tautan", "media", "tanggal", "satker", "sentimen")
VENDOR_HEADER = ("No Berita", "Judul", "Isi Berita", "Link", "Nama Media", "Tanggal Terbit", "Nama UPT", "Sentimen Berita")
SURVEY_HEADER = ("id_responden", "waktu", "satker", "bobot", *(f"U{k}" for k in range(1, 10)), "jk", "usia", "saran", "_versi")


@dataclass
class Files:
    """Everything to be written: name -> bytes, and what was made dirty: one record per row."""

    content: dict[str, bytes] = field(default_factory=dict)
    dirty: list[dict] = field(default_factory=list)


def news_files(articles: pd.DataFrame, register: pd.DataFrame, seed: int) -> Files:
    """One file per month and channel. Each channel has its own form; about one row in seventy is dirty, and recorded."""
    files = Files()
    ready = _delivered(articles, register, seed)
    for (month, channel), rows in ready.groupby(["month", "channel"], sort=True):
        name = f"berita-{month}-{channel}.{ {'vendor': 'xlsx', 'pantauan': 'csv', 'agregator': 'jsonl', 'umpan': 'rss'}[channel] }"
        spoiled = _spoil(rows.reset_index(drop=True), name, channel, files)
        files.content[name] = {"vendor": _vendor, "pantauan": _csv, "agregator": _jsonl, "umpan": _rss}[channel](spoiled, month)
        if channel == "vendor":
            files.dirty.append({"file": name, "id": "Jumlah", "code": "summary_row"})
    return files


def _delivered(articles: pd.DataFrame, register: pd.DataFrame, seed: int) -> pd.DataFrame:
    """The columns offices see: channel, the vendor's own label (often wrong), the unit's name in some rows."""
    chance = Chance(seed, "delivery")
    names = register.drop_duplicates("kode").set_index("kode")["nama"]
    channels, shares = zip(*CHANNELS, strict=True)
    known = chance.uniform(len(articles)) < NAMED
    unit = articles["kode"].map(names)
    return articles.assign(
        month=articles["published_at"].dt.strftime("%Y-%m"),
        channel=np.array(channels, dtype=object)[chance.index(np.array(shares), len(articles))],
        satker=np.where(known & unit.notna(), unit, ""),
        vendor=_vendor_label(articles["sentiment"].to_numpy(), chance),
    )


def _vendor_label(truth: np.ndarray, chance: Chance) -> np.ndarray:
    draw = chance.uniform(len(truth))
    missed = np.where(draw < 0.6 * (1 - SENSITIVITY) + SENSITIVITY, "netral", "positif")
    negative = np.where(draw < SENSITIVITY, "negatif", missed)
    return np.where(truth == "negatif", negative, np.where(draw > SPECIFICITY, "negatif", truth))


def _spoil(rows: pd.DataFrame, name: str, channel: str, files: Files) -> pd.DataFrame:
    """Make some rows of a file wrong in the ways real files are."""
    rows = rows.astype({"satker": object, "vendor": object, "title": object, "url": object}).assign(date_text="")
    repeats = []
    for row, id in enumerate(rows["id"]):
        number = int(id.removeprefix(PREFIX))
        if roll(number, "dirty") >= DIRTY_SHARE:
            continue
        kind = DIRTY[int(roll(number, "kind") * len(DIRTY))]
        if channel == "umpan" and kind in ("unknown_unit", "bad_label"):
            continue
        if kind == "duplicate":
            repeats.append(rows.iloc[[row]])
        else:
            column, value = _wrong(kind, number)
            rows.loc[row, column] = value
        files.dirty.append({"file": name, "id": id, "code": kind})
    return pd.concat([rows, *repeats], ignore_index=True) if repeats else rows


def _wrong(kind: str, number: int) -> tuple[str, str]:
    return {
        "bad_date": ("date_text", ("31/02/2022", "kemarin", "12/31/2021", "32 Januari 2022")[number % 4]),
        "missing_title": ("title", ""),
        "unknown_unit": ("satker", "Lapas Entah Berantah"),
        "bad_label": ("vendor", ("campuran", "??", "ngeri")[number % 3]),
        "unsafe_url": ("url", "javascript:alert(1)"),
    }[kind]


def _vendor(rows: pd.DataFrame, month: str) -> bytes:
    """A vendor's workbook: title rows above the header, real date cells, a total at the end."""
    title = month_name(dt.date.fromisoformat(month + "-01"), lang="id")
    body = [
        (r.id, r.title, r.text, r.url, r.outlet, r.date_text or r.published_at.to_pydatetime(), r.satker or None, r.vendor.capitalize())
        for r in rows.itertuples()
    ]
    return xlsx_bytes("Berita", [("Laporan Pemantauan Media",), (f"Periode {title}",), (), VENDOR_HEADER, *body, ("Jumlah", len(rows))])


def _csv(rows: pd.DataFrame, month: str) -> bytes:
    forms = (_day_first, _spelled, _dotted)
    body = [
        (r.id, r.title, r.text, r.url, r.outlet, r.date_text or forms[int(r.id[-1]) % 3](r.published_at), r.satker, r.vendor) for r in rows.itertuples()
    ]
    return csv_bytes(CSV_HEADER, body)


def _jsonl(rows: pd.DataFrame, month: str) -> bytes:
    body = [(r.id, r.title, r.text, r.url, r.outlet, r.date_text or f"{r.published_at:%Y-%m-%dT%H:%M:%S}+07:00", r.satker, r.vendor) for r in rows.itertuples()]
    return jsonl_bytes(CSV_HEADER, body)


def _rss(rows: pd.DataFrame, month: str) -> bytes:
    items = [
        {"guid": r.id, "title": r.title, "link": r.url, "description": r.text, "pubDate": r.date_text or f"{r.published_at:%d} {_MONTHS[r.published_at.month - 1]} {r.published_at:%Y %H:%M:%S} +0700"}
        for r in rows.itertuples()
    ]
    return rss_bytes("Umpan berita contoh", items)


_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _day_first(when: pd.Timestamp) -> str:
    return f"{when:%d/%m/%Y %H:%M}"


def _spelled(when: pd.Timestamp) -> str:
    return f"{when.day} {month_name(when.date(), year=False, lang='id')} {when.year}, {when:%H.%M} WIB"


def _dotted(when: pd.Timestamp) -> str:
    return f"{when:%d-%m-%Y}"


def survey_files(responses: pd.DataFrame, register: pd.DataFrame) -> dict[str, bytes]:
    """Wave 1 as a CSV with decimal commas, wave 2 as a workbook."""
    names = register.drop_duplicates("kode").set_index("kode")["nama"]
    found = {}
    for wave, rows in responses.assign(satker=responses["kode"].map(names)).groupby("wave"):
        month = f"{rows['day'].iloc[0]:%Y-%m}"
        if wave == 1:
            body = [(*_respondent(r), *_answers_of(r), r.sex, r.age, r.remark, "v1") for r in rows.itertuples()]
            found[f"survei-{month}-kobo.csv"] = csv_bytes(SURVEY_HEADER, body)
        else:
            body = [(r.id, r.day, r.satker, r.weight, *(a or None for a in _answers_of(r)), r.sex, r.age, r.remark or None, "v2") for r in rows.itertuples()]
            found[f"survei-{month}.xlsx"] = xlsx_bytes("Jawaban", [SURVEY_HEADER, *body])
    return found


def _respondent(row) -> tuple[str, str, str, str]:
    return row.id, f"{row.day:%d/%m/%Y}", row.satker, f"{row.weight:.2f}".replace(".", ",")


def _answers_of(row) -> tuple:
    return tuple("" if np.isnan(value) else int(value) for value in (getattr(row, f"U{k}") for k in range(1, 10)))


def desk_files(complaints: pd.DataFrame, notices: pd.DataFrame, register: pd.DataFrame) -> dict[str, bytes]:
    """The complaint export as CSV, the law-enforcement notes as a workbook."""
    names = register.drop_duplicates("kode").set_index("kode")["nama"]
    first = [(r.id, f"{r.day:%d/%m/%Y}", r.channel, names[r.kode], r.category, r.status, r.text) for r in complaints.itertuples()]
    second = [(r.id, r.day.to_pydatetime(), r.agency, names[r.kode], r.matter) for r in notices.itertuples()]
    return {
        "pengaduan.csv": csv_bytes(("id", "tanggal", "kanal", "satker", "kategori", "status", "isi"), first),
        "informasi-aph.xlsx": xlsx_bytes("APH", [("id", "tanggal", "instansi", "satker", "perkara"), *second]),
    }


def codebook_bytes(items: list[tuple[str, str]]) -> bytes:
    """The questionnaire as an XLSForm: survey, choices, settings."""
    survey = [("type", "name", "label"), *(("select_one nilai", code, label) for code, label in items)]
    choices = [("list_name", "name", "label"), *(("nilai", str(k), word) for k, word in enumerate(("Tidak baik", "Kurang baik", "Baik", "Sangat baik"), start=1))]
    return workbook_bytes({"survey": survey, "choices": choices, "settings": [("form_title", "form_id"), ("Survei Kepuasan Masyarakat (contoh)", "skm_contoh")]})


