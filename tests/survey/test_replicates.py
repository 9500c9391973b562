"""Replicate weights: against linearisation where both are exact, and what their makers refuse."""

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.survey import Design, estimate, given_replicates, with_replicates


@pytest.fixture(scope="module")
def clustered():
    rng = np.random.default_rng(1)
    stratum, cluster = np.repeat(range(6), 10), np.repeat(range(12), 5)
    frame = pd.DataFrame({"s": stratum, "p": cluster, "w": rng.uniform(1, 4, 60), "N": 10})
    return frame.assign(y=rng.normal(size=60) + rng.normal(size=12)[cluster], x=rng.uniform(1, 2, 60))


@pytest.mark.parametrize(("method", "extra"), [("JKn", {}), ("BRR", {}), ("Fay", {"rho": 0.4})])
def test_for_a_total_every_method_gives_the_linearised_error(clustered, method, extra):
    made, replicates = with_replicates(clustered, Design("w", "s", "p"), method, mse=True, **extra)
    found, wanted = (estimate(made, "y", "total", design=d).iloc[0] for d in (replicates, Design("w", "s", "p")))
    assert found["estimate"] == pytest.approx(wanted["estimate"]) and found["se"] == pytest.approx(wanted["se"], rel=1e-9)


def test_jackknife_without_strata_and_with_a_finite_population(clustered):
    design = Design("w", None, "p", "N2")
    frame = clustered.assign(N2=30)
    made, replicates = with_replicates(frame, design, "JK1", mse=True)
    found, wanted = (estimate(made, "y", "total", design=d).iloc[0] for d in (replicates, design))
    assert found["se"] == pytest.approx(wanted["se"], rel=1e-9) and found["df"] == wanted["df"] == 11


def test_a_bootstrap_comes_near_and_again_the_same(clustered):
    made, replicates = with_replicates(clustered, Design("w", "s", "p"), "bootstrap", n=2000, seed=3)
    again, _ = with_replicates(clustered, Design("w", "s", "p"), "bootstrap", n=2000, seed=3)
    assert made.equals(again)
    found, wanted = (estimate(made, "y", "total", design=d)["se"].iloc[0] for d in (replicates, Design("w", "s", "p")))
    assert found == pytest.approx(wanted, rel=0.1)


@pytest.mark.parametrize("stat", ["mean", "ratio", "quantile", "var", "prop"])
def test_every_statistic_is_that_of_the_whole_sample_with_a_jackknifed_error(clustered, stat):
    frame = clustered.assign(s2=np.where(clustered["y"] > 0, "ya", "tidak"))
    made, replicates = with_replicates(frame, Design("w", "s", "p"), "JKn")
    names = {"ratio": ["y", "x"], "prop": "s2"}.get(stat, "y")
    found, wanted = (estimate(made, names, stat, by="s", design=d) for d in (replicates, Design("w", "s", "p", lonely="adjust")))
    assert found["estimate"].tolist() == pytest.approx(wanted["estimate"].tolist())
    assert found["n"].tolist() == wanted["n"].tolist() and (found["se"] >= 0).all()


def test_strata_of_three_have_no_half_samples(clustered):
    with pytest.raises(UsageFault, match="tepat dua PSU"):
        with_replicates(clustered.assign(p=np.repeat(range(20), 3)), Design("w", None, "p"), "BRR")


def test_makers_and_readers_refuse_what_they_cannot_use(clustered):
    with pytest.raises(UsageFault, match="satu PSU"):
        with_replicates(clustered, Design("w", "p", "p"), "JKn")
    with pytest.raises(UsageFault, match="rscales"):
        given_replicates("w", ["a", "b"], "JKn")
    with pytest.raises(UsageFault, match="hilang"):
        estimate(clustered, "y", design=given_replicates("w", ["hilang", "w"], "JK1"))
    with pytest.raises(UsageFault, match="baris 1 kosong"):
        estimate(clustered.assign(r=np.nan), "y", design=given_replicates("w", ["r", "w"], "JK1"))
