"""One questionnaire and one truth about twelve respondents, written as five tools export it."""

import csv
import io
import json

import pandas as pd
import pytest
from openpyxl import Workbook

SURVEY = [
    ["type", "name", "label::Indonesia (id)", "label::English (en)", "relevant", "constraint"],
    ["start", "mulai", "", "", "", ""],
    ["end", "selesai", "", "", "", ""],
    ["begin group", "diri", "Tentang Anda", "About you", "", ""],
    ["text", "nomor", "Nomor kuesioner", "Form number", "", ""],
    ["select_one kelamin", "jk", "Jenis kelamin", "Sex", "", ""],
    ["integer", "usia", "Umur (tahun)", "Age (years)", "", "(. >= 10 and . <= 110) or . = 998"],
    ["select_one kerja or_other", "kerja", "Pekerjaan", "Occupation", "", ""],
    ["end group", "", "", "", "", ""],
    ["begin group", "layanan", "Layanan", "Service", "", ""],
    ["select_one mutu", "U1", "Bagaimana kesesuaian persyaratan?", "How fitting are the requirements?", "", ""],
    ["select_one mutu", "U2", "Bagaimana kemudahan prosedur?", "How easy is the procedure?", "", ""],
    ["select_one yatidak", "mengadu", "Pernah mengadu?", "Ever complained?", "", ""],
    ["select_one mutu", "U8", "Bagaimana penanganan pengaduan?", "How was the complaint handled?", "${mengadu} = 'ya'", ""],
    ["select_multiple kanal or_other", "kanal", "Dari mana tahu layanan ini?", "Where did you hear of us?", "", ""],
    ["decimal", "jarak", "Jarak rumah (km)", "Distance from home (km)", "selected(${kanal}, 'tetangga') or ${usia} > 60", ""],
    ["date", "berkunjung", "Tanggal kunjungan", "Day of visit", "", ""],
    ["note", "terima", "Terima kasih", "Thank you", "", ""],
    ["text", "saran", "Kritik dan saran", "Remarks", "", ""],
    ["end group", "", "", "", "", ""],
]
CHOICES = [
    ["list_name", "name", "label::Indonesia (id)", "label::English (en)"],
    ["kelamin", "L", "Laki-laki", "Male"],
    ["kelamin", "P", "Perempuan", "Female"],
    ["kerja", "asn", "ASN", "Civil servant"],
    ["kerja", "swasta", "Karyawan swasta", "Private employee"],
    ["mutu", 1, "Tidak baik", "Bad"],
    ["mutu", 2, "Kurang baik", "Poor"],
    ["mutu", 3, "Baik", "Good"],
    ["mutu", 4, "Sangat baik", "Very good"],
    ["mutu", 98, "Tidak tahu", "Don't know"],
    ["mutu", 99, "Menolak menjawab", "Refused to answer"],
    ["yatidak", "ya", "Ya", "Yes"],
    ["yatidak", "tidak", "Tidak", "No"],
    ["kanal", "tv", "Televisi, termasuk siaran daring", "Television, streaming too"],
    ["kanal", "medsos", "Media sosial", "Social media"],
    ["kanal", "tetangga", "Tetangga", "Neighbours"],
    ["kanal", "media", "Media", "Media"],
]
LISTS = {"jk": "kelamin", "kerja": "kerja", "U1": "mutu", "U2": "mutu", "U8": "mutu", "mengadu": "yatidak", "kanal": "kanal"}
GROUP = {**dict.fromkeys(["nomor", "jk", "usia", "kerja", "kerja_other"], "diri"), **dict.fromkeys(
    ["U1", "U2", "mengadu", "U8", "kanal", "kanal_other", "jarak", "berkunjung", "saran"], "layanan")}  # fmt: skip
# "" is blank (asked, no answer) and None is not asked; codes as the form has them.
NAMES = [
    "nomor",
    "jk",
    "usia",
    "kerja",
    "kerja_other",
    "U1",
    "U2",
    "mengadu",
    "U8",
    "kanal",
    "kanal_other",
    "jarak",
    "berkunjung",
    "saran",
]
TRUTH = [
    ["A01", "L", "34", "asn", None, "3", "4", "ya", "2", "tv medsos", None, None, "2024-03-05", "Sudah baik, lanjutkan."],
    ["A02", "P", "61", "swasta", None, "4", "98", "tidak", None, "tetangga", None, "2.5", "2024-03-05", ""],
    ["A03", "P", "", "other", "Petani", "99", "1", "ya", "", "medsos media", None, None, "", "Kipas angin; tolong"],
    ["A04", "", "998", "", None, "", "", "", None, "", None, "", "2024-03-06", "98"],
    ["A05", "L", "70", "asn", None, "2", "2", "tidak", None, "media other", "Radio", "0.75", "2024-03-07", "-"],
    [
        "A06",
        "P",
        "17",
        "other",
        "Pedagang pasar",
        "1",
        "3",
        "ya",
        "98",
        "tv tetangga other",
        "Spanduk",
        "12",
        "2024-03-08",
        "toilet",
    ],
    ["A07", "L", "25", "swasta", None, "3", "3", "tidak", None, "tv medsos tetangga media", None, "", "2024-03-09", "Tidak ada"],
]
START, SECONDS = pd.Timestamp("2024-03-05 09:00:00"), [300, 310, 290, 120, 420, 333, 60]


def clocks(number):
    start = START + pd.Timedelta(hours=number)
    return start, start + pd.Timedelta(seconds=SECONDS[number])


def truth():
    """The respondents as dictionaries."""
    return [dict(zip(NAMES, row, strict=True)) for row in TRUTH]


def word(name, code, lang):
    """What a code is called."""
    if code in ("", None):
        return code
    if code == "other":
        return {"id": "Lainnya", "en": "Other"}[lang]
    return next(row[2 if lang == "id" else 3] for row in CHOICES[1:] if row[0] == LISTS[name] and str(row[1]) == code)


def question_words(name, lang):
    row = next((row for row in SURVEY if row[1] == name), None)
    return row[2 if lang == "id" else 3] if row else f"{name}"


def save_book(path, sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def save_csv(path, rows, separator=","):
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8-sig")
    return path


def kobo_csv(path):
    """Codes, group names in the headers, several answers in one column and in one column each."""
    kanal = [row[1] for row in CHOICES if row[0] == "kanal"] + ["other"]
    head = ["mulai", "selesai"]
    for name in NAMES:
        head += [f"{GROUP[name]}/{name}"] + ([f"layanan/kanal/{code}" for code in kanal] if name == "kanal" else [])
    rows = [[*head, "_id", "_uuid", "_submission_time", "__version__", "_index"]]
    for number, one in enumerate(truth()):
        start, end = clocks(number)
        row = [f"{moment.isoformat(timespec='milliseconds')}+07:00" for moment in (start, end)]
        for name in NAMES:
            row.append(one[name] or "")
            if name == "kanal":
                row += [("1" if code in one[name].split() else "0") if one[name] else "" for code in kanal]
        rows.append([*row, 1000 + number, f"u{number}", (end - pd.Timedelta(hours=7)).isoformat(), "v1", number + 1])
    return save_csv(path, rows, ";")


def kobo_labels(path):
    """Words in English as headers and answers."""
    rows = [["start", "end", *(question_words(name, "en") for name in NAMES), "_id"]]
    for number, one in enumerate(truth()):
        row = [moment.isoformat() + "+07:00" for moment in clocks(number)]
        for name in NAMES:
            several = [word(name, code, "en") for code in (one[name] or "").split()] if name == "kanal" else []
            row.append(" ".join(several) if name == "kanal" else word(name, one[name], "en") if name in LISTS else one[name])
        rows.append([*row, 1000 + number])
    return save_csv(path, rows)


def kobo_json(path):
    """What nobody was asked or answered is not there at all."""
    results = []
    for number, one in enumerate(truth()):
        start, end = clocks(number)
        record = {"_id": 1000 + number, "mulai": f"{start.isoformat()}.000+07:00", "selesai": f"{end.isoformat()}.000+07:00"}
        record |= {f"{GROUP[name]}/{name}": one[name] for name in NAMES if one[name]}
        results.append(
            record
            | {"_submission_time": (end - pd.Timedelta(hours=7)).isoformat(), "_attachments": [], "_geolocation": [None, None]}
        )
    path.write_text(json.dumps({"count": len(results), "results": results}), encoding="utf-8")
    return path


def google_xlsx(path):
    """Question texts as headers, words as answers, ticks joined by commas, another answer in its own cell; numbers and days are typed."""
    shown = [name for name in NAMES if not name.endswith("_other")]
    rows = [["Timestamp", *(question_words(name, "id") for name in shown)]]
    for number, one in enumerate(truth()):
        row = [clocks(number)[1].to_pydatetime()]
        for name in shown:
            if name == "kanal":
                row.append(
                    ", ".join(one["kanal_other"] if code == "other" else word(name, code, "id") for code in one[name].split())
                )
            elif name == "kerja" and one[name] == "other":
                row.append(one["kerja_other"])
            elif name in LISTS:
                row.append(word(name, one[name], "id"))
            elif name == "berkunjung" and one[name]:
                row.append(pd.Timestamp(one[name]).to_pydatetime())
            else:
                row.append(float(one[name]) if name in ("usia", "jarak") and one[name] else one[name])
        rows.append([cell or None for cell in row])
    return save_book(path, {"Form Responses 1": rows})


def lime_csv(path):
    """Codes; ticks as Y; another answer in brackets; what was not shown is N/A."""
    kanal = [row[1] for row in CHOICES if row[0] == "kanal"]
    head = ["id. Response ID", "submitdate. Date submitted", "startdate. Date started"]
    for name in NAMES:
        if name == "kanal":
            head += [f"kanal[{code}]. {question_words(name, 'id')}" for code in kanal] + ["kanal[other]. Lainnya"]
        elif name == "kerja_other":
            head.append("kerja[other]")
        elif name != "kanal_other":
            head.append(f"{name}. {question_words(name, 'id')}")
    rows = [head]
    for number, one in enumerate(truth()):
        start, end = clocks(number)
        row = [1000 + number, f"{end:%Y-%m-%d %H:%M:%S}", f"{start:%Y-%m-%d %H:%M:%S}"]
        for name in NAMES:
            if name == "kanal":
                row += ["Y" if code in one[name].split() else "" for code in kanal] + [one["kanal_other"] or ""]
            elif name != "kanal_other":
                row.append(
                    "-oth-" if one[name] == "other" else "N/A" if one[name] is None and name != "kerja_other" else one[name] or ""
                )
        rows.append(row)
    return save_csv(path, rows)


def lime_full(path):
    """Full question texts and full answers; ticks as Ya or Tidak, other answers under Lainnya."""
    kanal = [row[1] for row in CHOICES if row[0] == "kanal"]
    head = ["Response ID", "Date submitted", "Date started"]
    for name in NAMES:
        if name == "kanal":
            head += [f"{question_words(name, 'id')} [{word(name, code, 'id')}]" for code in kanal] + [
                f"{question_words(name, 'id')} [Lainnya]"
            ]
        elif name == "kerja_other":
            head.append(f"{question_words('kerja', 'id')} [Lainnya]")
        elif name != "kanal_other":
            head.append(question_words(name, "id"))
    rows = [head]
    for number, one in enumerate(truth()):
        start, end = clocks(number)
        row = [1000 + number, f"{end:%Y-%m-%d %H:%M:%S}", f"{start:%Y-%m-%d %H:%M:%S}"]
        for name in NAMES:
            if name == "kanal":
                given = one[name].split()
                row += [("Ya" if code in given else "Tidak") if given else "" for code in kanal] + [one["kanal_other"] or ""]
            elif name != "kanal_other":
                shown = word(name, one[name], "id") if name in LISTS else one[name]
                row.append("N/A" if one[name] is None and name != "kerja_other" else shown or "")
        rows.append(row)
    return save_csv(path, rows)


def spss(path):
    """Numbers with value labels and declared missing values, texts, dates; one 0/1 variable per choice."""
    pyreadstat = pytest.importorskip("pyreadstat", reason="pyreadstat is an extra: pip install 'analitik[spss]'")
    frame, labels = pd.DataFrame(), {}
    people = pd.DataFrame(truth())
    for name in NAMES:
        if name in ("U1", "U2", "U8", "usia", "jarak"):
            frame[name] = pd.to_numeric(people[name], errors="coerce").astype(float)
            if name[0] == "U":
                labels[name] = {float(row[1]): row[2] for row in CHOICES if row[0] == "mutu"}
        elif name == "kanal":
            for code in ("tv", "medsos", "tetangga", "media"):
                frame[f"kanal_{code}"] = [float(code in cell.split()) if cell else None for cell in people[name]]
        elif name == "jk":  # a program numbers what the form codes by letter
            frame[name] = people[name].map({"L": 1.0, "P": 2.0})
            labels[name] = {1.0: "Laki-laki", 2.0: "Perempuan"}
        elif name == "berkunjung":
            frame[name] = pd.to_datetime(people[name].replace("", None)).dt.date
        else:
            frame[name] = people[name].fillna("")
    words = [question_words(name, "id") if not name.startswith("kanal_") else name for name in frame.columns]
    missing = {name: [98, 99] for name in ("U1", "U2", "U8")} | {"usia": [998]}
    pyreadstat.write_sav(frame, str(path), column_labels=words, variable_value_labels=labels, missing_ranges=missing)
    return path


WRITERS = {
    "kobo.csv": kobo_csv, "kobo-label.csv": kobo_labels, "kobo.json": kobo_json, "google.xlsx": google_xlsx, "lime.csv": lime_csv,
    "lime-full.csv": lime_full, "spss.sav": spss,
}  # fmt: skip
