"""What else reaches a public-relations desk: complaints from the public and notices from law enforcement."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analitik.core.period import Month
from analitik.sample import PREFIX
from analitik.sample.calendar import days_of
from analitik.sample.chance import Chance
from analitik.sample.register import HOUSING, activity

CHANNELS = ("SP4N-LAPOR", "WhatsApp", "surat", "loket", "media sosial")
CATEGORIES = ("layanan kunjungan", "pungutan", "kesehatan", "perlakuan petugas", "hak integrasi", "fasilitas")
STATES = ("selesai", "diproses", "diteruskan", "baru")
REMARKS = ("Mohon penjelasan jadwal kunjungan.", "Keluarga kami menunggu terlalu lama.", "Mohon diperiksa layanan penitipan.", "Terima kasih, mohon ditindaklanjuti.",
           "Kami ingin tahu perkembangan usulan integrasi.")  # fmt: skip
AGENCIES = ("Polres", "BNNK", "Kejaksaan Negeri", "Polda", "BNNP")
MATTERS = ("narkotika", "penipuan daring", "barang terlarang", "koordinasi penjemputan", "penganiayaan")
PER_ARTICLE = {"complaints": 0.09, "notices": 0.012}


def make_complaints(register: pd.DataFrame, *, n_articles: int, seed: int, months: int, end: Month) -> pd.DataFrame:
    """Complaints over the period: id, day, channel, kode, category, status, text."""
    rows = _events(register, "complaints", n_articles, seed, months, end)
    chance = Chance(seed, "complaint-words")
    columns = {"channel": CHANNELS, "category": CATEGORIES, "status": STATES, "text": REMARKS}
    drawn = {name: np.array(options, dtype=object)[chance.integers(0, len(options), len(rows))] for name, options in columns.items()}
    rows = rows.assign(**drawn)
    rows.insert(0, "id", [f"{PREFIX}P{k:05d}" for k in range(1, len(rows) + 1)])
    return rows


def make_notices(register: pd.DataFrame, *, n_articles: int, seed: int, months: int, end: Month) -> pd.DataFrame:
    """Notices from law enforcement over the period: id, day, agency, kode, matter."""
    rows = _events(register, "notices", n_articles, seed, months, end)
    chance = Chance(seed, "notice-words")
    drawn = {name: np.array(options, dtype=object)[chance.integers(0, len(options), len(rows))] for name, options in {"agency": AGENCIES, "matter": MATTERS}.items()}
    rows = rows.assign(**drawn)
    rows.insert(0, "id", [f"{PREFIX}H{k:05d}" for k in range(1, len(rows) + 1)])
    return rows


def _events(register: pd.DataFrame, name: str, n_articles: int, seed: int, months: int, end: Month) -> pd.DataFrame:
    days, chance = days_of(months, end), Chance(seed, name)
    pool = register[register["jenis"].isin(HOUSING)].reset_index(drop=True)
    count = max(months, round(n_articles * PER_ARTICLE[name]))
    when = np.sort(days.dates[chance.index(days.weights, count)])
    return pd.DataFrame({"day": when, "kode": pool["kode"].to_numpy(object)[chance.index(activity(pool["kode"], pool["jenis"]), count)]})
