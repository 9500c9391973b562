"""How many must be asked: the two formulas that Indonesian offices use, and sizes that know of clusters, refusals and change.

Krejcie-Morgan and Slovin assume simple random sampling. Formulas, sources and limits: docs/metode/rencana-sampel.md.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd
from scipy import special

from analitik.core.errors import UsageFault
from analitik.core.locale import round_half_up, say
from analitik.stats.intervals import t_quantile

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


def design_effect(icc: float, persons_per_psu: float, weight_cv: float = 0.0) -> float:
    """How much larger the variance is than with persons drawn at random: clusters (Kish) times unequal weights.

    Examples
    --------
    >>> round(design_effect(0.05, 15, 0.3), 3)
    1.853
    """
    _within("icc", icc, 0, 1, closed=True)
    _positive(persons_per_psu=persons_per_psu)
    _within("weight_cv", weight_cv, 0, math.inf, closed=True)
    return (1 + (persons_per_psu - 1) * icc) * (1 + weight_cv**2)


def sample_size(
    margin: float,
    sd: float = 0.5,
    population: float | Mapping[object, float] = math.inf,
    *,
    deff: float = 1.0,
    response: float = 1.0,
    level: float = 0.95,
    persons_per_psu: float | None = None,
    strata: int = 1,
) -> pd.DataFrame:
    """Respondents and invitations for an interval of plus or minus ``margin``, for the whole or for each domain.

    Parameters
    ----------
    margin, sd : float
        Half the interval's width and the spread between persons, in the same unit: 0.03 and 0.5 for a share near one half,
        3 and 12 for an index from 0 to 100.
    population : float or mapping
        How many persons there are; a mapping gives one plan per domain.
    deff, response : float
        Design effect, and the share of the invited that answers.
    persons_per_psu : float, optional
        Respondents per cluster: then the interval is the t interval of the clusters' degrees of freedom, and ``psus`` is given.
    strata : int
        Strata of a domain, which cost a degree of freedom each.

    Returns
    -------
    DataFrame
        One row per domain: ``domain``, ``population``, ``n`` (respondents), ``invited``, ``psus``, ``margin`` (what this n
        gives), ``is_reachable`` (false when even inviting everybody is not enough; then n is what everybody gives).

    Raises
    ------
    UsageFault
        When a number cannot be what it says.

    Examples
    --------
    >>> sample_size(0.03, 0.5, 12000, deff=1.8, response=0.7)[["n", "invited", "is_reachable"]].values.tolist()
    [[1656, 2366, True]]
    >>> sample_size(2, 12, {"Aceh": 90}, deff=2.5, response=0.7)[["n", "is_reachable"]].values.tolist()
    [[63, False]]
    """
    _positive(margin=margin, sd=sd, deff=deff, strata=strata)
    _within("response", response, 0, 1)
    _within("level", level, 0, 1)
    if persons_per_psu is not None:
        _positive(persons_per_psu=persons_per_psu)
    domains = population if isinstance(population, Mapping) else {None: population}
    rows = [_one_size(name, size, margin, sd, deff, response, level, persons_per_psu, strata) for name, size in domains.items()]
    table = pd.DataFrame(rows, columns=["domain", "population", "n", "invited", "psus", "margin", "is_reachable"])
    return table.astype({"domain": object, "psus": "Int64"})


def _one_size(name, population, margin, sd, deff, response, level, persons_per_psu, strata) -> dict:
    if not population >= 1:
        raise _fault(f"Populasi {name or ''} {population} harus paling sedikit satu.", f"Population {name or ''} {population}: at least one.")

    def half_width(n: int) -> float:
        df = math.ceil(n / persons_per_psu) - strata if persons_per_psu else math.inf
        quantile = float(t_quantile(df, level))
        rest = max(1 - n / population, 0.0)
        return math.inf if math.isnan(quantile) else quantile * sd * math.sqrt(deff * rest / n)

    most = math.floor(population * response + 1e-9) if math.isfinite(population) else 2**40
    low, high = 1, max(most, 1)
    reachable = half_width(high) <= margin
    while reachable and low < high:  # the half-width falls as n grows
        middle = (low + high) // 2
        low, high = (low, middle) if half_width(middle) <= margin else (middle + 1, high)
    psus = math.ceil(high / persons_per_psu) if persons_per_psu else None
    invited = min(math.ceil(high / response - 1e-9), population)
    return {"domain": name, "population": population, "n": high, "invited": int(invited), "psus": psus,
            "margin": half_width(high), "is_reachable": reachable}  # fmt: skip


def wave_correlation(icc: float, persons_per_psu: float, psu_correlation: float) -> float:
    """How the estimates of two waves go together when the same clusters, but other persons, are asked in both.

    Examples
    --------
    >>> round(wave_correlation(0.05, 15, 0.8), 3)
    0.353
    """
    return psu_correlation * icc * persons_per_psu / design_effect(icc, persons_per_psu)


def change_error(
    n: float, sd: float, *, n_after: float | None = None, deff: float = 1.0, correlation: float = 0.0, overlap: float = 1.0
) -> float:
    """The standard error of a change between two waves.

    ``correlation`` is that of the two estimates when all clusters are shared (:func:`wave_correlation`); ``overlap`` the share of
    clusters that are.

    Examples
    --------
    >>> round(change_error(400, 0.6, deff=1.5, correlation=0.4), 4)
    0.0402
    """
    _positive(n=n, sd=sd, deff=deff, n_after=n if n_after is None else n_after)
    _within("correlation", correlation, -1, 1, closed=True)
    _within("overlap", overlap, 0, 1, closed=True)
    first, second = deff * sd**2 / n, deff * sd**2 / (n_after or n)
    return math.sqrt(max(first + second - 2 * overlap * correlation * math.sqrt(first * second), 0.0))


def detectable_change(n: float, sd: float, *, power: float = 0.8, alpha: float = 0.05, **design: float) -> float:
    """The smallest true change found with ``power`` by a two-sided test at ``alpha``; design as for :func:`change_error`.

    Examples
    --------
    >>> round(detectable_change(400, 0.6, deff=1.5, correlation=0.4), 3)
    0.113
    """
    _within("power", power, 0.5, 1)
    _within("alpha", alpha, 0, 1)
    return float(special.ndtri(1 - alpha / 2) + special.ndtri(power)) * change_error(n, sd, **design)


def power_of_change(change: float, n: float, sd: float, *, alpha: float = 0.05, **design: float) -> float:
    """The chance that a true change is found; design as for :func:`change_error`.

    Examples
    --------
    >>> round(power_of_change(0.113, 400, 0.6, deff=1.5, correlation=0.4), 2)
    0.8
    """
    _within("alpha", alpha, 0, 1)
    error, far = change_error(n, sd, **design), special.ndtri(1 - alpha / 2)
    shift = abs(change) / error if error else math.inf
    return float(special.ndtr(shift - far) + special.ndtr(-shift - far))


def size_for_change(change: float, sd: float, *, power: float = 0.8, alpha: float = 0.05, **design: float) -> int:
    """Respondents per wave that find a true change with ``power``; design as for :func:`change_error`, both waves alike.

    Examples
    --------
    >>> size_for_change(0.1, 0.6, deff=1.5, correlation=0.4)
    509
    """
    _positive(change=abs(change))
    alone = detectable_change(1, sd, power=power, alpha=alpha, **design)
    return max(math.ceil((alone / abs(change)) ** 2 - 1e-9), 1)


def _refuse_impossible(population: int, margin: float, share: float) -> None:
    if population < 1 or not 0 < margin < 1 or not 0 < share < 1:
        raise UsageFault(
            say(
                f"Populasi {population} harus paling sedikit satu; galat {margin} dan proporsi {share} di antara nol dan satu.",
                f"Population {population} must be at least one; margin {margin} and share {share} between zero and one.",
            )
        )


def _positive(**numbers: float) -> None:
    for name, value in numbers.items():
        if not (value > 0 and math.isfinite(value)):
            raise _fault(f"{name} {value} harus bilangan di atas nol.", f"{name} {value} must be a number above zero.")


def _within(name: str, value: float, low: float, high: float, *, closed: bool = False) -> None:
    fits = low <= value <= high if closed else low < value < high or (name == "response" and value == high)
    if not fits or np.isnan(value):
        raise _fault(f"{name} {value} harus di antara {low} dan {high}.", f"{name} {value} must lie between {low} and {high}.")


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
