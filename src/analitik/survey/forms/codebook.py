"""The questionnaire as data: what was asked, of whom, and what each answer means, read from the sheets of an XLSForm.

How a form is read: docs/metode/kuesioner.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import pandas as pd

from analitik.core.locale import language
from analitik.reference.indices import IndexDefinition, index_definition
from analitik.survey.answers import item_columns

Kind = Literal["one", "many", "integer", "decimal", "date", "time", "datetime", "text", "start", "end", "device", "operator"]
OTHER = "other"

_REFUSAL = re.compile(
    r"(?:tidak|tdk|tak|nggak|gak)[ _]?(?:tahu|tau|menjawab|ada jawaban|(?:mau|ingin|bersedia|dapat|bisa) menjawab)\b.*"
    r"|(?:menolak|enggan) menjawab\b.*|rahasia|(?:i )?(?:don.?t|do not)[ _]know|dont_know|refuse[ds]? to (?:answer|say)|no[ _]answer"
    r"|(?:prefer|rather) not (?:to )?(?:say|answer)"
)
_PLAIN_REFUSAL = re.compile(r"(?:tidak tahu|tt)? ?[/,&-]? ?(?:atau )?(?:menolak|refused?)")
_ITS_COUNTERPART = re.compile(r"\b(?:mendukung|setuju|menerima|support|agree|accept)")
_MISSING_CODE = re.compile(r"-?(?:7{2,4}|8{2,4}|9{1,3}[789])")


@dataclass(frozen=True)
class Choice:
    """One answer of a list: its code, what it is called in each language, and whether it says no answer is given."""

    code: str
    labels: tuple[tuple[str, str], ...] = ()
    is_refusal: bool = False

    def label(self, lang: str | None = None) -> str:
        """What it is called, in ``lang``, the language of the session, or any."""
        return _spoken(self.labels, lang) or self.code


@dataclass(frozen=True)
class Question:
    """One question; ``relevance`` says of whom it is asked (its groups' conditions included), ``groups`` where it stands."""

    name: str
    kind: Kind
    labels: tuple[tuple[str, str], ...] = ()
    choices: tuple[Choice, ...] = ()
    list_name: str = ""
    relevance: str = ""
    constraint: str = ""
    groups: tuple[str, ...] = ()
    or_other: bool = False
    required: bool = False
    repeat: str = ""
    missing_codes: tuple[str, ...] = ()
    row: int = 0

    def label(self, lang: str | None = None) -> str:
        """Its words, in ``lang``, the language of the session, or any."""
        return _spoken(self.labels, lang) or self.name

    @property
    def is_scale(self) -> bool:
        """One choice out of a list whose codes (but for refusals) are whole numbers."""
        codes = [choice.code for choice in self.choices if not choice.is_refusal]
        return self.kind == "one" and bool(codes) and all(re.fullmatch(r"-?\d+", code) for code in codes)


@dataclass(frozen=True)
class Codebook:
    """A questionnaire: its questions in their order."""

    questions: tuple[Question, ...]
    title: str = ""
    form_id: str = ""
    version: str = ""

    @cached_property
    def by_name(self) -> dict[str, Question]:
        """Name -> question."""
        return {question.name: question for question in self.questions}

    @property
    def asked(self) -> tuple[Question, ...]:
        """What a respondent answers once: no clocks and devices, no repeated groups."""
        return tuple(q for q in self.questions if q.kind not in ("start", "end", "device", "operator") and not q.repeat)

    def matrices(self, at_least: int = 5) -> list[list[str]]:
        """The names of questions that share one answer scale in one group, where there are ``at_least`` so many."""
        found: dict[tuple, list[str]] = {}
        for question in self.asked:
            if question.kind == "one" and len(question.choices) > 2:
                found.setdefault((question.groups, question.list_name), []).append(question.name)
        return [names for names in found.values() if len(names) >= at_least]

    def table(self) -> pd.DataFrame:
        """One row per question: ``name``, ``kind``, ``label``, ``group``, ``relevance``, ``choices``, ``refusals``."""
        return pd.DataFrame(
            [
                {
                    "name": q.name,
                    "kind": q.kind,
                    "label": q.label(),
                    "group": "/".join(q.groups),
                    "relevance": q.relevance,
                    "choices": "; ".join(f"{c.code} {c.label()}" for c in q.choices),
                    "refusals": " ".join([*(c.code for c in q.choices if c.is_refusal), *q.missing_codes]),
                }
                for q in self.questions
            ],
            columns=["name", "kind", "label", "group", "relevance", "choices", "refusals"],
        )

    def items_of(self, definition: str | IndexDefinition = "skm", given: Mapping[str, str] | None = None) -> dict[str, str]:
        """Which question asks which item of an index: item key -> question name, ready as ``columns`` of ``index_scores``.

        The question's name is tried first, then name and words together (``U8 Bagaimana penanganan pengaduan?``).

        Raises
        ------
        UsageFault
            When an item has no question, or two.
        """
        known = index_definition(definition)
        heads = {f"{q.name} {q.label('id')}": q.name for q in self.asked if q.is_scale or q.kind == "integer"}
        named = {
            item: next((head for head, name in heads.items() if name == column), column) for item, column in (given or {}).items()
        }
        return {item.key: heads[head] for item, head in zip(known.items, item_columns(list(heads), known, named), strict=True)}


def choice_list(choices: list[Choice]) -> tuple[Choice, ...]:
    """The choices of one list, with those marked that say no answer is given."""
    has_counterpart = any(_ITS_COUNTERPART.search(_folded(label)) for choice in choices for _, label in choice.labels)
    return tuple(Choice(c.code, c.labels, _refuses(c, has_counterpart)) for c in choices)


def missing_codes(constraint: str) -> tuple[str, ...]:
    """The codes of no answer that a number's own constraint lets through (``. < 100 or . = 998``).

    >>> missing_codes("(. >= 10 and . <= 110) or . = 998 or .=999"), missing_codes(". = 5 or . = 6")
    (('998', '999'), ())
    """
    found = re.findall(r"\.\s*=\s*'?(-?\d+)'?", constraint) if re.search(r"\bor\b", constraint) else []
    return tuple(code for code in found if _MISSING_CODE.fullmatch(code))


def _refuses(choice: Choice, has_counterpart: bool) -> bool:
    names = [_folded(label) for _, label in choice.labels if label] or [_folded(choice.code).replace("_", " ")]
    if any(_REFUSAL.fullmatch(name) for name in names):
        return True
    if any(_PLAIN_REFUSAL.fullmatch(name) for name in names):
        return not has_counterpart
    return not any(label for _, label in choice.labels) and bool(_MISSING_CODE.fullmatch(choice.code))


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().strip(" .!()").split())


def _spoken(labels: tuple[tuple[str, str], ...], lang: str | None) -> str:
    spoken = {tongue: text for tongue, text in labels if text}
    wanted = lang or language()
    return spoken.get(wanted) or spoken.get("") or next(iter(spoken.values()), "")
