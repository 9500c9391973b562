"""``analitik doctor``: what is installed, what is missing, and how to get it."""

from __future__ import annotations

import importlib.util
import json
import platform
import shutil
import sys

import click

from analitik.core.locale import say

PARTS = {
    "pandas": ("pandas", "make setup"),
    "plotly": ("plotly", "make setup"),
    "papermill": ("papermill", "make setup"),
    "jupyterlab": ("jupyterlab", "make setup"),
    "statsmodels": ("statsmodels", "make setup"),
    "openpyxl": ("openpyxl", "make setup"),
    "spss": ("pyreadstat", "pip install 'analitik[spss]'"),
    "spark": ("pyspark", "pip install 'analitik[spark]'"),
    "onnx": ("onnxruntime", "pip install 'analitik[onnx]'"),
    "notify": ("apprise", "pip install 'analitik[notify]'"),
}
TOOLS = {
    "chromium": say("pasang paket chromium dari sistem operasi", "install chromium from the operating system"),
    "git": "git",
    "make": "make",
}


@click.command(help=say("Periksa apa yang terpasang dan apa yang kurang.", "Check what is installed and what is missing."))
@click.option(
    "--json", "as_json", is_flag=True, help=say("Hasil sebagai JSON di baris terakhir.", "The result as JSON on the last line.")
)
def command(as_json: bool) -> None:
    """List every part with its state and its remedy."""
    from analitik.core.settings import load_settings

    settings = load_settings()
    rows = [_row(name, importlib.util.find_spec(module) is not None, remedy) for name, (module, remedy) in PARTS.items()]
    rows += [_row(name, shutil.which(name) is not None, remedy) for name, remedy in TOOLS.items()]
    rows.append(
        _row(
            "units",
            settings.units is not None and settings.units_file().is_file(),
            say("tulis units di analitik.toml", "set units in analitik.toml"),
        )
    )
    if as_json:
        click.echo(json.dumps({"python": platform.python_version(), "parts": rows}, ensure_ascii=False))
        return
    click.echo(f"Python {platform.python_version()} ({sys.platform})")
    for row in rows:
        state = say("ada", "there") if row["present"] else say("tidak ada", "missing") + f" -> {row['remedy']}"
        click.echo(f"  {row['name']:<12} {state}")


def _row(name: str, present: bool, remedy: str) -> dict[str, object]:
    return {"name": name, "present": present, "remedy": None if present else remedy}
