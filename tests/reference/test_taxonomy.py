"""The sixteen issues."""

from analitik.reference.taxonomy import SENTIMENTS, issues, taxonomy


def test_every_issue_has_a_place_in_the_order_and_a_severity():
    table = issues()
    assert len(table) == 16 and table["id"].is_unique
    assert set(table["id"]) == set(taxonomy()["primary_issue_order"])
    assert table["severity_default"].between(0, 4).all()


def test_sentiments_are_the_offices_own_words():
    assert set(SENTIMENTS) == set(taxonomy()["sentiment_values"])
