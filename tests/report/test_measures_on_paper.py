"""What the rooms of the measures say, and when they say nothing: claims, answers, voices, posts, labels."""

import pandas as pd

from analitik import news as subject
from analitik.core.period import Month
from analitik.news.share import COLUMNS, _row
from analitik.reference.messages import load_messages
from analitik.reference.taxonomy import issue_groups, issues
from analitik.reference.units import NATION, Unit
from analitik.report import Chart, Note, Sentence, Table
from analitik.report.chapters import claims, explore, labels, news, posts, voice

MONTH = Month(2022, 10)
NATIONAL = Unit(NATION, "Nasional", NATION, None)
UPT = Unit("33-LPS-01", "Lapas Arunika", "upt", "KW-33")


def waits(*rows):
    """Claims: when each began (UTC), after how many hours it was answered (None: never), whether the clock is known."""
    frame = pd.DataFrame(rows, columns=["started_at", "hours", "clock_known"]).assign(claim_id=[f"K-{k}" for k in range(len(rows))])
    frame = frame.assign(started_at=pd.to_datetime(frame["started_at"], format="ISO8601"), observed=frame["hours"].notna())
    until = (claims.end_of(MONTH) - frame["started_at"]) / pd.Timedelta(hours=1)
    return frame.assign(hours=frame["hours"].astype("float64").fillna(until))


def counts_of(table):
    return {row[0].split(" (")[0]: (row[1].value, row[2].value) for row in table.rows}


def test_a_claim_too_young_to_have_been_answered_is_not_held_against_us():
    table = claims.answer_table(waits(("2022-10-03", 5, True), ("2022-10-04", 20, True), ("2022-10-31 02:00", None, True)), MONTH)
    assert counts_of(table) == {"Dijawab resmi dalam 6 jam": (1, 3), "Dijawab resmi dalam 24 jam": (2, 2), "Belum dijawab sampai akhir bulan": (1, 3)}


def test_a_claim_without_a_clock_counts_as_open_or_answered_but_not_within_hours():
    table = claims.answer_table(waits(("2022-10-03", 2, False), ("2022-10-05", None, True)), MONTH)
    assert counts_of(table)["Dijawab resmi dalam 6 jam"] == (0, 1) and counts_of(table)["Belum dijawab sampai akhir bulan"] == (1, 2)


def test_the_month_of_a_claim_is_jakartas():
    early, late = waits(("2022-09-30 18:00", None, True)), waits(("2022-09-30 16:00", None, True))
    assert isinstance(claims.answer_table(early, MONTH), Table) and isinstance(claims.answer_table(late, MONTH), Sentence)


def claim_rows(*waves, day="2022-10-10"):
    frame = pd.DataFrame({"claim_id": [f"K-{k}" for k in range(len(waves))], "wave": waves, "story_id": [f"S-{k}" for k in range(len(waves))]})
    fixed = {"issue": "narkoba", "unit_code": "33-LPS-01", "kanwil": "KW-33", "title": "Judul", "n_publications": 2}
    return frame.assign(**fixed, first_date=pd.Timestamp(day), last_date=pd.Timestamp(day))


def test_only_claims_that_came_back_and_are_still_told_are_listed():
    told = pd.concat([claim_rows(1, 2, 3), claim_rows(4, day="2022-09-20").assign(claim_id="K-lama")])
    table = claims.claim_table(told, waits(("2022-10-10", 3, True), ("2022-10-10", 3, True)), MONTH)
    assert [number.value for number in table.column("Gelombang")] == [3, 2]
    assert table.column("Klarifikasi") == ["belum ada", "ada"] and set(table.column("Kebenaran")) == {"belum terverifikasi"}


def publications(n, sentiment="negatif", words="warga mengeluh"):
    rows = pd.DataFrame({"id": [f"a{k}" for k in range(n)], "story_id": [f"S-{k}" for k in range(n)], "outlet": [f"Media {k % 4}" for k in range(n)]})
    fixed = {"url": None, "issue": "narkoba", "sentiment": sentiment, "is_first": True, "is_read": True, "words": words, "clean_title": "", "title": "Judul",
             "unit_code": "33-LPS-01", "kanwil": "KW-33", "has_time": True}  # fmt: skip
    return rows.assign(**fixed, published_at=pd.Timestamp("2022-10-03 02:00"), published_date=pd.Timestamp("2022-10-03"))


def test_our_officials_are_counted_and_a_share_needs_thirty_stories():
    spoken = pd.concat([publications(30), publications(10, words="kami periksa, kata kalapas arunika").assign(story_id=lambda d: "T-" + d["story_id"])])
    assert voice.spokesperson_table(spoken, MONTH).column("Porsi")[0].text() == "25,0%"
    few = voice.spokesperson_table(publications(3), MONTH)
    assert [number.text() for number in few.column("Porsi")] == ["terbatas"] * 2 and few.column("Kisah")[0].value == 3


def test_the_example_catalogue_is_called_an_example():
    table = voice.message_table(publications(40, words="layanan kunjungan gratis"), load_messages(), MONTH)
    assert "contoh" in table.title.text() and table.source.text().startswith("Katalog CONTOH")
    own = voice.message_table(publications(40), load_messages().assign(is_example=False), MONTH)
    assert "contoh" not in own.title.text().lower()


def test_no_release_and_no_table_of_outlets_are_said_plainly():
    assert "belum ada" in voice.release_table(publications(40), MONTH).text()
    assert "tanpa tabel tier" in voice.tier_table(publications(40), None, MONTH).text()


def test_a_release_taken_over_by_others_is_counted():
    body = "pelatihan las di lapas arunika diikuti dua puluh warga binaan selama sepuluh hari bersama balai latihan kerja kota"
    rows = publications(3, "positif", body).assign(url=["https://ditjenpas.go.id/a", None, None], story_id="S-1", is_first=[True, False, False])
    table = voice.release_table(rows.assign(published_at=pd.to_datetime(["2022-10-03", "2022-10-04", "2022-10-05"])), MONTH)
    assert table.rows[0][1].value == 1 and table.rows[1][4].value == 2


def test_tiers_of_the_offices_own_table_are_shown():
    table = voice.tier_table(publications(40), pd.DataFrame({"outlet": ["Media 0"], "tier": [1]}), MONTH)
    assert table.column("Kisah")[0].value == 10 and table.column("Porsi kisah")[0].text() == "25,0%"


def test_platforms_stand_side_by_side_and_a_month_without_delivery_is_a_gap():
    rows = pd.DataFrame({"platform": ["x", "x", "tiktok"], "sentiment": ["negatif", "netral", "positif"], "issue": ["narkoba"] * 3, "account_type": ["resmi", None, None]})
    table = posts.post_table(rows, MONTH, delivered=True)
    assert table.column("Kanal") == ["TikTok", "X"] and [number.value for number in table.column("Unggahan")] == [1, 2]
    assert "celah data" in posts.post_table(rows.iloc[:0], MONTH, delivered=False).text()
    assert "celah data" not in posts.post_table(rows.iloc[:0], MONTH, delivered=True).text()


def corrected(month, domain="", hits=(60, 2), sizes=(100, 900)):
    strata = {name: (size, 100, k) for name, size, k in zip(("diduga_negatif", "lainnya"), sizes, hits, strict=True)}
    return {**_row(strata, None, ""), "month": month, "domain": domain, "draw": f"u-{month}"}


def shares_of(*rows):
    return pd.DataFrame(list(rows), columns=COLUMNS)


def test_the_table_of_corrected_months_says_each_change_once():
    table = labels.share_table(shares_of(corrected("2022-09"), corrected("2022-10", hits=(95, 12))), MONTH)
    assert table.column("Kesimpulan") == ["belum dapat disimpulkan", "naik (memburuk)"]
    assert table.column("Selisih dari bulan lalu")[1].has_interval and "naik" in table.title.text()
    assert isinstance(labels.share_table(shares_of(), MONTH), Sentence)


def test_more_labels_narrow_the_interval():
    table = labels.width_table(shares_of(corrected("2022-10")), MONTH)
    widths = [number.value for number in table.column("Lebar selang (poin)")]
    assert widths == sorted(widths, reverse=True) and table.column("Label")[0].value == 100


def label_rows(n=60):
    rows = [
        {"month": "2022-10", "draw": "u-2022-10", "item": k, "id": f"a{k}", "labeller": who, "sentiment": "negatif" if k % 3 else "netral",
         "predicted_sentiment": "negatif", "issue": "", "is_sure": True}
        for k in range(n) for who in ("1", "2")
    ]  # fmt: skip
    return pd.DataFrame(rows)


def test_the_machines_quality_has_intervals_and_is_the_nations():
    table = labels.quality_table(NATIONAL, label_rows(), shares_of(corrected("2022-10")), MONTH)
    rates = [row[1] for row in table.rows if row[1].kind == "share"]
    assert len(rates) == 3 and all(rate.has_interval and rate.low <= rate.value <= rate.high for rate in rates)
    assert "laporan nasional" in labels.quality_table(UPT, label_rows(), shares_of(corrected("2022-10")), MONTH).text()


def test_a_machine_that_suspects_nothing_has_no_precision_and_no_sensitivity_below_zero():
    strata = {"diduga_negatif": (0, 0, 0), "lainnya": (900, 100, 3)}
    table = labels.quality_table(NATIONAL, label_rows(), shares_of({**_row(strata, None, ""), "month": "2022-10", "domain": "", "draw": "u-2022-10"}), MONTH)
    rates = {row[1].key.split(".")[1]: row[1] for row in table.rows if row[1].kind == "share"}
    assert rates["precision"].value is None and (rates["sensitivity"].low, rates["sensitivity"].value) == (0, 0)
    assert table.title.numbers() == []


def test_few_doubly_labelled_publications_give_no_kappa():
    table = labels.quality_table(NATIONAL, label_rows(20), shares_of(corrected("2022-10")), MONTH)
    assert [row[1].text() for row in table.rows if row[0].startswith("Kesepakatan")] == ["terbatas"]


def test_confusion_counts_what_people_called_negative():
    table = labels.confusion_table(label_rows(), MONTH)
    assert table.rows[0][1].value == 40 and "40" in table.title.text()


def test_groups_of_issues_cover_every_issue_about_us_once():
    assert sorted(issue_groups()["issue"]) == sorted(set(issues()["id"]) - {subject.OFF_TOPIC})


def test_only_corrected_groups_of_issues_are_drawn():
    raw = {**corrected("2022-10", "layanan"), "state": "belum dikoreksi", "reason": "label_kurang"}
    known = [corrected(str(MONTH - k), "integritas", hits=(60, 2)) for k in (3, 2, 1)] + [corrected("2022-10", "integritas", hits=(98, 20))]
    chart = news.issue_chart(shares_of(*known, raw), MONTH)
    assert isinstance(chart, Chart) and chart.table.column("Kelompok isu") == ["Narkoba dan integritas", "Layanan dan hak"]
    assert "naik" in chart.title.text() and chart.table.column("Porsi negatif")[1].state == "belum dikoreksi"
    assert isinstance(news.issue_chart(shares_of(raw), MONTH), Note)


def articles(*reasons):
    rows = publications(len(reasons)).assign(reason=reasons, p_negatif=[0.9 - k / 10 for k in range(len(reasons))], p_netral=0.05, p_positif=0.05)
    return rows.assign(issues="narkoba|pelarian", unit_text="Lapas Arunika", needs_review=False, model="m")


def test_a_reason_is_taken_apart_and_an_odd_one_is_shown_whole():
    rows = articles("aturan D09: pelarian ('kabur; lari'); peluang negatif 0,90; isu narkoba ('sabu')", "aturan D01: bukan tentang pemasyarakatan; isu di_luar_topik")
    first, second = (dict(explore.reason_table(rows, k).rows) for k in (1, 2))
    assert first["Aturan dan kata yang mengenai"] == "aturan D09: pelarian ('kabur; lari')" and first["Kata isu"] == "sabu"
    assert second["Aturan dan kata yang mengenai"].startswith("aturan D01") and second["Kata isu"] is None
    assert isinstance(explore.reason_table(rows, 3), Sentence)


def test_a_choice_is_made_by_issue_sentiment_and_words():
    rows = articles("a", "b", "c").assign(title=["Sabu (1)", "Panen", "sabu lagi"], sentiment=["negatif", "positif", "negatif"])
    assert explore.choose(rows, issue="narkoba", sentiment="negatif", words="sabu (")["id"].tolist() == ["a0"]
    assert isinstance(explore.publication_table(explore.choose(rows, issue="pelarian"), MONTH), Sentence)


def test_a_story_is_told_in_order_of_time():
    rows = articles("a", "b").assign(story_id="S-1", published_at=pd.to_datetime(["2022-10-03 05:30", "2022-10-03 02:00"]))
    assert [number.text() for number in explore.story_publications(rows, rows).column("Sesudah yang pertama")] == ["0,0 jam", "3,5 jam"]
