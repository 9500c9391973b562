"""``analitik survey weight``: weights that make a sample resemble the population, with what they changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from analitik.cli.survey._shared import name_of, numbers_in, plain, print_table, read_data
from analitik.core.errors import UsageFault
from analitik.core.locale import decimal, percent, say

METHODS = ("rake", "poststratify", "linear", "raking", "logit")


@click.command(
    help=say(
        "Hitung bobot dari margin penduduk. Contoh: analitik survey weight jawaban.csv --margins margin.yml --out bobot.csv",
        "Compute weights from margins of the population. Example: analitik survey weight answers.csv --margins margins.yml --out w.csv",
    )
)
@click.argument("data", type=click.Path(path_type=Path))
@click.option(
    "--margins",
    required=True,
    type=click.Path(path_type=Path),
    metavar="M.yml",
    help=say("Kolom: {kategori: jumlah atau pangsa}.", "Column: {category: total or share}."),
)
@click.option("--method", type=click.Choice(METHODS), default="rake", show_default=True, help=say("Cara.", "Method."))
@click.option("--weights", metavar="W", help=say("Kolom bobot awal.", "Column of the weights before."))
@click.option("--bounds", metavar="L,U", help=say("Batas faktor (linear, logit).", "Bounds of the factor (linear, logit)."))
@click.option("--trim", metavar="L,U", help=say("Bobot terkecil dan terbesar.", "Smallest and largest weight."))
@click.option("--trim-once", is_flag=True, help=say("Potong sekali saja.", "Trim once only."))
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="W.csv",
    help=say("Berkas hasil: data dengan kolom weight.", "Result: the data with a column weight."),
)
@click.option(
    "--json", "as_json", is_flag=True, help=say("Hasil sebagai JSON di baris terakhir.", "The result as JSON on the last line.")
)
def command(
    data: Path,
    margins: Path,
    method: str,
    weights: str | None,
    bounds: str | None,
    trim: str | None,
    trim_once: bool,
    out: Path | None,
    as_json: bool,
) -> None:
    """Read, weigh, write, print."""
    from analitik.ingest.plain import write_table
    from analitik.survey import weigh

    frame = read_data(data)
    made = weigh(
        frame,
        _margins(margins),
        method=method,
        weights=weights,
        bounds=_pair(bounds, "--bounds"),
        trim=_pair(trim, "--trim"),
        strict=not trim_once,
    )
    target = out or data.with_name(f"{data.stem}_bobot.csv")
    write_table(frame.assign(weight=made.weights), target)
    counted = made.weights[made.weights > 0]
    result = {
        "out": target.name,
        "method": method,
        "n": len(frame),
        "iterations": made.iterations,
        "deff_before": made.deff_before,
        "deff": made.deff,
        "effective_n": len(counted) / made.deff,
        "sum": float(made.weights.sum()),
        "min": float(counted.min()),
        "max": float(counted.max()),
        "calibrated": ",".join(made.calibration.categories),
        "base": weights,
        "margins": [
            {name: name_of(value) if name in ("margin", "category") else plain(value) for name, value in row.items()}
            for row in made.report.to_dict("records")
        ],
    }
    click.echo(json.dumps(result, ensure_ascii=False)) if as_json else _print(result)


def _margins(path: Path) -> dict[str, Any]:
    """The margins as text and numbers; ``Ya`` and ``No`` stay words, a list of mappings counts as one."""
    import yaml

    try:
        data = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - a loader of plain text
    except (OSError, UnicodeDecodeError):
        raise UsageFault(
            say(f"Berkas margin {path.name} tidak dapat dibaca.", f"Cannot read the margins in {path.name}.")
        ) from None
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        line = mark.line + 1 if mark else "?"
        raise UsageFault(
            say(f"{path.name} baris {line} bukan YAML yang sah.", f"{path.name} line {line} is not valid YAML.")
        ) from None
    if isinstance(data, dict) and list(data) == ["margins"]:
        data = data["margins"]
    if isinstance(data, list) and all(isinstance(each, dict) for each in data):
        data = {name: given for each in data for name, given in each.items()}
    if not isinstance(data, dict) or not all(isinstance(given, dict | str) for given in data.values()):
        raise UsageFault(
            say(
                f"{path.name}: tulis kolom: {{kategori: jumlah}} untuk tiap margin.",
                f"{path.name}: write column: {{category: total}} for each margin.",
            )
        )
    return {
        name: {k: _number(v) for k, v in given.items()} if isinstance(given, dict) else _known(name, given, path)
        for name, given in data.items()
    }


def _number(text: Any) -> Any:
    try:
        return float(str(text).replace(",", ".", 1) if "." not in str(text) else text)
    except ValueError:
        return text


def _known(name: str, text: str, path: Path) -> float:
    value = _number(text)
    if not isinstance(value, float):
        raise UsageFault(
            say(
                f"{path.name}: {name} berisi '{text}', bukan bilangan atau daftar kategori.",
                f"{path.name}: {name} holds '{text}', neither a number nor categories.",
            )
        )
    return value


def _pair(text: str | None, name: str) -> tuple[float, float] | None:
    if text is None:
        return None
    values = numbers_in(text, name)
    if len(values) != 2 or not values[0] < values[1]:
        raise click.BadParameter(
            say(f"{name} '{text}': tulis dua bilangan, kecil,besar.", f"{name} '{text}': write two numbers, low,high.")
        )
    return values[0], values[1]


def _print(result: dict[str, Any]) -> None:
    def share(value: float | None) -> str:
        return "–" if value is None else percent(value, 1)

    heads = [
        say("Margin", "Margin"),
        "n",
        say("Sasaran", "Target"),
        say("Sebelum", "Before"),
        say("Sesudah", "After"),
        say("Pangsa sebelum", "Share before"),
        say("Pangsa sesudah", "Share after"),
    ]
    cells = [
        [
            row["margin"] if row["category"] is None else f"{row['margin']}={row['category']}",
            decimal(row["n"], 0),
            decimal(row["target"], 2),
            decimal(row["before"], 2),
            decimal(row["after"], 2),
            share(row["before_share"]),
            share(row["after_share"]),
        ]
        for row in result["margins"]
    ]
    print_table(say("Bobot terhadap margin", "Weights against margins"), heads, cells)
    click.echo(
        say(
            f"{result['n']} responden, {result['iterations']} putaran; deff bobot {decimal(result['deff'], 3)} "
            f"(sebelumnya {decimal(result['deff_before'], 3)}), bobot {decimal(result['min'], 3)} sampai {decimal(result['max'], 3)}; "
            f"ditulis ke {result['out']}.",
            f"{result['n']} respondents, {result['iterations']} rounds; deff of weights {decimal(result['deff'], 3)} "
            f"(before {decimal(result['deff_before'], 3)}), weights {decimal(result['min'], 3)} to {decimal(result['max'], 3)}; "
            f"written to {result['out']}.",
        )
    )
