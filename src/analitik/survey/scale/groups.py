"""Known groups: two groups that should answer differently, do they? Formulas and limits: docs/metode/keandalan.md."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from analitik.core.errors import UsageFault
from analitik.core.locale import say
from analitik.stats.multiplicity import benjamini_hochberg, holm
from analitik.stats.two_groups import rank_sum, two_shares, welch
from analitik.survey.scale.items import read_items


def known_groups(responses: pd.DataFrame, items: Sequence[str], group: str, *, top: float | None = None) -> pd.DataFrame:
    """Compare two groups item by item, persons taken as independent (for a clustered sample compare under its design).

    Parameters
    ----------
    group : str
        A column with exactly two values; the first in order is the base.
    top : float, optional
        From which answer on an answer counts as favourable; the upper two grades when not given.

    Returns
    -------
    DataFrame
        One row per item: ``item``, ``difference`` (second less first), ``p_mean`` (Welch), ``p_rank`` (Wilcoxon), ``p_top``
        (share of favourable answers), each also with ``_holm`` and ``_bh``, ``n_first``, ``n_second``.

    Examples
    --------
    >>> answers = pd.DataFrame({"u": [1, 2, 3, 4, 5, 6], "v": [1, 2, 1, 2, 1, 2], "g": list("aaabbb")})
    >>> known_groups(answers, ["u", "v"], "g")[["item", "difference", "p_mean"]].round(4).values.tolist()
    [['u', 3.0, 0.0213], ['v', 0.3333, 0.5185]]
    """
    read = read_items(responses, items, least=1)
    if group not in responses.columns:
        raise UsageFault(say(f"Kolom kelompok {group} tidak ada.", f"Group column {group} does not exist."))
    codes, labels = pd.factorize(responses[group], sort=True)
    if len(labels) != 2:
        raise UsageFault(say(f"Kolom {group} harus berisi tepat dua kelompok; ditemukan {len(labels)}.",
                             f"Column {group} must hold exactly two groups; found {len(labels)}."))  # fmt: skip
    line = read.highest - 1 if top is None else top
    rows = []
    for column, name in enumerate(read.names):
        answers = read.values[:, column]
        first, second = (answers[(codes[read.answered] == code) & ~np.isnan(answers)] for code in (0, 1))
        difference, p_mean = welch(first, second)
        p_top = two_shares((int((first >= line).sum()), int((second >= line).sum())), (len(first), len(second)))
        rows.append({"item": name, "difference": difference, "p_mean": p_mean, "p_rank": rank_sum(first, second), "p_top": p_top,
                     "n_first": len(first), "n_second": len(second)})  # fmt: skip
    table = pd.DataFrame(rows)
    for name in ("p_mean", "p_rank", "p_top"):
        table[f"{name}_holm"], table[f"{name}_bh"] = holm(table[name]), benjamini_hochberg(table[name])
    return table
