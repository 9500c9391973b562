"""What a notebook cell can end with: an object that shows itself in JupyterLab and carries the data its page is drawn from."""

from __future__ import annotations

from typing import Any

from analitik.core.errors import AnalitikError
from analitik.core.locale import say
from analitik.report.markup import Element, el
from analitik.report.number import Number
from analitik.report.theme import lab_style

MIME = "application/vnd.analitik.v1+json"
PLOTLY_MIME = "application/vnd.plotly.v1+json"
_KINDS: dict[str, type[Display]] = {}


class Display:
    """The base of all display objects; each kind says its text, its HTML, its numbers and its payload."""

    kind = ""

    def text(self) -> str:
        raise NotImplementedError

    def html(self) -> Element:
        raise NotImplementedError

    def numbers(self) -> list[Number]:
        """Every number this object shows."""
        raise NotImplementedError

    def payload(self) -> dict[str, Any]:
        """Plain data from which the object can be made again."""
        raise NotImplementedError

    @classmethod
    def load(cls, payload: dict[str, Any]) -> Display:
        """The object a payload was taken from."""
        raise NotImplementedError

    def __html__(self) -> str:
        return self.html().__html__()

    def __repr__(self) -> str:
        return self.text()

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        page = el("div", {"class": "analitik"}, lab_style(), self.html())
        return {"text/plain": self.text(), "text/html": str(page), MIME: {"kind": self.kind, **self.payload()}}


def register(*kinds: type[Display]) -> None:
    """Make payloads of these kinds loadable."""
    _KINDS.update({kind.kind: kind for kind in kinds})


def load(payload: dict[str, Any]) -> Display:
    """The display object a payload was taken from.

    Raises
    ------
    AnalitikError
        When the payload's kind is unknown.
    """
    fields = dict(payload)
    kind = fields.pop("kind", None)
    if kind not in _KINDS:
        raise AnalitikError(
            say(
                f"Keluaran buku catatan berjenis '{kind}' tidak dikenal; yang ada: {', '.join(sorted(_KINDS))}.",
                f"Notebook output of kind '{kind}' is not known; there are: {', '.join(sorted(_KINDS))}.",
            )
        )
    return _KINDS[kind].load(fields)
