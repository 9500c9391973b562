"""What each section of a report shows: frames of the subjects turned into sentences, cards, tables and charts."""

from __future__ import annotations

from analitik.report.chapters import claims, coverage, desk, explore, labels, leader, news, posts, share, survey, voice

__all__ = ["claims", "coverage", "desk", "explore", "labels", "leader", "news", "posts", "share", "survey", "voice"]
