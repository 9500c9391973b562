"""How many must be asked: the two sample-size formulas that Indonesian offices use.

Both assume simple random sampling; a clustered sample needs the result times its design effect (docs/metode/survei.md).
"""

from __future__ import annotations

import math

from analitik.core.errors import UsageFault
from analitik.core.locale import round_half_up, say

CHI_SQUARE = 3.841


def krejcie_morgan(population: int, *, margin: float = 0.05, share: float = 0.5, rounded: bool = True) -> float:
    """Respondents for a share within ``margin`` (Krejcie and Morgan 1970), the table of PermenPANRB 14/2017.

    Raises
    ------
    UsageFault
        When the population is below one or the margin or share is not between zero and one.

    Examples
    --------
    >>> krejcie_morgan(1000), krejcie_morgan(10)
    (278, 10)
    """
    _refuse_impossible(population, margin, share)
    spread = CHI_SQUARE * share * (1 - share)
    size = spread * population / (margin**2 * (population - 1) + spread)
    return int(round_half_up(size, 0)) if rounded else size


def slovin(population: int, margin: float = 0.05, *, rounded: bool = False) -> float:
    """Respondents by Slovin's formula, N / (1 + N e²); ``rounded`` gives whole respondents, upwards.

    Raises
    ------
    UsageFault
        When the population is below one or the margin is not between zero and one.

    Examples
    --------
    >>> slovin(500, 0.05), slovin(500, 0.05, rounded=True)
    (222.22222222222223, 223)
    """
    _refuse_impossible(population, margin, 0.5)
    size = population / (1 + population * margin**2)
    return math.ceil(size) if rounded else size


def with_design_effect(size: float, deff: float, population: int) -> int:
    """Respondents a clustered or weighted sample needs to say as much as ``size`` drawn at random; never more than there are.

    Examples
    --------
    >>> with_design_effect(278, 2.5, 1000)
    695
    """
    return min(math.ceil(size * deff), population)


def _refuse_impossible(population: int, margin: float, share: float) -> None:
    if population < 1 or not 0 < margin < 1 or not 0 < share < 1:
        raise UsageFault(
            say(
                f"Populasi {population} harus paling sedikit satu; galat {margin} dan proporsi {share} di antara nol dan satu.",
                f"Population {population} must be at least one; margin {margin} and share {share} between zero and one.",
            )
        )
