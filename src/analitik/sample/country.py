"""A whole country written to disk: register, deliveries, codebook, and the truth beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from analitik.core.files import write_bytes, write_text
from analitik.core.period import Month
from analitik.reference.indices import index_definition
from analitik.sample.deliveries import codebook_bytes, desk_files, news_files, survey_files
from analitik.sample.desk import make_complaints, make_notices
from analitik.sample.news import PILOT_EFFECT, make_news
from analitik.sample.register import build_register, pilot_start
from analitik.sample.survey import make_survey

TRUTH_COLUMNS = ["id", "story", "place", "form", "issue", "sentiment", "kode", "kanwil", "burst"]


def write_country(folder: Path, *, articles: int, respondents: int, seed: int, months: int = 13, end: Month = Month(2022, 10)) -> dict[str, Any]:  # noqa: B008
    """Write deliveries of every kind with their planted truth.

    Returns
    -------
    dict
        The summary that also stands in ``truth/summary.json``: rows per file, dirty rows per reason, planted effects.
    """
    pilot_from = pilot_start(end.first_day)
    register = build_register(pilot_from)
    news = make_news(register, n=articles, seed=seed, months=months, end=end, pilot_from=pilot_from)
    survey = make_survey(register, n=respondents, seed=seed, end=end)
    complaints = make_complaints(register, n_articles=articles, seed=seed, months=months, end=end)
    notices = make_notices(register, n_articles=articles, seed=seed, months=months, end=end)
    files = news_files(news.articles, register, seed)
    content = files.content | survey_files(survey.responses, register) | desk_files(complaints, notices, register)
    for name, data in content.items():
        write_bytes(folder / "deliveries" / name, data)
    items = [(item.codes[0], item.name_id) for item in index_definition("skm").items]
    write_bytes(folder / "codebook" / "skm.xlsx", codebook_bytes(items))
    write_text(folder / "register.csv", register.to_csv(index=False, lineterminator="\n"))
    return _write_truth(folder / "truth", news, survey, pd.DataFrame(files.dirty, columns=["file", "id", "code"]), seed)


def _write_truth(folder: Path, news: Any, survey: Any, dirty: pd.DataFrame, seed: int) -> dict[str, Any]:
    tables = {
        "articles.csv": news.articles[TRUTH_COLUMNS],
        "stories.csv": news.stories,
        "bursts.csv": news.bursts,
        "survey.csv": survey.truth.round(6),
        "dirty.csv": dirty,
    }
    for name, table in tables.items():
        write_text(folder / name, table.to_csv(index=False, lineterminator="\n"))
    counts = news.articles["sentiment"].value_counts()
    summary = {
        "seed": seed,
        "articles": len(news.articles),
        "stories": len(news.stories),
        "respondents": len(survey.responses),
        "sentiment": {name: int(counts.get(name, 0)) for name in ("negatif", "netral", "positif")},
        "dirty": {code: int(n) for code, n in dirty["code"].value_counts().sort_index().items()},
        "pilot_effect": PILOT_EFFECT,
        "ikm": {str(wave): round(float(rows["ikm"].mean()), 4) for wave, rows in survey.truth.groupby("wave")},
    }
    write_text(folder / "summary.json", json.dumps(summary, indent=1, sort_keys=True) + "\n")
    return summary
