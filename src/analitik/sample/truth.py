"""The answers: what was planted, row by row and as figures, so that any method can be judged against it."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd

from analitik.core.period import Month
from analitik.sample.country import NOWHERE, Country
from analitik.sample.library import all_forms, shelf
from analitik.sample.survey import Population
from analitik.schema import ELEMENTS, SAMPLE_ID_PREFIX

TWICE = "duplicate"


def story_ids(numbers: pd.Series | np.ndarray) -> list[str]:
    """The ids of stories."""
    return [f"{SAMPLE_ID_PREFIX}S{number:05d}" for number in numbers]


def stories_truth(
    stories: pd.DataFrame, publications: pd.DataFrame, country: Country, days: list[dt.date], bursts: pd.DataFrame
) -> pd.DataFrame:
    """One row per story: what it is about, for whom it is good or bad, and what was planted with it."""
    forms = all_forms()
    outlets = publications.groupby("story", sort=True)["outlet"].nunique()
    last = publications.groupby("story", sort=True)["at"].max().dt.strftime("%Y-%m-%d")
    name = {row.burst: f"{row.name}-{row.wave}" for row in bursts.itertuples(index=False)}
    return pd.DataFrame(
        {
            "story": story_ids(np.arange(len(stories))),
            "form": [forms[number].id for number in stories["form"]],
            "rule": [forms[number].rule for number in stories["form"]],
            "issue": [forms[number].issue for number in stories["form"]],
            "sentiment": [forms[number].sentiment for number in stories["form"]],
            "unit": _of_unit(country, stories["unit"], "kode"),
            "kanwil": _of_unit(country, stories["unit"], "kanwil"),
            "first_date": [days[day].isoformat() for day in stories["day"]],
            "last_date": last.to_numpy(),
            "n_publications": stories["size"],
            "n_outlets": outlets.to_numpy(),
            "burst": stories["burst"].map(name).fillna(""),
            "campaign": [f"kampanye-{number:02d}" if number >= 0 else "" for number in stories["campaign"]],
            "twin_of": [f"{SAMPLE_ID_PREFIX}S{number:05d}" if number >= 0 else "" for number in stories["twin_of"]],
        }
    )


def _of_unit(country: Country, units: pd.Series, column: str) -> np.ndarray:
    return np.where(units == NOWHERE, "", country.register[column].to_numpy()[units])


def articles_truth(publications: pd.DataFrame, stories: pd.DataFrame) -> pd.DataFrame:
    """One row per clean publication, with the planted flags of its story and of its page."""
    story = stories.iloc[publications["story"].to_numpy()].reset_index(drop=True)
    marks = {form.id: "|".join(form.marks) for form in all_forms()}
    planted = [
        "|".join(filter(None, [marks[form], "kampanye" if campaign else "", "kembar" if twin else "", page]))
        for form, campaign, twin, page in zip(
            story["form"], story["campaign"], story["twin_of"], publications["flags"], strict=True
        )
    ]
    return pd.DataFrame(
        {
            "id": publications["id"].to_numpy(),
            "story": story["story"],
            "published_date": publications["at"].dt.strftime("%Y-%m-%d").to_numpy(),
            "is_first": publications["is_first"].astype(int).to_numpy(),
            "issue": story["issue"],
            "sentiment": story["sentiment"],
            "unit": story["unit"],
            "kanwil": story["kanwil"],
            "file": publications["file"].to_numpy(),
            "flags": ["|".join(dict.fromkeys(text.split("|"))) if text else "" for text in planted],
        }
    )


def bursts_truth(bursts: pd.DataFrame, stories: pd.DataFrame, country: Country, days: list[dt.date]) -> pd.DataFrame:
    """One row per planted wave: where, when, about what, how large."""
    told = stories[stories["burst"] != ""].groupby("burst")
    names = [f"{row.name}-{row.wave}" for row in bursts.itertuples(index=False)]
    return pd.DataFrame(
        {
            "burst": names,
            "claim": bursts["claim"],
            "unit": _of_unit(country, bursts["unit"], "kode"),
            "kanwil": _of_unit(country, bursts["unit"], "kanwil"),
            "issue": bursts["issue"],
            "first_date": [days[day].isoformat() for day in bursts["first_day"]],
            "last_date": told["last_date"].max().reindex(names).to_numpy(),
            "half_life_days": bursts["half_life_days"],
            "n_stories": told.size().reindex(names).to_numpy(),
            "n_publications": told["n_publications"].sum().reindex(names).to_numpy(),
        }
    )


def survey_truth(population: Population, months: list[Month]) -> pd.DataFrame:
    """True population means: one row per wave, domain and element (``ikm`` is the index of the nine means)."""
    units, rows = population.units, []
    domains = {
        "nasional": np.ones(len(units), bool),
        "percontohan": units["pilot"].to_numpy(),
        "bukan-percontohan": ~units["pilot"].to_numpy(),
    }
    domains |= {kanwil: (units["kanwil"] == kanwil).to_numpy() for kanwil in sorted(units["kanwil"].unique())}
    for wave in (0, 1):
        means = population.means(wave)
        for domain, inside in domains.items():
            weight = units["visitors"].to_numpy()[inside]
            mean = weight @ means[inside] / weight.sum()
            head = {"wave": wave + 1, "month": str(months[wave]), "domain": domain, "n_units": int(inside.sum())}
            rows += [{**head, "element": name, "value": round(float(value), 6)} for name, value in zip(ELEMENTS, mean, strict=True)]
            rows.append({**head, "element": "ikm", "value": round(float(mean.mean() * 25), 6)})
    return pd.DataFrame(rows)


def pilot_effect(stories: pd.DataFrame, country: Country, pilots_from: dt.date) -> dict:
    """The planted factor on the negative stories of pilots, and what the dice made of it (bursts left out)."""
    bad = stories[(stories["sentiment"] == "negatif") & (stories["burst"] == "") & (stories["unit"] != "")]
    pilots = set(country.register.loc[country.is_pilot, "kode"])
    is_pilot, after = bad["unit"].isin(pilots), bad["first_date"] >= pilots_from.isoformat()
    count = {
        f"{who}_{when}": int((a & b).sum())
        for who, a in (("pilots", is_pilot), ("others", ~is_pilot))
        for when, b in (("before", ~after), ("after", after))
    }
    complete = all(count.values())
    drawn = (
        (count["pilots_after"] / count["pilots_before"]) / (count["others_after"] / count["others_before"]) if complete else None
    )
    factor = shelf("mix")["percontohan"]["faktor_negatif"]
    return {
        "from": pilots_from.isoformat(),
        "planted_rate_ratio": factor,
        "drawn_rate_ratio": round(drawn, 4) if drawn else None,
        "negative_stories": count,
    }


def file_counts(accepted: dict[str, int], book: list[dict]) -> dict[str, dict]:
    """What a careful reader must answer for each file: rows in, accepted, set aside (by reason), repeated."""
    counts = {}
    for file in sorted(accepted):
        codes = pd.Series([row["code"] for row in book if row["file"] == file], dtype="str").value_counts().sort_index()
        twice = int(codes.get(TWICE, 0))
        reasons = {code: int(n) for code, n in codes.items() if code != TWICE}
        aside = sum(reasons.values())
        counts[file] = {
            "rows_in": accepted[file] + aside + twice,
            "accept": accepted[file],
            "quarantine": aside,
            "duplicate": twice,
            "reasons": reasons,
        }
    return counts
