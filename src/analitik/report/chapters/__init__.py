"""What each section of a report shows: frames of the subjects turned into sentences, cards, tables and charts."""

from __future__ import annotations

from analitik.report.chapters import coverage, desk, leader, news, share, survey

__all__ = ["coverage", "desk", "leader", "news", "share", "survey"]
