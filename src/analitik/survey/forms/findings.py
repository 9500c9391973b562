"""What somebody should look at in an export: which cell or column, what was found, what would work."""

from __future__ import annotations

from difflib import get_close_matches

import numpy as np
import pandas as pd

from analitik.core.locale import say
from analitik.core.personal import mask_personal
from analitik.survey.forms.codebook import Codebook, Question
from analitik.survey.forms.columns import fold

FINDINGS = ["row", "id", "column", "question", "kind", "value", "message"]
_SHOWN = 6


class Notes:
    """Collects what somebody should look at."""

    def __init__(self, ids: np.ndarray):
        self._ids, self._parts = ids, []

    def cells(self, kind: str, rows: np.ndarray, column: str, question: str, value: str, indonesian: str, english: str) -> None:
        if len(rows):
            shown = mask_personal(value if len(value) <= 80 else value[:79] + "…")
            self._parts.append((rows + 1, column, question, kind, shown, say(indonesian, english)))

    def column(self, kind: str, column: str, question: str, indonesian: str, english: str, value: str = "") -> None:
        self._parts.append((np.array([0]), column, question, kind, value, say(indonesian, english)))

    def frame(self) -> pd.DataFrame:
        """Columns first, then cells by row."""
        if not self._parts:
            return pd.DataFrame({name: pd.Series([], dtype="Int64" if name == "row" else "str") for name in FINDINGS})
        lengths = [len(part[0]) for part in self._parts]
        rows = np.concatenate([part[0] for part in self._parts])
        ids = np.where(rows > 0, self._ids[rows - 1], None)
        table = {"row": pd.array(rows, dtype="Int64"), "id": pd.array(ids, dtype="str")}
        for at, name in enumerate(FINDINGS[2:], start=1):
            table[name] = pd.array(np.repeat(np.array([part[at] for part in self._parts], dtype=object), lengths), dtype="str")
        frame = pd.DataFrame(table).sort_values("row", kind="stable", ignore_index=True)
        return frame.assign(row=frame["row"].mask(frame["row"] == 0))


def unknown(question: Question, value: str) -> tuple[str, str]:
    """An answer in no list, or that is no value of its kind."""
    shown = mask_personal(value[:40])
    if question.choices:
        there = ", ".join(f"{c.code} ({c.label()})" if c.label() != c.code else c.code for c in question.choices[:_SHOWN])
        there += ", …" if len(question.choices) > _SHOWN else ""
        return (f"Jawaban '{shown}' tidak ada dalam daftar {question.list_name} dari {question.name}; yang ada: {there}.",
                f"Answer '{shown}' is not on list {question.list_name} of {question.name}; there are: {there}.")  # fmt: skip
    wanted = {
        "integer": ("bilangan bulat", "a whole number"),
        "decimal": ("bilangan", "a number"),
        "date": ("tanggal seperti 2024-03-05 atau 05/03/2024", "a day like 2024-03-05 or 05/03/2024"),
        "datetime": ("waktu seperti 2024-03-05T09:12", "a time like 2024-03-05T09:12"),
    }[question.kind]
    return (f"'{shown}' pada {question.name} bukan {wanted[0]}.", f"'{shown}' in {question.name} is not {wanted[1]}.")


def bad_tick(question: Question, code: str, text: str) -> tuple[str, str]:
    """A choice's own column that says neither yes nor no."""
    shown = mask_personal(text[:40])
    return (f"Kolom pilihan {question.name}/{code} berisi '{shown}'; yang dikenal: 1, 0, Y, N, ya, tidak, atau nama pilihannya.",
            f"The choice column {question.name}/{code} holds '{shown}'; known are 1, 0, Y, N, yes, no, or the choice's name.")  # fmt: skip


def contradiction(question: Question) -> tuple[str, str]:
    """The two ways several answers were exported disagree."""
    return (f"Kolom {question.name} dan kolom-kolom pilihannya tidak sama; yang dipakai kolom {question.name}.",
            f"Column {question.name} and its choices' columns disagree; column {question.name} is used.")  # fmt: skip


def new_column(header: str, codebook: Codebook) -> tuple[str, str]:
    """A column the questionnaire does not know."""
    near = get_close_matches(
        fold(header), [fold(q.name) for q in codebook.asked] + [fold(q.label()) for q in codebook.asked], n=1, cutoff=0.8
    )
    hint = (f"; mungkin '{near[0]}'", f"; perhaps '{near[0]}'") if near else ("", "")
    return (f"Kolom '{header}' tidak ada dalam kuesioner{hint[0]}; petakan dengan pertanyaan=kolom bila ia jawaban.",
            f"Column '{header}' is not in the questionnaire{hint[1]}; map it with question=column if it holds answers.")  # fmt: skip


def absent(question: Question) -> tuple[str, str]:
    """A question the export does not have."""
    return (f"Pertanyaan {question.name} ({question.label('id')}) tidak ada dalam ekspor.",
            f"Question {question.name} ({question.label('en')}) is not in the export.")  # fmt: skip


def strayed(question: Question) -> tuple[str, str]:
    """An answer to a question its condition rules out."""
    return (f"{question.name} dijawab padahal syaratnya ({question.relevance}) tidak terpenuhi; jawabannya tetap dipakai.",
            f"{question.name} is answered although its condition ({question.relevance}) does not hold; the answer is kept.")  # fmt: skip


def outside(question: Question) -> tuple[str, str]:
    """An answer its own constraint would not let through."""
    return (f"Jawaban {question.name} melanggar batasnya ({question.constraint}); jawabannya tetap dipakai.",
            f"The answer to {question.name} breaks its constraint ({question.constraint}); the answer is kept.")  # fmt: skip


def not_understood(question: Question, part: str) -> tuple[str, str]:
    """A condition beyond what is read."""
    return (f"Syarat tampil {question.name} ({question.relevance}) belum dapat dibaca pada '{part}'; dianggap ditanyakan kepada semua.",
            f"The condition of {question.name} ({question.relevance}) cannot be read at '{part}'; taken as asked of everyone.")  # fmt: skip


def summary(text: str) -> tuple[str, str]:
    """A row that sums up instead of answering."""
    return (f"Baris ini tampak ringkasan ('{text[:40]}'), bukan responden; hapus dari ekspor.",
            f"This row seems a summary ('{text[:40]}'), not a respondent; take it out of the export.")  # fmt: skip
