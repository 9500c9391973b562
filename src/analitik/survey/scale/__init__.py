"""Is the questionnaire sound: do its items measure one thing, how well, and does each item pull its weight."""

from analitik.survey.scale.analysis import item_analysis
from analitik.survey.scale.groups import known_groups
from analitik.survey.scale.reliability import correlations, omega, reliability
from analitik.survey.scale.structure import Confirmation, FactorSolution, adequacy, components, confirm, factor_analysis

__all__ = [
    "Confirmation",
    "FactorSolution",
    "adequacy",
    "components",
    "confirm",
    "correlations",
    "factor_analysis",
    "item_analysis",
    "known_groups",
    "omega",
    "reliability",
]
