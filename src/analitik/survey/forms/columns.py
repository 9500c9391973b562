"""Which column of an export holds which question: by name, by group and name, by its words in any language, by choice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.survey.forms.codebook import OTHER, Codebook, Question

CLOCKS = {"start": "started_at", "end": "ended_at", "device": "device", "operator": "operator"}
META: dict[str, tuple[str, ...]] = {
    "id": ("_id", "id", "id. response id", "response id", "_uuid", "meta/instanceid", "instanceid", "key", "id_responden", "id responden"),
    "started_at": ("start", "_start", "startdate", "startdate. date started", "date started", "start time", "waktu mulai"),
    "ended_at": ("end", "_end", "submitdate", "submitdate. date submitted", "date submitted", "completion time", "waktu selesai"),
    "submitted_at": ("_submission_time", "submissiondate", "timestamp", "stempel waktu", "cap waktu", "submitdate",
                     "submitdate. date submitted", "date submitted", "completion time"),
    "device": ("deviceid", "device id", "_deviceid", "ipaddr", "ipaddr. ip address"),
    "operator": ("username", "_submitted_by", "submitterid", "submittername", "enumerator"),
    "duration_seconds": ("interviewtime", "interviewtime. total time", "total time"),
}  # fmt: skip
_OURS = {
    "__version__", "_version_", "_notes", "_tags", "_index", "_status", "_xform_id_string", "_bamboo_dataset_id", "_attachments", "_geolocation",
    "_validation_status", "formhub/uuid", "meta/rootuuid", "meta/deprecatedid", "meta/instancename", "_parent_index", "_parent_table_name",
    "lastpage. last page", "lastpage", "last page", "startlanguage. start language", "startlanguage", "start language", "seed. seed", "seed",
    "datestamp", "datestamp. date last action", "date last action", "refurl", "refurl. referrer url",
}  # fmt: skip
_PATHS = "/:-."


class Target(NamedTuple):
    """A question, or one choice of a question with several."""

    question: str
    choice: str = ""

    def __str__(self) -> str:
        return f"{self.question}/{self.choice}" if self.choice else self.question


class Matched(NamedTuple):
    """Where everything stands: column numbers of targets and of ``META``, and the columns nobody asked for."""

    targets: dict[Target, int]
    meta: dict[str, int]
    new: list[int]


def match_columns(headers: list[str], codebook: Codebook, given: Mapping[str, str] | None = None) -> Matched:
    """Find each question's column.

    In order: the office's own mapping (question or ``question/choice`` -> header), the whole header, its part before ``. `` (codes before
    words), its part after a group (``skm/U1``). A spelling that fits two questions fits neither.

    Raises
    ------
    UsageFault
        When a question has two columns, or the mapping names what does not exist.
    """
    spellings, folded = _spellings(codebook), [fold(header) for header in headers]
    targets, own = {}, _given(headers, codebook, given or {})
    meta = _meta(folded, codebook)
    new = []
    for place, head in enumerate(folded):
        target = own.get(place) or _find(head, spellings)
        if target is None:
            known = place in meta.values() or head in _OURS or any(head in names for names in META.values())
            new += [] if known else [place]
        elif target in targets:
            raise _fault(
                f"Kolom '{headers[targets[target]]}' dan '{headers[place]}' sama-sama berisi jawaban {target}; sisakan satu.",
                f"Columns '{headers[targets[target]]}' and '{headers[place]}' both hold the answers to {target}; keep one.",
            )
        elif target.question in codebook.by_name and codebook.by_name[target.question].kind not in CLOCKS:
            targets[target] = place
    return Matched(targets, meta, new)


def fold(text: str) -> str:
    """A header without case, doubled blanks and the signs that end a question.

    >>> fold("Apakah  Anda PUAS ?*")
    'apakah anda puas'
    """
    return " ".join(unicodedata.normalize("NFKC", str(text)).casefold().split()).rstrip(" ?:*.")


def _find(head: str, spellings: Mapping[str, Target | None]) -> Target | None:
    for text in (head, *head.split(". ", 1)):
        if spellings.get(fold(text)):
            return spellings[fold(text)]
    for place, sign in enumerate(head):
        if sign in _PATHS and spellings.get(head[place + 1 :]):
            return spellings[head[place + 1 :]]
    return None


def _spellings(codebook: Codebook) -> dict[str, Target | None]:
    """How each target may be written; None where two could be meant. Names go before words."""
    found: dict[str, Target | None] = {}
    for level in (_by_name, _by_choice_code, _by_label, _by_choice_label, _by_short_label):
        here: dict[str, Target | None] = {}
        for question in codebook.questions:
            for text, target in level(question):
                key = fold(text)
                here[key] = target if here.get(key, target) == target else None
        found = here | found
    return found


def _by_name(question: Question) -> Iterable[tuple[str, Target]]:
    yield question.name, Target(question.name)
    if question.or_other:
        yield f"{question.name}[{OTHER}]", Target(f"{question.name}_{OTHER}")


def _by_choice_code(question: Question) -> Iterable[tuple[str, Target]]:
    if question.kind == "many":
        for choice in question.choices:
            for form in ("{}/{}", "{}.{}", "{}[{}]", "{}_{}", "{}:{}"):
                yield form.format(question.name, choice.code), Target(question.name, choice.code)


def _by_label(question: Question) -> Iterable[tuple[str, Target]]:
    for _, label in question.labels:
        yield label, Target(question.name)
        if question.or_other:
            for other in ("Other", "Lainnya"):
                for start in {label, fold(label)}:
                    yield f"{start} [{other}]", Target(f"{question.name}_{OTHER}")


def _by_short_label(question: Question) -> Iterable[tuple[str, Target]]:
    """Words without what stands behind them in brackets: ``Umur (tahun)``."""
    for _, label in question.labels:
        if short := re.sub(r"\s*\([^)]*\)\s*$", "", label):
            yield short, Target(question.name)


def _by_choice_label(question: Question) -> Iterable[tuple[str, Target]]:
    if question.kind == "many":
        for head in (question.name, *(label for _, label in question.labels)):
            for choice in question.choices:
                for word in (choice.code, *(label for _, label in choice.labels)):
                    for form in ("{}/{}", "{} [{}]", "{}[{}]"):
                        for start in {head, fold(head)}:
                            yield form.format(start, word), Target(question.name, choice.code)


def _meta(folded: list[str], codebook: Codebook) -> dict[str, int]:
    """The columns with a respondent's number, clock and device: named by the form first, then as tools name them."""
    found = {}
    for name, usual in META.items():
        own = [fold(q.name) for q in codebook.questions if CLOCKS.get(q.kind) == name]
        place = next((p for want in own for p, head in enumerate(folded) if head == want or head.endswith(f"/{want}")), None)
        if place is None:
            place = next((folded.index(want) for want in usual if want in folded), None)
        if place is not None:
            found[name] = place
    return found


def _given(headers: list[str], codebook: Codebook, given: Mapping[str, str]) -> dict[int, Target]:
    own = {}
    for wanted, header in given.items():
        name, _, choice = wanted.partition("/")
        known = name in codebook.by_name and choice in ("", *(c.code for c in codebook.by_name[name].choices))
        if not known or header not in headers:
            raise _fault(
                f"Pemetaan {wanted}={header} tidak dapat dipakai: kiri nama pertanyaan (atau pertanyaan/pilihan), kanan kolom yang ada.",
                f"Mapping {wanted}={header} cannot be used: a question (or question/choice) on the left, an existing column on the right.",
            )
        own[headers.index(header)] = Target(name, choice)
    return own


def _fault(indonesian: str, english: str) -> UsageFault:
    return UsageFault(say(indonesian, english))
