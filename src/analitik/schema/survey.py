"""The table of survey answers: one row per respondent, nine service elements on a scale of one to four, one recommendation."""

from __future__ import annotations

from analitik.schema.tables import NUMBER, ROW, TEXT, TIME, WHOLE, Column, Table

QUESTIONS = ("q1", "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9")
ELEMENTS = ("persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "pengaduan", "sarana")

RESPONSES = Table(
    name="responses",
    label="Jawaban survei",
    grain="one row per respondent, current revision",
    day="submitted_date",
    key=("id", "delivery", "row"),
    columns=(
        Column("id", TEXT, "Nomor responden"),
        Column("submitted_date", TIME, "Tanggal pengisian (WIB)"),
        Column("unit_code", TEXT, "Kode satuan kerja"),
        Column("weight", NUMBER, "Bobot"),
        *(Column(q, WHOLE, f"Unsur {element}") for q, element in zip(QUESTIONS, ELEMENTS, strict=True)),
        Column("recommend", WHOLE, "Kesediaan merekomendasikan layanan, 0 sampai 10"),
        Column("sex", TEXT, "Jenis kelamin"),
        Column("age", WHOLE, "Usia"),
        Column("open_text", TEXT, "Saran (data pribadi disamarkan)"),
        Column("updated_at", TIME, "Diperbarui (UTC)"),
        Column("delivery", TEXT, "Kiriman (sha256)"),
        Column("row", ROW, "Baris dalam berkas"),
    ),
)
