"""One unit's survey up to a month: the latest wave's index and elements, and the change since the wave before."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analitik.core.period import Month
from analitik.reference.indices import index_definition
from analitik.survey.design import Design
from analitik.survey.indices import element_means, index_scores
from analitik.survey.waves import index_change

FIELD = Design(weights="weight", strata="kanwil", psu="unit_code", lonely="adjust")
ONE_UNIT = Design(weights="weight")


@dataclass(frozen=True)
class Study:
    """What a survey says of one unit. ``before`` and ``change`` are None when there was no wave before.

    ``scores`` has one row, ``elements`` nine, ``by_kanwil`` one per kanwil, ``rounded`` one row under the weight 0.11 of older forms.
    """

    wave: str
    before: str | None
    scores: pd.DataFrame
    elements: pd.DataFrame
    change: pd.DataFrame | None
    by_kanwil: pd.DataFrame
    rounded: pd.DataFrame


def mark_waves(responses: pd.DataFrame) -> pd.DataFrame:
    """Give each respondent the half-year of the answer (``2022-S2``), the usual rhythm of the survey.

    >>> mark_waves(pd.DataFrame({"submitted_date": pd.to_datetime(["2022-04-20", "2022-10-03"])}))["wave"].tolist()
    ['2022-S1', '2022-S2']
    """
    day = responses["submitted_date"].dt
    half = (day.month.gt(6).astype(int) + 1).astype("str")
    return responses.assign(wave=day.year.astype("str") + "-S" + half)


def study(responses: pd.DataFrame, month: Month, *, one_unit: bool = False) -> Study | None:
    """Everything a report says of the survey up to the end of ``month``; None when nobody answered.

    Clusters are units within kanwil; for a single unit, persons are drawn within it.
    """
    known = responses[responses["submitted_date"] <= pd.Timestamp(month.last_day)]
    if known.empty:
        return None
    marked = mark_waves(known)
    *earlier, wave = sorted(marked["wave"].unique())
    before = earlier[-1] if earlier else None
    design = ONE_UNIT if one_unit else FIELD
    latest = marked[marked["wave"] == wave].reset_index(drop=True)
    skm = index_definition("skm")
    old = skm.reweighted(type(skm.items[0].weight)("0.11"))
    return Study(
        wave=wave,
        before=before,
        scores=index_scores(latest, skm, design=design),
        elements=element_means(latest, skm, design=design),
        change=None if before is None else index_change(marked, "wave", before, wave, skm, design=design),
        by_kanwil=index_scores(latest, skm, by="kanwil", design=design),
        rounded=index_scores(latest, old, design=design),
    )
