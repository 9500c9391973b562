"""Whose voice is heard: units among the coverage, others beside us, our own officials, and our releases in other people's pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
import yaml

from analitik.news.measure import MEASURE, about_us, median_row, share_row, shares
from analitik.text.minhash import agreement, band_keys, shingled, signatures
from analitik.text.tokens import word_hashes

OFFICIAL_HOSTS = ("ditjenpas.go.id", "kemenkumham.go.id", "kemenimipas.go.id")
PICKUP_DAYS = 7
SAME = 0.5
FEW_RELEASES = 10
_UNIT = r"(?:lapas|rutan|lpka|lpp|bapas|rupbasan|lembaga pe\w*syarakatan|rumah tahanan|balai pe\w*syarakatan|lembaga pembinaan)"
_OFFICIAL = re.compile(
    r"(?=[dhjkpst])"  # the first letters of all that follows, so that most places are passed by at once
    r"(?<!mantan )(?<!eks )(?<!bekas )\b(?:kalapas|karutan|kabapas|karupbasan|kakanwil|kadivpas|kadiv ?(?:pas|yankum)\w*|dirjen ?pas\w*|ditjen ?pas"
    r"|(?:dirjen|direktur jenderal|sesditjen|direktur \w+ \w+|kasubdit \w+|ditjen) pe\w*syarakatan|ka\.? ?k?plp|kplp|ka\.? ?kpr|kasi(?:e|)? ?(?:binadik|kamtib|adm)\w*"
    rf"|(?:kepala|ka\.?|plt\.? kepala|plh\.? kepala|pimpinan|pihak|petugas humas|jajaran|pejabat) (?:humas )?(?:{_UNIT}|kanwil|kantor wilayah|unit itu)"
    r"|kepala (?:divisi|bagian|bidang|seksi|subseksi|kesatuan|pengamanan|keamanan)|kepala kpr|kabag \w+|kabid \w+|kadivisi \w+"
    rf"|(?:pejabat|koordinator|kabag|kasubag|kasi|staf|tim|kepala|juru bicara) humas|humas (?:{_UNIT}|ditjen\w*|kanwil|kemenkumham|kemenimipas|unit)|juru bicara (?:{_UNIT}|ditjen\w*|kanwil))\b"
)
_SAYS = r"(?:kata|ujar|tutur|jelas|ucap|ungkap|tegas|imbuh|terang|papar|beber|tandas|sebut|pungkas|tambah)"
_BEFORE = re.compile(rf"(?:\b{_SAYS}|\bmenurut|\bdemikian (?:disampaikan|dikatakan))\W+(?:(?!soal|tentang|terkait|kepada|dari|bahwa|pengamat|warga|kapol)\w+\W+){{0,2}}$")
_AFTER = re.compile(
    r"\b(?:mengatakan|menyatakan|menjelaskan|menegaskan|menyampaikan|menuturkan|mengungkap(?:kan)?|membenarkan|membantah|memaparkan|menerangkan|menambahkan|"
    r"menyebut(?:kan)?|mengaku(?:i)?|mengklaim|mengimbau|mengucapkan|menepis|meluruskan|berdalih|menilai|memastikan|berharap|mengapresiasi|menanggapi|menyanggah|meminta|"
    r"(?<!, )(?:bantah|tepis|akui|sebut|klaim|pastikan|tegaskan|jelaskan|ungkap(?:kan)?|benarkan|luruskan|sanggah|nyatakan|beberkan|buka suara|angkat bicara|beri penjelasan)|"
    r"(?:kata|ujar|tutur|jelas|ucap|ungkap|tegas|imbuh|terang|papar|beber|tandas|pungkas)nya)\b"
)
_SILENT = re.compile(r"\b(?:belum|enggan|menolak|bungkam|tidak mau|tak mau|tidak bersedia|tidak menjawab|diminta|didesak|dituntut|dinilai)\b")
_COLON = re.compile(r"[^.:;!?\n]{0,50}:\s*\S")
_OTHERS = re.compile(r"\b(?:kapol\w+|kasat\w*|bupati|gubernur|wali ?kota|pengamat|keluarga|warga|jaksa|hakim|anggota dpr\w*|ombudsman|ketua|pengacara|kuasa hukum)\b")
_HIS_WORDS = re.compile(r"\b(?:kata|ujar|tutur|jelas|ucap|ungkap|tegas|imbuh|terang|papar|beber|tandas|pungkas|tambah)nya\b")
_STOP = re.compile(r"[!?;\n]|\.(?=\s|$)")
REACH, ECHO = 110, 300


def official_voice(words: str, title_length: int = 0) -> str:
    """The passage in which an official of the institution speaks, empty where none does.

    Parameters
    ----------
    words : str
        Folded text, headline first.
    title_length : int
        Length of the headline, in which a colon after an office is a quotation.

    Examples
    --------
    >>> official_voice("napi kabur . kami masih mencari, kata kalapas arunika, senin.")
    'kata kalapas'
    >>> official_voice("kalapas arunika belum memberi keterangan, kata kapolres.")
    ''
    """
    for found in _OFFICIAL.finditer(words):
        start, end = found.span()
        before = _BEFORE.search(words, max(0, start - 60), start)
        if before:
            return words[before.start() : end]
        if end <= title_length and _COLON.match(words, end, title_length):
            return words[start : end + 1]
        stop = _STOP.search(words, end)
        limit = min(stop.start() if stop else len(words), end + REACH)
        after = _AFTER.search(words, end, limit)
        if after and not _SILENT.search(words, end, after.start()) and not _OTHERS.search(words, end, after.start()):
            return words[start : after.end()]
        echo = _HIS_WORDS.search(words, end, min(len(words), end + ECHO))
        if echo and not _SILENT.search(words, end, echo.start()) and not _OTHERS.search(words, end, echo.start()):
            return words[start:end] + " … " + echo[0]
    return ""



def quoting(publications: pd.DataFrame) -> pd.Series:
    """The passage in which an official speaks, for each publication; empty where none does."""
    titles = publications["clean_title"].str.len().fillna(0).astype(int)
    seen: dict[str, str] = {}
    for words, length in zip(publications["words"], titles, strict=True):
        if words not in seen:
            seen[words] = official_voice(words, length)
    return publications["words"].map(seen).astype(object)


def spokesperson_share(publications: pd.DataFrame) -> pd.DataFrame:
    """How many stories let an official of the institution speak.

    Returns
    -------
    DataFrame
        One row per ``among`` (semua, negatif): ``k`` stories with an official's words in a publication that was read, ``n`` stories, ``share``,
        ``low``, ``high``, ``state``.
    """
    ours = about_us(publications).query("is_read")
    heard = (quoting(ours) != "").groupby(ours["story_id"]).any()
    bad = (ours.loc[ours["is_first"]].set_index("story_id")["sentiment"] == "negatif").reindex(heard.index, fill_value=False)
    return shares(["among"], [("semua", heard.sum(), len(heard)), ("negatif", (heard & bad).sum(), bad.sum())])


def share_of_voice(publications: pd.DataFrame, by: str = "kanwil") -> pd.DataFrame:
    """How the stories about the institution spread over units or regional offices.

    Returns
    -------
    DataFrame
        One row per value of ``by`` (``unit_code`` or ``kanwil``; "" where the text names none), largest first: ``k`` stories,
        ``n`` stories in all, ``share``, ``low``, ``high``, ``state``, ``n_publications``. No ranking of units is meant by the order.
    """
    ours = about_us(publications)
    group = ours[by].astype(object).where(ours[by].notna(), "")
    first = ours["is_first"]
    stories, copies = group[first].value_counts().sort_index(), group.value_counts()
    table = shares([by], [(name, k, first.sum()) for name, k in stories.sort_values(ascending=False, kind="stable").items()])
    return table.assign(n_publications=table[by].map(copies).astype("int64"))


@cache
def actor_words() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """The actors, and one pattern whose groups, in the same order, are the words each is named by."""
    words = yaml.safe_load(files("analitik.news").joinpath("actors.yml").read_text(encoding="utf-8"))
    return tuple(words), re.compile(r"\b(?:" + "|".join(f"({'|'.join(several)})" for several in words.values()) + r")\b")


def actors_beside_us(publications: pd.DataFrame) -> pd.DataFrame:
    """Who else is named in stories about the institution, as far as the texts say.

    Returns
    -------
    DataFrame
        One row per actor, most named first: ``actor``, ``k`` stories that name it, ``n`` stories, ``share``, ``low``, ``high``,
        ``state``, ``k_negative`` (negative ones among them).
    """
    firsts = about_us(publications).query("is_first")
    bad = (firsts["sentiment"] == "negatif").to_numpy()
    actors, pattern = actor_words()
    named = np.zeros((len(firsts), len(actors)), bool)
    for row, words in enumerate(firsts["words"]):
        for found in pattern.finditer(words):
            named[row, found.lastindex - 1] = True
    rows = [(actor, int((named[:, k] & bad).sum()), int(named[:, k].sum()), len(firsts)) for k, actor in enumerate(actors)]
    return shares(["actor", "k_negative"], rows).sort_values(["k", "actor"], ascending=[False, True], ignore_index=True)


def is_official(publications: pd.DataFrame, hosts: Iterable[str] = OFFICIAL_HOSTS) -> pd.Series:
    """Whether a publication stands on the institution's own pages: by the host of its address, or its outlet's name."""
    ours = tuple(host.casefold().removeprefix("www.") for host in hosts)

    def on_our_pages(text: object) -> bool:
        name = text.casefold().strip() if isinstance(text, str) else ""
        if name.isprintable() and not any(one in name for one in ours):  # the usual case, without taking the address apart
            return False
        try:
            host = ((urlsplit(name).hostname or "") if "://" in name else name).removeprefix("www.")
        except ValueError:
            host = ""
        return any(host == one or host.endswith("." + one) for one in ours)

    return publications["url"].map(on_our_pages).astype(bool) | publications["outlet"].map(on_our_pages).astype(bool)


def official_releases(publications: pd.DataFrame, hosts: Iterable[str] = OFFICIAL_HOSTS) -> pd.DataFrame:
    """The releases that can be seen in the monitoring itself: each story's first publication on our own pages.

    The publications must have been read with ``also=is_official(articles, hosts)``.

    Returns
    -------
    DataFrame
        One row per release: ``release_id``, ``released_at``, ``title``, ``words``, ``unit_code``, ``kanwil``.
    """
    ours = publications[is_official(publications, hosts) & publications["is_read"]].sort_values(["published_at", "id"]).drop_duplicates("story_id")
    named = ours.rename(columns={"id": "release_id", "published_at": "released_at"})
    return named[["release_id", "released_at", "title", "words", "unit_code", "kanwil"]].reset_index(drop=True)


def release_pickup(
    releases: pd.DataFrame, publications: pd.DataFrame, *, days: int = PICKUP_DAYS, hosts: Iterable[str] = OFFICIAL_HOSTS
) -> pd.DataFrame:
    """What became of each release: stories of others with nearly the same text within some days.

    Parameters
    ----------
    releases : DataFrame
        ``release_id``, ``released_at`` (UTC), ``words`` (folded text) and what else is to be kept: from :func:`official_releases`
        or the office's own table.

    Returns
    -------
    DataFrame
        One row per release, its columns without ``words``, and ``n_outlets``, ``n_publications``, ``n_stories`` (all publications of the
        stories whose text agrees, within the days), ``hours_to_first`` (NaN where none, or no clock time is known), ``is_picked_up``.
    """
    others = publications[~is_official(publications, hosts)].reset_index(drop=True)
    pairs = _copies(releases.reset_index(drop=True), others, days)
    found = pairs.groupby("release").agg(
        n_outlets=("outlet", "nunique"), n_publications=("outlet", "size"), n_stories=("story_id", "nunique"), hours_to_first=("hours", "min")
    )
    kept = releases.reset_index(drop=True).drop(columns="words").join(found)
    counts = ["n_outlets", "n_publications", "n_stories"]
    kept[counts] = kept[counts].fillna(0).astype("int64")
    return kept.assign(is_picked_up=kept["n_publications"] > 0)


def _copies(releases: pd.DataFrame, others: pd.DataFrame, days: int) -> pd.DataFrame:
    """Pairs of a release and a later publication whose texts agree."""
    empty = pd.DataFrame({"release": [], "outlet": [], "story_id": [], "hours": []}).astype({"release": "int64", "hours": "float64"})
    if releases.empty or others.empty:
        return empty
    read = others[others["is_read"]].reset_index(drop=True)
    n = len(releases)
    signature = signatures(shingled(word_hashes([*releases["words"], *read["words"]])))
    keys = band_keys(signature)
    bands = [
        pd.DataFrame({"key": keys[:n, band], "release": np.arange(n)}).merge(pd.DataFrame({"key": keys[n:, band], "other": np.arange(len(read))}), on="key")
        for band in range(keys.shape[1])
    ]
    pairs = pd.concat(bands)[["release", "other"]].drop_duplicates().sort_values(["release", "other"])
    left, right = pairs["release"].to_numpy(), pairs["other"].to_numpy()
    keep = agreement(signature, left, n + right) >= SAME
    alike = pd.DataFrame({"release": left[keep], "story_id": read["story_id"].to_numpy()[right[keep]]}).drop_duplicates()
    told = alike.merge(others[["story_id", "outlet", "published_at", "has_time"]], on="story_id")
    lag = (told["published_at"] - releases["released_at"].to_numpy()[told["release"]]) / pd.Timedelta(hours=1)
    after = (lag <= 24 * days) & ((lag >= 0) | (~told["has_time"] & (lag > -24)))  # a day without its hour may look earlier than it was
    told = told.assign(outlet=told["outlet"].fillna(""), hours=lag.where(told["has_time"]))[after]
    return told[["release", "outlet", "story_id", "hours"]]


def pickup_share(pickup: pd.DataFrame) -> pd.DataFrame:
    """How many releases were picked up, and by how many outlets the middle one.

    Returns
    -------
    DataFrame
        One row: ``k`` releases picked up, ``n`` releases, ``share``, ``low``, ``high``, ``state``, and ``median``, ``median_low``,
        ``median_high`` outlets per release (all releases; NaN for fewer than ten).
    """
    row = {**share_row(int(pickup["is_picked_up"].sum()), len(pickup)), **median_row(pickup["n_outlets"].to_numpy(), FEW_RELEASES)}
    return pd.DataFrame([row], columns=[*MEASURE, "median", "median_low", "median_high"])
