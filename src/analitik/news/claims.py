"""Negative claims that come back: the same claim about the same unit, silent for days, then told again."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analitik.news.measure import MEASURE, about_us, share_row, stories_with_words
from analitik.text.minhash import agreement, shingled, signatures
from analitik.text.normalise import fold
from analitik.text.tokens import word_hashes

SILENT_DAYS, WINDOW_DAYS = 3, 90
LEAD = 220
ALIKE, ALIKE_NATION = 0.30, 0.50
SAME_TEXT = 0.5
LEVELS = {1: "sekali", 2: "mulai berulang", 3: "narasi berulang", 5: "narasi menetap"}
_STEM = re.compile(r"^(?:mem(?=[bp])|men(?=[cdjt])|meng(?=[aeiou])|me(?=[lmnrwy])|ber|ter|di(?=\w{4}))|(?:nya|kan)$")
_WORD = re.compile(r"[^\W\d_]{3,}")
_PROGRESS = re.compile(
    r"\b(?:sidang|disidang\w*|vonis|divonis|tuntut\w*|dituntut|dakwaan|didakwa|putusan|banding|kasasi|rekonstruksi|pelimpahan|p21|"
    r"(?:jadi|tetapkan|ditetapkan) tersangka|tersangka baru|(?:korban|jumlah)\b.{0,40}\bbertambah|hasil (?:autopsi|visum|laboratorium))\b"
)
_COMMON = frozenset(
    ["yang", "dan", "dari", "dengan", "untuk", "pada", "oleh", "atau", "ini", "itu", "para", "ada", "akan", "sudah", "telah", "tak", "tidak", "bukan", "juga", "saat", "usai", "setelah", "sebelum", "karena", "agar", "hingga", "sampai", "dalam", "luar", "lagi", "masih", "baru", "soal", "terkait", "kasus", "kepada", "bahwa", "secara", "kini", "lalu", "pun", "saja", "bisa", "dapat", "harus", "begini", "inilah", "viral", "heboh", "terkini", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "hari", "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober", "november", "desember", "kata", "ujar", "sebut", "jelas", "menurut", "kepala", "pihak", "petugas", "seorang", "orang", "sebuah", "lapas", "rutan", "lpka", "bapas", "rupbasan", "lembaga", "pemasyarakatan", "rumah", "tahanan", "negara", "kelas", "iia", "iib", "napi", "narapidana", "tahanan", "penghuni", "warga", "binaan", "wbp", "kalapas", "karutan", "kemenkumham", "kumham", "kanwil", "wilayah", "kota", "kabupaten", "provinsi", "jakarta", "penjelasannya"]
)


def claim_words(text: str, place: frozenset[str] = frozenset()) -> frozenset[str]:
    """The content of a headline and its opening: words without endings, without those of every news item, without the unit's names.

    >>> sorted(claim_words("napi lapas arunika pamer panggilan video dari sel", frozenset({"arunika"})))
    ['pamer', 'panggilan', 'sel', 'video']
    """
    found = (word for word in _WORD.findall(text) if word not in _COMMON and word not in place)
    return frozenset(stem for stem in (_STEM.sub("", word) for word in found) if len(stem) > 2 and stem not in _COMMON)


def place_words(publications: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Unit -> the words it is named by, whatever name each text uses."""
    named = publications[["unit_code", "unit_text"]].dropna().drop_duplicates()
    words: dict[str, set[str]] = {}
    for unit, text in zip(named["unit_code"], named["unit_text"], strict=True):
        words.setdefault(unit, set()).update(_WORD.findall(fold(text)))
    return {unit: frozenset(several) for unit, several in words.items()}


def negative_claims(
    publications: pd.DataFrame, tier_one: frozenset[str] = frozenset(), window_days: int = WINDOW_DAYS
) -> pd.DataFrame:
    """Give each negative story the claim it repeats, and the wave of it.

    Stories of one unit make one claim when they follow each other within three days and share a word (two, where they are of different
    issues), or when the words of their headlines or openings agree, weighed by how rare they are; where no unit is named, stories of
    one issue must agree more. More than ``window_days`` after its last story a claim is a new one. A wave begins after three days without
    any story; it counts when two outlets, or one of the first tier (``tier_one``), tell it, and when it is neither the same text
    printed again nor only the progress of a case.

    Returns
    -------
    DataFrame
        One row per negative story, by time: ``story_id``, ``claim_id``, ``wave`` (of its burst; 0 where the burst is no wave of its
        own), ``issue``, ``unit_code``, ``kanwil``, ``started_at``, ``first_date``, ``last_date``, ``n_publications``, ``n_outlets``,
        ``title``, ``clean_title``, ``words``, ``has_time``, ``is_progress``.
    """
    ours = about_us(publications)
    bad = stories_with_words(ours).query("sentiment == 'negatif'").reset_index(drop=True)
    unit = bad["unit_code"].astype(object).where(bad["unit_code"].notna(), "").to_numpy()
    left, right = _alike(bad, unit, place_words(publications), window_days)
    component = _components(len(bad), left, right)
    first = pd.Series(bad["story_id"].to_numpy(object)).groupby(component).transform("first")
    bad = bad.assign(claim_id="K-" + first.str.slice(2), is_progress=bad["clean_title"].map(lambda title: _PROGRESS.search(fold(title)) is not None))
    kept = ["story_id", "claim_id", "wave", "issue", "unit_code", "kanwil", "started_at", "first_date", "last_date", "n_publications", "n_outlets", "title",
            "clean_title", "words", "has_time", "is_progress"]  # fmt: skip
    return bad.assign(wave=_waves(bad, ours, tier_one))[kept]


def _alike(bad: pd.DataFrame, unit: np.ndarray, places: dict[str, frozenset[str]], window_days: int) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of stories that tell one claim: of one unit (or, where none is named, of one issue) and within the window."""
    names = [places.get(one, frozenset()) for one in unit]
    texts, lengths = bad["words"].tolist(), bad["clean_title"].str.len().tolist()
    heads = [claim_words(text[:length], name) for text, length, name in zip(texts, lengths, names, strict=True)]
    bags = [claim_words(text[: length + LEAD], name) for text, length, name in zip(texts, lengths, names, strict=True)]
    df = pd.Series([word for bag in bags for word in bag], dtype=object).value_counts()
    weight = {word: float(np.log1p(len(bags) / count)) for word, count in df.items()}

    def agreeing(a: frozenset[str], b: frozenset[str]) -> float:
        shared = a & b
        if len(shared) < 2:
            return 0.0
        return sum(weight[word] for word in shared) / min(sum(weight[word] for word in a), sum(weight[word] for word in b))

    issue, first, last = bad["issue"].to_numpy(object), bad["first_date"].to_numpy(), bad["last_date"].to_numpy()
    group = pd.factorize(pd.Series(np.where(unit == "", "|" + issue, unit), dtype=object))[0]
    left, right = [], []
    order = np.argsort(group, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(group[order])) + 1):
        for place, b in enumerate(members):
            for a in members[:place]:
                silence = (first[b] - last[a]) / np.timedelta64(1, "D")
                shared = len(bags[a] & bags[b])
                if silence > window_days or not shared:
                    continue
                same_burst = unit[a] != "" and silence <= SILENT_DAYS and shared >= (1 if issue[a] == issue[b] else 2)
                if same_burst or max(agreeing(heads[a], heads[b]), agreeing(bags[a], bags[b])) >= (ALIKE if unit[a] else ALIKE_NATION):
                    left.append(a)
                    right.append(b)
    return np.array(left, int), np.array(right, int)


def _components(n: int, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    return connected_components(coo_array((np.ones(len(left), bool), (left, right)), shape=(n, n)), directed=False)[1]


def _waves(bad: pd.DataFrame, publications: pd.DataFrame, tier_one: frozenset[str]) -> np.ndarray:
    """The wave of each story of its claim; 0 for bursts that are no wave."""
    told = publications[publications["story_id"].isin(bad["story_id"]) & publications["outlet"].notna()]
    outlets: dict[str, set[str]] = {}
    for story, outlet in zip(told["story_id"], told["outlet"], strict=True):
        outlets.setdefault(story, set()).add(outlet)
    alone = bad.groupby("claim_id")["story_id"].transform("size") == 1
    heard = np.array([len(names := outlets.get(story, set())) >= 2 or bool(names & tier_one) for story in bad["story_id"]], bool)
    waves = np.where(alone & heard & ~bad["is_progress"], 1, 0).astype(np.int64)
    for _, rows in bad[~alone].groupby("claim_id", sort=False):
        number, earlier = 0, []
        for burst in _bursts(rows):
            new = burst[~burst["is_progress"]]
            who = set().union(*(outlets.get(story, set()) for story in new["story_id"]))
            if (len(who) >= 2 or who & tier_one) and not (earlier and _reprinted(new["words"].tolist(), earlier)):
                number += 1
                waves[burst.index] = number
            earlier += burst["words"].tolist()
    return waves


def _bursts(rows: pd.DataFrame) -> list[pd.DataFrame]:
    """The stories of a claim between silences."""
    rows = rows.sort_values(["first_date", "story_id"])
    until = rows["last_date"].cummax().shift()
    silence = (rows["first_date"] - until).dt.days - 1
    return [burst for _, burst in rows.groupby((silence >= SILENT_DAYS).cumsum())]


def _reprinted(new: list[str], earlier: list[str]) -> bool:
    """Whether every new text is nearly one that was printed before."""
    signature = signatures(shingled(word_hashes(new + earlier)))
    n, m = len(new), len(earlier)
    pairs = agreement(signature, np.repeat(np.arange(n), m), np.tile(n + np.arange(m), n)).reshape(n, m)
    return bool((pairs.max(axis=1) >= SAME_TEXT).all())


def repeated_claims(stories: pd.DataFrame, answered: frozenset[str] = frozenset(), least: int = 3) -> pd.DataFrame:
    """The claims that came in at least ``least`` waves.

    Parameters
    ----------
    stories : DataFrame
        From :func:`negative_claims`.
    answered : frozenset of str
        Claims that were officially clarified (``claim_id``), from :func:`analitik.news.clarifications.response_times`.

    Returns
    -------
    DataFrame
        One row per claim, most waves first: ``claim_id``, ``issue``, ``unit_code``, ``kanwil``, ``title`` (of its first story),
        ``first_date``, ``last_date``, ``n_waves``, ``level`` (mulai berulang, narasi berulang, narasi menetap), ``n`` stories,
        ``n_publications``, ``is_clarified``, ``status`` (always ``belum terverifikasi``: whether a claim is true is for a person to say).
    """
    claims = stories.groupby("claim_id", sort=True).agg(
        issue=("issue", "first"), unit_code=("unit_code", "first"), kanwil=("kanwil", "first"), title=("title", "first"), first_date=("first_date", "min"),
        last_date=("last_date", "max"), n_waves=("wave", "max"), n=("story_id", "size"), n_publications=("n_publications", "sum"),
    )  # fmt: skip
    claims = claims[claims["n_waves"] >= least].reset_index()
    claims = claims.assign(
        level=claims["n_waves"].map(level_of).astype(object),
        is_clarified=claims["claim_id"].isin(answered),
        status="belum terverifikasi",
    )
    names = ["claim_id", "issue", "unit_code", "kanwil", "title", "first_date", "last_date", "n_waves", "level", "n", "n_publications", "is_clarified", "status"]
    return claims.sort_values(["n_waves", "first_date", "claim_id"], ascending=[False, True, True], ignore_index=True)[names]


def level_of(waves: int) -> str:
    """What a claim of so many waves is called.

    >>> level_of(2), level_of(4), level_of(7)
    ('mulai berulang', 'narasi berulang', 'narasi menetap')
    """
    return LEVELS[max(step for step in LEVELS if step <= max(waves, 1))]


def repeated_share(stories: pd.DataFrame, least: int = 2) -> pd.DataFrame:
    """How many claims came back: one row with ``k`` claims of at least ``least`` waves, ``n`` claims with a wave, ``share``, ``low``,
    ``high``, ``state``."""
    waves = stories.groupby("claim_id")["wave"].max()
    return pd.DataFrame([share_row(int((waves >= least).sum()), int((waves >= 1).sum()))], columns=MEASURE)
