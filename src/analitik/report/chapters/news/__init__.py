"""The news of a month and of the year before it: how much, how much of it negative, about what, where, in which stories."""

from __future__ import annotations

from analitik.report.chapters.news.issues import issue_chart, issue_table
from analitik.report.chapters.news.months import amount, complete_months, count_chart, month_table, share_chart
from analitik.report.chapters.news.places import place_table
from analitik.report.chapters.news.review import doubt_table, review_table
from analitik.report.chapters.news.stories import story_chart, story_table

__all__ = [
    "amount", "complete_months", "count_chart", "doubt_table", "issue_chart", "issue_table", "month_table", "place_table", "review_table",
    "share_chart", "story_chart", "story_table",
]  # fmt: skip
