"""The shape of every table of the lake, one module per family."""

from __future__ import annotations

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.schema.cases import APH_NOTICES, COMPLAINTS
from analitik.schema.news import ARTICLES, ARTICLES_RAW, CUBE, STORIES
from analitik.schema.posts import POSTS, POSTS_RAW
from analitik.schema.survey import ELEMENTS, QUESTIONS, RESPONSES
from analitik.schema.tables import Column, Table

SAMPLE_ID_PREFIX = "CONTOH-"
DELIVERED = (ARTICLES_RAW, POSTS_RAW, RESPONSES, COMPLAINTS, APH_NOTICES)
DERIVED = (ARTICLES, STORIES, CUBE, POSTS)
TABLES = {table.name: table for table in (*DELIVERED, *DERIVED)}

__all__ = ["DELIVERED", "DERIVED", "ELEMENTS", "QUESTIONS", "SAMPLE_ID_PREFIX", "TABLES", "Column", "Table", "table"]


def table(name: str) -> Table:
    """The table of that name.

    >>> table("responses").day
    'submitted_date'
    """
    if name not in TABLES:
        known = ", ".join(TABLES)
        raise UsageFault(
            say(f"Tabel '{name}' tidak dikenal; yang ada: {known}.", f"Table '{name}' is not known; there are: {known}.")
        )
    return TABLES[name]
