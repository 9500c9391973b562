"""The analysts' page of the news: runs for a nation, a kanwil and a small unit, and says no number that no table holds."""

import ast
import json

import pytest

from analitik.pipeline.demo import scratch_copy
from analitik.pipeline.labels import draw_labels, import_labels
from analitik.report import Chart, Sentence, Table, merge
from analitik.report.display import Display

SMALL = "33-LPS-01"


@pytest.fixture(scope="module")
def labelled(demo, project, tmp_path_factory):
    """The sample with two months labelled by invented labellers; the sample itself stays as it is."""
    from analitik.core.period import Month
    from analitik.ingest.plain import read_table
    from analitik.sample.labellers import fill_labels

    store, truth = scratch_copy(demo), read_table(project / "data" / "sample" / "truth" / "articles.csv")
    for month in (Month(2022, 9), Month(2022, 10)):
        sheet = tmp_path_factory.mktemp("label") / "label.xlsx"
        draw_labels(store, month, sheet, n=100)
        fill_labels(sheet, truth)
        import_labels(store, sheet)
    return store


def shown(project, notebook, **parameters):
    """What the code cells of a notebook show, run one after the other in one namespace."""
    names, found = {}, []
    for cell in json.loads((project / "notebooks" / notebook).read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "code":
            continue
        tree = ast.parse("".join(cell["source"]))
        last = ast.Expression(tree.body.pop().value) if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, notebook, "exec"), names)  # noqa: S102
        names.update(parameters if "parameters" in cell["metadata"].get("tags", []) else {})
        if last is not None and isinstance(value := eval(compile(last, notebook, "eval"), names), Display):  # noqa: S307
            found.append(value)
    return found


def kanwil_with_news(store):
    return store.read("articles", "2022-10")["kanwil"].dropna().value_counts().idxmax().replace("KW-", "") + "-KWL-01"


def told(item):
    """The numbers a reader meets in words: sentences, titles, descriptions."""
    if isinstance(item, Sentence):
        return item.numbers()
    words = [item.title, item.subtitle, item.source, getattr(item, "alt", None)] if isinstance(item, Chart | Table) else []
    return [number for part in words if part for number in part.numbers()]


def cells(item):
    table = item.table if isinstance(item, Chart) else item
    return table.cell_numbers() if isinstance(table, Table) else []


@pytest.fixture(scope="module", params=["nasional", "kanwil", SMALL])
def page(request, project, labelled):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ANALITIK_STORE", str(labelled.root))
        patch.setenv("ANALITIK_UNITS", str(project / "data" / "sample" / "register.csv"))
        unit = kanwil_with_news(labelled) if request.param == "kanwil" else request.param
        return request.param, shown(project, "laporan/pemberitaan.ipynb", unit=unit)


def test_every_number_in_words_stands_in_a_table_of_the_page(page):
    known = {(number.key, number.text()) for item in page[1] for number in cells(item)}
    assert [number for item in page[1] for number in told(item) if (number.key, number.text()) not in known] == []


def test_one_key_carries_one_number(page):
    assert merge(number for item in page[1] for number in item.numbers())


def test_every_section_answers(page):
    assert len(page[1]) >= 15 and all(item.text().strip() for item in page[1])


def test_a_share_is_said_with_its_interval_or_called_uncorrected(page):
    shares = [number for item in page[1] for number in cells(item) if number.kind == "share" and number.value is not None]
    bare = [number.key for number in shares if not number.has_interval and number.state not in ("belum dikoreksi", "terkoreksi")]
    assert bare == []


def test_a_small_unit_gets_counts_only(page):
    unit, items = page
    if unit == SMALL:
        assert [number.key for item in items for number in item.numbers() if number.kind == "share" and number.value is not None] == []


def test_the_nation_is_corrected_and_its_machine_measured(page):
    unit, items = page
    keys = {number.key: number for item in items for number in item.numbers()}
    if unit == "nasional":
        assert keys["berita.porsi_negatif.2022-10"].state == "terkoreksi" and keys["label.precision.2022-10"].has_interval
        assert keys["berita.selisih_porsi.2022-10"].has_interval
    else:
        assert "label.precision.2022-10" not in keys
