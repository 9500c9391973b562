"""The rules of labelling in short, as labellers read them on the first sheet."""

from __future__ import annotations

CHOICES = ("positif", "netral", "negatif")
SURE, UNSURE = "yakin", "ragu"
HOW_TO_LABEL = "Isi tiga kolom terakhir; pilih dari daftar. Jangan mengubah kolom lain."
HOW_TO_RULE = "Isi hanya berita yang labelnya berbeda, setelah semua pelabel selesai dan sepakat secara tertulis."

RULES = (
    ("Yang dinilai", "Kesan pembaca tentang LEMBAGA (pemasyarakatan, satuan kerjanya, atau dinas yang diberitakan), bukan nada kata dan bukan baik-buruknya kejadian."),
    ("positif", "Lembaga tampak mampu, peduli, jujur, atau berhasil. Penyelundupan yang digagalkan petugas sendiri: positif."),
    ("negatif", "Lembaga tampak lalai, tidak aman, tidak jujur, kejam, atau kewalahan. Pelarian yang baru diketahui: negatif walau kata-katanya lunak."),
    ("netral", "Fakta tanpa pujian atau cela, perbuatan pihak lain, atau keduanya seimbang. Bantahan yang menjadi inti berita: netral; bila tuduhannya yang menonjol: negatif."),
    ("Urutan bertanya", "Tentang siapa berita ini? Siapa yang bertindak, siapa yang gagal? Apa kabarnya: kegagalan, pencegahan, perbaikan, atau manfaat? Judulnya membawa tuduhan atau bantahannya?"),
    ("Di luar topik", "Tahanan polisi, KPK, kejaksaan, atau hal lain yang bukan urusan lembaga: isu di_luar_topik, sentimen netral."),
    ("Isu", "Satu isu yang paling menonjol; daftar artinya di bawah. Boleh kosong bila tidak ada waktu; sentimen tidak boleh."),
    ("Keyakinan", "yakin atau ragu; kosong berarti yakin. Bila benar-benar bimbang, ikuti judul dan tulis ragu."),
    ("Cara kerja", "Kerjakan dari atas ke bawah tanpa melompat, sekitar 20 detik tiap berita. Jangan bertanya kepada pelabel lain dan jangan mencari tahu hasil mesin."),
    ("Lembar Putusan", "Hanya untuk berita yang labelnya berbeda: setelah kedua pelabel selesai, label yang disepakati ditulis di sana beserta alasannya di catatan kantor."),
)  # fmt: skip
