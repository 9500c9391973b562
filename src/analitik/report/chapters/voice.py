"""Whose words reach the public: our officials, others beside us, our releases, our key messages, and how far they carry."""

from __future__ import annotations

import pandas as pd

from analitik.core.period import Month
from analitik.news.measure import FEW, about_us
from analitik.news.messages import message_parts, message_penetration
from analitik.news.outlets import NO_TABLE, coverage_by_tier
from analitik.news.voice import actors_beside_us, official_releases, pickup_share, release_pickup, spokesperson_share
from analitik.report.chapters.measured import INTERVAL, count, share_number
from analitik.report.chapters.news.words import shorten
from analitik.report.number import Number
from analitik.report.sentence import Sentence
from analitik.report.table import Table

ACTORS = {
    "kepolisian": "Kepolisian", "bnn": "BNN", "kejaksaan": "Kejaksaan", "pengadilan": "Pengadilan", "kpk": "KPK", "kementerian": "Kementerian",
    "legislatif": "DPR dan DPRD", "pengawas": "Ombudsman dan komisi negara", "pemerintah_daerah": "Pemerintah daerah", "tni": "TNI",
    "masyarakat_sipil": "Masyarakat sipil",
}  # fmt: skip
AMONG = {"semua": "Semua kisah", "negatif": "Kisah negatif (menurut mesin)"}
SHOWN = 8


def spokesperson_table(publications: pd.DataFrame, month: Month) -> Table | Sentence:
    """How many stories let an official of the institution speak, in all and among the negative ones.

    Parameters
    ----------
    publications : DataFrame
        From :func:`analitik.news.measure.with_words`, the stories of the month.
    """
    found = spokesperson_share(publications)
    if found["n"].iloc[0] == 0:
        return Sentence("Tidak ada kisah tentang unit ini pada {m}, maka tidak ada suara resmi yang dapat dihitung.", m=month.label())
    heard = [count(row.k, f"suara.{row.among}.{month}") for row in found.itertuples()]
    stories = [count(row.n, f"suara.{row.among}.n.{month}") for row in found.itertuples()]
    return Table.of(
        "suara-resmi",
        Sentence("Pejabat institusi terdengar dalam {k} dari {n} kisah, {b} di antaranya negatif", k=heard[0], n=stories[0], b=heard[1]),
        {
            "Di antara": [AMONG[name] for name in found["among"]],
            "Memuat suara resmi": heard,
            "Kisah": stories,
            "Porsi": [share_number(row, f"suara.{row['among']}.porsi.{month}") for _, row in found.iterrows()],
        },
        subtitle=f"Kisah yang mulai terbit pada {month.label()} dan memuat kutipan pejabat unit, kanwil, atau direktorat jenderal",
        source=f"Pemantauan media; batas bawah, sebab kutipan yang ditulis tidak lazim terlewat. {INTERVAL}",
        caption="Suara resmi dalam kisah",
    )


def actor_table(publications: pd.DataFrame, month: Month) -> Table | Sentence:
    """Who else is named beside the institution, most often first."""
    found = actors_beside_us(publications)
    found = found[found["k"] > 0]
    if found.empty or found["n"].iloc[0] < FEW:
        return Sentence("Kisah pada {m} terlalu sedikit untuk membandingkan siapa saja yang disebut.", m=month.label())
    most = count(found["k"].iloc[0], f"pihak.{found['actor'].iloc[0]}.kisah.{month}")
    name = ACTORS.get(found["actor"].iloc[0], found["actor"].iloc[0])
    return Table.of(
        "pihak-lain",
        Sentence("{p} paling sering disebut: dalam {k} kisah", p=name, k=most),
        {
            "Pihak": [ACTORS.get(actor, actor) for actor in found["actor"]],
            "Kisah": [count(row.k, f"pihak.{row.actor}.kisah.{month}") for row in found.itertuples()],
            "Kisah negatif": [count(row.k_negative, f"pihak.{row.actor}.negatif.{month}") for row in found.itertuples()],
            "Porsi": [share_number(row, f"pihak.{row['actor']}.porsi.{month}") for _, row in found.iterrows()],
        },
        subtitle=f"Kisah yang mulai terbit pada {month.label()} dan publikasi pertamanya menyebut pihak itu; disebut bukan berarti berbicara",
        source=f"Pemantauan media; negatif menurut mesin. {INTERVAL}",
        caption="Pihak lain yang disebut",
    )


def release_table(publications: pd.DataFrame, month: Month) -> Table | Sentence:
    """What became of our own releases in other people's pages.

    ``publications`` must have been read with ``also=voice.is_official(articles)``.
    """
    releases = official_releases(publications)
    if releases.empty:
        return Sentence("Serapan rilis: belum ada. Tidak satu pun publikasi {m} berasal dari laman resmi, sehingga rilis tidak dapat ditelusuri.", m=month.label())
    pickup = release_pickup(releases, publications)
    row = pickup_share(pickup).iloc[0]
    taken, total = count(row["k"], f"rilis.dimuat.{month}"), count(row["n"], f"rilis.n.{month}")
    top = pickup.sort_values(["n_publications", "release_id"], ascending=[False, True]).head(SHOWN)
    said = Sentence("{k} dari {n} rilis dimuat media lain dalam 7 hari", k=taken, n=total)
    share = share_number(row, f"rilis.porsi.{month}")
    return Table.of(
        "rilis",
        Sentence.join(said, Sentence("({p:lengkap})", p=share)) if share.value is not None else said,
        {
            "Rilis": ["Semua rilis", *[shorten(title) for title in top["title"]]],
            "Rilis dimuat": [taken, *[None] * len(top)],
            "Rilis terbit": [total, *[None] * len(top)],
            "Porsi": [share, *[None] * len(top)],
            "Media lain": [None, *[count(one.n_outlets, f"rilis.{one.release_id}.media") for one in top.itertuples()]],
            "Publikasi lain": [None, *[count(one.n_publications, f"rilis.{one.release_id}.publikasi") for one in top.itertuples()]],
        },
        subtitle=f"Rilis di laman resmi {month.label()}; dimuat = kisah media lain yang teksnya hampir sama",
        source=f"Pemantauan media; rilis yang ditulis ulang seluruhnya tidak terlihat, maka batas bawah. {INTERVAL}",
        caption="Serapan rilis resmi",
    )


def message_table(publications: pd.DataFrame, catalogue: pd.DataFrame, month: Month) -> Table | Sentence:
    """How many stories carry each key message, in part or whole."""
    found = message_penetration(message_parts(publications, catalogue)).set_index(["message", "parts"])
    stories = int(found["n"].max()) if len(found) else 0
    if stories < FEW:
        return Sentence("Kisah pada {m} terlalu sedikit untuk menilai pesan kunci.", m=month.label())
    example = bool(catalogue["is_example"].any())
    names = {"semua": "Salah satu pesan", **dict(catalogue[["id", "title"]].itertuples(index=False))}
    any_part, whole = ([found.loc[(message, part)] for message in names] for part in (">=1", "3"))
    shares = [share_number(row, f"pesan.{message}.porsi.{month}") for message, row in zip(names, any_part, strict=True)]
    return Table.of(
        "pesan-kunci",
        Sentence("Salah satu pesan kunci muncul dalam {p:lengkap} kisah" + ("; katalog contoh" if example else ""), p=shares[0]),
        {
            "Pesan kunci": list(names.values()),
            "Sebagian": [count(row["k"], f"pesan.{message}.sebagian.{month}") for message, row in zip(names, any_part, strict=True)],
            "Utuh": [count(row["k"], f"pesan.{message}.utuh.{month}") for message, row in zip(names, whole, strict=True)],
            "Kisah": [count(row["n"], f"pesan.n.{month}") for row in any_part],
            "Porsi sebagian": shares,
        },
        subtitle="Sebagian = sedikitnya satu dari apa, mengapa, nilai; utuh = ketiganya; dikenali dari kata, bukan makna",
        source=("Katalog CONTOH bawaan; angka berarti sesudah kantor menulis katalognya sendiri. " if example else "") + INTERVAL,
        caption="Pesan kunci dalam kisah" + (" (katalog contoh)" if example else ""),
    )


def tier_table(publications: pd.DataFrame, outlets: pd.DataFrame | None, month: Month) -> Table | Sentence:
    """How far the stories reached by tier of outlet, where the office has a table of them."""
    found = coverage_by_tier(publications, outlets)
    if found["state"].iloc[0] == NO_TABLE:
        return _without_table(about_us(publications), month)
    return Table.of(
        "tingkat-media",
        f"Kisah menurut tingkat media, {month.label()}",
        {
            "Tingkat media": ["Tidak terdaftar" if tier == "tidak terdaftar" else f"Tingkat {tier}" for tier in found["tier"]],
            "Publikasi": [count(row.n_publications, f"tingkat.{place}.publikasi.{month}") for place, row in enumerate(found.itertuples(), 1)],
            "Kisah": [count(row.k, f"tingkat.{place}.kisah.{month}") for place, row in enumerate(found.itertuples(), 1)],
            "Kisah negatif": [count(row.k_negative, f"tingkat.{place}.negatif.{month}") for place, row in enumerate(found.itertuples(), 1)],
            "Porsi kisah": [share_number(row, f"tingkat.{place}.porsi.{month}") for place, (_, row) in enumerate(found.iterrows(), 1)],
        },
        subtitle="Satu kisah dihitung di tiap tingkat yang dicapainya",
        source=f"Tabel media kantor; nilai iklan tidak dihitung. {INTERVAL}",
    )


def _without_table(ours: pd.DataFrame, month: Month) -> Table | Sentence:
    if ours.empty:
        return Sentence("Tidak ada publikasi tentang unit ini pada {m}.", m=month.label())
    bad = ours[ours["sentiment"] == "negatif"]
    return Table.of(
        "tingkat-media",
        Sentence("Berita tersebar di {n} media; tingkat media belum ditetapkan kantor", n=count(ours["outlet"].nunique(), f"jangkauan.media.{month}")),
        {
            "Tingkat media": ["tanpa tabel tier"],
            "Media": [count(ours["outlet"].nunique(), f"jangkauan.media.{month}")],
            "Publikasi": [count(len(ours), f"jangkauan.publikasi.{month}")],
            "Publikasi negatif": [Number(f"jangkauan.negatif.{month}", len(bad), "count", state="belum dikoreksi")],
        },
        subtitle=f"Publikasi tentang institusi, {month.label()}",
        source="Pemantauan media; tanpa tabel media kantor jangkauan nasional, daerah, dan setempat tidak dapat dipisahkan.",
        caption="Jangkauan menurut tingkat media",
    )
