"""Prose holds no loose numbers: what is measured stands in a slot, what is only named (a date, a rule, a code) may stand in the text."""

from __future__ import annotations

import re

from analitik.core.errors import AnalitikError
from analitik.core.locale import say

_MONTH = r"(?:Jan|Feb|Mar|Apr|Mei|May|Jun|Jul|Agu|Aug|Sep|Okt|Oct|Nov|Des|Dec)[a-z]*"
NAMED = (
    r"https?://\S+",
    r"\d{4}-\d{2}(?:-\d{2})?",
    rf"\d{{1,2}}(?:–\d{{1,2}})? {_MONTH}(?: \d{{4}})?",
    r"(?:19|20)\d{2}",
    r"\d{1,2}\.\d{2}(?: WI(?:B|TA|T))?",
    r"9[59](?:,\d)? ?%|99 persen|95 persen",
    r"p < 0,0\d+",
    r"n < \d+",
    r"\d+(?:–|-|/)\d+",
    r"(?:64,99|65,00|76,60|76,61|88,30|88,31)",
    r"\d+ ?(?:x|×) ?\d+",
    r"[A-Za-z]+[-./]?\d[\w./-]*",
    r"(?:Nomor|No\.|Pasal|ayat|Bab|UU|triwulan|semester|skala|langkah|tahap|ISO|butir|hlm\.) \d+(?:[/–-]\d+)?",
    r"\d+ (?:bulan|hari|jam|pekan|minggu|tahun|menit|unsur|strategi|butir|isu|kanwil|Kanwil|persen selang)",
    r"(?m:^\s*\d{1,2}[.)] )",
)


def _whole(pattern: str) -> str:
    """The pattern standing alone: not the tail of a longer number, not followed by more digits."""
    return pattern if pattern.startswith("(?m") else rf"(?<![\w,.])(?:{pattern})(?!\w|[,.]\d)"


_NAMED = re.compile("|".join(map(_whole, NAMED)))


def loose_numbers(text: str) -> list[str]:
    """Digits in a text that are neither a date, a time, a rule, a code nor a duration.

    >>> loose_numbers("Selang 95%, 9 November 2022, U9, p < 0,05, target 6 jam")
    []
    >>> loose_numbers("Porsi negatif 6,8% dari 5.412 publikasi")
    ['6,8', '5.412']
    """
    return re.findall(r"\d[\d.,]*\d|\d", _NAMED.sub(" ", text))


def check_prose(text: str, where: str) -> str:
    """Return the text, or refuse it because it holds a measured number outside a slot."""
    loose = loose_numbers(text)
    if loose:
        raise AnalitikError(
            say(
                f"{where} memuat angka lepas ({', '.join(loose[:3])}); tulis sebagai Sentence dengan slot Number.",
                f"{where} holds loose numbers ({', '.join(loose[:3])}); write a Sentence with Number slots.",
            )
        )
    return text
