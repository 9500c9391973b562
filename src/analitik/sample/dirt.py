"""Rows as they should not be: a few in every hundred, each wrong in exactly one way, and every one written down.

Dirty rows come on top of the clean ones: each is a spoiled copy of a clean row under an id of its own, so that setting them
aside leaves exactly the planted truth.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from analitik.sample.chance import pick, roll
from analitik.sample.library import shelf
from analitik.schema import SAMPLE_ID_PREFIX

Row = dict[str, object]
CUT = "_cut"  # this row loses its last fields
RAW = "_raw"  # this row is written as it stands


def _set(**cells) -> Callable[[Row, int], list[Row]]:
    """Replace cells; a tuple offers several wrong values."""
    return lambda row, dice: [
        {**row, **{key: pick(value, dice, key) if isinstance(value, tuple) else value for key, value in cells.items()}}
    ]


def _contradict(row: Row, dice: int) -> list[Row]:
    """The same id twice with different contents and nothing to tell which is newer."""
    return [row, {**row, "judul": f"{row['judul']} (ralat)"}]


def _cut_json(row: Row, dice: int) -> list[Row]:
    return [{**row, RAW: f'{{"id": "{row["id"]}", "judul": "{str(row["judul"])[:20].replace(chr(34), "")}'}]


_BAD_DATE = _set(tanggal=("31/02/2022", "00/10/2022", "30 Febuari 2022", "kemarin", "12/31/2021"))
_NO_TITLE, _NO_DATE = _set(judul=None), _set(tanggal=None)
_UNKNOWN = _set(satker=("Lapas Kelas IIA Negeri Awan", "Rutan Antah Berantah", "Lapas Kelas IX Arunika", "UPT Pusat (salah ketik)"))
_LABEL = _set(sentimen=("campuran", "abu-abu", "tidak jelas", "pos/neg"))
_LINK = _set(tautan=("javascript:alert(1)", "javascript:void(0)", "data:text/html,contoh"))
_FUTURE = _set(tanggal=("17/08/2099", "1 Januari 2098"))
NEWS = {
    "csv": (
        ("bad_date", _BAD_DATE), ("missing_title", _NO_TITLE), ("unknown_unit", _UNKNOWN), ("bad_label", _LABEL), ("duplicate", None),
        ("unsafe_url", _LINK), ("future_date", _FUTURE), ("missing_date", _NO_DATE), ("conflicting_id", _contradict), ("field_count", _set(**{CUT: True})),
    ),
    "jsonl": (
        ("bad_json", _cut_json), ("unsafe_url", _LINK), ("missing_title", _NO_TITLE), ("duplicate", None), ("unknown_unit", _UNKNOWN),
        ("bad_label", _LABEL), ("bad_date", _set(tanggal=("2022-02-31T08:00:00+07:00", "2022-13-01 08:00 WIB", "2022-10-04T25:00:00Z"))),
    ),
    "xlsx": (
        ("unknown_unit", _UNKNOWN), ("excel_error", _set(sentimen="#N/A")), ("missing_title", _NO_TITLE), ("bad_date", _BAD_DATE), ("duplicate", None), ("bad_label", _LABEL),
    ),
    "rss": (("missing_date", _NO_DATE), ("unsafe_url", _LINK), ("duplicate", None), ("missing_title", _NO_TITLE)),
}  # fmt: skip
CASES = (("unknown_unit", _UNKNOWN), ("bad_date", _BAD_DATE), ("duplicate", None))
_BLANK = {f"q{n}": None for n in range(1, 10)}
SURVEY = (
    ("out_of_range", _set(q3=5)), ("unknown_unit", _UNKNOWN), ("duplicate", None), ("not_integer", _set(q5="3-4")), ("no_answers", _set(**_BLANK)),
    ("bad_age", _set(usia=7)), ("bad_sex", _set(jk="X")), ("missing_date", _set(waktu=None)), ("bad_weight", _set(bobot=0)), ("out_of_range", _set(q8=0)),
    ("bad_date", _set(waktu="31/04/2022 09:00")), ("not_integer", _set(q1=2.5)),
)  # fmt: skip


@dataclass
class Dirt:
    """The spoiling hand: keeps the planned share over all files, and the book of what was spoiled."""

    seed: int
    share: float = field(default_factory=lambda: shelf("mix")["kotor"])
    book: list[dict] = field(default_factory=list)
    _owed: dict[str, float] = field(default_factory=dict)
    _turn: dict[str, int] = field(default_factory=dict)

    def spoil(self, file: str, rows: list[Row], faults: tuple, family: str) -> list[Row]:
        """The rows with some spoiled ones among them; ``family`` carries the share from file to file."""
        owed = self._owed.get(family, 0.5) + len(rows) * self.share
        self._owed[family] = owed - int(owed)
        inserts: dict[int, list[Row]] = {}
        for _ in range(int(owed) if rows else 0):
            dice = self.seed * 100_000 + len(self.book)
            code, fault = faults[self._turn.get(family, 0) % len(faults)]
            self._turn[family] = self._turn.get(family, 0) + 1
            at = int(roll(dice, "baris") * len(rows))
            inserts.setdefault(at, []).extend(self._one(file, code, fault, rows[at], dice))
        return [row for at, clean in enumerate(rows) for row in (clean, *inserts.get(at, ()))]

    def note(self, file: str, code: str, key: str, what: str = "") -> None:
        """Write one set-aside row (or, for ``duplicate``, one repeated row) into the book."""
        self.book.append({"file": file, "id": key, "code": code, "note": what})

    def _one(self, file: str, code: str, fault: Callable | None, row: Row, dice: int) -> list[Row]:
        name = "id_responden" if "id_responden" in row else "id"
        if code == "duplicate":
            self.note(file, code, str(row[name]), "baris yang sama dua kali")
            return [dict(row)]
        key = f"{SAMPLE_ID_PREFIX}K{len(self.book):05d}"
        made = fault({**row, name: key}, dice)
        for spoiled in made:
            self.note(file, code, key, _what(row, spoiled))
        return made


def _what(clean: Row, spoiled: Row) -> str:
    changed = [key for key in spoiled if spoiled[key] != clean.get(key) and key not in ("id", "id_responden")]
    return ", ".join(f"{key}={'' if spoiled[key] is None else spoiled[key]}" for key in changed[:2] if not key.startswith("_"))[:80]
