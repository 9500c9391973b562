"""What is said against us again and again, whether it was answered, and how fast."""

from __future__ import annotations

import pandas as pd

from analitik.core.period import Month
from analitik.news.claims import repeated_claims
from analitik.news.measure import share_row
from analitik.report.chapters.measured import INTERVAL, count, share_number
from analitik.report.chapters.news.words import issue_names, shorten
from analitik.report.sentence import Sentence
from analitik.report.table import Table

WITHIN = (6, 24)
SHOWN = 10
JAKARTA = pd.Timedelta(hours=7)


def end_of(month: Month) -> pd.Timestamp:
    """The moment, in UTC, up to which the month is seen: midnight in Jakarta.

    >>> end_of(Month(2022, 10))
    Timestamp('2022-10-31 17:00:00')
    """
    return pd.Timestamp((month + 1).first_day) - JAKARTA


def claim_table(claims: pd.DataFrame, waits: pd.DataFrame, month: Month) -> Table | Sentence:
    """The negative claims still told this month that came in two waves or more.

    Parameters
    ----------
    claims : DataFrame
        From :func:`analitik.news.claims.negative_claims` over this month and the three before.
    waits : DataFrame
        From :func:`analitik.news.clarifications.response_times` over the same.
    """
    answered = frozenset(waits.loc[waits["observed"], "claim_id"])
    found = repeated_claims(claims, answered, least=2)
    found = found[found["last_date"] >= pd.Timestamp(month.first_day)]
    if found.empty:
        return Sentence("Tidak ada klaim negatif yang masih diberitakan pada {m} dan sudah berulang.", m=month.label())
    top, names = found.head(SHOWN), issue_names()
    waves = [count(row.n_waves, f"klaim.{row.claim_id}.gelombang") for row in top.itertuples()]
    return Table.of(
        "klaim",
        Sentence("Klaim yang paling berulang, negatif menurut mesin, datang dalam {g} gelombang", g=waves[0]),
        {
            "Klaim (judul pertama)": [shorten(title) for title in top["title"]],
            "Isu": [names.get(issue, issue) for issue in top["issue"]],
            "Gelombang": waves,
            "Tingkat": top["level"].tolist(),
            "Kisah": [count(row.n, f"klaim.{row.claim_id}.kisah") for row in top.itertuples()],
            "Publikasi": [count(row.n_publications, f"klaim.{row.claim_id}.publikasi") for row in top.itertuples()],
            "Terakhir": list(top["last_date"]),
            "Klarifikasi": ["ada" if one else "belum ada" for one in top["is_clarified"]],
            "Kebenaran": top["status"].tolist(),
        },
        subtitle="Gelombang dipisahkan sedikitnya 3 hari hening, dalam jendela 90 hari; benar tidaknya klaim ditetapkan orang",
        source=("Hanya yang terbanyak ditampilkan. " if len(found) > SHOWN else "") + "Pemantauan media bulan ini dan tiga bulan sebelumnya; klaim dikenali mesin dari kata judul dan pembuka.",
        caption="Klaim negatif yang berulang",
    )


def answer_table(waits: pd.DataFrame, month: Month) -> Table | Sentence:
    """How many claims that began this month were officially answered in time, and how many still wait.

    A claim counts within some hours only where that many hours had passed before the month was over.
    """
    new = waits[(waits["started_at"] >= pd.Timestamp(month.first_day) - JAKARTA) & (waits["started_at"] < end_of(month))]
    if new.empty:
        return Sentence("Tidak ada klaim negatif baru pada {m}.", m=month.label())
    total, waiting = count(len(new), f"klarifikasi.klaim.{month}"), count((~new["observed"]).sum(), f"klarifikasi.terbuka.{month}")
    rows = [_within(new, hours, month) for hours in WITHIN]
    return Table(
        "klarifikasi",
        Sentence("{t} dari {k} klaim baru, negatif menurut mesin, belum dijawab resmi pada akhir bulan", t=waiting, k=total),
        columns=["Ukuran", "Klaim", "Dari", "Porsi"],
        rows=[*rows, ["Belum dijawab sampai akhir bulan", waiting, total, share_number(share_row(waiting.value, total.value), f"klarifikasi.porsi_terbuka.{month}")]],
        subtitle=f"Klaim yang pertama terbit pada {month.label()}; jawaban = klarifikasi pejabat atau laman resmi yang termuat media",
        source=f"Pemantauan media; klarifikasi yang tidak termuat media tidak terlihat. {INTERVAL}",
        caption="Berapa lama sampai klarifikasi pertama",
    )


def _within(new: pd.DataFrame, hours: int, month: Month) -> list:
    """A row of the table: claims whose clock is known and for which these hours have passed."""
    seen = new[new["clock_known"] & (new["started_at"] <= end_of(month) - pd.Timedelta(hours=hours))]
    hit = int((seen["observed"] & (seen["hours"] <= hours)).sum())
    key = f"klarifikasi.{hours}jam"
    return [
        f"Dijawab resmi dalam {hours} jam (jam terbit diketahui)",
        count(hit, f"{key}.{month}"),
        count(len(seen), f"{key}.n.{month}"),
        share_number(share_row(hit, len(seen)), f"{key}.porsi.{month}"),
    ]

