"""Key figures: a handful of numbers a leader should know, each with what it is measured against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from analitik.core.errors import AnalitikError
from analitik.core.locale import say
from analitik.report.display import Display, register
from analitik.report.markup import Element, el, group
from analitik.report.number import Number
from analitik.report.prose import check_prose
from analitik.report.sentence import Sentence, as_sentence, number_html

STATUS = {"tercapai": "ok", "belum": "no", "belum dapat disimpulkan": "un"}


@dataclass(frozen=True)
class Card:
    """One key figure: what it is, its number, a short note, and whether the target is met.

    ``status`` is ``tercapai``, ``belum`` or ``belum dapat disimpulkan``; it follows the note.
    """

    label: str | Sentence
    number: Number
    note: Sentence | str | None = None
    status: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "label", as_sentence(self.label))
        object.__setattr__(self, "note", as_sentence(self.note) if self.note else None)
        if self.status is not None and self.status not in STATUS:
            raise AnalitikError(
                say(
                    f"Status '{self.status}' tidak dikenal; yang ada: {', '.join(STATUS)}.",
                    f"Status '{self.status}' is not known; there are: {', '.join(STATUS)}.",
                )
            )


class Cards(Display):
    """Two to six key figures side by side.

    >>> Cards([Card("Publikasi", Number("berita.n", 5412, "count"), note="seluruh media")])
    Publikasi: 5.412; seluruh media
    """

    kind = "cards"

    def __init__(self, cards: list[Card], title: str = "Angka kunci", *, source: Sentence | str | None = None):
        if not cards:
            raise AnalitikError(say("Angka kunci kosong; beri sedikitnya satu Card.", "No key figures; give at least one Card."))
        self.cards, self.title = list(cards), check_prose(title, "Judul angka kunci")
        self.source = as_sentence(source) if source else None

    def text(self) -> str:
        lines = []
        for card in self.cards:
            parts = [f"{card.label.text()}: {card.number.text_full()}", card.note and card.note.text(), card.status]
            lines.append("; ".join(part for part in parts if part))
        return "\n".join(lines + ([self.source.text()] if self.source else []))

    def html(self) -> Element:
        return group(self.grid(), self.foot())

    def grid(self) -> Element:
        """The figures alone."""
        return el("div", {"class": "kpis", "role": "group", "aria-label": self.title}, [_card_html(card) for card in self.cards])

    def foot(self, tag: Element | None = None) -> Element | None:
        """The source line, after the sample tag where there is one."""
        return el("p", {"class": "src"}, tag, tag and " ", self.source) if self.source else None

    def numbers(self) -> list[Number]:
        found = [
            number
            for card in self.cards
            for number in (card.number, *card.label.numbers(), *(card.note.numbers() if card.note else ()))
        ]
        return found + (self.source.numbers() if self.source else [])

    def payload(self) -> dict[str, Any]:
        source = self.source.payload() if self.source else None
        return {"title": self.title, "cards": [_card_payload(card) for card in self.cards], "source": source}

    @classmethod
    def load(cls, payload: dict[str, Any]) -> Cards:
        source = Sentence.load(payload["source"]) if payload.get("source") else None
        return cls([_load_card(card) for card in payload["cards"]], payload["title"], source=source)


def status_html(status: str) -> Element:
    """A status: its glyph (hidden from readers) and its word."""
    mark = STATUS[status]
    glyph = el("svg", {"aria-hidden": "true", "focusable": "false"}, el("use", {"href": f"#s-{mark}"}))
    return el("span", {"class": f"st {mark}"}, glyph, status)


def state_html(number: Number) -> Element | None:
    """The word for a number that is not corrected or needs no interval."""
    return el("span", {"class": "state"}, number.text_state()) if number.text_state() else None


def _card_html(card: Card) -> Element:
    state = state_html(card.number)
    between = " · " if state and (card.note or card.status) else None
    note = (card.note, " " if card.note else "", status_html(card.status) if card.status else None, between, state)
    return el(
        "div",
        {"class": "kpi"},
        el("p", {"class": "l"}, card.label),
        el("p", {"class": "v"}, number_html(card.number, "lengkap")),
        el("p", {"class": "s"}, note),
    )


def _card_payload(card: Card) -> dict[str, Any]:
    note = card.note.payload() if card.note else None
    return {"label": card.label.payload(), "number": card.number.payload(), "note": note, "status": card.status}


def _load_card(payload: dict[str, Any]) -> Card:
    note = Sentence.load(payload["note"]) if payload["note"] else None
    return Card(Sentence.load(payload["label"]), Number(**payload["number"]), note, payload["status"])


register(Cards)
