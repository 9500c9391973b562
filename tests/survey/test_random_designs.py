"""Two hundred designs drawn at random: our means, totals, errors and degrees of freedom against another package's."""

import numpy as np
import pandas as pd
import pytest

from analitik.survey import Design, estimate, index_scores
from analitik.survey.means import mean_and_scores, means_of

COLUMNS = ["est", "se", "lci", "uci", "df", "n", "deff"]
OURS = ["estimate", "se", "low", "high", "df", "n", "deff"]


def drawn(seed):
    """A sample and its design: strata or none, clusters or persons, finite population or not, gaps, domains that cross both."""
    rng = np.random.default_rng(seed)
    n_strata, n_clusters, persons = int(rng.integers(1, 7)), int(rng.integers(3, 9)), int(rng.integers(2, 12))
    size = rng.integers(1, persons + 1, n_strata * n_clusters) + 1
    cluster = np.repeat(np.arange(n_strata * n_clusters), size)
    stratum, n = cluster // n_clusters, len(cluster)
    value = rng.normal(50, 9, n) + rng.normal(0, 4, n_strata * n_clusters)[cluster]
    frame = pd.DataFrame({
        "stratum": stratum, "cluster": cluster, "w": rng.uniform(2, 30, n), "y": np.where(rng.random(n) < 0.08, np.nan, value),
        "x": rng.uniform(1, 3, n), "group": rng.integers(0, int(rng.integers(1, 5)), n),
        "N": (rng.integers(2, 9, n_strata) * n_clusters)[stratum],
    })  # fmt: skip
    strata = "stratum" if n_strata > 1 or rng.random() < 0.5 else None
    return frame, Design("w", strata, "cluster", "N" if rng.random() < 0.5 else None)


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_twenty_random_designs_equal_another_package(first):
    svy, polars = pytest.importorskip("svy"), pytest.importorskip("polars")
    for seed in range(first, first + 20):
        frame, design = drawn(seed)
        data = polars.from_pandas(frame).with_columns(polars.col("y").fill_nan(None))
        parts = {"psu": "cluster", "wgt": "w", "stratum": design.strata, "pop_size": design.fpc}
        other = svy.Sample(data, svy.Design(**{name: part for name, part in parts.items() if part})).estimation
        for by in (None, "group"):
            asked = {"by": by, "deff": "wor", "drop_nulls": True}
            for stat, theirs in (("mean", other.mean("y", **asked)), ("total", other.total("y", **asked))):
                same(estimate(frame, "y", stat, by=by, design=design), theirs, seed)
            same(estimate(frame, ["y", "x"], "ratio", by=by, design=design), other.ratio("y", "x", **asked), seed)


def same(ours, theirs, seed):
    wanted = theirs.to_polars()
    wanted = wanted.sort(wanted.columns[0]) if "group" in wanted.columns else wanted
    ours = ours[ours["n"] > 0]  # the other package leaves out a domain without answers; we show it without a number
    for name, column in zip(OURS, COLUMNS, strict=True):
        if column in wanted.columns:
            assert ours[name].tolist() == pytest.approx(wanted[column].to_list(), rel=1e-9, abs=1e-11, nan_ok=True), (seed, name)


@pytest.mark.parametrize("seed", range(40))
def test_one_pass_over_cells_gives_what_each_row_s_score_gives(seed):
    from analitik.survey.linearise import lay_out

    frame, design = drawn(seed)
    if seed % 4 == 0:
        frame["M"] = 40
        design = Design("w", design.strata, "cluster", ("N", "M"))
    ground = lay_out(frame, "group", design)
    values = frame["y"].to_numpy()
    valid = ~np.isnan(values)
    mean, scores = mean_and_scores(ground, values, valid)
    (found,) = means_of(ground, [values])
    assert found.mean == pytest.approx(mean, rel=1e-12)
    assert found.se == pytest.approx(ground.standard_error(scores, valid), rel=1e-10)
    assert (found.df.tolist(), found.n.tolist()) == (ground.degrees(valid).tolist(), ground.count(valid).tolist())


@pytest.mark.parametrize("seed", range(10))
def test_covariances_have_the_variances_on_their_diagonal(seed):
    from analitik.survey.linearise import lay_out

    frame, design = drawn(seed)
    ground = lay_out(frame, None, design)
    scores = np.random.default_rng(seed).normal(size=(len(frame), 3))
    valid = np.ones(len(frame), dtype=bool)
    covariance = ground.covariance(scores, valid)
    apart = [ground.variance(scores[:, k], valid)[0] for k in range(3)]
    assert np.diag(covariance) == pytest.approx(apart, rel=1e-10)
    assert ground.variance(scores.sum(axis=1), valid)[0] == pytest.approx(covariance.sum(), rel=1e-10)


def test_rows_of_weight_zero_are_as_if_they_were_not_there_but_keep_their_cluster():
    frame = pd.DataFrame({f"U{k}": [4, 3, 2, 1, 1, 1] for k in range(1, 10)}).assign(w=[1.0, 1.0, 1.0, 0.0, 0.0, 0.0])
    without = index_scores(frame.head(3), design=Design("w")).iloc[0]
    found = index_scores(frame, design=Design("w")).iloc[0]
    assert (found["index"], found["n"]) == (without["index"], 3)
