"""From one month to all its reports: which are due, which need making anew, and a release that holds them whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.files import sha256_of, write_bytes, write_text
from analitik.core.fingerprint import code_fingerprint, fingerprint, folder_fingerprints
from analitik.core.locale import say
from analitik.core.period import Month
from analitik.publish.manifest import FILE, build_manifest, manifest_text, read_manifest
from analitik.publish.notebooks import execute, report_notebooks, warm_up
from analitik.publish.parameters import ReportParameters, check_parameters
from analitik.publish.release import carry_over, current_release, staged, swap_in
from analitik.publish.site import portal_page, report_files, shared_assets
from analitik.publish.supervise import run_all
from analitik.reference.units import NATION, report_units
from analitik.store import Store

REPORT_SECONDS = 600


@dataclass
class RunResult:
    """What a run did. ``release`` is the number of the release readers see now."""

    period: str
    release: int | None = None
    published: int = 0
    skipped: int = 0
    failed: list[dict[str, str]] = field(default_factory=list)
    portal: str | None = None


@dataclass(frozen=True)
class Plan:
    """One run: for which month and units, from which notebooks and tables, into which folder."""

    month: Month
    units: pd.DataFrame
    notebooks: dict[str, Path]
    store: Store
    reports: Path
    office: str
    sample: bool
    inputs: dict[str, str]
    engine: str = "warm"

    def key(self, kode: str) -> str:
        """What the bytes of a report depend on; equal keys are equal reports."""
        return fingerprint(
            {
                "notebooks": {name: sha256_of(path) for name, path in self.notebooks.items()},
                "code": code_fingerprint(),
                "inputs": self.inputs,
                "office": self.office,
                "parameters": {"period": str(self.month), "unit": kode},
            }
        )


def choose_units(register: pd.DataFrame, wanted: str) -> pd.DataFrame:
    """The reports of a run: ``all``, ``nasional``, or some kode of the register separated by commas.

    Raises
    ------
    UsageFault
        For a kode the register does not know.
    """
    plan = report_units(register)
    if wanted == "all":
        return plan
    known = pd.concat([plan, _any_unit(register)]).drop_duplicates("kode")
    kodes = [kode.strip() for kode in wanted.split(",") if kode.strip()]
    strange = [kode for kode in kodes if kode not in set(known["kode"])]
    if strange or not kodes:
        raise UsageFault(
            say(
                f"Kode unit '{', '.join(strange) or wanted}' tidak ada di daftar unit; tulis all, {NATION}, atau kode dari daftar.",
                f"Unit '{', '.join(strange) or wanted}' is not in the register; write all, {NATION}, or a kode from it.",
            )
        )
    return known[known["kode"].isin(kodes)].reset_index(drop=True)


def _any_unit(register: pd.DataFrame) -> pd.DataFrame:
    current = register.drop_duplicates("kode", keep="last")
    return current.assign(level="upt")[["kode", "nama", "level", "kanwil"]]


def lake_inputs(store: Store) -> dict[str, str]:
    """Path -> sha256 of every table file a report may read, and one of the labels in the ledger."""
    tables = {f"lake/{path}": digest for path, digest in folder_fingerprints(store.lake, "*.parquet").items()}
    return {**tables, "ledger/labels": fingerprint([store.draws().to_csv(index=False), store.labels().to_csv(index=False)])}


def publish(plan: Plan, *, jobs: int, force: bool = False, tick: Callable[[str], None] = lambda name: None) -> RunResult:
    """Make every report of the plan that is not already there unchanged, and swap the whole release in.

    A report that fails leaves the others untouched; its last good version stays, and the portal says so.
    """
    result = RunResult(str(plan.month))
    before = current_release(plan.reports)
    old = read_manifest(before) if before else {"reports": {}}
    keys = {kode: plan.key(kode) for kode in plan.units["kode"]}
    fresh = [] if force else [kode for kode, key in keys.items() if _still_good(old, plan.month, kode, key)]
    todo = [kode for kode in keys if kode not in fresh]
    result.skipped = len(fresh)
    if not todo and before is not None:
        return _seen(result, before)
    with staged(plan.reports) as stage:
        states = _carry(before, old, stage)
        shared_assets(stage)
        for outcome in _make(plan, todo, stage, jobs):
            name = f"{plan.month}/{outcome.name}"
            _settle(name, outcome, keys[outcome.name], stage, before, states, result)
            tick(outcome.name)
        _finish(plan, stage, states)
        return _seen(result, swap_in(plan.reports, stage))


def _still_good(old: dict[str, Any], month: Month, kode: str, key: str) -> bool:
    report = old["reports"].get(f"{month}/{kode}", {})
    return report.get("key") == key and report.get("status") == "published"


def _carry(before: Path | None, old: dict[str, Any], stage: Path) -> dict[str, dict[str, Any]]:
    """Everything published before stays until something better takes its place."""
    states = {name: {k: v for k, v in report.items() if k != "files"} for name, report in old["reports"].items()}
    for name in states:
        if before is not None and (before / name).is_dir():
            carry_over(before / name, stage / name)
    return states


def _make(plan: Plan, todo: list[str], stage: Path, jobs: int) -> Iterable[Any]:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    warm_up()
    fresh = stage / ".fresh"
    tasks = {kode: partial(make_report, plan, kode, fresh / kode) for kode in todo}
    return run_all(tasks, jobs=jobs, seconds=REPORT_SECONDS, notes=stage / ".notes")


def _settle(name: str, outcome: Any, key: str, stage: Path, before: Path | None, states: dict, result: RunResult) -> None:
    if outcome.reason is None:
        _replace(stage / ".fresh" / outcome.name, stage / name)
        states[name] = {"status": "published", "reason": None, "key": key}
        result.published += 1
    else:
        states[name] = {"status": "failed", "reason": outcome.reason, "key": None}
        result.failed.append({"report": name, "reason": outcome.reason})


def _replace(made: Path, target: Path) -> None:
    import shutil

    shutil.rmtree(target, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    made.rename(target)


def make_report(plan: Plan, kode: str, folder: Path) -> None:
    """Execute the notebooks of one report and write its files into ``folder``."""
    parameters = check_parameters(period=str(plan.month), unit=kode)
    executed = _execute_all(plan, parameters, folder)
    unit = plan.units.set_index("kode").loc[kode]
    for name, data in report_files(executed, plan.month, kode, str(unit["nama"]), office=plan.office, sample=plan.sample).items():
        write_bytes(folder / name, data)


def _execute_all(plan: Plan, parameters: ReportParameters, folder: Path) -> dict[str, nbformat.NotebookNode]:
    work = folder / ".work"
    work.mkdir(parents=True)
    try:
        return {name: execute(path, parameters, engine=plan.engine, work=work) for name, path in plan.notebooks.items()}
    finally:
        for left in work.iterdir():
            left.unlink()
        work.rmdir()


def _finish(plan: Plan, stage: Path, states: dict[str, dict[str, Any]]) -> None:
    import shutil

    for hidden in (".fresh", ".notes"):
        shutil.rmtree(stage / hidden, ignore_errors=True)
    write_text(stage / "index.html", portal_page(plan, stage, states))
    parameters = {"period": str(plan.month), "units": sorted(plan.units["kode"]), "office": plan.office}
    manifest = build_manifest(stage, inputs=plan.inputs, parameters=parameters, reports=states)
    write_text(stage / FILE, manifest_text(manifest))


def _seen(result: RunResult, release: Path) -> RunResult:
    result.release = int(release.name)
    result.portal = "current/index.html"
    return result


def make_plan(
    month: Month, register: pd.DataFrame, *, units: str, notebooks: Path, store: Store, reports: Path, office: str, engine: str
) -> Plan:
    """Everything a run needs to know, checked before anything starts."""
    return Plan(
        month=month,
        units=choose_units(register, units),
        notebooks=report_notebooks(notebooks),
        store=store,
        reports=reports,
        office=office,
        sample=store.is_sample(),
        inputs=lake_inputs(store),
        engine=engine,
    )
