"""What an office may set, and what happens when it sets something else."""

import pytest

from analitik.core.errors import UsageFault
from analitik.core.paths import project_root
from analitik.core.settings import load_settings


def office(folder, text):
    (folder / "analitik.toml").write_text(text, encoding="utf-8")
    return folder


def test_settings_are_read_from_the_workspace(tmp_path):
    settings = load_settings(office(tmp_path, 'name = "Diskominfo Contoh"\nunits = "unit.csv"'))
    assert settings.name == "Diskominfo Contoh"
    assert settings.units_file() == tmp_path / "unit.csv"


def test_an_unknown_setting_is_refused_by_name(tmp_path):
    with pytest.raises(UsageFault, match="bahasa"):
        load_settings(office(tmp_path, 'bahasa = "id"'))


def test_a_variable_overrides_the_file(tmp_path, monkeypatch):
    monkeypatch.setenv("ANALITIK_NAME", "Kantor Lain")
    assert load_settings(office(tmp_path, 'name = "Kantor"')).name == "Kantor Lain"


def test_a_broken_file_is_one_sentence(tmp_path):
    with pytest.raises(UsageFault, match="analitik.toml"):
        load_settings(office(tmp_path, "name = = "))


def test_a_workspace_without_a_register_says_how_to_set_one(tmp_path):
    with pytest.raises(UsageFault, match="units"):
        load_settings(office(tmp_path, "")).units_file()


def test_the_workspace_is_found_upwards(tmp_path, monkeypatch):
    monkeypatch.delenv("ANALITIK_WORKSPACE", raising=False)
    deep = office(tmp_path, "") / "notebooks" / "laporan"
    deep.mkdir(parents=True)
    assert project_root(deep) == tmp_path
