"""What people think of the service, measured with a design: index, interval, grade, change."""

from analitik.survey.boxes import element_shares
from analitik.survey.compare import compare_groups, independence
from analitik.survey.design import Calibration, Design
from analitik.survey.disclosure import mask_small
from analitik.survey.drivers import drivers
from analitik.survey.estimate import estimate
from analitik.survey.grades import grade_of, grade_probabilities
from analitik.survey.importance import conformity, importance_performance
from analitik.survey.indices import element_means, index_from_means, index_scores
from analitik.survey.models import model
from analitik.survey.ordinal import ordinal_model, proportional_odds_test
from analitik.survey.plan import krejcie_morgan, slovin
from analitik.survey.replicates import Replicates, given_replicates, with_replicates
from analitik.survey.study import Study, mark_waves, study
from analitik.survey.waves import element_change, index_change, pilot_effect
from analitik.survey.weighting import Weighting, kish, weigh

__all__ = [
    "Calibration",
    "Design",
    "Replicates",
    "Study",
    "Weighting",
    "compare_groups",
    "conformity",
    "drivers",
    "element_change",
    "element_means",
    "element_shares",
    "estimate",
    "given_replicates",
    "grade_of",
    "grade_probabilities",
    "importance_performance",
    "independence",
    "index_change",
    "index_from_means",
    "index_scores",
    "kish",
    "krejcie_morgan",
    "mark_waves",
    "mask_small",
    "model",
    "ordinal_model",
    "pilot_effect",
    "proportional_odds_test",
    "slovin",
    "study",
    "weigh",
    "with_replicates",
]
