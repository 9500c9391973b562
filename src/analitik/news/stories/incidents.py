"""Escapes, fires, riots, deaths, floods: one incident at one unit is told in many words, so the words alone do not tell it.

Two headlines that name the same kind of incident at the same unit within two days are one story where their openings share some
further words. Routine work is left out on purpose: a unit may hold two harvests in a week.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np

from analitik.text.minhash import Shingles
from analitik.text.tokens import word_hashes

DAYS = 2.0
SHARED, SHARE = 3, 0.15
KINDS = {
    "lari": "kabur lari melarikan pelarian buron buronan lolos meloloskan",
    "api": "kebakaran terbakar dibakar membakar kobaran api hangus",
    "rusuh": "kerusuhan rusuh ricuh kericuhan bentrok bentrokan mengamuk ngamuk amuk",
    "mati": "tewas meninggal tewasnya meninggalnya kematian bunuh dibunuh mayat dikeroyok pengeroyokan dianiaya penganiayaan",
    "banjir": "banjir kebanjiran terendam longsor gempa",
}
OTHERWISE = "simulasi antisipasi cegah mencegah pencegahan latihan pelatihan potensi pasca buntut gagal gagalkan belajar evaluasi mitigasi"
COMMON = "yang dan dari di ke untuk pada dengan itu ini lapas rutan kelas napi narapidana tahanan warga binaan petugas lembaga pemasyarakatan"


_EXERCISE = -1


@cache
def _words() -> tuple[np.ndarray, np.ndarray, frozenset[int]]:
    """Hashes of the words of incidents and exercises, the kind of each, and the words of no meaning."""
    words = [(word, kind) for kind, names in enumerate(KINDS.values()) for word in names.split()] + [(word, _EXERCISE) for word in OTHERWISE.split()]
    hashes = word_hashes([word for word, _ in words]).hashes
    order = np.argsort(hashes)
    kinds = np.array([kind for _, kind in words])[order]
    return hashes[order], kinds, frozenset(word_hashes([COMMON]).hashes.tolist())


def incidents(titles: Shingles) -> list[tuple[int, int]]:
    """(text, kind of incident) of each headline that names one and speaks of no exercise."""
    known, kinds, _ = _words()
    place = np.minimum(np.searchsorted(known, titles.hashes), len(known) - 1)
    hits = np.flatnonzero(known[place] == titles.hashes)
    texts, kind = np.searchsorted(titles.starts, hits, side="right") - 1, kinds[place[hits]]
    exercises = set(texts[kind == _EXERCISE].tolist())
    return sorted({(text, one) for text, one in zip(texts.tolist(), kind.tolist(), strict=True) if text not in exercises})


def incident_pairs(titles: Shingles, openings: Callable[[int], str], main: np.ndarray, days: np.ndarray) -> list[tuple[int, int]]:
    """Pairs of publications that tell one incident at one unit, nearest in time first."""
    groups: dict[tuple[int, int], list[int]] = {}
    for text, kind in incidents(titles):
        if main[text] >= 0 and not np.isnan(days[text]):
            groups.setdefault((int(main[text]), kind), []).append(text)
    several = [sorted(texts, key=lambda text: (days[text], text)) for texts in groups.values() if len(texts) > 1]
    said = _content(sorted({text for texts in several for text in texts}), openings)
    found = []
    for texts in several:
        for k, later in enumerate(texts):
            for earlier in texts[max(0, k - 6) : k]:
                shared, least = len(said[earlier] & said[later]), min(len(said[earlier]), len(said[later]))
                if days[later] - days[earlier] <= DAYS and shared >= max(SHARED, SHARE * least):
                    found.append((earlier, later))
    return found


def _content(texts: list[int], openings: Callable[[int], str]) -> dict[int, frozenset[int]]:
    """The words with a meaning in the opening of each text."""
    common, words = _words()[2], word_hashes([openings(text) for text in texts])
    hashes, starts = words.hashes.tolist(), words.starts.tolist()
    return {text: frozenset(hashes[first:last]) - common for text, first, last in zip(texts, starts[:-1], starts[1:], strict=True)}
