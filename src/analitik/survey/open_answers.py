"""What people write in their own words: themes, the words beside them, and how those who mention a theme judge the service.

Nothing about fewer than ten people is shown, and no number or address that names one. Limits: docs/metode/saran.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import numpy as np
import pandas as pd
import yaml

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.core.personal import mask_personal
from analitik.reference.indices import IndexDefinition
from analitik.stats.intervals import wilson
from analitik.survey.design import Design
from analitik.survey.disclosure import MASKED
from analitik.survey.indices import index_scores
from analitik.text.normalise import each_distinct, fold

FLOOR = 10
OTHER = "lainnya"
_WORD = re.compile(r"[^\W\d_]{3,}")
_MASKS = re.compile(r"\[(?:telepon|surel|NIK|nomor)\]")
_LIFT = 2.0
_EMPTY_REMARKS = {"", "-", "–", ".", "tidak ada", "tdk ada", "nihil", "tidak", "n/a", "na", "nan", "none", "no"}
_FUNCTION_WORDS = frozenset(
    [
        "yang",
        "dan",
        "dari",
        "untuk",
        "dengan",
        "ini",
        "itu",
        "ada",
        "agar",
        "supaya",
        "lebih",
        "sudah",
        "belum",
        "tidak",
        "jangan",
        "pada",
        "oleh",
        "saya",
        "kami",
        "kita",
        "mereka",
        "karena",
        "juga",
        "masih",
        "sangat",
        "sekali",
        "lagi",
        "bisa",
        "dapat",
        "harus",
        "akan",
        "atau",
        "saat",
        "dalam",
        "tolong",
        "mohon",
        "harap",
        "sebaiknya",
        "terlalu",
        "semua",
        "para",
        "bagi",
        "tapi",
        "tetapi",
        "namun",
        "saja",
        "kalau",
        "jika",
        "the",
        "and",
        "for",
        "with",
        "that",
        "this",
        "not",
        "very",
        "more",
        "please",
    ]
)


@cache
def themes() -> dict[str, tuple[str, re.Pattern[str]]]:
    """Theme -> its Indonesian name and the pattern of its words."""
    told = yaml.safe_load(files("analitik.survey").joinpath("themes.yml").read_text(encoding="utf-8"))
    return {key: (each["nama"], re.compile(r"\b(?:" + "|".join(each["kata"]) + r")\b")) for key, each in told.items()}


def mask_texts(texts: pd.Series) -> pd.Series:
    """Each text with identity numbers, telephone numbers and addresses taken out of sight; a remark that says nothing is empty.

    >>> mask_texts(pd.Series(["Hubungi 0812-0000-0001", "-", None])).tolist()
    ['Hubungi [telepon]', '', '']
    """
    return each_distinct(texts, lambda text: "" if fold(text) in _EMPTY_REMARKS else mask_personal(str(text)))


def find_themes(texts: pd.Series) -> pd.DataFrame:
    """Which themes each text mentions.

    Returns
    -------
    DataFrame
        One row per text, one column of booleans per theme, and ``lainnya`` for texts with words but no theme.

    Examples
    --------
    >>> found = find_themes(pd.Series(["Petugas ramah, tetapi antre lama", "Mantap", ""]))
    >>> [found.columns[row].tolist() for row in found.to_numpy()]
    [['waktu', 'perilaku'], ['lainnya'], []]
    """
    folded = each_distinct(mask_texts(texts), fold)
    codes, distinct = pd.factorize(folded)
    hits = {
        key: np.array([pattern.search(text) is not None for text in distinct], dtype=bool) for key, (_, pattern) in themes().items()
    }
    found = pd.DataFrame({key: hit[codes] for key, hit in hits.items()}, index=texts.index)
    found[OTHER] = (folded != "").to_numpy() & ~found.to_numpy().any(axis=1)
    return found


def theme_table(texts: pd.Series, *, floor: int = FLOOR) -> pd.DataFrame:
    """How many of those who wrote something mention each theme, and the words that come with it.

    Returns
    -------
    DataFrame
        One row per theme, most mentioned first: ``theme``, ``name_id``, ``n``, ``share`` (of those who wrote) with ``low`` and ``high``
        (Wilson), ``n_written``, ``words`` (comma-joined; each written by at least ``floor`` who mention the theme and at least twice as often
        as by others), ``state`` (``disamarkan`` below the floor, where all numbers are missing; else missing).

    Raises
    ------
    UsageFault
        When the floor is below 2.
    """
    _refuse_low(floor)
    clean = mask_texts(texts)
    found = find_themes(clean)
    n_written = int((clean != "").sum())
    holders = _words_of(clean)
    rows = [_theme_row(key, found[key].to_numpy(), n_written, holders, floor) for key in found.columns]
    table = pd.DataFrame(rows).sort_values(
        ["n", "theme"], ascending=[False, True], kind="stable", ignore_index=True, na_position="last"
    )
    return table.assign(n=table["n"].astype("Int64"), state=table["state"].astype("str"))


def theme_scores(
    answers: pd.DataFrame,
    texts: pd.Series,
    definition: str | IndexDefinition = "skm",
    *,
    floor: int = FLOOR,
    design: Design | None = None,
    columns: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The index among those who mention each theme, beside that of everybody else who answered.

    Parameters
    ----------
    answers : DataFrame
        One row per respondent, as for ``index_scores``.
    texts : Series
        What each of them wrote, in the same order.
    definition, design, columns
        As for ``index_scores``.
    floor : int
        Fewest persons on either side.

    Returns
    -------
    DataFrame
        One row per theme: ``theme``, ``name_id``, ``index``, ``se``, ``low``, ``high``, ``n`` of those who mention it; ``index_others``,
        ``low_others``, ``high_others``, ``n_others``; ``state`` (``disamarkan`` where a side has fewer than ``floor``, all numbers missing).

    Raises
    ------
    UsageFault
        When texts and answers differ in length, or as for ``index_scores``.
    """
    _refuse_low(floor)
    if len(answers) != len(texts):
        raise UsageFault(
            say(f"{len(texts)} saran tidak sebanyak {len(answers)} jawaban.", f"{len(texts)} remarks for {len(answers)} answers.")
        )
    found = find_themes(texts.reset_index(drop=True))
    rows = []
    for key in found.columns:
        named = answers.assign(_mentions=np.where(found[key], "ya", "tidak"))
        scores = index_scores(named, definition, by="_mentions", design=design, columns=columns).set_index("domain")
        rows.append(_score_row(key, scores, floor))
    return pd.DataFrame(rows).astype({"n": "Int64", "n_others": "Int64", "state": "str"})


def _theme_row(key: str, mentions: np.ndarray, n_written: int, holders: dict[str, np.ndarray], floor: int) -> dict:
    n, name = int(mentions.sum()), themes()[key][0] if key in themes() else "Lainnya"
    row = {
        "theme": key,
        "name_id": name,
        "n": None,
        "share": np.nan,
        "low": np.nan,
        "high": np.nan,
        "n_written": n_written,
        "words": "",
    }
    if n < floor:
        return row | {"state": MASKED}
    low, high = wilson(n, n_written)
    words = _beside(key, mentions, n_written, holders, floor)
    return row | {"n": n, "share": n / n_written, "low": low, "high": high, "words": ", ".join(words), "state": None}


def _words_of(texts: pd.Series) -> dict[str, np.ndarray]:
    """Word -> the texts that hold it. Words mostly written with a capital inside a sentence are names, and left out."""
    holders: dict[str, set[int]] = {}
    seen: dict[str, list[int]] = {}
    for place, text in enumerate(texts):
        plain = _MASKS.sub(" ", text)
        for found in _WORD.finditer(plain):
            word, inside = found[0].casefold(), not re.search(r"(?:^|[.!?\n])\W*$", plain[: found.start()])
            holders.setdefault(word, set()).add(place)
            count = seen.setdefault(word, [0, 0])
            count[0] += inside and found[0][0].isupper() and not found[0].isupper()
            count[1] += inside
    named = {word for word, (capital, inside) in seen.items() if inside and capital > inside / 2}
    return {word: np.array(sorted(places)) for word, places in holders.items() if word not in _FUNCTION_WORDS | named}


def _beside(key: str, mentions: np.ndarray, n_written: int, holders: dict[str, np.ndarray], floor: int) -> list[str]:
    """The words that come with a theme, its own aside: the most frequent five."""
    own = themes()[key][1] if key in themes() else None
    n, rest, chosen = int(mentions.sum()), max(n_written - int(mentions.sum()), 1), []
    for word, places in holders.items():
        inside = int(mentions[places].sum())
        outside = len(places) - inside
        if inside >= floor and inside / n >= _LIFT * outside / rest and not (own and own.fullmatch(word)):
            chosen.append((-inside, word))
    return [word for _, word in sorted(chosen)[:5]]


def _score_row(key: str, scores: pd.DataFrame, floor: int) -> dict:
    name = themes()[key][0] if key in themes() else "Lainnya"
    sides = [scores.loc[side] if side in scores.index else None for side in ("ya", "tidak")]
    row: dict = {"theme": key, "name_id": name}
    hidden = any(side is None or side["n"] < floor for side in sides)
    for ending, side in zip(("", "_others"), sides, strict=True):
        for part in ("index", "se", "low", "high") if not ending else ("index", "low", "high"):
            row[part + ending] = np.nan if hidden else float(side[part])
        row["n" + ending] = None if hidden else int(side["n"])
    return row | {"state": MASKED if hidden else None}


def _refuse_low(floor: int) -> None:
    if floor < 2:
        raise UsageFault(
            say(
                f"Batas {floor} terlalu kecil; paling sedikit 2 orang.", f"A floor of {floor} is too low; it is 2 persons at least."
            )
        )
