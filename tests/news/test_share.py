"""The corrected share: the planted truth is found again, and where labels do not carry it nothing is claimed."""

import numpy as np
import pandas as pd
import pytest

from analitik import news
from analitik.news.labels import FLAGGED, REST, count_frame, draw
from analitik.stats.poststratified import share_of_strata


def month_of(month, size, share, *, seed=0, sensitivity=0.8, specificity=0.93):
    """A month of publications with the truth beside what the machine says."""
    chance = np.random.default_rng([seed, int(month[-2:])])
    bad = chance.random(size) < share
    flagged = np.where(bad, chance.random(size) < sensitivity, chance.random(size) > specificity)
    return pd.DataFrame(
        {
            "id": [f"{month}-{k:05d}" for k in range(size)], "is_bad": bad, "stratum": np.where(flagged, FLAGGED, REST),
            "predicted_sentiment": np.where(flagged, "negatif", "positif"), "predicted_issue": chance.choice(["narkoba", "pelarian"], size),
            "kanwil": chance.choice(["KW-01", "KW-02", "KW-03"], size, p=[0.6, 0.37, 0.03]), "unit_code": "", "probability": 0.5,
            "month": month, "published_date": pd.Timestamp(f"{month}-05"),
        }
    )  # fmt: skip


def cube_of(rows):
    named = rows.rename(columns={"predicted_issue": "issue", "predicted_sentiment": "sentiment"})
    return named.groupby(["published_date", "unit_code", "kanwil", "issue", "sentiment"]).size().rename("n_publications").reset_index()


def labelled(rows, n=200, *, seed=1):
    """The labels of one perfect labeller, and the draw they belong to."""
    month = rows["month"].iloc[0]
    drawn = draw(rows.drop(columns=["month", "published_date"]), n, seed=seed)
    head = {"month": month, "draw": f"{month}-{seed}"}
    labels = drawn.assign(**head, labeller="1", sentiment=np.where(drawn["is_bad"], "negatif", "netral"), issue="", is_sure=True)
    return labels, count_frame(rows, drawn).assign(**head, model="m", seed=seed)


def several(*months):
    labels, draws = zip(*(labelled(rows) for rows in months), strict=True)
    return cube_of(pd.concat(months)), pd.concat(labels, ignore_index=True), pd.concat(draws, ignore_index=True)


def test_the_planted_share_is_found_where_the_raw_count_is_far_off():
    rows = month_of("2022-10", 4671, 0.0757)
    found = news.corrected_share(*several(rows)).iloc[0]
    assert found["state"] == "terkoreksi" and found["reason"] == "" and found["n_labels"] == 200 and found["n_publications"] == 4671
    assert found["low"] <= rows["is_bad"].mean() <= found["high"] and found["high"] - found["low"] < 0.065
    assert found["raw_share"] - rows["is_bad"].mean() > 0.035
    assert found["sensitivity"] == pytest.approx(0.8, abs=0.25) and found["specificity"] == pytest.approx(0.93, abs=0.02)
    assert found["n_negative"] == pytest.approx(4671 * found["share"]) and 0.03 < found["least_change"] < 0.045


def test_the_estimate_is_the_formula_of_the_indicator():
    found = news.corrected_share(*several(month_of("2022-10", 1000, 0.1))).iloc[0]
    by_hand = sum(found[f"size_{s}"] * found[f"found_{s}"] / found[f"looked_{s}"] for s in (FLAGGED, REST)) / 1000
    assert found["share"] == pytest.approx(by_hand)


def test_a_month_without_labels_has_its_raw_share_and_nothing_else():
    first, second = month_of("2022-09", 800, 0.1), month_of("2022-10", 800, 0.1)
    cube, labels, draws = several(first)
    table = news.corrected_share(pd.concat([cube, cube_of(second)]), labels, draws).set_index("month")
    row = table.loc["2022-10"]
    assert (row["state"], row["reason"], row["n_labels"]) == ("belum dikoreksi", "tanpa_label", 0)
    assert row[["share", "low", "high", "se", "n_negative", "least_change"]].isna().all()
    assert row["raw_share"] == (second["stratum"] == FLAGGED).mean() and table.loc["2022-09", "state"] == "terkoreksi"


def test_no_label_table_at_all_still_answers():
    rows = month_of("2022-10", 300, 0.1)
    cube, labels, draws = several(rows)
    table = news.corrected_share(cube, labels.iloc[:0], draws.iloc[:0])
    assert table["reason"].tolist() == ["tanpa_label"] and table["n_publications"].tolist() == [300]
    assert news.share_change(table).empty


@pytest.mark.parametrize(("n", "state", "is_wide"), [(99, "belum dikoreksi", True), (100, "terkoreksi", True), (199, "terkoreksi", True), (200, "terkoreksi", False)])
def test_a_hundred_labels_correct_and_two_hundred_without_caution(n, state, is_wide):
    rows = month_of("2022-10", 2000, 0.1)
    labels, draws = labelled(rows)
    found = news.corrected_share(cube_of(rows), labels[labels["item"] <= n], draws).iloc[0]
    assert (found["state"], found["is_wide"]) == (state, is_wide)


def test_a_small_month_labelled_whole_is_a_full_count():
    rows = month_of("2022-10", 60, 0.2)
    found = news.corrected_share(*several(rows)).iloc[0]
    assert found["state"] == "terkoreksi" and found["share"] == found["low"] == found["high"] == pytest.approx(rows["is_bad"].mean())


def test_a_month_that_grew_after_the_draw_is_not_corrected():
    rows = month_of("2022-10", 1000, 0.1)
    cube, labels, draws = several(rows)
    grown = cube.assign(n_publications=(cube["n_publications"] * 1.2).round().astype(int))
    found = news.corrected_share(grown, labels, draws).iloc[0]
    assert (found["state"], found["reason"]) == ("belum dikoreksi", "kerangka_berubah")


def test_labels_of_one_stratum_alone_correct_nothing():
    rows = month_of("2022-10", 3000, 0.2)
    labels, draws = labelled(rows, 300)
    found = news.corrected_share(cube_of(rows), labels[labels["stratum"] == FLAGGED], draws).iloc[0]
    assert found["reason"] == "strata_kurang"


def test_of_two_draws_the_better_labelled_counts():
    rows = month_of("2022-10", 3000, 0.2)
    (first, first_draw), (second, second_draw) = labelled(rows, 200, seed=1), labelled(rows, 120, seed=2)
    found = news.corrected_share(cube_of(rows), pd.concat([first, second]), pd.concat([first_draw, second_draw])).iloc[0]
    assert found["draw"] == "2022-10-1" and found["n_labels"] == 200


def test_domains_are_corrected_where_they_have_labels_enough():
    rows = month_of("2022-10", 3000, 0.15)
    table = news.corrected_share(*several(rows), by="kanwil").set_index("domain")
    assert table.loc[["KW-01", "KW-02"], "state"].eq("terkoreksi").all() and table.loc["KW-03", "reason"] == "label_kurang"
    assert table["n_publications"].sum() == 3000 and table["n_labels"].sum() == 200
    truth = rows.groupby("kanwil")["is_bad"].mean()
    assert all(table.loc[k, "low"] <= truth[k] <= table.loc[k, "high"] for k in ("KW-01", "KW-02"))
    assert np.isnan(table.loc["KW-03", "low"])


def test_issues_can_be_grouped_into_the_whole():
    given = several(month_of("2022-10", 3000, 0.15))
    whole = news.corrected_share(*given).iloc[0]
    grouped = news.corrected_share(*given, by="issue", groups={"narkoba": "keamanan", "pelarian": "keamanan"}).iloc[0]
    assert grouped["domain"] == "keamanan" and grouped["share"] == whole["share"] and grouped["high"] == whole["high"]


def test_a_domain_is_answered_from_its_own_members_of_the_draw():
    rows = month_of("2022-10", 1500, 0.15)
    cube, labels, draws = several(rows)
    row = news.corrected_share(cube, labels, draws, by="kanwil").set_index("domain").loc["KW-02"]
    mine, my_labels = rows[rows["kanwil"] == "KW-02"], labels[labels["kanwil"] == "KW-02"]
    counts = [
        ((mine["stratum"] == s).sum(), (my_labels["stratum"] == s).sum(), (my_labels["is_bad"] & (my_labels["stratum"] == s)).sum())
        for s in (FLAGGED, REST)
    ]
    wanted = share_of_strata(*zip(*counts, strict=True))
    assert (row["share"], row["low"], row["high"]) == (wanted["share"], wanted["low"], wanted["high"])


def test_the_callers_frames_are_left_alone():
    given = several(month_of("2022-10", 500, 0.1))
    copies = [frame.copy() for frame in given]
    news.corrected_share(*given, by="issue")
    assert all(frame.equals(copy) for frame, copy in zip(given, copies, strict=True))


# ---- changes --------------------------------------------------------------------------------------------------------


def test_a_rise_is_called_so_only_when_the_draws_carry_it():
    table = news.corrected_share(*several(month_of("2022-08", 3000, 0.08), month_of("2022-09", 3000, 0.08), month_of("2022-10", 3000, 0.3)))
    change = news.share_change(table).set_index("month")
    assert change["state"].to_dict() == {"2022-09": "tidak berubah berarti", "2022-10": "naik"}
    assert change.loc["2022-10", "before"] == "2022-09" and change.loc["2022-10", "low"] > 0
    assert (change["p_holm"] >= change["p"]).all() and change.loc["2022-10", "change"] == pytest.approx(table["share"].iloc[2] - table["share"].iloc[1])


def test_nothing_is_compared_with_an_uncorrected_month():
    first, second = month_of("2022-09", 800, 0.1), month_of("2022-10", 800, 0.1)
    cube, labels, draws = several(first)
    change = news.share_change(news.corrected_share(pd.concat([cube, cube_of(second)]), labels, draws)).iloc[0]
    assert change["state"] == "belum dapat dibandingkan" and np.isnan(change["p"]) and np.isnan(change["p_holm"])


def test_the_lag_picks_the_month_to_compare_with():
    table = news.corrected_share(*several(month_of("2021-10", 500, 0.1), month_of("2022-10", 500, 0.1)))
    assert news.share_change(table).empty
    assert news.share_change(table, lag=12)["before"].tolist() == ["2021-10"]


def test_the_quality_of_the_reading_has_the_truth_within_its_intervals():
    from analitik.news.share import reading_quality

    rows = month_of("2022-10", 3000, 0.1)
    labels, draws = labelled(rows)
    row = news.corrected_share(cube_of(rows), labels, draws).iloc[0]
    found = reading_quality(row).set_index("measure")
    flagged, bad = rows["stratum"] == FLAGGED, rows["is_bad"]
    truth = {"sensitivity": flagged[bad].mean(), "specificity": (~flagged)[~bad].mean(), "precision": bad[flagged].mean()}
    assert all(found.loc[name, "low"] <= value <= found.loc[name, "high"] for name, value in truth.items())
    assert (found["low"] <= found["share"]).all() and (found["share"] <= found["high"]).all() and found.loc["precision", "n"] == 100
