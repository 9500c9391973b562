"""Can this month's numbers be trusted: what was delivered, what was set aside and why, and what must not be concluded."""

from __future__ import annotations

import pandas as pd

from analitik.report.number import Number
from analitik.report.provenance import Provenance
from analitik.report.sentence import Sentence
from analitik.report.table import Table

KIND = {"news": "berita", "survey": "survei", "complaint": "pengaduan", "aph": "informasi APH", "social": "media sosial"}
SHOWN = 8  # of a fingerprint: enough to compare, too short to be mistaken for a number of a person
LIMITS = (
    "Unit yang tidak disebut jelas dalam teks tidak ditebak; publikasinya masuk hitungan nasional saja.",
    "Baris yang tidak terbaca pasti disisihkan dengan alasan, tidak diperbaiki dan tidak dibuang.",
)


def delivery_table(deliveries: pd.DataFrame) -> Table:
    """One row per kind of delivery: files, rows in, and what became of them."""
    sums = deliveries.assign(files=1).groupby("kind")[["files", "rows_in", "accept", "quarantine", "duplicate"]].sum()
    heads = {"files": "Berkas", "rows_in": "Baris masuk", "accept": "Dipakai", "quarantine": "Dikarantina", "duplicate": "Rangkap"}
    columns: dict[str, list] = {"Jenis": [KIND.get(kind, kind) for kind in sums.index]}
    for column, head in heads.items():
        columns[head] = [Number(f"data.{kind}.{column}", value, "count", state=None) for kind, value in sums[column].items()]
    return Table.of(
        "data-masuk",
        "Kiriman data dan nasib tiap barisnya",
        columns,
        subtitle="Seluruh kiriman yang tersimpan; baris masuk = dipakai + dikarantina + rangkap",
        source="Buku besar kiriman.",
    )


def quarantine_table(quarantine: pd.DataFrame) -> Table | Sentence:
    """One row per reason for which rows were set aside."""
    if quarantine.empty:
        return Sentence("Tidak ada baris yang dikarantina.")
    ordered = quarantine.sort_values(["n", "kind", "code"], ascending=[False, True, True])
    return Table.of(
        "karantina",
        "Baris yang disisihkan, menurut alasan",
        {
            "Jenis": [KIND.get(kind, kind) for kind in ordered["kind"]],
            "Alasan": ordered["code"].tolist(),
            "Baris": [Number(f"karantina.{row.kind}.{row.code}", row.n, "count") for row in ordered.itertuples()],
        },
        source="Daftar karantina; tiap baris tersimpan beserta alasannya dan dapat diperbaiki.",
    )


def provenance(deliveries: pd.DataFrame, card: dict, fingerprint: str, labels: Sentence) -> Provenance:
    """Where the numbers come from, what corrects them, and how well the machine reads, in the words of the model card."""
    total = deliveries[["rows_in", "accept", "quarantine", "duplicate"]].sum()
    counts = {
        name: Number(f"data.{column}", int(total[column]), "count", state="hitungan penuh")
        for name, column in (
            ("rows_in", "rows_in"),
            ("accepted", "accept"),
            ("quarantined", "quarantine"),
            ("duplicate", "duplicate"),
        )
    }
    return Provenance(
        [f"{KIND.get(kind, kind)}: {len(rows)} berkas" for kind, rows in deliveries.groupby("kind")],
        **counts,
        model=card["model"],
        fingerprint=fingerprint[:SHOWN],
        limits=[labels, *LIMITS, *model_limits(card)],
    )


def model_limits(card: dict) -> list[Sentence]:
    """How often the machine agrees with people on news it was not trained on, as measured and written in the model card."""
    measured = card.get("out_of_fold", {}).get("teks")
    if not measured:
        return [Sentence("Ketelitian mesin pada berita nyata belum diukur.")]
    share = Number("model.akurasi", measured["accuracy"], "share", n=measured["n"], low=measured["low"], high=measured["high"])
    recall = Number("model.ketemu_negatif", measured["recall_negatif"], "share", n=measured["n_negatif"])
    size = Number("model.n", measured["n"], "count")
    return [
        Sentence(
            "Pada {n} berita berlabel manusia yang tidak melatihnya, mesin sepakat {a:lengkap}; dari yang negatif, {r} dikenali.",
            n=size,
            a=share,
            r=recall,
        )
    ]
