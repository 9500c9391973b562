"""The index of a service: element means, their weighted sum, its interval, its grade and how sure the grade is.

Formulas, sources and limits: docs/metode/survei.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from analitik.reference.indices import IndexDefinition, index_definition
from analitik.survey.answers import item_columns, read_answers
from analitik.survey.design import Design
from analitik.survey.grades import grade_of, grade_of_estimate, grade_probabilities
from analitik.survey.linearise import Ground, lay_out
from analitik.survey.means import interval_columns, mean_and_scores, means_of
from analitik.survey.tables import by_domain

__all__ = ["element_means", "grade_of", "grade_probabilities", "index_from_means", "index_scores", "item_columns"]


@dataclass(frozen=True)
class Answered:
    """Answers on their scale (respondent x item) on the ground they stand on; ``kept`` answered enough items to count."""

    definition: IndexDefinition
    values: np.ndarray
    kept: np.ndarray
    ground: Ground

    def valid(self, item: int) -> np.ndarray:
        """The rows whose answer to one item counts."""
        return self.kept & ~np.isnan(self.values[:, item])


def index_scores(
    responses: pd.DataFrame,
    definition: str | IndexDefinition = "skm",
    *,
    by: str | list[str] | None = None,
    design: Design | None = None,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The index of all respondents, or of each group of ``by``.

    A blank answer leaves out that item of that person only; a person with fewer than half of the items is left out and counted.

    Parameters
    ----------
    responses : DataFrame
        One row per respondent; items in columns ``U1``..., ``q1``... or under their names.
    definition : str or IndexDefinition
        ``skm`` and the like, a YAML file of an office, or a definition.
    by : str or list of str, optional
        Domains; the whole design is kept for each.
    design : Design, optional
        How respondents were drawn; none is a simple random sample.
    columns : mapping, optional
        Item key or code -> column, where headers do not tell.

    Returns
    -------
    DataFrame
        One row per domain: ``domain`` (None for all), ``index``, ``se``, ``low``, ``high`` (95 %, t with design df), ``df``,
        ``grade``, ``p_A`` ... ``p_D`` (probability that the true index has the grade), ``n``, ``n_dropped``.

    Raises
    ------
    UsageFault
        When item columns are absent, answers lie outside the scale, or the design cannot be used.

    Examples
    --------
    >>> answers = pd.DataFrame({f"U{k}": [3, 4, 3, 3] for k in range(1, 10)})
    >>> index_scores(answers)[["index", "grade", "n"]].values.tolist()
    [[81.25, 'B', 4]]
    """
    answered = read(responses, definition, by, design, columns)
    ground, known = answered.ground, answered.definition
    index, scores = index_and_scores(answered)
    table = _with_interval(pd.DataFrame({"index": index}), "index", scores, answered.kept, ground)
    return _finish(table, answered, known)


def element_means(
    responses: pd.DataFrame,
    definition: str | IndexDefinition = "skm",
    *,
    by: str | list[str] | None = None,
    design: Design | None = None,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The mean of each element (NRR) over its valid answers, with its interval; parameters as for :func:`index_scores`.

    Returns
    -------
    DataFrame
        One row per domain and element: ``domain``, ``element``, ``name_id``, ``mean``, ``se``, ``low``, ``high``, ``df``, ``n``.

    Examples
    --------
    >>> answers = pd.DataFrame({f"U{k}": [3, 4, 3, 3] for k in range(1, 10)})
    >>> element_means(answers)[["element", "mean", "n"]].head(1).values.tolist()
    [['persyaratan', 3.25, 4]]
    """
    answered = read(responses, definition, by, design, columns)
    ground, parts = answered.ground, []
    answers = (np.where(answered.kept, answered.values[:, position], np.nan) for position in range(answered.values.shape[1]))
    for item, found in zip(answered.definition.items, means_of(ground, answers) if ground.labels else (), strict=True):
        table = pd.DataFrame({"element": item.key, "name_id": item.name_id, "mean": found.mean})
        table = table.assign(**interval_columns(found.mean, found.se, found.df), n=found.n)
        parts.append(_labelled(table, ground))
    return by_domain(parts, ground.labels)


def index_from_means(means: Mapping[str, float] | list[float], definition: str | IndexDefinition = "skm") -> float:
    """The index from printed element means, in the order of the definition or by key, in exact arithmetic.

    Examples
    --------
    >>> index_from_means([3.31, 3.35, 3.49, 3.93, 3.45, 3.39, 3.39, 3.76, 3.35])
    87.27777777777777
    """
    known = index_definition(definition)
    given = [means[item.key] for item in known.items] if isinstance(means, Mapping) else list(means)
    pairs = zip(known.items, given, strict=True)
    return float(known.offset + known.multiplier * sum(item.weight * Fraction(str(mean)) for item, mean in pairs))


def read(
    responses: pd.DataFrame,
    definition: str | IndexDefinition,
    by: str | list[str] | None,
    design: Design | None,
    columns: Mapping[str, str] | None = None,
) -> Answered:
    """Answers, domains and design of a frame, checked."""
    known = index_definition(definition)
    values = read_answers(responses, known, columns)
    return Answered(known, values, _kept(known, values), lay_out(responses, by, design or Design()))


def has_index(responses: pd.DataFrame, definition: str | IndexDefinition = "skm") -> np.ndarray:
    """Who answered enough elements to count in the index.

    >>> has_index(pd.DataFrame({f"U{k}": [3, None] for k in range(1, 10)})).tolist()
    [True, False]
    """
    known = index_definition(definition)
    return _kept(known, read_answers(responses, known, None))


def _kept(known: IndexDefinition, values: np.ndarray) -> np.ndarray:
    answered = (~np.isnan(values)).sum(axis=1)
    return (answered >= float(known.min_items) * values.shape[1]) & (answered > 0)


def index_and_scores(answered: Answered) -> tuple[np.ndarray, np.ndarray]:
    """The index per domain as an exact ratio of sums, and each row's weighted linearised score for it."""
    known, ground = answered.definition, answered.ground
    exact = [known.offset] * len(ground.labels)
    defined = np.ones(len(ground.labels), dtype=bool)
    scores = np.zeros(len(answered.values))
    for position, item in enumerate(known.items):
        valid, points = answered.valid(position), _points(answered, position)
        weight = np.where(ground.used(valid), ground.sample.weight, 0.0)
        base, total = ground.add(weight), ground.add(weight * np.where(valid, points, 0.0))
        defined &= base > 0
        share = known.multiplier * item.weight
        for code in np.flatnonzero(defined):
            exact[code] += share * Fraction(total[code]) / Fraction(base[code])
        scores += float(share) * mean_and_scores(ground, points, valid)[1]
    return np.array([float(value) if known_here else np.nan for value, known_here in zip(exact, defined, strict=True)]), scores


def _points(answered: Answered, position: int) -> np.ndarray:
    """What the answers count: themselves, or the points of their class."""
    values = answered.values[:, position]
    if not answered.definition.scores:
        return values
    points = np.array([float(point) for _, point in answered.definition.scores])
    place = np.where(np.isnan(values), 0, values - answered.definition.lowest).astype(int)
    return np.where(np.isnan(values), np.nan, points[place])


def _with_interval(table: pd.DataFrame, name: str, scores: np.ndarray, valid: np.ndarray, ground: Ground) -> pd.DataFrame:
    estimate = table[name].to_numpy()
    if not len(estimate):
        return table.assign(se=[], low=[], high=[], df=[])
    se = np.where(np.isnan(estimate), np.nan, ground.standard_error(scores, valid))
    return table.assign(**interval_columns(estimate, se, ground.degrees(valid)))


def _finish(table: pd.DataFrame, answered: Answered, known: IndexDefinition) -> pd.DataFrame:
    ground = answered.ground
    rows = table[["index", "se", "df"]].itertuples(index=False)
    chances = [grade_probabilities(index, se, df, known) for index, se, df in rows]
    names = [f"p_{grade.grade}" for grade in sorted(known.grades, key=lambda grade: grade.low, reverse=True)]
    graded = table.assign(grade=pd.Series([grade_of_estimate(index, known) for index in table["index"]], dtype=object))
    graded[names] = pd.DataFrame(chances, columns=names, dtype=float)
    return _labelled(graded.assign(n=ground.count(answered.kept), n_dropped=ground.count(~answered.kept)), ground)


def _labelled(table: pd.DataFrame, ground: Ground) -> pd.DataFrame:
    everyone = ground.labels == [None]
    table.insert(0, "domain", pd.Series(ground.labels, dtype=object) if everyone else pd.Series(ground.labels))
    return table
