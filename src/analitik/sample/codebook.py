"""The questionnaire of the two waves as an XLSForm: what was asked, and what each answer means."""

from __future__ import annotations

from analitik.sample.library import shelf
from analitik.sample.workbook import workbook_bytes


def codebook_bytes() -> bytes:
    """The workbook with the sheets survey, choices and settings."""
    rule = shelf("survei")
    questions = [
        ["select_one mutu", f"U{at}", text, "no", f"unsur {name}"]
        for at, (name, text) in enumerate(rule["pertanyaan"].items(), start=1)
    ]
    survey = [
        ["type", "name", "label", "required", "hint"],
        ["start", "waktu", "Waktu pengisian", "yes", ""],
        ["text", "satker", "Unit yang dikunjungi", "yes", ""],
        ["select_one kelamin", "jk", "Jenis kelamin", "no", ""],
        ["integer", "usia", "Umur (tahun)", "no", ""],
        *questions,
        ["integer", "rekomendasi", "Dari 0 sampai 10, seberapa bersedia Anda merekomendasikan layanan unit ini?", "no", ""],
        ["text", "saran", "Kritik dan saran", "no", "jangan menulis nama atau nomor telepon"],
    ]
    choices = [["list_name", "name", "label"], *(["mutu", str(value), label] for value, label in rule["pilihan"].items())]
    choices += [["kelamin", "L", "Laki-laki"], ["kelamin", "P", "Perempuan"]]
    settings = [
        ["form_title", "form_id", "version", "default_language"],
        ["Survei Kepuasan Masyarakat (contoh)", "skm_contoh", "2022040101", "Indonesian (id)"],
    ]
    return workbook_bytes({"survey": survey, "choices": choices, "settings": settings})
