"""The calendar month a report speaks of, in the time of western Indonesia (Asia/Jakarta)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from analitik.core import locale
from analitik.core.errors import UsageFault

JAKARTA = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month.

    >>> month = Month.parse("2022-10")
    >>> str(month - 12), str(month + 3), month.label()
    ('2021-10', '2023-01', 'Oktober 2022')
    """

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> Month:
        """Read ``YYYY-MM``; anything else is a :class:`UsageFault`."""
        found = re.fullmatch(r"(\d{4})-(\d{2})", str(text).strip())
        if not found or not 1 <= int(found[2]) <= 12 or not 2000 <= int(found[1]) <= 2999:
            raise UsageFault(
                locale.say(
                    f"Periode '{text}' tidak dikenal; tulis tahun-bulan, misalnya 2022-10.",
                    f"Period '{text}' is not known; write year-month, for example 2022-10.",
                )
            )
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: dt.date) -> Month:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.month, 1)

    @property
    def last_day(self) -> dt.date:
        return (self + 1).first_day - dt.timedelta(days=1)

    def label(self, *, short: bool = False, year: bool = True) -> str:
        """The month's name for readers."""
        return locale.month_name(self.first_day, short=short, year=year)

    def back(self, months: int) -> list[Month]:
        """The ``months`` months that end with this one, oldest first.

        >>> [str(m) for m in Month(2022, 2).back(3)]
        ['2021-12', '2022-01', '2022-02']
        """
        return [self - k for k in range(months - 1, -1, -1)]

    def __add__(self, months: int) -> Month:
        index = self.year * 12 + self.month - 1 + months
        return Month(index // 12, index % 12 + 1)

    def __sub__(self, months: int) -> Month:
        return self + (-months)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"
