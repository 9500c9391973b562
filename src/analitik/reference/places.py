"""Names of Indonesian places as the news spells them, and the words behind a head word that are no place at all."""

from __future__ import annotations

from functools import cache

from analitik.reference._yaml import packaged
from analitik.reference.units import kanwil_table, provinces


@cache
def localities() -> frozenset[str]:
    """Regencies, cities and localities known for a prison.

    >>> "Bogor" in localities(), "Jawa Barat" in localities()
    (True, False)
    """
    return frozenset(name.strip() for names in packaged("tempat")["daerah"].values() for name in names.split(","))


@cache
def regions() -> dict[str, str]:
    """Every name of a province -> its full name; an island or the country is a region without a full name ("").

    >>> regions()["Jateng"], regions()["Jawa"]
    ('Jawa Tengah', '')
    """
    found = {name.strip(): "" for name in packaged("tempat")["pulau"].split(",")}
    found |= {name: name for name in provinces()["name_id"]}
    for wilayah, aliases in kanwil_table()[["wilayah", "aliases"]].itertuples(index=False):
        found |= dict.fromkeys(aliases, wilayah)
    return found | packaged("tempat")["singkatan"]


@cache
def spellings() -> dict[str, str]:
    """Another spelling or a short form of a place -> the usual one."""
    return packaged("tempat")["ejaan"]


@cache
def never_places() -> frozenset[str]:
    """Folded words that begin something else than a place name."""
    return frozenset(packaged("tempat")["bukan_tempat"].split())
