"""Who is asked where: respondents shared out over strata, units drawn with chances by size, respondents per unit.

Formulas, sources and limits: docs/metode/rencana-sampel.md.
"""

from __future__ import annotations

import math
import zlib

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.survey.answers import to_numbers

METHODS = ("proportional", "equal", "neyman", "power")


def allocate(
    strata: pd.DataFrame,
    n: int,
    method: str = "proportional",
    *,
    size: str = "size",
    sd: str | None = None,
    exponent: float = 0.5,
    minimum: int = 0,
) -> pd.DataFrame:
    """Share ``n`` respondents out over strata; none gets more than it has persons, none less than ``minimum`` where it has them.

    Parameters
    ----------
    strata : DataFrame
        One row per stratum.
    n : int
        Respondents in all.
    method : str
        ``proportional`` to size, ``equal``, ``neyman`` (size times spread; least error for the whole), or ``power`` (size to
        ``exponent``; one half is the square-root rule).
    size, sd : str
        Columns with the persons of each stratum and, for ``neyman``, their spread.
    minimum : int
        Least respondents per stratum.

    Returns
    -------
    DataFrame
        The rows of ``strata`` with ``n`` (whole numbers that add up to n) and ``sampled_share``.

    Raises
    ------
    UsageFault
        When the method is not known, a size or spread is no positive number, or n is beyond what minimum and sizes allow.

    Examples
    --------
    >>> strata = pd.DataFrame({"kanwil": ["a", "b", "c"], "size": [100, 900, 2500]})
    >>> [allocate(strata, 300, method)["n"].tolist() for method in ("proportional", "equal", "power")]
    [[9, 77, 214], [100, 100, 100], [33, 100, 167]]
    """
    if method not in METHODS:
        raise _fault(f"Cara '{method}' tidak dikenal; pilih {', '.join(METHODS)}.", f"Method '{method}' is not known; use {', '.join(METHODS)}.")
    sizes = _column(strata, size)
    if method == "neyman" and sd is None:
        raise _fault("Cara neyman memerlukan kolom simpangan baku (sd).", "Method neyman needs a column of standard deviations (sd).")
    spread = _column(strata, sd) if method == "neyman" else None
    wanted = {"proportional": sizes, "equal": np.ones(len(sizes)), "power": sizes**exponent}.get(method, spread)
    wanted = sizes * spread if method == "neyman" else wanted
    most = np.floor(sizes)
    least = np.minimum(minimum, most)
    if not least.sum() <= n <= most.sum():
        raise _fault(
            f"n {n} tidak mungkin: minimum {minimum} per strata meminta {least.sum():.0f}, dan yang ada {most.sum():.0f} orang.",
            f"n {n} is not possible: minimum {minimum} per stratum asks for {least.sum():.0f}, and there are {most.sum():.0f} persons.",
        )
    found = _share_out(wanted, n, least, most)
    return strata.assign(n=found, sampled_share=found / sizes)


def plan_units(
    register: pd.DataFrame,
    n: int,
    *,
    by: str = "kanwil",
    code: str = "kode",
    method: str = "proportional",
    size: str | None = None,
    sd: str | None = None,
    exponent: float = 0.5,
    minimum: int = 0,
    persons_per_psu: int = 15,
    seed: int = 2022,
) -> pd.DataFrame:
    """The plan: which units of a register are drawn, and how many are asked in each.

    Units are drawn within strata systematically with chances by size (large ones for certain), at least two per stratum where
    there are two; respondents per unit make the weights of a stratum equal as far as sizes allow.

    Parameters
    ----------
    register : DataFrame
        One row per unit.
    by, code : str
        Columns with the stratum and the unit's own code.
    size, sd : str, optional
        Columns with the persons of each unit (without it each unit counts alike, and weights count units instead of persons)
        and the spread within its stratum.
    persons_per_psu : int
        Respondents wanted per drawn unit.
    seed : int
        The draw depends on it and on the stratum's own units alone.

    Returns
    -------
    DataFrame
        One row per unit of the register, by stratum and code: ``code``, ``by``, ``size``, ``is_selected``, ``is_certain``,
        ``chance`` (of being drawn), ``n`` (respondents), ``weight`` (persons each stands for; missing where nobody is asked).

    Raises
    ------
    UsageFault
        As :func:`allocate`; also when a code is empty or stands twice.

    Examples
    --------
    >>> register = pd.DataFrame({"kode": ["a", "b", "c", "d"], "kanwil": [1, 1, 1, 1], "size": [100, 100, 100, 900]})
    >>> plan_units(register, 60, size="size", persons_per_psu=30)[["kode", "is_certain", "chance"]].tail(1).values.tolist()
    [['d', True, 1.0]]
    """
    units = _units(register, by, code, size)
    strata = units.groupby(by, sort=True)["size"].agg(["sum", "count"]).rename(columns={"sum": "size"})
    if sd:
        strata["sd"] = register.assign(_sd=_column(register, sd)).groupby(by)["_sd"].mean()
    room = strata if size else strata.assign(size=strata["size"] * 10_000)
    shared = allocate(room, n, method, sd="sd" if sd else None, exponent=exponent, minimum=minimum)["n"]
    if persons_per_psu < 1:
        raise _fault(f"persons_per_psu {persons_per_psu} harus paling sedikit satu.", f"persons_per_psu {persons_per_psu}: at least one.")
    parts = [_draw(part, int(shared[name]), persons_per_psu, str(name), seed, bool(size)) for name, part in units.groupby(by, sort=True)]
    return pd.concat(parts, ignore_index=True)


def _draw(units: pd.DataFrame, n: int, persons_per_psu: int, name: str, seed: int, persons_known: bool) -> pd.DataFrame:
    sizes = units["size"].to_numpy()
    drawn = min(max(math.ceil(n / persons_per_psu), min(2, n)), len(units))
    if persons_known:
        drawn = _enough(sizes, drawn, n)
    chance = inclusion_chances(sizes, drawn)
    start = np.random.default_rng([seed, zlib.crc32(name.encode())]).random()
    ticks = np.floor(np.cumsum(chance) - start + 1e-9)
    chosen = np.diff(ticks, prepend=np.floor(-start)) > 0
    certain = chance >= 1 - 1e-12
    asked = np.zeros(len(units), dtype=int)
    if n:
        most = sizes[chosen] if persons_known else np.full(chosen.sum(), np.inf)
        asked[chosen] = _share_out(sizes[chosen] / chance[chosen], min(n, int(min(most.sum(), n))), np.minimum(1, most), most)
    with np.errstate(divide="ignore", invalid="ignore"):
        weight = np.where(asked > 0, sizes / (chance * asked), np.nan)
    return units.assign(is_selected=chosen, is_certain=certain, chance=chance, n=asked, weight=weight)


def _enough(sizes: np.ndarray, drawn: int, n: int) -> int:
    """As many units as hold n persons even if the smallest are drawn."""
    held = np.cumsum(np.sort(np.floor(sizes)))
    return max(drawn, int(np.searchsorted(held, n)) + 1) if n <= held[-1] else len(sizes)


def inclusion_chances(sizes: np.ndarray, drawn: int) -> np.ndarray:
    """Chances in proportion to size that add up to ``drawn``; a unit that would exceed one is certain.

    Examples
    --------
    >>> inclusion_chances(np.array([100.0, 100, 100, 900]), 2).round(3).tolist()
    [0.333, 0.333, 0.333, 1.0]
    """
    chance, certain = np.zeros(len(sizes)), np.zeros(len(sizes), dtype=bool)
    while drawn > certain.sum():
        rest = ~certain
        chance[rest] = (drawn - certain.sum()) * sizes[rest] / sizes[rest].sum()
        above = rest & (chance >= 1 - 1e-12)
        chance[above] = 1.0
        if not above.any():
            break
        certain |= above
    return chance


def _share_out(wanted: np.ndarray, n: int, least: np.ndarray, most: np.ndarray) -> np.ndarray:
    """Whole numbers in proportion to ``wanted`` within bounds that add up to n; largest remainders get the rest."""
    low, high = 0.0, (n + 1.0) / wanted.min() if len(wanted) else 1.0
    for _ in range(70):
        middle = (low + high) / 2
        low, high = (middle, high) if np.clip(middle * wanted, least, most).sum() < n else (low, middle)
    exact = np.clip(high * wanted, least, most)
    whole = np.floor(exact + 1e-9)
    order = np.lexsort((np.arange(len(exact)), -np.round(exact - whole, 9)))
    open_ = [k for k in order if whole[k] < most[k]]
    for k in open_[: int(round(n - whole.sum()))]:
        whole[k] += 1
    return whole.astype(int)


def _units(register: pd.DataFrame, by: str, code: str, size: str | None) -> pd.DataFrame:
    for name in (by, code):
        if name not in register.columns:
            there = ", ".join(map(str, register.columns))
            raise _fault(f"Kolom {name} tidak ada; yang ada: {there}.", f"Column {name} does not exist; there are: {there}.")
        empty = register[name].isna() | (register[name].astype("str").str.strip() == "")
        if empty.any():
            row = int(np.argmax(empty)) + 1
            raise _fault(f"Kolom {name} kosong pada baris {row}.", f"Column {name} is empty in row {row}.")
    twice = register[code].duplicated()
    if twice.any():
        first = register.loc[twice, code].iloc[0]
        raise _fault(f"Kode unit {first} muncul dua kali.", f"Unit code {first} stands twice.")
    sizes = _column(register, size) if size else np.ones(len(register))
    units = pd.DataFrame({code: register[code].to_numpy(), by: register[by].to_numpy(), "size": sizes})
    return units.sort_values([by, code], kind="stable").reset_index(drop=True)


def _column(frame: pd.DataFrame, name: str) -> np.ndarray:
    if name not in frame.columns:
        there = ", ".join(map(str, frame.columns))
        raise _fault(f"Kolom {name} tidak ada; yang ada: {there}.", f"Column {name} does not exist; there are: {there}.")
    values = to_numbers(frame[name])
    bad = ~(np.isfinite(values) & (values > 0))
    if bad.any():
        row = int(np.argmax(bad))
        shown = frame[name].iloc[row]
        raise _fault(
            f"Kolom {name} baris {row + 1} bukan bilangan di atas nol: {shown}.", f"Column {name} in row {row + 1} is not above zero: {shown}."
        )
    return values


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
