"""Who can be in the news: the units of the register in groups, and how often each is written about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analitik.sample.library import shelf
from analitik.sample.register import HOUSING, activity

NOWHERE = -1


@dataclass(frozen=True)
class Country:
    """The register with, for each group of units, their places in it and their weights in the news."""

    register: pd.DataFrame
    groups: dict[str, np.ndarray]
    weights: dict[str, np.ndarray]
    is_pilot: np.ndarray

    def negative_weights(self, group: str) -> np.ndarray:
        """Weights for bad news once the pilots have begun: they get less of it."""
        factor = shelf("mix")["percontohan"]["faktor_negatif"]
        return np.where(self.is_pilot[self.groups[group]], self.weights[group] * factor, self.weights[group])


def country_of(register: pd.DataFrame) -> Country:
    """Sort the register's rows into the groups that forms speak of (hunian, bapas, rupbasan, kanwil)."""
    kinds = {"hunian": HOUSING, "bapas": ("bapas",), "rupbasan": ("rupbasan",), "kanwil": ("kanwil",)}
    groups = {name: np.flatnonzero(register["jenis"].isin(members)) for name, members in kinds.items()}
    weights = {name: activity(register["kode"].iloc[rows], register["jenis"].iloc[rows]) for name, rows in groups.items()}
    return Country(register, groups, weights, register["pilot_from"].notna().to_numpy())
