"""What share of a known population has a trait, when only some members of each stratum were looked at.

Each stratum has a Jeffreys prior, then the beta-binomial distribution of the members nobody looked at; the strata are added up exactly.
Nothing is random. Formulas, sources, measured coverage and limits: docs/metode/porsi-terkoreksi.md.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import signal, special

JEFFREYS = 0.5
TAIL_KEPT = 0.94  # of the nominal tails: counted out over a grid, one cell in 210 would cover 92.7 % with whole tails, with these none below 93.3 %
_CRUMB = 1e-12
_SHORT = 50_000  # below this many products a plain convolution is faster than a Fourier transform
POWER = 0.80


@dataclass(frozen=True)
class Total:
    """What is known of a total: the chance of ``start``, ``start + 1``, ... members with the trait, of ``size`` in all."""

    start: int
    chances: np.ndarray
    size: int

    def below(self, total: np.ndarray) -> np.ndarray:
        """The chance that the total is at most this."""
        ladder = np.concatenate([[0.0], np.minimum(np.cumsum(self.chances), 1.0)])
        return ladder[np.clip(np.floor(total - self.start + 1e-9).astype(np.int64) + 1, 0, len(self.chances))]

    def quantiles(self, level: float) -> tuple[int, int]:
        """The ends that leave a little less than half of ``1 - level`` outside on each side."""
        ladder, tail = np.cumsum(self.chances), TAIL_KEPT * (1 - level) / 2
        low = int(np.searchsorted(ladder, tail, side="right"))
        high = min(int(np.searchsorted(ladder, 1 - tail)), len(ladder) - 1)
        return self.start + low, self.start + high

    def spread(self) -> float:
        """The standard deviation of the total."""
        totals = np.arange(len(self.chances))
        mean = totals @ self.chances
        return math.sqrt(max(((totals - mean) ** 2) @ self.chances, 0.0))


def total_of_strata(sizes: Sequence[int], looked: Sequence[int], found: Sequence[int]) -> Total:
    """The distribution of the number with the trait in all strata together.

    Parameters
    ----------
    sizes, looked, found : sequences of int
        Per stratum: members in all, members looked at (drawn at random), and those of them with the trait.

    Examples
    --------
    >>> whole = total_of_strata([10, 5], [10, 5], [4, 1])
    >>> whole.start, whole.chances.tolist()
    (5, [1.0])
    """
    start, chances = 0, np.ones(1)
    for size, n, k in zip(sizes, looked, found, strict=True):
        if not 0 <= k <= n <= size:
            raise ValueError(f"a stratum needs 0 <= found <= looked <= size, got found {k}, looked {n}, size {size}")
        begin, part = _unseen(int(size), int(n), int(k))
        start += int(k) + begin
        chances = np.convolve(chances, part) if len(chances) * len(part) < _SHORT else signal.fftconvolve(chances, part)
    chances = np.maximum(chances, 0)
    return Total(start, chances / chances.sum(), int(sum(sizes)))


def share_of_strata(sizes: Sequence[int], looked: Sequence[int], found: Sequence[int], *, level: float = 0.95) -> dict[str, float]:
    """The share with the trait: the rates found in the strata, weighted by their known sizes, with an interval for this very population.

    Returns
    -------
    dict
        ``share`` (unbiased: sum of size/total x found/looked; NaN when a stratum with members was not looked at), ``low``, ``high``,
        ``se`` (standard deviation of the distribution), ``n`` (looked at), ``size``.

    Examples
    --------
    >>> found = share_of_strata([400, 4271], [100, 100], [65, 1])
    >>> [round(100 * found[name], 2) for name in ("share", "low", "high")]
    [6.48, 5.35, 9.83]
    >>> everyone = share_of_strata([10, 5], [10, 5], [4, 1])
    >>> everyone["share"] == everyone["low"] == everyone["high"] == 5 / 15
    True
    """
    size, n = int(sum(sizes)), int(sum(looked))
    if size == 0:
        return dict.fromkeys(("share", "low", "high", "se"), math.nan) | {"n": n, "size": 0}
    total = total_of_strata(sizes, looked, found)
    low, high = (end / size for end in total.quantiles(level))
    share = _share(sizes, looked, found)
    # the skewed distribution of a stratum without a single find may end above the estimate
    low, high = (low, high) if math.isnan(share) else (min(low, share), max(high, share))
    return {"share": share, "low": low, "high": high, "se": total.spread() / size, "n": n, "size": size}


def change_of_shares(before: Total, after: Total, *, level: float = 0.95) -> dict[str, float]:
    """The difference of two shares drawn independently: interval and two-sided p of "no difference".

    Returns
    -------
    dict
        ``low``, ``high``, ``p``.

    Examples
    --------
    >>> before = total_of_strata([400, 4271], [100, 100], [65, 1])
    >>> after = total_of_strata([900, 3771], [100, 100], [80, 2])
    >>> answer = change_of_shares(before, after)
    >>> answer["low"] > 0, answer["p"] < 0.01
    (True, True)
    """
    chances, totals = before.chances, (before.start + np.arange(len(before.chances))) / before.size

    def at_most(change: float) -> float:
        return float(chances @ after.below(after.size * (totals + change)))

    tail, crumb = (1 - level) / 2, 1e-7 / after.size
    not_above, below = at_most(0.0), at_most(-crumb)
    p = min(1.0, 2 * min(not_above, 1 - below))
    return {"low": _turn(at_most, tail), "high": _turn(at_most, 1 - tail), "p": p}


def part_of_total(part: Total, rest: Total, *, level: float = 0.95) -> tuple[float, float]:
    """The interval of ``part / (part + rest)``, two totals known independently of each other, with the tails of :meth:`Total.quantiles`.

    Examples
    --------
    >>> seen, missed = total_of_strata([400], [100], [65]), total_of_strata([4271], [100], [1])
    >>> low, high = part_of_total(seen, missed)
    >>> round(low, 2), round(high, 2)
    (0.57, 0.98)
    """
    parts, tail = part.start + np.arange(len(part.chances)), TAIL_KEPT * (1 - level) / 2

    def at_most(share: float) -> float:
        """The chance that the part is at most this share: that the rest is at least so many."""
        least = np.ceil(parts * (1 - share) / share - 1e-9) if share > 0 else np.where(parts > 0, np.inf, 0)
        return float(part.chances @ (1 - rest.below(np.minimum(least, rest.size + 1) - 1)))

    return max(_turn(at_most, tail), 0.0), max(_turn(at_most, 1 - tail), 0.0)


def visible_change(se: float, *, level: float = 0.95) -> dict[str, float]:
    """What two shares with this standard error must differ by.

    Returns
    -------
    dict
        ``least_change``: a smaller difference of the two estimates cannot be told from none; ``detectable_change``: a true change
        of this size is told from none in eight of ten such pairs.

    Examples
    --------
    >>> {name: round(100 * value, 1) for name, value in visible_change(0.0135).items()}
    {'least_change': 3.7, 'detectable_change': 5.3}
    """
    z, power = special.ndtri(0.5 + level / 2), special.ndtri(POWER)
    return {"least_change": float(z * math.sqrt(2) * se), "detectable_change": float((z + power) * math.sqrt(2) * se)}


def _share(sizes: Sequence[int], looked: Sequence[int], found: Sequence[int]) -> float:
    rates = [(size, k / n if n else math.nan) for size, n, k in zip(sizes, looked, found, strict=True) if size]
    return sum(size * rate for size, rate in rates) / sum(size for size, _ in rates)


def _unseen(size: int, n: int, k: int) -> tuple[int, np.ndarray]:
    """The beta-binomial chances of finds among the ``size - n`` nobody looked at, without their invisible tails."""
    m = size - n
    t = np.arange(m)
    steps = np.log((m - t) * (t + k + JEFFREYS) / ((t + 1) * (m - t - 1 + n - k + JEFFREYS)))  # from each count to the next
    ladder = np.concatenate([[0.0], np.cumsum(steps)])
    chances = np.exp(ladder - ladder.max())
    chances /= chances.sum()
    kept = np.flatnonzero(chances > _CRUMB)
    return int(kept[0]), chances[kept[0] : kept[-1] + 1]


def _turn(at_most, target: float) -> float:
    """Where a rising step function of the change first reaches the target."""
    low, high = -1.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if at_most(middle) >= target else (middle, high)
    return high
