"""The mean of one question with its interval under a design that is already laid out."""

from __future__ import annotations

import numpy as np

from analitik.survey.indices import interval_columns, mean_and_scores
from analitik.survey.linearise import Ground


def means_with_error(ground: Ground, values: np.ndarray) -> tuple[float, float, float]:
    """Mean, low and high (95 %, t with design df) over the answers that are there; NaN where there are none."""
    valid = ~np.isnan(values)
    mean, scores = mean_and_scores(ground, values, valid)
    if np.isnan(mean[0]):
        return np.nan, np.nan, np.nan
    ends = interval_columns(mean, ground.standard_error(scores, valid), ground.degrees(valid))
    return float(mean[0]), float(ends["low"][0]), float(ends["high"][0])
