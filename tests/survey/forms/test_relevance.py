"""Conditions of a form: what they mean, and which of them are not understood."""

import numpy as np
import pytest

from analitik.survey.forms.relevance import Given, NotUnderstood, holds, names_in, parse

GIVEN = {
    "jk": Given.of(["L", "P", "", "P"]),
    "usia": Given.of(["17", "30", "", "98"]),
    "batas": Given.of(["18", "18", "18", "18"]),
    "kanal": Given.of(["tv radio", "radio", "", "tv2"]),
}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("${jk} = 'P'", [0, 1, 0, 1]),
        ("${jk} != 'P'", [1, 0, 1, 0]),
        ("'P' = ${jk}", [0, 1, 0, 1]),
        ("${jk} = ''", [0, 0, 1, 0]),
        ("${usia} > 17", [0, 1, 0, 1]),
        ("${usia}>=17 and ${usia}<98", [1, 1, 0, 0]),
        ("${usia} = 30", [0, 1, 0, 0]),
        ("${usia} = '30'", [0, 1, 0, 0]),
        ("${usia} < ${batas}", [1, 0, 0, 0]),
        ("${usia} + 1 = ${batas}", [1, 0, 0, 0]),
        ("selected(${kanal}, 'tv')", [1, 0, 0, 0]),
        ("selected( ${kanal} , \"radio\" )", [1, 1, 0, 0]),
        ("not(selected(${kanal}, 'tv'))", [0, 1, 1, 1]),
        ("count-selected(${kanal}) >= 2", [1, 0, 0, 0]),
        ("${jk} = 'L' or ${jk} = 'P' and ${usia} > 50", [1, 0, 0, 1]),
        ("(${jk} = 'L' or ${jk} = 'P') and ${usia} > 50", [0, 0, 0, 1]),
        ("${usia} mod 2 = 0", [0, 1, 0, 1]),
        ("${usia} > -1", [1, 1, 0, 1]),
        ("true()", [1, 1, 1, 1]),
        ("${jk}", [1, 1, 0, 1]),
        ("${jk} = ‘P’", [0, 1, 0, 1]),
    ],
)  # fmt: skip
def test_a_condition_is_worked_out_as_the_form_means_it(expression, expected):
    assert holds(parse(expression), GIVEN, 4).astype(int).tolist() == expected


@pytest.mark.parametrize(
    "expression",
    ["", "${a} =", "regex(., '^a')", "${a} = 'x", "__import__('os')", "${a} ** 2", "selected('x', 'y')", "selected(${a}, ${b})",
     "(${a} = 1", "${a} = 1)", "today() > 3", "(" * 200 + "1" + ")" * 200, "position(..)", "if(${a}, 1, 2)"],
)  # fmt: skip
def test_what_is_not_supported_is_said_and_never_run(expression):
    with pytest.raises(NotUnderstood):
        parse(expression)


def test_a_question_that_is_not_there_is_not_understood():
    with pytest.raises(NotUnderstood, match="hilang"):
        holds(parse("${hilang} = 1"), GIVEN, 4)


def test_the_questions_of_a_condition_are_named():
    assert names_in(parse("not(selected(${a}, 'x')) and . > ${b}")) == {"a", "b"}


def test_a_hundred_thousand_answers_are_one_step():
    answers = Given(np.array(["", "a", "b"], dtype=object), np.arange(100_000) % 3)
    assert holds(parse("${x} = 'a'"), {"x": answers}, 100_000).sum() == 33_333
