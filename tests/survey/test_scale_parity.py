"""Every number R gave for scales (big five), graded outcomes (housing, two waves, made-up answers), through what notebooks call."""

import json

import numpy as np
import pandas as pd
import pytest

from analitik.survey import Design, ordinal_model, proportional_odds_test, scale

CLOSED, ITERATIVE, POLYCHORIC = 1e-9, 1e-6, 1e-3

# Where R itself stopped before the end, or at another end: see "Yang tidak sama dengan R" in docs/metode/keandalan.md.
UNLIKE = (
    *(f"scales/{name}/psych_omega_2f/omega_" for name in ("agree", "conscientious", "extraversion", "neuroticism", "openness")),
    *(f"scales/{name}/fa1_minres" for name in ("conscientious", "extraversion", "neuroticism", "openness")),
    "scales/neuroticism/psych_omega_3f_default/omega_",
    "scales/extraversion/cfa1_ml_resid/4",
    "scales/neuroticism/cfa1_ml_loadings/3",
    "scales/neuroticism/cfa1_ml_resid/4",
    "bfi_25/efa5_minres_unrot/communality/",
    "bfi_25/efa5_minres_varimax/loadings/15/0",
    "bfi_25/efa5_ml/uniqueness/",
    "bfi_25/cfa5_ml/std/",
    "housing/polr/ci_profile/",
    "waves/svyolr/",
    "synth/svyolr_u9/coef/",
    "synth/polr_unweighted_u9/",
)


HOUSING = {"Sat": ["Low", "Medium", "High"], "Infl": ["Low", "Medium", "High"],
           "Type": ["Tower", "Apartment", "Atrium", "Terrace"], "Cont": ["Low", "High"]}  # fmt: skip


@pytest.fixture(scope="module")
def folder(shared):
    return shared / "reference/survey"


def read(folder, name, table):
    return json.loads((folder / f"expected/{name}.json").read_text()), pd.read_csv(folder / f"input/{table}.csv")


@pytest.fixture(scope="module")
def material(folder):
    return read(folder, "bfi", "bfi")


def as_list(value):
    return [value] if isinstance(value, str) else list(value)


def scale_values(frame, known, name):
    """Our counterpart of each number of one scale, under the same path."""
    items, reverse = known["items"], as_list(known["reversed"])
    keep = {"reverse": reverse, "scale": (1, 6)}
    row = scale.reliability(frame, {name: items}, **keep).iloc[0]
    table = scale.item_analysis(frame, items, **keep).set_index("item")
    standardised = frame.assign(**{item: 7 - frame[item] for item in reverse})
    one = scale.confirm(standardised, {name: items})
    pairwise = scale.factor_analysis(frame, items, 1, rotate="none", missing="pairwise", **keep)
    fit = one.fit.iloc[0]
    found = {
        "n_total": row["n"], "n_complete": row["n_complete"], "raw_alpha": row["alpha"], "std_alpha": row["alpha_standardised"],
        "G6": row["guttman6"], "average_r": row["mean_r"], "median_r": row["median_r"], "ase": row["normal_se"],
        "mean": row["score_mean"], "sd": row["score_sd"], "score_mean": row["score_mean"],
        "feldt": dict(zip(known["feldt"], (row["feldt_low"], row["alpha"], row["feldt_high"]), strict=True)),
        "alpha_if_dropped": table["alpha_if_dropped"].to_dict(), "item_total_r": table["item_total"].to_dict(),
        "item_rest_r_drop": table["item_rest"].to_dict(), "r_cor": table["item_corrected"].to_dict(),
        "item_mean": table["mean"].to_dict(), "item_sd": table["sd"].to_dict(), "raw_alpha_listwise": row["alpha_listwise"],
        "fa1_minres_loadings_pairwise": pairwise.loadings.set_index("item")["F1"].to_dict(),
        "omega_total_1f_pairwise": row["omega"], "cfa1_ml_loadings": one.loadings["loading"].tolist(),
        "cfa1_ml_resid": one.loadings["residual"].tolist(), "omega_cfa_raw": row["omega_confirmed"],
        "cfa_fit": {name: fit[{"pvalue": "p"}.get(name, name)] for name in known["cfa_fit"]},
        "corr_pairwise": scale.correlations(frame, items, **keep).to_numpy().tolist(),
        "polychoric": scale.correlations(frame, items, "polychoric", **keep).to_numpy().tolist(),
        "ordinal_alpha": row["alpha_ordinal"],
    }  # fmt: skip
    for key, factors in (("psych_omega_2f", 2), ("psych_omega_3f_default", 3)):
        if key in known:
            general = scale.omega(frame, items, factors, **keep).iloc[0]
            names = {
                "omega_h": "omega_h",
                "omega_tot": "omega_total",
                "omega_lim": "omega_limit",
                "alpha": "alpha",
                "G6": "guttman6",
            }
            found[key] = {part: general[names[part]] for part in known[key]}
    return found


def aligned(found, wanted):
    """Loadings with columns in the order and sign of the others: neither has a meaning."""
    found, wanted = np.asarray(found), np.asarray(wanted)
    order = np.abs(found.T @ wanted).argmax(axis=0)
    return (found[:, order] * np.sign((found[:, order] * wanted).sum(axis=0))), order


def structure_values(frame, known):
    names = list(known["kmo"]["items"])
    adequate = scale.adequacy(frame, names)
    parallel = scale.components(frame, names)
    found = {
        "n_complete": adequate["n"].iloc[0],
        "kmo": {"overall": adequate["kmo"].iloc[0], "items": adequate.iloc[1:].set_index("item")["kmo"].to_dict()},
        "bartlett": {"chisq": adequate["chisq"].iloc[0], "p": adequate["p"].iloc[0], "df": adequate["df"].iloc[0]},
        "eigen": parallel["eigenvalue"].tolist(),
        "parallel_ncomp": int(parallel["is_kept"].sum()),
    }
    plain = scale.factor_analysis(frame, names, 5, rotate="none")
    wanted = known["efa5_minres_unrot"]
    loadings, order = aligned(plain.loadings.filter(regex="^F"), wanted["loadings"])
    found["efa5_minres_unrot"] = {"communality": plain.loadings.set_index("item")["communality"].to_dict(),
                                  "ss": plain.factors["ss"].iloc[order].tolist(), "loadings": loadings.tolist()}  # fmt: skip
    turned = scale.factor_analysis(frame, names, 5, rotate="varimax", tolerance=1e-5)
    wanted = known["efa5_minres_varimax"]
    loadings, order = aligned(turned.loadings.filter(regex="^F"), wanted["loadings"])
    fit = turned.fit.iloc[0]
    found["efa5_minres_varimax"] = {"loadings": loadings.tolist(), "ss": turned.factors["ss"].iloc[order].tolist(),
                                    "rms": fit["rms"], "rmsea": fit["rmsea"], "tli": fit["tli"]}  # fmt: skip
    likely = scale.factor_analysis(frame, names, 5, method="ml", rotate="none")
    found["efa5_ml"] = {"uniqueness": likely.loadings.set_index("item")["uniqueness"].to_dict(),
                        "chisq": likely.fit["chisq"].iloc[0], "dof": likely.fit["df"].iloc[0]}  # fmt: skip
    five = scale.confirm(frame, {letter: [name for name in names if name.startswith(letter)] for letter in "ACENO"})
    fit, standard = five.fit.iloc[0], five.loadings.set_index("item")["standardised"]
    other = {"pvalue": "p", "rmsea.ci.lower": "rmsea_low", "rmsea.ci.upper": "rmsea_high", "logl": "loglik"}
    wanted = known["cfa5_ml"]["std"]
    sign = {letter: np.sign(standard[f"{letter}2"] * wanted[f"{letter}2"]) for letter in "ACENO"}
    found["cfa5_ml"] = {"fit": {name: fit[other.get(name, name)] for name in known["cfa5_ml"]["fit"]},
                        "std": {name: standard[name] * sign[name[0]] for name in wanted}}  # fmt: skip
    return found


def group_values(frame, known):
    table = scale.known_groups(frame, known["items"], "gender", top=5)
    names = {"welch_p": "p_mean", "welch_holm": "p_mean_holm", "welch_BH": "p_mean_bh", "wilcox_p": "p_rank",
             "top2_prop_p": "p_top", "top2_holm": "p_top_holm"}  # fmt: skip
    return {key: table[name].tolist() for key, name in names.items()}


def housing_values(frame, known):
    graded = frame.assign(**{name: pd.Categorical(frame[name], values, ordered=name == "Sat") for name, values in HOUSING.items()})
    options = {"design": Design(weights="Freq"), "error": "model"}
    table = ordinal_model(graded, "Sat", list(HOUSING)[1:], profile=True, **options)
    cuts_first, slopes = pd.concat([table.iloc[6:], table.iloc[:6]]), table.iloc[:6]
    nominal = proportional_odds_test(graded, "Sat", list(HOUSING)[1:], **options)
    loglik = table["loglik"][0]
    return {
        "polr": {"coef": table["estimate"].tolist(), "se": table["se"].tolist(), "t": table["statistic"].tolist(),
                 "deviance": -2 * loglik, "AIC": 2 * len(table) - 2 * loglik,
                 "ci_profile": {"lo": slopes["profile_low"].tolist(), "hi": slopes["profile_high"].tolist()}},
        "clm": {"coef": cuts_first["estimate"].tolist(), "se": cuts_first["se"].tolist(), "z": cuts_first["statistic"].tolist(),
                "p": cuts_first["p"].tolist(), "logLik": loglik,
                "nominal_test": {"LRT": [None, *nominal["statistic"]], "df": [None, *nominal["df"]], "p": [None, *nominal["p"]]}},
    }  # fmt: skip


def waves_values(frame, known):
    later = frame.assign(later=(frame["wave"] == 2).astype(int))
    table = ordinal_model(later, "sat", ["later", "stype"], design=Design("pw", "str", "psu"))
    order = table.set_index("term").loc[["later", "stype=H", "stype=M", "1|2", "2|3", "3|4", "4|5"]]
    return {"coef": order["estimate"].tolist(), "se": order["se"].tolist()}


def synth_values(frame, known):
    wave = frame[(frame["wave"] == 2) & frame[[f"u{k}" for k in range(1, 10)]].notna().all(axis=1)]
    names = [f"u{k}" for k in range(1, 9)]
    drawn = ordinal_model(wave, "u9", names, design=Design("w", "kanwil", "upt"))
    plain = ordinal_model(wave, "u9", names, error="model")
    return {"svyolr_u9": {"coef": drawn["estimate"].tolist(), "se": drawn["se"].tolist()},
            "polr_unweighted_u9": {"coef": plain["estimate"][:8].tolist(), "zeta": plain["estimate"][8:].tolist(),
                                   "se": plain["se"].tolist(), "deviance": -2 * plain["loglik"][0]}}  # fmt: skip


def walk(wanted, found, path=""):
    """Each number R gave, beside ours."""
    if isinstance(wanted, dict):
        for key, value in wanted.items():
            yield from walk(value, found.get(key) if isinstance(found, dict) else None, f"{path}/{key}")
    elif isinstance(wanted, list):
        for place, value in enumerate(wanted):
            yield from walk(value, found[place] if isinstance(found, list) else None, f"{path}/{place}")
    elif isinstance(wanted, int | float) and not isinstance(wanted, bool):
        yield path, wanted, found


def tolerance(path):
    if "polychoric" in path or "ordinal_alpha" in path:
        return POLYCHORIC
    return ITERATIVE if any(word in path for word in ("fa1_", "efa5", "cfa", "omega", "polr", "nominal", "svyolr")) else CLOSED


def agrees(path, wanted, found):
    """Loadings and the like live between -1 and 1, so their error is absolute; of all else, relative."""
    if found is None or not np.isfinite(found):
        return False
    allowed = tolerance(path)
    scale_of = 1.0 if allowed > CLOSED and abs(wanted) < 1 else abs(wanted)
    return abs(found - wanted) <= allowed * scale_of


def test_nearly_every_number_of_r_is_found_again(folder, material):
    known, frame = material
    pairs = [*walk(known["bfi_25"], structure_values(frame, known["bfi_25"]), "bfi_25"),
             *walk(known["two_group_gender"], group_values(frame, known["two_group_gender"]), "two_group_gender")]  # fmt: skip
    for name, part in known["scales"].items():
        pairs += walk(part, scale_values(frame, part, name), f"scales/{name}")
    known, frame = read(folder, "housing", "mass_housing")
    pairs += walk({key: known[key] for key in ("polr", "clm")}, housing_values(frame, known), "housing")
    known, frame = read(folder, "waves", "two_wave_stacked")
    pairs += walk(known["stacked"]["svyolr"], waves_values(frame, known), "waves/svyolr")
    known, frame = read(folder, "synth", "synth_skm")
    pairs += walk({key: known[key] for key in ("svyolr_u9", "polr_unweighted_u9")}, synth_values(frame, known), "synth")
    unlike = [pair for pair in pairs if not agrees(*pair)]
    report = f"{len(unlike)} of {len(pairs)}:\n" + "\n".join(
        f"{path}: R {wanted!r}, here {value!r}" for path, wanted, value in unlike
    )
    strange = [path for path, *_ in unlike if not any(path.startswith(start) for start in UNLIKE)]
    assert not strange, report
    undetermined = ("scales/openness/psych_omega_2f", "scales/neuroticism/psych_omega_3f_default")
    far = [
        path
        for path, wanted, value in unlike
        if not path.startswith(undetermined) and abs(value - wanted) > 1e-4 * max(1, abs(wanted))
    ]
    assert not far, report
    # waves and synth were fitted by polr, which stops early: test_ordinal_parity holds them to where R ends when told to go on
    full, apart = ([pair for pair in part if not pair[0].startswith(("waves", "synth"))] for part in (pairs, unlike))
    assert len(full) > 1100 and len(apart) <= 0.05 * len(full), report


def test_where_iterative_numbers_differ_ours_fit_no_worse(material):
    known, frame = material
    for name, part in known["scales"].items():
        turned = frame[part["items"]].assign(**{item: 7 - frame[item] for item in as_list(part["reversed"])})
        pairwise = scale.correlations(turned, part["items"]).to_numpy()
        ours = scale.factor_analysis(turned, part["items"], 1, rotate="none", missing="pairwise").loadings["F1"].to_numpy()
        theirs = np.array(list(part["fa1_minres_loadings_pairwise"].values()))
        below = np.tril_indices(len(ours), -1)
        misfit = [((pairwise - np.outer(found, found))[below] ** 2).sum() for found in (ours, theirs)]
        assert misfit[0] <= misfit[1] * (1 + 1e-12)
        sample, one = turned.dropna().cov(ddof=0).to_numpy(), scale.confirm(turned, {name: part["items"]}).loadings
        implied = [np.outer(loading, loading) + np.diag(rest) for loading, rest in
                   ((one["loading"], one["residual"]), (part["cfa1_ml_loadings"], part["cfa1_ml_resid"]))]  # fmt: skip
        unlikely = [np.linalg.slogdet(model)[1] + np.trace(np.linalg.solve(model, sample)) for model in implied]
        assert unlikely[0] <= unlikely[1] + 1e-12
