"""The register of units: who we are, where, of what kind, since when, and which of us are pilots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.reference._yaml import packaged

NATION = "nasional"
REQUIRED = ("kode", "nama")
COLUMNS = (
    "upt_id", "kode", "kode_resmi", "jenis", "kelas", "nama", "nama_pendek", "kab_kota", "provinsi", "kanwil", "induk",
    "valid_from", "valid_to", "pilot_from", "pilot_to", "pilot_source", "aliases", "evidence",
)  # fmt: skip
_CLASS = re.compile(r"\b(?:kelas|klas|kls)\s+(I{1,3})\s*([AB])?\b", re.IGNORECASE)


def jenis_table() -> pd.DataFrame:
    """The kinds of unit.

    Returns
    -------
    DataFrame
        One row per kind: ``id``, ``code`` (three letters of the unit's kode), ``name_id``, ``name_en``, ``short``.
    """
    return pd.DataFrame(packaged("units")["jenis"])


def provinces() -> pd.DataFrame:
    """The provinces with their tile on the map.

    Returns
    -------
    DataFrame
        One row per province: ``code`` (Kemendagri), ``abbr``, ``name_id``, ``kanwil``, ``row``, ``col``.

    Examples
    --------
    >>> len(provinces())
    38
    """
    return pd.DataFrame(packaged("units")["provinces"])


def kanwil_table() -> pd.DataFrame:
    """The regional offices.

    Returns
    -------
    DataFrame
        One row per kanwil: ``id`` (``KW-33``), ``wilayah``, ``provinsi`` (list of codes), ``aliases`` (list).

    Examples
    --------
    >>> len(kanwil_table())
    33
    """
    return pd.DataFrame(packaged("units")["kanwil"])


def grammar() -> dict[str, Any]:
    """How units are named in texts: ``heads``, ``titles``, class words, ``nicknames``, ``typos``, ``false_friends``."""
    data = packaged("units")
    return {**data["name_grammar"], **{key: data[key] for key in ("nicknames", "typos", "false_friends")}}


def load_register(path: str | Path) -> pd.DataFrame:
    """Read an office's register of units.

    Only ``kode`` and ``nama`` must be there. Kind, class and short name are read from the name where their columns are
    absent; the kanwil follows from the kode's first two digits where it can.

    Returns
    -------
    DataFrame
        One row per unit version, with all of ``COLUMNS`` as text (``provinsi`` as digits, ``aliases`` joined by ``|``).

    Raises
    ------
    UsageFault
        When the file is missing, has no ``kode`` or ``nama``, or repeats a kode within one validity.
    """
    path = Path(path)
    if not path.is_file():
        raise UsageFault(say(f"Daftar unit {path.name} tidak ditemukan.", f"Unit register {path.name} was not found."))
    register = pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""], encoding="utf-8-sig")
    register.columns = [column.strip().lower() for column in register.columns]
    absent = [column for column in REQUIRED if column not in register.columns]
    if absent:
        raise UsageFault(
            say(
                f"Daftar unit {path.name} tidak memuat kolom {', '.join(absent)}; yang ada: {', '.join(register.columns)}.",
                f"Unit register {path.name} lacks column {', '.join(absent)}; it has: {', '.join(register.columns)}.",
            )
        )
    register = register.reindex(columns=list(COLUMNS)).astype("str")
    _refuse_repeats(register, path)
    return register.pipe(_fill_from_name).pipe(_fill_kanwil)


def report_units(register: pd.DataFrame) -> pd.DataFrame:
    """Who gets a report: the nation, each regional office, each pilot unit.

    Returns
    -------
    DataFrame
        One row per report: ``kode``, ``nama``, ``level`` (nasional, kanwil, upt), ``kanwil``.
    """
    current = register.drop_duplicates("kode", keep="last")
    regional = current[current["jenis"] == "kanwil"].assign(level="kanwil").sort_values("kode")
    pilots = current[current["pilot_from"].notna() & (current["jenis"] != "kanwil")].assign(level="upt").sort_values("kode")
    nation = pd.DataFrame([{"kode": NATION, "nama": "Nasional", "level": NATION, "kanwil": pd.NA}])
    plan = pd.concat([nation, regional, pilots], ignore_index=True)
    return plan[["kode", "nama", "level", "kanwil"]]


@dataclass(frozen=True)
class Unit:
    """Whom a report is about.

    >>> Unit("33-KWL-01", "Kanwil Jawa Tengah", "kanwil", "KW-33").label
    'Kanwil Jawa Tengah'
    """

    kode: str
    nama: str
    level: str
    kanwil: str | None

    @property
    def label(self) -> str:
        """The unit's name in sentences."""
        return self.nama

    def rows(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of a table with ``unit_code`` and ``kanwil`` that are about this unit.

        >>> frame = pd.DataFrame({"unit_code": ["33-LPS-01", "11-LPS-01"], "kanwil": ["KW-33", "KW-11"]})
        >>> len(Unit("33-KWL-01", "Kanwil Jawa Tengah", "kanwil", "KW-33").rows(frame))
        1
        """
        if self.level == NATION:
            return frame
        key, wanted = ("kanwil", self.kanwil) if self.level == "kanwil" else ("unit_code", self.kode)
        return frame[(frame[key] == wanted).fillna(False)]


def find_unit(register: pd.DataFrame, kode: str) -> Unit:
    """The unit a report is about: ``nasional`` or a kode of the register.

    Raises
    ------
    UsageFault
        When the register does not know the kode.
    """
    if kode == NATION:
        return Unit(NATION, "Nasional", NATION, None)
    found = register[register["kode"] == kode]
    if found.empty:
        raise UsageFault(say(f"Kode unit '{kode}' tidak ada di daftar unit.", f"Unit '{kode}' is not in the register."))
    row = found.iloc[-1]
    level = "kanwil" if row["jenis"] == "kanwil" else "upt"
    return Unit(kode, str(row["nama"]), level, None if pd.isna(row["kanwil"]) else str(row["kanwil"]))


def add_kanwil(frame: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    """Give each row the kanwil of its ``unit_code``; rows without a known unit get none."""
    known = register.dropna(subset=["kanwil"]).drop_duplicates("kode", keep="last").set_index("kode")["kanwil"]
    return frame.assign(kanwil=frame["unit_code"].map(known).astype("str"))


def kanwil_names(register: pd.DataFrame) -> dict[str, str]:
    """Id of each kanwil -> its name, in the order of the register."""
    regional = register[register["jenis"] == "kanwil"].drop_duplicates("kode", keep="last").sort_values("kode")
    return dict(zip(regional["kanwil"], regional["nama"], strict=True))


def _refuse_repeats(register: pd.DataFrame, path: Path) -> None:
    key = register[["kode", "valid_from"]].fillna("")
    repeated = register.loc[key.duplicated() | register["kode"].isna(), "kode"]
    if len(repeated):
        shown = ", ".join(str(kode) for kode in repeated.unique()[:5])
        raise UsageFault(
            say(
                f"Daftar unit {path.name}: kode kosong atau berulang ({shown}); satu kode satu unit per masa berlaku.",
                f"Unit register {path.name}: empty or repeated kode ({shown}); one kode is one unit at a time.",
            )
        )


def _fill_from_name(register: pd.DataFrame) -> pd.DataFrame:
    """Kind, class and place from names such as ``Lapas Kelas IIA Arunika``."""
    if register[["jenis", "nama_pendek"]].notna().all(axis=None):
        return register
    parsed = register["nama"].map(parse_name)
    guesses = pd.DataFrame(list(parsed), index=register.index, columns=["jenis", "kelas", "nama_pendek"])
    filled = {column: register[column].fillna(guesses[column].astype("str")) for column in guesses}
    return register.assign(**filled)


def _fill_kanwil(register: pd.DataFrame) -> pd.DataFrame:
    by_province = provinces().assign(code=lambda p: p["code"].astype("str")).set_index("code")["kanwil"]
    province = register["provinsi"].fillna(register["kode"].str.extract(r"^(\d{2})-", expand=False))
    return register.assign(kanwil=register["kanwil"].fillna(province.map(by_province)))


def parse_name(nama: str) -> tuple[str | None, str | None, str | None]:
    """Kind, class and place of an official name; what the name does not say is None.

    >>> parse_name("Lembaga Pemasyarakatan Perempuan Kelas IIA Arunika")
    ('lapas_perempuan', 'IIA', 'Arunika')
    """
    found = _CLASS.search(nama)
    kelas = (found[1].upper() + (found[2] or "").upper()) if found else None
    rest = " ".join(_CLASS.sub(" ", nama).split())
    spoken = [(head, kind) for kind, names in grammar()["heads"].items() for head in names]
    official = [(name, kind) for kind, name in jenis_table()[["id", "name_id"]].itertuples(index=False)]
    for head, kind in sorted(spoken + official, key=lambda pair: -len(pair[0])):
        if rest.lower().startswith(head.lower() + " "):
            return kind, kelas, rest[len(head) :].strip()
    return None, kelas, rest or None
