"""The days of the made-up year: which months, which windows, how busy each day is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import numpy as np

from analitik.core.period import Month

WINDOWS = {  # season -> (month, first day, last day); Ramadan and Lebaran as in 2022
    "hutri": (8, 8, 20),
    "natal": (12, 18, 28),
    "ramadan": (4, 3, 29),
    "lebaran": (5, 1, 9),
}
WEEKEND, BUSY = 0.62, {8: 1.18, 12: 1.05, 5: 0.9}


@dataclass(frozen=True)
class Days:
    """The days from the first to the last month, with how much news each can hold."""

    dates: np.ndarray
    weights: np.ndarray

    def window(self, season: str | None) -> np.ndarray:
        """The weights of the days of a season (of all days without one)."""
        if season is None:
            return self.weights
        month, first, last = WINDOWS[season]
        days = self.dates.astype("datetime64[D]").astype(dt.date)
        inside = np.array([day.month == month and first <= day.day <= last for day in days])
        return self.weights * inside


def days_of(months: int, end: Month) -> Days:
    """Every day of ``months`` months that end with ``end``.

    >>> len(days_of(13, Month(2022, 10)).dates)
    396
    """
    start = (end - (months - 1)).first_day
    dates = np.arange(np.datetime64(start), np.datetime64(end.last_day) + 1)
    days = dates.astype(dt.date)
    weights = np.array([(WEEKEND if day.weekday() >= 5 else 1.0) * BUSY.get(day.month, 1.0) for day in days])
    return Days(dates, weights)
