"""Cells that are really about one person."""

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.survey.disclosure import protect
from analitik.survey.dominance import count_persons


@pytest.fixture
def responses():
    rng = np.random.default_rng(1)
    frame = pd.DataFrame({"kanwil": np.repeat(["a", "b", "c"], 40), "wave": np.tile([1, 2], 60)})
    return frame.assign(u1=rng.integers(1, 5, 120), w=1.0, upt=np.arange(120) // 10)


def test_every_cell_and_total_counts_each_person_once(responses):
    found = count_persons(responses, ["kanwil", "wave"], values=["u1"])
    assert len(found) == 12
    for level in (found.dropna(), found[found["wave"].isna() & found["kanwil"].notna()], found[found["kanwil"].isna() & found["wave"].notna()]):
        assert level["n"].sum() == 120
    assert found.iloc[-1]["u1"] == pytest.approx(responses["u1"].mean())


def test_a_person_with_almost_all_weight_dominates_and_is_hidden(responses):
    responses.loc[0, "w"] = 10_000.0
    found = count_persons(responses, "kanwil", values=["u1"], weights="w")
    assert found["is_dominated"].tolist() == [True, False, False, True] and found["largest_share"].iloc[0] > 0.99
    assert protect(found, "kanwil", also="is_dominated")["u1"].isna().tolist()[0]


def test_the_rule_looks_at_what_the_second_largest_can_work_out():
    rest = pd.DataFrame({"upt": "a", "w": [100.0, 50.0, *[1.0] * 9]})
    assert count_persons(rest, "upt", weights="w")["is_dominated"].all()  # 9 < 10 % of 100
    assert not count_persons(rest.assign(w=[89.0, 50.0, *[1.0] * 9]), "upt", weights="w")["is_dominated"].any()


def test_two_units_always_know_each_other(responses):
    two = responses[responses["upt"].isin([0, 1])]
    assert count_persons(two, "kanwil", unit="upt")["is_dominated"].all()
    assert not count_persons(responses, "kanwil", unit="upt")["is_dominated"].any()


def test_an_unknown_column_is_named(responses):
    with pytest.raises(UsageFault, match="bobot"):
        count_persons(responses, "kanwil", weights="bobot")
