"""What people think of the service, measured with a design: index, interval, grade, change."""

from analitik.survey.allocation import allocate, plan_units
from analitik.survey.boxes import element_shares, level_shares
from analitik.survey.compare import compare_groups, independence
from analitik.survey.design import Calibration, Design
from analitik.survey.disclosure import PersonTable, audit, mask_small, protect, protect_together
from analitik.survey.dominance import count_persons
from analitik.survey.drivers import drivers
from analitik.survey.estimate import estimate
from analitik.survey.grades import grade_of, grade_probabilities
from analitik.survey.groups import age_groups, group_scores
from analitik.survey.importance import conformity, importance_performance
from analitik.survey.indices import element_means, index_from_means, index_scores
from analitik.survey.models import model
from analitik.survey.ordinal import ordinal_model, proportional_odds_test
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
from analitik.survey.replicates import Replicates, given_replicates, with_replicates
from analitik.survey.study import Study, mark_waves, study
from analitik.survey.trend import element_trend, index_by_wave, index_trend
from analitik.survey.waves import element_change, index_change, pilot_effect
from analitik.survey.weighting import Weighting, kish, weigh

__all__ = [
    "Calibration",
    "Design",
    "PersonTable",
    "Replicates",
    "Study",
    "Weighting",
    "age_groups",
    "allocate",
    "audit",
    "compare_groups",
    "conformity",
    "count_persons",
    "design_effect",
    "detectable_change",
    "drivers",
    "element_change",
    "element_means",
    "element_shares",
    "element_trend",
    "estimate",
    "given_replicates",
    "grade_of",
    "grade_probabilities",
    "group_scores",
    "importance_performance",
    "independence",
    "index_by_wave",
    "index_change",
    "index_from_means",
    "index_scores",
    "index_trend",
    "kish",
    "level_shares",
    "krejcie_morgan",
    "mark_waves",
    "mask_small",
    "model",
    "ordinal_model",
    "pilot_effect",
    "plan_units",
    "power_of_change",
    "proportional_odds_test",
    "protect",
    "protect_together",
    "sample_size",
    "size_for_change",
    "slovin",
    "study",
    "wave_correlation",
    "weigh",
    "with_replicates",
]
