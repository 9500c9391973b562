"""What people say of the service: the index, what changed, what matters most, who differs, and how far the answers carry."""

from __future__ import annotations

from analitik.report.chapters.survey.cells import wave_label
from analitik.report.chapters.survey.change import change_table, change_words, element_change_chart, since_words, wave_row
from analitik.report.chapters.survey.drivers import driver_chart, quadrant_chart
from analitik.report.chapters.survey.elements import answer_chart, element_chart
from analitik.report.chapters.survey.groups import people_table, place_table
from analitik.report.chapters.survey.index import (
    grade_of,
    grade_probability,
    headline,
    index_chart,
    index_number,
    index_sentence,
    index_table,
    weight_table,
)
from analitik.report.chapters.survey.trust import nonresponse_table, quality_table, reliability_table
from analitik.report.chapters.survey.voices import beside_news_table, theme_table

__all__ = [
    "answer_chart",
    "beside_news_table",
    "change_table",
    "change_words",
    "driver_chart",
    "element_change_chart",
    "element_chart",
    "grade_of",
    "grade_probability",
    "headline",
    "index_chart",
    "index_number",
    "index_sentence",
    "index_table",
    "nonresponse_table",
    "people_table",
    "place_table",
    "quadrant_chart",
    "quality_table",
    "reliability_table",
    "since_words",
    "theme_table",
    "wave_label",
    "wave_row",
    "weight_table",
]
