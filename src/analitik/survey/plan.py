"""How many must be asked: the two sample-size formulas that Indonesian offices use.

Both assume simple random sampling; a clustered sample needs the result times its design effect (docs/metode/survei.md).
"""

from __future__ import annotations

CHI_SQUARE = 3.841


def krejcie_morgan(population: int, *, margin: float = 0.05, share: float = 0.5, rounded: bool = True) -> float:
    """Respondents for a share within ``margin`` (Krejcie and Morgan 1970), the table of PermenPANRB 14/2017.

    >>> krejcie_morgan(1000), krejcie_morgan(10)
    (278, 10)
    """
    spread = CHI_SQUARE * share * (1 - share)
    size = spread * population / (margin**2 * (population - 1) + spread)
    return int(size + 0.5) if rounded else size


def slovin(population: int, margin: float) -> float:
    """Respondents by Slovin's formula, N / (1 + N e²).

    >>> slovin(500, 0.05)
    222.22222222222223
    """
    return population / (1 + population * margin**2)
