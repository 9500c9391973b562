"""The drawings: right places, no text over text, nothing unknown, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import re
import subprocess
import tempfile

import pytest

from analitik.core.errors import AnalitikError
from analitik.core.period import Month
from analitik.report import Number, Table, figures
from analitik.report.chart import plain_figure
from analitik.report.figures.base import round_ticks
from analitik.report.markup import el, json_block, style
from analitik.report.svg import draw, hatch_pattern
from analitik.report.svg.frame import Frame
from analitik.report.svg.labels import labels, overlap
from analitik.report.theme import DARK, LIGHT, drawing_rules, page_tokens, template

CHARTS = ("share_chart", "count_chart", "story_chart", "issue_chart", "index_chart", "likert_chart", "element_chart", "quadrant_chart")
WIDTHS = ((700, "w"), (520, "w"), (358, "nw"))
CHROMIUM = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync"


def simple(**layout) -> dict:
    """The least figure the renderer takes."""
    axes = {"xaxis": {"range": [0, 4], "tickvals": [], "ticktext": []}, "yaxis": {"range": [0, 10], "tickvals": [], "ticktext": []}}
    return {"data": [], "layout": {**axes, "height": 200, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}, **layout}}


@pytest.mark.parametrize(("name", "size"), list(itertools.product(CHARTS, WIDTHS)))
def test_no_label_lies_over_another(demo, name, size):
    chart = getattr(demo, name)()
    if size == (520, "w") and not chart.half:
        pytest.skip("this chart is never drawn at half width")
    layout = chart.figure["layout"]
    placed = labels(layout, Frame.of(layout, size[0], size[1] == "nw"))
    assert [(a.text, b.text) for a, b in itertools.combinations(placed, 2) if overlap(a, b, gap=0)] == []


@pytest.mark.parametrize("name", CHARTS)
def test_numbers_drawn_are_numbers_of_the_chart(demo, name):
    chart = getattr(demo, name)()
    layout = chart.figure["layout"]
    said = " ".join(f"{n.text()} {n.text_full()} {n.text_n()} {n.text_bare()}" for n in chart.numbers())
    known = set(re.findall(r"[\d.,]*\d", said)) | {"95", "92", "2", "9", "17"}
    known |= set(re.findall(r"\d+", " ".join(cell for row in chart.table.rows for cell in row if isinstance(cell, str))))
    ticks = {str(text) for axis in ("xaxis", "yaxis") for text in layout[axis]["ticktext"]}
    drawn = [note["text"] for note in layout["annotations"] if note["text"] not in ticks]
    assert {digits for text in drawn for digits in re.findall(r"[\d.,]*\d", text)} <= known


@pytest.mark.parametrize("name", CHARTS)
def test_the_same_chart_is_the_same_bytes(demo, name):
    assert str(getattr(demo, name)().drawing()) == str(getattr(demo, name)().drawing())


def test_every_token_has_a_colour_of_its_own_in_light_and_dark():
    assert len(set(LIGHT.values())) == len(LIGHT) and set(LIGHT) == set(DARK)


def test_a_line_is_broken_where_a_value_is_missing():
    figure = simple()
    figure["data"] = [
        {"type": "scatter", "mode": "lines", "x": [0, 1, 2, 3, 4], "y": [1, 2, None, 3, 4], "line": {"color": LIGHT["neg"]}}
    ]
    assert str(draw(figure, 400)).count("<path") == 2


def test_a_point_stands_where_its_value_says():
    figure = simple()
    figure["data"] = [{"type": "scatter", "mode": "markers", "x": [1], "y": [2.5], "marker": {"color": LIGHT["pos"]}}]
    assert '<circle cx="100" cy="150"' in str(draw(figure, 400))


def test_a_bar_reaches_from_zero_to_its_value():
    figure = simple(bargap=0)
    figure["data"] = [{"type": "bar", "x": [1], "y": [5], "marker": {"color": LIGHT["negfill"]}}]
    assert '<rect x="50" y="100" width="100" height="100"' in str(draw(figure, 400))


@pytest.mark.parametrize(
    ("trace", "what"),
    [
        ({"type": "pie", "values": [1]}, "pie"),
        ({"type": "scatter", "mode": "text", "x": [1], "y": [1]}, "text"),
        ({"type": "scatter", "x": [1, 2], "y": [1, 2], "fill": "tozeroy"}, "tozeroy"),
        ({"type": "scatter", "x": ["a", "b"], "y": [1, 2]}, "'a'"),
        ({"type": "scatter", "x": [1, 2], "y": [1, 2], "line": {"color": "#123456"}}, "#123456"),
        ({"type": "scatter", "mode": "markers", "x": [1], "y": [1], "marker": {"symbol": "star", "color": LIGHT["neg"]}}, "star"),
        ({"type": "scatter", "x": {"bdata": "AAA"}, "y": [1]}, "list"),
    ],
)
def test_what_the_renderer_does_not_know_it_refuses(trace, what):
    with pytest.raises(AnalitikError, match=re.escape(what)):
        draw({**simple(), "data": [trace]}, 400)


def test_an_interval_past_the_end_of_the_scale_is_cut_there():
    figure = simple()
    bars = {"type": "data", "symmetric": False, "array": [3], "arrayminus": [1], "color": LIGHT["net"]}
    figure["data"] = [
        {"type": "scatter", "mode": "markers", "x": [3], "y": [5], "marker": {"color": LIGHT["pos"]}, "error_x": bars}
    ]
    assert 'x1="200" y1="100" x2="400" y2="100"' in str(draw(figure, 400))


def test_an_arrow_or_a_tilted_label_is_refused():
    for note in ({"showarrow": True}, {"showarrow": False, "textangle": 45}):
        with pytest.raises(AnalitikError, match="annotation"):
            draw(simple(annotations=[{"x": 1, "y": 1, "text": "a", **note}]), 400)


def test_markup_in_data_stays_text_in_both_drawings(demo):
    chart = demo.story_chart()
    assert "<b>& lainnya" not in str(chart.drawing())
    told = [note["text"] for note in chart.figure["layout"]["annotations"] if "lainnya" in note["text"]]
    assert told and all("&lt;b&gt;&amp; lainnya" in text for text in told)


def test_an_uncorrected_month_is_never_joined_to_a_corrected_one(demo):
    lines = [trace for trace in demo.share_chart().figure["data"] if trace["mode"] == "lines+markers"]
    solid = {x for trace in lines if "dash" not in trace["line"] for x in trace["x"]}
    dashed = {x for trace in lines if "dash" in trace["line"] for x in trace["x"]}
    assert dashed == {0, 1, 2, 3, 5, 6, 7} and solid == {8, 9, 10, 11, 12}


def test_a_gap_is_hatched_and_named_not_zero(demo):
    layout = demo.count_chart().figure["layout"]
    assert [shape["x0"] for shape in layout["shapes"] if shape.get("fillcolor") == LIGHT["hatch"]] == [3.5]
    assert any(note["text"] == "celah<br>data" for note in layout["annotations"])


def test_months_must_follow_each_other():
    table = Table.of("t", "T", {"Bulan": [Month(2022, 1), Month(2022, 3)], "N": [Number("a", 1, "count"), Number("b", 2, "count")]})
    with pytest.raises(AnalitikError, match="lompatan"):
        figures.monthly_counts(table, month="Bulan", count="N")


def test_a_single_month_and_all_zero_counts_can_be_drawn():
    table = Table.of("t", "T", {"Bulan": [Month(2022, 1)], "N": [Number("a", 0, "count")], "P": [Number("p", 0.0, "share")]})
    for figure in (figures.monthly_counts(table, month="Bulan", count="N"), figures.monthly_share(table, month="Bulan", share="P")):
        assert "<svg" in str(draw(plain_figure(figure), 358, css="nw"))


def test_a_series_without_any_value_is_one_hatched_field_with_one_word():
    months = Month(2022, 3).back(3)
    gaps = [Number(f"a.{m}", None, "share", state="celah data") for m in months]
    figure = figures.monthly_share(Table.of("t", "T", {"Bulan": months, "P": gaps}), month="Bulan", share="P")
    drawing = str(draw(plain_figure(figure), 700))
    assert drawing.count("f-hatch") == 1 and drawing.count(">celah<") == 1


def test_counts_have_whole_ticks():
    table = Table.of("t", "T", {"B": [Month(2022, 1)], "N": [Number("a", 1, "count")]})
    assert all(float(tick).is_integer() for tick in figures.monthly_counts(table, month="B", count="N").layout.yaxis.tickvals)


@pytest.mark.parametrize("high", [0.3, 1, 7, 11.2, 99, 617, 5_412, 123_456])
def test_ticks_are_few_and_reach_the_top(high):
    ticks = round_ticks(high)
    assert 3 <= len(ticks) <= 7 and ticks[0] == 0 and ticks[-1] >= high * 0.999


def test_the_form_of_an_unknown_cell_is_named():
    table = Table.of("t", "T", {"Isu": ["a"], "Porsi": ["bukan angka"]})
    with pytest.raises(AnalitikError, match="Porsi"):
        figures.issue_dots(table, label="Isu", share="Porsi")


def dump(chromium: str, page: str) -> str:
    """The document after its scripts have run."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/page.html"
        with open(file, "w", encoding="utf-8") as handle:
            handle.write(page)
        command = [
            chromium,
            *CHROMIUM.split(),
            f"--user-data-dir={folder}/profile",
            "--virtual-time-budget=8000",
            "--dump-dom",
            f"file://{file}",
        ]
        return subprocess.run(command, capture_output=True, text=True, timeout=90, check=True).stdout


@pytest.mark.browser
def test_in_a_browser_no_label_lies_over_another_or_outside(demo, chromium):
    drawings = []
    for name in CHARTS:
        chart = getattr(demo, name)()
        for width, css in ((520 if chart.half else 700, "w"), (358, "nw")):
            drawings.append(
                el(
                    "div",
                    {"class": "case", "style": f"width:{width}px", "title": f"{name}-{css}"},
                    draw(chart.figure, width, css=css),
                )
            )
    script = """<script>const bad=[];for(const c of document.querySelectorAll('.case')){const box=c.getBoundingClientRect();
    const t=[...c.querySelectorAll('text')].map(x=>[x.textContent,x.getBoundingClientRect()]);
    t.forEach(([n,a],i)=>{if(a.left<box.left-1||a.right>box.right+1||a.top<box.top-1||a.bottom>box.bottom+1)bad.push(c.title+' outside: '+n);
    t.slice(i+1).forEach(([m,b])=>{if(a.left<b.right-2&&b.left<a.right-2&&a.top+5<b.bottom-1&&b.top+5<a.bottom-1)bad.push(c.title+': '+n+' x '+m)})})}
    document.body.insertAdjacentHTML('beforeend','<output>'+(bad.join(' | ')||'none')+'</output>')</script>"""
    page = f'<meta charset="utf-8"><body>{style(page_tokens() + drawing_rules())}{hatch_pattern()}{"".join(map(str, drawings))}{script}'
    assert re.findall(r"<output>(.*?)</output>", dump(chromium, page), re.S)[-1] == "none"


@pytest.mark.browser
def test_marks_stand_where_plotly_puts_them(demo, chromium):
    from plotly.offline import get_plotlyjs

    chart = demo.share_chart()
    bars = demo.count_chart()
    both = {"a": {**chart.figure, "w": 700}, "b": {**bars.figure, "w": 520}}
    places = "".join(
        f'<div id="{k}p" style="width:{f["w"]}px"></div><div id="{k}s" style="width:{f["w"]}px">{draw(f, f["w"])}</div>'
        for k, f in both.items()
    )
    script = """<script>const d=JSON.parse(document.getElementById('d').textContent),out=[];
    const off=(root,list)=>{const r=root.getBoundingClientRect();return list.map(e=>{const b=e.getBoundingClientRect();return [b.left-r.left+b.width/2,b.top-r.top+b.height/2,b.height]}).sort((x,y)=>x[0]-y[0]||x[1]-y[1])};
    Promise.all(['a','b'].map(k=>Plotly.newPlot(k+'p',d[k].data,{...d[k].layout,template:d.t,width:d[k].w},{staticPlot:true}))).then(()=>{
    const A=document.getElementById('ap'),S=document.getElementById('as'),B=document.getElementById('bp'),T=document.getElementById('bs');
    const p=off(A,[...A.querySelectorAll('.scatterlayer .point')]),s=off(S.querySelector('svg'),[...S.querySelectorAll('circle')]);
    const q=off(B,[...B.querySelectorAll(".bars .point path")].filter(e=>e.getBoundingClientRect().height>1)),t=off(T.querySelector('svg'),[...T.querySelectorAll('rect.f-negfill,rect.f-paper')]);
    const far=(x,y)=>x.length!==y.length?999:Math.max(...x.map((e,i)=>Math.max(Math.abs(e[0]-y[i][0]),Math.abs(e[1]-y[i][1]))));
    document.body.insertAdjacentHTML('beforeend','<output>'+[p.length,far(p,s),q.length,far(q,t)].join(' ')+'</output>')})</script>"""
    data = json_block("d", {**both, "t": template()})
    page = f'<meta charset="utf-8"><body style="margin:0">{style(page_tokens() + drawing_rules())}{places}{data}<script>{get_plotlyjs()}</script>{script}'
    points, apart, columns, away = re.findall(r"<output>(.*?)</output>", dump(chromium, page))[-1].split()
    assert int(points) == 12 and int(columns) == 12
    assert float(apart) < 1.5 and float(away) < 2.5


def invented(seed: int) -> dict[str, object]:
    """Figures of many shapes: few and many months, gaps, tiny and huge values, withheld rows, long names."""
    chance = random.Random(seed)
    months = Month(2022, 10).back(chance.choice([1, 2, 6, 13, 24]))
    scale = chance.choice([0.02, 0.3, 1.0])
    shares = [_invented_share(chance, str(month), scale) for month in months]
    counts = [
        Number(
            f"c.{month}", chance.randrange(chance.choice([2, 30, 90_000])), "count", state=chance.choice(["belum dikoreksi", None])
        )
        for month in months
    ]
    table = Table.of("t", "T", {"B": months, "S": shares, "C": counts})
    days = sorted(dt.date(2022, chance.randrange(1, 12), chance.randrange(1, 28)) for _ in range(chance.randrange(4)))
    events = [figures.Event(day, chance.choice(["Lebaran", "Remisi HUT RI", "Grand Strategy"])) for day in days]
    many = chance.randrange(1, 6)
    stories = {
        "K": [f"Kisah {k} " + "dugaan peredaran di Lapas yang namanya panjang " * (k % 2 + 1) for k in range(many)]
        + ["Kisah lain"],
        "P": [Number(f"p.{k}", chance.randrange(1, 9_000), "count") for k in range(many + 1)],
        "M": [Number(f"m.{k}", chance.randrange(1, 99), "count") for k in range(many)] + [None],
    }
    values = [chance.uniform(40, 98) for _ in range(3)]
    indices = {
        "L": ["IKM", "SPKP · Persepsi kualitas pelayanan", "Kantor Wilayah Kementerian Hukum dan HAM Provinsi Jawa Tengah"],
        "N": [Number("i.0", values[0], "index", low=values[0] - 2, high=values[0] + 2), Number("i.1", values[1], "index"), Number("i.2", None, "index", state="terbatas")],
        "A": [Number(f"a.{k}", chance.random(), "probability") for k in range(3)],
    }  # fmt: skip
    return {
        "share": figures.monthly_share(table, month="B", share="S", events=events, target=Number("t", 0.07, "share")),
        "half": figures.monthly_share(table, month="B", share="S", half=True),
        "counts": figures.monthly_counts(table, month="B", count="C"),
        "stories": figures.top_stories(Table.of("s", "S", stories), label="K", count="P", outlets="M"),
        "indices": figures.index_zones(Table.of("i", "I", indices), label="L", index="N", grades={"A": "A"}),
    }


def _invented_share(chance: random.Random, month: str, scale: float) -> Number:
    value = chance.random() * scale
    if chance.random() < 0.2:
        return Number(f"s.{month}", None, "share", state=chance.choice(["celah data", "terbatas"]))
    if chance.random() < 0.5:
        return Number(f"s.{month}", value, "share", state="belum dikoreksi")
    return Number(f"s.{month}", value, "share", low=value * 0.7, high=min(1, value * 1.4), state="terkoreksi")


@pytest.mark.parametrize("seed", range(12))
def test_whatever_the_data_labels_stay_apart_and_on_the_paper(seed):
    for name, made in invented(seed).items():
        layout = plain_figure(made)["layout"]
        for width, css in (((700 if name == "share" else 520), "w"), (358, "nw")):
            placed = labels(layout, Frame.of(layout, width, css == "nw"))
            assert not [(name, a.text, b.text) for a, b in itertools.combinations(placed, 2) if overlap(a, b, gap=0)]
            assert not [(name, one.text) for one in placed if one.box[0] < -1 or one.box[2] > width + 1]


def quadrant_of(*rows, sure=0.99):
    """A quadrant figure of (importance, performance) pairs with intervals of ten points and a tenth."""
    columns = {
        "U": [f"{k} Unsur dengan nama yang agak panjang" for k in range(1, len(rows) + 1)],
        "A": [Number(f"a.{k}", a, "share", low=max(a - 0.1, 0), high=min(a + 0.1, 1)) for k, (a, _) in enumerate(rows)],
        "N": [Number(f"n.{k}", n, "score", low=n - 0.1, high=n + 0.1) for k, (_, n) in enumerate(rows)],
        "P": [Number(f"p.{k}", sure, "probability") for k in range(len(rows))],
    }
    middle = [sum(values) / len(rows) for values in zip(*rows, strict=True)]
    centre = (Number("a", middle[0], "share"), Number("n", middle[1], "score"))
    table = Table.of("t", "T", columns)
    asked = {"label": "U", "importance": "A", "performance": "N", "sure": "P", "centre": centre}
    return plain_figure(figures.quadrant(table, **asked, names=("Prioritas utama", "Pertahankan", "Prioritas rendah", "Berlebihan"), axes=("andil", "nilai")))


@pytest.mark.parametrize(("width", "css"), WIDTHS)
@pytest.mark.parametrize("seed", range(8))
def test_the_numbers_of_a_quadrant_stay_apart_even_where_points_crowd(seed, width, css):
    chance = random.Random(seed)
    spread = chance.choice([0.02, 0.3, 1])
    rows = [(0.1 + 0.1 * spread * chance.random(), 3 + 0.5 * spread * chance.random()) for _ in range(9)]
    layout = quadrant_of(*rows)["layout"]
    placed = labels(layout, Frame.of(layout, width, css == "nw"))
    assert not [(a.text, b.text) for a, b in itertools.combinations(placed, 2) if overlap(a, b, gap=0)]
    assert not [one.text for one in placed if one.box[0] < -1 or one.box[2] > width + 1]
    assert {f"{k}" for k in range(1, 10)} <= {one.text for one in placed}


def test_a_place_that_is_not_sure_is_hollow():
    rows = [(0.7, 3.4), (0.3, 2.8)]
    assert {trace["marker"]["symbol"] for trace in quadrant_of(*rows)["data"]} == {"circle"}
    assert {trace["marker"]["symbol"] for trace in quadrant_of(*rows, sure=0.949)["data"]} == {"circle-open"}


def test_the_crosshair_stands_at_the_means():
    shapes = quadrant_of((0.7, 3.4), (0.3, 2.8))["layout"]["shapes"]
    assert [(round(shape["x0"], 6), round(shape["y0"], 6)) for shape in shapes] == [(3.1, 0), (0, 50)]


def test_a_percentage_axis_never_passes_a_hundred():
    months = Month(2022, 2).back(2)
    table = Table.of("t", "T", {"B": months, "S": [Number(f"s.{m}", 0.99, "share") for m in months]})
    assert figures.monthly_share(table, month="B", share="S").layout.yaxis.range == (0, 100)
