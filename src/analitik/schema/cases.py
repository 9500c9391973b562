"""The tables of cases: complaints of the public, and notices of law-enforcement agencies (APH)."""

from __future__ import annotations

from analitik.schema.tables import ROW, TEXT, TIME, Column, Table

COMPLAINTS = Table(
    name="complaints",
    label="Pengaduan",
    grain="one row per complaint, current revision",
    day="received_date",
    key=("id", "delivery", "row"),
    columns=(
        Column("id", TEXT, "Nomor pengaduan"),
        Column("received_date", TIME, "Tanggal diterima (WIB)"),
        Column("channel", TEXT, "Kanal"),
        Column("unit_code", TEXT, "Kode satuan kerja"),
        Column("category", TEXT, "Kategori"),
        Column("status", TEXT, "Status"),
        Column("text", TEXT, "Isi (data pribadi disamarkan)"),
        Column("updated_at", TIME, "Diperbarui (UTC)"),
        Column("delivery", TEXT, "Kiriman (sha256)"),
        Column("row", ROW, "Baris dalam berkas"),
    ),
)

APH_NOTICES = Table(
    name="aph_notices",
    label="Pemberitahuan aparat penegak hukum",
    grain="one row per law-enforcement notice, current revision",
    day="notice_date",
    key=("id", "delivery", "row"),
    columns=(
        Column("id", TEXT, "Nomor pemberitahuan"),
        Column("notice_date", TIME, "Tanggal pemberitahuan (WIB)"),
        Column("agency", TEXT, "Instansi"),
        Column("unit_code", TEXT, "Kode satuan kerja"),
        Column("matter", TEXT, "Perkara"),
        Column("updated_at", TIME, "Diperbarui (UTC)"),
        Column("delivery", TEXT, "Kiriman (sha256)"),
        Column("row", ROW, "Baris dalam berkas"),
    ),
)
