"""How a story is put into words: its slots filled once, then told with the habits of each outlet."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

import pandas as pd

from analitik.sample.chance import pick, roll
from analitik.sample.library import Form, shelf

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
INMATES = ("warga binaan", "narapidana", "napi", "WBP", "tahanan")
STAFF = ("petugas", "petugas jaga", "regu pengamanan", "pegawai", "petugas P2U")
HEADS = {"lapas": "Kalapas", "rutan": "Karutan", "bapas": "Kabapas", "kanwil": "Kepala Kantor Wilayah"}
SHORT = {
    "lapas": "Lapas", "lapas_perempuan": "Lapas Perempuan", "lapas_narkotika": "Lapas Narkotika", "lapas_khusus": "Lapas Khusus",
    "lapas_terbuka": "Lapas Terbuka", "lpka": "LPKA", "rutan": "Rutan", "rutan_perempuan": "Rutan Perempuan", "cabang_rutan": "Cabang Rutan",
    "bapas": "Bapas", "rupbasan": "Rupbasan",
}  # fmt: skip
LONG = {"lapas": "Lembaga Pemasyarakatan", "rutan": "Rumah Tahanan Negara", "bapas": "Balai Pemasyarakatan", "lpka": "LPKA"}
NAMES = ("Kabar", "Suara", "Warta", "Media", "Lintas", "Harian", "Info", "Gema")
AREAS = ("Nusantara", "Daerah", "Rakyat", "Pesisir", "Khatulistiwa", "Kota", "Pagi", "Utama", "Satu", "Timur", "Barat", "Merdeka", "Bangsa", "Tempatan", "Hari Ini",
         "Pelosok", "Andalan", "Berkah", "Mandiri", "Terkini")  # fmt: skip
_SLOT = re.compile(r"\{(\w+)\}")


class Wording:
    """Words for every publication, always the same for the same story, place and seed."""

    def __init__(self, register: pd.DataFrame, seed: int):
        self._seed = seed
        self._units = {row.kode: row for row in register.drop_duplicates("kode").itertuples()}
        self._housing = [kode for kode, row in self._units.items() if row.jenis in ("lapas", "rutan")]
        self._fill = lru_cache(maxsize=4096)(self._fill_story)

    def publication(self, form: Form, story: int, place: int, kode: str, day: dt.date, outlet: int) -> tuple[str, str, str, str]:
        """Title, text, outlet and address of one publication."""
        title, lead, details, quote, closing = self._fill(form, story, kode, day)
        name = outlet_name(outlet)
        body = [lead, *details, quote, closing]
        if place:
            title = self._retitled(title, story, place, name, kode)
            body = [self._edited(sentence, story, place) for sentence in body]
            if roll(story * 31 + place, "cut") < 0.3:
                body = body[:-1]
        text = self._dressed(" ".join(body), story, place, name, day)
        return title, text, name, f"https://{name.lower().replace(' ', '')}.example/{day:%Y/%m/%d}/{story:06d}-{place}"

    def _fill_story(self, form: Form, story: int, kode: str, day: dt.date) -> tuple[str, str, tuple[str, ...], str, str]:
        words = self._words(story, kode, day)
        title = _titled(_filled(pick(form.headlines, story, "headline"), words))
        lead = _filled(pick(form.leads, story, "lead"), words)
        first = int(roll(story, "detail") * len(form.details))
        chosen = [form.details[(first + k) % len(form.details)] for k in range(min(2, len(form.details)))]
        mood = shelf("kalimat")
        quote = _filled(pick(mood["kutipan"][form.sentiment], story, "quote"), words)
        closing = _filled(pick(mood["penutup"][form.sentiment], story, "closing"), words)
        return title, _sentence(lead), tuple(_sentence(_filled(detail, words)) for detail in chosen), _sentence(quote), closing

    def _words(self, story: int, kode: str, day: dt.date) -> dict[str, str]:
        unit, long, place, head = self._names(kode, story)
        other = self._units[pick(self._housing, story, "other")]
        words = {name: str(pick(options, story, name)) for name, options in shelf("slots").items()}
        return words | {
            "unit": unit, "unit_panjang": long, "tempat": place, "kepala": head, "kepala_unit": head,
            "unit2": f"{SHORT[other.jenis]} {other.nama_pendek}", "penghuni": pick(INMATES, story, "inmates"), "petugas": pick(STAFF, story, "staff"),
            "hari": f"{WEEKDAYS[day.weekday()]} ({day.day}/{day.month}/{day.year})", "n": str(11 + int(roll(story, "n") * 480)),
            "puluh": str(10 * (2 + int(roll(story, "puluh") * 8))), "judul": "", "media": "", "lain": "",
        }  # fmt: skip

    def _names(self, kode: str, story: int) -> tuple[str, str, str, str]:
        if not kode:
            return "Ditjen Pemasyarakatan", "Direktorat Jenderal Pemasyarakatan", "Jakarta", "Dirjen Pemasyarakatan"
        row = self._units[kode]
        place = str(row.nama_pendek)
        if row.jenis == "kanwil":
            return f"Kanwil Kemenkumham {place}", f"Kantor Wilayah Kemenkumham {place}", place, HEADS["kanwil"]
        short, kelas = SHORT[row.jenis], row.kelas if isinstance(row.kelas, str) else ""
        variants = [f"{short} {place}", f"{short} {place}"] + ([f"{short} Kelas {kelas} {place}", f"{short} Klas {kelas} {place}"] if kelas else [])
        head = f"{HEADS[row.jenis]} {place}" if row.jenis in HEADS else f"Kepala {short} {place}"
        full = f"{LONG.get(row.jenis, short)}{f' Kelas {kelas}' if kelas else ''} {place}"
        return pick(variants, story, "unit"), full, place, head

    def _retitled(self, title: str, story: int, place: int, outlet: str, kode: str) -> str:
        if roll(story * 31 + place, "title") > 0.35:
            return title
        pattern = pick(shelf("kalimat")["judul_lain"], story * 31 + place, "pattern")
        return pattern.format(judul=title, media=outlet, tempat=self._names(kode, story)[2])

    def _edited(self, sentence: str, story: int, place: int) -> str:
        """Another desk's word for one or two of these."""
        for number, (written, other) in enumerate(shelf("kalimat")["sinonim"]):
            if written in sentence and roll(story * 131 + place * 17 + number, "synonym") < 0.25:
                sentence = sentence.replace(written, other, 1)
        return sentence

    def _dressed(self, text: str, story: int, place: int, outlet: str, day: dt.date) -> str:
        """What pages carry beside the story."""
        key = story * 31 + place
        if roll(key, "dateline") < 0.5:
            text = f"{outlet.upper()} - {text}"
        if roll(key, "link") < 0.35:
            other = _titled(pick(shelf("kalimat")["kutipan"]["netral"], key, "other").split(",")[0].strip('"').replace("{kepala}", "pejabat"))
            extra = pick(shelf("kalimat")["sisipan"], key, "extra").format(lain=other)
            text = f"{text}\n{extra}."
        if roll(key, "tail") < 0.3:
            text = f"{text} {pick(shelf('kalimat')['ekor'], key, 'tail').format(media=outlet)}"
        return text


def outlet_name(number: int) -> str:
    """The name of an invented outlet.

    >>> outlet_name(0), outlet_name(159)
    ('Kabar Nusantara', 'Gema Terkini')
    """
    return f"{NAMES[number // len(AREAS) % len(NAMES)]} {AREAS[number % len(AREAS)]}"


def _filled(pattern: str, words: dict[str, str]) -> str:
    return _SLOT.sub(lambda found: words[found[1]], pattern)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _titled(text: str) -> str:
    """A headline as desks capitalise it: every longer word."""
    small = {"di", "ke", "dari", "dan", "untuk", "pada", "yang", "dengan", "oleh", "dalam"}
    words = text.split(" ")
    return " ".join(word if word in small and k else word[:1].upper() + word[1:] for k, word in enumerate(words))
