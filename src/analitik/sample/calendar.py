"""The news year: busy Mondays, quiet Sundays, Ramadan, Independence Day remissions, Christmas."""

from __future__ import annotations

import datetime as dt

import numpy as np

from analitik.core.period import Month
from analitik.sample.library import shelf

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def days_of(months: list[Month]) -> list[dt.date]:
    """Every day of the months.

    >>> len(days_of(Month(2022, 10).back(13)))
    396
    """
    first, last = months[0].first_day, months[-1].last_day
    return [first + dt.timedelta(days=step) for step in range((last - first).days + 1)]


def busyness(days: list[dt.date]) -> np.ndarray:
    """How much news a day brings, by weekday and month."""
    mix = shelf("mix")
    return np.array([mix["hari_pekan"][day.weekday()] * mix["bulan"][day.month - 1] for day in days])


def in_season(season: str, days: list[dt.date]) -> np.ndarray:
    """Which days lie in a window of the year.

    >>> in_season("hutri", [dt.date(2022, 8, 17), dt.date(2022, 9, 1)]).tolist()
    [True, False]
    """
    rule = shelf("mix")["musim"][season]
    if "mulai" in rule:
        return np.array([rule["mulai"] <= day.isoformat()[5:] <= rule["sampai"] for day in days])
    feasts = [dt.date.fromisoformat(day) for day in rule["hari_raya"]]
    inside = [any(-rule["sebelum"] <= (day - feast).days <= rule["sesudah"] for feast in feasts) for day in days]
    return np.array(inside)


def spoken_day(day: dt.date, *, year: bool) -> str:
    """A day as a reporter writes it, with or without its year.

    >>> spoken_day(dt.date(2022, 10, 4), year=False)
    'Selasa (4/10)'
    """
    return f"{WEEKDAYS[day.weekday()]} ({day.day}/{day.month}{f'/{day.year}' if year else ''})"
