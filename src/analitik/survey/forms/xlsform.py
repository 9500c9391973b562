"""The sheets of an XLSForm, row by row: types, lists, groups, languages. How a form is read: docs/metode/kuesioner.md."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.survey.forms.codebook import OTHER, Choice, Codebook, Kind, Question, choice_list, missing_codes

_KINDS: dict[str, Kind] = {
    "integer": "integer", "int": "integer", "decimal": "decimal", "range": "decimal", "date": "date", "today": "date", "time": "time",
    "datetime": "datetime", "text": "text", "string": "text", "calculate": "text", "hidden": "text", "barcode": "text", "geopoint": "text",
    "geotrace": "text", "geoshape": "text", "image": "text", "photo": "text", "audio": "text", "video": "text", "file": "text",
    "acknowledge": "text", "trigger": "text", "start": "start", "end": "end", "deviceid": "device", "imei": "device", "username": "operator",
    "phonenumber": "text", "email": "text", "simserial": "text", "subscriberid": "text", "start-geopoint": "text", "audit": "text",
    "background-audio": "text", "xml-external": "text", "csv-external": "text",
}  # fmt: skip
_SILENT = {"note"}
_SELECT = {
    "select_one": "one", "select one": "one", "select1": "one", "select_one_from_file": "text", "select_multiple": "many",
    "select multiple": "many", "select_multiple_from_file": "text", "rank": "text",
}  # fmt: skip
_SELECTS = re.compile(r"(select[_ ]one|select1|select[_ ]multiple|select_one_from_file|select_multiple_from_file|rank)\s+(\S+)(.*)")
_OPENS = re.compile(r"begin[_ ](group|repeat|score)")
_CLOSES = re.compile(r"end[_ ](group|repeat|score)")
_TONGUES = {"indonesia": "id", "bahasa indonesia": "id", "indonesian": "id", "bahasa": "id", "english": "en", "inggris": "en"}
_OTHER_LABELS = (("", "Other"), ("id", "Lainnya"), ("en", "Other"))


def codebook_from_sheets(sheets: Mapping[str, pd.DataFrame]) -> Codebook:
    """The codebook of an XLSForm given as its sheets (``survey``, ``choices``, ``settings``), every cell a text.

    Raises
    ------
    UsageFault
        When a sheet, column or list is absent, a name stands twice, a type is unknown, a group is not closed, or conditions are circular.

    Examples
    --------
    >>> survey = pd.DataFrame([["select_one ya", "puas", "Apakah puas?"]], columns=["type", "name", "label"])
    >>> choices = pd.DataFrame([["ya", "1", "Ya"], ["ya", "98", "Tidak tahu"]], columns=["list_name", "name", "label"])
    >>> book = codebook_from_sheets({"survey": survey, "choices": choices})
    >>> book.table()[["name", "kind", "refusals"]].values.tolist()
    [['puas', 'one', '98']]
    """
    questions = read_questions(sheets)
    _refuse_twice(questions)
    _refuse_circles(questions)
    return Codebook(tuple(questions), **read_settings(sheets))


def read_questions(sheets: Mapping[str, pd.DataFrame]) -> list[Question]:
    """The questions of the survey sheet in their order; an ``or_other`` question is followed by the one for the other's text."""
    survey = _sheet(sheets, "survey", ("type", "name"))
    lists = _lists(sheets)
    questions: list[Question] = []
    groups: list[dict[str, str]] = []
    for row, cells in enumerate(survey.to_dict("records"), start=2):
        kind = " ".join(cells["type"].split())
        if not kind or kind.startswith("#") or cells.get("disabled", "").lower() in ("yes", "true"):
            continue
        if found := _OPENS.fullmatch(kind.lower()):
            groups.append(cells | {"opened": found[1], "row": str(row)})
        elif found := _CLOSES.fullmatch(kind.lower()):
            _close(groups, found[1], row)
        elif kind.lower() not in _SILENT:
            questions += _question(kind, cells, groups, lists, row)
    if groups:
        raise _fault(
            f"Grup {groups[-1]['name']} yang dibuka pada baris {groups[-1]['row']} lembar survey tidak pernah ditutup.",
            f"Group {groups[-1]['name']}, opened in row {groups[-1]['row']} of sheet survey, is never closed.",
        )
    if not questions:
        raise _fault("Lembar survey tidak memuat satu pertanyaan pun.", "Sheet survey holds not one question.")
    return questions


def read_settings(sheets: Mapping[str, pd.DataFrame]) -> dict[str, str]:
    """Title, id and version of the form, where it says so."""
    settings = _named(sheets).get("settings")
    first = _tidy(settings).iloc[0].to_dict() if settings is not None and len(settings) else {}
    return {"title": first.get("form_title", ""), "form_id": first.get("form_id", ""), "version": first.get("version", "")}


def _refuse_twice(questions: list[Question]) -> None:
    seen: dict[str, int] = {}
    for question in questions:
        if question.name in seen:
            raise _fault(
                f"Nama pertanyaan {question.name} dipakai dua kali pada lembar survey (baris {seen[question.name]} dan {question.row}); "
                "beri nama lain pada salah satunya.",
                f"Question name {question.name} stands twice on sheet survey (rows {seen[question.name]} and {question.row}); rename one.",
            )
        seen[question.name] = question.row


def _refuse_circles(questions: list[Question]) -> None:
    from graphlib import CycleError, TopologicalSorter

    names = {question.name for question in questions}
    graph = {q.name: set(re.findall(r"\$\{\s*([^}\s]+)\s*\}", q.relevance)) & names for q in questions}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        path = " → ".join(circle.args[1])
        raise _fault(
            f"Syarat tampil (relevant) berputar: {path}; lepaskan salah satunya.",
            f"Relevance goes in a circle: {path}; cut one of them.",
        ) from None


def _question(kind: str, cells: dict, groups: list[dict], lists: dict[str, list[Choice]], row: int) -> list[Question]:
    name = cells["name"] or cells.get("$autoname", "")
    if not name:
        raise _fault(
            f"Pertanyaan pada baris {row} lembar survey ({kind}) tidak bernama; isi kolom name.",
            f"The question in row {row} of sheet survey ({kind}) has no name; fill the column name.",
        )
    opened = next((group for group in groups[::-1] if group["opened"] == "score"), None)
    if kind.lower() == "score__row" and opened is not None:
        kind = f"select_one {opened.get('kobo--score-choices', '')}"
    shape, list_name, or_other = _shape(kind, row)
    choices = _choices(lists, list_name, name, row) if list_name and shape in ("one", "many") else []
    conditions = [each for each in (*(group.get("relevant", "") for group in groups), cells.get("relevant", "")) if each]
    common = {
        "groups": tuple(group["name"] for group in groups),
        "repeat": next((group["name"] for group in groups if group["opened"] == "repeat"), ""),
        "row": row,
    }
    constraint = cells.get("constraint", "")
    question = Question(
        name,
        shape,
        _labels(cells),
        choice_list([*choices, Choice(OTHER, _OTHER_LABELS)] if or_other and OTHER not in {c.code for c in choices} else choices),
        list_name,
        _all_of(conditions),
        constraint,
        or_other=or_other,
        required=cells.get("required", "").lower() in ("yes", "true", "true()", "ya"),
        missing_codes=missing_codes(constraint) if shape in ("integer", "decimal") else (),
        **common,
    )
    if not or_other:
        return [question]
    condition = f"selected(${{{name}}}, '{OTHER}')"
    return [question, Question(f"{name}_{OTHER}", "text", relevance=_all_of([*conditions, condition]), **common)]


def _shape(kind: str, row: int) -> tuple[Kind, str, bool]:
    """The kind of a question, the list of its choices, and whether another answer may be written."""
    if found := _SELECTS.fullmatch(kind):
        rest = found[3].strip().lower().replace("_", " ")
        return _SELECT[found[1]], found[2], rest in ("or other", "or specify other")
    if kind.lower() in _KINDS:
        return _KINDS[kind.lower()], "", False
    raise _fault(
        f"Jenis pertanyaan '{kind}' pada baris {row} lembar survey tidak dikenal; yang lazim: select_one LIST, select_multiple LIST, "
        "integer, decimal, date, text, note.",
        f"Question type '{kind}' in row {row} of sheet survey is not known; usual ones: select_one LIST, select_multiple LIST, integer, "
        "decimal, date, text, note.",
    )


def _choices(lists: dict[str, list[Choice]], list_name: str, name: str, row: int) -> list[Choice]:
    if not lists:
        raise _fault(
            f"Formulir tidak memiliki lembar choices, padahal pertanyaan {name} (baris {row}) memakai daftar {list_name}.",
            f"The form has no sheet choices, but question {name} (row {row}) uses list {list_name}.",
        )
    if list_name not in lists:
        there = ", ".join(lists)
        raise _fault(
            f"Daftar pilihan {list_name} dari pertanyaan {name} (baris {row}) tidak ada pada lembar choices; yang ada: {there}.",
            f"Choice list {list_name} of question {name} (row {row}) is not on sheet choices; there are: {there}.",
        )
    return lists[list_name]


def _lists(sheets: Mapping[str, pd.DataFrame]) -> dict[str, list[Choice]]:
    """List name -> its choices; a code that stands twice with other words is refused."""
    if "choices" not in _named(sheets):
        return {}
    sheet = _sheet(sheets, "choices", ("list_name", "name"))
    lists: dict[str, dict[str, Choice]] = {}
    for row, cells in enumerate(sheet.to_dict("records"), start=2):
        name, code = cells["list_name"], cells["name"] or cells.get("$autovalue", "")
        if not name:
            continue
        choice, known = Choice(code, _labels(cells)), lists.setdefault(name, {})
        if code in known and known[code].labels != choice.labels:
            raise _fault(
                f"Kode {code or '(kosong)'} berarti dua hal dalam daftar {name} (lembar choices baris {row}): {known[code].label()} dan "
                f"{choice.label()}.",
                f"Code {code or '(empty)'} means two things in list {name} (sheet choices, row {row}): {known[code].label()} and {choice.label()}.",
            )
        known[code] = choice
    return {name: list(known.values()) for name, known in lists.items()}


def _close(groups: list[dict], kind: str, row: int) -> None:
    if not groups or groups[-1]["opened"] != kind:
        raise _fault(
            f"end {kind} pada baris {row} lembar survey tidak menutup {kind} mana pun.",
            f"end {kind} in row {row} of sheet survey closes no {kind}.",
        )
    groups.pop()


def _all_of(conditions: list[str]) -> str:
    return conditions[0] if len(conditions) == 1 else " and ".join(f"({each})" for each in conditions)


def _labels(cells: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """The words of a row by language: ``label::Indonesia (id)`` is ``id``, a bare ``label`` has no language."""
    labels = []
    for head, text in cells.items():
        if text and (found := re.fullmatch(r"label(?:::?\s*(.*))?", head)):
            labels.append((_tongue(found[1] or ""), text))
    return tuple(labels)


def _tongue(name: str) -> str:
    code = re.search(r"\(([a-z]{2,3})(?:-\w+)?\)", name.lower())
    return code[1] if code else _TONGUES.get(name.strip().lower(), name.strip().lower())


def _named(sheets: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {name.strip().lower(): sheet for name, sheet in sheets.items()}


def _sheet(sheets: Mapping[str, pd.DataFrame], name: str, needed: tuple[str, ...]) -> pd.DataFrame:
    there = _named(sheets)
    if name not in there:
        names = ", ".join(sheets) or "–"
        raise _fault(
            f"Formulir tidak memiliki lembar {name}; yang ada: {names}. Pakai XLSForm dengan lembar survey, choices, settings.",
            f"The form has no sheet {name}; there are: {names}. Use an XLSForm with sheets survey, choices, settings.",
        )
    sheet = _tidy(there[name])
    absent = [column for column in needed if column not in sheet.columns]
    if absent:
        columns = ", ".join(sheet.columns) or "–"
        raise _fault(
            f"Lembar {name} tidak memiliki kolom {', '.join(absent)}; yang ada: {columns}.",
            f"Sheet {name} has no column {', '.join(absent)}; there are: {columns}.",
        )
    return sheet


def _tidy(sheet: pd.DataFrame) -> pd.DataFrame:
    """Headers in one spelling, cells as stripped texts."""
    heads = ["list_name" if (head := str(name).strip().lower()) in ("list name", "list_name") else head for name in sheet.columns]
    heads = ["relevant" if head in ("relevance", "bind::relevant") else head for head in heads]
    if len(set(heads)) < len(heads):
        twice = next(head for head in heads if heads.count(head) > 1)
        raise _fault(
            f"Kolom {twice} muncul dua kali pada formulir; sisakan satu.", f"Column {twice} stands twice in the form; keep one."
        )
    tidy = sheet.set_axis(heads, axis=1)
    return tidy.apply(lambda column: column.astype(object).where(column.notna(), "").map(lambda cell: str(cell).strip()))


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
