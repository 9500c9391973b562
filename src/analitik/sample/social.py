"""What is posted about the made-up country: official channels, outlets and private persons, as two platforms export it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from analitik.sample.chance import Chance, pick, roll
from analitik.sample.country import NOWHERE, Country
from analitik.sample.formats import csv_bytes
from analitik.sample.library import shelf
from analitik.schema import SAMPLE_ID_PREFIX

SHARE = 0.03  # posts per publication
META = ("Post ID", "Platform", "Account name", "Account type", "Description", "Publish time", "Permalink", "Views", "Reach", "Likes",
        "Comments", "Shares")  # fmt: skip
X = ("Post id", "Date", "Post text", "Post Link", "Account", "Account type", "Impressions", "Likes", "Replies", "Reposts")
COUNTS = {"views": 4000, "likes": 180, "comments": 14, "shares": 9}


def posts(stories: pd.DataFrame, publications: pd.DataFrame, country: Country, seed: int) -> pd.DataFrame:
    """The posts of the period, each about one story of a unit, some hours after its first publication.

    Returns
    -------
    DataFrame
        One row per post, by time: ``id``, ``story``, ``platform``, ``account``, ``account_type`` (resmi, media, pribadi), ``text``,
        ``at`` (Jakarta wall clock), ``url``, ``views``, ``likes``, ``comments``, ``shares``, ``file``, ``has_personal_data``.
    """
    firsts = publications[publications["is_first"]]
    firsts = firsts[stories["unit"].to_numpy()[firsts["story"]] != NOWHERE].reset_index(drop=True)
    chance, n = Chance(seed, "social"), round(len(publications) * SHARE)
    chosen = firsts.iloc[np.sort(chance.order(len(firsts))[:n])].reset_index(drop=True)
    n = len(chosen)
    delay = pd.to_timedelta((5 + chance.uniform(n) * 600).astype(int), unit="m")
    late = (chosen["at"] + delay).dt.to_period("M") > chosen["at"].max().to_period("M")
    at = (chosen["at"] + delay).where(~late, chosen["at"])
    platform = np.array(["facebook", "instagram", "x"])[chance.index(np.array([35, 30, 35]), n)]
    kind = _kinds(chance, chosen["truth"].to_numpy(), n)
    made = pd.DataFrame({"story": chosen["story"], "platform": platform, "account_type": kind, "at": at, "title": chosen["title"]})
    made["outlet"], made["unit"] = chosen["outlet"], stories["unit"].to_numpy()[chosen["story"]]
    for name, typical in COUNTS.items():
        drawn = np.round(typical * np.exp(chance.normal(n))).astype(np.int64)
        made[name] = np.where(drawn % 3 == 0, drawn, drawn // 100 * 100) if typical > 1000 else drawn
    made = made.sort_values(["at", "story"], kind="stable", ignore_index=True)
    made["id"] = [f"{SAMPLE_ID_PREFIX}M{number:05d}" for number in range(1, n + 1)]
    return made.pipe(_write, country, seed)


def _kinds(chance: Chance, sentiment: np.ndarray, n: int) -> np.ndarray:
    """Who posts: official channels the good news, outlets and private persons all of it."""
    drawn = chance.uniform(n)
    return np.where((sentiment == "positif") & (drawn < 0.7), "resmi", np.where(drawn < 0.85, "media", "pribadi"))


def _write(made: pd.DataFrame, country: Country, seed: int) -> pd.DataFrame:
    short = country.register["aliases"].str.split("|").str[0].to_numpy()
    tokens, rows = shelf("meja")["data_pribadi"], []
    for number, row in enumerate(made.itertuples(index=False)):
        dice = seed * 100_000 + number
        handle = f"warga_rekaan{int(roll(dice, 'warga') * 10_000):04d}"
        account = {"resmi": f"Humas {short[row.unit]}", "media": row.outlet, "pribadi": f"@{handle}"}[row.account_type]
        marked = row.account_type == "pribadi" and roll(dice, "pribadi") < 0.5
        tail = f" {pick(tokens, dice, 'token')}" if marked else ""
        mention = f" @teman_{handle}" if row.account_type == "pribadi" else ""
        name = account.lower().replace(" ", "").lstrip("@")
        form = {"facebook": "https://www.facebook.com/{}/posts/{}", "instagram": "https://www.instagram.com/{}/p/{}/", "x": "https://x.com/{}/status/{}"}
        rows.append((account, f"{row.title}.{tail}{mention} #pemasyarakatan", form[row.platform].format(name, 1_580_000_000 + number), marked))
    words = pd.DataFrame(rows, columns=["account", "text", "url", "has_personal_data"])
    channel = np.where(made["platform"] == "x", "sosial-x_", "sosial-meta_")
    return pd.concat([made, words], axis=1).assign(file=channel + made["at"].dt.strftime("%Y-%m") + ".csv")


def post_files(made: pd.DataFrame) -> Iterator[tuple[str, bytes]]:
    """The exports of every month: Meta's with the month first, X's in UTC; counts as the platforms shorten them."""
    for file, frame in made.groupby("file", sort=True):
        headers, row_of = (X, _x_row) if file.startswith("sosial-x") else (META, _meta_row)
        rows = [dict(zip(headers, row_of(row), strict=True)) for row in frame.itertuples(index=False)]
        yield file, csv_bytes(rows, headers, headers, separator=",", bom=False)


def _meta_row(row) -> tuple:
    views, likes, comments, shares = (_as_printed(getattr(row, name), row.id, name) for name in COUNTS)
    when, platform = f"{row.at:%m/%d/%Y %H:%M}", row.platform.capitalize()
    return row.id, platform, row.account, row.account_type, row.text, when, row.url, views, None, likes, comments, shares


def _x_row(row) -> tuple:
    when = f"{row.at - pd.Timedelta(hours=7):%Y-%m-%d %H:%M:%S}"
    return row.id, when, row.text, row.url, row.account, row.account_type, row.views, row.likes, row.comments, row.shares


def _as_printed(value: int, key: str, name: str) -> str:
    """A count as it stands in an export; shortened only where nothing is lost by it."""
    dice = int(key[-5:])
    if value >= 1000 and value % 100 == 0:
        return f"{value / 1000:g}K" if roll(dice, name) < 0.5 else f"{value / 1000:g}".replace(".", ",") + " rb"
    return f"{value:,}".replace(",", ".") if roll(dice, name) < 0.5 else str(value)


def posts_truth(made: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    """One row per post: whose, when, about which story, issue, sentiment and unit; ``account`` as delivered."""
    story = told.iloc[made["story"].to_numpy()].reset_index(drop=True)
    about = story[["story", "issue", "sentiment", "unit", "kanwil"]]
    days = made["at"].dt.strftime("%Y-%m-%d").rename("published_date")
    plain = made[["platform", "account", "account_type", *COUNTS, "file"]]
    return pd.concat([made["id"], days, about, plain, made["has_personal_data"].astype(int)], axis=1)
