"""One unit's survey up to a month: the latest wave, the wave before, and whatever a report asks of them.

What is asked for is worked out once, when it is first asked for: a leader's page pays for no more than it shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np
import pandas as pd

from analitik.core.period import Month
from analitik.reference.indices import index_definition
from analitik.schema import ELEMENTS, QUESTIONS
from analitik.survey.answers import to_numbers
from analitik.survey.boxes import element_shares, level_shares
from analitik.survey.design import Design
from analitik.survey.drivers import drivers
from analitik.survey.groups import age_groups, group_scores
from analitik.survey.indices import element_means, has_index, index_scores
from analitik.survey.open_answers import theme_scores, theme_table
from analitik.survey.quality import item_nonresponse, straight_lines, with_and_without
from analitik.survey.release import Page
from analitik.survey.scale import reliability
from analitik.survey.waves import element_change, index_change

FIELD = Design(weights="weight", strata="kanwil", psu="unit_code", lonely="adjust")
ONE_UNIT = Design(weights="weight")
EACH_UNIT = Design(weights="weight", strata="unit_code", lonely="adjust")
OUTCOME = "recommend"
FEWEST_FOR_DRIVERS = 100  # complete answers: about ten for each of the nine elements
FEWEST_FOR_SCALE = 30
FEWEST_SHOWN = 10
REDRAWS = 300
CHECKS = (("satu_garis",), ("banyak_kosong",), ("satu_garis", "banyak_kosong"))


@dataclass(frozen=True)
class Study:
    """What a survey says of one unit; ``before`` and the changes are None when there was no wave before.

    ``responses`` are those of all waves, each marked with its ``wave``; ``among`` those of everybody whose pages are published
    beside this one, and ``path`` leads to this unit (see :class:`analitik.survey.release.Page`).
    """

    wave: str
    before: str | None
    responses: pd.DataFrame
    design: Design
    among: pd.DataFrame
    path: tuple[str, ...] = ()

    @cached_property
    def page(self) -> Page:
        """What may be shown of the latest wave."""
        return self._page_of(self.wave)

    @cached_property
    def page_before(self) -> Page:
        """What may be shown of the wave before."""
        return self._page_of(self.before)

    def _page_of(self, wave: str | None) -> Page:
        everyone = self.among[self.among["wave"] == wave].reset_index(drop=True)
        counted = has_index(everyone) & (to_numbers(everyone["weight"]) > 0)
        return Page(everyone, counted, self.path, FEWEST_SHOWN)

    @cached_property
    def latest(self) -> pd.DataFrame:
        """The respondents of the latest wave."""
        return self.responses[self.responses["wave"] == self.wave].reset_index(drop=True)

    @cached_property
    def scores(self) -> pd.DataFrame:
        """One row: the index."""
        return index_scores(self.latest, design=self.design)

    @cached_property
    def elements(self) -> pd.DataFrame:
        """One row per element."""
        return element_means(self.latest, design=self.design)

    @cached_property
    def change(self) -> pd.DataFrame | None:
        """One row: the change of the index since the wave before."""
        return None if self.before is None else index_change(self.responses, "wave", self.before, self.wave, design=self.design)

    @cached_property
    def element_changes(self) -> pd.DataFrame | None:
        """One row per element, adjusted over the nine."""
        return None if self.before is None else element_change(self.responses, "wave", self.before, self.wave, design=self.design)

    @cached_property
    def answers(self) -> pd.DataFrame:
        """One row per element and answer."""
        return level_shares(self.latest, design=self.design)

    @cached_property
    def lower(self) -> pd.DataFrame:
        """One row per element: the share of the two lower answers."""
        return element_shares(self.latest, bottom=True, design=self.design)

    @cached_property
    def upper(self) -> pd.DataFrame:
        """One row per element: the share of the two upper answers."""
        return element_shares(self.latest, design=self.design)

    @cached_property
    def n_complete(self) -> int:
        """Who answered all elements and the question of recommending; zero where that was not asked."""
        return int(is_complete(self.latest).sum())

    @cached_property
    def drivers(self) -> pd.DataFrame | None:
        """One row per element: its share in the willingness to recommend; None with too few complete answers."""
        if self.n_complete < FEWEST_FOR_DRIVERS:
            return None
        return drivers(self.latest, OUTCOME, dict(zip(ELEMENTS, QUESTIONS, strict=True)), design=self.design, repeats=REDRAWS)

    @cached_property
    def by_kanwil(self) -> pd.DataFrame:
        """One row per kanwil, beside all others."""
        return group_scores(self.latest, "kanwil", design=self.design, fewest=FEWEST_SHOWN)

    @cached_property
    def by_unit(self) -> pd.DataFrame:
        """One row per unit, beside all others; persons are drawn within their unit."""
        return group_scores(self.latest, "unit_code", design=EACH_UNIT, fewest=FEWEST_SHOWN)

    @cached_property
    def by_sex(self) -> pd.DataFrame:
        return group_scores(self.latest, "sex", design=self.design, fewest=FEWEST_SHOWN)

    @cached_property
    def by_age(self) -> pd.DataFrame:
        return group_scores(
            self.latest.assign(age_group=age_groups(self.latest["age"])), "age_group", design=self.design, fewest=FEWEST_SHOWN
        )

    @cached_property
    def rounded(self) -> pd.DataFrame:
        """One row: the index under the weight 0.11 of older forms."""
        return index_scores(self.latest, index_definition("skm").reweighted(Fraction("0.11")), design=self.design)

    @cached_property
    def reliability(self) -> pd.DataFrame | None:
        """One row: alpha and omega of the nine elements; None with too few respondents."""
        if len(self.latest) < FEWEST_FOR_SCALE:
            return None
        return reliability(self.latest, list(QUESTIONS), scale=(1, 4), design=self.design)

    @cached_property
    def nonresponse(self) -> pd.DataFrame:
        """One row per question: who left it out."""
        asked = [*QUESTIONS, *([OUTCOME] if self.latest.get(OUTCOME, pd.Series(dtype=float)).notna().any() else [])]
        return item_nonresponse(self.latest[asked].notna().replace({True: "answered", False: "blank"}))

    @cached_property
    def flags(self) -> pd.DataFrame:
        """One row per respondent and flag that the table of answers lets us see: one line throughout, more than half left out."""
        lines, empty = (np.flatnonzero(each).tolist() for each in flagged(self.latest))
        pairs = [*((place, "satu_garis") for place in lines), *((place, "banyak_kosong") for place in empty)]
        return pd.DataFrame({"row": [place + 1 for place, _ in pairs], "flag": [flag for _, flag in pairs]})

    @cached_property
    def checked(self) -> pd.DataFrame:
        """One row per rule (everybody first): the index with and without those who carry a flag."""
        kept = [rule for rule in CHECKS if 0 < self.flags.loc[self.flags["flag"].isin(rule), "row"].nunique() < len(self.latest)]
        found = [with_and_without(self.latest, self.flags, exclude=rule, design=self.design).iloc[[1]] for rule in kept]
        everybody = self.scores[["index", "se", "low", "high", "n"]].assign(rule="semua", n_excluded=0, difference=0.0)
        return pd.concat([everybody, *found], ignore_index=True)

    @cached_property
    def themes(self) -> pd.DataFrame:
        """One row per theme of the open answers, with the index of those who mention it."""
        texts = self.latest["open_text"]
        table = theme_table(texts)
        if table["n"].isna().all():
            return table.assign(index=np.nan, index_low=np.nan, index_high=np.nan)
        scores = theme_scores(self.latest, texts, design=self.design)[["theme", "index", "low", "high"]]
        return table.merge(scores.rename(columns={"low": "index_low", "high": "index_high"}), on="theme", how="left", sort=False)


def mark_waves(responses: pd.DataFrame) -> pd.DataFrame:
    """Give each respondent the half-year of the answer (``2022-S2``), the usual rhythm of the survey.

    >>> mark_waves(pd.DataFrame({"submitted_date": pd.to_datetime(["2022-04-20", "2022-10-03"])}))["wave"].tolist()
    ['2022-S1', '2022-S2']
    """
    day = responses["submitted_date"].dt
    half = (day.month.gt(6).astype(int) + 1).astype("str")
    return responses.assign(wave=day.year.astype("str") + "-S" + half)


def is_complete(responses: pd.DataFrame) -> np.ndarray:
    """Who answered all elements and the question of recommending."""
    if OUTCOME not in responses.columns:
        return np.zeros(len(responses), dtype=bool)
    return responses[[OUTCOME, *QUESTIONS]].notna().all(axis=1).to_numpy()


def flagged(responses: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Who answered one line throughout, and who left out more than half."""
    answers = responses[list(QUESTIONS)]
    lines = np.zeros(len(answers), dtype=bool)
    lines[[place for place, _, _ in straight_lines(answers, [list(QUESTIONS)])]] = True
    return lines, (answers.notna().mean(axis=1) < 0.5).to_numpy()


def study(responses: pd.DataFrame, month: Month, *, one_unit: bool = False, among: pd.DataFrame | None = None) -> Study | None:
    """Everything a report says of the survey up to the end of ``month``; None when nobody answered.

    Clusters are units within kanwil; for a single unit, persons are drawn within it. ``among`` are the responses of everybody, of
    which these are one kanwil's or unit's: what is hidden follows the pages of all. Without it this page stands alone.
    """
    known = responses[responses["submitted_date"] <= pd.Timestamp(month.last_day)]
    if known.empty:
        return None
    marked, path = mark_waves(known), ()
    *earlier, wave = sorted(marked["wave"].unique())
    everybody = marked
    if among is not None and len(among) > len(responses):
        everybody = mark_waves(among[among["submitted_date"] <= pd.Timestamp(month.last_day)])
        path = tuple(marked.iloc[0][["kanwil", "unit_code"]].astype("str").fillna(""))[: 2 if one_unit else 1]
    return Study(wave, earlier[-1] if earlier else None, marked, ONE_UNIT if one_unit else FIELD, everybody, path)
