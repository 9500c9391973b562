"""The tables of the news: publications as delivered, publications understood, stories, and the daily cube."""

from __future__ import annotations

from analitik.schema.tables import FLAG, NUMBER, ROW, TEXT, TIME, Column, Table

_DELIVERED = (
    Column("id", TEXT, "Nomor"),
    Column("title", TEXT, "Judul"),
    Column("text", TEXT, "Isi"),
    Column("url", TEXT, "Tautan"),
    Column("outlet", TEXT, "Media"),
    Column("published_at", TIME, "Waktu terbit (UTC)"),
    Column("published_date", TIME, "Tanggal terbit (WIB)"),
    Column("has_time", FLAG, "Jam terbit diketahui"),
    Column("unit_code", TEXT, "Kode satuan kerja (kiriman)"),
    Column("vendor_sentiment", TEXT, "Sentimen (kiriman)"),
    Column("published_source", TEXT, "Asal tanggal (kolom atau dateline)"),
    Column("date_flag", TEXT, "Tanggal bertentangan (hari, dateline)"),
    Column("updated_at", TIME, "Diperbarui (UTC)"),
    Column("delivery", TEXT, "Kiriman (sha256)"),
    Column("row", ROW, "Baris dalam berkas"),
)

ARTICLES_RAW = Table(
    name="articles_raw",
    label="Berita kiriman",
    grain="one row per delivered publication, current revision",
    day="published_date",
    key=("id", "delivery", "row"),
    columns=_DELIVERED,
)

ARTICLES = Table(
    name="articles",
    label="Berita",
    grain="one row per publication, with its story, unit, issues and sentiment",
    day="published_date",
    key=("id",),
    columns=(
        Column("id", TEXT, "Nomor"),
        Column("published_at", TIME, "Waktu terbit (UTC)"),
        Column("published_date", TIME, "Tanggal terbit (WIB)"),
        Column("has_time", FLAG, "Jam terbit diketahui"),
        Column("outlet", TEXT, "Media"),
        Column("url", TEXT, "Tautan"),
        Column("title", TEXT, "Judul"),
        Column("story_id", TEXT, "Peristiwa"),
        Column("is_first", FLAG, "Terbit pertama"),
        Column("unit_code", TEXT, "Kode satuan kerja utama"),
        Column("unit_text", TEXT, "Satuan kerja seperti disebut"),
        Column("unit_codes", TEXT, "Semua satuan kerja"),
        Column("kanwil", TEXT, "Kantor wilayah"),
        Column("issue", TEXT, "Isu utama"),
        Column("issues", TEXT, "Semua isu"),
        Column("sentiment", TEXT, "Sentimen"),
        Column("p_positif", NUMBER, "Peluang positif"),
        Column("p_netral", NUMBER, "Peluang netral"),
        Column("p_negatif", NUMBER, "Peluang negatif"),
        Column("needs_review", FLAG, "Perlu diperiksa"),
        Column("reason", TEXT, "Alasan"),
        Column("model", TEXT, "Versi model"),
    ),
)

STORIES = Table(
    name="stories",
    label="Peristiwa",
    grain="one row per story",
    day="first_date",
    key=("story_id",),
    columns=(
        Column("story_id", TEXT, "Peristiwa"),
        Column("first_published_at", TIME, "Terbit pertama (UTC)"),
        Column("first_date", TIME, "Tanggal pertama (WIB)"),
        Column("last_date", TIME, "Tanggal terakhir (WIB)"),
        Column("n_publications", ROW, "Jumlah publikasi"),
        Column("n_outlets", ROW, "Jumlah media"),
        Column("outlets", TEXT, "Media"),
        Column("spread_hours", NUMBER, "Jam dari terbit pertama sampai terakhir"),
        Column("unit_codes", TEXT, "Semua satuan kerja"),
        Column("n_units", ROW, "Jumlah satuan kerja"),
        Column("title", TEXT, "Judul terbitan pertama"),
        Column("unit_code", TEXT, "Kode satuan kerja utama"),
        Column("kanwil", TEXT, "Kantor wilayah"),
        Column("issue", TEXT, "Isu utama"),
        Column("sentiment", TEXT, "Sentimen terbanyak"),
    ),
)

CUBE = Table(
    name="cube",
    label="Kubus harian",
    grain="one row per day, unit, kanwil, issue and sentiment",
    day="published_date",
    key=("published_date", "unit_code", "kanwil", "issue", "sentiment"),
    columns=(
        Column("published_date", TIME, "Tanggal terbit (WIB)"),
        Column("unit_code", TEXT, "Kode satuan kerja"),
        Column("kanwil", TEXT, "Kantor wilayah"),
        Column("issue", TEXT, "Isu utama"),
        Column("sentiment", TEXT, "Sentimen"),
        Column("n_publications", ROW, "Jumlah publikasi"),
        Column("n_stories", ROW, "Jumlah peristiwa yang terbit pertama hari itu"),
    ),
)
