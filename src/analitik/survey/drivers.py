"""What matters most: how much of people's overall judgement each element explains, beside how well it is done.

Derived importance needs an overall question (satisfaction, recommendation) beside the elements; an index made of the elements
is none. Formulas, sources and limits: docs/metode/penentu.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.stats.intervals import t_quantile
from analitik.stats.shapley import MOST, shapley_influence, shapley_shares
from analitik.survey.answers import to_numbers
from analitik.survey.design import Design
from analitik.survey.estimate import estimate
from analitik.survey.linearise import Ground, lay_out
from analitik.survey.ordinal import wald
from analitik.survey.quadrants import UNSURE, with_places
from analitik.survey.resample import redrawn_totals

COLUMNS = [
    "element", "share", "low", "high", "contribution", "correlation", "performance", "performance_low", "performance_high", "quadrant",
    "p_quadrant", "p_prioritas_utama", "p_pertahankan", "p_prioritas_rendah", "p_berlebihan", "n", "r_squared", "p_model", "df", "state",
]  # fmt: skip


PERFORMANCE = ["performance", "performance_low", "performance_high"]


@dataclass(frozen=True)
class _Answers:
    """Outcome and elements (respondent x 1 + element), the rows that have all, and the ground of the whole design."""

    names: list[str]
    values: np.ndarray
    valid: np.ndarray
    ground: Ground

    @property
    def weight(self) -> np.ndarray:
        return np.where(self.valid, self.ground.sample.weight, 0.0)


def drivers(
    responses: pd.DataFrame,
    outcome: str,
    items: Sequence[str] | Mapping[str, str],
    *,
    design: Design | None = None,
    seed: int = 42,
    repeats: int = 500,
) -> pd.DataFrame:
    """The share of the explained variance of ``outcome`` that belongs to each element, with its performance and quadrant.

    Parameters
    ----------
    responses : DataFrame
        One row per respondent.
    outcome : str
        An overall judgement in numbers, higher is better: satisfaction, recommendation (NPS 0 to 10). Not an index of the items.
    items : list of str or mapping
        Element columns, or element -> column; all on one scale, higher is better; 2 to 12.
    design : Design, optional
        How respondents were drawn; none is a simple random sample.
    seed, repeats : int
        The redrawn samples behind the probabilities of the quadrants.

    Returns
    -------
    DataFrame
        One row per element, in the order given: ``element``; ``share`` (of R squared, sums to 1) with ``low``, ``high`` (95 %,
        logit, t with design df); ``contribution`` (to R squared); ``correlation`` with the outcome; ``performance`` (mean of
        all answers to it) with ``performance_low``, ``performance_high``; ``quadrant``, ``p_quadrant`` and the probability of
        each (``p_prioritas_utama``, ``p_pertahankan``, ``p_prioritas_rendah``, ``p_berlebihan``); ``n`` (answered everything),
        ``r_squared``, ``p_model`` (that no element matters), ``df``, ``state``: ``ok``, ``belum dapat disimpulkan`` where the
        quadrant is less than 95 % sure or nothing is explained, or what stands in the way.

    Raises
    ------
    UsageFault
        When there is no overall question, it is one of the elements or made of them, or a column is absent or no number.

    Examples
    --------
    >>> rng = np.random.default_rng(5)
    >>> answers = pd.DataFrame(rng.integers(1, 5, (400, 3)), columns=["cepat", "ramah", "bersih"])
    >>> answers["nps"] = 2 * answers["cepat"] + answers["ramah"] + rng.normal(0, 1, 400)
    >>> drivers(answers, "nps", ["cepat", "ramah", "bersih"])["share"].round(1).tolist()
    [0.8, 0.2, 0.0]
    """
    listed = [items] if isinstance(items, str) else items
    named = dict(items) if isinstance(items, Mapping) else {str(item): item for item in listed}
    _refuse_strange(responses, outcome, named)
    columns = [to_numbers(responses[name]) for name in (outcome, *named.values())]
    ground = lay_out(responses, None, design or Design())
    states = [_element_state(column) for column in columns[1:]]
    usable = [place for place, state in enumerate(states, start=1) if state == "ok"]
    values = np.column_stack([columns[0], *(columns[place] for place in usable)])
    valid = ground.used(~np.isnan(values).any(axis=1))
    answers = _Answers([list(named)[place - 1] for place in usable], values, valid, ground)
    means = estimate(responses, list(named.values()), design=design).assign(element=list(named))
    whole = means[["element", "estimate", "low", "high"]].set_axis(["element", *PERFORMANCE], axis=1)
    table = _explained(answers, whole["performance"].to_numpy()[np.array(usable, dtype=int) - 1], outcome, seed, repeats)
    whole = whole.merge(table, on="element", how="left", sort=False).assign(n=int(ground.count(valid)[0]))
    whole["state"] = np.where(whole["state"].isna(), states, whole["state"])
    return whole.reindex(columns=COLUMNS)


def _explained(answers: _Answers, performance: np.ndarray, outcome: str, seed: int, repeats: int) -> pd.DataFrame:
    """Shares, intervals and quadrants of the elements that can be compared; the reason instead when they cannot."""
    table = pd.DataFrame({"element": answers.names})
    obstacle = _obstacle(answers, outcome)
    if obstacle:
        return table.assign(state=obstacle)
    weight, base = answers.weight, answers.weight.sum()
    filled = np.where(answers.valid[:, None], answers.values, 0.0)
    centred = np.where(answers.valid[:, None], filled - weight @ filled / base, 0.0)
    covariances = (centred * weight[:, None]).T @ centred / base
    worth, influence = shapley_influence(covariances, centred)
    explained = worth.sum()
    _refuse_sum_of_parts(explained, outcome)
    df, p_model = float(answers.ground.degrees(answers.valid)[0]), _nothing_matters(answers, covariances, centred)
    share = worth / explained
    scores = weight[:, None] * (influence - share * influence.sum(axis=1, keepdims=True)) / explained / base
    se = np.sqrt([float(answers.ground.variance(scores[:, place], answers.valid)[0]) for place in range(len(share))])
    low, high = _within(share, se, df)
    spread = np.sqrt(np.diag(covariances))
    table = table.assign(share=share, low=low, high=high, contribution=worth, correlation=covariances[0, 1:] / spread[0] / spread[1:],
                         performance=performance, r_squared=explained, p_model=p_model, df=df)  # fmt: skip
    table = with_places(table, "share", _redrawn(answers, seed, repeats) if df > 0 else None).drop(columns="performance")
    if not df > 0:
        return table.assign(state="satu klaster: galat tidak dapat dihitung")
    if p_model >= 0.05:
        return table.assign(state=f"{UNSURE}: unsur tidak terbukti menjelaskan keluaran")
    backwards = (table["correlation"] < 0) & table["state"].str.startswith(("ok", UNSURE))
    return table.assign(state=table["state"].mask(backwards, "korelasi negatif dengan keluaran: periksa arah unsur"))


def _within(share: np.ndarray, se: np.ndarray, df: float) -> tuple[np.ndarray, np.ndarray]:
    """A t interval of the log odds, which stays between 0 and 1."""
    with np.errstate(divide="ignore", invalid="ignore"):
        middle, half = np.log(share / (1 - share)), t_quantile(df) * se / (share * (1 - share))
        return 1 / (1 + np.exp(half - middle)), 1 / (1 + np.exp(-half - middle))


def _nothing_matters(answers: _Answers, covariances: np.ndarray, centred: np.ndarray) -> float:
    """The p value that every slope is zero (Wald's F under the design)."""
    slopes = np.linalg.solve(covariances[1:, 1:], covariances[1:, 0])
    residual = answers.weight * (centred[:, 0] - centred[:, 1:] @ slopes)
    scores = residual[:, None] * np.linalg.solve(covariances[1:, 1:], centred[:, 1:].T).T / answers.weight.sum()
    spread, df = answers.ground.covariance(scores, answers.valid), float(answers.ground.degrees(answers.valid)[0])
    return wald(slopes, spread, df)["p"]


def _redrawn(answers: _Answers, seed: int, repeats: int) -> tuple[np.ndarray, np.ndarray] | None:
    """Shares and performance in redrawn samples; None when too many of them cannot be analysed."""
    k = answers.values.shape[1]
    upper = np.triu_indices(k)
    whole = np.where(answers.valid[:, None], answers.values - np.nanmean(answers.values, axis=0), 0.0)
    there = ~np.isnan(answers.values[:, 1:])
    own = np.where(there, answers.values[:, 1:], 0.0)
    columns = np.column_stack([answers.valid.astype(float), whole, whole[:, upper[0]] * whole[:, upper[1]], own, there])
    shares, performance = [], []
    for totals in redrawn_totals(answers.ground, columns, seed, repeats):
        second = np.zeros((len(totals), k, k))
        with np.errstate(divide="ignore", invalid="ignore"):
            base, first = totals[:, :1], totals[:, 1 : k + 1] / totals[:, :1]
            second[:, upper[0], upper[1]] = second[:, upper[1], upper[0]] = totals[:, k + 1 : -2 * (k - 1)] / base
            covariances = second - first[:, :, None] * first[:, None, :]
            means = totals[:, -2 * (k - 1) : -(k - 1)] / totals[:, -(k - 1) :]
        fit = _solvable(covariances) & np.isfinite(means).all(axis=1)
        worth = shapley_shares(covariances[fit])
        shares.append(worth / worth.sum(axis=1, keepdims=True))
        performance.append(means[fit])
    found = np.concatenate(shares), np.concatenate(performance)
    return found if len(found[0]) >= 0.9 * repeats else None


def _solvable(covariances: np.ndarray) -> np.ndarray:
    """Which covariance matrices have elements that vary and do not determine each other; redraws of few persons may have neither."""
    variances = np.diagonal(covariances, axis1=1, axis2=2)
    fit = (variances > 1e-18).all(axis=1) & np.isfinite(covariances).all(axis=(1, 2))
    spread = np.sqrt(variances[fit])
    scaled = covariances[fit] / (spread[:, :, None] * spread[:, None, :])
    fit[fit] = np.linalg.eigvalsh(scaled[:, 1:, 1:])[:, 0] > 1e-9
    return fit


def _obstacle(answers: _Answers, outcome: str) -> str | None:
    k, n = answers.values.shape[1], int(answers.valid.sum())
    if k < 3:
        return "kurang dari dua unsur yang dapat dibandingkan"
    if n <= k + 1:
        return f"hanya {n} responden menjawab semuanya"
    kept = answers.values[answers.valid]
    if np.ptp(kept[:, 0]) == 0:
        return f"{outcome} sama untuk semua responden"
    flat = [name for name, width in zip(answers.names, np.ptp(kept[:, 1:], axis=0), strict=True) if width == 0]
    if flat:
        return f"jawaban sama semua di antara yang menjawab lengkap: {', '.join(flat)}"
    if np.linalg.eigvalsh(np.corrcoef(kept[:, 1:], rowvar=False))[0] < 1e-9:
        return "unsur saling menentukan: buang salah satu unsur yang kembar"
    return None


def _element_state(column: np.ndarray) -> str:
    known = column[~np.isnan(column)]
    return "tanpa jawaban" if not len(known) else "jawaban sama semua" if np.ptp(known) == 0 else "ok"


def _refuse_sum_of_parts(explained: float, outcome: str) -> None:
    if explained > 1 - 1e-9:
        raise _fault(
            f"{outcome} tersusun dari unsur-unsurnya, sehingga penentunya hanyalah bobotnya sendiri; "
            "pakai pertanyaan keseluruhan yang ditanyakan terpisah (kepuasan umum atau rekomendasi).",
            f"{outcome} is made of the elements, so its drivers are its own weights; use an overall question asked by itself.",
        )


def _refuse_strange(responses: pd.DataFrame, outcome: str, items: dict[str, str]) -> None:
    there = ", ".join(map(str, responses.columns))
    if outcome not in responses.columns:
        raise _fault(
            f"Kolom {outcome} tidak ada; yang ada: {there}. Penentu memerlukan pertanyaan keseluruhan (kepuasan umum atau "
            "rekomendasi) di samping unsur; sembilan unsur SKM saja tidak cukup.",
            f"Column {outcome} does not exist; there are: {there}. Drivers need an overall question beside the elements.",
        )
    absent = [str(column) for column in items.values() if column not in responses.columns]
    if absent:
        raise _fault(f"Kolom unsur {', '.join(absent)} tidak ada; yang ada: {there}.",
                     f"Element columns {', '.join(absent)} do not exist; there are: {there}.")  # fmt: skip
    if outcome in items.values():
        raise _fault(
            f"{outcome} tidak dapat menjadi keluaran dan unsur sekaligus.", f"{outcome} cannot be outcome and element at once."
        )
    if not 2 <= len(items) <= MOST or len(set(items.values())) < len(items):
        raise _fault(f"Diperlukan 2 sampai {MOST} unsur yang berbeda; yang disebut {len(items)}.",
                     f"Between 2 and {MOST} different elements are needed; {len(items)} were named.")  # fmt: skip


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
