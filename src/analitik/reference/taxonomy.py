"""What the news is about: sixteen issues, their severity, and the words each is known by."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analitik.reference._yaml import packaged

SENTIMENTS = ("negatif", "netral", "positif")


def taxonomy() -> dict[str, Any]:
    """The whole taxonomy as plain data: issues, cues, decision list, contrast pairs. Not to be changed by callers."""
    return packaged("taxonomy")


def issues() -> pd.DataFrame:
    """The issues in the order that decides ties.

    Returns
    -------
    DataFrame
        One row per issue: ``id``, ``name_id``, ``name_en``, ``severity_default``, ``polarity_default``.

    Examples
    --------
    >>> issues()["id"].tolist()[:3]
    ['di_luar_topik', 'kekerasan_kematian', 'kerusuhan']
    """
    order = {issue: rank for rank, issue in enumerate(taxonomy()["primary_issue_order"])}
    table = pd.DataFrame(taxonomy()["issues"])[["id", "name_id", "name_en", "severity_default", "polarity_default"]]
    return table.sort_values("id", key=lambda ids: ids.map(order)).reset_index(drop=True)


def issue_groups() -> pd.DataFrame:
    """The groups of issues that are large enough to be corrected by labels.

    Returns
    -------
    DataFrame
        One row per issue about the institution: ``issue``, ``group``, ``name_id`` (of the group).

    Examples
    --------
    >>> issue_groups().set_index("issue").loc["narkoba", "name_id"]
    'Narkoba dan integritas'
    """
    rows = [{"issue": issue, "group": one["id"], "name_id": one["name_id"]} for one in packaged("issue_groups") for issue in one["issues"]]
    return pd.DataFrame(rows)
