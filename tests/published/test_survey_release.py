"""A reader who lays the survey pages of nation, kanwil and units side by side works out no small count."""

from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import pytest

from analitik.core.period import Month
from analitik.reference.units import NATION, Unit, add_kanwil, load_register
from analitik.report import Chart
from analitik.report.chapters import survey as chapter
from analitik.survey import study
from analitik.survey.groups import AGES, age_groups
from analitik.survey.indices import has_index
from analitik.survey.open_answers import find_themes
from analitik.survey.study import flagged

MONTH = Month(2022, 10)
FEW = 10
QUESTIONS = [f"q{k}" for k in range(1, 10)]


def pages(everybody, register):
    """Who has a page, and the study behind it."""
    latest = everybody[everybody["submitted_date"] > "2022-06-30"]
    everyone = [Unit(NATION, "Nasional", NATION, None)]
    everyone += [Unit(f"{kode[3:]}-KWL-01", kode, "kanwil", kode) for kode in sorted(latest["kanwil"].unique())]
    units = latest[["unit_code", "kanwil"]].drop_duplicates().sort_values("unit_code")
    everyone += [Unit(kode, kode, "upt", kanwil) for kode, kanwil in units.itertuples(index=False)]
    for who in everyone:
        found = study(who.rows(everybody), MONTH, one_unit=who.level == "upt", among=everybody)
        yield who, found


def published(found, who, register):
    """Every count on a page, also the bases of its numbers: key without its wave -> persons."""
    objects = [
        chapter.index_table(found, who.label), chapter.place_table(found, register, who), chapter.people_table(found),
        chapter.theme_table(found), chapter.nonresponse_table(found), chapter.quality_table(found),
    ]  # fmt: skip
    told = {}
    for item in objects:
        table = item.table if isinstance(item, Chart) else item
        for number in table.cell_numbers() if hasattr(table, "cell_numbers") else []:
            key = number.key.removesuffix(f".{found.wave}")
            if number.kind == "count" and number.value is not None:
                told[key] = number.value
            elif number.n is not None:
                told[f"{key}:n"] = number.n
    return told


def splits(latest):
    """Each way persons are counted: the group of each, and which key counts which groups (and the base of which numbers)."""
    lines, empty = flagged(latest)
    ages = {f"usia.{place}": name for place, (_, name) in enumerate(AGES, start=1)}
    found = find_themes(latest["open_text"])
    counted = has_index(latest)
    yield latest["sex"].where(counted).to_numpy(), {"jk.P": ["P"], "jk.L": ["L"]}
    yield age_groups(latest["age"]).where(counted).to_numpy(), {key: [name] for key, name in ages.items()}
    yield lines + 2 * empty, {"survei.tanda.1": [1, 3], "survei.tanda.2": [2, 3], "survei.tanda.3": [1, 2, 3]}
    for question in [*QUESTIONS, "recommend"]:
        yield latest[question].isna().to_numpy(), {f"survei.n_kosong.{question}": [True]}
    yield found.any(axis=1).to_numpy(), {"survei.saran": [True]}
    for theme in found.columns:
        yield found[theme].to_numpy(), {f"survei.tema.{theme}": [True]}


def value_of(told, key):
    for name in (key, f"{key}.n", f"{key}.ikm:n"):
        if name in told:
            return told[name]
    return None


def line_of(index, wanted=None, *, cell, used, width):
    """The sum of the cells that the rows of ``index`` lie in, of the groups ``wanted`` alone."""
    here = np.unique(cell[index])
    here = here if wanted is None else here[np.isin(here % width, wanted)]
    return np.isin(used, here).astype(float)


def leaks(everybody, register):
    """Small cells, of places and of groups in places, that follow by equations from everything published; and how much was told."""
    latest = study(everybody, MONTH).latest
    told = {who: published(found, who, register) for who, found in pages(everybody, register)}
    inside = {who: (who.rows(latest.assign(_=1)).index, who.rows(latest)) for who in told}
    leaked, n_told = [], 0
    unit = pd.factorize(latest["unit_code"])[0]
    for groups, keys in splits(latest):
        pairs = [f"{'' if pd.isna(name) else name}|{int(inside)}" for name, inside in zip(groups, has_index(latest), strict=True)]
        codes, pairs = pd.factorize(np.array(pairs, dtype=object))
        names, counted = [pair[:-2] for pair in pairs], [pair[-1] == "1" for pair in pairs]
        width = len(names)
        cell = unit * width + codes
        size = (unit.max() + 1) * width
        used = np.unique(cell)  # a reader is even taken to know which cells are empty
        rows, targets = [], {}

        vector = partial(line_of, cell=cell, used=used, width=width)
        counts = np.bincount(cell, minlength=size)[used]
        for who, (index, _) in inside.items():
            whole = vector(index, np.flatnonzero(counted))
            if value_of(told[who], "survei") is not None:
                rows.append(whole)
            prefix = "kanwil" if who.level == NATION else "unit"
            for other, (part, _) in inside.items():
                name = other.kanwil if other.level == "kanwil" else other.kode
                if value_of(told[who], f"{prefix}.{name}") is not None:
                    rows.append(vector(part, np.flatnonzero(counted)))
            for key, wanted in keys.items():
                line = vector(index, [k for k, name in enumerate(names) if name in map(str, wanted)])
                value = value_of(told[who], key)
                if value is not None:
                    assert value == line @ counts, (who, key, value, line @ counts)
                    rows.append(line)
                    n_told += 1
            for name in set(names) - {""}:
                targets[who, name] = vector(index, [k for k, other in enumerate(names) if other == name])
            targets[who, "semua"] = whole
        assert any(value_of(each, "survei") for each in told.values())
        _, size, right = np.linalg.svd(np.array(rows), full_matrices=True)
        free = right[int((size > 1e-9 * size[0]).sum()) :]
        for name, line in targets.items():
            if 0 < line @ counts < FEW and np.abs(free @ line).max(initial=0) < 1e-9:
                leaked.append((name[0].kode, name[1], int(line @ counts), list(keys)[0]))
    return leaked, n_told


def invented(seed, *, kanwil=6, units=7, largest=220):
    """Answers in places of very different sizes, with some groups, blanks and flags rare."""
    rng, register, waves = np.random.default_rng(seed), [], []
    for p in range(11, 11 + kanwil):
        register += [(f"{p}-KWL-01", f"Kanwil {p}", "kanwil", f"KW-{p}")]
        for k in range(1, units + 1):
            register += [(f"{p}-LPS-{k:02d}", f"Lapas {p} {k}", "lapas", f"KW-{p}")]
    register = pd.DataFrame(register, columns=["kode", "nama", "jenis", "kanwil"])
    lapas = register[register["jenis"] == "lapas"]
    sizes = np.exp(rng.uniform(np.log(2), np.log(largest), len(lapas))).astype(int)
    for day in ("2022-04-12", "2022-10-05"):
        place = np.repeat(np.arange(len(lapas)), sizes)
        n = len(place)
        frame = pd.DataFrame(rng.integers(2, 5, (n, 9)).astype(float), columns=QUESTIONS).mask(rng.random((n, 9)) < rng.uniform(0.02, 0.3, 9))
        frame.loc[rng.random(n) < 0.12, QUESTIONS] = 4.0
        frame.loc[rng.random(n) < 0.08, QUESTIONS[:6]] = np.nan
        frame["recommend"] = np.where(rng.random(n) < 0.1, np.nan, rng.integers(0, 11, n))
        frame["unit_code"], frame["kanwil"] = lapas["kode"].to_numpy()[place], lapas["kanwil"].to_numpy()[place]
        frame["submitted_date"], frame["weight"] = pd.Timestamp(day), rng.uniform(5, 15, n)
        women = rng.uniform(0.05, 0.6, len(lapas))[place]
        frame["sex"], frame["age"] = np.where(rng.random(n) < women, "P", "L"), rng.integers(17, 75, n)
        words = np.array(["Petugas ramah", "Antrean lama", "Kursi kurang", "Mantap", None], dtype=object)
        frame["open_text"] = pd.Series(rng.choice(words, n), dtype="str")
        waves.append(frame)
    whole = pd.concat(waves, ignore_index=True).astype({**dict.fromkeys(QUESTIONS, "Int64"), "recommend": "Int64", "age": "Int64"})
    return whole, register


def test_pages_of_places_of_all_sizes_give_no_small_count_away():
    everybody, register = invented(3, kanwil=4, units=4)
    found, n_told = leaks(everybody, register)
    assert found == [] and n_told > 20


def test_what_would_tell_how_many_left_a_question_out_carries_no_base():
    everybody, register = invented(3, kanwil=4, units=4)
    found = study(everybody, MONTH)
    charts = [chapter.element_chart(found), chapter.answer_chart(found), chapter.element_change_chart(found)]
    assert not [number for chart in charts for number in chart.table.cell_numbers() if number.n is not None]


def test_a_unit_hidden_in_its_kanwil_is_hidden_in_its_own_report():
    everybody, register = invented(3, kanwil=4, units=4)
    hidden = 0
    for who, found in pages(everybody, register):
        if who.level == "upt":
            shown = found.page.is_shown
            above = study(everybody[everybody["kanwil"] == who.kanwil], MONTH, among=everybody).page.shown_parts("unit_code")
            assert shown == above[who.kode]
            assert shown == (chapter.index_table(found, who.label).column("Indeks")[0].value is not None)
            if not shown and found.scores["n"].iloc[0] >= FEW:
                assert "terlalu sedikit" not in chapter.headline(found).text() + chapter.element_chart(found).text()
            hidden += not shown and found.scores["n"].iloc[0] >= FEW
    assert hidden, "one unit of ten persons or more protects a small one"


@pytest.mark.slow
def test_many_places_give_no_small_count_away():
    found, n_told = leaks(*invented(1, kanwil=5, units=8))
    assert found == [] and n_told > 60


@pytest.mark.slow
def test_the_sample_that_comes_with_the_house_gives_no_small_count_away(demo, project):
    register = load_register(project / "data" / "sample" / "register.csv")
    everybody = add_kanwil(demo.read("responses"), register).reset_index(drop=True)
    found, n_told = leaks(everybody, register)
    assert found == [] and n_told > 30
