"""One event, many copies: publications of one text within a week are one story, unless they speak of different units or days."""

from analitik.news.stories.group import group_into_stories
from analitik.news.stories.table import stories_of

__all__ = ["group_into_stories", "stories_of"]
