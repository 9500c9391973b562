"""What pages put around, between and into the sentences of an article, and the taking away of it."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from analitik.text.normalise import mend, tidy

_MARKUP = re.compile(r"</?(?:p|br|div|span|b|i|em|strong|a|ul|ol|li|h\d|img|figure|figcaption|iframe|table|tr|td|blockquote|script|style)\b[^<>]{0,400}>", re.IGNORECASE)
_LINK_WORDS = (
    r"ba[cv]a\s+(?:juga|lainnya|selengkapnya|pula|artikel\s+lainnya|berita\s+(?:lainnya|terkait|selengkapnya))|(?:simak|lihat|tonton)\s+(?:juga|pula|video)"
    r"|berita\s+(?:terkait|lainnya|sejenis|terbaru|populer)|artikel\s+(?:terkait|lainnya|ini\s+telah\s+tayang)|pilihan\s+(?:editor|redaksi)|video\s+pilihan|rekomendasi\s+(?:untuk\s+anda|redaksi)|read\s+(?:also|more)"
)
_LINKS = re.compile(
    r"(?=[(\[bsltapvr])(?:"  # the first letters of all that follows, so that most places are passed by at once
    rf"[(\[]\s*(?:{_LINK_WORDS}|baca|simak)\s*[:：][^)\]\n]{{0,300}}[)\]]"
    rf"|(?:(?:{_LINK_WORDS})\s*[:：|-]*|(?:(?<=[.\n!?”\"] )|(?<=\n)|^)(?:baca|simak|lihat)\s*[:：])(?:[^.\n|\]?!]|(?<=\d)\.(?=\d)|(?<=\b[A-Z])\.){{0,220}}(?:[.\n|\]?!]+|$))",
    re.IGNORECASE,
)
_A_A_A = re.compile(r"a\s+a\s+a\s")
_DEGREES = re.compile(r"\d\s?°?\s?c\s")
_CALL = re.compile(r"(?:0|\+62)[\d -]{8}")
# Each piece of noise with what a text in small letters must hold for it: any of some words, or a pattern.
_NOISES: tuple[tuple[tuple[str, ...] | re.Pattern[str], str], ...] = (
    (("advertisement",), r"(?:baca\s+juga\s+)?advertisement"),
    (("scroll",), r"scroll\s+(?:to\s+continue\s+with\s+content|ke\s+atas)|(?:tutup\s+)?scroll\s+untuk\s+(?:baca|melanjutkan)[^.\n]{0,60}"),
    (("geser",), r"geser\s+untuk\s+baca\s+berita"),
    (("iklan",), r"tutup\s+iklan\s*x?|iklan\s+vip"),
    (("close",), r"close\s+(?:ads|banner(?:\s+apps)?)"),
    (("iklan",), r"baca\s+berita\s+(?:tanpa|dengan\s+sedikit)\s+iklan[^\n.]{0,40}\.?(?:\s*gabung\s+kompas\.com\+?)?"),
    (("kompas.com",), r"gabung\s+kompas\.com\+?"),
    (("salin",), r"salin\s+artikel"),
    (("fbpx", "spot_img", "loading"), r"fbpx|spot_img|loading(?:…|\.\.\.)"),
    (("search",), r"search\s+close\s+this\s+search\s+box"),
    (("gelap",), r"menu\s+mode\s+gelap"),
    (("konten",), r"menuju\s+konten\s+utama"),
    (("sebarkan",), r"sebarkan\s+artikel\s+ini"),
    (("javascript",), r"website\s+tidak\s+bisa\s+di\s*akses\s+tanpa\s+javascript"),
    (("google",), r"silakan\s+baca\s+konten\s+menarik\s+lainnya[^.\n]{0,80}google\s+news"),
    (("whatsapp",), r"(?:ikuti|dapatkan)\s+[^.\n]{0,80}(?:saluran|channel|kanal)\s+whatsapp[^.\n]{0,80}"),
    (("google",), r"cek\s+berita\s+dan\s+artikel\s+(?:yang\s+)?lain[^.\n]{0,60}google\s+news"),
    (("halaman",), r"simak\s+selengkapnya\s+di\s+halaman\s+(?:selanjutnya|berikutnya)|halaman\s+(?:selanjutnya|berikutnya)\.*"),
    (("selanjutnya", "semua"), r"(?:halaman\s*:?\s*)?1\s+2\s+(?:3\s+)*(?:selanjutnya|lihat\s+semua)"),
    (("verifikasi",), r"lulus\s+verifikasi\s+dewan\s+pers[^\n.]{0,60}"),
    (("dilihat", "view", "menit", "dibaca"), r"\d[\d.]{0,12}\s+(?:kali\s+dilihat|views?|menit\s+baca|x\s+dibaca)\b\.?"),
    (("view",), r"views?\s*:\s*\d[\d.]*"),
    (("dibaca",), r"dibaca\s*:?\s*\d[\d.]*\s*(?:kali)?"),
    (_DEGREES, r"\d{2}\s?°?\s?c\s+(?=[A-Z])"),
    (_A_A_A, r"a\s+a\s+a\s+(?:pengaturan\s+font\.?)?"),
    (("copyright",), r"copyright\s*©?[^\n.]{0,40}\d{4}"),
    (("bagikan", "share"), r"(?:bagikan|share)\s*:(?=\s|$)"),
    (("narahubung",), r"narahubung\s*:[^\n]{0,300}"),
    (_CALL, r"(?:hp|telp?|telepon|whatsapp|wa|kontak|contact\s+person|cp)\s*[.:]*\s*(?=(?:\+62|0)[\d -]{8,})"),
)
_MOST_KINDS = 5
_ODD = re.compile("[ſıİ]")  # letters that a pattern takes for s and i, but small letters do not show as such
_NUMBERS = re.compile(r"(?<![\d+])(?:\+62|62|0)8\d{1,2}[ -]?\d{3,4}[ -]?\d{3,5}(?!\d)|\+62\d[\d -]{7,14}\d")
_SIGNS = re.compile(
    r"!\[[^\]\n]{0,100}\]\([^)\n]{0,300}\)|:(?:strip_icc|quality|format|fill|watermark)\([^)\n]{0,40}\)|\b[\w-]{3,120}\.(?:jpe?g|png|webp|gif)\b|(?<!\w)#\w+"
    r"|\[ald\]|/{4,}|©\s*\d{4}[^\n.]{0,40}",
    re.IGNORECASE,
)
_WHO = r"[A-Z][a-z'’.-]*(?:\s+(?:[A-Z][a-z'’-]+|[A-Z]\.|bin|binti)){0,3}"
_LABEL = r"(?i:pewarta|penulis|editor|reporter|rep|red|sumber|foto|fotografer|kontributor|uploader)\s?:"
_CREDIT = re.compile(rf"(?i:(?=[lperfsku]))(?:\b(?i:laporan\s+wartawan)\s+(?:[A-Z][\w.]*\s?){{1,4}}[.,]?|(?<!\w)(?:{_LABEL}\s*(?:{_WHO}|-)?)\s*[|/.]*(?=\s|$))")
_SIGNED = re.compile(r"[\s*/]*\(\s*\**\s*(?:[A-Za-z]{1,6}|ril|red|rls|ant|hms)(?:[/-][A-Za-z]{1,6}\d?){0,2}\s*\**\s*\)?[\s*/.]*$")
_STARS = re.compile(r"\s*\*{2,}\s*\(?[\w/ ]{0,20}\)?\s*$|\s*\(\*{1,3}\)\s*$")
_BULLET = re.compile(r"\s*[•▪►»][ \t]*([^•▪►»\n]{8,200}?)(?=[•▪►»\n]|(?<=[^A-Z\d]\.)\s|$)")
_DASH = re.compile(r"\s[-–]\s")
_QUESTION = re.compile(r"^\s*(?:apa|apakah|bagaimana|siapa|kapan|di\s?mana|mengapa|kenapa|berapa)\b[^\n.!?\"“]{5,160}\?\s*$", re.IGNORECASE | re.MULTILINE)
_ALONE = re.compile(r"^[\s|•*/_=+-]+$", re.MULTILINE)
_SITE = re.compile(r"\s+[-|–—]\s+(?:[\w.-]+\.(?:com|id|co|net|org|news|tv)|(?:halaman|page)\s+(?:\d+|all))\s*$", re.IGNORECASE)
_SENTENCE = re.compile(r"\s(?:(?<=[.!?”\"]\s)\s*|(?<=\n)\n*)")  # blanks behind a stop, or new lines; begun by a blank, so that letters are passed by
_WHEN = (
    (("baca", "bava", "simak", "lihat", "tonton", "terkait", "lainnya", "sejenis", "pilihan", "rekomendasi", "terbaru", "populer", "telah tayang", "read also", "read more"), _LINKS),
    (
        (
            "advertisement", "scroll", "iklan", "close", "kompas.com+", "salin artikel", "fbpx", "spot_img", "loading", "mode gelap", "konten", "sebarkan", "javascript", "google news",
            "whatsapp", "halaman", "1 2", "dewan pers", "dilihat", "view", "menit baca", "dibaca", " c ", "a a a", "copyright", "bagikan", "share", "narahubung", "hp", "telp", "telepon", "kontak",
            "contact", "geser", "wa ", "wa:", "cp",
        ),
        None,
    ),
    (("08", "628", "+62"), _NUMBERS),
    (("![", ":strip", ":quality", ":format", ":fill", ":watermark", ".jp", ".png", ".webp", ".gif", "#", "[ald]", "////", "©"), _SIGNS),
    (("laporan wartawan", "pewarta", "penulis", "editor", "reporter", "rep:", "red:", "rep :", "red :", "sumber", "foto", "kontributor", "uploader"), _CREDIT),
    (("?",), _QUESTION),
)  # fmt: skip
_TAIL = 120
_LONG_ENOUGH = 25


def clean_title(title: str) -> str:
    """A headline as one tidy line, without the site's name behind it and without a second copy of itself.

    >>> clean_title("  Lapas  Arunika Panen Raya - media.example.com")
    'Lapas Arunika Panen Raya'
    """
    kept = tidy(html.unescape(title) if "&" in title else title)
    if len(kept) > 20 and (" - " in kept or " | " in kept or " – " in kept):
        kept = _SITE.sub("", kept)
        for sign in (" - ", " | ", " – "):
            first, found, second = kept.partition(sign)
            if found and first.casefold() == second.casefold():
                return first
    return kept


def clean_text(text: str) -> str:
    """A body without links, advertisements, credits, injected questions and repeats.

    >>> clean_text("Panen raya di lapas. BACA JUGA: Napi Kabur dari Rutan Lain\\nWarga binaan senang. ADVERTISEMENT (dz)")
    'Panen raya di lapas. Warga binaan senang.'
    """
    if not text or text.isspace():
        return ""
    text = mend(text)
    if "<" in text or "&" in text:
        text = _MARKUP.sub("\n", html.unescape(text))
    low = text.lower()
    if "\n" in text:
        text = _ALONE.sub("", text)
    for words, pattern in _WHEN:
        if _holds(low, words) and (found := pattern or _noise(text, low)):
            text = found.sub(" ", text)
    if any(sign in text for sign in "•▪►»"):
        text = _BULLET.sub(_unless_sentence, text)
    if ("-" in text or "–" in text) and len(_DASH.findall(text)) > 1:
        text = _without_titles(text)
    return _signed_off(tidy(_once(text)))


def _holds(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text holds any of some words; a plain loop, because it runs over every text."""
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False


def _noise(text: str, low: str) -> re.Pattern[str] | None:
    """One pattern of the kinds of noise that a text can hold at all: most hold one or two of thirty, and each costs time at every letter."""
    if not text.isascii() and _ODD.search(text):
        return _noises(tuple(range(len(_NOISES))))
    kinds = tuple([k for k, (sign, _) in enumerate(_NOISES) if (_holds(low, sign) if isinstance(sign, tuple) else sign.search(low))])
    return _noises(kinds if len(kinds) <= _MOST_KINDS else tuple(range(len(_NOISES)))) if kinds else None


@lru_cache(maxsize=1_000)
def _noises(kinds: tuple[int, ...]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(_NOISES[k][1] for k in kinds) + ")", re.IGNORECASE)


def _unless_sentence(found: re.Match[str]) -> str:
    """A bullet with a headline goes; one with a sentence stays."""
    return " " if _is_headline(found[1]) else found[0]


def _without_titles(text: str) -> str:
    """A text without two or more headlines in a row that only dashes part."""
    parts = _DASH.split(text)
    titles = [k > 0 and len(part.split()) > 3 and part.strip()[-1:] not in ".!?" and _is_headline(part) for k, part in enumerate(parts)]
    beside = [one and (titles[k - 1] or titles[k + 1 : k + 2] == [True]) for k, one in enumerate(titles)]
    return " - ".join(part for part, drop in zip(parts, beside, strict=True) if not drop) if any(beside) else text


def _is_headline(text: str) -> bool:
    """Whether most longer words begin large, as only headlines' do."""
    longer = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(longer) > 1 and sum(word[0].isupper() for word in longer) >= 0.8 * len(longer)


def _once(text: str) -> str:
    """A text whose longer sentences are said once each, however often the page prints them."""
    parts = _SENTENCE.split(text)
    seen: set[str] = set()
    kept = []
    for part in parts:
        said = " ".join(part.split()).casefold().strip(" .\"“”")
        if len(said) >= _LONG_ENOUGH:
            if said in seen:
                continue
            seen.add(said)
        kept.append(part)
    return " ".join(kept) if len(kept) < len(parts) else text


def _signed_off(text: str) -> str:
    """A text without the reporter's initials at its end."""
    head, tail = text[:-_TAIL], text[-_TAIL:]
    tail = _STARS.sub("", tail) if "*" in tail else tail
    tail = _SIGNED.sub("", tail) if "(" in tail else tail
    tail = _STARS.sub("", tail) if "*" in tail else tail
    return (head + tail).strip()
