"""Labels: a fair and blind draw, one final word on each publication, agreement, and no model corrected by its own teachers."""

import numpy as np
import pandas as pd
import pytest

from analitik import news
from analitik.core.errors import IntegrityFault
from analitik.news.labels import FLAGGED, REST, RULING, count_frame, draw, frame_of, label_mark, settle


def frame(flagged: int, rest: int) -> pd.DataFrame:
    n = flagged + rest
    return pd.DataFrame(
        {
            "id": [f"B{k:05d}" for k in range(n)], "stratum": [FLAGGED] * flagged + [REST] * rest,
            "predicted_sentiment": ["negatif"] * flagged + ["positif"] * rest, "predicted_issue": "narkoba", "kanwil": "KW-01",
            "unit_code": "", "probability": 0.5,
        }
    )  # fmt: skip


def label(item, labeller, sentiment, *, sure=True, number=None):
    return {"month": "2022-10", "draw": "u", "item": item, "id": number or f"B{item}", "predicted_sentiment": "positif", "labeller": labeller,
            "sentiment": sentiment, "issue": "narkoba", "is_sure": sure}  # fmt: skip


def settled(*labels):
    return settle(pd.DataFrame(labels)).set_index("item")


# ---- the draw -------------------------------------------------------------------------------------------------------


def test_half_comes_from_what_the_machine_calls_negative():
    drawn = draw(frame(900, 3000), 200, seed=1)
    assert drawn["stratum"].value_counts().to_dict() == {FLAGGED: 100, REST: 100}
    assert drawn["id"].is_unique and drawn["item"].tolist() == list(range(1, 201))


@pytest.mark.parametrize(("flagged", "rest", "wanted"), [(40, 3000, (40, 160)), (900, 30, (170, 30)), (40, 60, (40, 60)), (0, 500, (0, 200))])
def test_a_short_stratum_gives_all_it_has(flagged, rest, wanted):
    counts = draw(frame(flagged, rest), 200, seed=1)["stratum"].value_counts()
    assert (counts.get(FLAGGED, 0), counts.get(REST, 0)) == wanted


def test_each_member_of_a_stratum_has_the_chance_that_is_written_down():
    times = pd.Series(0, index=[f"B{k:05d}" for k in range(60)])
    for seed in range(150):
        drawn = draw(frame(20, 40), 20, seed=seed)
        times[drawn["id"]] += 1
    assert drawn.groupby("stratum")["draw_chance"].first().to_dict() == {FLAGGED: 0.5, REST: 0.25}
    found = (times / 150).to_numpy()
    assert np.abs(found[:20] - 0.5).max() < 4.5 * np.sqrt(0.25 / 150) and np.abs(found[20:] - 0.25).max() < 4.5 * np.sqrt(0.1875 / 150)


def test_neither_order_nor_sheet_tells_the_prediction():
    places = [draw(frame(500, 500), 200, seed=seed).query("stratum == @FLAGGED")["item"].mean() for seed in range(40)]
    assert np.mean(places) == pytest.approx(100.5, abs=4 * 4.1 / np.sqrt(40))
    by_sheet = draw(frame(500, 500), 200, seed=1).groupby(["labellers", "stratum"]).size()
    assert by_sheet.groupby("stratum").agg(lambda n: n.max() - n.min()).max() <= 26
    assert by_sheet["1|2"].tolist() == [25, 25]


@pytest.mark.parametrize(("n_labellers", "overlap", "wanted"), [(1, 50, {"1": 200}), (2, 50, {"1": 75, "2": 75, "1|2": 50}), (2, 999, {"1|2": 200}),
                                                               (3, 20, {"1": 60, "2": 60, "3": 60, "1|2|3": 20})])  # fmt: skip
def test_work_is_shared_evenly(n_labellers, overlap, wanted):
    drawn = draw(frame(900, 900), 200, seed=4, n_labellers=n_labellers, overlap=overlap)
    assert drawn["labellers"].value_counts().to_dict() == wanted


def test_the_same_seed_draws_the_same_and_the_rows_order_does_not_matter():
    one, rows = draw(frame(90, 300), 50, seed=3), frame(90, 300)
    assert one.equals(draw(rows, 50, seed=3)) and not one["id"].equals(draw(rows, 50, seed=4)["id"])


def test_what_is_off_topic_is_not_drawn_from():
    articles = pd.DataFrame(
        {"id": ["b", "a", "c"], "issue": ["narkoba", "pelarian", "di_luar_topik"], "sentiment": ["positif", "negatif", "netral"],
         "kanwil": [None, "KW-01", None], "unit_code": None, "p_negatif": [0.1, 0.9, 0.0]}
    )  # fmt: skip
    found = frame_of(articles)
    assert found[["id", "stratum", "kanwil"]].values.tolist() == [["a", FLAGGED, "KW-01"], ["b", REST, ""]]


def test_the_counts_add_up_to_the_frame_and_the_draw():
    rows = frame(90, 300)
    counts = count_frame(rows, draw(rows, 50, seed=3))
    assert counts["n_publications"].sum() == 390 and counts["n_drawn"].sum() == 50


# ---- the final word -------------------------------------------------------------------------------------------------


def test_a_ruling_counts_before_the_majority_and_doubt():
    final = settled(label(1, "1", "negatif"), label(1, "2", "negatif"), label(1, RULING, "netral"))
    assert final.loc[1, ["sentiment", "settled_by", "n_labels"]].tolist() == ["netral", "putusan", 2]


def test_three_labellers_vote_and_two_in_dispute_yield_to_the_sure_one():
    final = settled(label(1, "1", "negatif"), label(1, "2", "netral"), label(1, "3", "netral"),
                    label(2, "1", "negatif"), label(2, "2", "netral", sure=False), label(3, "1", "positif"))  # fmt: skip
    assert final["sentiment"].tolist() == ["netral", "negatif", "positif"]
    assert final["settled_by"].tolist() == ["mayoritas", "yakin", "sepakat"]
    assert final["is_disputed"].tolist() == [True, True, False]


def test_the_lot_prefers_no_labeller():
    labels = [row for k in range(2000) for row in (label(k, "1", "negatif", number=f"id-{k}"), label(k, "2", "netral", number=f"id-{k}"))]
    final = settle(pd.DataFrame(labels))
    assert set(final["settled_by"]) == {"undian"} and (final["sentiment"] == "negatif").mean() == pytest.approx(0.5, abs=0.035)


def test_no_label_is_an_empty_answer():
    assert settle(pd.DataFrame([label(1, "1", "netral")]).iloc[:0]).empty


# ---- agreement ------------------------------------------------------------------------------------------------------


def test_agreement_counts_only_what_both_labelled_and_withholds_below_fifty():
    words = ["negatif", "netral"]
    labels = [label(k, who, words[k % 2]) for k in range(60) for who in ("1", "2")] + [label(100 + k, "1", "positif") for k in range(40)]
    labels += [label(k, RULING, "positif") for k in range(60)]
    found = news.agreement_by_month(pd.DataFrame(labels)).iloc[0]
    assert (found["n_double"], found["kappa"], found["alpha"], bool(found["is_withheld"])) == (60, 1, 1, False)
    few = news.agreement_by_month(pd.DataFrame(labels[:98])).iloc[0]
    assert few["n_double"] == 49 and bool(few["is_withheld"])


def test_a_single_labeller_agrees_with_nobody():
    found = news.agreement_by_month(pd.DataFrame([label(k, "1", "netral") for k in range(5)])).iloc[0]
    assert found["n_double"] == 0 and np.isnan(found["kappa"]) and np.isnan(found["alpha"])


def test_the_confusion_sets_people_against_the_machine():
    table = news.label_confusion(pd.DataFrame([label(1, "1", "negatif"), label(2, "1", "positif"), label(3, "1", "positif")]))
    assert table.loc["positif", "positif"] == 2 and table.loc["negatif", "positif"] == 1 and table.to_numpy().sum() == 3


# ---- cross-fitting --------------------------------------------------------------------------------------------------


def test_labels_that_trained_the_model_may_not_correct_it():
    card = {"model": "linear-x", "training": {"label_marks": [label_mark("B7")]}}
    news.assert_cross_fitted(["B1", "B2"], card)
    with pytest.raises(IntegrityFault, match="B7.*linear-x"):
        news.assert_cross_fitted(["B1", "B7"], card)


def test_the_shipped_model_was_trained_on_no_publication():
    news.assert_cross_fitted(["B1"], news.model_card())
