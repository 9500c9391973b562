"""The house keeps its own rules: one home for versions, no index address, notebooks thin, data small."""

import ast
import json
import re
import tomllib

import pytest
import yaml


@pytest.fixture(scope="module")
def pyproject(project):
    return tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))


def notebooks_of(project):
    return sorted((project / "notebooks").rglob("*.ipynb"))


def test_environment_yml_repeats_pyproject(project, pyproject):
    wanted = [*pyproject["project"]["dependencies"], *pyproject["project"]["optional-dependencies"]["spss"]]
    wanted += pyproject["dependency-groups"]["dev"]
    listed = yaml.safe_load((project / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    conda = [item for item in listed if isinstance(item, str) and item != "pip"]
    assert sorted(conda) == sorted([*wanted, f"python{pyproject['project']['requires-python']}"])


def test_the_users_libraries_are_there(pyproject):
    text = json.dumps(pyproject["project"]["dependencies"] + pyproject["dependency-groups"]["dev"])
    assert all(name in text for name in ("jupyterlab", "pandas", "plotly", "statsmodels", "papermill", "nbval", "openpyxl"))


def test_the_lock_has_hashes_and_names_no_index(project):
    lock = (project / "requirements" / "lock.txt").read_text(encoding="utf-8")
    pinned = re.findall(r"^[a-z0-9._-]+==", lock, re.MULTILINE)
    assert len(pinned) > 80 and lock.count("--hash=sha256:") >= len(pinned)
    assert "index-url" not in lock and "find-links" not in lock and "://" not in lock


def test_every_direct_dependency_is_locked(project, pyproject):
    lock = (project / "requirements" / "lock.txt").read_text(encoding="utf-8")
    names = [re.match(r"[A-Za-z0-9._-]+", item)[0].lower() for item in pyproject["project"]["dependencies"]]
    assert [name for name in names if f"\n{name}==" not in "\n" + lock] == []


def test_known_bad_versions_are_excluded(project):
    lock = dict(re.findall(r"^([a-z0-9-]+)==([\d.]+)", (project / "requirements" / "lock.txt").read_text(encoding="utf-8"), re.MULTILINE))
    version = {name: tuple(map(int, lock[name].split("."))) for name in ("jupyter-server", "jupyterlab", "nbconvert")}
    assert version["jupyter-server"] >= (2, 20) and version["jupyterlab"] >= (4, 5, 7) and version["nbconvert"] >= (7, 17)


def test_notebooks_define_nothing_and_stay_short(project):
    for path in notebooks_of(project):
        code = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
        assert len(code) <= 20, path.name
        for cell in code:
            tree = ast.parse("".join(cell["source"]))
            assert not [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Lambda)], path.name
            assert len(cell["source"]) <= 12, path.name


def test_the_notebooks_the_house_promises_exist(project):
    names = {path.relative_to(project / "notebooks").as_posix() for path in notebooks_of(project)}
    assert {"mulai.ipynb", "laporan/pemberitaan.ipynb", "laporan/survei.ipynb", "laporan/pimpinan.ipynb", "telaah/berita.ipynb", "telaah/pelabelan.ipynb"} <= names


def test_the_tracked_sample_is_small(project):
    assert sum(path.stat().st_size for path in (project / "data" / "sample").rglob("*") if path.is_file()) <= 2_000_000


def test_unsafe_calls_stay_out_of_the_source(project):
    banned = re.compile(r"escape=False|\|\s*safe\b|Markup\(|shell=True|yaml\.load\((?!.*Loader)|\bimport pickle|\beval\(|(?<![\w.])exec\(")
    found = [
        f"{path.name}:{number}"
        for path in (project / "src").rglob("*")
        if path.suffix in {".py", ".j2"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if banned.search(line)
    ]
    assert found == []


def test_no_package_is_empty(project):
    for init in (project / "src").rglob("__init__.py"):
        others = [path for path in init.parent.iterdir() if path.name not in {"__init__.py", "__pycache__"}]
        assert others or init.stat().st_size > 200, init.parent.name
