"""Personal data in what people write to us: identity numbers, telephone numbers and e-mail addresses, taken out of sight."""

from __future__ import annotations

import re

# Digits may be kept apart by blanks, dots, dashes, slashes or invisible characters; letters never lie between them.
_GAP = r"[\W_]{0,3}"
_EMAIL = re.compile(r"[\w.+%-]+\s{0,2}(?:@|\(at\)|\[at\])\s{0,2}[\w-]+(?:\s?\.\s?[\w-]+)+", re.IGNORECASE)
_IDENTITY = re.compile(rf"(?<!\d)\d(?:{_GAP}\d){{15,}}(?!\d)")
_JOIN = r"(?:[^\w:,;]|_){0,2}"  # what may lie inside a telephone number; a colon would make times into numbers
_PHONE = re.compile(
    rf"(?<!\d)(?:\+{_JOIN}\d(?:{_JOIN}\d){{8,14}}"  # any number that begins with a plus sign
    rf"|(?:62|0){_JOIN}(?:0{_JOIN})?8\d{{1,3}}(?:{_JOIN}\d){{5,10}}"  # mobile: 0812..., 62 812..., (62) (0)812...
    r"|0([ .\-])8(?:\1\d){8,11}"  # mobile, digit by digit
    r"|\(?0[2-9]\d{1,2}\)?[\s.\-/]{0,2}\d(?:[\s.\-]?\d){5,7}"  # fixed line with its area code
    r"|62[2-79]\d{7,10})(?!\d)"
)
_CALLED = re.compile(
    rf"\b(hp|wa|whats\s?app|telp?|telepon|ponsel|no(?:mor)?\.?\s?(?:hp|wa|telp?)|nik|ktp)\b(\W{{0,4}})\d(?:{_GAP}\d){{6,}}",
    re.IGNORECASE,
)


def mask_personal(text: str) -> str:
    """The text with identity numbers, telephone numbers and e-mail addresses replaced by what they were.

    >>> mask_personal("Hubungi 0812-0000-0001 atau uji@contoh.example, NIK 3171 0145 0190 0000")
    'Hubungi [telepon] atau [surel], NIK [NIK]'
    >>> mask_personal("Antre 30 menit pada 12/08/2023, biaya Rp150.000")
    'Antre 30 menit pada 12/08/2023, biaya Rp150.000'
    """
    if "@" in text or "at" in text:
        text = _EMAIL.sub("[surel]", text)
    if sum(map(str.isdecimal, text)) < 7:
        return text
    text = _IDENTITY.sub("[NIK]", text)
    text = _PHONE.sub("[telepon]", text)
    return _CALLED.sub(lambda found: f"{found[1]}{found[2]}[nomor]", text)
