"""The whole road: plan, write, dirty, deliver, and put the truth beside it."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.files import write_bytes, write_text
from analitik.core.locale import say
from analitik.core.period import Month
from analitik.sample import desk, social, truth
from analitik.sample.calendar import days_of
from analitik.sample.codebook import codebook_bytes
from analitik.sample.country import Country, country_of
from analitik.sample.deliveries import case_files, channel_of, has_time, news_files, survey_files
from analitik.sample.dirt import Dirt
from analitik.sample.library import shelf
from analitik.sample.news import publish
from analitik.sample.plan import plan_stories, targets
from analitik.sample.register import build_register, pilot_start
from analitik.sample.survey import draw_wave, populate

SUMMARY = Path("truth/summary.json")
LIMITS = {"articles": (200, 2_000_000), "respondents": (200, 500_000), "months": (1, 60)}


def make_sample(
    folder: Path, *, articles: int, respondents: int, seed: int, months: int, end: str, if_missing: bool = False
) -> dict:
    """Write the register, the deliveries, the codebook and the truth into ``folder``.

    Returns
    -------
    dict
        The summary that also stands in ``truth/summary.json``; with ``if_missing`` the one already there, if it was made from the same parameters.
    """
    _check(articles=articles, respondents=respondents, months=months)
    last = Month.parse(end)
    parameters = {"articles": articles, "respondents": respondents, "seed": seed, "months": months, "end": str(last)}
    earlier = _earlier(folder)
    if if_missing and earlier.get("parameters") == parameters:
        return {**earlier, "made": False}
    _refuse_strangers(folder, set(earlier.get("files", {})))
    files, summary = build(last.back(months), parameters)
    _clear(folder, set(earlier.get("files", {})) - set(summary["files"]))
    for name in sorted(files):
        write_bytes(folder / name, files[name])
    write_text(folder / SUMMARY, json.dumps(summary, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
    return {**summary, "made": True}


def build(period: list[Month], parameters: dict) -> tuple[dict[str, bytes], dict]:
    """Everything as bytes by name, and the summary; nothing touches the disk."""
    seed, days = parameters["seed"], days_of(period)
    pilots_from = dt.date.fromisoformat(pilot_start(period[-1].first_day))
    country = country_of(build_register(pilots_from.isoformat()))
    dirt = Dirt(seed)
    stories, bursts = plan_stories(country, days, parameters["articles"], pilots_from, seed)
    publications = channel_of(publish(country, stories, days, seed), seed)
    cases = _cases(country, bursts, days, parameters)
    waves_months = [period[-1] - 6, period[-1]]
    population = populate(country.register, seed)
    half = parameters["respondents"] // 2
    waves = [
        draw_wave(population, wave, size, waves_months[wave], seed)
        for wave, size in enumerate((parameters["respondents"] - half, half))
    ]
    delivered = dict([*news_files(publications, dirt), *case_files(*cases, dirt), *survey_files(waves, waves_months, dirt)])
    told = truth.stories_truth(stories, publications, country, days, bursts)
    posts = social.posts(stories, publications, country, seed)
    delivered |= dict(social.post_files(posts))
    files = {"register.csv": _csv(country.register), "codebook/skm_kuesioner.xlsx": codebook_bytes()}
    files |= {f"deliveries/{name}": data for name, data in delivered.items()}
    survey = truth.survey_truth(population, waves_months)
    files |= {
        "truth/articles.csv": _csv(
            truth.articles_truth(publications, told).assign(has_time=[int(known) for known in has_time(publications)])
        ),
        "truth/stories.csv": _csv(told),
        "truth/bursts.csv": _csv(truth.bursts_truth(bursts, told, country, days)),
        "truth/posts.csv": _csv(social.posts_truth(posts, told)),
        "truth/survey.csv": _csv(survey),
        "truth/dirty.csv": _csv(pd.DataFrame(dirt.book, columns=["file", "id", "code", "note"])),
    }
    accepted = (
        publications.groupby("file").size().to_dict()
        | posts.groupby("file").size().to_dict()
        | _case_sizes(delivered, cases)
        | {name: len(wave) for name, wave in zip(sorted(n for n in delivered if n.startswith("survei")), waves, strict=True)}
    )
    return files, _summary(parameters, stories, told, publications, country, pilots_from, dirt, accepted, survey, cases, posts)


def _cases(country: Country, bursts: pd.DataFrame, days: list[dt.date], parameters: dict) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Complaints and notices with their unit's name and month."""
    made = [make(country, bursts, days, parameters["articles"], parameters["seed"]) for make in (desk.complaints, desk.notices)]
    names = country.register["aliases"].str.split("|").str[0].to_numpy()
    return tuple(
        frame.assign(
            satker=names[frame["unit"]],
            date=[days[day] for day in frame["day"]],
            month=[f"{days[day]:%Y-%m}" for day in frame["day"]],
        )
        for frame in made
    )


def _case_sizes(delivered: dict[str, bytes], cases: tuple[pd.DataFrame, pd.DataFrame]) -> dict[str, int]:
    sizes = {}
    for stem, frame in zip(("pengaduan", "aph"), cases, strict=True):
        by_month = frame.groupby("month").size()
        sizes |= {name: int(by_month[name.split("_")[1][:7]]) for name in delivered if name.startswith(f"{stem}_")}
    return sizes


def _summary(parameters, stories, told, publications, country, pilots_from, dirt, accepted, survey, cases, posts) -> dict:
    files = truth.file_counts(accepted, dirt.book)
    total = {key: sum(count[key] for count in files.values()) for key in ("rows_in", "accept", "quarantine", "duplicate")}
    change = survey.pivot_table(index=["domain", "element"], columns="wave", values="value", sort=False)
    change = (change[2] - change[1]).round(6)
    return {
        "notice": "CONTOH: data rekaan; tidak ada unit, orang, atau kejadian nyata di dalamnya.",
        "parameters": parameters,
        "articles": {
            "total": len(publications),
            "stories": len(stories),
            **{f"n_{name}": n for name, n in targets(parameters["articles"]).items()},
        },
        "months": publications["at"].dt.strftime("%Y-%m").value_counts().sort_index().to_dict(),
        "vendor_label": _vendor(publications),
        "satker_missing_share": round(float(publications["satker"].isna().mean()), 4),
        "pilot_effect": truth.pilot_effect(told, country, pilots_from),
        "perception_change": {
            domain: {name: value for name, value in change[domain].items() if value}
            for domain in ("nasional", "percontohan", "bukan-percontohan")
        },
        "complaints": {"total": len(cases[0]), "with_personal_data": int(cases[0]["has_personal_data"].sum())},
        "personal_data_planted": ["0812-0000-0001", "3171014501900000", "pengadu.uji@contoh.example", "+62 812 0000 0002"],
        "aph_notices": len(cases[1]),
        "posts": {"total": len(posts), "of_private_persons": int((posts["account_type"] == "pribadi").sum())},
        "total": total,
        "files": files,
    }


def _vendor(publications: pd.DataFrame) -> dict:
    """How wrong the delivered labels are, over the rows that carry one."""
    given = publications[publications["label"].notna()]
    bad, says = given["truth"] == "negatif", given["label"] == "negatif"
    wanted = shelf("mix")["label_vendor"]
    return {
        "planted": {"sensitivity": wanted["sensitivitas"], "specificity": wanted["spesifisitas"]},
        "drawn": {"sensitivity": round(float(says[bad].mean()), 4), "specificity": round(float((~says)[~bad].mean()), 4)},
    }


def _csv(frame: pd.DataFrame) -> bytes:
    out = io.StringIO()
    frame.to_csv(out, index=False, lineterminator="\n")
    return out.getvalue().encode("utf-8")


def _check(**values: int) -> None:
    for name, value in values.items():
        low, high = LIMITS[name]
        if not low <= value <= high:
            raise UsageFault(say(f"--{name} {value} di luar {low} sampai {high}.", f"--{name} {value} is outside {low} to {high}."))


def _earlier(folder: Path) -> dict:
    """The summary of the sample that already stands in ``folder``; empty when there is none."""
    file = folder / SUMMARY
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}


def _refuse_strangers(folder: Path, ours: set[str]) -> None:
    """Never mix a sample with deliveries that this command did not write."""
    there = sorted(path.name for path in (folder / "deliveries").glob("*"))
    strange = [name for name in there if name not in ours]
    if strange:
        shown, n = ", ".join(strange[:3]), len(strange)
        raise UsageFault(
            say(
                f"Folder {folder} memuat {n} kiriman yang bukan dari contoh ini ({shown}); pilih folder kosong.",
                f"Folder {folder} holds {n} deliveries that are not of this sample ({shown}); choose an empty folder.",
            )
        )


def _clear(folder: Path, left_over: set[str]) -> None:
    """Take away deliveries of an earlier sample that this one does not replace; the summary goes first and is written last."""
    (folder / SUMMARY).unlink(missing_ok=True)
    for name in sorted(left_over):
        (folder / "deliveries" / name).unlink(missing_ok=True)
