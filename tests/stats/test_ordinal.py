"""Proportional odds: a planted slope, another program's answer, and data that cannot answer."""

import numpy as np
import pytest
from statsmodels.miscmodels.ordinal_model import OrderedModel

from analitik.stats.ordinal import profile_interval, proportional_odds


def planted(n, slopes=(0.8, -0.5), seed=1):
    rng = np.random.default_rng(seed)
    x = np.column_stack([rng.integers(1, 5, n), rng.normal(10, 3, n)]).astype(float)
    return np.digitize(x @ np.array(slopes) + rng.logistic(size=n), [-5.0, -3.0, -1.0]), x


def test_planted_slopes_and_cuts_come_back():
    y, x = planted(40_000)
    found = proportional_odds(y, x)
    assert found.state == "ok"
    assert found.slopes == pytest.approx([0.8, -0.5], abs=0.03) and found.cuts == pytest.approx([-5, -3, -1], abs=0.12)


def test_estimates_and_errors_equal_statsmodels():
    y, x = planted(600)
    found, other = proportional_odds(y, x), OrderedModel(y, x, distr="logit").fit(method="newton", tol=1e-12, disp=False)
    assert found.slopes == pytest.approx(other.params[:2], rel=1e-6)
    assert found.loglik == pytest.approx(other.llf, rel=1e-10)
    assert np.sqrt(np.diag(found.covariance))[:2] == pytest.approx(other.bse[:2], rel=1e-5)


def test_weights_count_as_rows_written_more_often():
    y, x = planted(300)
    weight = np.random.default_rng(2).integers(1, 4, 300)
    light, long = (
        proportional_odds(y, x, weight.astype(float)),
        proportional_odds(np.repeat(y, weight), np.repeat(x, weight, axis=0)),
    )
    assert light.slopes == pytest.approx(long.slopes, rel=1e-8) and light.covariance == pytest.approx(long.covariance, rel=1e-6)


def test_scores_add_up_to_nothing_and_information_is_their_slope():
    y, x = planted(500)
    found = proportional_odds(y, x)
    assert np.abs(found.scores.sum(axis=0)).max() < 1e-6
    other = proportional_odds(y, x * np.array([2.0, 0.1]))
    assert other.slopes == pytest.approx(found.slopes / np.array([2.0, 0.1]), rel=1e-7)
    assert other.scores[:, :2] == pytest.approx(found.scores[:, :2] * np.array([2.0, 0.1]), abs=1e-6)


def test_a_freed_slope_never_fits_worse_and_differs_where_planted():
    rng = np.random.default_rng(5)
    x = rng.integers(0, 2, (4000, 1)).astype(float)
    cut = np.where(x == 1, [[-2.0, 0.0]], [[-1.0, 1.5]])
    noise = rng.logistic(size=(4000, 1))
    y = (noise > cut).sum(axis=1)
    strict, free = proportional_odds(y, x), proportional_odds(y, x, free=(0,))
    assert free.loglik > strict.loglik
    assert free.slopes[0] == pytest.approx(1.0, abs=0.2) and free.slopes[0] + free.cuts[-1] == pytest.approx(1.5, abs=0.2)


def test_perfect_separation_and_twins_are_said():
    y, x = np.repeat([0, 1, 2], 10), np.repeat([[0.0], [1.0], [2.0]], 10, axis=0)
    assert proportional_odds(y, x).state != "ok"
    graded, columns = planted(200)
    assert proportional_odds(graded, np.column_stack([columns, columns[:, 0]])).state != "ok"


def test_ends_of_the_profile_are_refused_at_exactly_five_percent():
    y, x = planted(150)
    whole = proportional_odds(y, x)
    for end in profile_interval(y, x, None, 0):
        held = proportional_odds(y, x[:, 1:], offset=end * x[:, 0])
        assert 2 * (whole.loglik - held.loglik) == pytest.approx(3.841458820694124, rel=1e-8)
