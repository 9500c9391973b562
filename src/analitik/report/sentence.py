"""What a leader reads first: a sentence whose numbers stand in slots, so that no number can be typed by hand."""

from __future__ import annotations

from string import Formatter
from typing import Any

from analitik.core.errors import AnalitikError
from analitik.core.locale import say
from analitik.report.display import Display, register
from analitik.report.markup import Element, el, group
from analitik.report.number import Number
from analitik.report.prose import check_prose

FORMS = ("", "lengkap", "selang", "n", "angka")


class Sentence(Display):
    """A sentence with slots.

    A slot takes a :class:`Number` or a word (str). ``{a}`` shows the value, ``{a:lengkap}`` value and interval, ``{a:selang}``
    the interval, ``{a:n}`` the base, ``{a:angka}`` the value without its unit.

    >>> share = Number("berita.porsi_negatif", 0.0684, "share", low=0.0512, high=0.0889)
    >>> Sentence("Pemberitaan negatif {a:lengkap}, tidak berubah berarti dari {bulan}.", a=share, bulan="September").text()
    'Pemberitaan negatif 6,8% (5,1–8,9), tidak berubah berarti dari September.'
    """

    kind = "sentence"

    def __init__(self, template: str, /, **slots: Number | str):
        self.template, self.slots = template, slots
        self._parts = [(text, name, form or "") for text, name, form, _ in Formatter().parse(template)]
        check_prose("§".join(text for text, _, _ in self._parts), say("Kalimat", "A sentence"))
        for _, name, form in self._parts:
            self._check_slot(name, form)

    def _check_slot(self, name: str | None, form: str) -> None:
        if name is None:
            return
        fits = isinstance(self.slots.get(name), Number) and form in FORMS or isinstance(self.slots.get(name), str) and not form
        if not fits:
            raise AnalitikError(
                say(
                    f"Slot '{{{name}}}' kalimat \"{self.template}\" perlu Number atau kata; bentuk: {', '.join(FORMS[1:])}.",
                    f"Slot '{{{name}}}' of \"{self.template}\" needs a Number or a word; forms: {', '.join(FORMS[1:])}.",
                )
            )

    @classmethod
    def join(cls, *sentences: Sentence | str | None) -> Sentence:
        """Several sentences as one text; slots of the same name stay apart.

        >>> Sentence.join(Sentence("{a} kisah.", a=Number("k", 3, "count")), None, Sentence("{a} unit.", a=Number("u", 2, "count")))
        3 kisah. 2 unit.
        """
        template, slots = [], {}
        for number, sentence in enumerate(as_sentence(sentence) for sentence in sentences if sentence):
            template.append(sentence._renamed(f"k{number}_"))
            slots |= {f"k{number}_{name}": value for name, value in sentence.slots.items()}
        return cls(" ".join(template), **slots)

    def _renamed(self, prefix: str) -> str:
        pieces = []
        for text, name, form in self._parts:
            pieces.append(text.replace("{", "{{").replace("}", "}}"))
            if name is not None:
                pieces.append("{" + prefix + name + (f":{form}" if form else "") + "}")
        return "".join(pieces)

    def text(self) -> str:
        """The sentence as plain text."""
        return "".join(text + ("" if name is None else _slot_text(self.slots[name], form)) for text, name, form in self._parts)

    def spoken(self) -> list[tuple[str, bool]]:
        """The pieces of the sentence, each with whether it is a number."""
        pieces = []
        for text, name, form in self._parts:
            pieces.append((text, False))
            if name is not None:
                pieces.append((_slot_text(self.slots[name], form), isinstance(self.slots[name], Number)))
        return [piece for piece in pieces if piece[0]]

    def html(self) -> Element:
        """The sentence with every number marked by its key."""
        return group([[text, None if name is None else _slot_html(self.slots[name], form)] for text, name, form in self._parts])

    def numbers(self) -> list[Number]:
        used = {name for _, name, _ in self._parts}
        return [value for name, value in self.slots.items() if name in used and isinstance(value, Number)]

    def payload(self) -> dict[str, Any]:
        slots = {name: value.payload() if isinstance(value, Number) else value for name, value in self.slots.items()}
        return {"template": self.template, "slots": slots}

    @classmethod
    def load(cls, payload: dict[str, Any]) -> Sentence:
        slots = {name: Number(**value) if isinstance(value, dict) else value for name, value in payload["slots"].items()}
        return cls(payload["template"], **slots)


class Headline(Display):
    """The answer of the report: one sentence, and a lede of at most three more."""

    kind = "headline"

    def __init__(self, sentence: Sentence | str, lede: Sentence | str | None = None):
        self.sentence, self.lede = as_sentence(sentence), as_sentence(lede) if lede else None

    def text(self) -> str:
        return "\n".join(part.text() for part in (self.sentence, self.lede) if part)

    def html(self) -> Element:
        return group(el("p", {"class": "an-h1"}, self.sentence), self.lede and el("p", {"class": "lede"}, self.lede))

    def numbers(self) -> list[Number]:
        return [number for part in (self.sentence, self.lede) if part for number in part.numbers()]

    def payload(self) -> dict[str, Any]:
        return {"sentence": self.sentence.payload(), "lede": self.lede.payload() if self.lede else None}

    @classmethod
    def load(cls, payload: dict[str, Any]) -> Headline:
        return cls(Sentence.load(payload["sentence"]), Sentence.load(payload["lede"]) if payload["lede"] else None)


class Note(Display):
    """A short remark beside a figure: how to read it, what not to conclude."""

    kind = "note"

    def __init__(self, body: Sentence | str, title: str | None = None):
        self.body = as_sentence(body)
        self.title = check_prose(title, "Judul catatan") if title else None

    def text(self) -> str:
        return (self.title + ": " if self.title else "") + self.body.text()

    def html(self) -> Element:
        return el("div", {"class": "note"}, self.title and el("p", {"class": "nt"}, self.title), el("p", None, self.body))

    def numbers(self) -> list[Number]:
        return self.body.numbers()

    def payload(self) -> dict[str, Any]:
        return {"body": self.body.payload(), "title": self.title}

    @classmethod
    def load(cls, payload: dict[str, Any]) -> Note:
        return cls(Sentence.load(payload["body"]), payload["title"])


def as_sentence(text: Sentence | str) -> Sentence:
    """A sentence from plain words; braces in them are ordinary characters."""
    return text if isinstance(text, Sentence) else Sentence(text.replace("{", "{{").replace("}", "}}"))


def number_html(number: Number, form: str = "") -> Element:
    """A number on a page: its text inside ``<data>`` with the unrounded value and the key.

    >>> str(number_html(Number("a.b", 0.5, "share")))
    '<data value="0.5" data-key="a.b">50,0%</data>'
    """
    marks = {"value": "" if number.value is None else repr(number.value), "data-key": number.key}
    if form == "n":
        return el(
            "data", {"value": "" if number.n is None else repr(number.n), "data-key": number.key, "data-part": "n"}, number.text_n()
        )
    span = el("span", {"class": "int"}, number.text_interval()) if number.has_interval else None
    if form == "selang":
        return el("data", {**marks, "data-part": "interval"}, span)
    text = number.text_bare() if form == "angka" else number.text()
    if form == "lengkap" and span:
        return el("data", marks, el("span", {"class": "num"}, text), " ", span)
    return el("data", marks, text)


def _slot_text(value: Number | str, form: str) -> str:
    if isinstance(value, str):
        return value
    forms = {"": value.text, "lengkap": value.text_full, "selang": value.text_interval, "n": value.text_n, "angka": value.text_bare}
    return forms[form]()


def _slot_html(value: Number | str, form: str) -> Element | str:
    return value if isinstance(value, str) else number_html(value, form)


register(Sentence, Headline, Note)
