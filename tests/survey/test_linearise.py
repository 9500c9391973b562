"""The error under the design, by hand: lonely strata, domains, fractions."""

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.survey import Design, estimate

FRAME = pd.DataFrame({"s": ["a", "a", "b"], "p": [1, 2, 3], "y": [2.0, 4.0, 9.0], "w": 1.0})


def se_of(lonely, frame=FRAME, **more):
    return estimate(frame, "y", "total", design=Design(strata="s", psu="p", lonely=lonely), **more)["se"]


def test_a_lonely_stratum_stops_the_estimate_and_is_named():
    with pytest.raises(UsageFault, match=r"1 strata \(b\) hanya punya satu PSU"):
        se_of("fail")


def test_certainty_counts_no_error_for_the_lonely_stratum():
    assert se_of("certainty").iloc[0] == pytest.approx(np.sqrt(2 * (1 + 1)))


def test_adjust_measures_the_lonely_total_from_the_grand_mean_of_the_scores():
    assert se_of("adjust").iloc[0] == pytest.approx(np.sqrt(4 + 81))


def test_average_gives_the_lonely_stratum_the_mean_error_of_the_others():
    assert se_of("average").iloc[0] == pytest.approx(np.sqrt(4 * 2 / 1))


def test_a_lonely_stratum_outside_the_domain_does_not_matter():
    frame = FRAME.assign(g=["x", "x", None])
    for lonely in ("fail", "adjust", "certainty", "average"):
        assert se_of(lonely, frame, by="g").tolist() == [pytest.approx(2.0)]


def test_a_lonely_stratum_taken_whole_has_no_error():
    frame = FRAME.assign(N=[10, 10, 1])
    found = estimate(frame, "y", "total", design=Design("w", "s", "p", "N"))
    assert found["se"].iloc[0] == pytest.approx(np.sqrt(0.8 * 4))


def test_a_domain_keeps_the_clusters_it_does_not_reach():
    """One of two clusters holds the domain: the other counts as zero, as the domain's size is chance too."""
    frame = pd.DataFrame({"p": [1, 1, 2], "y": [3.0, 5.0, 8.0], "g": ["x", "x", "y"]})
    found = estimate(frame, "y", "total", by="g", design=Design(psu="p")).set_index("domain")
    assert found.loc["x", "se"] == pytest.approx(np.sqrt(2 * (4**2 + 4**2)))
    assert found.loc["x", "df"] == 0 and np.isnan(found.loc["x", "low"])


def test_a_population_smaller_than_its_sample_is_refused():
    with pytest.raises(UsageFault, match="tidak kurang dari yang terambil"):
        estimate(FRAME.assign(N=[1, 1, 5]), "y", design=Design("w", "s", "p", "N"))


def test_a_population_that_differs_within_a_stratum_is_refused():
    with pytest.raises(UsageFault, match="satu nilai per strata"):
        estimate(FRAME.assign(N=[10, 11, 5]), "y", design=Design("w", "s", "p", "N"))


def test_fractions_and_counts_say_the_same():
    frame = pd.DataFrame({"y": [1.0, 2.0, 6.0, 7.0], "N": 8, "f": 0.5, "w": 2.0})
    a, b = (estimate(frame, "y", design=Design("w", fpc=column)) for column in ("N", "f"))
    pd.testing.assert_frame_equal(a, b)


def test_a_gap_in_a_design_column_is_refused_with_its_row():
    with pytest.raises(UsageFault, match="p kosong pada baris 2"):
        estimate(FRAME.assign(p=[1, None, 3]), "y", design=Design(psu="p"))


def test_domains_that_are_numbers_written_as_text_stand_in_the_order_of_numbers():
    frame = pd.DataFrame({"y": [1.0, 2.0, 3.0], "g": ["10", "9", "1"]})
    assert estimate(frame, "y", by="g")["domain"].tolist() == ["1", "9", "10"]


def test_the_caller_s_frame_is_never_changed():
    before = FRAME.copy()
    estimate(FRAME, "y", by="s", design=Design("w"))
    pd.testing.assert_frame_equal(FRAME, before)
