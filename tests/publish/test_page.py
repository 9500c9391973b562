"""The pages: whole without a script, nothing from data alive, every number known."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import nbformat.v4 as v4
import pytest

from analitik.core.errors import AnalitikError
from analitik.publish.page import render
from analitik.report import Number, Sentence, Table, collect
from analitik.report.prose import loose_numbers

CHROMIUM = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"


@pytest.fixture(scope="module")
def demo() -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "report" / "demo.py")))


@pytest.fixture(scope="module")
def pages(demo):
    return render([demo.report()], demo.context(plotly_asset="plotly.min.js"))


@pytest.fixture(scope="module")
def scan(shared):
    return SimpleNamespace(**runpy.run_path(str(shared / "security" / "html_scan.py"))).scan


class Reader(HTMLParser):
    """A reader who tells numbers in ``<data>`` from all other visible text, and notes the structure."""

    SILENT = {"svg", "style", "script", "code", "title"}

    def __init__(self, html: str):
        super().__init__()
        self.stack: list[tuple[str, dict]] = []
        self.data: list[dict] = []
        self.loose: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "id" in given:
            self.ids.append(given["id"])
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "data":
            self.data.append({**given, "text": ""})
        if tag not in {"br", "meta", "link", "input"}:
            self.stack.append((tag, given))

    def handle_startendtag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        while self.stack and self.stack.pop()[0] != tag:
            pass

    def handle_data(self, data):
        tags = [tag for tag, _ in self.stack]
        row_name = any(tag == "th" and given.get("scope") == "row" for tag, given in self.stack)
        if "data" in tags:
            self.data[-1]["text"] += data
        elif not self.SILENT & set(tags) and not row_name:
            self.loose += loose_numbers(data)


def test_every_number_on_the_page_is_in_results_and_none_stands_outside(demo, pages):
    results, read = collect([demo.report()]), Reader(pages.leader_html)
    assert len(read.data) > 150
    for shown in read.data:
        part = {"n": "n"}.get(shown.get("data-part"), "value")
        expected = results[shown["data-key"]][part]
        assert shown["value"] == ("" if expected is None else repr(expected))
        if "data-part" not in shown and expected is not None:
            assert shown["text"].startswith(results[shown["data-key"]]["text"].split("%")[0])
    assert read.loose == []


def test_a_number_put_into_prose_by_hand_stops_the_page(demo):
    bad = demo.notebook(demo.cell(demo.headline()), v4.new_markdown_cell("## A\n\nPorsinya 6,8% bulan ini."))
    with pytest.raises(AnalitikError, match="angka lepas"):
        render([bad], demo.context())


def test_a_report_without_headline_is_refused(demo):
    with pytest.raises(AnalitikError, match="Headline"):
        render([demo.notebook(demo.cell(demo.cards()))], demo.context())


def test_the_scanner_finds_nothing(pages, scan):
    assert scan(pages.leader_html) == [] and scan(pages.analyst_html) == []


def test_a_long_fraction_is_not_taken_for_an_identity_number(demo, scan):
    awkward = [0.9999990981192406, 0.1783783783783784, 0.00012345678901234567, 1234.5678901234567]
    cells = [
        demo.cell(Sentence("{a:lengkap}", a=Number(f"x.{k}", v, "share", low=v * 0.9, high=v * 1.1))) for k, v in enumerate(awkward)
    ]
    page = render([demo.notebook(demo.cell(demo.headline()), *cells)], demo.context())
    assert scan(page.leader_html) == [] and scan(page.analyst_html) == []


def test_the_leaders_page_is_whole_without_a_script(pages):
    html = pages.leader_html
    assert "<script" not in html and "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in html
    assert html.count('<svg class="w"') == html.count('<svg class="nw"') == html.count('role="img"') == 8
    assert len(html.encode()) <= 300_000


def test_headings_have_one_top_and_no_gaps(pages):
    for html in (pages.leader_html, pages.analyst_html):
        found = Reader(html).headings
        assert found[0] == 1 and found.count(1) == 1
        assert all(b - a <= 1 for a, b in zip(found, found[1:], strict=False))


def test_ids_are_unique_and_the_skip_link_has_its_aim(pages):
    for html in (pages.leader_html, pages.analyst_html):
        ids = Reader(html).ids
        assert len(ids) == len(set(ids)) and "isi" in ids and 'href="#isi"' in html


def test_two_objects_of_one_id_are_refused(demo):
    twice = demo.notebook(
        demo.cell(demo.headline()), v4.new_markdown_cell("## A"), demo.cell(demo.change_table()), demo.cell(demo.change_table())
    )
    with pytest.raises(AnalitikError, match="berubah"):
        render([twice], demo.context())


def test_each_chart_has_its_words_source_and_table(pages):
    for figure in re.findall(r"<figure.*?</figure>", pages.leader_html, re.S):
        assert all(mark in figure for mark in ("<h3>", 'class="sub"', "aria-label=", 'class="src"', "<details>", "<caption"))


def test_contoh_is_on_banner_and_every_source_line(demo, pages):
    html = pages.leader_html
    assert "<b>CONTOH.</b>" in html and "<title>CONTOH" in html
    assert html.count('<p class="src">') == html.count('<p class="src"><span class="tag">CONTOH</span>')
    assert "CONTOH" not in render([demo.report()], demo.context(sample=False)).leader_html


def test_markup_from_data_is_dead(pages):
    for html in (pages.leader_html, pages.analyst_html):
        assert "<script>alert" not in html and "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_unit_name_cannot_break_out_of_the_page(demo):
    html = render([demo.report()], demo.context(unit='"}</style><script>x</script>')).leader_html
    assert "<script" not in html and "</style><script" not in html


def test_the_same_notebook_gives_the_same_page(demo, pages):
    assert render([demo.report()], demo.context(plotly_asset="plotly.min.js")) == pages


def test_a_long_table_is_folded_a_short_one_stands_open(pages):
    assert re.search(r'id="wilayah">.*?<details>', pages.leader_html, re.S)
    assert "<details>" not in re.search(r'id="berubah">.*?</table>', pages.leader_html, re.S)[0]


def test_counts_of_persons_are_marked(pages):
    assert 'data-release="persons"' in pages.leader_html


def test_code_is_for_analysts_only(pages):
    assert "tampilkan()" not in pages.leader_html and "tampilkan()" in pages.analyst_html


def test_cells_for_analysts_and_the_notebooks_own_title_stay_out_of_the_leaders_page(demo):
    hidden = demo.cell(Sentence("Hanya {a}.", a=Number("x", 3, "count")), tags=("analis",))
    pages = render(
        [demo.notebook(v4.new_markdown_cell("# Buku\n\nIsi 12 baris."), demo.cell(demo.headline()), hidden)], demo.context()
    )
    assert "Hanya" not in pages.leader_html and "Isi 12" not in pages.leader_html
    assert "Hanya" in pages.analyst_html


def test_objects_before_any_question_get_a_heading(demo):
    table = Table.of("t", "Judul", {"A": ["x"]})
    html = render([demo.notebook(demo.cell(demo.headline()), demo.cell(table))], demo.context()).leader_html
    assert "Ringkasan</h2>" in html


def test_a_later_headline_is_a_key_sentence_not_a_second_title(demo):
    html = render(
        [demo.report(), demo.notebook(v4.new_markdown_cell("## Lagi"), demo.cell(demo.headline()))], demo.context()
    ).leader_html
    assert html.count("<h1>") == 1


def test_a_page_and_its_workbook_take_little_time(demo):
    nb, context = demo.report(), demo.context()
    render([nb], context)
    start = time.process_time()
    render([nb], context)
    assert time.process_time() - start < 0.5


def test_reports_without_charts_never_load_plotly():
    code = "import sys; import analitik.report, analitik.publish.page; sys.exit('plotly' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.fixture(scope="module")
def served(pages, tmp_path_factory):
    from plotly.offline import get_plotlyjs

    folder = tmp_path_factory.mktemp("edisi")
    (folder / "plotly.min.js").write_text(get_plotlyjs(), encoding="utf-8")
    (folder / "analis.html").write_text(pages.analyst_html, encoding="utf-8")
    (folder / "index.html").write_text(pages.leader_html, encoding="utf-8")
    return folder


def visit(chromium: str, folder: Path, page: str, *flags: str) -> subprocess.CompletedProcess:
    """A page opened from disk, with its console."""
    profile = f"--user-data-dir={folder}/profil-{time.monotonic_ns()}"
    command = [
        chromium,
        *CHROMIUM.split(),
        profile,
        "--enable-logging=stderr",
        "--virtual-time-budget=10000",
        *flags,
        "--dump-dom",
        f"file://{folder}/{page}",
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=90, check=True)


@pytest.mark.browser
def test_the_analysts_charts_are_drawn_from_disk_under_their_policy(chromium, served):
    seen = visit(chromium, served, "analis.html")
    assert seen.stdout.count('class="main-svg"') >= 8
    assert len(re.findall(r'class="fig" hidden=""', seen.stdout)) == 8
    assert "CONSOLE" not in seen.stderr


@pytest.mark.browser
def test_without_the_library_the_analysts_still_see_drawings(chromium, served, tmp_path):
    (tmp_path / "analis.html").write_text((served / "analis.html").read_text(encoding="utf-8"), encoding="utf-8")
    seen = visit(chromium, tmp_path, "analis.html")
    assert 'class="main-svg"' not in seen.stdout and not re.search(r'class="fig" hidden=""', seen.stdout)


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_never_scrolls_sideways(chromium, served, width):
    # the window of a headless browser has a least width; a frame has not
    frame = f'<iframe id="f" src="index.html" style="width:{width}px;height:900px;border:0"></iframe>'
    script = (
        "<script>onload=()=>{const d=f.contentDocument.documentElement;document.title=d.scrollWidth+' '+d.clientWidth}</script>"
    )
    (served / "bingkai.html").write_text(f'<body style="margin:0">{frame}{script}', encoding="utf-8")
    seen = visit(chromium, served, "bingkai.html", "--allow-file-access-from-files", "--window-size=1400,1000")
    wide, room = map(int, re.search(r"<title>(\d+) (\d+)</title>", seen.stdout).groups())
    assert wide <= room
