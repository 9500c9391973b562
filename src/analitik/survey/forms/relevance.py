"""Who is asked a question: the conditions of a form, parsed and worked out over all respondents at once, never run as code.

Read: ``${q}``, ``.``, texts, numbers, ``= != < <= > >=``, ``and or``, ``+ - * div mod``, ``not() selected() count-selected() true() false()``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

_TOKEN = re.compile(
    r"\s*(?:\$\{\s*(?P<name>[^}\s]+)\s*\}|(?P<text>'[^']*'|\"[^\"]*\"|‘[^’]*’|“[^”]*”)|(?P<number>\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<word>[A-Za-z][A-Za-z-]*)|(?P<sign><=|>=|!=|[=<>+*(),.-]))"
)
_COMPARE = {"=": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}
_ARITHMETIC = {"+": np.add, "-": np.subtract, "*": np.multiply, "div": np.divide, "mod": np.fmod}
_FUNCTIONS = {"not": 1, "selected": 2, "count-selected": 1, "true": 0, "false": 0}
_DEEPEST = 50
SELF = "."

Tree = tuple[Any, ...]


class NotUnderstood(ValueError):
    """An expression beyond what this room reads; the text says which part."""


@dataclass(frozen=True)
class Given:
    """The answers to one question: ``texts`` are the distinct ones as codes (empty: no answer), ``place`` says whose is which."""

    texts: np.ndarray
    place: np.ndarray

    @classmethod
    def of(cls, answers: list[str]) -> Given:
        """From one text per respondent."""
        texts, place = np.unique(np.array(answers, dtype=object), return_inverse=True)
        return cls(texts, place)


def parse(expression: str) -> Tree:
    """The expression as a tree.

    Raises
    ------
    NotUnderstood
        When a part of it is none of the supported ones.

    Examples
    --------
    >>> parse("${usia} >= 17")
    ('compare', '>=', ('name', 'usia'), ('number', 17.0))
    """
    return _Parser(_tokens(expression)).whole()


def names_in(tree: Tree) -> set[str]:
    """The questions an expression asks about.

    >>> sorted(names_in(parse("selected(${a}, 'x') or ${b} > 3")))
    ['a', 'b']
    """
    if tree[0] == "name":
        return {tree[1]} - {SELF}
    return set().union(*(names_in(part) for part in tree[1:] if isinstance(part, tuple)))


def holds(tree: Tree, given: Mapping[str, Given], n: int) -> np.ndarray:
    """For each of ``n`` respondents, whether the expression is true of the answers given.

    Raises
    ------
    NotUnderstood
        When it speaks of a question that is not there.

    Examples
    --------
    >>> kanal = Given.of(["tv radio", "", "radio"])
    >>> holds(parse("selected(${kanal}, 'tv') or ${kanal} = ''"), {"kanal": kanal}, 3).tolist()
    [True, True, False]
    """
    with np.errstate(all="ignore"):
        return _truth(_value(tree, given, n), n)


def _tokens(expression: str) -> list[tuple[str, str]]:
    tokens, place, text = [], 0, expression.strip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if not found:
            raise NotUnderstood(text[place : place + 20])
        kind = str(found.lastgroup)
        tokens.append((kind, found[kind]))
        place = found.end()
    return tokens


class _Parser:
    """Recursive descent over the tokens; one method per level of binding."""

    def __init__(self, tokens: list[tuple[str, str]]):
        self._tokens, self._place, self._depth = tokens, 0, 0

    def whole(self) -> Tree:
        tree = self._either()
        if self._place < len(self._tokens):
            raise NotUnderstood(self._tokens[self._place][1])
        return tree

    def _next_is(self, *wanted: str) -> str | None:
        if self._place < len(self._tokens):
            kind, text = self._tokens[self._place]
            if kind in ("word", "sign") and text in wanted:
                self._place += 1
                return text
        return None

    def _either(self) -> Tree:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise NotUnderstood("(((")
        tree = self._both()
        while self._next_is("or"):
            tree = ("or", tree, self._both())
        self._depth -= 1
        return tree

    def _both(self) -> Tree:
        tree = self._comparison()
        while self._next_is("and"):
            tree = ("and", tree, self._comparison())
        return tree

    def _comparison(self) -> Tree:
        tree = self._sum()
        while sign := self._next_is(*_COMPARE):
            tree = ("compare", sign, tree, self._sum())
        return tree

    def _sum(self) -> Tree:
        tree = self._product()
        while sign := self._next_is("+", "-"):
            tree = ("arithmetic", sign, tree, self._product())
        return tree

    def _product(self) -> Tree:
        tree = self._single()
        while sign := self._next_is("*", "div", "mod"):
            tree = ("arithmetic", sign, tree, self._single())
        return tree

    def _single(self) -> Tree:
        if self._next_is("-"):
            return ("arithmetic", "-", ("number", 0.0), self._single())
        if self._next_is("("):
            tree = self._either()
            self._demand(")")
            return tree
        if self._next_is("."):
            return ("name", SELF)
        if self._place >= len(self._tokens):
            raise NotUnderstood("…")
        kind, text = self._tokens[self._place]
        self._place += 1
        if kind == "name":
            return ("name", text)
        if kind == "text":
            return ("text", text[1:-1])
        if kind == "number":
            return ("number", float(text))
        if kind == "word" and self._next_is("("):
            return self._call(text)
        raise NotUnderstood(text)

    def _call(self, name: str) -> Tree:
        parts = []
        if not self._next_is(")"):
            parts.append(self._either())
            while self._next_is(","):
                parts.append(self._either())
            self._demand(")")
        if _FUNCTIONS.get(name) != len(parts):
            raise NotUnderstood(f"{name}()")
        if name == "selected" and parts[1][0] not in ("text", "number"):
            raise NotUnderstood("selected(…, ${…})")
        if name in ("selected", "count-selected") and parts[0][0] != "name":
            raise NotUnderstood(f"{name}(…)")
        return (name, *parts)

    def _demand(self, sign: str) -> None:
        if not self._next_is(sign):
            raise NotUnderstood(f"tanpa {sign}")


def _value(tree: Tree, given: Mapping[str, Given], n: int) -> Any:
    """A Given (answers), a text, a number (or an array of them), or an array of truths."""
    kind = tree[0]
    if kind == "name":
        if tree[1] not in given:
            raise NotUnderstood(f"${{{tree[1]}}}")
        return given[tree[1]]
    if kind in ("text", "number"):
        return tree[1]
    if kind in ("true", "false"):
        return np.full(n, kind == "true")
    if kind in ("selected", "count-selected"):
        return _selected(kind, given, tree, n)
    parts = [_value(part, given, n) for part in tree[1:] if isinstance(part, tuple)]
    if kind == "not":
        return ~_truth(parts[0], n)
    if kind in ("and", "or"):
        both = _truth(parts[0], n), _truth(parts[1], n)
        return both[0] & both[1] if kind == "and" else both[0] | both[1]
    if kind == "arithmetic":
        return _ARITHMETIC[tree[1]](_number(parts[0]), _number(parts[1]))
    return _compare(tree[1], parts[0], parts[1])


def _selected(kind: str, given: Mapping[str, Given], tree: Tree, n: int) -> np.ndarray:
    chosen = _value(tree[1], given, n)
    if kind == "count-selected":
        return np.array([float(len(text.split())) for text in chosen.texts])[chosen.place]
    wanted = _as_text(tree[2][1])
    return np.array([wanted in text.split() for text in chosen.texts], dtype=bool)[chosen.place]


def _compare(sign: str, left: Any, right: Any) -> np.ndarray:
    """XPath's rule: ``=`` compares texts where both are texts, everything else compares numbers."""
    both_texts = all(isinstance(side, Given | str) for side in (left, right))
    if sign in ("=", "!=") and both_texts:
        if isinstance(left, Given) and isinstance(right, str):
            return _COMPARE[sign](left.texts == right, True)[left.place]
        if isinstance(left, str) and isinstance(right, Given):
            return _compare(sign, right, left)
        left, right = (side.texts[side.place] if isinstance(side, Given) else side for side in (left, right))
        return np.asarray(_COMPARE[sign](left, right), dtype=bool)
    return _COMPARE[sign](_number(left), _number(right))


def _number(value: Any) -> Any:
    if isinstance(value, Given):
        return np.array([_as_number(text) for text in value.texts], dtype=float)[value.place]
    return _as_number(value) if isinstance(value, str) else np.asarray(value, dtype=float)


def _as_number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return np.nan


def _as_text(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:g}"


def _truth(value: Any, n: int) -> np.ndarray:
    """A text is true unless empty, a number unless zero or none."""
    if isinstance(value, Given):
        return (value.texts != "")[value.place]
    if isinstance(value, str):
        return np.full(n, bool(value))
    truth = np.asarray(value)
    truth = truth if truth.dtype == bool else ~np.isnan(truth) & (truth != 0)
    return np.broadcast_to(truth, (n,)).copy()
