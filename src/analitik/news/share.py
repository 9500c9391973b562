"""The share of publications that harm the institution's image, corrected by what people said of a known draw of them.

Method, measured coverage and limits: docs/metode/porsi-terkoreksi.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from analitik.core.period import Month
from analitik.news.labels import FLAGGED, NEGATIVE, REST, STRATA, settle
from analitik.news.tone import OFF_TOPIC
from analitik.stats.multiplicity import holm
from analitik.stats.poststratified import change_of_shares, part_of_total, share_of_strata, total_of_strata, visible_change

CORRECTED, UNCORRECTED = "terkoreksi", "belum dikoreksi"
LEAST_LABELS, FULL_LABELS, LEAST_OF_DOMAIN, LEAST_OF_STRATUM, LEAST_PUBLICATIONS = 100, 200, 30, 10, 30
MOST_FRAME_CHANGE = 0.05
COUNTS = [f"{what}_{stratum}" for stratum in STRATA for what in ("size", "looked", "found")]
COLUMNS = [
    "month", "domain", "state", "reason", "share", "low", "high", "se", "n_labels", "n_publications", "raw_share", "n_negative",
    "n_negative_low", "n_negative_high", "sensitivity", "specificity", "precision", "least_change", "detectable_change",
    "is_wide", "draw", *COUNTS,
]  # fmt: skip


def corrected_share(
    cube: pd.DataFrame, labels: pd.DataFrame, draws: pd.DataFrame, *, by: str | None = None, groups: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """The negative share of each month, corrected where people labelled enough of it, plainly uncorrected where not.

    Parameters
    ----------
    cube : DataFrame
        From :func:`analitik.news.cube_of`: all months to be answered for.
    labels, draws : DataFrame
        ``store.labels()`` and ``store.draws()``.
    by : None, "kanwil" or "issue"
        One row per month and domain instead; issues as the model read them, for only their size is known.
    groups : mapping, optional
        Other names for the domains, several may share one: ``{"pelarian": "keamanan", "kerusuhan": "keamanan"}``.

    Returns
    -------
    DataFrame
        One row per ``month`` and ``domain`` ("" for the whole): ``state`` (``terkoreksi`` or ``belum dikoreksi``), ``reason`` (code of
        what is missing, else ""), ``share``, ``low``, ``high``, ``se`` (NaN unless corrected), ``n_labels``, ``n_publications``,
        ``raw_share`` (the model's), ``n_negative`` with ``n_negative_low``, ``n_negative_high``, ``sensitivity``, ``specificity``,
        ``precision`` of the model, ``least_change``, ``detectable_change`` (see ``stats.poststratified.visible_change``),
        ``is_wide`` (fewer than 200 labels), ``draw``, and ``size_``, ``looked_``, ``found_`` of both strata.
        Reasons: ``tanpa_label``, ``label_kurang``, ``strata_kurang``, ``publikasi_kurang``, ``kerangka_berubah``.
    """
    counted = _counted(cube, by, groups)
    chosen = _one_draw_a_month(labels, draws)
    frames = _sizes(chosen, by, groups)
    final = _finals(labels, chosen, by, groups)
    looked = final.groupby(["month", "domain", "stratum"]).agg(looked=("id", "size"), found=("is_negative", "sum"))
    blocked = _blocked(counted, frames, final)
    names = dict(zip(chosen["month"], chosen["draw"], strict=True))
    rows = []
    for month, domain in sorted(set(counted.index) | set(frames.index.droplevel("stratum"))):
        now = counted.loc[(month, domain)] if (month, domain) in counted.index else None
        strata = {name: _stratum((month, domain, name), frames, looked) for name in STRATA}
        reason = blocked.get(month) or _missing(strata, is_domain=by is not None)
        rows.append({**_row(strata, now, reason), "month": month, "domain": domain, "draw": names.get(month, "")})
    return pd.DataFrame(rows, columns=COLUMNS)


def share_change(shares: pd.DataFrame, *, lag: int = 1) -> pd.DataFrame:
    """The change of each corrected month from the one ``lag`` months before; two independent draws, p values after Holm.

    Parameters
    ----------
    shares : DataFrame
        From :func:`corrected_share`.

    Returns
    -------
    DataFrame
        One row per ``month`` and ``domain`` for which both months are there: ``before`` (month), ``share_before``, ``share``, ``change``,
        ``low``, ``high``, ``p``, ``p_holm`` (over all rows compared), ``state`` (``naik``, ``turun``, ``tidak berubah berarti``, or
        ``belum dapat dibandingkan`` where one of the two is uncorrected; then without numbers).
    """
    known = {(row["month"], row["domain"]): row for row in shares.to_dict("records")}
    rows = []
    for (month, domain), row in known.items():
        before = known.get((str(Month.parse(month) - lag), domain))
        if before is not None:
            rows.append({"month": month, "domain": domain, "before": before["month"], **_change(before, row)})
    columns = ["month", "domain", "before", "share_before", "share", "change", "low", "high", "p"]
    table = pd.DataFrame(rows, columns=columns)
    table["p_holm"] = holm(table["p"].to_numpy(dtype=float))
    moved = np.where(table["change"] > 0, "naik", "turun")
    state = np.where(table["p_holm"] < 0.05, moved, "tidak berubah berarti")
    return table.assign(state=np.where(table["p"].isna(), "belum dapat dibandingkan", state))


def _change(before: dict[str, Any], after: dict[str, Any]) -> dict[str, float]:
    if before["state"] != CORRECTED or after["state"] != CORRECTED:
        return dict.fromkeys(("share_before", "share", "change", "low", "high", "p"), math.nan)
    totals = [total_of_strata(*([row[f"{what}_{s}"] for s in STRATA] for what in ("size", "looked", "found"))) for row in (before, after)]
    change = after["share"] - before["share"]
    found = change_of_shares(*totals)
    ends = {"low": min(found["low"], change), "high": max(found["high"], change), "p": found["p"]}
    return {"share_before": before["share"], "share": after["share"], "change": change, **ends}


def _stratum(key: tuple[str, str, str], frames: pd.Series, looked: pd.DataFrame) -> tuple[int, int, int]:
    """Members, publications looked at, and negative ones among them."""
    n, k = looked.loc[key] if key in looked.index else (0, 0)
    return int(frames.get(key, 0)), int(n), int(k)


def _row(strata: dict[str, tuple[int, int, int]], now: pd.Series | None, reason: str) -> dict[str, Any]:
    """One answer from both strata, and from what the cube counts now where no draw was made."""
    sizes, looked, found = (list(part) for part in zip(*strata.values(), strict=True))
    size, n = sum(sizes), sum(looked)
    row: dict[str, Any] = dict.fromkeys(COLUMNS, math.nan)
    row |= {f"{what}_{name}": value for name, each in strata.items() for what, value in zip(("size", "looked", "found"), each, strict=True)}
    row |= {"n_labels": n, "n_publications": size or int(now["n"]), "is_wide": n < min(FULL_LABELS, size)}
    row["raw_share"] = strata[FLAGGED][0] / size if size else now["negative"] / now["n"]
    row |= {"reason": reason, "state": UNCORRECTED if reason else CORRECTED}
    if reason:
        return row
    answer = share_of_strata(sizes, looked, found)
    row |= {name: answer[name] for name in ("share", "low", "high", "se")} | visible_change(answer["se"])
    row |= {"n_negative": size * answer["share"], "n_negative_low": size * answer["low"], "n_negative_high": size * answer["high"]}
    return row | _quality(strata)


def _blocked(counted: pd.DataFrame, frames: pd.Series, final: pd.DataFrame) -> dict[str, str]:
    """Months none of whose shares can be corrected, with the reason: no or too few labels, or a month that grew after the draw."""
    labelled = final.groupby("month").size()
    sizes, now = frames.groupby("month").sum(), counted["n"].groupby("month").sum()
    found = {}
    for month in set(sizes.index) | set(now.index):
        size, n = sizes.get(month, 0), labelled.get(month, 0)
        if n == 0:
            found[month] = "tanpa_label"
        elif n < min(LEAST_LABELS, size):
            found[month] = "label_kurang"
        elif abs(now.get(month, size) - size) > MOST_FRAME_CHANGE * size:
            found[month] = "kerangka_berubah"
    return found


def _missing(strata: dict[str, tuple[int, int, int]], *, is_domain: bool) -> str:
    """Why a share cannot be corrected although its month can; nothing when it can."""
    size, n = sum(each[0] for each in strata.values()), sum(each[1] for each in strata.values())
    if size < LEAST_PUBLICATIONS:
        return "publikasi_kurang"
    if is_domain and n < min(LEAST_OF_DOMAIN, size):
        return "label_kurang"
    if any(looked < min(LEAST_OF_STRATUM, members) for members, looked, _ in strata.values()):
        return "strata_kurang"
    return ""


def _quality(strata: dict[str, tuple[int, int, int]]) -> dict[str, float]:
    """Sensitivity, specificity and precision of the model in the whole month, the strata weighted by their sizes."""
    sizes = {name: each[0] for name, each in strata.items()}
    rate = {name: each[2] / each[1] if each[1] else 0.0 for name, each in strata.items()}
    bad = {name: sizes[name] * rate[name] for name in strata}
    good = {name: sizes[name] - bad[name] for name in strata}
    all_bad, all_good = sum(bad.values()), sum(good.values())
    return {
        "sensitivity": bad[FLAGGED] / all_bad if all_bad else math.nan,
        "specificity": 1 - good[FLAGGED] / all_good if all_good else math.nan,
        "precision": rate[FLAGGED] if sizes[FLAGGED] else math.nan,
    }


def reading_quality(row: Mapping[str, Any]) -> pd.DataFrame:
    """How well the model read a corrected month, with intervals; the rates of both strata are known only from their labels.

    Parameters
    ----------
    row : mapping
        One corrected row of :func:`corrected_share`.

    Returns
    -------
    DataFrame
        One row per ``measure`` (``sensitivity``, ``specificity``, ``precision``): ``share``, ``low``, ``high``, ``n`` (labels it rests on).
    """
    size, looked, found = ({name: int(row[f"{what}_{name}"]) for name in STRATA} for what in ("size", "looked", "found"))
    bad = {name: total_of_strata([size[name]], [looked[name]], [found[name]]) for name in STRATA}
    good = {name: total_of_strata([size[name]], [looked[name]], [looked[name] - found[name]]) for name in STRATA}
    flagged = share_of_strata([size[FLAGGED]], [looked[FLAGGED]], [found[FLAGGED]])
    ends = {
        "sensitivity": part_of_total(bad[FLAGGED], bad[REST]),
        "specificity": part_of_total(good[REST], good[FLAGGED]),
        "precision": (flagged["low"], flagged["high"]),
    }
    labelled = {"precision": looked[FLAGGED]}
    rows = [
        {"measure": name, "share": row[name], "low": min(low, row[name]), "high": max(high, row[name]), "n": labelled.get(name, sum(looked.values()))}
        for name, (low, high) in ends.items()
    ]
    return pd.DataFrame(rows)


def _counted(cube: pd.DataFrame, by: str | None, groups: Mapping[str, str] | None) -> pd.DataFrame:
    about_us = cube[cube["issue"] != OFF_TOPIC]
    marked = pd.DataFrame(
        {
            "month": about_us["published_date"].dt.strftime("%Y-%m").astype("str"),
            "domain": _domain(about_us, by, groups),
            "n": about_us["n_publications"],
            "negative": about_us["n_publications"].where(about_us["sentiment"] == NEGATIVE, 0),
        }
    )
    return marked.groupby(["month", "domain"])[["n", "negative"]].sum()


def _one_draw_a_month(labels: pd.DataFrame, draws: pd.DataFrame) -> pd.DataFrame:
    """Of several draws of a month the one with most publications labelled; the later one when they are equal."""
    labelled = labels.groupby("draw")["item"].nunique()
    order = draws[["month", "draw"]].drop_duplicates()
    order = order.assign(n=order["draw"].map(labelled).fillna(0), late=range(len(order)))
    best = order.sort_values(["n", "late"]).drop_duplicates("month", keep="last")["draw"]
    return draws[draws["draw"].isin(set(best))]


def _sizes(draws: pd.DataFrame, by: str | None, groups: Mapping[str, str] | None) -> pd.Series:
    return draws.assign(domain=_domain(draws, by, groups)).groupby(["month", "domain", "stratum"])["n_publications"].sum()


def _finals(labels: pd.DataFrame, draws: pd.DataFrame, by: str | None, groups: Mapping[str, str] | None) -> pd.DataFrame:
    final = settle(labels[labels["draw"].isin(set(draws["draw"]))])
    predicted = final.assign(issue=final["predicted_issue"])
    return final.assign(domain=_domain(predicted, by, groups), is_negative=final["sentiment"] == NEGATIVE)


def _domain(rows: pd.DataFrame, by: str | None, groups: Mapping[str, str] | None) -> pd.Series:
    if by is None:
        return pd.Series("", index=rows.index, dtype="str")
    names = rows[by].astype("str")
    return names.map(lambda name: groups.get(name, name)).astype("str") if groups else names
