"""Personal data in what people write to us: identity numbers, telephone numbers, e-mail addresses and the names of accounts."""

from __future__ import annotations

import hashlib
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

_SITES = r"(?:facebook|instagram|tiktok|twitter|x|youtube|threads)\.(?:com|net)"
_PROFILE = re.compile(rf"(?:https?://)?(?:[\w-]+\.)*\b{_SITES}/\S+|(?:https?://)?\b(?:fb\.com|youtu\.be|wa\.me|t\.me)/\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@])@[\w.]{1,60}")
_NAMELESS = (
    (re.compile(r"(?:x|twitter)\.com/[^/?#]+/status/(\d+)", re.IGNORECASE), "https://x.com/i/status/{}"),
    (re.compile(r"instagram\.com/(?:[^/?#]+/)?((?:p|reel|tv)/[\w-]+)", re.IGNORECASE), "https://www.instagram.com/{}"),
    (re.compile(r"tiktok\.com/@[^/?#]*/video/(\d+)", re.IGNORECASE), "https://www.tiktok.com/@/video/{}"),
    (re.compile(r"(?:youtube\.com/(?:watch\?(?:[^#]*&)?v=|shorts/)|youtu\.be/)([\w-]+)", re.IGNORECASE), "https://www.youtube.com/watch?v={}"),
)


def mask_handles(text: str) -> str:
    """:func:`mask_personal`, and no name of an account either: neither mentions nor addresses on a social platform.

    >>> mask_handles("Terima kasih @budi.s, lihat https://www.instagram.com/budi.s/ ya")
    'Terima kasih [akun], lihat [tautan] ya'
    """
    return mask_personal(_HANDLE.sub("[akun]", _PROFILE.sub("[tautan]", text)))


def account_mask(platform: str, account: str) -> str:
    """A name that stands for an account: the same account always has the same one. It is a pseudonym, not anonymity.

    >>> account_mask("x", "@Budi_S") == account_mask("x", "budi_s") != account_mask("tiktok", "budi_s")
    True
    """
    name = " ".join(account.casefold().split()).lstrip("@")
    return "akun-" + hashlib.sha256(f"{platform}:{name}".encode()).hexdigest()[:8]


def nameless_address(url: str) -> str | None:
    """The address of a post without the name of its account; None where the platform has no such address.

    >>> nameless_address("https://x.com/budi_s/status/123?s=20"), nameless_address("https://www.facebook.com/budi.s/posts/9")
    ('https://x.com/i/status/123', None)
    """
    for pattern, form in _NAMELESS:
        if found := pattern.search(url):
            return form.format(found[1])
    return None


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
