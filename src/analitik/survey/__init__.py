"""What people think of the service, measured with a design: index, interval, grade, change."""

from analitik.survey.allocation import allocate, plan_units
from analitik.survey.design import Design
from analitik.survey.disclosure import PersonTable, audit, mask_small, protect, protect_together
from analitik.survey.dominance import count_persons
from analitik.survey.estimate import estimate
from analitik.survey.grades import grade_of, grade_probabilities
from analitik.survey.importance import conformity
from analitik.survey.indices import element_means, index_from_means, index_scores
from analitik.survey.plan import (
    design_effect,
    detectable_change,
    krejcie_morgan,
    power_of_change,
    sample_size,
    size_for_change,
    slovin,
    wave_correlation,
)
from analitik.survey.study import Study, mark_waves, study
from analitik.survey.trend import element_trend, index_by_wave, index_trend
from analitik.survey.waves import element_change, index_change

__all__ = [
    "Design",
    "PersonTable",
    "Study",
    "allocate",
    "audit",
    "conformity",
    "count_persons",
    "design_effect",
    "detectable_change",
    "element_change",
    "element_means",
    "element_trend",
    "estimate",
    "grade_of",
    "grade_probabilities",
    "index_by_wave",
    "index_change",
    "index_from_means",
    "index_scores",
    "index_trend",
    "krejcie_morgan",
    "mark_waves",
    "mask_small",
    "plan_units",
    "power_of_change",
    "protect",
    "protect_together",
    "sample_size",
    "size_for_change",
    "slovin",
    "study",
    "wave_correlation",
]
