"""The tables of social media: posts as exported, and posts understood. They are counted apart from the news, always."""

from __future__ import annotations

from analitik.schema.tables import FLAG, NUMBER, ROW, TEXT, TIME, WHOLE, Column, Table

PLATFORMS = ("facebook", "instagram", "x", "tiktok", "youtube")
ENGAGEMENT = (
    Column("likes", WHOLE, "Suka"),
    Column("comments", WHOLE, "Komentar"),
    Column("shares", WHOLE, "Dibagikan"),
    Column("views", WHOLE, "Tayangan"),
    Column("reach", WHOLE, "Jangkauan"),
    Column("followers", WHOLE, "Pengikut saat unggah"),
)

_HEAD = (
    Column("id", TEXT, "Nomor unggahan"),
    Column("platform", TEXT, "Kanal media sosial"),
    Column("account", TEXT, "Akun (perorangan disamarkan)"),
    Column("account_type", TEXT, "Jenis akun (resmi, media)"),
    Column("text", TEXT, "Isi (data pribadi dan akun disamarkan)"),
    Column("url", TEXT, "Tautan (tanpa nama akun perorangan)"),
    Column("published_at", TIME, "Waktu unggah (UTC)"),
    Column("published_date", TIME, "Tanggal unggah (WIB)"),
    Column("has_time", FLAG, "Jam unggah diketahui"),
)

POSTS_RAW = Table(
    name="posts_raw",
    label="Unggahan media sosial kiriman",
    grain="one row per delivered post, current revision",
    day="published_date",
    key=("id", "delivery", "row"),
    columns=(
        *_HEAD,
        Column("unit_code", TEXT, "Kode satuan kerja (kiriman)"),
        Column("vendor_sentiment", TEXT, "Sentimen (kiriman)"),
        *ENGAGEMENT,
        Column("updated_at", TIME, "Diperbarui (UTC)"),
        Column("delivery", TEXT, "Kiriman (sha256)"),
        Column("row", ROW, "Baris dalam berkas"),
    ),
)

POSTS = Table(
    name="posts",
    label="Unggahan media sosial",
    grain="one row per post, with its unit, issues and sentiment",
    day="published_date",
    key=("id",),
    columns=(
        *_HEAD,
        *ENGAGEMENT,
        Column("unit_code", TEXT, "Kode satuan kerja utama"),
        Column("unit_text", TEXT, "Satuan kerja seperti disebut"),
        Column("kanwil", TEXT, "Kantor wilayah"),
        Column("issue", TEXT, "Isu utama"),
        Column("issues", TEXT, "Semua isu"),
        Column("sentiment", TEXT, "Sentimen"),
        Column("p_positif", NUMBER, "Peluang positif"),
        Column("p_netral", NUMBER, "Peluang netral"),
        Column("p_negatif", NUMBER, "Peluang negatif"),
        Column("needs_review", FLAG, "Perlu diperiksa"),
        Column("reason", TEXT, "Alasan"),
    ),
)
