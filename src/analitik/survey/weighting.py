"""Weights that make the sample resemble the population where its make-up is known.

Formulas, sources and limits: docs/metode/pembobotan.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.survey import calibration
from analitik.survey.categories import label_of, labels_of
from analitik.survey.design import Calibration, compact, read_numbers, read_weights

METHODS = ("rake", "poststratify", "linear", "raking", "logit")
Targets = Mapping[str, float | Mapping[Any, float]]


@dataclass(frozen=True)
class Weighting:
    """Weights and what they did.

    ``weights`` has one weight per row of the frame. ``report`` has one row per margin and category: ``margin``, ``category``
    (None for the sum of a column of numbers), ``n``, ``target``, ``before``, ``after`` (weighted totals), ``before_share``,
    ``after_share``. ``deff_before`` and ``deff`` are Kish's. ``calibration`` goes into a Design, so that errors know of it.
    """

    weights: pd.Series
    report: pd.DataFrame
    method: str
    iterations: int
    deff_before: float
    deff: float
    calibration: Calibration


def weigh(
    frame: pd.DataFrame,
    margins: Targets,
    *,
    method: str = "rake",
    weights: str | None = None,
    bounds: tuple[float, float] | None = None,
    trim: tuple[float, float] | None = None,
    strict: bool = True,
) -> Weighting:
    """Adjust weights until weighted totals meet known ones.

    Parameters
    ----------
    frame : DataFrame
        One row per respondent.
    margins : mapping
        Column -> {category: total or share}; ``a:b`` -> {``x:y``: ...} for two columns crossed; a column of numbers -> its
        known sum (``linear``, ``raking`` and ``logit`` only). Shares sum to one and take the size of the population from the
        other margins, or from the weights before.
    method : str
        ``rake`` (margin by margin), ``poststratify`` (one margin), ``linear`` (regression; cut off at ``bounds``),
        ``raking`` (exponential) or ``logit`` (within ``bounds`` of the factor on each weight).
    weights : str, optional
        The weights before; none means equal ones.
    trim : tuple, optional
        Lowest and highest weight; what is cut is shared equally by the others. Margins then hold only nearly: see ``report``.
    strict : bool
        Trim again until no weight lies outside.

    Raises
    ------
    UsageFault
        When a column or category is absent, margins contradict each other, or no weights meet them.

    Examples
    --------
    >>> answers = pd.DataFrame({"sex": ["L", "L", "L", "P"]})
    >>> weigh(answers, {"sex": {"L": 50, "P": 50}}).weights.round(3).tolist()
    [16.667, 16.667, 16.667, 50.0]
    """
    if method not in METHODS:
        raise _fault(f"Metode '{method}' tidak dikenal; pilih {', '.join(METHODS)}.",
                     f"Method '{method}' is not known; use {', '.join(METHODS)}.")  # fmt: skip
    _refuse_absent(frame, margins, weights)
    base = read_weights(frame, weights) if weights else np.ones(len(frame))
    counted = {name: given for name, given in margins.items() if isinstance(given, Mapping)}
    summed = {name: float(given) for name, given in margins.items() if not isinstance(given, Mapping)}
    _refuse_unfit(method, counted, summed, bounds)
    read = {name: _read(frame, name, base, given) for name, given in counted.items()}
    targets = _targets(read, base)
    numbers = {name: read_numbers(frame, name) for name in summed}
    factor, iterations = _solve(method, base, read, targets, numbers, summed, bounds)
    found = base * factor
    if (found < 0).any():
        raise _fault(f"Kalibrasi linear memberi {int((found < 0).sum())} bobot negatif; pakai bounds, rake atau logit.",
                     f"Linear calibration gave {int((found < 0).sum())} negative weights; use bounds, rake or logit.")  # fmt: skip
    found = found if trim is None else calibration.trim(found, *trim, strict=strict)
    return Weighting(
        weights=pd.Series(found, index=frame.index, name="weight"),
        report=_report(read, targets, numbers, summed, base, found),
        method=method,
        iterations=iterations,
        deff_before=kish(base),
        deff=kish(found),
        calibration=Calibration(tuple(counted), tuple(summed), weights, has_total=bool(counted)),
    )


def kish(weights) -> float:
    """The design effect of unequal weights after Kish: ``n * sum(w^2) / sum(w)^2`` over the weights above zero.

    Examples
    --------
    >>> kish([1.0, 1.0, 2.0])
    1.125
    """
    weights = np.asarray(weights, dtype=float)
    return float((weights > 0).sum() * (weights @ weights) / weights.sum() ** 2)


@dataclass(frozen=True)
class _Margin:
    """One margin as it was read: the category of each row, their names, and what was given for each."""

    codes: np.ndarray
    names: list[str]
    given: np.ndarray
    n: np.ndarray
    before: np.ndarray


def _read(frame: pd.DataFrame, name: str, base: np.ndarray, given: Mapping[Any, float]) -> _Margin:
    codes, names = labels_of(frame, name)
    if len(codes) and codes.min() < 0:
        row = int(np.argmax(codes < 0)) + 1
        raise _fault(f"Kolom {name} kosong pada baris {row}; setiap responden memerlukan kategori.",
                     f"Column {name} is empty in row {row}; every respondent needs a category.")  # fmt: skip
    wanted = {label_of(key): value for key, value in given.items()}
    strange, absent = [label for label in names if label not in wanted], [label for label in wanted if label not in names]
    if strange:
        raise _fault(f"Margin {name} tidak memuat kategori {', '.join(strange)} yang ada pada data.",
                     f"Margin {name} lacks the categories {', '.join(strange)} of the data.")  # fmt: skip
    if absent:
        raise _fault(f"Kategori {', '.join(absent)} pada margin {name} tidak punya responden; gabungkan dengan kategori lain.",
                     f"Categories {', '.join(absent)} of margin {name} have no respondents; merge them with others.")  # fmt: skip
    values = np.array([_number(wanted[label], name, label) for label in names])
    before, n = np.bincount(codes, base, len(names)), np.bincount(codes, minlength=len(names))
    for label, weight in zip(names, before, strict=True):
        if weight == 0:
            raise _fault(f"Semua responden {name}={label} berbobot nol.", f"All respondents with {name}={label} weigh zero.")
    return _Margin(codes, names, values, n, before)


def _targets(read: Mapping[str, _Margin], base: np.ndarray) -> dict[str, np.ndarray]:
    """Shares become totals of the population that the other margins, or the weights, imply; totals must agree."""
    sums = {name: float(margin.given.sum()) for name, margin in read.items()}
    totals = {name: total for name, total in sums.items() if not _is_share(read[name].given)}
    size = next(iter(totals.values()), float(base.sum()))
    for name, total in totals.items():
        if abs(total - size) > 1e-6 * size:
            first = next(iter(totals))
            raise _fault(f"Margin bertentangan: {first} berjumlah {size:g}, {name} berjumlah {total:g}.",
                         f"Margins contradict each other: {first} sums to {size:g}, {name} to {total:g}.")  # fmt: skip
    for name, margin in read.items():
        if _is_share(margin.given) and abs(sums[name] - 1) > 1e-6:
            raise _fault(f"Pangsa pada margin {name} berjumlah {sums[name]:g}, bukan 1.",
                         f"The shares of margin {name} sum to {sums[name]:g}, not 1.")  # fmt: skip
    return {name: margin.given / sums[name] * size for name, margin in read.items()}


def _is_share(given: np.ndarray) -> bool:
    return bool((given <= 1).all())


def _solve(method: str, base, read, targets, numbers, summed, bounds) -> tuple[np.ndarray, int]:
    """The factor of each row. Rows alike in all margins share one, so the search is over cells unless numbers are among them."""
    cell, first = _cells([margin.codes for margin in read.values()], len(base))
    if numbers:
        cell, first = np.arange(len(base)), np.arange(len(base))
    weight = np.bincount(cell, base, minlength=len(first))
    codes = [margin.codes[first] for margin in read.values()]
    if method in ("rake", "poststratify"):
        found = calibration.rake(weight, codes, list(targets.values()))
    else:
        dummies = [(code[:, None] == np.arange(len(target))) * 1.0 for code, target in zip(codes, targets.values(), strict=True)]
        x = np.column_stack([*dummies, *numbers.values()])
        totals = np.concatenate([*targets.values(), list(summed.values())])
        found = calibration.calibrate(weight, x, totals, method, bounds)
    return found.factor[cell], found.iterations


def _cells(codes: list[np.ndarray], n: int) -> tuple[np.ndarray, np.ndarray]:
    """The cell of each row (rows alike in every margin) and a row of each cell."""
    if not codes:
        return np.zeros(n, dtype=np.int64), np.zeros(min(n, 1), dtype=np.int64)
    key = codes[0].astype(np.int64)
    for more in codes[1:]:
        key = key * (int(more.max(initial=0)) + 1) + more
        if int(key.max(initial=0)) > 4 * n + 1_000_000:
            key = compact(key)[1]
    found, cell = compact(key)
    first = np.empty(len(found), dtype=np.int64)
    first[cell] = np.arange(n)
    return cell, first


def _report(read, targets, numbers, summed, base, found) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    all_before, all_after = base.sum(), found.sum()
    for name, margin in read.items():
        after = np.bincount(margin.codes, found, len(margin.names))
        for k, label in enumerate(margin.names):
            rows.append(
                {"margin": name, "category": label, "n": int(margin.n[k]), "target": targets[name][k], "before": margin.before[k],
                 "after": after[k], "before_share": margin.before[k] / all_before, "after_share": after[k] / all_after}
            )  # fmt: skip
    for name, values in numbers.items():
        ends = {"before": float(base @ values), "after": float(found @ values)}
        rows.append({"margin": name, "category": None, "n": len(values), "target": summed[name], **ends,
                     "before_share": np.nan, "after_share": np.nan})  # fmt: skip
    return pd.DataFrame(rows)


def _refuse_unfit(method: str, counted: Mapping, summed: Mapping, bounds) -> None:
    if not counted and not summed:
        raise _fault("Margin kosong: tulis kolom dan kategorinya.", "No margins: write columns and their categories.")
    if method in ("rake", "poststratify") and summed:
        name = next(iter(summed))
        raise _fault(f"{name} berupa jumlah bilangan; metode {method} hanya memakai kategori, pakai linear, raking atau logit.",
                     f"{name} is a sum of numbers; {method} takes categories only, use linear, raking or logit.")  # fmt: skip
    if method == "poststratify" and len(counted) != 1:
        raise _fault("Pascastratifikasi memakai tepat satu margin; silangkan kolom dengan a:b, atau pakai rake.",
                     "Post-stratification takes exactly one margin; cross columns with a:b, or use rake.")  # fmt: skip
    if method == "logit" and bounds is None:
        raise _fault("Metode logit memerlukan batas, misalnya 0.5,2.", "Method logit needs bounds, as 0.5,2.")
    if bounds is not None and method not in ("linear", "logit"):
        raise _fault(f"Metode {method} tidak memakai batas; pakai linear atau logit.",
                     f"Method {method} takes no bounds; use linear or logit.")  # fmt: skip


def _refuse_absent(frame: pd.DataFrame, margins: Mapping, weights: str | None) -> None:
    wanted = [weights] if weights else []
    for name in map(str, margins):
        wanted += [name] if name in frame.columns or ":" not in name else name.split(":")
    absent = [name for name in wanted if name not in frame.columns]
    if absent:
        there = ", ".join(map(str, frame.columns))
        raise _fault(f"Kolom {', '.join(absent)} tidak ada; yang ada: {there}.",
                     f"Columns {', '.join(absent)} do not exist; there are: {there}.")  # fmt: skip


def _number(value: Any, name: str, label: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not np.isfinite(value) or value <= 0:
        raise _fault(f"Margin {name}, kategori {label}: '{value}' bukan bilangan di atas nol.",
                     f"Margin {name}, category {label}: '{value}' is not a number above zero.")  # fmt: skip
    return float(value)


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
