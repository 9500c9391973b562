"""The country's data as offices really get them: month by month, each sender with headers, dates and slips of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from analitik.core.period import Month
from analitik.sample.calendar import MONTHS, WEEKDAYS
from analitik.sample.chance import Chance, pick, roll
from analitik.sample.dirt import CASES, NEWS, SURVEY, Dirt, Row
from analitik.sample.formats import csv_bytes, jsonl_bytes, rss_bytes, rss_date, vendor_workbook
from analitik.sample.library import shelf
from analitik.schema import QUESTIONS

COLUMNS = ("id", "judul", "isi", "tautan", "media", "tanggal", "satker", "sentimen")
VENDOR_HEADERS = ("No Berita", "Judul", "Isi Berita", "Link", "Nama Media", "Tanggal Terbit", "Nama UPT", "Sentimen Berita")
CHANNELS = {"xlsx": "berita-vendor", "csv": "berita-kliping", "jsonl": "berita-agregator", "rss": "berita-umpan"}
ENGLISH = {"positif": "positive", "netral": "neutral", "negatif": "negative"}
SURVEY_COLUMNS = ("id_responden", "waktu", "satker", "bobot", *QUESTIONS, "rekomendasi", "jk", "usia", "saran")
KOBO_HEADERS = ("id_responden", "waktu", "satker", "bobot", *(f"U{n}" for n in range(1, 10)), "rekomendasi", "jk", "usia", "saran")
FORM_HEADERS = (
    "ID Responden",
    "Waktu Pengisian",
    "Satuan Kerja",
    "Bobot",
    *(f"U{n}" for n in range(1, 10)),
    "Kesediaan Merekomendasikan",
    "Jenis Kelamin",
    "Umur",
    "Kritik/Saran",
)


def channel_of(publications: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Which sender delivers each publication, and in which file."""
    shares = shelf("mix")["saluran"]
    names = list(shares)
    drawn = Chance(seed, "channels").index(pd.Series(shares).to_numpy(), len(publications))
    channel = pd.Series([names[at] for at in drawn], index=publications.index)
    month = publications["at"].dt.strftime("%Y-%m")
    return publications.assign(channel=channel, file=channel.map(CHANNELS) + "_" + month + "." + channel)


def news_files(publications: pd.DataFrame, dirt: Dirt) -> Iterator[tuple[str, bytes]]:
    """Every news delivery: its name and bytes."""
    for file, frame in publications.groupby("file", sort=True):
        channel = frame["channel"].iloc[0]
        rows = [_news_row(row, channel) for row in frame.itertuples(index=False)]
        rows = dirt.spoil(file, rows, NEWS[channel], channel)
        yield file, _news_bytes(file, channel, rows, dirt)


def _news_bytes(file: str, channel: str, rows: list[Row], dirt: Dirt) -> bytes:
    month = Month.parse(file.split("_")[1][:7])
    if channel == "csv":
        return csv_bytes(rows, COLUMNS, COLUMNS)
    if channel == "jsonl":
        return jsonl_bytes(rows, COLUMNS)
    if channel == "rss":
        return rss_bytes(rows, f"Umpan berita {MONTHS[month.month - 1]} {month.year}")
    titles = (
        "LAPORAN PEMANTAUAN MEDIA (CONTOH)",
        f"Periode: {MONTHS[month.month - 1]} {month.year}",
        "Disusun oleh: Vendor Pemantau Rekaan",
    )
    footer = f"Jumlah berita: {len(rows)}"
    dirt.note(file, "summary_row", "", footer)
    return vendor_workbook(rows, COLUMNS, VENDOR_HEADERS, titles, [footer], f"{MONTHS[month.month - 1][:3]} {month.year}")


def _news_row(row, channel: str) -> Row:
    dice = int(row.id[-6:])
    return {
        "id": row.id,
        "judul": row.title,
        "isi": row.text,
        "tautan": row.url,
        "media": row.outlet,
        "tanggal": _WHEN[channel](row.at, dice),
        "satker": row.satker if isinstance(row.satker, str) else None,
        "sentimen": _label_text(row.label, channel, dice),
    }


def _label_text(label, channel: str, dice: int) -> str | None:
    if not isinstance(label, str):
        return None
    if channel == "jsonl":
        return ENGLISH[label]
    return pick((label, label.capitalize(), label.upper()), dice, "label") if channel == "xlsx" else label.capitalize()


def _csv_date(at: pd.Timestamp, dice: int) -> str:
    """Day first, in the six ways clerks write it."""
    day, month, name = f"{at.day:02d}", f"{at.month:02d}", MONTHS[at.month - 1]
    return (
        f"{day}/{month}/{at.year}",
        f"{at.day} {name} {at.year}",
        f"{WEEKDAYS[at.day_of_week]}, {at.day} {name[:3]} {at.year}",
        f"{day}-{month}-{at.year} {at:%H:%M}",
        f"{WEEKDAYS[at.day_of_week]}, {at.day} {name} {at.year} {at:%H.%M} WIB",
        f"{day}/{month}/{at.year} {at:%H:%M}",
    )[int(roll(dice, "tanggal") * 6)]


def _json_date(at: pd.Timestamp, dice: int) -> str:
    """The same moment with an offset, in UTC, or with the name of the zone."""
    style = int(roll(dice, "tanggal") * 4)
    if style == 0:
        return f"{at:%Y-%m-%dT%H:%M:%S}+07:00"
    if style == 1:
        return f"{at - pd.Timedelta(hours=7):%Y-%m-%dT%H:%M:%S}Z"
    if style == 2:
        return f"{at:%Y-%m-%d %H:%M} WIB"
    return f"{at + pd.Timedelta(hours=1):%Y-%m-%dT%H:%M:%S}+08:00"


_WHEN = {
    "csv": _csv_date,
    "jsonl": _json_date,
    "rss": lambda at, dice: rss_date(at),
    "xlsx": lambda at, dice: at.to_pydatetime() if roll(dice, "tanggal") < 0.7 else f"{at:%d/%m/%Y %H:%M}",
}


def has_time(publications: pd.DataFrame) -> list[bool]:
    """Which deliveries tell the time of day, not the day alone."""
    return [
        channel != "csv" or int(roll(int(key[-6:]), "tanggal") * 6) >= 3
        for channel, key in zip(publications["channel"], publications["id"], strict=True)
    ]


def case_files(complaints: pd.DataFrame, notices: pd.DataFrame, dirt: Dirt) -> Iterator[tuple[str, bytes]]:
    """The complaint export of every month, and the notices of law enforcement: CSV and workbook in turn."""
    columns = ("id", "tanggal", "kanal", "satker", "kategori", "status", "isi")
    for month, frame in complaints.groupby("month", sort=True):
        file = f"pengaduan_{month}.csv"
        rows = [{**row, "tanggal": f"{row['date']:%d/%m/%Y}"} for row in frame.to_dict("records")]
        yield file, csv_bytes(dirt.spoil(file, rows, CASES, "pengaduan"), columns, columns, separator=",", bom=False)
    columns = ("id", "tanggal", "instansi", "satker", "perkara")
    for turn, (month, frame) in enumerate(notices.groupby("month", sort=True)):
        file = f"aph_{month}.{('csv', 'xlsx')[turn % 2]}"
        rows = [
            {**row, "tanggal": f"{row['date'].day} {MONTHS[row['date'].month - 1]} {row['date'].year}"}
            for row in frame.to_dict("records")
        ]
        rows = dirt.spoil(file, rows, CASES, "aph")
        titles = ("CATATAN INFORMASI APARAT PENEGAK HUKUM (CONTOH)",)
        yield (
            file,
            csv_bytes(rows, columns, columns)
            if turn % 2 == 0
            else vendor_workbook(rows, columns, columns, titles, None, "Catatan"),
        )


def survey_files(waves: list[pd.DataFrame], months: list[Month], dirt: Dirt) -> Iterator[tuple[str, bytes]]:
    """Wave 1 as a form server exports it (semicolons, decimal commas), wave 2 as a workbook with a row of means below."""
    file = f"survei_{months[0]}_gelombang-1.csv"
    rows = dirt.spoil(file, [_kobo_row(row) for row in waves[0].to_dict("records")], SURVEY, "survei-1")
    rows = [
        {**row, "bobot": str(row["bobot"]).replace(".", ","), "_index": number, "_status": "submitted_via_web"}
        for number, row in enumerate(rows, start=1)
    ]
    yield file, csv_bytes(rows, (*SURVEY_COLUMNS, "_index", "_status"), (*KOBO_HEADERS, "_index", "_status"))
    file = f"survei_{months[1]}_gelombang-2.xlsx"
    rows = dirt.spoil(file, [_form_row(row) for row in waves[1].to_dict("records")], SURVEY, "survei-2")
    footer = ["Rata-rata", None, None, None, *(round(float(waves[1][q].mean()), 2) for q in QUESTIONS)]
    dirt.note(file, "summary_row", "", "Rata-rata")
    titles = ("SURVEI KEPUASAN MASYARAKAT (CONTOH)", f"Gelombang 2, {MONTHS[months[1].month - 1]} {months[1].year}")
    yield file, vendor_workbook(rows, SURVEY_COLUMNS, FORM_HEADERS, titles, footer, "Jawaban")


def _answer_cells(row: dict) -> Row:
    cells = {q: None if pd.isna(row[q]) else int(row[q]) for q in (*QUESTIONS, "rekomendasi")}
    short = row["aliases"].split("|")[0]
    named = row["nama"] if roll(int(row["id"][-5:]), "nama") < 0.3 else short
    return {
        **cells,
        "id_responden": row["id"],
        "satker": named,
        "bobot": row["weight"],
        "usia": row["usia"],
        "saran": row["saran"] if isinstance(row["saran"], str) else None,
        "jk": row["jk"],
    }


def _kobo_row(row: dict) -> Row:
    return {**_answer_cells(row), "waktu": f"{row['at']:%d/%m/%Y %H:%M}"}


def _form_row(row: dict) -> Row:
    word = {"L": "Laki-laki", "P": "Perempuan"}[row["jk"]]
    return {**_answer_cells(row), "waktu": row["at"].to_pydatetime(), "jk": word}
