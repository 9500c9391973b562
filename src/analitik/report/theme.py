"""The look of every drawing: the tokens of the visual language, as CSS, as plotly template, and as names a colour goes by.

Each token has its own hex value, so that a colour in a figure names its role and dark mode can put another in its place.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from analitik.report.markup import Element, style

SANS = '"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,sans-serif'
SERIF = 'Charter,Cambria,"Noto Serif","Source Serif 4",serif'
LIGHT = {
    "paper": "#FFFFFF", "wash": "#F4F6F5", "ink": "#16202A", "ink2": "#4B5661", "rule": "#CFD6DC", "grid": "#E4E9EC",
    "accent": "#123F6B", "neg": "#8F3300", "negfill": "#B9541A", "band": "#F6DCCA", "pos": "#1D7091", "posfill": "#4790B2",
    "bandp": "#D6E8F0", "net": "#79838C", "k1": "#8F3301", "k2": "#EDB48A", "k3": "#B9D9E6", "k4": "#2F7C9C",
    "hatch": "#C3CBD1", "side": "#E3EEF2", "focus": "#B4009E", "onfill": "#FFFFFE",
}  # fmt: skip
DARK = {
    "paper": "#11181F", "wash": "#1A232C", "ink": "#EDF1F4", "ink2": "#B3BEC8", "rule": "#3A4753", "grid": "#26313B",
    "accent": "#8EC1F0", "neg": "#FFA36B", "negfill": "#E07F3E", "band": "#4B2F1E", "pos": "#86CBE6", "posfill": "#3F8FB0",
    "bandp": "#1F3E4C", "net": "#88939D", "k1": "#C8601F", "k2": "#7A4A2A", "k3": "#2B5567", "k4": "#7FC0DB",
    "hatch": "#4A5763", "side": "#1E3440", "focus": "#FF9DF2", "onfill": "#10181F",
}  # fmt: skip
PRINT = LIGHT | {"ink": "#000000", "ink2": "#3C454D", "rule": "#BFC7CD"}
MARKS = ("paper", "wash", "ink", "ink2", "rule", "grid", "accent", "neg", "negfill", "band", "pos", "posfill", "bandp", "net",
         "k1", "k2", "k3", "k4", "side", "onfill")  # fmt: skip
CLEAR = "rgba(0,0,0,0)"


def colour(token: str) -> str:
    """The light value of a token, as used in figures.

    >>> colour("neg")
    '#8F3300'
    """
    return LIGHT[token]


@cache
def token_of() -> dict[str, str]:
    """Light value -> token."""
    return {value: name for name, value in LIGHT.items()}


def variables(tokens: dict[str, str]) -> str:
    """Tokens as CSS variables."""
    return "".join(f"--{name}:{value};" for name, value in tokens.items())


@cache
def page_tokens() -> str:
    """The CSS variables of a page: light, dark on request, and print."""
    fonts = f"--sans:{SANS};--serif:{SERIF}"
    return (
        f":root{{{variables(LIGHT)}{fonts}}}@media (prefers-color-scheme:dark){{:root{{{variables(DARK)}}}}}"
        f"@media print{{:root{{{variables(PRINT)}}}}}"
    )


@cache
def drawing_rules() -> str:
    """The CSS of static drawings: one fill and one stroke class per token."""
    fills = "".join(f".f-{name}{{fill:var(--{name})}}.s-{name}{{stroke:var(--{name})}}" for name in MARKS)
    text = "svg text{font-family:var(--sans);font-variant-numeric:tabular-nums;stroke:none}.i{font-style:italic}.b{font-weight:650}"
    halo = ".h{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}svg text.h{stroke:var(--paper)}"
    return fills + text + halo + ".f-hatch{fill:url(#hx)}.s-hatch{stroke:var(--hatch)}.f0{fill:none}"


@cache
def lab_style() -> Element:
    """The style an object brings along into JupyterLab, for its light and its dark theme."""
    rules = (
        f".analitik{{{variables(LIGHT)}--sans:{SANS};--serif:{SERIF};color:var(--ink);background:var(--paper);"
        "font:400 14px/1.5 var(--sans);font-variant-numeric:tabular-nums;max-width:760px;padding:10px 14px}"
        f"[data-jp-theme-light=false] .analitik{{{variables(DARK)}}}"
        ".analitik p{margin:0 0 4px}.analitik .an-h1{font:700 24px/1.2 var(--serif)}.analitik .lede{font-size:16px}"
        ".analitik h3{font:650 17px/1.32 var(--sans);margin:0}.analitik .sub,.analitik .src,.analitik small,.analitik .int{color:var(--ink2)}"
        ".analitik .int{font-weight:400}.analitik .an-h1 .num{color:var(--neg)}.analitik .state{font-style:italic;color:var(--ink2)}.analitik .st svg{display:none}"
        ".analitik table{border-collapse:collapse;margin:6px 0;color:var(--ink)}.analitik th,.analitik td{padding:4px 14px 4px 0;"
        "text-align:left;border-bottom:1px solid var(--grid);background:var(--paper)!important}.analitik td.r,.analitik th.r{text-align:right}"
        ".analitik thead th{border-bottom:1.5px solid var(--ink);color:var(--ink2)}.analitik .kpis{display:grid;grid-template-columns:1fr 1fr;"
        "gap:0 24px;border-top:2px solid var(--ink)}.analitik .v{font-size:24px;font-weight:650}.analitik .v .int{font-size:14px}"
        ".analitik .nt{font-weight:650}.analitik svg.nw{display:none}.analitik .vh{position:absolute;clip-path:inset(50%)}"
        ".analitik figure{margin:0}.analitik dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px}.analitik dd{margin:0}"
    )
    return style(rules + drawing_rules().replace("svg text", ".analitik svg text"))


def template() -> dict[str, Any]:
    """The plotly template ``analitik`` as plain data."""
    axis = {"fixedrange": True, "tickfont": {"size": 12, "color": LIGHT["ink2"]}, "zeroline": False, "ticks": ""}
    return {
        "layout": {
            "font": {"family": SANS.replace('"', ""), "size": 13, "color": LIGHT["ink"]},
            "separators": ",.",
            "showlegend": False,
            "paper_bgcolor": CLEAR,
            "plot_bgcolor": CLEAR,
            "colorway": [LIGHT[name] for name in ("neg", "pos", "net", "accent")],
            "xaxis": {**axis, "showgrid": False, "showline": True, "linecolor": LIGHT["ink"], "linewidth": 1.2},
            "yaxis": {**axis, "showgrid": True, "gridcolor": LIGHT["grid"], "gridwidth": 1, "nticks": 5},
            "hovermode": "closest",
            "hoverlabel": {"bgcolor": LIGHT["paper"], "bordercolor": LIGHT["rule"], "font": {"size": 13, "color": LIGHT["ink"]}},
            "bargap": 0.38,
        }
    }
