"""The list of reports: newest answer first, failures said, no cell that leads nowhere."""

from __future__ import annotations

import re
import runpy
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from analitik.publish.portal import render_portal

CHROMIUM = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"


@pytest.fixture(scope="module")
def demo() -> SimpleNamespace:
    return SimpleNamespace(**runpy.run_path(str(Path(__file__).parents[1] / "report" / "demo.py")))


@pytest.fixture(scope="module")
def page(demo) -> str:
    return render_portal(demo.portal_entries(), demo.context())


def row_of(page: str, name: str) -> str:
    return next(row for row in re.findall(r"<tr data-s=.*?</tr>", page, re.S) if f'"row">{name}<' in row)


def test_eighty_four_units_fit_the_size(page):
    assert len(page.encode()) <= 150_000 and page.count("<tr data-s=") == 84


def test_the_newest_national_answer_comes_first(page):
    assert '<h2><a href="2022-10/nasional/index.html">Pemberitaan negatif 6,8%' in page


def test_counts_of_published_few_and_failed(page):
    assert "<dd>83 dari 84</dd>" in page and "<dt>Gagal</dt><dd>1</dd>" in page


def test_a_failed_month_opens_the_last_good_report_and_says_so(page):
    row = row_of(page, "Kantor Wilayah Kementerian Hukum dan HAM Provinsi ke-12")
    assert row.count('href="2022-09/12-KWL-01/index.html"') == 2 and "data per 30 Sep 2022 · waktu habis" in row
    assert 'class="b bad"' in row and 'data-s="gagal"' in row


def test_a_unit_that_never_had_a_report_has_no_link(demo):
    entry = {
        "kode": "x",
        "nama": "Unit",
        "level": "upt",
        "periods": {"2022-10": {"status": "failed", "href": None, "reason": "rusak"}},
    }
    row = row_of(render_portal([*demo.portal_entries(), entry], demo.context()), "Unit")
    assert "href" not in row and "belum ada laporan yang baik · rusak" in row


def test_a_reused_report_is_a_good_report(page):
    assert 'data-s="terbit"' in row_of(page, "Lembaga Pemasyarakatan Kelas IIA Percontohan 8")


def test_a_month_without_report_is_a_dash(page):
    assert row_of(page, "Lembaga Pemasyarakatan Kelas IIA Percontohan 49").count('class="b none"') == 2


def test_a_failed_national_report_shows_the_last_good_one(demo):
    html = render_portal(demo.portal_entries(failed=("nasional",)), demo.context())
    assert '<h2><a href="2022-09/nasional/index.html">' in html and "belum terbit; ini laporan terakhir yang baik" in html


def test_many_failures_are_named_in_part(demo):
    failed = tuple(f"33-LPS-{k:02d}" for k in range(1, 21))
    html = render_portal(demo.portal_entries(failed=failed), demo.context())
    assert "20 laporan Oktober 2022 gagal terbit." in html and "dan 15 lainnya" in html


def test_a_portal_without_failures_has_no_strip(demo):
    assert 'class="fail"' not in render_portal(demo.portal_entries(failed=()), demo.context())


def test_names_from_the_register_are_escaped(demo):
    entry = {"kode": "x", "nama": "<img src=x onerror=y>", "level": "upt", "periods": {}}
    assert "<img" not in render_portal([entry], demo.context())


def test_the_scanner_finds_nothing_on_the_portal(page, shared):
    assert SimpleNamespace(**runpy.run_path(str(shared / "security" / "html_scan.py"))).scan(page) == []


def test_without_a_script_the_search_is_hidden_and_every_row_shows(page):
    assert '<div id="cari" hidden>' in page and "<tr hidden" not in page


def test_the_same_states_give_the_same_page(demo, page):
    assert render_portal(demo.portal_entries(), demo.context()) == page


def test_an_empty_workspace_has_a_portal(demo):
    assert "0 unit" in render_portal([], demo.context())


@pytest.mark.browser
def test_the_search_narrows_the_list(chromium, page, tmp_path):
    probe = "<script>onload=()=>{q.value='ke-12';q.dispatchEvent(new Event('input'));document.title=n.textContent+'/'+document.querySelectorAll('tr[data-s]:not([hidden])').length}</script>"
    policy = re.sub(r"<meta http-equiv[^>]*>", "", page)
    (tmp_path / "p.html").write_text(policy.replace("</body>", probe + "</body>"), encoding="utf-8")
    command = [chromium, *CHROMIUM.split(), f"--user-data-dir={tmp_path}/profil", "--dump-dom", f"file://{tmp_path}/p.html"]
    seen = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert "<title>1 unit/1</title>" in seen


@pytest.mark.browser
def test_the_policy_lets_the_portals_own_script_run(chromium, page, tmp_path):
    (tmp_path / "p.html").write_text(page, encoding="utf-8")
    command = [
        chromium,
        *CHROMIUM.split(),
        f"--user-data-dir={tmp_path}/profil",
        "--enable-logging=stderr",
        "--dump-dom",
        f"file://{tmp_path}/p.html",
    ]
    seen = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert '<div id="cari" hidden' not in seen.stdout and "CONSOLE" not in seen.stderr
