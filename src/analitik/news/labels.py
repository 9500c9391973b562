"""What people say of the publications drawn for them: the draw, the final word on each, and how far the labellers agree.

Method and limits: docs/metode/porsi-terkoreksi.md.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any
from zlib import crc32

import numpy as np
import pandas as pd

from analitik.core.errors import IntegrityFault
from analitik.core.locale import say
from analitik.news.tone import OFF_TOPIC
from analitik.reference.taxonomy import SENTIMENTS
from analitik.stats.agreement import alpha_interval, cohen_kappa, confusion, krippendorff_alpha

NEGATIVE, FLAGGED, REST = "negatif", "diduga_negatif", "lainnya"
STRATA = (FLAGGED, REST)
RULING = "putusan"  # the "labeller" whose word settles a disagreement
LEAST_DOUBLE = 50


def frame_of(articles: pd.DataFrame) -> pd.DataFrame:
    """The publications labels are drawn from: those read as being about the institution, each in its stratum.

    Returns
    -------
    DataFrame
        One row per publication, by ``id``: ``id``, ``stratum``, ``predicted_sentiment``, ``predicted_issue``, ``kanwil``,
        ``unit_code`` ("" where none), ``probability`` (of negatif).
    """
    about_us = articles[articles["issue"] != OFF_TOPIC].sort_values("id", kind="stable", ignore_index=True)
    return pd.DataFrame(
        {
            "id": about_us["id"],
            "stratum": pd.Series(np.where(about_us["sentiment"] == NEGATIVE, FLAGGED, REST), dtype="str"),
            "predicted_sentiment": about_us["sentiment"],
            "predicted_issue": about_us["issue"],
            "kanwil": about_us["kanwil"].fillna(""),
            "unit_code": about_us["unit_code"].fillna(""),
            "probability": about_us["p_negatif"],
        }
    )


def draw(frame: pd.DataFrame, n: int, *, seed: int, n_labellers: int = 2, overlap: int = 50) -> pd.DataFrame:
    """Draw ``n`` publications at random: half from those the model calls negative, half from the rest, in shuffled order.

    A stratum with fewer members gives all it has and the other one more. Each publication goes to one labeller, ``overlap`` of them
    to all.

    Parameters
    ----------
    frame : DataFrame
        From :func:`frame_of`.

    Returns
    -------
    DataFrame
        One row per drawn publication: the columns of ``frame`` with ``item`` (1, 2, ... in the order shown), ``draw_chance`` and
        ``labellers`` (``"1"``, ``"2"`` or ``"1|2"``).

    Examples
    --------
    >>> frame = pd.DataFrame({"id": list("abcdefgh"), "stratum": [FLAGGED] * 2 + [REST] * 6})
    >>> drawn = draw(frame, 6, seed=1, overlap=2)
    >>> drawn["stratum"].value_counts().to_dict(), sorted(drawn["labellers"].value_counts().tolist())
    ({'lainnya': 4, 'diduga_negatif': 2}, [2, 2, 2])
    """
    chance = np.random.default_rng([seed, crc32(b"label")])
    order = frame.iloc[chance.permutation(len(frame))].reset_index(drop=True)
    place = order.groupby("stratum").cumcount()
    sizes = {name: int((frame["stratum"] == name).sum()) for name in STRATA}
    wanted = _halves(n, sizes)
    drawn = order[place < order["stratum"].map(wanted)]
    # shuffled again: the stratum drawn more thinly fills up sooner, and the rows after that would all be of the other one
    drawn = drawn.iloc[chance.permutation(len(drawn))].reset_index(drop=True)
    double = _halves(min(overlap, len(drawn)) if n_labellers > 1 else 0, wanted)
    rank = pd.Series(chance.permutation(len(drawn))).groupby(drawn["stratum"]).rank(method="first").to_numpy() - 1
    is_double = rank < drawn["stratum"].map(double)
    everyone = "|".join(str(k + 1) for k in range(n_labellers))
    turn = np.empty(len(drawn), dtype=int)
    turn[np.lexsort((rank, drawn["stratum"], is_double))] = np.arange(len(drawn))  # in turn, stratum by stratum
    return drawn.assign(
        item=range(1, len(drawn) + 1),
        draw_chance=drawn["stratum"].map({name: wanted[name] / sizes[name] for name in STRATA if sizes[name]}),
        labellers=pd.Series(turn % n_labellers + 1).astype("str").mask(is_double, everyone).astype("str"),
    )


def _halves(n: int, sizes: Mapping[str, int]) -> dict[str, int]:
    """``n`` in two halves, each at most the size of its stratum.

    >>> _halves(200, {FLAGGED: 40, REST: 4000})
    {'diduga_negatif': 40, 'lainnya': 160}
    """
    flagged = min(sizes[FLAGGED], max((n + 1) // 2, n - sizes[REST]))
    return {FLAGGED: flagged, REST: min(sizes[REST], n - flagged)}


def count_frame(frame: pd.DataFrame, drawn: pd.DataFrame) -> pd.DataFrame:
    """How many publications the draw was made from, and how many were drawn.

    Returns
    -------
    DataFrame
        One row per ``stratum``, ``kanwil`` and ``issue`` (as predicted): ``n_publications``, ``n_drawn``.
    """
    marked = frame.assign(is_drawn=frame["id"].isin(set(drawn["id"]))).rename(columns={"predicted_issue": "issue"})
    groups = marked.groupby(["stratum", "kanwil", "issue"], sort=True)
    return groups.agg(n_publications=("id", "size"), n_drawn=("is_drawn", "sum")).reset_index()


def settle(labels: pd.DataFrame) -> pd.DataFrame:
    """The final word on each labelled publication.

    A written ruling counts first, then the majority; where the labels are tied, the one given without doubt; where that does not
    decide either, one of them by the publication's id, so that in the long run no labeller is preferred.

    Parameters
    ----------
    labels : DataFrame
        One row per label: ``month``, ``draw``, ``item``, ``id``, ``labeller``, ``sentiment``, ``issue``, ``is_sure`` (and more).

    Returns
    -------
    DataFrame
        One row per labelled publication: the columns of the first label without ``labeller``; ``sentiment``, ``issue`` (final),
        ``n_labels`` (of labellers), ``is_disputed`` (labellers differ), ``settled_by`` (``putusan``, ``sepakat``, ``mayoritas``,
        ``yakin``, ``undian``).

    Examples
    --------
    >>> labels = pd.DataFrame({"month": "2022-10", "draw": "d", "item": 1, "id": "a", "labeller": ["1", "2"], "issue": "narkoba",
    ...                        "sentiment": ["negatif", "netral"], "is_sure": [False, True]})
    >>> settle(labels)[["sentiment", "is_disputed", "settled_by"]].values.tolist()
    [['netral', True, 'yakin']]
    """
    if labels.empty:
        kept = labels.drop(columns=["labeller", "is_sure"])
        return kept.assign(n_labels=pd.Series(dtype="int64"), is_disputed=pd.Series(dtype="bool"), settled_by=pd.Series(dtype="str"))
    ordered = labels.sort_values(["month", "draw", "item", "labeller"], kind="stable").to_dict("records")
    rows = [_final(list(given)) for _, given in groupby(ordered, key=itemgetter("month", "draw", "item"))]
    return pd.DataFrame(rows).drop(columns=["labeller", "is_sure"])


def _final(given: list[dict[str, Any]]) -> dict[str, Any]:
    """The label that counts of those one publication got, in the order of their labellers."""
    rulings = [label for label in given if label["labeller"] == RULING]
    plain = [label for label in given if label["labeller"] != RULING]
    votes = Counter(label["sentiment"] for label in plain)
    most = max(votes.values(), default=0)
    tied = [label for label in plain if votes[label["sentiment"]] == most]
    sure = [label for label in tied if label["is_sure"]]
    if rulings:
        chosen, settled_by = rulings[0], "putusan"
    elif _are_one(tied):
        chosen, settled_by = tied[0], "sepakat" if len(votes) == 1 else "mayoritas"
    elif _are_one(sure):
        chosen, settled_by = sure[0], "yakin"
    else:
        chosen, settled_by = tied[crc32(str(given[0]["id"]).encode()) % len(tied)], "undian"
    return {**chosen, "n_labels": len(plain), "is_disputed": len(votes) > 1, "settled_by": settled_by}


def _are_one(labels: list[dict[str, Any]]) -> bool:
    return len({label["sentiment"] for label in labels}) == 1


def agreement_by_month(labels: pd.DataFrame) -> pd.DataFrame:
    """How far the labellers of a month agree on the sentiment, on the publications more than one of them labelled.

    Returns
    -------
    DataFrame
        One row per ``month`` and ``draw``: ``n_double`` (publications), ``agreement`` (share of equal pairs), ``kappa`` (mean over pairs of
        labellers), ``alpha`` (Krippendorff, nominal), ``alpha_low``, ``alpha_high`` (bootstrap over publications),
        ``is_withheld`` (fewer than 50 doubly labelled).

    Examples
    --------
    >>> labels = pd.DataFrame({"month": "2022-10", "draw": "d", "item": [1, 1, 2, 2], "labeller": ["1", "2"] * 2,
    ...                        "sentiment": ["negatif", "negatif", "netral", "netral"]})
    >>> agreement_by_month(labels)[["n_double", "kappa", "alpha", "is_withheld"]].values.tolist()
    [[2, 1.0, 1.0, True]]
    """
    plain = labels[labels["labeller"] != RULING]
    rows = [{"month": month, "draw": name, **_agreement(given)} for (month, name), given in plain.groupby(["month", "draw"], sort=True)]
    columns = ["month", "draw", "n_double", "agreement", "kappa", "alpha", "alpha_low", "alpha_high", "is_withheld"]
    return pd.DataFrame(rows, columns=columns)


def _agreement(given: pd.DataFrame) -> dict[str, Any]:
    table = given.pivot(index="item", columns="labeller", values="sentiment")
    table = table[table.notna().sum(axis=1) >= 2].astype(object)
    pairs = [table[[a, b]].dropna() for k, a in enumerate(table.columns) for b in table.columns[k + 1 :]]
    found = [cohen_kappa(confusion(pair.iloc[:, 0], pair.iloc[:, 1], SENTIMENTS)) for pair in pairs if len(pair)]
    ratings = [[None if pd.isna(value) else value for value in table[name]] for name in table.columns]
    low, high = alpha_interval(ratings) if len(table) else (float("nan"),) * 2
    return {
        "n_double": len(table),
        "agreement": float(np.mean([one["agreement"] for one in found])) if found else float("nan"),
        "kappa": float(np.mean([one["kappa"] for one in found])) if found else float("nan"),
        "alpha": krippendorff_alpha(ratings) if len(table) else float("nan"),
        "alpha_low": low,
        "alpha_high": high,
        "is_withheld": len(table) < LEAST_DOUBLE,
    }


def label_confusion(labels: pd.DataFrame) -> pd.DataFrame:
    """What the model had said (columns) of the publications people finally called so (rows); counts of labelled ones, not of the month."""
    final = settle(labels)
    return confusion(final["sentiment"], final["predicted_sentiment"], SENTIMENTS)


def label_mark(number: str) -> str:
    """How a model card names a publication it was trained on, without telling which one it is.

    >>> label_mark("CONTOH-B000001")
    'ab6d5487313a1de9'
    """
    return hashlib.sha256(number.encode()).hexdigest()[:16]


def assert_cross_fitted(ids: Iterable[str], card: Mapping[str, Any]) -> None:
    """Refuse labels that trained the very model whose count they are to correct.

    Parameters
    ----------
    ids : iterable of str
        The publications whose labels correct a month.
    card : mapping
        The card of the model that read them (:func:`analitik.news.model_card`); ``card["training"]["label_marks"]`` lists
        :func:`label_mark` of every publication it was trained on. A card without that list was trained on none.

    Raises
    ------
    IntegrityFault
        When a publication is on both sides.
    """
    trained = set(card.get("training", {}).get("label_marks", ()))
    both = sorted(number for number in ids if label_mark(number) in trained)
    if both:
        name = card.get("model", "?")
        raise IntegrityFault(
            say(
                f"{len(both)} publikasi (misalnya {both[0]}) ikut melatih model {name}; label yang sama tidak boleh melatih dan mengoreksi. "
                "Baca bulan ini dengan model yang dilatih tanpa label itu, atau undi publikasi lain.",
                f"{len(both)} publications (such as {both[0]}) trained the model {name}; the same labels must not train and correct. "
                "Read this month with a model trained without them, or draw other publications.",
            )
        )
