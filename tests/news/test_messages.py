"""Key messages in stories, and where the stories were seen."""

from __future__ import annotations

from analitik.news.messages import message_parts, message_penetration
from analitik.news.outlets import coverage_by_tier, first_tier, tier_of
from analitik.reference.messages import load_messages, messages_of
from analitik.reference.outlets import load_outlets

CATALOGUE = messages_of({"pesan": [{"id": "gratis", "apa": "gratis", "mengapa": ["cegah pungli"], "nilai": ["hak keluarga"]}, {"id": "panen", "apa": "panen", "mengapa": "bekal", "nilai": "pangan"}]})


def test_a_story_carries_none_to_three_parts(told):
    texts = ["Layanan gratis", "Layanan gratis untuk cegah pungli", "Layanan gratis, cegah pungli, hak keluarga", "Razia", "Panen"]
    parts = message_parts(told(*[{"title": text} for text in texts], {"title": "gratis", "issue": "di_luar_topik"}), CATALOGUE)
    assert parts[parts["message"] == "gratis"]["n_parts"].tolist() == [1, 2, 3, 0, 0]
    table = message_penetration(parts).set_index(["message", "parts"])
    assert table.loc["semua", "k"].tolist() == [1, 2, 1, 1, 4] and table.loc[("gratis", ">=1"), "k"] == 3 and (table["n"] == 5).all()
    assert set(table["state"]) == {"terbatas"} and table["share"].isna().all()


def test_shares_of_parts_add_up(told):
    rows = [{"title": "Layanan gratis"}] * 25 + [{"title": "Razia"}] * 15
    table = message_penetration(message_parts(told(*rows), load_messages())).query("parts != '>=1'")
    assert (table.groupby("message")["share"].sum().round(9) == 1).all() and (table["low"] <= table["share"]).all()


def test_no_table_of_outlets_is_said_so(told):
    table = coverage_by_tier(told({"title": "Panen"}), None)
    assert table[["n", "state"]].values.tolist() == [[1, "tanpa tabel tier"]] and table["share"].isna().all()


def test_tiers_are_found_by_name_or_host(told, tmp_path):
    file = tmp_path / "media.csv"
    file.write_text("media;tingkat\nWarta Besar;1\nkabar.example;2\n", encoding="utf-8")
    outlets = load_outlets(file)
    rows = [{"outlet": "WARTA BESAR", "sentiment": "negatif"}, {"outlet": "Lain", "url": "https://daerah.kabar.example/1"}, {"outlet": "Entah"}, {"outlet": "Warta Besar", "story_id": "S-002"}]
    publications = told(*rows)
    assert tier_of(publications, outlets).astype(object).where(lambda tier: tier.notna(), None).tolist() == [1, 2, None, 1]
    table = coverage_by_tier(publications, outlets).set_index("tier")
    assert table["k"].tolist() == [2, 1, 0, 1] and table["n_publications"].tolist() == [2, 1, 0, 1] and table["k_negative"].tolist() == [1, 0, 0, 0]
    assert first_tier(outlets) == {"Warta Besar"} and first_tier(None) == frozenset()
