"""Duplicates, contradictions and corrections."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from analitik.ingest.identity import decide

IDENTITIES = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from([b"1", b"2", b"3"]), st.sampled_from([None, 1, 2, 3])), max_size=12
).map(lambda rows: [(number, content + repr(stamp).encode(), stamp) for number, content, stamp in rows])


def test_a_newer_version_is_taken_and_an_older_one_is_stale():
    current = {"a": (b"now", 5), "b": (b"now", 5), "c": (b"now", 5), "d": (b"now", None)}
    rows = [("a", b"new", 6), ("b", b"old", 4), ("c", b"other", 5), ("d", b"new", 1)]
    assert decide(rows, current, set()).outcomes == ["accept", "stale_revision", "conflicting_id", "accept"]


def test_other_content_without_a_time_of_change_contradicts_what_is_stored():
    assert decide([("a", b"new", None)], {"a": (b"now", None)}, set()).outcomes == ["conflicting_id"]


def test_a_superseded_version_delivered_again_is_a_duplicate():
    assert decide([("a", b"old", 1)], {"a": (b"now", 5)}, {("a", b"old")}).outcomes == ["duplicate"]


def test_versions_in_one_file_follow_their_time_whatever_their_order():
    rows = [("a", b"3", 3), ("a", b"1", 1), ("a", b"2", 2)]
    decision = decide(rows, {}, set())
    assert decision.outcomes == ["accept"] * 3
    assert decision.chains == {"a": [1, 2, 0]}


def test_a_contradiction_takes_all_copies_along():
    rows = [("a", b"1", None), ("a", b"1", None), ("a", b"2", None), ("b", b"1", None)]
    assert decide(rows, {}, set()).outcomes == ["conflicting_id"] * 3 + ["accept"]


@given(IDENTITIES, st.randoms())
def test_what_is_accepted_does_not_depend_on_the_order_of_rows(rows, random):
    shuffled = random.sample(rows, len(rows))

    def answer(given):
        return Counter(zip(given, decide(given, {}, set()).outcomes, strict=True))

    assert answer(rows) == answer(shuffled)


@given(IDENTITIES)
def test_delivering_everything_again_brings_nothing_new(rows):
    first = decide(rows, {}, set())
    current = {number: rows[places[-1]][1:] for number, places in first.chains.items()}
    past = {(number, rows[place][1]) for number, places in first.chains.items() for place in places[:-1]}
    assert "accept" not in decide(rows, current, past).outcomes
