"""A form read as it stands, and one clear sentence for each that cannot be read."""

import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.ingest.forms import read_form_sheets
from analitik.survey.forms import codebook_from_sheets
from analitik.survey.forms.codebook import missing_codes

CHOICES = [["list_name", "name", "label"], ["mutu", "1", "Buruk"], ["mutu", "2", "Baik"], ["mutu", "3", "Baik sekali"]]


def sheet(rows):
    width = max(map(len, rows))
    return pd.DataFrame([row + [""] * (width - len(row)) for row in rows[1:]], columns=rows[0] + [""] * (width - len(rows[0])))


def book(*survey, choices=CHOICES, head=("type", "name", "label", "relevant")):
    sheets = {"survey": sheet([list(head), *map(list, survey)])}
    return codebook_from_sheets(sheets | ({"choices": sheet(choices)} if choices else {}))


def test_the_form_is_read_with_its_languages_groups_and_other_answers(codebook):
    kerja = codebook.by_name["kerja"]
    assert (kerja.kind, kerja.groups, kerja.or_other) == ("one", ("diri",), True)
    assert (kerja.label("id"), kerja.label("en")) == ("Pekerjaan", "Occupation")
    assert [(c.code, c.label("id")) for c in kerja.choices] == [("asn", "ASN"), ("swasta", "Karyawan swasta"), ("other", "Lainnya")]
    assert codebook.by_name["kerja_other"].relevance == "selected(${kerja}, 'other')"
    assert codebook.by_name["usia"].missing_codes == ("998",)
    assert codebook.title == "Uji" and "terima" not in codebook.by_name
    assert [q.name for q in codebook.asked][:2] == ["nomor", "jk"]


def test_a_number_as_code_in_a_workbook_is_its_digits(codebook):
    assert [choice.code for choice in codebook.by_name["U1"].choices] == ["1", "2", "3", "4", "98", "99"]


@pytest.mark.parametrize(
    ("label", "others", "is_refusal"),
    [
        ("Tidak tahu", ["Ya", "Tidak"], True),
        ("Tidak tahu / menolak", ["Ya"], True),
        ("Menolak menjawab", ["Ya"], True),
        ("Menolak", ["Ya", "Tidak"], True),
        ("Menolak", ["Mendukung", "Netral"], False),
        ("Tidak", ["Ya"], False),
        ("Tidak bersedia", ["Bersedia"], False),
        ("Don't know", ["Yes"], True),
        ("Prefer not to say", ["Male", "Female"], True),
        ("Lainnya", ["Ya"], False),
    ],
)
def test_a_choice_that_gives_no_answer_is_known_by_its_words(label, others, is_refusal):
    choices = [["list_name", "name", "label"], *(["l", f"x{at}", other] for at, other in enumerate(others)), ["l", "98", label]]
    question = book(["select_one l", "q", "Q"], choices=choices).by_name["q"]
    assert question.choices[-1].is_refusal is is_refusal


def test_98_that_means_something_is_an_answer():
    choices = [["list_name", "name", "label"], ["l", "1", "Jakarta"], ["l", "98", "Papua Barat"]]
    assert book(["select_one l", "q", "Q"], choices=choices).table()["refusals"].tolist() == [""]


def test_a_numbers_code_of_no_answer_comes_from_its_constraint():
    assert missing_codes(". < 120 or . = 998 or . = '-99'") == ("998", "-99")
    assert missing_codes(". = 99") == () and missing_codes(". = 1 or . = 50") == ()


def test_the_condition_of_a_group_holds_for_its_questions():
    form = book(
        ["select_one mutu", "a", "A"], ["begin_group", "g", "", "${a} = '1'"], ["text", "b", "B", "${a} != '3'"], ["end_group", ""]
    )
    assert form.by_name["b"].relevance == "(${a} = '1') and (${a} != '3')"


def test_the_score_matrix_of_kobo_is_a_set_of_questions():
    rows = [
        ["begin_score", "nilai", "Nilai", "mutu"],
        ["score__row", "U1", "Satu", ""],
        ["score__row", "U2", "Dua", ""],
        ["end_score", "", "", ""],
    ]
    form = book(*rows, head=("type", "name", "label", "kobo--score-choices"))
    assert [(q.name, q.kind, q.groups) for q in form.asked] == [("U1", "one", ("nilai",)), ("U2", "one", ("nilai",))]


def test_elements_of_the_index_are_found_by_what_the_questions_say(project):
    form = codebook_from_sheets(read_form_sheets(project / "data" / "sample" / "codebook" / "skm_kuesioner.xlsx"))
    found = form.items_of("skm")
    assert found["pengaduan"] == "U8" and found["sarana"] == "U9" and found["waktu"] == "U3" and len(found) == 9
    assert form.matrices() == [[f"U{k}" for k in range(1, 10)]]


def test_an_office_that_swaps_u8_and_u9_is_understood_by_its_words():
    words = [
        "persyaratan",
        "prosedur",
        "waktu pelayanan",
        "biaya",
        "produk",
        "kompetensi petugas",
        "perilaku petugas",
        "sarana",
        "pengaduan",
    ]
    form = book(*(["select_one mutu", f"U{k}", f"Bagaimana {word}?"] for k, word in enumerate(words, start=1)))
    assert form.items_of("skm")["sarana"] == "U8"


@pytest.mark.parametrize(
    ("survey", "choices", "words"),
    [
        ([["select_one mutu", "a", "A"]], None, "tidak memiliki lembar choices.*pertanyaan a.*mutu"),
        ([["select_one muttu", "a", "A"]], CHOICES, "Daftar pilihan muttu.*tidak ada.*yang ada: mutu"),
        ([["text", "a", "A"], ["integer", "a", "B"]], CHOICES, "a dipakai dua kali.*baris 2 dan 3"),
        ([["text", "a", "A", "${b} = 1"], ["text", "b", "B", "${c} = 1"], ["text", "c", "C", "${a} = 1"]], CHOICES, "berputar: "),
        ([["text", "a", "A", "${a} = 1"]], CHOICES, "berputar: a → a"),
        ([["teks", "a", "A"]], CHOICES, "Jenis pertanyaan 'teks' pada baris 2.*yang lazim"),
        ([["text", "", "A"]], CHOICES, "baris 2.*tidak bernama"),
        ([["begin group", "g", ""], ["text", "a", "A"]], CHOICES, "Grup g.*baris 2.*tidak pernah ditutup"),
        ([["text", "a", "A"], ["end group", "", ""]], CHOICES, "end group pada baris 3"),
        ([["note", "a", "A"]], CHOICES, "tidak memuat satu pertanyaan"),
        ([["select_one mutu", "a", "A"]], [*CHOICES, ["mutu", "1", "Lain"]], "Kode 1 berarti dua hal dalam daftar mutu"),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_read_gets_one_sentence(survey, choices, words):
    with pytest.raises(UsageFault, match=words) as problem:
        book(*survey, choices=choices)
    assert "\n" not in str(problem.value) and str(problem.value).endswith(".")


def test_sheets_and_columns_that_are_absent_are_named():
    with pytest.raises(UsageFault, match="tidak memiliki lembar survey; yang ada: Sheet1"):
        codebook_from_sheets({"Sheet1": pd.DataFrame()})
    with pytest.raises(UsageFault, match="Lembar survey tidak memiliki kolom name"):
        codebook_from_sheets({"survey": pd.DataFrame({"type": ["text"], "label": ["A"]})})


def test_a_file_that_is_no_workbook_gets_one_sentence(tmp_path):
    (tmp_path / "form.csv").write_text("type,name")
    with pytest.raises(UsageFault, match="XLSForm"):
        read_form_sheets(tmp_path / "form.csv")
    with pytest.raises(UsageFault, match="tidak ditemukan"):
        read_form_sheets(tmp_path / "tiada.xlsx")
