"""For whom and for when a report is made: what its page, its workbook and its text to forward have in common."""

from __future__ import annotations

from dataclasses import dataclass

from analitik.core.period import Month


@dataclass(frozen=True)
class Context:
    """What a page must know that no notebook says.

    Parameters
    ----------
    period : Month
        The month of the report.
    kode, unit : str
        ``nasional`` or a register kode, and the name readers know.
    office : str
        The office that publishes.
    sample : bool
        Made from sample data: everything carries CONTOH.
    title : str
        The kind of report.
    files : tuple of (label, href)
        Files beside the page: workbook, text, analyst edition.
    portal : str or None
        Where the list of all reports is, seen from the page.
    plotly_asset : str or None
        plotly.js as seen from the analyst edition; None leaves it static.
    origin : tuple of (label, text)
        Further lines of the footer: code, parameters, fingerprints. Never a clock, host or path.
    """

    period: Month
    kode: str = "nasional"
    unit: str = "Nasional"
    office: str = "Ditjen Pemasyarakatan"
    sample: bool = False
    title: str = "Laporan bulanan komunikasi"
    files: tuple[tuple[str, str], ...] = ()
    portal: str | None = "../../index.html"
    plotly_asset: str | None = None
    origin: tuple[tuple[str, str], ...] = ()

    @property
    def document_title(self) -> str:
        """The title of the document, CONTOH first where it is one.

        >>> Context(Month(2022, 10), sample=True).document_title
        'CONTOH · Laporan bulanan komunikasi · Nasional · Oktober 2022'
        """
        return " · ".join(["CONTOH"] * self.sample + [self.title, self.unit, self.period.label()])
