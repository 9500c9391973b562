"""What people think of the service, measured with a design: index, interval, grade, change."""

from analitik.survey.design import Design
from analitik.survey.indices import element_means, grade_of, index_change, index_scores
from analitik.survey.study import Study, mark_waves, study

__all__ = ["Design", "Study", "element_means", "grade_of", "index_change", "index_scores", "mark_waves", "study"]
