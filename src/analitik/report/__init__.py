"""What a reader sees of the numbers: sentences, cards, tables, charts, notes, and where they come from.

A notebook cell ends with one of these objects. JupyterLab shows it; the page, the workbook and ``results.json`` are made from
the same object, so a number can appear nowhere else.

>>> from analitik.core.period import Month
>>> from analitik.report import Card, Cards, Headline, Note, Number, Sentence, Table
>>> share = Number("berita.porsi_negatif", 0.0684, "share", n=5412, low=0.0512, high=0.0889, state="terkoreksi")
>>> Headline(Sentence("Pemberitaan negatif {a:lengkap}, tidak berubah berarti dari {b}.", a=share, b="September"))
Pemberitaan negatif 6,8% (5,1–8,9), tidak berubah berarti dari September.
>>> Cards([Card("Porsi publikasi negatif", share, status="belum dapat disimpulkan")])
Porsi publikasi negatif: 6,8% (5,1–8,9); belum dapat disimpulkan
>>> Table.of("porsi", Sentence("Porsi negatif {a}", a=share), {"Bulan": [Month(2022, 10)], "Porsi": [share]})
Porsi negatif 6,8%
Bulan     Porsi
Okt 2022  6,8% (5,1–8,9)
>>> from analitik.report import Chart, figures
>>> months = Month(2022, 10).back(3)
>>> table = Table.of("tren", "Porsi per bulan", {"Bulan": months, "Porsi": [Number(f"p.{m}", 0.07, "share") for m in months]})
>>> chart = Chart(
...     "grafik-tren",
...     Sentence("Porsi negatif {a} pada Oktober", a=table.column("Porsi")[-1]),
...     subtitle="Persen dari seluruh publikasi, per bulan",
...     figure=figures.monthly_share(table, month="Bulan", share="Porsi"),
...     alt="Grafik garis porsi negatif selama 3 bulan.",
...     source="Pemantauan media.",
...     table=table,
... )
>>> str(chart.drawing()).count("<svg")
2
>>> Note("Pita adalah selang 95%.", title="Cara membaca")
Cara membaca: Pita adalah selang 95%.
"""

from __future__ import annotations

from analitik.report.cards import Card, Cards
from analitik.report.chart import Chart
from analitik.report.collect import cell_objects, collect, objects, tables
from analitik.report.context import Context
from analitik.report.display import MIME, PLOTLY_MIME, Display, load
from analitik.report.number import Number, NumberRecord, merge
from analitik.report.numbers import number_list
from analitik.report.provenance import Provenance
from analitik.report.sentence import Headline, Note, Sentence
from analitik.report.table import Table

__all__ = [
    "MIME",
    "PLOTLY_MIME",
    "Card",
    "Cards",
    "Chart",
    "Context",
    "Display",
    "Headline",
    "Note",
    "Number",
    "NumberRecord",
    "Provenance",
    "Sentence",
    "Table",
    "cell_objects",
    "collect",
    "load",
    "merge",
    "number_list",
    "objects",
    "tables",
]
