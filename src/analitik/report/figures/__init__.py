"""The few forms a chart may take. A figure draws the numbers of one table and computes nothing."""

from __future__ import annotations

from analitik.report.figures.counts import monthly_counts
from analitik.report.figures.dots import element_dots, issue_dots
from analitik.report.figures.indices import index_zones
from analitik.report.figures.likert import likert
from analitik.report.figures.months import Event
from analitik.report.figures.quadrant import quadrant
from analitik.report.figures.share import monthly_share
from analitik.report.figures.stories import top_stories

__all__ = ["Event", "element_dots", "index_zones", "issue_dots", "likert", "monthly_counts", "monthly_share", "quadrant", "top_stories"]
