"""Who is who: a record met before is a duplicate, a correction or a contradiction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

Identity = tuple[str, bytes, int | None]  # id, content hash, time of change
Known = tuple[bytes, int | None]  # content hash, time of change

ACCEPT, DUPLICATE, CONFLICT, STALE = "accept", "duplicate", "conflicting_id", "stale_revision"


class Decision(NamedTuple):
    """What becomes of each row, and in which order accepted revisions replace one another.

    ``chains`` holds, per id with something new, its accepted rows from the oldest to the newest.
    """

    outcomes: list[str]
    chains: dict[str, list[int]]


def decide(identities: list[Identity], current: Mapping[str, Known], past: set[tuple[str, bytes]]) -> Decision:
    """Settle every row of a delivery against its neighbours and against what is stored.

    Same id and content: one is kept. Other content without a time of change: all copies contradict each other.
    With a time of change: newer replaces older, older is stale. The order of rows does not matter.

    Examples
    --------
    >>> rows = [("a", b"1", None), ("a", b"1", None), ("b", b"1", None), ("b", b"2", None)]
    >>> decide(rows, {}, set()).outcomes
    ['accept', 'duplicate', 'conflicting_id', 'conflicting_id']
    """
    outcomes = [DUPLICATE] * len(identities)
    chains: dict[str, list[int]] = {}
    for number, places in _by_id(identities).items():
        versions = {identities[place][1]: place for place in reversed(places)}  # first place of each content
        if len(versions) > 1 and _contradict([identities[place][2] for place in versions.values()]):
            for place in places:
                outcomes[place] = CONFLICT
            continue
        known = current.get(number)
        for place in sorted(versions.values(), key=lambda one: (identities[one][2] or 0, one)):
            outcomes[place] = _against(identities[place], known, past)
            if outcomes[place] == ACCEPT:
                known = identities[place][1:]
                chains.setdefault(number, []).append(place)
    return Decision(outcomes, chains)


def _by_id(identities: list[Identity]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = {}
    for place, (number, _, _) in enumerate(identities):
        groups.setdefault(number, []).append(place)
    return groups


def _contradict(stamps: list[int | None]) -> bool:
    """Whether the times of change cannot put the versions in order."""
    return None in stamps or len(set(stamps)) < len(stamps)


def _against(row: Identity, known: Known | None, past: set[tuple[str, bytes]]) -> str:
    number, content, updated = row
    if known is None:
        return ACCEPT
    if content == known[0] or (number, content) in past:
        return DUPLICATE
    if updated is None or updated == known[1]:
        return CONFLICT
    return ACCEPT if known[1] is None or updated > known[1] else STALE
