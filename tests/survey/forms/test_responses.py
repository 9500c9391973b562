"""Nothing is dropped: what is not understood keeps its row and is listed with what would work."""

import time

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.survey import index_scores
from analitik.survey.forms import codebook_from_sheets, read_responses


@pytest.fixture
def small():
    survey = [
        ["select_one mutu", "U1", "Persyaratan", "", ""],
        ["select_one mutu", "U2", "Prosedur", "${U1} >= 3", ""],
        ["select_multiple kanal", "kanal", "Kanal", "", ""],
        ["integer", "usia", "Umur", "", ". >= 10 and . <= 110"],
        ["date", "tgl", "Tanggal", "", ""],
        ["text", "saran", "Saran", "jr:foo(${U1})", ""],
    ]
    choices = [
        ["mutu", "1", "Buruk"],
        ["mutu", "2", "Baik"],
        ["mutu", "3", "Baik sekali"],
        ["kanal", "tv", "TV"],
        ["kanal", "web", "Laman"],
    ]
    sheets = {
        "survey": pd.DataFrame(survey, columns=["type", "name", "label", "relevant", "constraint"]),
        "choices": pd.DataFrame(choices, columns=["list_name", "name", "label"]),
    }
    return codebook_from_sheets(sheets)


def kinds(found):
    return [
        tuple(row)
        for row in found.findings[["row", "question", "kind", "value"]].astype(object).where(lambda cell: cell.notna(), None).values
    ]


def raw(**columns):
    there = {
        "U1": ["3", "1"],
        "U2": ["2", ""],
        "kanal": ["tv", ""],
        "usia": ["30", "40"],
        "tgl": ["2024-01-05", "06/01/2024"],
        "saran": ["", "ya"],
    }
    return pd.DataFrame(there | columns)


def test_every_cell_that_is_not_understood_is_listed_and_no_row_is_lost(small):
    given = raw(U1=["7", "3"], kanal=["tv radio", "koran"], usia=["tiga", "12,5"], tgl=["31/02/2024", "kemarin"])
    found = read_responses(given, small)
    assert len(found.answers) == len(found.states) == len(found.meta) == 2
    cells = [row for row in kinds(found) if row[0] is not None]
    assert cells == [
        (1, "U1", "unknown_code", "7"),
        (1, "kanal", "unknown_code", "radio"),
        (1, "usia", "not_a_value", "tiga"),
        (1, "tgl", "not_a_value", "31/02/2024"),
        (2, "kanal", "unknown_code", "koran"),
        (2, "usia", "not_a_value", "12,5"),
        (2, "tgl", "not_a_value", "kemarin"),
    ]
    assert found.states.loc[0].tolist() == ["unknown", "answered", "answered", "unknown", "unknown", "blank"]
    assert found.answers.loc[0, ["kanal", "kanal/tv", "kanal/web"]].tolist() == ["tv", 1, 0]
    assert "yang ada: 1 (Buruk), 2 (Baik), 3 (Baik sekali)" in found.findings["message"].iloc[1]


def test_an_answer_where_nobody_should_have_been_asked_is_kept_and_said(small):
    found = read_responses(raw(U1=["1", "1"], U2=["2", ""]), small)
    assert (1, "U2", "answered_though_not_asked", "2") in kinds(found)
    assert found.answers["U2"].tolist() == [2, pd.NA] and found.states["U2"].tolist() == ["answered", "not_asked"]


def test_a_condition_beyond_the_reader_is_said_and_everybody_counts_as_asked(small):
    found = read_responses(raw(), small)
    assert (None, "saran", "relevance_not_understood", "jr:foo(${U1})") in kinds(found)
    assert found.states["saran"].tolist() == ["blank", "answered"]


def test_a_value_beyond_its_own_constraint_is_kept_and_said(small):
    found = read_responses(raw(usia=["8", "40"]), small)
    assert (1, "usia", "outside_constraint", "8") in kinds(found) and found.answers["usia"].tolist() == [8, 40]


def test_new_columns_are_kept_and_named_with_a_likely_question(small):
    found = read_responses(raw(Umurr=["1", "2"], lain=["a", "b"]), small)
    assert found.others.to_dict("list") == {"Umurr": ["1", "2"], "lain": ["a", "b"]}
    assert found.findings.query("kind == 'new_column'")["message"].str.contains("mungkin 'umur'").tolist() == [True, False]


def test_a_header_without_the_brackets_of_its_question_and_spss_words_are_found(small):
    found = read_responses(raw().rename(columns={"U1": "V7. Persyaratan", "tgl": "TANGGAL *", "usia": "Umur"}), small)
    assert found.answers["U1"].tolist() == [3, 1] and found.answers["tgl"].notna().all() and found.answers["usia"].notna().all()


def test_what_programs_write_for_nothing_is_blank(small):
    assert (
        read_responses(raw(saran=["nan", "N/A"], tgl=["NaN", "NULL"]), small).states[["saran", "tgl"]].to_numpy().tolist()
        == [["blank"] * 2] * 2
    )


def test_a_row_that_adds_up_the_others_is_said_and_stays(small):
    given = pd.concat(
        [raw().assign(id=["1", "2"])[["id", "U1", "usia"]], pd.DataFrame({"id": ["Rata-rata"], "U1": ["2,0"], "usia": ["35"]})]
    )
    found = read_responses(given, small)
    assert found.findings.query("kind == 'summary_row'")["row"].tolist() == [3] and len(found.answers) == 3


def test_a_question_the_export_lacks_is_said(small):
    found = read_responses(raw().drop(columns="usia"), small)
    assert (None, "usia", "absent_column", "") in kinds(found) and found.states["usia"].tolist() == ["not_asked", "not_asked"]


def test_two_ways_of_several_answers_that_disagree_are_said(small):
    found = read_responses(raw(kanal=["tv", ""], **{"kanal/tv": ["0", "1"], "kanal/web": ["1", "0"]}), small)
    assert (1, "kanal", "contradiction", "tv | web") in kinds(found)
    assert found.answers["kanal"].tolist() == ["tv", "tv"]


def test_a_choice_column_that_says_neither_yes_nor_no_is_listed(small):
    found = read_responses(raw(**{"kanal/tv": ["mungkin", "1"]}).drop(columns="kanal"), small)
    assert (1, "kanal", "unknown_code", "mungkin") in kinds(found) and found.answers["kanal/tv"].tolist() == [pd.NA, 1]


def test_personal_data_in_the_wrong_column_is_masked_in_the_list(small):
    found = read_responses(raw(U1=["hubungi 0812-0000-0001", "3"]), small)
    assert "0812" not in found.findings.to_csv()


def test_an_office_may_say_which_column_is_which(small):
    given = raw().rename(columns={"U1": "Q7_a", "kanal": "Q9"})
    found = read_responses(given, small, columns={"U1": "Q7_a", "kanal": "Q9"})
    assert found.answers["U1"].tolist() == [3, 1] and found.answers["kanal"].iloc[0] == "tv"
    with pytest.raises(UsageFault, match="Pemetaan U1=tiada"):
        read_responses(given, small, columns={"U1": "tiada"})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (pd.DataFrame({"U1": []}), "tidak memuat satu baris"),
        (pd.DataFrame([["1", "2"]], columns=["U1", "U1"]), "Kolom 'U1' muncul dua kali"),
        (pd.DataFrame([["1", "2"]], columns=["U1", "g/U1"]), "'U1' dan 'g/U1' sama-sama berisi jawaban U1"),
        (pd.DataFrame([["1", "2"]], columns=["x", "y"]), "Tidak satu kolom pun cocok"),
    ],
)
def test_an_export_that_cannot_be_read_gets_one_sentence(small, given, words):
    with pytest.raises(UsageFault, match=words):
        read_responses(given, small)


def test_labels_that_are_codes_of_another_choice_stay_codes():
    """A list whose words are numbers the other way round: what is a code is read as a code."""
    sheets = {
        "survey": pd.DataFrame([["select_one l", "q", "Q"]], columns=["type", "name", "label"]),
        "choices": pd.DataFrame([["l", "1", "2"], ["l", "2", "1"], ["l", "3", "5"]], columns=["list_name", "name", "label"]),
    }
    assert read_responses(pd.DataFrame({"q": ["1", "2", "5"]}), codebook_from_sheets(sheets)).answers["q"].tolist() == [1, 2, 3]


def test_typed_answers_go_straight_into_an_index():
    rows = [["select_one mutu", f"U{k}", f"Unsur {k}"] for k in range(1, 10)]
    sheets = {
        "survey": pd.DataFrame(rows, columns=["type", "name", "label"]),
        "choices": pd.DataFrame([["mutu", str(k), f"Nilai {k}"] for k in range(1, 5)], columns=["list_name", "name", "label"]),
    }
    given = pd.DataFrame({f"U{k}": ["Nilai 3", "4", "3", ""] for k in range(1, 10)})
    assert index_scores(read_responses(given, codebook_from_sheets(sheets)).answers)[["index", "n"]].values.tolist() == [
        [250 / 3, 3]
    ]


@pytest.mark.parametrize("seed", range(5))
def test_whatever_stands_in_the_cells_rows_in_are_rows_out_and_each_unknown_cell_is_listed(small, seed):
    rng = np.random.default_rng(seed)
    pool = np.array(
        ["1", "3", "Baik", "x", "tv", "tv web", "99", "", " ", "-", None, 2.0, True, "2024-01-01", "0812", "tv;web", "TV, koran"],
        dtype=object,
    )
    given = pd.DataFrame({name: pool[rng.integers(0, len(pool), 60)] for name in ("U1", "U2", "kanal", "usia", "tgl", "saran")})
    found = read_responses(given, small)
    assert len(found.answers) == 60
    listed = set(
        found.findings.loc[found.findings["kind"].isin(["unknown_code", "not_a_value"]), ["row", "question"]].itertuples(
            index=False, name=None
        )
    )
    for name in found.states:
        unknown = np.flatnonzero(found.states[name] == "unknown")
        assert {(row + 1, name) for row in unknown} <= listed
        filled = given[name].map(lambda cell: cell is not None and str(cell).strip().casefold() not in ("", "-")).to_numpy()
        assert (found.states[name].isin(["answered", "refused", "unknown"]).to_numpy() >= filled).all() or name == "saran"
        assert (found.answers[name].notna() == (found.states[name] == "answered")).all()


@pytest.mark.slow
def test_a_hundred_thousand_respondents_are_typed_within_ten_seconds():
    n, rng = 100_000, np.random.default_rng(1)
    survey = [["select_one mutu", f"U{k}", f"Unsur {k}", "${usia} > 20" if k > 20 else ""] for k in range(1, 31)]
    survey += [
        ["integer", "usia", "Umur", ""],
        ["text", "saran", "Saran", ""],
        ["date", "tgl", "Tanggal", ""],
        ["select_multiple mutu", "m", "M", ""],
    ]
    survey += [["decimal", f"D{k}", f"Des {k}", ""] for k in range(4)] + [["start", "mulai", "", ""], ["end", "selesai", "", ""]]
    choices = [["mutu", str(k), f"Nilai {k}"] for k in range(1, 5)]
    book = codebook_from_sheets({"survey": pd.DataFrame(survey, columns=["type", "name", "label", "relevant"]),
                                 "choices": pd.DataFrame(choices, columns=["list_name", "name", "label"])})  # fmt: skip
    cells = np.array(["Nilai 1", "2", "Nilai 3", "4", "", "9"], dtype=object)
    raw = {f"g/U{k}": cells[rng.choice(6, n, p=[0.2, 0.2, 0.3, 0.2, 0.09, 0.01])] for k in range(1, 31)}
    at = (np.datetime64("2024-01-01T08:00:00") + rng.integers(0, 5_000_000, n)).astype(str).astype(object)
    raw |= {
        "usia": rng.integers(10, 90, n).astype(str).astype(object),
        "saran": np.array([f"saran {k}" for k in range(n)], dtype=object),
    }
    raw |= {
        "tgl": np.array([text[:10] for text in at], dtype=object),
        "m": np.array(["1 2", "", "3", "2 4"], dtype=object)[rng.integers(0, 4, n)],
    }
    raw |= {f"D{k}": rng.random(n).round(4).astype(str).astype(object) for k in range(4)} | {
        "mulai": at + "+07:00",
        "selesai": at + "+08:00",
    }
    started = time.process_time()
    found = read_responses(pd.DataFrame(raw), book)
    assert time.process_time() - started <= 10
    assert len(found.answers) == n and len(raw) == 40
    assert (found.findings["kind"] == "unknown_code").sum() == sum((raw[f"g/U{k}"] == "9").sum() for k in range(1, 31))


def test_the_words_of_another_answer_may_stand_in_its_own_tick(codebook):
    given = pd.DataFrame({"kanal/tv": ["1", "0", ""], "kanal/media": ["", "0", ""], "kanal/other": ["Radio", "Spanduk", ""]})
    found = read_responses(given, codebook)
    assert found.answers["kanal"].tolist()[:2] == ["tv other", "other"] and found.states["kanal"].tolist() == [
        "answered",
        "answered",
        "blank",
    ]
    assert found.answers["kanal_other"].tolist()[:2] == ["Radio", "Spanduk"] and found.states["kanal_other"].iloc[2] == "not_asked"
    assert not found.findings["kind"].isin(["unknown_code", "answered_though_not_asked"]).any()
