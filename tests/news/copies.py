"""Invented news with known stories: copies as newsrooms make them, and look-alikes that are other events."""

from __future__ import annotations

import numpy as np
import pandas as pd

SYLLABLES = [a + b for a in "bklmnprstw" for b in "aiu"]
FIRST = pd.Timestamp("2022-03-01")
BOILERPLATE = [
    "Kegiatan berjalan aman dan tertib sampai selesai.",
    "Kepala unit berterima kasih atas dukungan semua pihak.",
    "Pelaksanaan dilakukan sesuai prosedur yang berlaku.",
    "Seluruh petugas diminta menjaga integritas dan disiplin.",
    "Ia berharap layanan kepada warga binaan terus membaik.",
    "Apel dipimpin langsung oleh kepala pengamanan.",
    "Kegiatan ini merupakan tindak lanjut arahan kantor wilayah.",
    "Hasil kegiatan dilaporkan secara berjenjang kepada pimpinan.",
]
ROUTINES = ["Razia kamar hunian", "Apel pagi pegawai", "Senam bersama", "Tes urine pegawai", "Panen sayur", "Pelatihan menjahit"]


class Writer:
    """Writes sentences of invented words; the same seed writes the same."""

    def __init__(self, seed: int):
        self.rng = np.random.default_rng(seed)
        self.vocabulary = [self.word() for _ in range(4_000)]

    def word(self) -> str:
        return "".join(self.rng.choice(SYLLABLES, self.rng.integers(2, 5)))

    def name(self) -> str:
        return " ".join(self.word().capitalize() for _ in range(2))

    def some(self, n: int) -> list[str]:
        return [self.vocabulary[k] for k in self.rng.integers(0, len(self.vocabulary), n)]

    def sentence(self) -> str:
        words = self.some(int(self.rng.integers(8, 18)))
        if self.rng.random() < 0.6:
            words.insert(int(self.rng.integers(1, len(words))), str(self.rng.integers(2, 900)))
        if self.rng.random() < 0.4:
            words.insert(int(self.rng.integers(1, len(words))), self.name())
        return " ".join(words).capitalize() + "."

    def headline(self, unit: str) -> str:
        return f"{' '.join(word.capitalize() for word in self.some(4))} di {unit} {' '.join(word.capitalize() for word in self.some(2))}"

    def body(self, unit: str, day: pd.Timestamp, n: int, *, dated: bool = True) -> list[str]:
        when = f" ({day.day}/{day.month}/{day.year})" if dated else ""
        lead = f"{unit.split()[-1].upper()} - {unit} {' '.join(self.some(9))}, {'Senin'}{when}."
        shared = list(self.rng.choice(BOILERPLATE, 2, replace=False))
        return [lead, *(self.sentence() for _ in range(n)), *shared]

    # ---- what newsrooms do to a text ------------------------------------------------------------------------------

    def numbers(self, sentences: list[str]) -> list[str]:
        return [" ".join(str(self.rng.integers(2, 900)) if word.isdigit() else word for word in one.split()) for one in sentences]

    def names(self, sentences: list[str]) -> list[str]:
        first, rest = sentences[0], sentences[1:]
        return [first, *(" ".join(self.word().capitalize() if k and word[0].isupper() else word for k, word in enumerate(one.split())) for one in rest)]

    def cut(self, sentences: list[str]) -> list[str]:
        return sentences[: max(2, int(len(sentences) * self.rng.uniform(0.35, 0.7)))]

    def link(self, sentences: list[str]) -> list[str]:
        place = int(self.rng.integers(1, len(sentences)))
        return [*sentences[:place], f"BACA JUGA: {' '.join(word.capitalize() for word in self.some(6))}\n", *sentences[place:]]

    def spelling(self, sentences: list[str]) -> list[str]:
        return [" ".join(word + "h" if self.rng.random() < 0.03 and word.isalpha() else word for word in one.split()) for one in sentences]


def planted(units: list[str], n_events: int, *, seed: int) -> pd.DataFrame:
    """Publications of invented events.

    Returns
    -------
    DataFrame
        One row per publication: ``id``, ``title``, ``text``, ``url``, ``outlet``, ``published_at``, ``published_date``, ``has_time``,
        ``unit_code`` (all missing), ``truth`` (the event) and ``made`` (how the row was made).
    """
    writer = Writer(seed)
    rng, rows, event = writer.rng, [], 0

    def publish(title: str, sentences: list[str], when: pd.Timestamp, made: str) -> None:
        rows.append((title, " ".join(sentences), when, f"media{rng.integers(0, 60)}", event, made))

    def copies(title: str, sentences: list[str], when: pd.Timestamp, unit: str, most: int = 6) -> None:
        publish(title, sentences, when, "first")
        for _ in range(int(rng.integers(0, most))):
            later = when + pd.Timedelta(hours=float(rng.exponential(14)))
            made = str(rng.choice(["same", "numbers", "names", "cut", "headline", "link", "spelling"]))
            changed = sentences if made in ("same", "headline") else getattr(writer, made)(sentences)
            publish(writer.headline(unit) if made == "headline" else title, changed, later, made)

    while event < n_events:
        unit, when = str(rng.choice(units)), FIRST + pd.Timedelta(hours=float(rng.uniform(0, 24 * 60)))
        kind = rng.choice(["event", "twin", "campaign", "routine", "headlines"], p=[0.6, 0.1, 0.05, 0.15, 0.1])
        title = writer.headline(unit)
        if kind == "campaign":
            text, named = writer.body("UNITNYA", when, 5), "Donor Darah Serentak di UNITNYA Sambut Hari Bakti"
            for each in rng.choice(units, int(rng.integers(3, 25)), replace=False):
                event += 1
                told = [one.replace("UNITNYA", str(each)).replace("UNITNYA".upper(), str(each).split()[-1].upper()) for one in text]
                copies(named.replace("UNITNYA", str(each)), told, when, str(each), 3)
            continue
        if kind == "routine":
            habit, usual = str(rng.choice(ROUTINES)), [writer.sentence() for _ in range(3)]
            for week in range(int(rng.integers(2, 5))):
                event += 1
                day = when + pd.Timedelta(days=3 * week + float(rng.uniform(0, 1)))
                told = writer.body(unit, day, 2)
                copies(f"{habit} di {unit}", [told[0], *usual, *told[1:]], day, unit, 4)
            continue
        if kind == "headlines":
            event += 1
            for _ in range(int(rng.integers(1, 4))):
                publish(title, [], when + pd.Timedelta(hours=float(rng.exponential(10))), "headline only")
            continue
        event += 1
        copies(title, writer.body(unit, when, int(rng.integers(4, 10))), when, unit)
        if kind == "twin":
            event += 1
            day = when + pd.Timedelta(days=float(rng.uniform(2, 6)))
            copies(title, writer.body(unit, day, int(rng.integers(4, 10))), day, unit)
    return _frame(rows, rng)


def _frame(rows: list[tuple], rng: np.random.Generator) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["title", "text", "published_at", "outlet", "truth", "made"]).iloc[rng.permutation(len(rows))].reset_index(drop=True)
    when = frame["published_at"].dt.floor("s").astype("datetime64[us]")
    return frame.assign(
        id=[f"P{k:06d}" for k in range(len(frame))],
        published_at=when,
        published_date=when.dt.normalize(),
        url=None,
        has_time=True,
        unit_code=None,
    )


def pairwise(truth: pd.Series, found: pd.Series) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of publications."""
    table = pd.DataFrame({"t": truth.to_numpy(), "f": found.to_numpy()})

    def pairs(sizes: pd.Series) -> float:
        return float((sizes * (sizes - 1) / 2).sum())

    both, of_truth, of_found = pairs(table.groupby(["t", "f"]).size()), pairs(table.groupby("t").size()), pairs(table.groupby("f").size())
    precision, recall = both / of_found if of_found else 1.0, both / of_truth if of_truth else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0
