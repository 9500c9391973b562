"""``analitik survey index``: an index from a file of answers, with its interval, its grade and how sure the grade is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from analitik.cli.survey._shared import (
    design_of,
    design_options,
    ends,
    name_of,
    names_in,
    note_of,
    plain,
    print_table,
    read_data,
    tell_of_zero_weights,
)
from analitik.core.locale import decimal, say

NUMBERS = ("mean", "se", "low", "high", "top2", "top2_low", "top2_high")


@click.command(
    help=say(
        "Hitung indeks dari berkas jawaban. Contoh: analitik survey index jawaban.csv --definition skm --by layanan",
        "Compute an index from a file of answers. Example: analitik survey index answers.csv --definition skm --by service",
    )
)
@click.option("--definition", default="skm", metavar="skm|FILE.yml", help=say("Definisi indeks.", "Index definition."))
@click.option("--map", "mapping", multiple=True, metavar="UNSUR=KOLOM",
              help=say("Kolom sebuah unsur, bila judulnya lain; boleh berulang.", "The column of an item, where headers differ."))  # fmt: skip
@design_options
def command(data: Path, definition: str, mapping: tuple[str, ...], by: str | None, as_json: bool, **design: str | None) -> None:
    """Read, estimate, print."""
    from analitik.core.errors import UsageFault
    from analitik.reference.indices import index_definition
    from analitik.survey import element_means, element_shares, index_scores

    known, answers = index_definition(definition), read_data(data)
    asked = {"by": names_in(by), "design": design_of(**design), "columns": _mapping(mapping)}
    tell_of_zero_weights(answers, design["weights"] if design["weights"] in answers.columns else None)
    groups = [name for name in names_in(by) or () if name in answers.columns]
    if groups and answers[groups].isna().any(axis=1).all():
        raise UsageFault(say(f"Kolom kelompok {by} kosong pada semua baris.", f"Group column {by} is empty in every row."))
    scores, elements = index_scores(answers, known, **asked), element_means(answers, known, **asked)
    grouped = elements.to_dict("records")
    if not known.scores:
        tops = element_shares(answers, known, **asked).rename(columns={"share": "top2", "low": "top2_low", "high": "top2_high"})
        grouped = elements.join(tops[["top2", "top2_low", "top2_high"]]).to_dict("records")
    width = len(known.items)
    rows = [_index_record(row, grouped[k * width :][:width], known, design) for k, row in enumerate(scores.to_dict("records"))]
    for row in rows:
        _warn_of_weights(row)
        for note in row["notes"]:
            click.echo(f"{row['domain'] or say('Semua', 'All')}: {note}", err=True)
    click.echo(json.dumps(rows, ensure_ascii=False)) if as_json else _print_index(rows, known)


def _mapping(pairs: tuple[str, ...]) -> dict[str, str]:
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise click.BadParameter(say(f"'{wrong[0]}': tulis UNSUR=KOLOM.", f"'{wrong[0]}': write ITEM=COLUMN."))
    return dict(pair.split("=", 1) for pair in pairs)


def _index_record(row: dict[str, Any], elements: list[dict[str, Any]], known, design: dict[str, str | None]) -> dict[str, Any]:
    grades = {name.removeprefix("p_"): plain(value) for name, value in row.items() if name.startswith("p_")}
    parts = [
        {"name": e["element"], "label": e["name_id"], **{key: plain(e[key]) for key in NUMBERS if key in e}, "n": int(e["n"])}
        for e in elements
    ]  # fmt: skip
    return {
        "domain": name_of(row["domain"]),
        **{name: plain(row[name]) for name in ("index", "low", "high")},
        "grade": row["grade"],
        "grade_probability": dict(sorted(grades.items())),
        "n": int(row["n"]),
        "elements": parts,
        "se": plain(row["se"]),
        "df": int(row["df"]),
        "n_dropped": int(row["n_dropped"]),
        "definition": known.id,
        "definition_version": known.version,
        "regulation": known.regulation,
        "item_weights": known.weights_text,
        "design": {name: value for name, value in design.items() if value},
        "other_item_weights": _other_weights(row, parts, known),
        "notes": _notes(row, parts),
    }


def _notes(row: dict[str, Any], parts: list[dict[str, Any]]) -> list[str]:
    """Why an index is absent, or has no error."""
    empty = [part["label"] for part in parts if part["n"] == 0]
    if empty and row["n"]:
        names = ", ".join(empty)
        return [say(f"Tidak ada jawaban sah untuk {names}: indeks tidak dihitung.", f"No valid answers for {names}: no index.")]
    note = note_of(row["n"], row["se"], row["df"])
    return [note] if note else []


def _other_weights(row: dict[str, Any], parts: list[dict[str, Any]], known) -> dict[str, dict[str, Any]]:
    """What rounded weights of older forms would have made of the same element means."""
    from analitik.survey import index_from_means
    from analitik.survey.grades import grade_of_estimate

    if plain(row["index"]) is None or known.scores:
        return {}
    found = {name: index_from_means([part["mean"] for part in parts], known.reweighted(w)) for name, w in known.alternatives}
    return {name: {"index": value, "grade": grade_of_estimate(value, known)} for name, value in found.items()}


def _warn_of_weights(row: dict[str, Any]) -> None:
    other = [f"{name} {each['grade']}" for name, each in row["other_item_weights"].items() if each["grade"] != row["grade"]]
    if other:
        where = row["domain"] or say("semua", "all")
        click.echo(
            say(
                f"Mutu {where} bergantung pada pembulatan bobot unsur: {row['grade']} dengan bobot tepat, {', '.join(other)}.",
                f"The grade of {where} depends on rounded item weights: {row['grade']} with exact ones, {', '.join(other)}.",
            ),
            err=True,
        )


def _print_index(rows: list[dict[str, Any]], known) -> None:
    heads = [say("Kelompok", "Group"), say("Indeks", "Index"), say("Selang 95%", "95% interval"), say("Mutu", "Grade")]
    heads += [say("Peluang mutu", "Grade chances")] if known.grades else []
    cells = [
        [row["domain"] or say("Semua", "All"), decimal(row["index"], known.decimals), ends(row, known.decimals), row["grade"] or "–"]
        + ([_chances(row["grade_probability"])] if known.grades else [])
        + [decimal(row["n"], 0), decimal(row["n_dropped"], 0)]
        for row in rows
    ]  # fmt: skip
    title = known.name_id + (f", {known.regulation}" if known.regulation else "")
    print_table(title, [*heads, "n", say("Gugur", "Dropped")], cells)
    elements = [
        [row["domain"] or say("Semua", "All"), part["label"], decimal(part["mean"], 3), ends(part, 3), decimal(part["n"], 0)]
        for row in rows
        for part in row["elements"]
    ]
    heads = [say("Kelompok", "Group"), say("Unsur", "Item"), say("Rata-rata", "Mean"), say("Selang 95%", "95% interval"), "n"]
    print_table(say("Nilai tiap unsur", "Items"), heads, elements)


def _chances(chances: dict[str, float | None]) -> str:
    """The grades that are not all but impossible."""
    likely = [f"{grade} {decimal(100 * p, 1)}%" for grade, p in chances.items() if p is not None and p >= 0.0005]
    return ", ".join(likely) or "–"
