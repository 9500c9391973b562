"""Where a report comes from: the deliveries, what was taken from them, the model that read them, and the fingerprint of it all."""

from __future__ import annotations

from typing import Any

from analitik.core.errors import AnalitikError
from analitik.core.locale import say
from analitik.report.display import Display, register
from analitik.report.markup import Element, el
from analitik.report.number import Number
from analitik.report.sentence import Sentence, as_sentence, number_html

LABELS = {
    "rows_in": ("Baris masuk", "mutu.baris_masuk"),
    "accepted": ("Dipakai", "mutu.baris_dipakai"),
    "quarantined": ("Dikarantina dengan alasan", "mutu.baris_karantina"),
    "duplicate": ("Rangkap", "mutu.baris_rangkap"),
}


class Provenance(Display):
    """The origin of a report's numbers.

    Parameters
    ----------
    sources : list of str
        One line per delivery or table: name and the first characters of its hash.
    rows_in, accepted, quarantined, duplicate : int or Number
        Rows delivered and what became of them; they must add up.
    model : str, optional
        One line of the model card.
    fingerprint : str, optional
        sha256 over all inputs.
    limits : list of Sentence or str
        What must not be concluded.

    Examples
    --------
    >>> Provenance(["berita.csv 4be177c0"], rows_in=10, accepted=8, quarantined=1, duplicate=1)
    Baris masuk: 10
    Dipakai: 8
    Dikarantina dengan alasan: 1
    Rangkap: 1
    Masukan: berita.csv 4be177c0
    """

    kind = "provenance"

    def __init__(
        self,
        sources: list[str],
        *,
        rows_in: int | Number,
        accepted: int | Number,
        quarantined: int | Number = 0,
        duplicate: int | Number = 0,
        model: str | None = None,
        fingerprint: str | None = None,
        limits: list[Sentence | str] | None = None,
    ):
        given = {"rows_in": rows_in, "accepted": accepted, "quarantined": quarantined, "duplicate": duplicate}
        self.counts = {name: _as_number(name, value) for name, value in given.items()}
        self.sources, self.model, self.fingerprint = [str(source) for source in sources], model, fingerprint
        self.limits = [as_sentence(limit) for limit in limits or []]
        _check_sum(self.counts)

    def text(self) -> str:
        lines = [f"{LABELS[name][0]}: {number.text()}" for name, number in self.counts.items()]
        lines += [f"Masukan: {source}" for source in self.sources]
        lines += [f"Model: {self.model}"] * bool(self.model) + [f"Sidik masukan: {self.fingerprint}"] * bool(self.fingerprint)
        return "\n".join(lines + [limit.text() for limit in self.limits])

    def html(self) -> Element:
        return el("div", {"class": "prov"}, self.counts_html(), self.facts(), self.limits_html())

    def counts_html(self) -> Element:
        """Rows in and what became of them, as a definition list."""
        return _definitions([(LABELS[name][0], number_html(number)) for name, number in self.counts.items()])

    def facts(self) -> Element:
        """Inputs, model and fingerprint, as a definition list."""
        pairs: list[tuple[str, Any]] = [("Masukan", el("code", None, source)) for source in self.sources]
        pairs += [("Model", el("code", None, self.model))] * bool(self.model)
        pairs += [("Sidik masukan", el("code", None, self.fingerprint))] * bool(self.fingerprint)
        return _definitions(pairs)

    def limits_html(self) -> Element | None:
        """What must not be concluded, as a list."""
        return el("ul", None, [el("li", None, limit) for limit in self.limits]) if self.limits else None

    def numbers(self) -> list[Number]:
        return list(self.counts.values()) + [number for limit in self.limits for number in limit.numbers()]

    def payload(self) -> dict[str, Any]:
        return {
            **{name: number.payload() for name, number in self.counts.items()},
            "sources": self.sources,
            "model": self.model,
            "fingerprint": self.fingerprint,
            "limits": [limit.payload() for limit in self.limits],
        }

    @classmethod
    def load(cls, payload: dict[str, Any]) -> Provenance:
        counts = {name: Number(**payload[name]) for name in LABELS}
        limits = [Sentence.load(limit) for limit in payload["limits"]]
        return cls(payload["sources"], **counts, model=payload["model"], fingerprint=payload["fingerprint"], limits=limits)


def _definitions(pairs: list[tuple[str, Any]]) -> Element:
    return el("dl", None, [(el("dt", None, name), el("dd", None, value)) for name, value in pairs])


def _as_number(name: str, value: int | Number) -> Number:
    return value if isinstance(value, Number) else Number(LABELS[name][1], value, "count", state="hitungan penuh")


def _check_sum(counts: dict[str, Number]) -> None:
    total, *parts = (number.value or 0 for number in counts.values())
    if total != sum(parts):
        raise AnalitikError(
            say(
                f"Baris masuk {total} tidak sama dengan dipakai + dikarantina + rangkap = {sum(parts)}.",
                f"Rows in {total} do not equal accepted + quarantined + duplicate = {sum(parts)}.",
            )
        )


register(Provenance)
