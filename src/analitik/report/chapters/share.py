"""The negative share of the unit a report is about: corrected where people labelled the month, plainly uncorrected where not."""

from __future__ import annotations

import pandas as pd

from analitik import news
from analitik.core.period import Month
from analitik.reference.taxonomy import issue_groups
from analitik.reference.units import NATION, Unit
from analitik.report.number import Number
from analitik.report.sentence import Sentence

FEW_STORIES = 30
CORRECTED, UNCORRECTED = "terkoreksi", "belum dikoreksi"
WHY = {
    "tanpa_label": "belum ada label manusia",
    "label_kurang": "label manusia belum cukup",
    "strata_kurang": "label manusia belum cukup",
    "publikasi_kurang": "publikasinya terlalu sedikit",
    "kerangka_berubah": "kiriman bertambah sesudah undian label",
}


def shares_of(who: Unit, cube: pd.DataFrame, labels: pd.DataFrame, draws: pd.DataFrame) -> pd.DataFrame:
    """The corrected shares of the nation or of a kanwil; one unit alone is never drawn often enough to be corrected.

    Parameters
    ----------
    cube : DataFrame
        The whole cube of the months, not only the rows of ``who``.

    Returns
    -------
    DataFrame
        One row per month, as :func:`analitik.news.corrected_share`.
    """
    if who.level == NATION:
        return news.corrected_share(cube, labels, draws)
    if who.level == "kanwil":
        found = news.corrected_share(cube, labels, draws, by="kanwil")
        return found[found["domain"] == who.kanwil].reset_index(drop=True)
    return news.corrected_share(who.rows(cube), labels.iloc[:0], draws.iloc[:0])


def issue_shares(who: Unit, cube: pd.DataFrame, labels: pd.DataFrame, draws: pd.DataFrame) -> pd.DataFrame | None:
    """The corrected shares of groups of issues, for the nation alone: a kanwil's labels are too few to be split.

    Returns
    -------
    DataFrame
        One row per month and group, as :func:`analitik.news.corrected_share`.
    """
    groups = dict(issue_groups()[["issue", "group"]].itertuples(index=False))
    return news.corrected_share(cube, labels, draws, by="issue", groups=groups) if who.level == NATION else None


def kanwil_shares(who: Unit, cube: pd.DataFrame, labels: pd.DataFrame, draws: pd.DataFrame) -> pd.DataFrame | None:
    """The corrected share of each kanwil, as :func:`analitik.news.corrected_share`; only the nation compares kanwil."""
    return news.corrected_share(cube, labels, draws, by="kanwil") if who.level == NATION else None


def corrected_number(row: pd.Series, key: str, *, few: int = 0) -> Number:
    """The share of one row of ``corrected_share``: corrected with its interval, or the machine's own, withheld under ``few`` publications."""
    if row["n_publications"] < few:
        return Number(key, None, "share", n=row["n_publications"], state="terbatas")
    if row["state"] != CORRECTED:
        return Number(key, row["raw_share"], "share", n=row["n_publications"], state=UNCORRECTED)
    return Number(key, row["share"], "share", n=row["n_publications"], low=row["low"], high=row["high"], state=CORRECTED)


def negative_share(row: pd.Series, prefix: str = "berita") -> Number:
    """The negative share of one month of ``tone``: corrected with its interval, or uncorrected; withheld under 30 stories."""
    key = f"{prefix}.porsi_negatif.{row['month']}"
    if pd.isna(row["n_publications"]):
        return Number(key, None, "share", state="celah data")
    if row["n_stories"] < FEW_STORIES:
        return Number(key, None, "share", n=row["n_publications"], state="terbatas")
    if is_corrected(row):
        ends = {"low": row["corrected_low"], "high": row["corrected_high"]}
        return Number(key, row["corrected_share"], "share", n=row["n_publications"], state=CORRECTED, **ends)
    return raw_share(row, key)


def raw_share(row: pd.Series, key: str | None = None) -> Number:
    """The machine's own share of one month; an uncorrected number by name."""
    key = key or f"berita.porsi_mesin.{row['month']}"
    if pd.isna(row["n_publications"]):
        return Number(key, None, "share", state="celah data")
    if row["n_stories"] < FEW_STORIES:
        return Number(key, None, "share", n=row["n_publications"], state="terbatas")
    return Number(key, row["n_negatif"] / row["n_publications"], "share", n=row["n_publications"], state=UNCORRECTED)


def negative_count(row: pd.Series, prefix: str = "berita") -> Number:
    """The negative publications of one month: corrected with their interval where the share is, else as the machine counts them."""
    key = f"{prefix}.publikasi_negatif.{row['month']}"
    if pd.isna(row["n_publications"]):
        return Number(key, None, "count", state="celah data")
    if is_corrected(row) and row["n_stories"] >= FEW_STORIES:
        ends = {"low": row["corrected_negative_low"], "high": row["corrected_negative_high"]}
        return Number(key, row["corrected_negative"], "count", n=row["n_publications"], state=CORRECTED, **ends)
    return Number(key, row["n_negatif"], "count", state=UNCORRECTED)


def is_corrected(row: pd.Series) -> bool:
    """Whether the month of ``tone`` has a corrected share."""
    return pd.notna(row.get("corrected_share"))


def share_step(shares: pd.DataFrame, month: Month) -> tuple[Number | None, str]:
    """The change of the corrected share from the month before, and the word for it."""
    two = shares[shares["month"].isin([str(month - 1), str(month)])]
    found = news.share_change(two)
    if found.empty or pd.isna(found["p"].iloc[-1]):
        return None, "belum dapat disimpulkan"
    row = found.iloc[-1]
    ends = {"low": 100 * row["low"], "high": 100 * row["high"]}
    judgement = {"naik": "naik (memburuk)", "turun": "turun (membaik)"}
    return Number(f"berita.selisih_porsi.{month}", 100 * row["change"], "points", **ends), judgement.get(row["state"], row["state"])


def label_sentence(shares: pd.DataFrame, agreement: pd.DataFrame, month: Month) -> Sentence:
    """What the correction of the month rests on: labels, how far the labellers agree, and the change it could see."""
    row = shares[shares["month"] == str(month)].tail(1)
    if row.empty or row["state"].iloc[0] != CORRECTED:
        why = WHY.get(row["reason"].iloc[0], "belum ada label manusia") if len(row) else "belum ada label manusia"
        return Sentence("Porsi negatif {m} belum dikoreksi: {w}.", m=month.label(), w=why)
    found = row.iloc[0]
    labels = Number(f"berita.label.{month}", found["n_labels"], "count")
    step = Number(f"berita.perubahan_terdeteksi.{month}", 100 * found["detectable_change"], "points")
    parts = [Sentence("Porsi negatif {m} dikoreksi dengan {n} label manusia; perubahan sebulan yang biasanya terlihat paling sedikit {d}.",
                      m=month.label(), n=labels, d=step)]  # fmt: skip
    pair = agreement[agreement["month"] == str(month)].tail(1)
    if len(pair) and pd.notna(pair["alpha"].iloc[0]):
        alpha = Number(f"berita.alpha.{month}", pair["alpha"].iloc[0], "ratio", n=pair["n_double"].iloc[0])
        parts.append(Sentence("Dua pelabel sepakat dengan alfa {a} pada {b} publikasi.", a=alpha,
                              b=Number(f"berita.label_ganda.{month}", pair["n_double"].iloc[0], "count")))  # fmt: skip
    return Sentence.join(*parts)
