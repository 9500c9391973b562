"""The report as a message to forward: at most 1,200 characters, bold by asterisks and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from analitik.report.cards import Cards
from analitik.report.context import Context
from analitik.report.display import Display
from analitik.report.provenance import Provenance
from analitik.report.sentence import Headline, Sentence

LIMIT = 1_200


def text_summary(objects: Iterable[Display], context: Context, *, limit: int = LIMIT) -> str:
    """``ringkas.txt``: headline, key figures, where the rest is; CONTOH first when it is one.

    Lines that do not fit are left out from the end of the key figures; the last lines always stay.

    >>> from analitik.core.period import Month
    >>> from analitik.report import Number
    >>> head = Headline(Sentence("Pemberitaan negatif {a:lengkap}.", a=Number("a", 0.0684, "share", low=0.0512, high=0.0889)))
    >>> print(text_summary([head], Context(Month(2022, 10), sample=True)))
    [CONTOH - angka karangan]
    *Laporan bulanan komunikasi, Oktober 2022*
    Ditjen Pemasyarakatan, Nasional
    <BLANKLINE>
    Pemberitaan negatif *6,8% (5,1–8,9)*.
    <BLANKLINE>
    Angka dalam kurung: selang 95%.
    Laporan lengkap: 2022-10/nasional/index.html
    <BLANKLINE>
    """
    shown = list(objects)
    top = ["[CONTOH - angka karangan]"] * context.sample
    top += [f"*{plain(context.title)}, {context.period.label()}*", f"{plain(context.office)}, {plain(context.unit)}", ""]
    headline = next((item for item in shown if isinstance(item, Headline)), None)
    if headline:
        top += [_bold(part) for part in (headline.sentence, headline.lede) if part]
    cards = _cards(shown)
    while cards and len("\n".join([*top, *cards, *_foot(shown, context)])) > limit - 1:
        cards.pop()
    text = "\n".join([*top, *cards, *_foot(shown, context)])
    return (text if len(text) < limit else text[: limit - 2] + "…") + "\n"


def plain(text: str) -> str:
    """Data text without the marks a messenger reads.

    >>> plain("a *b* _c_ ~d~ `e`")
    'a b c d e'
    """
    return text.translate({ord(mark): None for mark in "*_~`"}).replace("\n", " ")


def _bold(sentence: Sentence) -> str:
    return "".join(f"*{plain(text)}*" if is_number else plain(text) for text, is_number in sentence.spoken())


def _cards(shown: Iterable[Display]) -> list[str]:
    lines = []
    for item in shown:
        for card in item.cards if isinstance(item, Cards) else ():
            note = "; ".join(
                plain(part) for part in (card.number.text_state(), card.note and card.note.text(), card.status) if part
            )
            told = f"; {note}".replace(":;", ":") if note else ""
            lines.append(f"{plain(card.label.text())}: *{card.number.text_full()}*{told}")
    return ["", *lines] if lines else []


def _foot(shown: Iterable[Display], context: Context) -> list[str]:
    marks = [item.fingerprint[:8] for item in shown if isinstance(item, Provenance) and item.fingerprint]
    page = f"Laporan lengkap: {context.period}/{context.kode}/index.html" + (f" (sidik {marks[0]})" if marks else "")
    return ["", "Angka dalam kurung: selang 95%.", page]
