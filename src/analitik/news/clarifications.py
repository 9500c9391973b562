"""Denials and explanations: which negative story each one answers, and how long the public waited for the first official word."""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import pandas as pd

from analitik.news.claims import LEAD, claim_words, place_words
from analitik.news.measure import MEASURE, about_us, share_row, stories_with_words
from analitik.news.voice import OFFICIAL_HOSTS, is_official, quoting

ANSWER_DAYS = 14
_DENIES = r"bantah\w*|membantah\w*|dibantah|tepis|menepis|ditepis|sanggah|menyanggah|disanggah|luruskan|meluruskan|diluruskan|hoaks|hoax|(?:tidak|tak) (?:benar|terbukti)"
_NO_ANSWER = re.compile(
    r"\b(?:minta|meminta|diminta\w*|dimintai|desak\w*|tuntut\w*|tunggu|menunggu|belum (?:ada|beri\w*|memberi\w*)) (?:\w+ ){0,2}(?:klarifikasi|penjelasan)\b"
    r"|\b(?:belajar|berlatih|latih\w*|pelatihan|cara|teknik) (?:\w+ )?klarifikasi\b|\bbukan (?:hanya|sekadar|sekedar|cuma|lagi|main|sembarang)\b"
    r"|\b(?:(?:me\w{0,3})?(?:lawan|tangkal|nangkal|cegah|ncegah|perangi|merangi|berantas|antisipasi)|anti|literasi|bahaya|hadapi) (?:\w+ )?(?:hoaks|hoax)\b"
)
_BAD = (
    r"(?:yang )?(?:kabur|lari|melarikan|pemukulan|kekerasan|penyiksaan|penganiayaan|pungli|pungutan|setoran|kerusuhan|rusuh|ricuh|kericuhan|bentrok\w*|"
    r"kebakaran|korban|narkoba|sabu|pembiaran|unsur|sel mewah|kamar mewah|fasilitas mewah|perlakuan (?:khusus|istimewa)|keterlibatan|pelecehan|perundungan|keracunan)"
)
_IN_TITLE = re.compile(
    rf"\b(?:{_DENIES}|klarifikasi|bukan|(?:tidak|tak) ada {_BAD}|(?:tidak|tak) tercatat|ternyata (?:palsu|hoaks)|pastikan (?:tidak|tak|bukan)|"
    r"(?:tegaskan|nyatakan|sebut) (?:tidak|tak|bukan)|buka suara|angkat bicara|beri(?:kan)? penjelasan|(?:video|rekaman|foto)(?: \w+)? (?:lama|lawas))\b"
)
_IN_LEAD = re.compile(rf"\b(?:{_DENIES}|klarifikasi)\b")
_WE_SAY = re.compile(
    r"\b(?:lapas|rutan|lpka|bapas|rupbasan|kalapas|karutan|kakanwil|kanwil|ditjen ?pas|dirjen ?pas|humas|kepala)\b[^.!?]{0,60}?"
    r"\b(?:bantah|membantah|tepis|menepis|sanggah|menyanggah|luruskan|meluruskan|klarifikasi|pastikan|tegaskan|nyatakan|menjelaskan|jelaskan|tunjukkan|menyatakan|menegaskan|beberkan|buka suara|angkat bicara|beri penjelasan)\b"
)


def clarifies(title: str, lead: str = "") -> bool:
    """Whether a folded headline, or the opening beneath it, denies or explains what was said before.

    >>> clarifies("lapas arunika tepis kabar napi lari"), clarifies("ombudsman minta klarifikasi kalapas"), clarifies("napi kabur")
    (True, False, False)
    """
    title, lead = _NO_ANSWER.sub(" ", title), _NO_ANSWER.sub(" ", lead)
    return _IN_TITLE.search(title) is not None or _IN_LEAD.search(lead) is not None


def clarifying_stories(publications: pd.DataFrame, hosts: Iterable[str] = OFFICIAL_HOSTS) -> pd.DataFrame:
    """The stories that deny or explain.

    Returns
    -------
    DataFrame
        One row per story, by time, as of ``measure.stories_with_words`` and ``is_official`` (an official or the unit itself speaks,
        or it stands on our own pages).
    """
    ours = about_us(publications)
    stories = stories_with_words(ours)
    leads = [words[len(title) + 3 : len(title) + 3 + LEAD] for words, title in zip(stories["words"], stories["clean_title"], strict=True)]
    heads = [words[: len(title)] for words, title in zip(stories["words"], stories["clean_title"], strict=True)]
    found = np.array([clarifies(head, lead) for head, lead in zip(heads, leads, strict=True)], bool)
    stories = stories[found].reset_index(drop=True)
    copies = ours[ours["is_read"] & ours["story_id"].isin(stories["story_id"])]
    heard = (quoting(copies) != "") | is_official(copies, hosts) | copies["words"].str.slice(0, 400).map(lambda words: _WE_SAY.search(words) is not None)
    return stories.assign(is_official=stories["story_id"].map(heard.groupby(copies["story_id"]).any()).fillna(False).astype(bool))


def link_clarifications(claims: pd.DataFrame, answers: pd.DataFrame, publications: pd.DataFrame, days: int = ANSWER_DAYS) -> pd.DataFrame:
    """Link each clarifying story to the negative story it answers.

    The same unit, no later than ``days`` after it began; of the same issue with a shared claim word, or of another issue with two;
    among several the one with most shared words, then the latest. Where no unit is named, three words and the issue must be shared.

    Parameters
    ----------
    claims : DataFrame
        From :func:`analitik.news.claims.negative_claims`.
    answers : DataFrame
        From :func:`clarifying_stories`.
    publications : DataFrame
        The publications both were made from; the names of units are learnt from them.

    Returns
    -------
    DataFrame
        One row per link: ``answer_id``, ``story_id`` (the negative one), ``claim_id``, ``hours``, ``is_official``, ``shared`` (words),
        ``answered_at``, ``answer_title``, ``title``, ``has_time`` (both clocks known).
    """
    places, by_unit = place_words(publications), {}
    for row in claims.itertuples(index=False):
        kode = _unit(row)
        by_unit.setdefault(kode, []).append((row, claim_words(row.words[: len(row.clean_title) + LEAD], places.get(kode, frozenset()))))
    rows = [link for answer in answers.itertuples(index=False) if (link := _best(answer, by_unit.get(_unit(answer), []), places, days)) is not None]
    names = ["answer_id", "story_id", "claim_id", "hours", "is_official", "shared", "answered_at", "answer_title", "title", "has_time"]
    return pd.DataFrame(rows, columns=names)


def _unit(row) -> str:
    return row.unit_code if isinstance(row.unit_code, str) else ""


def _best(answer, told: list[tuple], places: dict[str, frozenset[str]], days: int) -> tuple | None:
    """The negative story an answer fits best, if any."""
    kode = _unit(answer)
    said = claim_words(answer.words[: len(answer.clean_title) + LEAD], places.get(kode, frozenset()))
    best, found, words = None, (0, pd.Timestamp.min), frozenset()
    for row, claim in told:
        lag, clocks = answer.started_at - row.started_at, row.has_time and answer.has_time
        earliest = pd.Timedelta(0) if clocks else pd.Timedelta(hours=-24)  # a day without its hour may look earlier than it was
        if row.story_id == answer.story_id or not (earliest < lag <= pd.Timedelta(days=days) or lag == earliest):
            continue
        shared = said & claim
        needed = (3 if row.issue == answer.issue else 99) if not kode else (1 if row.issue == answer.issue else 2)
        if len(shared) >= needed and (len(shared), row.started_at) > found:
            best, found, words = row, (len(shared), row.started_at), shared
    if best is None:
        return None
    hours = max((answer.started_at - best.started_at) / pd.Timedelta(hours=1), 0.0)
    head = (answer.story_id, best.story_id, best.claim_id, hours, answer.is_official, " ".join(sorted(words)))
    return *head, answer.started_at, answer.title, best.title, bool(best.has_time and answer.has_time)


def response_times(claims: pd.DataFrame, links: pd.DataFrame, until: pd.Timestamp) -> pd.DataFrame:
    """How long each negative claim waited for its first official clarification; what is still unanswered is censored at ``until``.

    Returns
    -------
    DataFrame
        One row per claim, by time: ``claim_id``, ``issue``, ``unit_code``, ``kanwil``, ``started_at``, ``answered_at``, ``hours``,
        ``observed`` (False: censored), ``clock_known`` (both clock times known), ``n`` stories. Made for a Kaplan-Meier estimate.
    """
    starts = claims.sort_values(["started_at", "story_id"]).groupby("claim_id", sort=False).agg(
        issue=("issue", "first"), unit_code=("unit_code", "first"), kanwil=("kanwil", "first"), started_at=("started_at", "first"),
        start_known=("has_time", "first"), n=("story_id", "size"),
    )  # fmt: skip
    official = links[links["is_official"].astype(bool)].sort_values(["answered_at", "answer_id"]).drop_duplicates("claim_id").set_index("claim_id")
    answered = pd.to_datetime(official["answered_at"]).reindex(starts.index)
    hours = ((answered.fillna(until) - starts["started_at"]) / pd.Timedelta(hours=1)).clip(lower=0)
    observed = answered.notna()
    clock = starts["start_known"].astype(bool) & (official["has_time"].reindex(starts.index, fill_value=True).astype(bool) | ~observed)
    table = starts.drop(columns="start_known").assign(answered_at=answered, hours=hours, observed=observed, clock_known=clock)
    return table.reset_index().sort_values(["started_at", "claim_id"], ignore_index=True)


def answered_share(times: pd.DataFrame, within_hours: float | None = None) -> pd.DataFrame:
    """How many claims were officially answered (within some hours): one row with ``k``, ``n``, ``share``, ``low``, ``high``, ``state``.

    A plain share: claims too young to have been answered count as unanswered. The estimate that knows better is Kaplan-Meier's.
    """
    hit = times["observed"] & (times["hours"] <= within_hours if within_hours is not None else True)
    return pd.DataFrame([share_row(int(hit.sum()), len(times))], columns=MEASURE)
