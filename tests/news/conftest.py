"""A small fictional register and the shape of delivered articles."""

import pandas as pd
import pytest


@pytest.fixture(scope="session")
def register():
    rows = [
        ("33-LPS-01", "lapas", "IIA", "Arunika", "KW-33", "Lapas Bukit Senja"),
        ("33-RTN-01", "rutan", "IIB", "Wanadarma", "KW-33", None),
        ("33-LPP-01", "lapas_perempuan", "IIA", "Arunika", "KW-33", None),
        ("33-BPS-01", "bapas", "II", "Arunika", "KW-33", None),
        ("33-LKA-01", "lpka", "I", "Tirta Jaya", "KW-33", None),
        ("11-LPS-01", "lapas", "I", "Cendana Biru", "KW-11", None),
        ("11-LPS-02", "lapas", "IIB", "Cendana Biru", "KW-11", None),
        ("11-LPN-01", "lapas_narkotika", "IIA", "Kartika Sari", "KW-11", None),
    ]
    columns = ["kode", "jenis", "kelas", "nama_pendek", "kanwil", "aliases"]
    frame = pd.DataFrame(rows, columns=columns, dtype="str")
    return frame.assign(nama=frame["jenis"] + " " + frame["nama_pendek"])


@pytest.fixture
def articles():
    """Make delivered articles from (title, text, day, outlet) rows."""

    def make(*rows, unit_code=None):
        frame = pd.DataFrame([(*row, "", 1, "media")[: max(4, len(row))] if len(row) < 4 else row for row in rows], columns=["title", "text", "day", "outlet"])
        when = pd.Timestamp("2022-10-01") + pd.to_timedelta(frame["day"], unit="D")
        return pd.DataFrame(
            {
                "id": [f"A{k:04d}" for k in range(len(frame))],
                "title": frame["title"],
                "text": frame["text"],
                "url": None,
                "outlet": frame["outlet"],
                "published_at": when.astype("datetime64[us]"),
                "published_date": when.dt.normalize().astype("datetime64[us]"),
                "has_time": True,
                "unit_code": unit_code,
            }
        )

    return make


@pytest.fixture
def told():
    """Publications as the measures see them, from dicts; each is its own story unless it says otherwise."""
    from analitik.news.measure import with_words

    def make(*rows: dict) -> pd.DataFrame:
        frame = pd.DataFrame([{"id": f"A{k:03d}", "story_id": f"S-{k:03d}", "title": "", "text": "", "hour": 24 * k, "outlet": f"Media {k}", "url": None, "unit_code": None,
                               "unit_text": None, "kanwil": None, "issue": "lainnya", "sentiment": "netral", "has_time": True, **row} for k, row in enumerate(rows)])  # fmt: skip
        at = pd.Timestamp("2022-10-01 02:00") + pd.to_timedelta(frame["hour"], unit="h")
        frame = frame.assign(published_at=at.astype("datetime64[us]"), published_date=at.dt.normalize().astype("datetime64[us]"))
        frame = frame.assign(is_first=~frame.sort_values("published_at")["story_id"].duplicated().reindex(frame.index))
        for name in ("outlet", "url", "unit_code", "unit_text", "kanwil"):
            frame[name] = frame[name].astype("str")
        return with_words(frame.drop(columns=["text", "hour"]), frame[["id", "text"]], also=pd.Series(True, index=frame.index))

    return make
