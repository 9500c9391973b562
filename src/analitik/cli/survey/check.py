"""``analitik survey check``: an export read with its questionnaire, and what somebody should look at before it is counted."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import click

from analitik.core.locale import count, percent, say

_SHOWN = 12


@click.command(
    "check",
    help=say(
        "Baca ekspor dengan kuesionernya dan periksa mutunya. Contoh: analitik survey check jawaban.csv --codebook kuesioner.xlsx",
        "Read an export with its questionnaire and check its quality. Example: analitik survey check answers.csv --codebook form.xlsx",
    ),
)
@click.argument("data", type=click.Path(path_type=Path))
@click.option("--codebook", "form", required=True, type=click.Path(path_type=Path), metavar="FORM.xlsx",
              help=say("Kuesioner sebagai XLSForm.", "The questionnaire as an XLSForm."))  # fmt: skip
@click.option("--map", "mapping", multiple=True, metavar="PERTANYAAN=KOLOM",
              help=say("Kolom sebuah pertanyaan, bila judulnya lain; boleh berulang.", "The column of a question, where headers differ."))  # fmt: skip
@click.option(
    "--json", "as_json", is_flag=True, help=say("Hasil sebagai JSON di baris terakhir.", "The result as JSON on the last line.")
)
def command(data: Path, form: Path, mapping: tuple[str, ...], as_json: bool) -> None:
    """Read, check, print."""
    from analitik.ingest.forms import read_export, read_form_sheets
    from analitik.survey.forms import codebook_from_sheets, read_responses
    from analitik.survey.quality import item_nonresponse, quality_flags

    codebook = codebook_from_sheets(read_form_sheets(form))
    export = read_export(data)
    responses = read_responses(export.frame, codebook, columns=_mapping(mapping), value_labels=export.value_labels)
    flags, nonresponse = quality_flags(responses), item_nonresponse(responses.states)
    types = {name: str(kind) for name, kind in responses.answers.dtypes.items()}
    if as_json:
        click.echo(json.dumps(_record(responses, flags, nonresponse, types), ensure_ascii=False))
    else:
        _print(responses, flags, nonresponse)


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise click.BadParameter(say(f"'{wrong[0]}': tulis PERTANYAAN=KOLOM.", f"'{wrong[0]}': write QUESTION=COLUMN."))
    return dict(pair.split("=", 1) for pair in pairs)


def _record(responses, flags, nonresponse, types: dict[str, str]) -> dict[str, Any]:
    states = Counter(responses.states.astype(str).to_numpy().ravel().tolist())
    return {
        "n_rows": len(responses.answers),
        "form": responses.codebook.title,
        "types": types,
        "states": dict(sorted(states.items())),
        "new_columns": list(map(str, responses.others.columns)),
        "findings": _rows(responses.findings),
        "flags": _rows(flags),
        "n_flags": dict(sorted(Counter(flags["flag"]).items())),
        "nonresponse": _rows(nonresponse),
    }


def _rows(frame) -> list[dict[str, Any]]:
    return frame.astype(object).where(frame.notna(), None).to_dict("records")


def _print(responses, flags, nonresponse) -> None:
    n = len(responses.answers)
    click.echo(say(f"{count(n)} responden, {len(responses.states.columns)} pertanyaan.",
                   f"{count(n)} respondents, {len(responses.states.columns)} questions."))  # fmt: skip
    for row in (
        nonresponse[nonresponse["nonresponse_share"] > 0].sort_values("nonresponse_share", ascending=False).head(5).itertuples()
    ):
        click.echo(say(f"  {row.question}: {percent(row.nonresponse_share)} dari {count(row.n_asked)} yang ditanya tidak menjawab.",
                       f"  {row.question}: {percent(row.nonresponse_share)} of {count(row.n_asked)} asked gave no answer."))  # fmt: skip
    _print_findings(responses.findings)
    for flag, size in sorted(Counter(flags["flag"]).items()):
        first = flags[flags["flag"] == flag].iloc[0]
        click.echo(say(f"Tanda {flag}: {count(size)} responden; misalnya baris {first['row']}: {first['reason']}",
                       f"Flag {flag}: {count(size)} respondents; such as row {first['row']}: {first['reason']}"))  # fmt: skip
    if not len(flags):
        click.echo(say("Tidak ada tanda mutu.", "No quality flags."))


def _print_findings(findings) -> None:
    """Each kind of finding once, with how often and where first."""
    if not len(findings):
        click.echo(say("Semua sel dan kolom dikenal.", "Every cell and column is known."))
        return
    absent = findings.loc[findings["kind"] == "absent_column", "question"]
    if len(absent):
        click.echo(say(f"Tidak ada dalam ekspor: {', '.join(absent)}.", f"Not in the export: {', '.join(absent)}."))
    groups = findings[findings["kind"] != "absent_column"].groupby(["kind", "question", "message"], sort=False, dropna=False)
    for (_, _, message), rows in list(groups)[:_SHOWN]:
        first = rows["row"].iloc[0]
        place = say(f"Baris {first}", f"Row {first}") if rows["row"].notna().all() else ""
        more = say(f" dan {count(len(rows) - 1)} lagi", f" and {count(len(rows) - 1)} more") if len(rows) > 1 else ""
        click.echo(f"{place}{more}: {message}" if place else message)
    if groups.ngroups > _SHOWN:
        click.echo(say(f"… dan {count(groups.ngroups - _SHOWN)} jenis temuan lain; pakai --json untuk semuanya.",
                       f"… and {count(groups.ngroups - _SHOWN)} more kinds of findings; use --json for all."))  # fmt: skip
