"""Few persons stay hidden, also from subtraction."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analitik.survey import mask_small


def table(*counts):
    return pd.DataFrame({"upt": list("abcdefgh")[: len(counts)], "n": counts, "index": [80.0] * len(counts)})


def hidden(frame):
    return frame.loc[frame["state"] == "disamarkan", "upt"].tolist()


def test_rows_under_ten_are_hidden_with_their_count_and_value():
    found = mask_small(table(3, 9, 10, 50))
    assert hidden(found) == ["a", "b"] and found.loc[:1, ["n", "index"]].isna().all(axis=None)
    assert found.loc[2:, "index"].tolist() == [80.0, 80.0] and found["upt"].notna().all()


def test_a_single_hidden_row_takes_the_next_smallest_with_it():
    assert hidden(mask_small(table(4, 60, 12, 40))) == ["a", "c"]


def test_without_a_shown_total_nothing_can_be_subtracted():
    assert hidden(mask_small(table(4, 60, 12, 40), total_shown=False)) == ["a"]


def test_hidden_rows_that_together_are_still_few_take_another():
    assert hidden(mask_small(table(1, 2, 50, 60))) == ["a", "b", "c"]


def test_an_empty_row_protects_nobody():
    assert hidden(mask_small(table(0, 5, 30, 40))) == ["a", "b", "c"]


def test_a_row_without_a_count_is_hidden_and_not_left_alone():
    assert hidden(mask_small(table(None, 30, 40))) == ["a", "b"]


def test_nothing_small_nothing_hidden():
    found = mask_small(table(10, 11))
    assert hidden(found) == [] and found["index"].notna().all()


def test_only_named_columns_and_the_count_are_hidden():
    frame = table(4, 12, 40).assign(other=1.0)
    found = mask_small(frame, columns=["index"])
    assert found["other"].notna().all() and found["index"].isna().sum() == 2


def test_the_caller_s_frame_is_never_changed():
    frame = table(4, 12, 40)
    mask_small(frame)
    assert frame["n"].tolist() == [4, 12, 40] and "state" not in frame


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.integers(2, 15))
def test_what_the_total_gives_away_is_never_about_few_persons(counts, minimum):
    found = mask_small(table(*counts), minimum=minimum)
    away = [n for n, state in zip(counts, found["state"], strict=True) if state == "disamarkan" and n > 0]
    shown = [n for n, state in zip(counts, found["state"], strict=True) if state != "disamarkan"]
    assert all(n >= minimum for n in shown)
    few = [n for n in away if n < minimum]  # with zeros alone, a large row hides beside them and may be known
    assert not few or not shown or (len(away) >= 2 and sum(away) >= minimum)


def test_the_grade_goes_with_the_index():
    found = mask_small(table(4, 12, 40).assign(grade=["A", "B", "B"]))
    assert found["grade"].isna().tolist() == [True, True, False]


def test_the_index_table_can_be_masked_as_it_comes():
    frame = table(4, 12, 40).rename(columns={"upt": "domain"})
    assert mask_small(frame)["domain"].tolist() == ["a", "b", "c"]
    with pytest.raises(KeyError):
        mask_small(frame, "tidak_ada")
