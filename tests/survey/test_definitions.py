"""Definitions are data: what a file may say, and what it is refused for."""

from fractions import Fraction

import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.reference.indices import index_definition, index_names
from analitik.survey import index_from_means, index_scores

OWN = """\
id: sendiri
name_id: Indeks sendiri
scale: {min: 1, max: 4}
range: [25, 100]
decimals: 2
weights: {default: "1/2"}
formula: {index: weighted * 25}
items:
  - {key: cepat, code: P1, name_id: Cepat}
  - {key: ramah, code: P2, name_id: Ramah}
grades:
  - {grade: A, low: 65.00, high: 100.00, name_id: Baik}
  - {grade: D, low: 25.00, high: 64.99, name_id: Buruk}
"""


@pytest.fixture
def own(tmp_path):
    def write(text=OWN):
        (tmp_path / "indeks.yml").write_text(text, encoding="utf-8")
        return str(tmp_path / "indeks.yml")

    return write


@pytest.mark.parametrize("name", index_names())
def test_every_packaged_index_turns_its_scale_s_ends_into_its_range_s_ends(name):
    known = index_definition(name)
    low, high = ([end] * len(known.items) for end in (known.lowest, known.highest))
    ends = [
        index_scores(pd.DataFrame([row], columns=[i.codes[0] for i in known.items]), name)["index"].iloc[0] for row in (low, high)
    ]
    assert ends == {"skm": [25, 100], "nps": [-100, 100]}.get(name, [0, 100])


def test_a_promoter_score_counts_classes_not_the_mean():
    answers = pd.DataFrame({"N1": [10, 10, 0, 7]})
    assert index_scores(answers, "nps")["index"].iloc[0] == 25.0


def test_an_office_may_weigh_items_differently(own):
    path = own(OWN.replace('default: "1/2"', "default: {cepat: 0.75, ramah: 0.25}"))
    assert [item.weight for item in index_definition(path).items] == [Fraction(3, 4), Fraction(1, 4)]
    assert index_scores(pd.DataFrame({"P1": [4], "P2": [2]}), path)["index"].iloc[0] == 87.5


def test_a_file_with_several_definitions_needs_a_name(own):
    several = "indices:\n" + "".join(
        "  - " + OWN.replace("id: sendiri", f"id: {name}").rstrip().replace("\n", "\n    ") + "\n" for name in ("satu", "dua")
    )
    path = own(several)
    assert index_definition(path + "#dua").id == "dua"
    with pytest.raises(UsageFault, match="satu, dua"):
        index_definition(path)


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('"1/2"', '"0.4"', "bobot berjumlah 4/5"),
        ("65.00", "65.01", "berlubang"),
        ("low: 25.00", "low: 20.00", "berlubang"),
        ("high: 64.99", "high: 70.00", "bertumpuk"),
        ("key: ramah", "key: cepat", "berulang"),
        ("weighted * 25", "__import__('os').getcwd()", "formula"),
        ("weighted * 25", "weighted * weighted", "formula"),
        ("weighted * 25", "mean * 25", "rumus memakai mean"),
        ("decimals: 2\n", "", "decimals"),
    ],
)
def test_a_definition_that_contradicts_itself_is_refused_when_read(own, old, new, word):
    with pytest.raises(UsageFault, match=word):
        index_definition(own(OWN.replace(old, new)))


def test_text_that_is_no_yaml_is_refused_with_its_line(own):
    with pytest.raises(UsageFault, match="baris 2"):
        index_definition(own("id: x\n  nama: [\n"))


def test_weights_of_older_forms_stand_beside_the_exact_ninth():
    skm = index_definition("skm")
    assert dict(skm.alternatives) == {"lama_011": Fraction("0.11"), "lama_0111": Fraction("0.111")}
    assert index_from_means([4] * 9, skm.reweighted(Fraction("0.11"))) == 99.0


def test_a_definition_cannot_be_changed_by_its_reader():
    with pytest.raises(AttributeError):
        index_definition("skm").decimals = 1
