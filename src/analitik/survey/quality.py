"""How far the answers can be trusted: too fast, one line, copied, in a rush, left out; each flag with its reason.

A flag is a question, not a verdict. Rules, sources and limits: docs/metode/mutu-jawaban.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import stats

from analitik.core.errors import UsageFault
from analitik.core.locale import decimal, percent, say
from analitik.reference.indices import IndexDefinition
from analitik.stats.intervals import wilson
from analitik.survey.design import Design
from analitik.survey.indices import index_scores

if TYPE_CHECKING:
    from analitik.survey.forms import Responses

FLAGS = ("cepat", "jam_mustahil", "satu_garis", "id_ganda", "jawaban_kembar", "beruntun", "banyak_kosong")
EXCLUDED = (
    "id_ganda",
    "jawaban_kembar",
    "cepat",
    "beruntun",
)  # what is left out where nothing else is said; one line alone never is
FAST = 0.4  # of the median duration
FEWEST = 20  # durations or submissions below which there is no usual pace
WINDOW = 10  # minutes
RARE = 1e-4  # chance of so many equal answers on one device
RUSH = 0.01  # chance of such a window anywhere in the survey
COMPLETE = 0.5  # of the questions asked


def quality_flags(responses: Responses) -> pd.DataFrame:
    """Everything about each respondent that deserves a second look.

    Returns
    -------
    DataFrame
        One row per respondent and flag: ``row`` (of the export), ``id``, ``flag`` (one of ``FLAGS``), ``reason``.
    """
    meta, answers = responses.meta, responses.answers
    closed = [
        question.name for question in responses.codebook.asked if question.kind != "text"
    ]  # free words are never twice the same
    found = [
        speeders(meta),
        straight_lines(answers, responses.codebook.matrices()),
        same_ids(meta),
        twins(answers[closed], meta),
        bursts(meta),
        gaps(responses.states),
    ]
    return _flags(meta, [pair for pairs in found for pair in pairs])


def speeders(meta: pd.DataFrame) -> list[tuple[int, str, str]]:
    """Who took less than ``FAST`` of the median time, and whose clock ran backwards; (place, flag, reason) of each."""
    seconds = meta["duration_seconds"].to_numpy(dtype=float)
    found = [
        (place, "jam_mustahil", say("Waktu selesai tidak sesudah waktu mulai.", "The end is not after the start."))
        for place in np.flatnonzero(seconds <= 0)
    ]
    usual = seconds[seconds > 0]
    if len(usual) < FEWEST:
        return found
    median = float(np.median(usual))
    for place in np.flatnonzero((seconds > 0) & (seconds < FAST * median)):
        took, typical, share = decimal(seconds[place], 0), decimal(median, 0), percent(FAST, 0)
        found.append((place, "cepat", say(f"Mengisi {took} detik, kurang dari {share} median ({typical} detik).",
                                          f"Took {took} seconds, less than {share} of the median ({typical} seconds).")))  # fmt: skip
    return found


def straight_lines(answers: pd.DataFrame, matrices: list[list[str]]) -> list[tuple[int, str, str]]:
    """Who gave one and the same answer to every question of a matrix, leaving none out.

    In a satisfaction survey this is often honest; the reason says how common the very line is.
    """
    found = []
    for names in matrices:
        first = answers[names[0]].astype(object)
        same = first.notna().to_numpy().copy()
        for name in names[1:]:
            same &= (answers[name].astype(object).fillna("") == first.fillna("-")).to_numpy(dtype=bool)
        lines = first[same].value_counts()
        for place in np.flatnonzero(same):
            value = first.iloc[place]
            share = percent(lines[value] / len(answers), 0)
            found.append((place, "satu_garis", say(f"{len(names)} pertanyaan ({names[0]}–{names[-1]}) semua dijawab {value}; {share} responden begitu.",
                                                   f"{len(names)} questions ({names[0]}–{names[-1]}) all answered {value}; so did {share} of respondents.")))  # fmt: skip
    return found


def same_ids(meta: pd.DataFrame) -> list[tuple[int, str, str]]:
    """Every later row of a number that stood before."""
    first = meta.drop_duplicates("id").set_index("id")["row"]
    later = np.flatnonzero(meta["id"].duplicated())
    return [
        (place, "id_ganda", say(f"Nomor {meta['id'].iloc[place]} sudah ada pada baris {first[meta['id'].iloc[place]]}.",
                                f"Number {meta['id'].iloc[place]} stands in row {first[meta['id'].iloc[place]]} already."))
        for place in later
    ]  # fmt: skip


def twins(answers: pd.DataFrame, meta: pd.DataFrame) -> list[tuple[int, str, str]]:
    """Later copies of the same answers from one device (else operator), where so many cannot be chance.

    The chance comes from elsewhere: how often the very answers are given on other devices. Common lines are therefore no copies.
    """
    source = _source(meta)
    if source is None:
        return []
    pattern = pd.util.hash_pandas_object(answers.astype(object).where(answers.notna(), "").astype(str), index=False).to_numpy()
    table = pd.DataFrame({"source": source, "pattern": pattern, "place": np.arange(len(answers))})[source.notna().to_numpy()]
    groups = table.groupby(["source", "pattern"], sort=False)["place"].agg(["size", "min"])
    groups = groups[groups["size"] > 1].reset_index()
    if not len(groups):
        return []
    taken, times = table["source"].value_counts(), table["pattern"].value_counts()
    elsewhere = len(table) - groups["source"].map(taken)
    rate = (groups["pattern"].map(times) - groups["size"] + 0.5) / (elsewhere + 1)
    chance = stats.poisson.sf(groups["size"] - 1, groups["source"].map(taken) * rate)
    suspect = groups[(chance < RARE) & (elsewhere >= FEWEST).to_numpy()].set_index(["source", "pattern"])["min"]
    keys = pd.MultiIndex.from_frame(table[["source", "pattern"]])
    first = pd.Series(suspect.reindex(keys).to_numpy(), index=table["place"])
    return [
        (place, "jawaban_kembar", say(f"Semua jawaban sama dengan baris {meta['row'].iloc[int(one)]} dari perangkat atau petugas yang sama.",
                                      f"All answers equal row {meta['row'].iloc[int(one)]} from the same device or operator."))
        for place, one in first.items() if one == one and place != one
    ]  # fmt: skip


def bursts(meta: pd.DataFrame) -> list[tuple[int, str, str]]:
    """Submissions that came from one device (else operator) faster than its usual pace can explain.

    The usual pace is the median gap between two submissions of one device on one day: the device's own on its other days where there are
    ``FEWEST`` gaps, everybody's where there are not, the quicker of the two. If gaps were exponential, ``WINDOW`` minutes after a submission
    would hold ``WINDOW * ln 2 / median`` more. A window with so many that their Poisson chance, times the number of windows, is below
    ``RUSH`` is a burst.
    """
    source, at = _source(meta), meta["submitted_at"].fillna(meta["ended_at"])
    if source is None:
        return []
    table = (
        pd.DataFrame({"source": source, "at": at, "place": np.arange(len(meta))})
        .dropna()
        .sort_values(["source", "at"], kind="stable")
    )
    table["day"] = table["at"].dt.floor("D")
    table["gap"] = table.groupby(["source", "day"], sort=False)["at"].diff().dt.total_seconds() / 60
    usual = table["gap"].dropna()
    if len(usual) < FEWEST:
        return []
    suspects = table.loc[_is_rush(table, _expected(usual.median()), len(table)), ["source", "day"]].drop_duplicates()
    found = []
    for source_name, rows in table[table["source"].isin(suspects["source"])].groupby("source", sort=False):
        for day in suspects.loc[suspects["source"] == source_name, "day"]:
            elsewhen = rows.loc[rows["day"] != day, "gap"].dropna()
            pace = min(elsewhen.median(), usual.median()) if len(elsewhen) >= FEWEST else usual.median()
            found += _rushes(rows[rows["day"] == day], _expected(pace), len(table))
    return found


def _expected(pace: float) -> float:
    """How many more a window holds after its first, at a median gap of ``pace`` minutes."""
    return WINDOW * np.log(2) / max(pace, 1 / 60)


def _window_sizes(table: pd.DataFrame) -> np.ndarray:
    """How many submissions of its device and day each one begins a window with, itself included; rows sorted by device and time."""
    minutes = table["at"].to_numpy().astype("datetime64[s]").astype(np.int64) / 60
    group = table.groupby(["source", "day"], sort=False).ngroup().to_numpy()
    line = (minutes - minutes.min()) + group * (np.ptp(minutes) + 2 * WINDOW)
    return np.searchsorted(line, line + WINDOW, side="right") - np.arange(len(line))


def _is_rush(table: pd.DataFrame, expected: float, n_windows: int) -> np.ndarray:
    n = _window_sizes(table)
    return (stats.poisson.sf(n - 2, expected) * n_windows < RUSH) & (n >= 4)


def _rushes(today: pd.DataFrame, expected: float, n_windows: int) -> list[tuple[int, str, str]]:
    """The submissions of one device on one day that lie in a window too full for ``expected`` more after its first."""
    n = _window_sizes(today)
    inside = np.zeros(len(n), dtype=int)
    for start in np.flatnonzero(_is_rush(today, expected, n_windows)):
        end = start + n[start]
        inside[start:end] = np.maximum(inside[start:end], n[start])
    usual = decimal(expected + 1, 1)
    return [
        (
            int(today["place"].iloc[at]),
            "beruntun",
            say(
                f"{inside[at]} kiriman dalam {WINDOW} menit dari satu perangkat atau petugas; biasanya sekitar {usual}.",
                f"{inside[at]} submissions within {WINDOW} minutes from one device or operator; usually about {usual}.",
            ),
        )
        for at in np.flatnonzero(inside)
    ]


def gaps(states: pd.DataFrame) -> list[tuple[int, str, str]]:
    """Who answered less than ``COMPLETE`` of what was asked."""
    table = completeness(states)
    low = np.flatnonzero((table["answered_share"] < COMPLETE).to_numpy())
    return [
        (place, "banyak_kosong", say(f"Menjawab {table['n_answered'].iloc[place]} dari {table['n_asked'].iloc[place]} pertanyaan yang ditanyakan.",
                                     f"Answered {table['n_answered'].iloc[place]} of {table['n_asked'].iloc[place]} questions asked."))
        for place in low
    ]  # fmt: skip


def completeness(states: pd.DataFrame) -> pd.DataFrame:
    """How much of what was asked each respondent answered.

    Returns
    -------
    DataFrame
        One row per respondent: ``n_asked``, ``n_answered``, ``n_refused``, ``n_blank``, ``n_unknown``, ``answered_share``.

    Examples
    --------
    >>> completeness(pd.DataFrame({"a": ["answered", "blank"], "b": ["not_asked", "refused"]})).values.tolist()
    [[1.0, 1.0, 0.0, 0.0, 0.0, 1.0], [2.0, 0.0, 1.0, 1.0, 0.0, 0.0]]
    """
    return _counted(states.astype(object).to_numpy(), axis=1)


def item_nonresponse(states: pd.DataFrame) -> pd.DataFrame:
    """How many of those asked left each question out.

    Returns
    -------
    DataFrame
        One row per question: ``question``, ``n_asked``, ``n_answered``, ``n_refused``, ``n_blank``, ``n_unknown``, ``nonresponse_share``
        with ``low`` and ``high`` (Wilson).

    Examples
    --------
    >>> item_nonresponse(pd.DataFrame({"a": ["answered", "blank", "not_asked"]}))[["n_asked", "nonresponse_share"]].values.tolist()
    [[2.0, 0.5]]
    """
    table = _counted(states.astype(object).to_numpy(), axis=0)
    missed = table["n_asked"] - table["n_answered"]
    ends = [wilson(k, n) for k, n in zip(missed, table["n_asked"], strict=True)]
    share = (missed / table["n_asked"]).where(table["n_asked"] > 0)
    table = table.drop(columns="answered_share").assign(
        nonresponse_share=share, low=[e[0] for e in ends], high=[e[1] for e in ends]
    )
    table.insert(0, "question", list(states.columns))
    return table


def with_and_without(
    answers: pd.DataFrame,
    flags: pd.DataFrame,
    definition: str | IndexDefinition = "skm",
    *,
    exclude: Collection[str] = EXCLUDED,
    design: Design | None = None,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The index with everybody, and without those who carry a flag of ``exclude``; the whole design is kept for both.

    Parameters
    ----------
    answers : DataFrame
        One row per respondent in the order of the export, with the columns the design names.
    flags : DataFrame
        As from :func:`quality_flags`.
    definition, design, columns
        As for ``index_scores``.
    exclude : collection of str
        The flags that leave a respondent out.

    Returns
    -------
    DataFrame
        Two rows, ``rule`` ``semua`` and ``tanpa …``: ``index``, ``se``, ``low``, ``high``, ``n``, ``n_excluded``, and ``difference`` from the
        first row.

    Raises
    ------
    UsageFault
        When a flag is not known, or the rule leaves nobody.
    """
    strange = sorted(set(exclude) - set(FLAGS))
    if strange:
        known = ", ".join(FLAGS)
        raise UsageFault(say(f"Tanda {', '.join(strange)} tidak dikenal; yang ada: {known}.", f"Flags {', '.join(strange)} are not known; there are: {known}."))  # fmt: skip
    out = np.isin(np.arange(1, len(answers) + 1), flags.loc[flags["flag"].isin(exclude), "row"])
    if out.all():
        raise UsageFault(say("Aturan ini tidak menyisakan satu responden pun.", "This rule leaves not one respondent."))
    asked = {"design": design, "columns": columns}
    everyone = index_scores(answers, definition, **asked)
    kept = index_scores(answers.assign(_kept=~out), definition, by="_kept", **asked)
    both = pd.concat([everyone, kept[kept["domain"].astype(bool)]], ignore_index=True)[["index", "se", "low", "high", "n"]]
    both.insert(0, "rule", ["semua", "tanpa " + ", ".join(flag for flag in FLAGS if flag in exclude)])
    return both.assign(n_excluded=[0, int(out.sum())], difference=both["index"] - both["index"].iloc[0])


def _counted(states: np.ndarray, axis: int) -> pd.DataFrame:
    counts = {name: (states == name).sum(axis=axis) for name in ("answered", "refused", "blank", "unknown")}
    asked = (states != "not_asked").sum(axis=axis)
    table = pd.DataFrame({"n_asked": asked, **{f"n_{name}": count for name, count in counts.items()}})
    return table.assign(answered_share=(table["n_answered"] / table["n_asked"]).where(table["n_asked"] > 0, 1.0))


def _source(meta: pd.DataFrame) -> pd.Series | None:
    """What the answers came from: the device where it is known, else the operator."""
    source = meta["device"].astype(object).where(meta["device"].notna(), meta["operator"].astype(object))
    return source if source.notna().any() else None


def _flags(meta: pd.DataFrame, found: list[tuple[int, str, str]]) -> pd.DataFrame:
    places = [place for place, _, _ in found]
    table = pd.DataFrame(
        {
            "row": meta["row"].to_numpy()[places] if places else np.array([], dtype=np.int64),
            "id": pd.array(meta["id"].to_numpy()[places] if places else [], dtype="str"),
            "flag": pd.array([flag for _, flag, _ in found], dtype="str"),
            "reason": pd.array([reason for _, _, reason in found], dtype="str"),
        }
    )
    return table.sort_values("row", kind="stable", ignore_index=True)
