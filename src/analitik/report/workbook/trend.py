"""A trend as a chart that can be edited in the workbook: the value as a line, both ends of its interval as thin ones."""

from __future__ import annotations

from openpyxl.chart import LineChart, Reference
from openpyxl.worksheet.worksheet import Worksheet

from analitik.core.period import Month
from analitik.report.table import Table
from analitik.report.theme import LIGHT
from analitik.report.workbook.sheets import FIRST_ROW, columns_of


def add_trend(sheet: Worksheet, table: Table) -> None:
    """Draw the first column of numbers of a table whose rows are months."""
    columns = list(columns_of(table))
    first = next((k for k, column in enumerate(columns) if column.part == "value"), None)
    if first is None or len(table.rows) < 3 or not all(isinstance(row[0], Month) for row in table.rows):
        return
    source = columns[first].source
    parts = [k for k, column in enumerate(columns, start=1) if column.source == source and column.part in ("value", "low", "high")]
    chart, last = LineChart(), FIRST_ROW + len(table.rows)
    chart.height, chart.width, chart.style = 8.5, 18, 2
    chart.title = None
    for k in parts:
        chart.add_data(Reference(sheet, min_col=k, min_row=FIRST_ROW, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=FIRST_ROW + 1, max_row=last))
    for series, k in zip(chart.series, parts, strict=True):
        main = columns[k - 1].part == "value"
        series.graphicalProperties.line.solidFill = LIGHT["neg" if main else "net"][1:]
        series.graphicalProperties.line.width = 28_000 if main else 9_500
        series.smooth = False
    chart.y_axis.scaling.min = 0
    chart.y_axis.delete = chart.x_axis.delete = False
    chart.x_axis.number_format = "mmm yyyy"
    chart.legend.position = "b"
    sheet.add_chart(chart, sheet.cell(FIRST_ROW, len(columns) + 2).coordinate)
