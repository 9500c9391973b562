"""The month's coverage in a sentence: the measure, its interval, and what may be said of its change."""

from __future__ import annotations

from analitik.core.period import Month
from analitik.report.narrative.words import OPEN, RAW, change_word, comparable
from analitik.report.number import Number
from analitik.report.sentence import Sentence


def news_headline(share: Number, month: Month, *, before: Number | None = None, change: Number | None = None) -> Sentence:
    """The answer to "how was the coverage": value, interval, change from the month before.

    >>> share = Number("a", 0.0684, "share", low=0.0512, high=0.0889, state="terkoreksi")
    >>> before = Number("b", 0.071, "share", low=0.053, high=0.093, state="terkoreksi")
    >>> change = Number("c", -0.3, "points", low=-3.0, high=2.4)
    >>> news_headline(share, Month(2022, 10), before=before, change=change)
    Pemberitaan negatif 6,8% (5,1–8,9), tidak berubah berarti dari September.
    >>> news_headline(Number("a", 0.0811, "share", state="belum dikoreksi"), Month(2022, 10))
    Pemberitaan negatif 8,1%, belum dikoreksi; arahnya belum dapat disimpulkan.
    """
    if share.value is None:
        return _no_share(share, month)
    if share.state == RAW:
        return Sentence(f"Pemberitaan negatif {{a}}, {RAW}; arahnya {OPEN}.", a=share)
    if before is None or change is None:
        return Sentence("Pemberitaan negatif {a:lengkap} pada {m}.", a=share, m=month.label())
    word = change_word(change, comparable=comparable(share, before))
    previous = (month - 1).label(year=False)
    if word == OPEN:
        return Sentence("Pemberitaan negatif {a:lengkap}; perubahan dari {m} {w}.", a=share, m=previous, w=word)
    return Sentence("Pemberitaan negatif {a:lengkap}, {w} dari {m}.", a=share, w=word, m=previous)


def news_lede(publications: Number, stories: Number, *, outlets: Number | None = None) -> Sentence:
    """How many publications, and how many stories they really are.

    >>> news_lede(Number("p", 368, "count"), Number("k", 97, "count"))
    368 publikasi negatif berasal dari 97 kisah.
    """
    if stories.value is None or publications.value is None:
        return Sentence("Jumlah publikasi dan kisah negatif bulan ini tidak tersedia.")
    if outlets is None:
        return Sentence("{p} publikasi negatif berasal dari {k} kisah.", p=publications, k=stories)
    return Sentence("{p} publikasi negatif di {o} media berasal dari {k} kisah.", p=publications, k=stories, o=outlets)


def few_data_sentence(n: Number, *, what: str = "kisah") -> Sentence:
    """Too few cases for a share: say how many, and no more.

    >>> few_data_sentence(Number("k", 4, "count"))
    Hanya 4 kisah bulan ini; terlalu sedikit untuk sebuah persentase.
    """
    if n.value == 0:
        return Sentence("Tidak ada {w} bulan ini ({n}).", w=what, n=n)
    return Sentence("Hanya {n} {w} bulan ini; terlalu sedikit untuk sebuah persentase.", n=n, w=what)


def change_sentence(name: str, before: Number, after: Number, change: Number | None, *, better: str | None = None) -> Sentence:
    """One measure before and after, with the difference when there is one.

    >>> change_sentence("Median waktu klarifikasi", Number("a", 13.8, "hours"), Number("b", 9.4, "hours"),
    ...                 Number("c", -4.4, "hours", low=-7.9, high=-0.6), better="turun")
    Median waktu klarifikasi turun (membaik), dari 13,8 jam menjadi 9,4 jam.
    """
    word = change_word(change, comparable=comparable(before, after), better=better)
    if word.startswith(("naik", "turun")):
        return Sentence("{x} {w}, dari {a} menjadi {b}.", x=name, w=word, a=before, b=after)
    return Sentence("{x} {w}: {a}, kemudian {b}.", x=name, w=word, a=before, b=after)


def _no_share(share: Number, month: Month) -> Sentence:
    if share.state == "terbatas":
        return Sentence("Kisah pada {m} terlalu sedikit untuk porsi negatif; hanya jumlahnya ditampilkan.", m=month.label())
    return Sentence("Tidak ada data pemberitaan {m}: celah data, bukan keadaan tenang.", m=month.label())
