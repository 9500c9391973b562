"""Social media beside the news: each platform for itself, nothing added to anything."""

from __future__ import annotations

import pandas as pd

from analitik.core.period import Month
from analitik.news import OFF_TOPIC
from analitik.reference.taxonomy import SENTIMENTS
from analitik.report.chapters.measured import count
from analitik.report.number import Number
from analitik.report.sentence import Sentence
from analitik.report.table import Table

PLATFORMS = {"facebook": "Facebook", "instagram": "Instagram", "tiktok": "TikTok", "x": "X", "youtube": "YouTube"}
OURS = ("resmi",)


def post_table(posts: pd.DataFrame, month: Month, *, delivered: bool) -> Table | Sentence:
    """Posts of the month by platform and sentiment.

    Parameters
    ----------
    posts : DataFrame
        Rows of ``posts`` about the unit, of this month.
    delivered : bool
        Whether anything of social media was delivered for the month at all: without it nothing is known.
    """
    if not delivered:
        return Sentence("Media sosial: celah data. Tidak ada kiriman unggahan untuk {m}.", m=month.label())
    ours = posts[posts["issue"] != OFF_TOPIC]
    if ours.empty:
        return Sentence("Tidak ada unggahan tentang unit ini pada {m} dalam kiriman media sosial.", m=month.label())
    counts = ours.groupby(["platform", "sentiment"]).size().unstack("sentiment", fill_value=0).reindex(columns=list(SENTIMENTS), fill_value=0).sort_index()
    official = ours["account_type"].isin(OURS).groupby(ours["platform"]).sum()
    return Table.of(
        "unggahan",
        f"Unggahan media sosial menurut kanal, {month.label()}",
        {
            "Kanal": [PLATFORMS.get(platform, platform) for platform in counts.index],
            "Unggahan": [count(n, f"unggahan.{platform}.semua.{month}") for platform, n in counts.sum(axis=1).items()],
            "Akun resmi": [count(official[platform], f"unggahan.{platform}.resmi.{month}") for platform in counts.index],
            **{
                name.capitalize(): [Number(f"unggahan.{platform}.{name}.{month}", n, "count", state="belum dikoreksi") for platform, n in counts[name].items()]
                for name in SENTIMENTS
            },
        },
        subtitle="Kanal tidak dijumlahkan satu sama lain dan tidak dijumlahkan dengan berita",
        source="Kiriman pemantauan media sosial; sentimen ditetapkan mesin yang dilatih pada judul berita dan belum dikoreksi.",
    )
