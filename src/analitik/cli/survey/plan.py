"""``analitik survey plan``: how many to ask, where, and which change would be seen."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from analitik.core.locale import count, decimal, percent, say

METHODS = ("proportional", "equal", "neyman", "power")
_JSON = click.option("--json", "as_json", is_flag=True, help=say("Hasil sebagai JSON di baris terakhir.", "The result as JSON on the last line."))
_LEVEL = click.option("--level", default=0.95, show_default=True, type=float, help=say("Tingkat kepercayaan.", "Confidence level."))


@click.group(
    "plan",
    help=say(
        "Rencana contoh: ukuran, alokasi, perubahan terkecil yang terlihat.", "Sample plan: size, allocation, smallest visible change."
    ),
)
def command() -> None:
    """The planning commands."""


def _clusters(run: Callable) -> Callable:
    """The options that say what clusters and weights cost."""
    options = (
        click.option("--deff", type=float, help=say("Efek rancangan; bawaan 1, atau dari --icc.", "Design effect; 1, or from --icc.")),
        click.option("--icc", type=float, help=say("Korelasi antarorang dalam satu unit.", "Correlation between persons of a unit.")),
        click.option("--per-psu", type=float, help=say("Responden per unit terpilih.", "Respondents per drawn unit.")),
        click.option("--weight-cv", default=0.0, help=say("Koefisien variasi bobot.", "Coefficient of variation of the weights.")),
    )
    for option in reversed(options):
        run = option(run)
    return run


@command.command(
    help=say(
        "Banyaknya responden dan undangan. Contoh: analitik survey plan size --population 12000 --margin 3 --deff 1.8 --response .7",
        "Respondents and invitations. Example: analitik survey plan size --population 12000 --margin 3 --deff 1.8 --response .7",
    )
)
@click.option("--margin", required=True, type=float, help=say("Setengah lebar selang, dalam poin.", "Half the interval, in points."))
@click.option("--population", type=click.IntRange(1), help=say("Banyaknya orang; bawaan tak terhingga.", "How many persons; without end by default."))
@click.option("--share", type=float, help=say("Proporsi yang diperkirakan (0 sampai 1); bawaan .5.", "Expected share (0 to 1); .5 by default."))
@click.option("--sd", type=float, help=say("Simpangan baku antarorang (rata-rata atau indeks).", "Spread between persons (mean or index)."))
@click.option("--response", default=1.0, show_default=True, help=say("Bagian undangan yang menjawab.", "Share of the invited that answers."))
@_clusters
@_LEVEL
@_JSON
def size(
    margin: float, population: int | None, share: float | None, sd: float | None, response: float, deff: float | None, icc: float | None,
    per_psu: float | None, weight_cv: float, level: float, as_json: bool,
) -> None:  # fmt: skip
    """Plan, print."""
    from analitik.survey.plan import krejcie_morgan, sample_size, slovin

    if share is not None and sd is not None:
        raise click.UsageError(say("pilih --share atau --sd, jangan keduanya.", "use --share or --sd, not both."))
    if share is not None and not 0 < share < 1:
        raise click.UsageError(say(f"--share {share} harus di antara 0 dan 1.", f"--share {share} must lie between 0 and 1."))
    spread = sd if sd is not None else 100 * math.sqrt((share or 0.5) * (1 - (share or 0.5)))
    effect = _deff(deff, icc, per_psu, weight_cv)
    people = math.inf if population is None else population
    found = sample_size(margin, spread, people, deff=effect, response=response, level=level, persons_per_psu=per_psu).iloc[0]
    answer = {name: _plain(found[name]) for name in ("population", "n", "invited", "psus", "margin", "is_reachable")}
    answer |= {"deff": effect, "sd": spread, "response": response, "level": level}
    if sd is None and population is not None and 0 < margin < 100:
        answer |= {"krejcie_morgan": krejcie_morgan(int(people), margin=margin / 100), "slovin": slovin(int(people), margin / 100, rounded=True)}
    if as_json:
        click.echo(json.dumps(answer))
        return
    units = say(f" di {count(answer['psus'])} unit", f" in {count(answer['psus'])} units") if answer["psus"] else ""
    click.echo(
        say(
            f"{count(answer['n'])} responden{units}, {count(answer['invited'])} undangan: selang ± {decimal(answer['margin'], 2)} poin "
            f"(efek rancangan {decimal(effect, 2)}).",
            f"{count(answer['n'])} respondents{units}, {count(answer['invited'])} invited: interval ± {decimal(answer['margin'], 2)} points "
            f"(design effect {decimal(effect, 2)}).",
        )
    )
    if not answer["is_reachable"]:
        click.echo(
            say(
                f"Galat {decimal(margin, 2)} poin tidak terjangkau, walau semua orang diundang.",
                f"A margin of {decimal(margin, 2)} points is out of reach even when everybody is invited.",
            ),
            err=True,
        )
    if "slovin" in answer:
        click.echo(
            say(
                f"Pembanding untuk contoh acak sederhana: Krejcie-Morgan {count(answer['krejcie_morgan'])}, Slovin {count(answer['slovin'])}.",
                f"For simple random samples: Krejcie-Morgan {count(answer['krejcie_morgan'])}, Slovin {count(answer['slovin'])}.",
            )
        )


@command.command(
    help=say(
        "Bagi responden ke strata dan undi unitnya. Contoh: analitik survey plan allocate daftar.csv --n 4500 --by kanwil --method power "
        "--out rencana.csv",
        "Share respondents out over strata and draw the units. Example: analitik survey plan allocate units.csv --n 4500 --by kanwil "
        "--method power --out plan.csv",
    )
)
@click.argument("register", metavar="REGISTER.csv", type=click.Path(path_type=Path))
@click.option("--n", required=True, type=click.IntRange(1), help=say("Responden seluruhnya.", "Respondents in all."))
@click.option("--by", default="kanwil", show_default=True, help=say("Kolom strata.", "Strata column."))
@click.option("--code", default="kode", show_default=True, help=say("Kolom kode unit.", "Column with the unit's code."))
@click.option("--method", type=click.Choice(METHODS), default="proportional", show_default=True, help=say("Cara membagi.", "How to share out."))
@click.option("--size", help=say("Kolom banyaknya orang per unit.", "Column with the persons of a unit."))
@click.option("--sd", help=say("Kolom simpangan baku (neyman).", "Column with standard deviations (neyman)."))
@click.option("--exponent", default=0.5, show_default=True, help=say("Pangkat untuk power.", "Exponent for power."))
@click.option("--minimum", default=0, show_default=True, type=click.IntRange(0), help=say("Responden paling sedikit per strata.", "Least per stratum."))
@click.option("--per-psu", default=15, show_default=True, type=click.IntRange(1), help=say("Responden per unit terpilih.", "Respondents per drawn unit."))
@click.option("--seed", default=2022, show_default=True, type=click.IntRange(0), help=say("Benih undian.", "Seed of the draw."))
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help=say("Tulis rencana ke berkas.", "Write the plan to a file."))
@_JSON
def allocate(register: Path, by: str, out: Path | None, as_json: bool, per_psu: int, **asked: Any) -> None:
    """Read, plan, write, print."""
    from analitik.ingest.plain import read_table, write_table
    from analitik.survey.allocation import plan_units

    found = plan_units(read_table(register), by=by, persons_per_psu=per_psu, **asked)
    if out:
        write_table(found, out)
    rows = []
    for name, part in found.groupby(by, sort=True):
        rows.append({by: str(name), "units": len(part), "selected": int(part["is_selected"].sum()), "n": int(part["n"].sum())})
    if as_json:
        units = [{key: _plain(value) for key, value in row.items()} for row in found.to_dict("records")]
        click.echo(json.dumps({"n": int(found["n"].sum()), "strata": rows, "units": units}, ensure_ascii=False))
        return
    for row in rows:
        where, drawn, n = row[by], f"{row['selected']}/{row['units']}", count(row["n"])
        click.echo(say(f"{where}: {n} responden di {drawn} unit", f"{where}: {n} respondents in {drawn} units"))
    total, drawn = count(int(found["n"].sum())), count(int(found["is_selected"].sum()))
    click.echo(say(f"Seluruhnya {total} responden di {drawn} unit.", f"In all {total} respondents in {drawn} units."))


@command.command(
    help=say(
        "Perubahan antargelombang: yang terkecil yang terlihat, atau peluang melihatnya. Contoh: analitik survey plan change --n 400 --sd .6 "
        "--deff 1.5 --correlation .4",
        "Change between waves: the smallest that is seen, or the chance to see it. Example: analitik survey plan change --n 400 --sd .6 "
        "--deff 1.5 --correlation .4",
    )
)
@click.option("--n", type=float, help=say("Responden per gelombang.", "Respondents per wave."))
@click.option("--n-after", type=float, help=say("Responden gelombang kedua, bila lain.", "Respondents of the second wave, if others."))
@click.option("--sd", required=True, type=float, help=say("Simpangan baku antarorang.", "Spread between persons."))
@click.option("--change", "moved", type=float, help=say("Perubahan yang ingin dilihat.", "The change to be seen."))
@click.option("--correlation", default=0.0, show_default=True, help=say("Korelasi taksiran bila semua unit sama.", "Correlation of the estimates when all units are shared."))
@click.option("--overlap", default=1.0, show_default=True, help=say("Bagian unit yang sama di kedua gelombang.", "Share of units in both waves."))
@click.option("--power", default=0.8, show_default=True, help=say("Peluang melihatnya.", "The chance to see it."))
@click.option("--alpha", default=0.05, show_default=True, help=say("Galat jenis pertama.", "Error of the first kind."))
@_clusters
@_JSON
def change(
    n: float | None, n_after: float | None, sd: float, moved: float | None, correlation: float, overlap: float, power: float, alpha: float,
    deff: float | None, icc: float | None, per_psu: float | None, weight_cv: float, as_json: bool,
) -> None:  # fmt: skip
    """Plan, print."""
    from analitik.survey.plan import detectable_change, power_of_change, size_for_change

    if n is None and moved is None:
        raise click.UsageError(say("sebut --n, --change, atau keduanya.", "give --n, --change, or both."))
    design = {"deff": _deff(deff, icc, per_psu, weight_cv), "correlation": correlation, "overlap": overlap}
    answer: dict[str, Any] = {**design, "sd": sd, "alpha": alpha}
    if n is not None:
        answer |= {"n": n, "smallest_change": detectable_change(n, sd, power=power, alpha=alpha, n_after=n_after, **design)}
    if n is not None and moved is not None:
        answer |= {"change": moved, "power": power_of_change(moved, n, sd, alpha=alpha, n_after=n_after, **design)}
    if n is None:
        answer |= {"change": moved, "power": power, "n": size_for_change(moved, sd, power=power, alpha=alpha, **design)}
    if as_json:
        click.echo(json.dumps(answer))
        return
    if "smallest_change" in answer:
        least = decimal(answer["smallest_change"], 3)
        click.echo(say(f"Perubahan terkecil yang terlihat dengan peluang {percent(power, 0)}: {least}.", f"Smallest change seen with chance {percent(power, 0)}: {least}."))
    if n is not None and moved is not None:
        seen = percent(answer["power"])
        click.echo(say(f"Peluang melihat perubahan {decimal(moved, 3)}: {seen}.", f"Chance to see a change of {decimal(moved, 3)}: {seen}."))
    if n is None:
        each = count(answer["n"])
        click.echo(say(f"{each} responden per gelombang melihat perubahan {decimal(moved, 3)} dengan peluang {percent(power, 0)}.",
                       f"{each} respondents per wave see a change of {decimal(moved, 3)} with chance {percent(power, 0)}."))  # fmt: skip


def _deff(deff: float | None, icc: float | None, per_psu: float | None, weight_cv: float) -> float:
    from analitik.survey.plan import design_effect

    if icc is not None and (deff is not None or per_psu is None):
        raise click.UsageError(say("--icc memerlukan --per-psu, tanpa --deff.", "--icc needs --per-psu, and no --deff."))
    if icc is not None:
        return design_effect(icc, per_psu, weight_cv)
    return (deff if deff is not None else 1.0) * (1 + weight_cv**2 if deff is None else 1.0)


def _plain(value: Any) -> Any:
    """A value as JSON knows it; what is missing or without end is null."""
    value = value.item() if hasattr(value, "item") else value
    if value is None or str(value) == "<NA>" or value != value or (isinstance(value, float) and math.isinf(value)):
        return None
    return value if isinstance(value, (bool, int, float, str)) else str(value)
