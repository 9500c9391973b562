"""What share of a year's announced news was bad, when only two totals were announced."""

from __future__ import annotations

from dataclasses import dataclass

from analitik.stats.intervals import share_of


@dataclass(frozen=True)
class ShareOfTotals:
    """A share with its base and its interval; all three ends lie between 0 and 1."""

    share: float
    low: float
    high: float
    k: int
    n: int


def negative_share_of_totals(positive: int, negative: int, level: float = 0.95) -> ShareOfTotals:
    """The negative share of two published totals, ``negative / (positive + negative)``, with its Wilson interval.

    The totals count publications as announced: neutral news is not among them, classification errors are not
    corrected, and copies of one story count many times. See docs/metode/selang.md.

    Parameters
    ----------
    positive, negative : int
        The announced totals.

    Returns
    -------
    ShareOfTotals
        Share, interval, and the counts it stands on; the share is NaN when both totals are zero.

    Examples
    --------
    >>> from analitik.core.locale import percent
    >>> found = negative_share_of_totals(51_815, 4_242)
    >>> percent(found.share), percent(found.share, 2), found.n
    ('7,6%', '7,57%', 56057)
    """
    found = share_of(negative, positive, level)
    return ShareOfTotals(found["share"], found["low"], found["high"], negative, found["n"])
