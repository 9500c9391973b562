"""What people say of the service, in sentences: the index and its grade, what moved, what matters most, who differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from analitik.report.narrative.words import OPEN, capital, listed, spelled
from analitik.report.number import Number
from analitik.report.sentence import Sentence

SURE = 0.95
MANY = 3


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


def since_sentence(before: str, word: str, step: Number | None) -> Sentence:
    """How the index moved since the wave before; the word was decided by whoever adjusted the comparison.

    >>> since_sentence("semester I 2022", "tidak berubah berarti", Number("s", 0.49, "difference", low=-0.06, high=1.03, digits=2))
    Dari semester I 2022, indeks tidak berubah berarti: +0,49 (−0,06 s.d. +1,03).
    """
    if step is None or step.value is None or word == OPEN:
        return Sentence(f"Perubahan indeks dari {{b}} {OPEN}.", b=before)
    return Sentence("Dari {b}, indeks {w}: {s:lengkap}.", b=before, w=word, s=step)


def moved_sentence(up: Sequence[str], down: Sequence[str]) -> Sentence:
    """Which elements rose and which fell.

    >>> moved_sentence(["waktu penyelesaian", "penanganan pengaduan"], [])
    Waktu penyelesaian dan penanganan pengaduan naik; unsur lain tidak berubah berarti
    """
    told = [f"{listed(names)} {word}" for names, word in ((up, "naik"), (down, "turun")) if names]
    if not told:
        return Sentence("Tidak ada unsur yang berubah berarti")
    return Sentence("{t}; unsur lain tidak berubah berarti", t=capital(", ".join(told)))


def driver_sentence(leading: Sequence[str], share: Number) -> Sentence:
    """What explains most; several that cannot be told apart are named together, without an order.

    >>> driver_sentence(["perilaku petugas"], Number("a", 0.235, "share", low=0.213, high=0.258))
    Perilaku petugas paling besar andilnya: 23,5% (21,3–25,8)
    """
    if len(leading) == 1:
        return Sentence("{x} paling besar andilnya: {a:lengkap}", x=capital(leading[0]), a=share)
    if len(leading) > MANY:
        return Sentence("Unsur mana yang paling besar andilnya belum dapat disimpulkan")
    return Sentence("Andil terbesar: {x}; urutannya belum dapat disimpulkan", x=listed(leading))


def priority_sentence(sure: Sequence[str]) -> Sentence:
    """Which elements matter and lag behind for certain.

    >>> priority_sentence(["waktu penyelesaian"])
    Prioritas utama yang sudah pasti: waktu penyelesaian
    """
    if not sure:
        return Sentence("Belum ada unsur yang pasti menjadi prioritas utama")
    return Sentence("Prioritas utama yang sudah pasti: {x}", x=listed(sure))


def apart_sentence(n: int, what: str) -> Sentence:
    """How many groups differ from the others.

    >>> apart_sentence(2, "kantor wilayah"), apart_sentence(0, "kelompok")
    (Dua kantor wilayah berbeda berarti dari yang lain, Tidak ada kelompok yang berbeda berarti dari yang lain)
    """
    if n == 0:
        return Sentence("Tidak ada {w} yang berbeda berarti dari yang lain", w=what)
    return Sentence("{n} {w} berbeda berarti dari yang lain", n=capital(spelled(n)), w=what)


def consistency_sentence(alpha: Number, *, enough: float = 0.7) -> Sentence:
    """Whether the elements hang together well enough for one index.

    >>> consistency_sentence(Number("a", 0.88, "ratio", low=0.87, high=0.89))
    Sembilan unsur ajek sebagai satu ukuran: alfa 0,88 (0,87–0,89)
    """
    if alpha.has_interval and alpha.low >= enough:
        return Sentence("Sembilan unsur ajek sebagai satu ukuran: alfa {a:lengkap}", a=alpha)
    if alpha.has_interval and alpha.high < enough:
        return Sentence("Sembilan unsur belum ajek sebagai satu ukuran: alfa {a:lengkap}", a=alpha)
    return Sentence(f"Keajekan sembilan unsur {OPEN}: alfa {{a:lengkap}}", a=alpha)


def beside_sentence(reading: str, rho: Number) -> Sentence:
    """Whether perception and news stand together; never whether one makes the other.

    >>> beside_sentence("belum dapat disimpulkan", Number("r", 0.1, "ratio", low=-0.2, high=0.4))
    Persepsi dan pemberitaan per wilayah: beriringan atau tidak, belum dapat disimpulkan; korelasi 0,10 (−0,20 s.d. +0,40)
    """
    if reading == OPEN:
        return Sentence(f"Persepsi dan pemberitaan per wilayah: beriringan atau tidak, {OPEN}; korelasi {{r:lengkap}}", r=rho)
    higher = "lebih tinggi" if reading == "beriringan" else "lebih rendah"
    return Sentence(
        "Wilayah dengan porsi negatif lebih tinggi berindeks {h}, korelasi {r:lengkap}; bukan bukti sebab", h=higher, r=rho
    )
