"""What tests share: the material beside the project, where it is present."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the project; tests that need it skip where it is absent."""
    folder = PROJECT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("folder shared/ is not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's command; a missing one skips, or fails where ``ANALITIK_REQUIRE_BROWSER=1``."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        message = "chromium is not on the PATH; install it with: apt-get install chromium"
        if os.environ.get("ANALITIK_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def demo(project, tmp_path_factory):
    """A store made from the tracked sample, read and summarised; one per test process."""
    from analitik.pipeline.demo import build_demo

    return build_demo(project / "data" / "sample", tmp_path_factory.mktemp("contoh") / "data")


@pytest.fixture
def workspace(project, demo, monkeypatch):
    """The environment a report sees: this project's notebooks and register, the sample's store."""
    monkeypatch.setenv("ANALITIK_WORKSPACE", str(project))
    monkeypatch.setenv("ANALITIK_STORE", str(demo.root))
    monkeypatch.setenv("ANALITIK_UNITS", str(project / "data" / "sample" / "register.csv"))
    return project
