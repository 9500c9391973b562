"""What people say of the service, in a sentence: the index, its interval, and how sure its grade is."""

from __future__ import annotations

from collections.abc import Mapping

from analitik.report.narrative.words import OPEN
from analitik.report.number import Number
from analitik.report.sentence import Sentence

SURE = 0.95


def survey_sentence(index: Number, grades: Mapping[str, Number], *, name: str = "Indeks kepuasan (IKM)") -> Sentence:
    """The index and its grade; a grade that is not nearly sure is said to be undecided.

    ``grades`` maps a grade's letter to its probability.

    >>> index = Number("survei.skm", 79.1, "index", low=77.4, high=80.9)
    >>> survey_sentence(index, {"B": Number("p.b", 0.998, "probability")})
    Indeks kepuasan (IKM) 79,1 (77,4–80,9), mutu B.
    >>> index = Number("survei.spkp", 87.4, "index", low=85.4, high=89.4)
    >>> survey_sentence(index, {"A": Number("p.a", 0.19, "probability"), "B": Number("p.b", 0.81, "probability")}, name="SPKP")
    SPKP 87,4 (85,4–89,4); mutu belum dapat disimpulkan: B 81%, A 19%.
    """
    if index.value is None:
        return Sentence("{x}: {a}.", x=name, a=index)
    likely = sorted(((p, grade) for grade, p in grades.items() if p.value), key=lambda pair: (-pair[0].value, pair[1]))
    if not likely or not index.has_interval:
        return Sentence(f"{{x}} {{a:lengkap}}; mutu {OPEN}.", x=name, a=index)
    best, grade = likely[0]
    if best.value >= SURE:
        return Sentence("{x} {a:lengkap}, mutu {g}.", x=name, a=index, g=grade)
    second = likely[1] if len(likely) > 1 else None
    if second is None:
        return Sentence(f"{{x}} {{a:lengkap}}; mutu {OPEN}: {{g}} {{p}}.", x=name, a=index, g=grade, p=best)
    others = {"h": second[1], "q": second[0]}
    return Sentence(f"{{x}} {{a:lengkap}}; mutu {OPEN}: {{g}} {{p}}, {{h}} {{q}}.", x=name, a=index, g=grade, p=best, **others)
