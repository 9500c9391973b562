"""Planted carelessness is found again, honest respondents are mostly left alone, and the estimate is told both ways."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.survey import index_scores
from analitik.survey.design import Design
from analitik.survey.forms import Choice, Codebook, Question
from analitik.survey.quality import completeness, item_nonresponse, quality_flags, with_and_without

ITEMS = [f"U{k}" for k in range(1, 10)]
CODEBOOK = Codebook(
    tuple(Question(name, "one", choices=tuple(Choice(str(k)) for k in range(1, 5)), list_name="mutu") for name in ITEMS)
    + (Question("usia", "integer"), Question("jk", "integer"))
)


def field(seed, n=1500):
    """A survey at 50 tablets with every kind of carelessness planted: its responses, and flag -> planted places."""
    rng = np.random.default_rng(seed)
    mood = rng.normal(0, 0.7, n)[:, None]
    values = 1 + sum(mood + rng.normal(0, 0.7, (n, 9)) > cut for cut in (-1.9, -1.2, 0.5))
    tablet = np.arange(n) % 50
    minutes = np.zeros(n)
    for one in range(50):
        own = np.flatnonzero(tablet == one)
        day = np.arange(len(own)) // 10
        minutes[own] = (
            day * 1440 + 480 + np.concatenate([np.cumsum(rng.exponential(25, 10)) for _ in range(day.max() + 1)])[: len(own)]
        )
    seconds = np.exp(rng.normal(np.log(300), 0.3, n))
    places = rng.permutation(n)
    fast, line, empty = places[:45], places[45:90], places[90:120]
    seconds[fast] = rng.uniform(20, 90, 45)
    values[line] = rng.integers(1, 5, 45)[:, None]
    age, sex = rng.integers(17, 75, n), rng.integers(0, 2, n)
    copied = []
    for one in range(32, 47):  # the sixth and the ninth at a tablet are the third again
        origin, *others = np.setdiff1d(np.flatnonzero(tablet == one), places[:120])[[2, 5, 8]]
        values[others], age[others], sex[others] = values[origin], age[origin], sex[origin]
        copied += others
    rushed = []
    for one in (3, 17, 31):  # twelve submissions within six minutes
        own = np.flatnonzero(tablet == one)[-12:]
        minutes[own] = 10 * 1440 + 900 + np.sort(rng.uniform(0, 6, 12))
        rushed += own.tolist()
    ended = pd.Timestamp("2024-03-01") + pd.to_timedelta(np.round(minutes * 60), unit="s")
    ids = np.array([f"r{k}" for k in range(n)], dtype=object)
    again = places[400:410]
    ids[again] = ids[places[410:420]]
    meta = pd.DataFrame({"row": np.arange(1, n + 1), "id": pd.array(ids, dtype="str"), "ended_at": ended, "submitted_at": ended,
                         "duration_seconds": seconds, "device": pd.array([f"t{k}" for k in tablet], dtype="str"), "operator": pd.array([None] * n, dtype="str")})  # fmt: skip
    answers = pd.DataFrame(values, columns=ITEMS).astype("Int64").assign(usia=age, jk=sex)
    states = pd.DataFrame("answered", index=answers.index, columns=answers.columns, dtype=object)
    answers.loc[empty, ITEMS[:8]] = pd.NA
    states.loc[empty, ITEMS[:8]] = "blank"
    copies = {frozenset((a, b)) for a in again for b in [int(np.flatnonzero(ids == ids[a])[0])]}
    later = sorted(max(int(k) for k in np.flatnonzero(ids == ids[next(iter(pair))])) for pair in copies)
    planted = {"cepat": fast, "banyak_kosong": empty, "jawaban_kembar": copied, "beruntun": rushed, "id_ganda": later}
    return SimpleNamespace(answers=answers, states=states, meta=meta, codebook=CODEBOOK), planted, line


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_what_was_planted_is_found_again(seed):
    responses, planted, line = field(seed)
    flags = quality_flags(responses)
    floor = {
        "cepat": (0.95, 0.9),
        "banyak_kosong": (1, 1),
        "id_ganda": (1, 1),
        "beruntun": (0.95, 0.95),
        "jawaban_kembar": (0.95, 0.85),
    }
    for flag, places in planted.items():
        found, true = set(flags.loc[flags["flag"] == flag, "row"] - 1), set(map(int, places))
        recall, precision = len(found & true) / len(true), len(found & true) / max(len(found), 1)
        assert recall >= floor[flag][0] and precision >= floor[flag][1], (flag, recall, precision)
    complete = responses.answers.loc[line, ITEMS].notna().all(axis=1).to_numpy()
    assert set(line[complete]) <= set(flags.loc[flags["flag"] == "satu_garis", "row"] - 1)
    assert flags["reason"].str.len().min() > 20 and set(flags["id"]) <= set(responses.meta["id"])


def test_nobody_honest_is_in_a_burst_or_a_copy_however_busy_the_desk():
    counts = []
    for seed in range(5):
        rng = np.random.default_rng(seed)
        gap = np.where(np.arange(1200) < 600, 3.0, 25.0)  # half of the tablets are eight times as busy
        day = np.arange(1200) // 20 % 3
        at = pd.Timestamp("2024-03-01 08:00") + pd.to_timedelta(day, unit="D")
        minutes = np.concatenate([np.cumsum(rng.exponential(gap[k * 20], 20)) for k in range(60)])
        tablet = np.arange(1200) // 60
        ended = at + pd.to_timedelta(np.round(minutes * 60), unit="s")
        meta = pd.DataFrame({"row": np.arange(1, 1201), "id": np.arange(1200).astype(str), "device": tablet.astype(str), "operator": None,
                             "ended_at": ended, "submitted_at": ended, "duration_seconds": np.exp(rng.normal(6, 0.3, 1200))})  # fmt: skip
        mood = rng.normal(0, 0.7, 1200)[:, None]
        values = 1 + sum(mood + rng.normal(0, 0.7, (1200, 9)) > cut for cut in (-1.9, -1.2, 0.5))
        answers = pd.DataFrame(values, columns=ITEMS).assign(usia=rng.integers(17, 75, 1200), jk=rng.integers(0, 2, 1200))
        states = pd.DataFrame("answered", index=answers.index, columns=answers.columns)
        flags = quality_flags(SimpleNamespace(answers=answers, states=states, meta=meta, codebook=CODEBOOK))
        counts.append(flags["flag"].value_counts())
    total = pd.concat(counts, axis=1).sum(axis=1)
    assert total.get("beruntun", 0) <= 6000 * 0.002
    assert total.get("jawaban_kembar", 0) <= 6000 * 0.002
    assert total.get("cepat", 0) <= 6000 * 0.005


def test_a_line_everybody_gives_is_no_copy():
    responses, _, _ = field(1)
    answers = responses.answers.assign(**{name: 3 for name in ITEMS}, usia=30, jk=1)
    changed = SimpleNamespace(**{**vars(responses), "answers": answers})
    assert "jawaban_kembar" not in set(quality_flags(changed)["flag"])


def test_a_clock_that_runs_backwards_is_said():
    responses, _, _ = field(1)
    meta = responses.meta.assign(duration_seconds=responses.meta["duration_seconds"].where(responses.meta["row"] != 5, -60.0))
    flags = quality_flags(SimpleNamespace(**{**vars(responses), "meta": meta}))
    assert flags.loc[flags["flag"] == "jam_mustahil", "row"].tolist() == [5]


def test_without_clocks_and_devices_nothing_is_made_up():
    responses, _, _ = field(1)
    meta = responses.meta.assign(device=None, operator=None, duration_seconds=np.nan)
    assert set(quality_flags(SimpleNamespace(**{**vars(responses), "meta": meta}))["flag"]) == {
        "satu_garis",
        "id_ganda",
        "banyak_kosong",
    }


def test_the_estimate_is_told_with_and_without():
    responses, _, _ = field(1)
    flags = quality_flags(responses)
    both = with_and_without(responses.answers, flags, exclude=["cepat"])
    out = flags.loc[flags["flag"] == "cepat", "row"]
    rest = index_scores(responses.answers.drop(index=out - 1)).iloc[0]
    assert both["rule"].tolist() == ["semua", "tanpa cepat"] and both["n_excluded"].tolist() == [0, len(out)]
    assert both["index"].tolist() == pytest.approx([index_scores(responses.answers)["index"].iloc[0], rest["index"]])
    assert both["difference"].iloc[1] == pytest.approx(both["index"].iloc[1] - both["index"].iloc[0])


def test_the_design_is_whole_for_both():
    responses, _, _ = field(2)
    answers = responses.answers.assign(w=np.linspace(0.5, 2, len(responses.answers)), tablet=responses.meta["device"])
    design = Design(weights="w", psu="tablet")
    both = with_and_without(answers, quality_flags(responses), design=design)
    assert both["se"].gt(0).all() and both["low"].lt(both["index"]).all()


def test_a_rule_that_leaves_nobody_or_names_no_flag_is_refused():
    responses, _, _ = field(1)
    everybody = pd.DataFrame({"row": responses.meta["row"], "flag": "cepat"})
    with pytest.raises(UsageFault, match="tidak menyisakan"):
        with_and_without(responses.answers, everybody)
    with pytest.raises(UsageFault, match="lambat"):
        with_and_without(responses.answers, everybody, exclude=["lambat"])


def test_nonresponse_counts_only_those_who_were_asked():
    states = pd.DataFrame({"a": ["answered", "blank", "refused", "unknown"], "b": ["not_asked", "not_asked", "answered", "blank"]})
    table = item_nonresponse(states).set_index("question")
    assert table.loc["a", ["n_asked", "n_answered", "n_refused", "n_blank", "n_unknown"]].tolist() == [4, 1, 1, 1, 1]
    assert table.loc["b", ["n_asked", "nonresponse_share"]].tolist() == [2, 0.5]
    assert (table["low"] < table["nonresponse_share"]).all() and (table["nonresponse_share"] < table["high"]).all()
    assert completeness(states)["n_asked"].tolist() == [1, 1, 2, 2]
