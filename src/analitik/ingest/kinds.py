"""The kinds of delivery we know: their columns, and the names offices and vendors give to those columns."""

from __future__ import annotations

from dataclasses import dataclass, field

from analitik.schema import ELEMENTS, QUESTIONS


@dataclass(frozen=True)
class Kind:
    """One kind of delivery.

    ``aliases`` are part of the ingest policy; ``variants`` are plain spellings tried only where a column was not found.
    ``private`` columns hold what people wrote and are masked before they are kept anywhere but in the raw copy.
    ``people`` are the columns that may name a person; a row set aside shows none of them.
    """

    name: str
    label: str
    table: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    aliases: dict[str, str] = field(default_factory=dict)
    variants: dict[str, str] = field(default_factory=dict)
    private: bool = False
    people: tuple[str, ...] = ()


_UNIT = {"satuan kerja": "satker", "nama upt": "satker"}
_UNIT_VARIANTS = {name: "satker" for name in ("unit kerja", "upt", "nama satker", "nama unit", "nama satuan kerja")}
_NEWS_COLUMNS = ("id", "judul", "isi", "tautan", "media", "tanggal", "satker", "sentimen", "diperbarui")
_NEWS_ALIASES = {
    "no berita": "id", "isi berita": "isi", "link": "tautan", "nama media": "media", "tanggal terbit": "tanggal",
    "sentimen berita": "sentimen", **_UNIT,
}  # fmt: skip
_NEWS_VARIANTS = {
    "no. berita": "id", "nomor berita": "id", "id berita": "id", "judul berita": "judul", "judul artikel": "judul",
    "isi artikel": "isi", "url": "tautan", "link berita": "tautan", "tautan berita": "tautan", "tgl": "tanggal",
    "tgl terbit": "tanggal", "tanggal berita": "tanggal", "tanggal publikasi": "tanggal", "waktu terbit": "tanggal",
    "nama portal": "media", "tanggal diperbarui": "diperbarui", **_UNIT_VARIANTS,
}  # fmt: skip

NEWS = Kind("news", "berita", "articles_raw", _NEWS_COLUMNS, ("judul", "tanggal"), _NEWS_ALIASES, _NEWS_VARIANTS)
SOCIAL = Kind(
    "social", "unggahan media sosial", "posts_raw",
    (
        "id", "platform", "akun", "jenis_akun", "teks", "tautan", "tanggal", "satker", "sentimen",
        "suka", "komentar", "bagikan", "tayangan", "jangkauan", "pengikut", "diperbarui",
    ),
    ("teks", "tanggal"),
    {"id unggahan": "id", "jenis akun": "jenis_akun", "link": "tautan", "tanggal unggah": "tanggal", **_UNIT},
    {
        "unggahan": "teks", "isi unggahan": "teks", "judul": "teks", "nama akun": "akun", "media": "akun", "kanal": "platform",
        "url": "tautan", "waktu unggah": "tanggal", "tgl": "tanggal", "dibagikan": "bagikan", **_UNIT_VARIANTS,
    },
    private=True, people=("akun", "tautan"),
)  # fmt: skip
SURVEY = Kind(
    "survey", "survei", "responses",
    ("id_responden", "waktu", "satker", "bobot", *QUESTIONS, "rekomendasi", "jk", "usia", "saran", "diperbarui"),
    ("id_responden", "waktu", "satker", *QUESTIONS),
    {
        "id responden": "id_responden", "waktu pengisian": "waktu", "jenis kelamin": "jk", "umur": "usia",
        "kritik/saran": "saran", **{f"u{n}": f"q{n}" for n in range(1, 10)}, **_UNIT,
    },
    {
        "no responden": "id_responden", "no. responden": "id_responden", "nomor responden": "id_responden",
        "kesediaan merekomendasikan": "rekomendasi", "nps": "rekomendasi",
        "tanggal pengisian": "waktu", "tanggal": "waktu", "tgl pengisian": "waktu", "kritik dan saran": "saran",
        "saran dan masukan": "saran", "jenis_kelamin": "jk",
        **{element: q for element, q in zip(ELEMENTS, QUESTIONS, strict=True) if element != "waktu"}, **_UNIT_VARIANTS,
    },
    private=True,
)  # fmt: skip
COMPLAINT = Kind(
    "complaint", "pengaduan", "complaints", ("id", "tanggal", "kanal", "satker", "kategori", "status", "isi", "diperbarui"), ("id", "tanggal"),
    {"no pengaduan": "id", "id pengaduan": "id", "tanggal pengaduan": "tanggal", "isi pengaduan": "isi", **_UNIT},
    {
        "no. pengaduan": "id", "nomor pengaduan": "id", "no tiket": "id", "nomor tiket": "id", "tanggal masuk": "tanggal",
        "tgl": "tanggal", "uraian": "isi", "jenis pengaduan": "kategori", **_UNIT_VARIANTS,
    },
    private=True,
)  # fmt: skip
APH = Kind(
    "aph", "pemberitahuan APH", "aph_notices", ("id", "tanggal", "instansi", "satker", "perkara", "diperbarui"), ("id", "tanggal"),
    {"no surat": "id", "tanggal surat": "tanggal", **_UNIT},
    {"no. surat": "id", "nomor surat": "id", "tgl surat": "tanggal", "asal instansi": "instansi", **_UNIT_VARIANTS},
    private=True,
)  # fmt: skip

KINDS = {kind.name: kind for kind in (NEWS, SOCIAL, COMPLAINT, APH, SURVEY)}
