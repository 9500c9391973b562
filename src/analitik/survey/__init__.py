"""What people think of the service, measured with a design: index, interval, grade, change."""

from analitik.survey.design import Design
from analitik.survey.disclosure import mask_small
from analitik.survey.drivers import drivers
from analitik.survey.estimate import estimate
from analitik.survey.grades import grade_of, grade_probabilities
from analitik.survey.importance import conformity, importance_performance
from analitik.survey.indices import element_means, index_from_means, index_scores
from analitik.survey.ordinal import ordinal_model, proportional_odds_test
from analitik.survey.plan import krejcie_morgan, slovin
from analitik.survey.study import Study, mark_waves, study
from analitik.survey.waves import element_change, index_change

__all__ = [
    "Design",
    "Study",
    "conformity",
    "drivers",
    "element_change",
    "element_means",
    "estimate",
    "grade_of",
    "grade_probabilities",
    "importance_performance",
    "index_change",
    "index_from_means",
    "index_scores",
    "krejcie_morgan",
    "mark_waves",
    "mask_small",
    "ordinal_model",
    "proportional_odds_test",
    "slovin",
    "study",
]
