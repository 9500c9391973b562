"""Formulas written in a definition, read as straight lines: a constant plus a number times each name.

Text is parsed, never executed: numbers, names, ``+ - * /`` and brackets are all that is understood.
"""

from __future__ import annotations

import ast
from fractions import Fraction

from analitik.core.errors import UsageFault
from analitik.core.locale import say

Line = tuple[Fraction, dict[str, Fraction]]


def linear_form(text: str) -> Line:
    """The constant and the factor of each name in a linear formula, as exact fractions.

    Raises
    ------
    UsageFault
        When the text holds anything but a straight line.

    Examples
    --------
    >>> linear_form("(weighted - 1) / 5 * 100")
    (Fraction(-20, 1), {'weighted': Fraction(20, 1)})
    """
    try:
        constant, factors = _walk(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError, ZeroDivisionError, RecursionError):
        raise UsageFault(
            say(
                f"Rumus '{text}' tidak dapat dibaca; tulis bentuk lurus seperti 'weighted * 25'.",
                f"Formula '{text}' cannot be read; write a straight line such as 'weighted * 25'.",
            )
        ) from None
    return constant, {name: factor for name, factor in factors.items() if factor}


def _walk(node: ast.expr) -> Line:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return Fraction(str(node.value)), {}
    if isinstance(node, ast.Name):
        return Fraction(0), {node.id: Fraction(1)}
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return _times(_walk(node.operand), Fraction(-1))
    if isinstance(node, ast.BinOp):
        return _combine(node.op, _walk(node.left), _walk(node.right))
    raise ValueError("not a straight line")


def _combine(operator: ast.operator, left: Line, right: Line) -> Line:
    if isinstance(operator, ast.Add | ast.Sub):
        right = right if isinstance(operator, ast.Add) else _times(right, Fraction(-1))
        names = {**left[1], **right[1]}
        return left[0] + right[0], {name: left[1].get(name, 0) + right[1].get(name, 0) for name in names}
    if isinstance(operator, ast.Mult) and not left[1]:
        return _times(right, left[0])
    if isinstance(operator, ast.Mult) and not right[1]:
        return _times(left, right[0])
    if isinstance(operator, ast.Div) and not right[1]:
        return _times(left, 1 / right[0])
    raise ValueError("not a straight line")


def _times(line: Line, factor: Fraction) -> Line:
    return line[0] * factor, {name: value * factor for name, value in line[1].items()}
