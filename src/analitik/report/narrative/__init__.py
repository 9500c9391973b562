"""Sentences of the leaders' report: what may be said of a number, and the text to forward."""

from __future__ import annotations

from analitik.report.narrative.news import change_sentence, few_data_sentence, news_headline, news_lede
from analitik.report.narrative.summary import text_summary
from analitik.report.narrative.survey import survey_sentence
from analitik.report.narrative.words import change_word, comparable

__all__ = [
    "change_sentence",
    "change_word",
    "comparable",
    "few_data_sentence",
    "news_headline",
    "news_lede",
    "survey_sentence",
    "text_summary",
]
