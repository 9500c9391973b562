"""Answers as they were written become numbers on their scale: which column holds which item, what is blank, what is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.reference.indices import IndexDefinition, Item

BLANK = frozenset({"", "na", "n/a", "nan", "-", "–"})


def to_numbers(column: pd.Series, *, strict: bool = True) -> np.ndarray:
    """A column as floats: blanks (empty, ``NA``, a dash) are NaN, a decimal comma is read.

    Raises
    ------
    UsageFault
        When a cell is neither blank nor a number (with ``strict`` off it becomes infinite, for the caller to refuse).

    Examples
    --------
    >>> to_numbers(pd.Series(["3", " 2,5 ", "", "NA"])).tolist()
    [3.0, 2.5, nan, nan]
    """
    if pd.api.types.is_numeric_dtype(column):
        return column.to_numpy(dtype=float, na_value=np.nan)
    codes, cells = pd.factorize(column)
    values = np.array([*map(_number, cells), np.nan])[codes]
    if strict and np.isinf(values).any():
        row = int(np.argmax(np.isinf(values)))
        raise _fault(
            f"Kolom {column.name} baris {row + 1} bukan bilangan: {column.iloc[row]}.",
            f"Column {column.name} in row {row + 1} is not a number: {column.iloc[row]}.",
        )
    return values


def _number(cell: object) -> float:
    text = str(cell).strip()
    if text.casefold() in BLANK:
        return np.nan
    try:
        return float(text.replace(",", ".", 1) if "." not in text else text)
    except ValueError:
        return np.inf


def item_columns(columns: list[str], definition: IndexDefinition, given: Mapping[str, str] | None = None) -> list[str]:
    """The column of each item, by what its header says and never by its place.

    In order: the office's own mapping (item key or code -> column); a header that names the item (``U8 Sarana dan
    prasarana``, ``sarana``); the bare code (``U8``); ``q1`` ... in the order of the definition. A header's words win over
    its code, because U8 and U9 swap meaning between offices; bare codes follow the definition's order of codes.

    Raises
    ------
    UsageFault
        When an item has no column, or two.

    Examples
    --------
    >>> from analitik.reference.indices import index_definition
    >>> forms = [f"U{k}" for k in range(1, 8)] + ["U8 Sarana", "U9 Pengaduan"]
    >>> item_columns(forms, index_definition("skm"))[-2:]
    ['U9 Pengaduan', 'U8 Sarana']
    """
    names = {column: _words(column) for column in map(str, columns)}
    chosen = _own_mapping(names, definition, given or {})
    labels = {item.key: {column for column, words in names.items() if _names(words, item)} for item in definition.items}
    taken_words = set().union(*labels.values())
    for find in (
        lambda item, position: labels[item.key],
        lambda item, position: next((hit for code in item.codes if (hit := _bare(names, code) - taken_words - set(chosen.values()))), set()),
        lambda item, position: _bare(names, f"q{position}") - taken_words,
        lambda item, position: {column for column, words in names.items() if _speaks_of(words, item, definition)},
    ):  # fmt: skip
        for position, item in enumerate(definition.items, start=1):
            if item.key not in chosen and (hits := find(item, position) - set(chosen.values())):
                chosen[item.key] = _only(hits, item)
    absent = [item.name_id for item in definition.items if item.key not in chosen]
    if absent:
        raise _fault(
            f"Kolom untuk {', '.join(absent)} tidak ditemukan; yang ada: {', '.join(names)}.",
            f"No column for {', '.join(absent)}; there are: {', '.join(names)}.",
        )
    return [chosen[item.key] for item in definition.items]


def read_answers(frame: pd.DataFrame, definition: IndexDefinition, given: Mapping[str, str] | None = None) -> np.ndarray:
    """Answers as a matrix, one row per respondent and one column per item, NaN where blank.

    Raises
    ------
    UsageFault
        When an item has no column or an answer is no whole number on the scale; a whole other scale is named as such.
    """
    named = frame.rename(columns=str)
    columns = item_columns(list(named.columns), definition, given)
    values = np.empty((len(named), len(columns)))
    for position, column in enumerate(columns):
        values[:, position] = to_numbers(named[column], strict=False)
    with np.errstate(invalid="ignore"):
        wrong = (values < definition.lowest) | (values > definition.highest) | (values != np.round(values)) & ~np.isnan(values)
    if wrong.any():
        _refuse(named, columns, values, wrong, definition)
    return values


def _refuse(frame: pd.DataFrame, columns: list[str], values: np.ndarray, wrong: np.ndarray, definition: IndexDefinition) -> None:
    row, column = np.argwhere(wrong)[0]
    found, low, high = frame[columns[column]].iloc[row], definition.lowest, definition.highest
    numbers = values[np.isfinite(values)]
    other = int(numbers.max()) if len(numbers) and np.all(numbers == np.round(numbers)) else 0
    hint = ("", "")
    if high < other <= 10 and numbers.min() >= 0:
        hint = (f" Jawaban tampak berskala sampai {other}: pakai definisi berskala itu, jangan diubah dengan perkalian.",
                f" The answers seem to be on a scale up to {other}: use a definition with that scale, do not rescale.")  # fmt: skip
    raise _fault(
        f"Jawaban {found} pada baris {row + 1} kolom {columns[column]} di luar skala {low} sampai {high} "
        f"({int(wrong.sum())} jawaban serupa); {definition.name_id} memakai bilangan bulat pada skala itu." + hint[0],
        f"Answer {found} in row {row + 1}, column {columns[column]} is off the scale {low} to {high} "
        f"({int(wrong.sum())} such answers); the index takes whole numbers on that scale." + hint[1],
    )


def _words(header: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", header.casefold()))


def _names(words: str, item: Item) -> bool:
    """Does the header name the item: its key or name alone, or after one of its codes?"""
    full = {_words(item.key), _words(item.name_id), _words(item.name_en)}
    if words in full:
        return True
    code, _, rest = words.partition(" ")
    return code in {each.casefold() for each in item.codes} and bool(rest) and _holds(rest, _words(item.key))


def _speaks_of(words: str, item: Item, definition: IndexDefinition) -> bool:
    """Does the header hold the item's key as a word, and no other item's?"""
    return [each.key for each in definition.items if _holds(words, _words(each.key))] == [item.key]


def _holds(words: str, key: str) -> bool:
    return f" {key} " in f" {words} "


def _bare(names: dict[str, str], code: str) -> set[str]:
    exact = {column for column, words in names.items() if words == code.casefold()}
    return exact or {column for column, words in names.items() if words.partition(" ")[0] == code.casefold()}


def _own_mapping(names: dict[str, str], definition: IndexDefinition, given: Mapping[str, str]) -> dict[str, str]:
    keys = {item.codes[0].casefold(): item.key for item in definition.items} | {item.key: item.key for item in definition.items}
    strange = [f"{item}={column}" for item, column in given.items() if item.casefold() not in keys or column not in names]
    if strange:
        raise _fault(
            f"Pemetaan {', '.join(strange)} tidak dapat dipakai: kiri unsur atau kodenya, kanan kolom yang ada.",
            f"Mapping {', '.join(strange)} cannot be used: an item or its code on the left, an existing column on the right.",
        )
    return {keys[item.casefold()]: column for item, column in given.items()}


def _only(hits: set[str], item: Item) -> str:
    if len(hits) > 1:
        raise _fault(
            f"Unsur {item.name_id} cocok dengan beberapa kolom: {', '.join(sorted(hits))}; sebutkan satu dalam pemetaan.",
            f"Item {item.name_en} fits several columns: {', '.join(sorted(hits))}; name one in a mapping.",
        )
    return next(iter(hits))


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
