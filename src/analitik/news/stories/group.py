"""From likely pairs to stories: pairs that tell the same text of the same units and days are joined, the surest first."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd

from analitik.news.stories.alike import Alike
from analitik.news.stories.candidates import pairs_within, read_texts
from analitik.news.stories.days import event_days
from analitik.news.stories.incidents import incident_pairs

BODY_LENGTH = 3_000
OPENING = 400
NO_UNIT: frozenset[str] = frozenset()


def group_into_stories(articles: pd.DataFrame) -> pd.DataFrame:
    """Give each publication its story.

    Candidates share a MinHash band of their text or of its opening and lie within a week of each other (those without a day are
    near to all). A pair is one story when its bodies, or where one is missing its headlines, say the same; when it does not
    speak of different units; and when the days named in the texts do not contradict each other. All pages of one address are
    one story.

    Returns
    -------
    DataFrame
        The articles with ``story_id`` (``S-`` and twelve hex digits made from the first publication's id) and ``is_first``.
    """
    if articles.empty:
        return articles.assign(story_id=pd.Series(dtype=object), is_first=pd.Series(dtype=bool))
    titles, bodies = articles["folded_title"].tolist(), articles["folded_text"].tolist()
    units = articles["unit_keys"].tolist()
    days = _days(articles["published_at"])
    texts, keys = read_texts(titles, bodies, BODY_LENGTH)
    main = pd.factorize(pd.Series([one[0] if one else None for one in units], dtype=object))[0]
    pairs = pairs_within(keys, days, main)
    told = {place: event_days(bodies[place]) for place in np.unique(pairs).tolist() if bodies[place]} if any(bodies) else {}
    stories = _Stories(len(articles), units, told)
    for first, other in _same_address(articles):
        stories.join(first, other)
    alike = Alike(texts, days)
    likely, by_body = alike.without_unlike(pairs)
    for place in _nearest_first(likely, days).tolist():
        left, right = likely[place].tolist()
        if stories.may_join(left, right) and (not by_body[place] or alike.bodies_are_one(left, right)):
            stories.join(left, right)
    for left, right in incident_pairs(texts.titles, lambda place: f"{titles[place]} {bodies[place][:OPENING]}", main, days):
        if stories.may_join(left, right):
            stories.join(left, right)
    return _name(articles, stories.components())


def _days(when: pd.Series) -> np.ndarray:
    """Days since 1970 with their fraction; not a number where the day is not known."""
    stamps = pd.to_datetime(when).to_numpy("datetime64[us]")
    return np.where(np.isnat(stamps), np.nan, stamps.astype(np.int64) / 86_400_000_000)


def _nearest_first(pairs: np.ndarray, days: np.ndarray) -> np.ndarray:
    """The order of pairs in which the closest in time stand first; those without a day last."""
    gaps = np.nan_to_num(np.abs(days[pairs[:, 0]] - days[pairs[:, 1]]), nan=9.0)
    return np.lexsort((pairs[:, 1], pairs[:, 0], gaps))


def _same_address(articles: pd.DataFrame) -> list[tuple[int, int]]:
    """Each publication whose address another had before it, behind that other."""
    if "canonical_url" not in articles:
        return []
    address = articles["canonical_url"].fillna("").to_numpy(object)
    places = np.flatnonzero(address != "")
    codes, distinct = pd.factorize(address[places])
    first = np.empty(len(distinct), np.int64)
    first[codes[::-1]] = places[::-1]  # written backwards, so that the earliest place stays
    later = first[codes] != places
    return list(zip(first[codes][later].tolist(), places[later].tolist(), strict=True))


class _Stories:
    """Sets of publications that grow together, each with the units and days it speaks of."""

    def __init__(self, n: int, units: list[tuple[str, ...]], told: dict[int, frozenset[int]]):
        sets = {one: (frozenset(one[:1]), frozenset(one)) for one in set(units)}  # few different ones, shared by many publications
        self.parent = list(range(n))
        self.main = [sets[one][0] for one in units]
        self.units = [sets[one][1] for one in units]
        self.told = told

    def root(self, place: int) -> int:
        parent = self.parent
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    def may_join(self, left: int, right: int) -> bool:
        """Whether two publications are not yet one story and nothing they name forbids it."""
        one, two = self.root(left), self.root(right)
        if one == two:
            return False
        if self.main[one] and self.main[two] and not (self.main[one] & self.units[two] or self.main[two] & self.units[one]):
            return False
        days, others = self.told.get(one), self.told.get(two)
        return not (days and others and not days & others)

    def join(self, left: int, right: int) -> None:
        one, two = self.root(left), self.root(right)
        if one == two:
            return
        one, two = min(one, two), max(one, two)
        self.parent[two] = one
        self.main[one] |= self.main[two]
        self.units[one] |= self.units[two]
        if self.told:
            self.told[one] = self.told.get(one, frozenset()) | self.told.get(two, frozenset())

    def components(self) -> np.ndarray:
        """The story of each publication, as a number."""
        return np.array([self.root(place) for place in range(len(self.parent))])


def _name(articles: pd.DataFrame, component: np.ndarray) -> pd.DataFrame:
    ids = articles["id"].astype(object).to_numpy()
    order = np.lexsort((ids.astype(str), articles["published_at"].to_numpy(), component))
    first = np.ones(len(order), bool)
    first[1:] = component[order][1:] != component[order][:-1]
    is_first = np.zeros(len(order), bool)
    is_first[order[first]] = True
    names = np.empty(len(order), object)
    names[component[order[first]]] = ["S-" + hashlib.sha256(str(one).encode()).hexdigest()[:12] for one in ids[order[first]]]
    return articles.assign(story_id=names[component], is_first=is_first)
