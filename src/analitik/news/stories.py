"""One event, many copies: publications of one text within a week are one story, unless they speak of different units."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from analitik.text.minhash import agreement, band_keys, signatures
from analitik.text.normalise import each_distinct, fold
from analitik.text.tokens import tokenise

WINDOW = np.timedelta64(7, "D")
LAGS = 3
SAME = 0.5


def group_into_stories(articles: pd.DataFrame) -> pd.DataFrame:
    """Give each publication its story.

    Candidates share a MinHash band and lie within a week of each other; inside a band each publication is compared with the
    three before it only, so a story of a million copies stays linear. A pair is one story when its signatures agree in half of
    their places and it does not name two different units.

    Returns
    -------
    DataFrame
        The articles with ``story_id`` (``S-`` and twelve hex digits made from the first publication's id) and ``is_first``.
    """
    if articles.empty:
        return articles.assign(story_id=pd.Series(dtype=object), is_first=pd.Series(dtype=bool))
    texts = each_distinct(articles["clean_title"] + " . " + articles["clean_text"], fold)
    signature = signatures(tokenise(texts))
    left, right = _likely(band_keys(signature), articles["published_at"].to_numpy())
    keep = (agreement(signature, left, right) >= SAME) & ~_two_units(articles, left, right)
    return _name(articles, _components(len(articles), left[keep], right[keep]))


def _likely(keys: np.ndarray, when: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs that share a band and a week, each publication against its few forerunners."""
    found = []
    for band in range(keys.shape[1]):
        order = np.lexsort((when, keys[:, band]))
        for lag in range(1, LAGS + 1):
            a, b = order[:-lag], order[lag:]
            near = (keys[a, band] == keys[b, band]) & (when[b] - when[a] <= WINDOW)
            found.append(np.stack([np.minimum(a, b)[near], np.maximum(a, b)[near]]))
    edges = np.unique(np.concatenate(found, axis=1), axis=1) if found else np.zeros((2, 0), int)
    return edges[0], edges[1]


def _two_units(articles: pd.DataFrame, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Whether both publications of a pair name a unit, and not the same one: one campaign in two units is two stories."""
    named = articles["unit_text"].map(lambda name: fold(name) if isinstance(name, str) else None)
    codes = pd.factorize(articles["unit_code"].astype(object).where(articles["unit_code"].notna(), named))[0]
    return (codes[left] >= 0) & (codes[right] >= 0) & (codes[left] != codes[right])


def _components(n: int, left: np.ndarray, right: np.ndarray) -> np.ndarray:
    graph = coo_array((np.ones(len(left), bool), (left, right)), shape=(n, n))
    return connected_components(graph, directed=False)[1]


def _name(articles: pd.DataFrame, component: np.ndarray) -> pd.DataFrame:
    order = np.lexsort((articles["id"].to_numpy(object).astype(str), articles["published_at"].to_numpy(), component))
    first = np.ones(len(order), bool)
    first[1:] = component[order][1:] != component[order][:-1]
    is_first = np.zeros(len(order), bool)
    is_first[order[first]] = True
    opening = articles["id"].to_numpy(object)[order[first]]
    names = np.array(["S-" + hashlib.sha256(str(one).encode()).hexdigest()[:12] for one in opening], dtype=object)
    return articles.assign(story_id=names[component], is_first=is_first)


def stories_of(articles: pd.DataFrame) -> pd.DataFrame:
    """The stories of some articles.

    Returns
    -------
    DataFrame
        One row per story: ``story_id``, ``first_published_at``, ``first_date``, ``last_date``, ``n_publications``, ``n_outlets``,
        ``title``, ``unit_code``, ``kanwil``, ``issue`` and ``sentiment`` of its first publication, as the cube counts it.
    """
    ordered = articles.sort_values(["story_id", "is_first", "published_at", "id"], ascending=[True, False, True, True])
    groups = ordered.groupby("story_id", sort=True)
    table = groups.agg(
        first_published_at=("published_at", "min"),
        first_date=("published_date", "min"),
        last_date=("published_date", "max"),
        n_publications=("id", "size"),
        n_outlets=("outlet", "nunique"),
    )
    firsts = ordered.drop_duplicates("story_id").set_index("story_id")[["title", "unit_code", "kanwil", "issue", "sentiment"]]
    table = table.join(firsts)
    return table.assign(n_outlets=table["n_outlets"].clip(lower=1)).reset_index()
