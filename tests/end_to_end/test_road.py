"""From a delivery to a leader's page, as a user walks it: commands in, files out."""

import json
import re
import subprocess
import sys
import zipfile
from html.parser import HTMLParser

import pytest
from openpyxl import load_workbook

UNITS = ("nasional", "33-KWL-01")


def analitik(workspace, *words, **environment):
    import os

    command = [sys.executable, "-c", "from analitik.cli import main; main()", *map(str, words)]
    return subprocess.run(command, cwd=workspace, env={**os.environ, **environment}, capture_output=True, text=True, timeout=300)


def last_json(done):
    return json.loads(done.stdout.strip().splitlines()[-1])


@pytest.fixture(scope="module")
def office(tmp_path_factory, project):
    """An office's own folder with the sample register and notebooks, and its deliveries waiting in the inbox."""
    import shutil

    folder = tmp_path_factory.mktemp("kantor")
    shutil.copytree(project / "notebooks", folder / "notebooks")
    shutil.copytree(project / "data" / "sample" / "deliveries", folder / "data" / "inbox")
    shutil.copy(project / "data" / "sample" / "register.csv", folder / "unit.csv")
    (folder / "analitik.toml").write_text('name = "Kantor Uji"\nunits = "unit.csv"\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def pilots(office):
    import csv

    with open(office / "unit.csv", encoding="utf-8") as file:
        return [row["kode"] for row in csv.DictReader(file) if row["pilot_from"]]


@pytest.fixture(scope="module")
def published(office, pilots):
    """The month published for the nation, one kanwil and two pilots."""
    done = analitik(office, "run", "2022-10", "--units", ",".join([*UNITS, *pilots[:2]]), "--as-of", "2022-11-01T00:00:00+07:00", "--json")
    assert done.returncode == 0, done.stderr
    return last_json(done), office / "reports" / "current"


def test_one_command_takes_in_the_inbox_and_publishes(published):
    result, current = published
    assert (result["published"], result["skipped"], result["failed"], result["release"]) == (4, 0, [], 1)
    assert result["portal"].endswith("reports/current/index.html") and (current / "index.html").is_file()


def test_every_report_has_every_file(published, pilots):
    _, current = published
    for kode in (*UNITS, *pilots[:2]):
        names = {path.name for path in (current / "2022-10" / kode).iterdir()}
        assert names == {"index.html", "analis.html", "laporan.xlsx", "ringkas.txt", "results.json", "notebook.ipynb", "pemberitaan.ipynb", "survei.ipynb"}


class Numbers(HTMLParser):
    """Every ``<data>`` of a page."""

    def __init__(self):
        super().__init__()
        self.found, self._open = [], None

    def handle_starttag(self, tag, attrs):
        if tag == "data":
            self._open = [dict(attrs), ""]

    def handle_data(self, data):
        if self._open:
            self._open[1] += data

    def handle_endtag(self, tag):
        if tag == "data" and self._open:
            self.found.append(self._open)
            self._open = None


def numbers_of(html):
    parser = Numbers()
    parser.feed(html)
    return parser.found


def test_every_number_on_the_pages_is_the_one_in_the_json(published, pilots):
    _, current = published
    for kode in (*UNITS, *pilots[:2]):
        folder = current / "2022-10" / kode
        numbers = json.loads((folder / "results.json").read_text(encoding="utf-8"))["numbers"]
        shown = [one for page in ("index.html", "analis.html") for one in numbers_of((folder / page).read_text(encoding="utf-8"))]
        assert len(shown) > 30
        for attributes, text in shown:
            record = numbers[attributes["data-key"]]
            ends = {str(record[part]) for part in ("value", "low", "high", "n")}
            assert attributes["value"] in ends or attributes["value"] == "" or float(attributes["value"]) in {record[p] for p in ("value", "low", "high", "n")}, text


def test_every_number_in_the_workbook_is_the_one_in_the_json(published):
    _, current = published
    folder = current / "2022-10" / "nasional"
    numbers = json.loads((folder / "results.json").read_text(encoding="utf-8"))["numbers"]
    book = load_workbook(folder / "laporan.xlsx")
    keys = [row for row in book["Kunci"].iter_rows(values_only=True) if row and len(row) >= 4]
    checked = 0
    for row in keys:
        sheet, cell, key, part = (str(value) for value in row[:4])
        if sheet in book.sheetnames and re.fullmatch(r"[A-Z]+\d+", cell) and key in numbers:
            value = book[sheet][cell].value
            field = {"nilai": "value", "bawah": "low", "atas": "high", "value": "value", "low": "low", "high": "high", "n": "n"}.get(part, "value")
            assert value == pytest.approx(numbers[key][field]), (sheet, cell, key)
            checked += 1
    assert checked > 100


def test_the_manifest_lists_every_published_file_with_its_hash(published):
    import hashlib

    _, current = published
    manifest = json.loads((current / "manifest.json").read_text(encoding="utf-8"))
    listed = {f"{name}/{file}": digest for name, report in manifest["reports"].items() for file, digest in report["files"].items()} | manifest["files"]
    there = {path.relative_to(current).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in current.rglob("*") if path.is_file()}
    there.pop("manifest.json")
    assert listed == there
    assert set(manifest) == {"inputs", "parameters", "code", "packages", "reports", "files"} and manifest["inputs"]


def test_no_path_host_or_clock_is_published(published, office):
    _, current = published
    for path in current.rglob("*"):
        if path.suffix in {".html", ".json", ".txt", ".ipynb"} and "plotly" not in path.name:
            text = path.read_text(encoding="utf-8")
            assert str(office) not in text and "/tmp/" not in text and "start_time" not in text, path.name


def test_an_unchanged_second_run_keeps_the_release(office, published, pilots):
    done = analitik(office, "run", "2022-10", "--units", ",".join([*UNITS, *pilots[:2]]), "--as-of", "2022-11-01T00:00:00+07:00", "--json")
    result = last_json(done)
    assert done.returncode == 0 and (result["published"], result["skipped"], result["release"]) == (0, 4, 1)


@pytest.mark.slow
def test_making_everything_anew_gives_the_same_bytes(office, published, pilots, tmp_path):
    _, current = published
    done = analitik(office, "run", "2022-10", "--units", ",".join([*UNITS, *pilots[:2]]), "--force", "--jobs", "1", "--out", tmp_path / "lagi", "--json", PYTHONHASHSEED="5")
    assert done.returncode == 0, done.stderr
    again = tmp_path / "lagi" / "current"
    files = [path.relative_to(current) for path in current.rglob("*") if path.is_file()]
    assert files and [path for path in files if (current / path).read_bytes() != (again / path).read_bytes()] == []


@pytest.mark.slow
def test_the_normal_engine_publishes_the_same_page(office, published, tmp_path):
    _, current = published
    done = analitik(office, "run", "2022-10", "--units", "nasional", "--engine", "papermill", "--out", tmp_path / "biasa", "--json")
    assert done.returncode == 0, done.stderr
    same = [(current / "2022-10/nasional" / name).read_bytes() == (tmp_path / "biasa/current/2022-10/nasional" / name).read_bytes() for name in ("index.html", "results.json", "laporan.xlsx")]
    assert all(same)


def test_a_poisoned_report_leaves_the_others_and_exits_3(office, published, pilots, tmp_path):
    path = office / "notebooks" / "laporan" / "survei.ipynb"
    kept = path.read_text(encoding="utf-8")
    notebook = json.loads(kept)
    notebook["cells"].append({"cell_type": "code", "id": "racun", "metadata": {}, "outputs": [], "execution_count": None, "source": 'assert unit != "33-KWL-01", "racun"'})
    path.write_text(json.dumps(notebook), encoding="utf-8")
    try:
        done = analitik(office, "run", "2022-10", "--units", ",".join(UNITS), "--out", tmp_path / "racun", "--json")
    finally:
        path.write_text(kept, encoding="utf-8")
    result = last_json(done)
    assert done.returncode == 3 and result["published"] == 1
    assert result["failed"][0]["report"] == "2022-10/33-KWL-01" and "racun" in result["failed"][0]["reason"]
    portal = (tmp_path / "racun" / "current" / "index.html").read_text(encoding="utf-8")
    assert "gagal" in portal and "Traceback" not in done.stderr


def test_a_sample_report_says_contoh_everywhere(published):
    _, current = published
    folder = current / "2022-10" / "nasional"
    assert "CONTOH" in (folder / "index.html").read_text(encoding="utf-8")
    assert (folder / "ringkas.txt").read_text(encoding="utf-8").startswith("[CONTOH")
    with zipfile.ZipFile(folder / "laporan.xlsx") as book:
        assert any(b"CONTOH" in book.read(name) for name in book.namelist() if name.endswith(".xml"))


def test_leaders_pages_are_small_self_contained_and_clean(published, shared):
    _, current = published
    pages = [*current.glob("2022-10/*/index.html"), *current.glob("2022-10/*/analis.html"), current / "index.html"]
    assert all(path.stat().st_size <= 300_000 for path in current.glob("2022-10/*/index.html")) and (current / "index.html").stat().st_size <= 150_000
    done = subprocess.run([sys.executable, shared / "security" / "html_scan.py", *pages], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[:2000]


def test_a_month_without_data_is_a_gap_not_calm(office, published, tmp_path):
    done = analitik(office, "run", "2023-06", "--units", "nasional", "--out", tmp_path / "kosong", "--json")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "kosong/current/2023-06/nasional/ringkas.txt").read_text(encoding="utf-8")
    assert "celah data" in page


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("run", "Oktober"), 2, "2022-10"),
        (("run", "2022-10", "--units", "99-LPS-99"), 2, "99-LPS-99"),
        (("run", "2022-10", "--units", "../.."), 2, "daftar unit"),
        (("ingest", "tidak-ada.csv"), (2, 4), "tidak-ada.csv"),
        (("tidak-ada",), 2, "tidak-ada"),
    ],
)
def test_bad_usage_is_one_sentence(office, words, code, sentence):
    done = analitik(office, *words)
    assert done.returncode in (code if isinstance(code, tuple) else (code,))
    assert sentence in done.stderr + done.stdout and "Traceback" not in done.stderr


def test_classify_answers_row_by_row(office, tmp_path):
    (tmp_path / "in.jsonl").write_text('{"id": "a", "title": "Petugas Lapas Gagalkan Sabu"}\n{"id": "b", "title": ""}\n', encoding="utf-8")
    done = analitik(office, "classify", tmp_path / "in.jsonl", tmp_path / "out.jsonl", "--json")
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert done.returncode == 0 and last_json(done)["rows"] == 2
    assert [row["id"] for row in rows] == ["a", "b"] and rows[0]["sentiment"] == "positif" and rows[1]["needs_review"]
    wanted = {"id", "sentiment", "p_positif", "p_netral", "p_negatif", "issue", "issues", "unit", "unit_text", "needs_review", "reason", "story_id"}
    assert set(rows[0]) == wanted


def test_survey_index_of_a_file(office, tmp_path):
    lines = ["id," + ",".join(f"U{k}" for k in range(1, 10))] + [f"{k}," + ",".join(["3"] * 8 + ["4"]) for k in range(12)]
    (tmp_path / "jawaban.csv").write_text("\n".join(lines), encoding="utf-8")
    row = last_json(analitik(office, "survey", "index", tmp_path / "jawaban.csv", "--definition", "skm", "--json"))[0]
    assert round(row["index"], 2) == 77.78 and row["grade"] == "B" and row["n"] == 12 and len(row["elements"]) == 9
    assert row["grade_probability"]["B"] == 1.0


def test_doctor_lists_what_is_missing(office):
    parts = {row["name"]: row for row in last_json(analitik(office, "doctor", "--json"))["parts"]}
    assert parts["pandas"]["present"] and "units" in parts


def test_every_number_a_survey_sentence_says_stands_in_a_table_of_the_same_page(published, pilots):
    import nbformat

    from analitik.report import Chart, Note, Sentence, Table, objects

    _, current = published
    for kode in (*UNITS, *pilots[:2]):
        folder = current / "2022-10" / kode
        shown = objects([nbformat.read(folder / name, 4) for name in ("notebook.ipynb", "survei.ipynb")])
        held = {n.key: n.record() for one in shown for table in [getattr(one, "table", one)] if isinstance(table, Table) for n in table.cell_numbers()}
        survey = objects([nbformat.read(folder / "survei.ipynb", 4)])
        said = [n for one in survey if isinstance(one, Chart | Note | Sentence) for n in one.numbers() if not n.key.startswith(("survei.kuadran.andil", "survei.kuadran.nilai"))]
        said += [n for one in survey if isinstance(one, Table) for n in one.title.numbers()]
        assert len(said) > 10
        assert [n.key for n in said if held.get(n.key, {}).get("value", "absent") != n.value] == [], kode
