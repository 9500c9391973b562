"""From a draw to a corrected month: the workbook goes out blind, comes back in any state, and nothing gets lost."""

import io
import json
import shutil
import zipfile

import pandas as pd
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from analitik import news
from analitik.core.errors import DeliveryRefused, UsageFault
from analitik.core.period import Month
from analitik.pipeline.label_sheets import HEADS, label_workbook, read_labels
from analitik.pipeline.labels import draw_labels, import_labels
from analitik.sample.labellers import fill_labels
from analitik.store import Store
from analitik.store.labels import revisions

MONTH = Month(2022, 4)


@pytest.fixture(scope="module")
def truth(project):
    return pd.read_csv(project / "data" / "sample" / "truth" / "articles.csv", dtype="str")


@pytest.fixture(scope="module")
def ready(demo, truth, tmp_path_factory):
    """A store with a draw, the blank workbook, and the same one filled without an error; made once."""
    folder = tmp_path_factory.mktemp("label")
    demo.ledger.close()
    shutil.copytree(demo.root, folder / "data")
    store = Store(folder / "data")
    report = draw_labels(store, MONTH, folder / "label.xlsx", n=120, overlap=50)
    store.ledger.close()
    fill_labels(folder / "label.xlsx", truth, error=0, out=folder / "isi.xlsx")
    return report, folder


@pytest.fixture
def store(ready, tmp_path) -> Store:
    shutil.copytree(ready[1] / "data", tmp_path / "data")
    return Store(tmp_path / "data")


@pytest.fixture
def blank(ready, tmp_path):
    return shutil.copy(ready[1] / "label.xlsx", tmp_path / "label.xlsx")


@pytest.fixture
def filled(ready, tmp_path):
    return shutil.copy(ready[1] / "isi.xlsx", tmp_path / "isi.xlsx")


def change(path, sheet, **cells):
    book = load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(path)


# ---- the workbook ---------------------------------------------------------------------------------------------------


def test_the_workbook_has_the_rules_a_sheet_each_and_lists_to_choose_from(ready, blank):
    report, book = ready[0], load_workbook(blank)
    assert book.sheetnames == ["Petunjuk", "Pelabel 1", "Pelabel 2", "Putusan"]
    assert book["Putusan"].max_row == 3 + 50 and book["Pelabel 1"].max_row + book["Pelabel 2"].max_row == 6 + 120 + 50
    rules = {str(rule.sqref): rule.formula1 for rule in book["Pelabel 1"].data_validations.dataValidation}
    assert any(formula == '"positif,netral,negatif"' for formula in rules.values())
    start, end = (int(part.rpartition("$")[2]) for part in next(f for f in rules.values() if "Petunjuk" in f).split(":"))
    assert sorted(book["Petunjuk"].cell(row, 1).value for row in range(start, end + 1))[0] == "di_luar_topik" and end - start == 15
    assert report.n == 120 and sum(each["n_drawn"] for each in report.strata.values()) == 120


def test_nothing_in_the_workbook_tells_the_prediction(blank, store):
    with zipfile.ZipFile(blank) as parts:
        everything = b"".join(parts.read(name) for name in parts.namelist() if "sheet" in name or "shared" in name).decode()
    assert "diduga" not in everything and "stratum" not in everything and "linear-" not in everything and "peluang" not in everything.lower()
    sheet = load_workbook(blank)["Pelabel 1"]
    assert [cell.value for cell in sheet[3]] == list(HEADS)
    assert all(sheet.cell(row, column).value is None for row in range(4, sheet.max_row + 1) for column in (8, 9, 10))


def test_the_order_of_a_draw_does_not_tell_the_stratum():
    from analitik.news.labels import FLAGGED, REST, draw

    frame = pd.DataFrame({"id": range(4000), "stratum": [FLAGGED] * 600 + [REST] * 3400}).assign(
        predicted_sentiment="x", predicted_issue="x", kanwil="", unit_code="", probability=0.5
    )
    late = [draw(frame, 200, seed=seed).loc[100:, "stratum"].eq(FLAGGED).sum() for seed in range(40)]
    # half of 100 flagged rows lie in the later half; hypergeometric sd 3.54, of the mean of 40 draws 0.56
    assert sum(late) / 40 == pytest.approx(50, abs=3 * 0.56)


def test_the_same_draw_gives_the_same_bytes_and_another_seed_another_draw(ready, blank, store, tmp_path):
    report = ready[0]
    again = draw_labels(store, MONTH, tmp_path / "lagi.xlsx", n=120, overlap=50)
    assert again.draw == report.draw and (tmp_path / "lagi.xlsx").read_bytes() == blank.read_bytes()
    assert draw_labels(store, MONTH, tmp_path / "lain.xlsx", n=120, overlap=50, seed=9).draw != report.draw


def test_text_never_becomes_a_formula_and_odd_characters_do_not_stop_the_draw():
    rows = pd.DataFrame({"item": [1], "id": ["=1+1"], "labellers": ["1"]})
    texts = pd.DataFrame({"id": ["=1+1"], "title": ['=HYPERLINK("http://x")'], "text": ["@a\x07\uffff" + "x" * 40_000], "outlet": ["+62"],
                          "published_date": [pd.NaT], "url": ["-2+3"]})  # fmt: skip
    sheet = load_workbook(io.BytesIO(label_workbook("u", "2022-10", rows, texts)))["Pelabel 1"]
    cells = [sheet.cell(4, column) for column in range(2, 8)]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"} and cells[0].quotePrefix and len(cells[2].value) <= 700


def test_a_month_without_news_is_one_sentence(store, tmp_path):
    with pytest.raises(UsageFault, match="Juni 2030"):
        draw_labels(store, Month(2030, 6), tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()


# ---- coming back ----------------------------------------------------------------------------------------------------


def test_the_truth_is_found_again_from_the_labels(filled, store, truth):
    answer = import_labels(store, filled)
    articles = store.read("articles", MONTH)
    about_us = articles.loc[articles["issue"] != "di_luar_topik", "id"]
    true_share = truth.set_index("id").loc[about_us, "sentiment"].eq("negatif").mean()
    assert answer["n"] == 120 and answer["kappa"] == answer["alpha"] == 1 and answer["state"] == "terkoreksi" and answer["problems"] == []
    assert answer["low"] <= true_share <= answer["high"] and answer["low"] <= answer["share"] <= answer["high"]
    assert answer["raw_share"] == pytest.approx(articles.loc[articles["id"].isin(about_us), "sentiment"].eq("negatif").mean())
    assert sum(n for row in answer["confusion"].values() for n in row.values()) == 120


def test_labellers_who_err_agree_less(blank, store, truth):
    fill_labels(blank, truth, error=0.15, seed=3)
    answer = import_labels(store, blank)
    assert 0.2 < answer["alpha"] < 0.95 and answer["n_disputed"] > 0 and answer["alpha_low"] < answer["alpha"] < answer["alpha_high"]


def test_the_same_file_again_changes_nothing_and_a_corrected_one_keeps_the_history(filled, store):
    first = import_labels(store, filled)
    again = import_labels(store, filled)
    assert (first["new"], again["new"], again["changed"], again["unchanged"]) == (170, 0, 0, 170)
    old = load_workbook(filled)["Pelabel 1"]["H4"].value
    change(filled, "Pelabel 1", H4="negatif" if old != "negatif" else "netral")
    assert import_labels(store, filled)["changed"] == 1 and revisions(store.ledger)["sentiment"].tolist() == [old]


def test_two_labellers_may_send_their_own_copies_and_blank_rows_erase_nothing(filled, store, tmp_path):
    for keep, drop in (("Pelabel 1", "Pelabel 2"), ("Pelabel 2", "Pelabel 1")):
        book = load_workbook(filled)
        for row in range(4, book[drop].max_row + 1):
            for column in (8, 9, 10):
                book[drop].cell(row, column).value = None
        book.save(tmp_path / f"{keep}.xlsx")
    one = import_labels(store, tmp_path / "Pelabel 1.xlsx")
    assert one["blank"]["2"] == 85 and one["state"] == "belum dikoreksi" and one["share"] is None and one["low"] is None and one["raw_share"] > 0
    two = import_labels(store, tmp_path / "Pelabel 2.xlsx")
    assert two["n"] == 120 and two["n_double"] == 50 and two["changed"] == 0 and two["state"] == "terkoreksi"


def test_a_ruling_settles_a_dispute(filled, store):
    change(filled, "Putusan", H4="negatif")
    answer = import_labels(store, filled)
    number = load_workbook(filled)["Putusan"]["B4"].value
    final = news.settle(store.labels()).set_index("id").loc[number]
    assert answer["new"] == 171 and final["sentiment"] == "negatif" and final["settled_by"] == "putusan"


def test_rows_that_cannot_be_used_are_named_and_all_others_are_kept(filled, store):
    change(filled, "Pelabel 1", H4="buruk", H5=None, I6="makanan", J7="mungkin", A8="abc", B9="CONTOH-lain")
    answer = import_labels(store, filled)
    said = [
        ("Pelabel 1", "baris 4", "buruk", "positif, netral, negatif"),
        ("Pelabel 1", "baris 5", "sentimen kosong"),
        ("baris 6", "makanan", "fasilitas_layanan"),
        ("baris 7", "mungkin", "yakin, ragu"),
        ("baris 8", "abc", "bukan bilangan"),
        ("baris 9", "CONTOH-lain", "tidak sesuai undian"),
    ]
    assert answer["new"] == 170 - 6 and len(answer["problems"]) == 6
    assert all(all(word in problem["message"] for word in words) for problem, words in zip(answer["problems"], said, strict=True))


def test_a_number_twice_is_named(filled, store):
    sheet = load_workbook(filled)["Pelabel 2"]
    change(filled, "Pelabel 2", A5=sheet["A4"].value)
    assert "sudah ada di baris 4" in import_labels(store, filled)["problems"][0]["message"]


def test_case_spaces_and_sorting_do_not_matter(filled, store):
    book = load_workbook(filled)
    sheet = book["Pelabel 1"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    for place, row in enumerate(reversed(rows)):
        for column, value in enumerate(row, start=1):
            sheet.cell(4 + place, column).value = f" {value.upper()} " if column == 8 else value
    book.save(filled)
    answer = import_labels(store, filled)
    assert answer["problems"] == [] and answer["kappa"] == 1


def test_a_lost_mark_is_said_and_the_other_sheet_is_kept(filled, store):
    change(filled, "Pelabel 1", B1=None)
    answer = import_labels(store, filled)
    assert answer["new"] == 85 and "Pelabel 1" in answer["problems"][0]["message"] and "undian" in answer["problems"][0]["message"]


def test_changed_heads_are_said(filled, store):
    change(filled, "Pelabel 1", C3="Headline")
    assert "judul kolom" in import_labels(store, filled)["problems"][0]["message"]


def test_a_file_that_is_no_label_file_is_refused_with_a_sentence(store, tmp_path, project):
    other = next((project / "data" / "sample" / "deliveries").glob("*.xlsx"))
    with pytest.raises(DeliveryRefused, match="bukan berkas label"):
        import_labels(store, other)
    (tmp_path / "teks.xlsx").write_text("bukan zip")
    with pytest.raises(DeliveryRefused):
        import_labels(store, tmp_path / "teks.xlsx")


def test_a_draw_of_another_office_is_refused(ready, filled, tmp_path):
    with pytest.raises(DeliveryRefused, match=ready[0].draw):
        import_labels(Store(tmp_path / "kantor-lain"), filled)


def test_the_invented_labellers_keep_away_from_real_news(tmp_path):
    rows = pd.DataFrame({"item": [1], "id": ["vendor-1"], "labellers": ["1"]})
    texts = pd.DataFrame({"id": ["vendor-1"], "title": "a", "text": "", "outlet": "", "published_date": [pd.NaT], "url": ""})
    (tmp_path / "l.xlsx").write_bytes(label_workbook("u", "2022-10", rows, texts))
    with pytest.raises(UsageFault, match="vendor-1"):
        fill_labels(tmp_path / "l.xlsx", pd.DataFrame({"id": ["vendor-1"], "sentiment": "netral", "issue": "lainnya"}))


def test_an_empty_list_of_labels_reads_as_blank(blank):
    found = read_labels(blank.read_bytes())
    assert found.labels == [] and found.problems == [] and found.blank == {"1": 85, "2": 85, "putusan": 50}


# ---- the commands ---------------------------------------------------------------------------------------------------


def test_the_commands_walk_the_whole_way(store, tmp_path, project, monkeypatch):
    from analitik.cli.label import command

    monkeypatch.setenv("ANALITIK_UNITS", str(project / "data" / "sample" / "register.csv"))
    path, run = str(tmp_path / "l.xlsx"), CliRunner().invoke
    done = run(command, ["draw", "2022-04", "--n", "120", "--out", path, "--store", str(store.root), "--json"])
    report = json.loads(done.stdout.splitlines()[-1])
    assert done.exit_code == 0 and report["n"] == 120 and report["month"] == "2022-04"
    assert run(command, ["simulate", path, "--truth", str(project / "data/sample/truth/articles.csv")]).exit_code == 0
    done = run(command, ["import", path, "--store", str(store.root), "--json"])
    answer = json.loads(done.stdout.splitlines()[-1])
    assert done.exit_code == 0 and {"n", "kappa", "alpha", "share", "low", "high", "raw_share"} <= set(answer)
    assert "terkoreksi" in run(command, ["import", path, "--store", str(store.root)]).output
    change(path, "Pelabel 1", H4="buruk")
    done = run(command, ["import", path, "--store", str(store.root)])
    assert done.exit_code == 3 and "baris 4" in done.output


def test_the_demonstration_corrects_its_last_months_and_a_second_time_changes_nothing(demo, project, tmp_path):
    from analitik import open_register
    from analitik.pipeline.demo import label_demo

    demo.ledger.close()
    shutil.copytree(demo.root, tmp_path / "data")
    shutil.copytree(project / "data" / "sample" / "truth", tmp_path / "contoh" / "truth")
    store, register, until = Store(tmp_path / "data"), open_register(project / "data" / "sample" / "register.csv"), Month(2022, 10)
    asked = {"until": until, "months": 2, "n": 100}
    held = label_demo(store, register, tmp_path / "contoh", **asked)
    shares = news.corrected_share(store.read("cube", until.back(3)), store.labels(), store.draws())
    assert shares["state"].tolist() == ["belum dikoreksi", "terkoreksi", "terkoreksi"]
    before = store.labels().to_csv()
    assert label_demo(store, register, tmp_path / "contoh", **asked) == held and store.labels().to_csv() == before
