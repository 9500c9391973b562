"""Which prison, remand centre or probation office a text speaks of, as far as it says so; what is ambiguous stays ambiguous."""

from analitik.news.units.grammar import Mention, mentions
from analitik.news.units.link import find_units
from analitik.news.units.names import Gazetteer, gazetteer
from analitik.news.units.words import is_elsewhere

__all__ = ["Gazetteer", "Mention", "find_units", "gazetteer", "is_elsewhere", "mentions"]
