"""The workbook of a report: every table with true numbers, a dictionary of its columns, the key of every number, its origin."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

from analitik.report.cards import Cards
from analitik.report.context import Context
from analitik.report.display import Display
from analitik.report.provenance import LABELS, Provenance
from analitik.report.sentence import Headline
from analitik.report.table import Table
from analitik.report.workbook.cells import Looks
from analitik.report.workbook.sheets import Index, plain_rows, write_table
from analitik.report.workbook.trend import add_trend

__all__ = ["workbook_bytes"]
_OWN = ("ringkasan", "kamus", "kunci", "asal-usul")
_DAY = (1980, 1, 1, 0, 0, 0)


def workbook_bytes(tables: Sequence[Table], context: Context, *, objects: Iterable[Display] = ()) -> bytes:
    """The workbook as bytes; the same report gives the same bytes.

    Parameters
    ----------
    tables : list of Table
        One sheet each (:func:`analitik.report.tables` finds them in notebooks).
    context : Context
        For whom and for when.
    objects : list of Display, optional
        Where the headline, the cards and the provenance are taken from.

    Examples
    --------
    >>> from analitik.core.period import Month
    >>> workbook_bytes([], Context(Month(2022, 10)))[:2]
    b'PK'
    """
    shown = list(objects)
    book, index = Workbook(), Index()
    book.remove(book.active)
    looks = Looks(book)
    names = _names(tables)
    for name, table in [("Ringkasan", _summary(shown, tables, names, context)), *zip(names, tables, strict=True)]:
        sheet = book.create_sheet(name)
        write_table(sheet, table, context, looks, index)
        add_trend(sheet, table)
    sheet = book.create_sheet("Asal-usul")
    write_table(sheet, _origin(shown, context), context, looks, index)
    columns = plain_rows("Arti setiap kolom", ["Lembar", "Kolom", "Arti", "Satuan"], list(index.columns), "kamus")
    keys = plain_rows(
        "Kunci setiap angka, sama dengan results.json", ["Lembar", "Sel", "Kunci", "Bagian"], list(index.keys), "kunci"
    )
    for name, table in (("Kamus", columns), ("Kunci", keys)):
        write_table(book.create_sheet(name), table, context, looks, Index())
    looks.close()
    _describe(book, context)
    return _packed(book)


def _names(tables: Sequence[Table]) -> list[str]:
    """Sheet names from table ids; an id that is a sheet of our own gets a suffix."""
    return [(table.id + ("-tabel" if table.id in _OWN else "")).replace("-", " ").capitalize()[:31] for table in tables]


def _summary(shown: Sequence[Display], tables: Sequence[Table], names: Sequence[str], context: Context) -> Table:
    cards = [card for item in shown if isinstance(item, Cards) for card in item.cards]
    headline = next((item for item in shown if isinstance(item, Headline)), None)
    title = headline.sentence if headline else f"{context.title}, {context.unit}, {context.period.label()}"
    subtitle = headline.lede if headline else None
    if not cards:
        rows = [(name, table.title) for name, table in zip(names, tables, strict=True)]
        return Table("ringkasan", title, columns=["Lembar", "Isi"], rows=rows, subtitle=subtitle)
    columns = {
        "Ukuran": [card.label for card in cards],
        "Nilai": [card.number for card in cards],
        "Keterangan": [card.note for card in cards],
        "Status": [card.status for card in cards],
    }
    return Table.of("ringkasan", title, columns, subtitle=subtitle)


def _origin(shown: Sequence[Display], context: Context) -> Table:
    rows: list[tuple] = [("Lembaga", context.office), ("Unit", f"{context.unit} ({context.kode})"), ("Periode", context.period)]
    for item in shown:
        if isinstance(item, Provenance):
            rows += [(LABELS[name][0], number) for name, number in item.counts.items()]
            rows += [("Masukan", source) for source in item.sources]
            rows += [("Model", item.model)] * bool(item.model) + [("Sidik masukan", item.fingerprint)] * bool(item.fingerprint)
            rows += [("Batas", limit) for limit in item.limits]
    return Table("asal-usul", "Asal-usul angka di buku kerja ini", columns=["Hal", "Isi"], rows=rows + list(context.origin))


def _describe(book: Workbook, context: Context) -> None:
    book.properties.creator = context.office
    book.properties.title = context.document_title


class _StillZip(zipfile.ZipFile):
    """A zip file without a clock: fixed times, and no time of change in the document's properties."""

    def writestr(self, name: str, data: str | bytes, *args: object, **kwargs: object) -> None:
        if name == "docProps/core.xml":
            text = data if isinstance(data, str) else data.decode()
            data = re.sub(r"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>", "", text)
        entry = zipfile.ZipInfo(name, _DAY)
        entry.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(entry, data)

    def write(self, filename: str, arcname: str | None = None, *args: object, **kwargs: object) -> None:
        with open(filename, "rb") as file:
            self.writestr(arcname or filename, file.read())


def _packed(book: Workbook) -> bytes:
    stream = io.BytesIO()
    ExcelWriter(book, _StillZip(stream, "w", zipfile.ZIP_DEFLATED)).save()
    return stream.getvalue()
