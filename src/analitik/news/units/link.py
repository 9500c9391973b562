"""Each publication gets the units it names, the main one marked; what several units may be waits for a person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import pandas as pd

from analitik.news.units.grammar import ELSEWHERE, REGION, REGIONAL, Mention, scan
from analitik.news.units.names import DISKOMINFO, Gazetteer, key_of, place_keys, region_keys
from analitik.news.units.words import TOKEN

LENGTH = 2_000
_CACHED = 200_000
_SPECIAL = ("lapas_", "lpka", "rutan_")
_AFTERMATH = ("pasca", "pascakebakaran", "buntut", "imbas", "usai", "setelah", "belajar", "akibat", "cegah", "antisipasi", "tragedi", "kasus", "soal", "terkait", "dampak", "gara")


class Linked(NamedTuple):
    """What a publication says of units: the main one's kode, its name as written, all kodes, its key, whether it is unclear."""

    kode: str | None
    text: str | None
    codes: str
    keys: tuple[str, ...]
    is_ambiguous: bool


NOTHING = Linked(None, None, "", (), False)


def find_units(articles: pd.DataFrame, known: Gazetteer) -> pd.DataFrame:
    """Link each publication to the units it names.

    The main unit is the first one named in the headline, else the first in the text. A delivered ``unit_code`` decides only where
    the text names no unit or leaves several possible. The day of publication decides between units that bore the same name at
    different times.

    Returns
    -------
    DataFrame
        The articles with ``unit_code`` (main unit or NA), ``unit_text`` (as named, head first), ``unit_codes`` (all, ``|``-joined),
        ``unit_keys`` (what was named, for comparing; the main one first), ``kanwil`` and ``is_ambiguous``.
    """
    delivered = articles["unit_code"].astype(object) if "unit_code" in articles else pd.Series(None, index=articles.index, dtype=object)
    days = articles["published_at"] if known.has_versions and "published_at" in articles else [pd.NaT] * len(articles)
    linker = _Linker(known)
    rows = [
        linker.link(title, body, code, day)
        for title, body, code, day in zip(articles["clean_title"], articles["clean_text"], delivered.where(delivered.notna(), None), days, strict=True)
    ]
    places = [None if one.kode is None else known.kanwil.get(one.kode) for one in rows]
    index = articles.index
    return articles.assign(
        unit_code=pd.Series([one.kode for one in rows], index=index, dtype="str"),
        unit_text=pd.Series([one.text for one in rows], index=index, dtype="str"),
        unit_codes=pd.Series([one.codes for one in rows], index=index, dtype="str"),
        unit_keys=pd.Series([one.keys for one in rows], index=index, dtype=object),
        kanwil=pd.Series(places, index=index, dtype="str"),
        is_ambiguous=pd.Series([one.is_ambiguous for one in rows], index=index, dtype=bool),
    )


class _Linker:
    """Links publications one by one; what it has found for a text or a headline it says again when these come back."""

    def __init__(self, known: Gazetteer):
        self.known = known
        self.in_body = lru_cache(maxsize=_CACHED)(lambda text: tuple(scan(text, known)))
        self.by_title: dict[str, Linked] = {}

    def link(self, title: str, body: str, code: str | None, day: pd.Timestamp) -> Linked:
        """What a publication says of units."""
        if body or code is not None:
            return _link(title, scan(title, self.known), body, self.in_body(body[:LENGTH]) if body else (), code, day, self.known)
        linked = self.by_title.get(title) if day is pd.NaT else None
        if linked is None:
            linked = self._headline(title, day)
            if day is pd.NaT:
                self.by_title[title] = linked
        return linked

    def _headline(self, title: str, day: pd.Timestamp) -> Linked:
        """What a headline alone says; most name one unit, and for those nothing has to be weighed."""
        found = scan(title, self.known)
        if not found:
            return NOTHING
        if len(found) == 1 and (day is pd.NaT or len(found[0].entries) < 2):
            only = found[0]
            if only.kind == ELSEWHERE:
                return NOTHING
            if only.is_unit:
                kode = only.kode
                return Linked(kode, only.text, kode or "", (kode or _key(only),), kode is None and (only.is_shared or len(only.entries) > 1))
        return _link(title, found, "", (), None, day, self.known)


def _link(title: str, in_title: Sequence[Mention], body: str, in_body: Sequence[Mention], delivered: str | None, day: pd.Timestamp, known: Gazetteer) -> Linked:
    if not in_title and not in_body:
        return NOTHING if delivered is None else Linked(str(delivered), None, str(delivered), (str(delivered),), False)
    every = [*in_title, *in_body]
    ours = [_at(one, day) for one in every if one.is_unit]
    main = _main(title, in_title, body, in_body, known)
    if main is not None:
        main = _at(_sharpened(main, ours) if len(ours) > 1 else main, day)
    codes = {kode for one in ours if (kode := one.kode)}
    kode, unclear = (main.kode, main.is_shared or len(main.entries) > 1 and len(main.candidates) > 1) if main else (None, False)
    if kode is None and delivered is not None and (not codes or (main is not None and delivered in main.candidates)):
        kode, unclear = str(delivered), False
    if kode:
        codes.add(kode)
    return Linked(kode, main.text if main else None, "|".join(sorted(codes)), _keys(main, ours), unclear)


def _main(title: str, in_title: Sequence[Mention], body: str, in_body: Sequence[Mention], known: Gazetteer) -> Mention | None:
    """The unit a publication is about: the headline's first, else the text's first; cells of others in front mean none."""
    first = _first(_past_aftermath(title, in_title))
    if first is not None and not (first.is_loose and body and _is_title_case(title)):
        return None if first.kind == ELSEWHERE else first
    if first is not None:
        return _confirmed(first, in_body)
    region = next((one for one in in_title if one.kind == REGION and one.text), None)
    if region is not None and (office := _office(region.place, [*in_title, *in_body], known)):
        return office
    first = _first(in_body)
    if first is not None:
        return None if first.kind == ELSEWHERE else first
    if any(one.kind == "kanwil" for one in (*in_title, *in_body)) and (office := _office(_region_of(title), [*in_title, *in_body], known)):
        return office
    bare = next((one for one in in_title if one.kind == "ditjen"), None)
    bare = bare or next((one for one in (*in_title, *in_body) if one.kelas or one.kind in DISKOMINFO or one.kind.startswith(_SPECIAL)), None)
    return _from_dateline(bare, body) if bare is not None and bare.kind != "ditjen" else bare


def _first(found: Sequence[Mention]) -> Mention | None:
    return next((one for one in found if one.is_unit or one.kind == ELSEWHERE), None)


def _past_aftermath(title: str, found: Sequence[Mention]) -> Sequence[Mention]:
    """Behind "Pasca kebakaran Lapas A," stands what the headline is about."""
    if len(found) < 2 or "," not in title or not title.lower().startswith(_AFTERMATH):
        return found
    comma = len(TOKEN.findall(title[: title.index(",")]))
    return [one for one in found if one.start > comma and (one.is_unit or one.kind == REGION)] or found


def _is_title_case(title: str) -> bool:
    """Whether nearly every longer word begins large, so that capitals say nothing."""
    longer = [word for word in title.split() if len(word) > 3]
    return sum(word[0].isupper() for word in longer) > 0.7 * len(longer)


def _confirmed(loose: Mention, in_body: Sequence[Mention]) -> Mention | None:
    """A headline's unknown name as the text spells it; the text's own unit where it never repeats that name."""
    units = [one for one in in_body if one.is_unit]
    same = next((one for one in units if loose.place.startswith(one.place) or one.place.startswith(loose.place)), None)
    return same or _first(in_body) or loose


def _office(region: str | None, found: Sequence[Mention], known: Gazetteer) -> Mention | None:
    """The regional office of the region a headline speaks of, where the publication lets that office speak."""
    head = next((one for one in found if one.kind == "kanwil" and one.place in ("", region)), None) if region else None
    if head is None:
        return None
    return head if head.place else Mention(head.start, f"{head.text} {region_keys()[region]}", "kanwil", None, region, known.resolve("kanwil", region))


def _region_of(title: str) -> str | None:
    """The one province a headline names."""
    words = [word for word in TOKEN.findall(title.lower()) if word[0].isalpha()]
    found = {key_of(full) for size in (1, 2, 3) for k in range(len(words)) if (full := region_keys().get("".join(words[k : k + size])))}
    return found.pop() if len(found) == 1 else None


def _from_dateline(mention: Mention, body: str) -> Mention | None:
    """A head without place in a text that opens with a place: named, but left to a person."""
    words = [word for word in TOKEN.findall(body[:60]) if word[0].isalnum()][:3]
    for size in range(len(words), 0, -1):
        if (place := key_of([word.lower() for word in words[:size]])) in place_keys():
            return mention._replace(text=f"{mention.text} {' '.join(words[:size]).title()}", place=place, is_shared=True)
    return None


def _sharpened(main: Mention, ours: list[Mention]) -> Mention:
    """The fullest naming of the same unit in the publication: its class, its special kind."""
    same = [one for one in ours if one.kind == main.kind and one.place == main.place]
    if main.kind == "lapas" and not main.entries and len(same) < 2:
        special = next((one for one in ours if one.place == main.place and one.kind.startswith(_SPECIAL)), None)
        if special is not None:
            return _sharpened(special, ours)
    classed = next((one for one in same if one.kelas), None)
    if classed is None or main.kelas or main.is_shared or main.kind in REGIONAL:
        return main
    return main._replace(kelas=classed.kelas, text=classed.text, entries=classed.entries if classed.kode else main.entries)


def _at(mention: Mention, day: pd.Timestamp) -> Mention:
    """Where several units bear a name, those that bore it on the day of publication."""
    if day is pd.NaT or len(mention.entries) < 2:
        return mention
    then = tuple(entry for entry in mention.entries if entry.holds(day))
    return mention._replace(entries=then) if then else mention


def _keys(main: Mention | None, ours: list[Mention]) -> tuple[str, ...]:
    """What was named, the main unit first; a regional office counts only where no other unit is named."""
    if main is None and not ours:
        return ()
    first = [_key(main)] if main is not None else []
    units = [_key(one) for one in ours if one.kind not in REGIONAL] or [_key(one) for one in ours]
    return tuple(dict.fromkeys(first + units))


def _key(mention: Mention) -> str:
    return mention.kode or f"{mention.kind}:{mention.place}"
