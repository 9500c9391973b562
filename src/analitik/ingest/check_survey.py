"""A respondent, checked: number, day, unit, nine answers, weight, age, sex, recommendation; in this order."""

from __future__ import annotations

from analitik.core.personal import mask_personal
from analitik.ingest.cells import Cell, as_text, is_empty
from analitik.ingest.check import Context, Fault, date_of, id_of, text_of, unit_of, updated_of
from analitik.ingest.numbers import as_integer, as_number
from analitik.schema import QUESTIONS

SEXES = {"l": "L", "laki-laki": "L", "pria": "L", "p": "P", "perempuan": "P", "wanita": "P"}
LARGEST_WEIGHT = 1e9


def check_survey(cells: list[Cell], context: Context) -> tuple:
    """The values of a respondent in the order of ``responses``, without delivery and row."""
    number, date, unit, weight = cells[:4]
    recommend, sex, age, open_text, updated = cells[-5:]
    number = id_of(number, context.notes)
    if number is None:
        raise Fault("missing_id", column="id_responden")
    when = date_of(date, "waktu", context)
    changed = updated_of(updated, context)
    unit_code = unit_of(unit, context, required=True)
    answers = [_answer(cell, question, 1, 4) for cell, question in zip(cells[4:-5], QUESTIONS, strict=True)]
    if all(answer is None for answer in answers):
        raise Fault("no_answers")
    values = _weight(weight), _age(age), _sex(sex), _answer(recommend, "rekomendasi", 0, 10)
    open_text = text_of(open_text, context.notes, context.epoch_days)
    masked = None if open_text is None else mask_personal(open_text)
    return number, when.day_us, unit_code, values[0], *answers, values[3], values[2], values[1], masked, changed


def _answer(cell: Cell, question: str, low: int, high: int) -> int | None:
    if is_empty(cell):
        return None
    answer = as_integer(cell)
    if answer is None:
        raise Fault("not_integer", column=question, value=as_text(cell))
    if not low <= answer <= high:
        raise Fault("out_of_range", column=question, value=as_text(cell))
    return answer


def _weight(cell: Cell) -> float:
    if is_empty(cell):
        return 1.0
    weight = as_number(cell)
    if weight is None or not 0 < weight < LARGEST_WEIGHT:
        raise Fault("bad_weight", value=as_text(cell))
    return weight


def _age(cell: Cell) -> int | None:
    if is_empty(cell):
        return None
    age = as_integer(cell)
    if age is None or not 10 <= age <= 110:
        raise Fault("bad_age", value=as_text(cell))
    return age


def _sex(cell: Cell) -> str | None:
    if is_empty(cell):
        return None
    sex = SEXES.get(" ".join(as_text(cell).split()).casefold())
    if sex is None:
        raise Fault("bad_sex", value=as_text(cell))
    return sex
