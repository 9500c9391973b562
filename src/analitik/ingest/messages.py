"""Why a file was refused or a row set aside, in words a person can act on."""

from __future__ import annotations

from typing import Any

from analitik.core.errors import DeliveryRefused
from analitik.core.locale import say

REFUSALS: dict[str, tuple[str, str]] = {
    "empty_file": ("Berkas kosong; kirim ulang berkas yang berisi data.", "The file is empty; send it again with data."),
    "no_data_rows": (
        "Berkas hanya memuat judul kolom, tidak ada satu baris data pun.",
        "The file holds a header only, not one row of data.",
    ),
    "missing_column": (
        "Kolom wajib tidak ada: {missing}. Kolom yang ditemukan: {found}.",
        "Required columns are absent: {missing}. Columns found: {found}.",
    ),
    "duplicate_header": (
        "Kolom {column} muncul lebih dari sekali ({found}); sisakan satu.",
        "Column {column} appears more than once ({found}); keep one.",
    ),
    "unbalanced_quote": (
        "Tanda kutip yang dibuka di baris {line} tidak pernah ditutup; perbaiki baris itu lalu kirim ulang.",
        "The quote opened in line {line} is never closed; mend that line and send the file again.",
    ),
    "format_mismatch": (
        "Isi berkas adalah {content}, bukan {claim} seperti nama berkasnya; simpan ulang dalam format yang benar.",
        "The content is {content}, not {claim} as the file name says; save it again in the right format.",
    ),
    "encrypted_or_xls": (
        "Berkas dikunci kata sandi atau berformat Excel lama (.xls); hapus kata sandinya atau simpan sebagai .xlsx.",
        "The file has a password or is in the old Excel format (.xls); remove the password or save as .xlsx.",
    ),
    "corrupt_file": (
        "Berkas rusak atau terpotong ({detail}); kirim ulang dari sumbernya.",
        "The file is damaged or cut short ({detail}); send it again from its source.",
    ),
    "zip_bomb": (
        "Berkas mengembang tidak wajar saat dibuka ({detail}); ditolak demi keamanan.",
        "The file inflates beyond reason ({detail}); refused for safety.",
    ),
    "xml_entities": (
        "Berkas memuat deklarasi DOCTYPE ({detail}), yang tidak diperlukan dan berbahaya; simpan ulang dari aplikasi asalnya.",
        "The file holds a DOCTYPE ({detail}), which is needless and dangerous; save it again from its application.",
    ),
    "too_large": (
        "Berkas lebih besar dari {limit} MB; bagi menjadi beberapa berkas.",
        "The file is larger than {limit} MB; split it into several files.",
    ),
}

ROWS: dict[str, str] = {
    "hidden_sheet": "berada di lembar tersembunyi '{sheet}'; tampilkan lembarnya bila memang data",
    "summary_row": "adalah baris ringkasan ('{value}'), bukan data",
    "excel_error": "memuat galat Excel {value} pada kolom {column}",
    "formula_no_value": "memuat rumus tanpa hasil pada kolom {column}; buka dan simpan ulang di Excel",
    "field_count": "berisi {found} kolom, seharusnya {expected}; periksa tanda pemisah dan tanda kutip",
    "encoding_error": "memuat bita yang bukan {encoding} ({value}) pada bita ke-{offset}",
    "bad_json": "bukan satu objek JSON datar: {detail}",
    "missing_title": "tidak memuat judul",
    "missing_id": "tidak memuat nomor ({column})",
    "id_precision": "nomor '{value}' sudah kehilangan angka karena Excel; kirim nomor sebagai teks",
    "missing_date": "tidak memuat tanggal",
    "bad_date": "tanggal '{value}' tidak ada di kalender atau tidak pasti; tulis hari/bulan/tahun",
    "future_date": "tanggal '{value}' berada di masa depan",
    "unsafe_url": "tautan '{value}' bukan alamat http atau https",
    "unknown_unit": "satuan kerja '{value}' tidak ada di daftar unit{hint}",
    "bad_label": "sentimen '{value}' bukan positif, netral, atau negatif",
    "too_long": "judul atau isi lebih dari 1.000.000 karakter",
    "missing_text": "tidak memuat isi unggahan",
    "missing_platform": "tidak menyebut kanal media sosial dan tautannya tidak menunjukkannya; isi kolom platform",
    "bad_platform": "kanal '{value}' tidak dikenal; yang dikenal: {known}",
    "bad_count": "{column} '{value}' bukan bilangan bulat; tulis misalnya 1234, 1.234, 1,2 rb, atau 12K",
    "not_integer": "jawaban {column} '{value}' bukan bilangan bulat",
    "out_of_range": "jawaban {column} '{value}' di luar 1 sampai 4",
    "no_answers": "tidak memuat satu jawaban pun (q1 sampai q9)",
    "bad_weight": "bobot '{value}' bukan bilangan lebih dari 0",
    "bad_age": "usia '{value}' bukan bilangan bulat 10 sampai 110",
    "bad_sex": "jenis kelamin '{value}' bukan L atau P",
    "conflicting_id": "nomor '{value}' dipakai untuk isi yang berbeda, tanpa kolom diperbarui yang menentukan mana yang berlaku",
    "stale_revision": "nomor '{value}' membawa versi yang lebih lama daripada yang sudah tersimpan",
}
_SHOWN = 80


def refusal(code: str, **facts: Any) -> DeliveryRefused:
    """The error that refuses a file; it carries its sentence in both languages as ``messages``."""
    indonesian, english = (text.format(**facts) for text in REFUSALS[code])
    error = DeliveryRefused(code, say(indonesian, english))
    error.messages = (indonesian, english)
    return error


def row_reason(code: str, row: int, facts: dict[str, Any], sheet: str = "") -> str:
    """One sentence for a row set aside.

    >>> row_reason("bad_date", 214, {"value": "31-02-2024"})
    "Baris 214: tanggal '31-02-2024' tidak ada di kalender atau tidak pasti; tulis hari/bulan/tahun."
    """
    short = {name: shorten(str(value)) for name, value in {"hint": "", "sheet": sheet, **facts}.items()}
    place = f"Lembar '{sheet}', baris {row}" if sheet else f"Baris {row}"
    return f"{place}: {ROWS[code].format(**short)}."


def shorten(text: str) -> str:
    """A delivered value cut to what a sentence can bear, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
