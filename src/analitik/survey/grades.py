"""The grade (mutu) of an index, and how sure the grade is when the index is an estimate."""

from __future__ import annotations

import math
from decimal import Decimal

import numpy as np

from analitik.core.errors import UsageFault
from analitik.core.locale import round_half_up, say
from analitik.reference.indices import IndexDefinition, index_definition
from analitik.stats.intervals import t_below

# Sums of weighted answers carry noise at the fifteenth digit; a tie such as 88,305 must not depend on it.
NOISE_DIGITS = 9


def grade_of(index: float, definition: str | IndexDefinition = "skm") -> str | None:
    """The grade of an index: rounded half up to the stated decimals first, then closed bounds; None without grades.

    Raises
    ------
    UsageFault
        When the index lies outside the range of the definition.

    Examples
    --------
    >>> [grade_of(value) for value in (64.995, 76.604, 76.605, 88.305, 100)]
    ['C', 'C', 'B', 'A', 'A']
    """
    known = index_definition(definition)
    if not known.grades:
        return None
    rounded = round_half_up(index, known.decimals)
    found = [grade.grade for grade in known.grades if grade.low <= rounded <= grade.high]
    if not found:
        raise UsageFault(say(f"Indeks {rounded} di luar rentang.", f"Index {rounded} is outside its range."))
    return found[0]


def grade_of_estimate(index: float, definition: IndexDefinition) -> str | None:
    """The grade of a computed index: as :func:`grade_of`, free of floating-point noise, and never empty.

    Weights of older forms that do not sum to one can leave the range by a little; the nearest grade then holds.
    """
    if not definition.grades or not math.isfinite(index):
        return None
    low, high = min(grade.low for grade in definition.grades), max(grade.high for grade in definition.grades)
    return grade_of(min(max(round(index, NOISE_DIGITS), float(low)), float(high)), definition)


def grade_probabilities(index: float, se: float, df: float, definition: str | IndexDefinition = "skm") -> dict[str, float]:
    """How probable each grade is when the true index lies around the estimate as a t with ``df`` says.

    The cuts are those that rounding makes: an index from 76.605 on is printed 76.61 and graded B. Sums to one; NaN when the
    error is not known.

    Examples
    --------
    >>> {name: round(p, 3) for name, p in grade_probabilities(78.74, 1.235, 48).items()}
    {'p_A': 0.0, 'p_B': 0.955, 'p_C': 0.045, 'p_D': 0.0}
    """
    known = index_definition(definition)
    ordered = sorted(known.grades, key=lambda grade: grade.low)
    names = [f"p_{grade.grade}" for grade in ordered]
    if not (math.isfinite(index) and math.isfinite(se) and df > 0):
        return dict.fromkeys(reversed(names), np.nan)
    half = Decimal(5).scaleb(-known.decimals - 1)
    cuts = np.array([float(grade.low - half) for grade in ordered[1:]])
    below = t_below((cuts - index) / se, df) if se > 0 else (round(index, NOISE_DIGITS) < cuts).astype(float)
    shares = np.diff(np.concatenate([[0.0], below, [1.0]])) if ordered else []
    return {name: float(share) for name, share in reversed(list(zip(names, shares, strict=True)))}
