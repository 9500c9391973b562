"""The rules of the label guide that words can decide, in their order; each carries the id of the decision it follows."""

from __future__ import annotations

import re
from dataclasses import dataclass

EVENT = (
    r"kabur|melarikan diri|pelarian|lolos|sabu|narkoba|ganja|narkotika|pungli|rusuh|kerusuhan|tewas|aniaya|penganiayaan|penyelundupan|selundup\w*"
    r"|kebakaran|krisis|suap|halinar|gangguan|kekerasan|teroris\w*|korupsi|peredaran|handphone|hp|ponsel|barang terlarang|hoaks|berita negatif|huru-hara"
)
_STAFF = r"(?:oknum|sipir|petugas|pegawai|kalapas|karutan|pejabat|penjaga|cpns|kplp|kepala (?:lapas|rutan))"
_NEG = r"tak|tidak|belum|bukan|gagal"


@dataclass(frozen=True)
class Rule:
    """One rule: its id in the decision list, what it says of the text, and the words that must be there."""

    id: str
    sentiment: str
    strength: float
    pattern: re.Pattern[str]


def _rule(id: str, sentiment: str, strength: float, pattern: str) -> Rule:
    return Rule(id, sentiment, strength, re.compile(pattern))


RULES = (
    _rule("D05", "negatif", 2.2, rf"\b(?:{EVENT})\b[^:]*,[^:]*\b(?:bantah|membantah|berdalih|klaim|mengaku)\b"),
    _rule("D04", "netral", 2.6, r"\b(?:bantah|membantah|tepis|menepis|luruskan|tegaskan tidak|pastikan (?:tidak|bukan)|dipastikan (?:hoaks|bukan|rekaman lama)|"
          r"tidak benar|bukan (?:dari|di|kabur|napi kami)|hasil visum tidak|tak ada pemukulan|tuduhan[^.]*(?:dicabut|tidak terbukti)|ternyata rekayasa)\b"),
    _rule("D04", "netral", 1.4, r"\b(?:klarifikasi|hoaks|hoax)\b"),
    _rule("D02", "positif", 2.6, r"\b(?:simulasi|latihan|pelatihan|workshop|bimtek|asistensi|apel siaga|deklarasi|ikrar|sosialisasi|penyuluhan|penguatan|bekali|pembekalan)\b"),
    _rule("D06", "positif", 2.8, r"\b(?:(?:di|meng)?gagalkan|penggagalan|ketahuan petugas|dijatuhkan di atas|halau|menghalau|cegah|mencegah|antisipasi)\b"),
    _rule("D03", "positif", 2.2, rf"\b(?:bebas(?: dari)?|bersih(?: dari)?|zero|nihil|anti|tolak|perangi|perang melawan|berantas|stop|tanpa)\s+(?:dari\s+)?(?:{EVENT}|antre|biaya)\b"),
    _rule("D03", "positif", 1.8, r"\b(?:hasilnya nihil|semua(?:nya)? negatif|hasil negatif|nihil (?:temuan|barang))\b"),
    _rule("D08", "negatif", 2.4, rf"\b{_STAFF}\b(?:\W+\w+){{0,4}}\W+(?:ditangkap|tersangka|dipecat|dicopot|dinonaktifkan|edarkan|selundupkan|loloskan|terlibat|diduga|aniaya|"
          r"peras|pukul|mabuk|minta uang|terima (?:uang|amplop|suap)|bungkam|lindungi|diperiksa|jadi kurir|dicurigai|dilaporkan)\b"),
    _rule("D08", "negatif", 1.8, r"\boknum\b"),
    _rule("D10", "netral", 2.6, r"\b(?:ditangkap (?:kembali|lagi)|tertangkap (?:kembali|lagi)|menyerahkan diri|diringkus|(?:berhasil )?diamankan (?:kembali|lagi)|sudah (?:kembali|ditangkap)|"
          r"dibekuk|ciduk|bekuk)\b"),
    _rule("D09", "negatif", 2.4, rf"(?<!\bnihil )(?<!\bcegah )\b(?:(?:{_NEG}) kembali|kabur|melarikan diri|kaburnya|larinya|rusuh|mengamuk|ngamuk|ricuh|kericuhan|bentrok|tewas|dianiaya|disiksa|"
          r"penganiayaan|gantung diri|bunuh diri|keroyok|dikeroyok|sandera|pembakaran|buron)\b"),
    _rule("D07", "negatif", 2.4, r"\b(?:dikendalikan|kendalikan|pengendali|kecolongan|sarang|merajalela|marak|lolos|loloskan|jebol|pesta sabu|positif narkoba|bandar|dugem|peredaran|dibiarkan|terbongkar|"
          r"otak (?:peredaran|penyelundupan)|disorot|soroti|sorot)\b"),
    _rule("D13", "negatif", 1.8, r"\b(?:sesak|membludak|berdesakan|memprihatinkan|over ?kapasitas|kelebihan (?:kapasitas|penghuni)|overload|overcrowd\w*|tidur (?:bergantian|duduk))\b"),
    _rule("D15", "negatif", 2.2, r"\b(?:baru bebas|eks (?:napi|narapidana)|mantan (?:napi|narapidana)|residivis|asimilasi)\b.*\b(?:kembali|berulah|mencuri|merampok|lagi|ditangkap|begal|resah\w*)\b"),
    _rule("D12", "netral", 2.0, r"\b(?:terima|dapat|peroleh|mendapat|diusulkan|usulan|diberi|menerima)\b.{0,30}\b(?:remisi|asimilasi|amnesti|pengurangan masa)\b|\bremisi (?:natal|hut|waisak|nyepi|lebaran|idul\w*|khusus|umum)"),
    _rule("D14", "netral", 1.8, r"\b(?:dipindah\w*|pemindahan|pindahkan|dieksekusi|serah terima|sertijab|dimutasi|nusakambangan)\b"),
    _rule("D11", "netral", 1.8, r"\b(?:banjir|gempa|terendam|kebanjiran|longsor)\b"),
    _rule("pungli", "negatif", 2.0, r"\b(?:pungli|pungutan liar|pemerasan|suap|jual beli|kamar mewah|sel mewah|bilik asmara|ott|tersangka|maladministrasi|keracunan|"
          r"keluhkan|mengeluh|dikeluhkan|protes|kecam|dikecam|dikritik|kritik|desak|anjlok|mangkrak|telantar|dugaan|diduga)\b"),
    _rule("D16", "positif", 1.8, r"\b(?:panen|raih|juara|penghargaan|donor darah|bakti sosial|sembako|wisuda|sinergi\w*|kerja ?sama|gandeng|apresiasi|optimalkan|tingkatkan|komitmen|wujudkan|"
          r"layanan|pembinaan|keterampilan|kunjungi|bagikan|salurkan|peduli|gelar|ikuti|hadiri|peringati|rutin|perkuat|produktif|berkah|syukur|lancar|khidmat|sukses|semangat|inovasi|karya)\b"),
)  # fmt: skip


def fitting(text: str) -> list[tuple[Rule, str]]:
    """The rules that a folded headline fits, in order, with the words that fitted.

    >>> [(rule.id, words) for rule, words in fitting("petugas gagalkan penyelundupan sabu")]
    [('D06', 'gagalkan')]
    """
    found = ((rule, rule.pattern.search(text)) for rule in RULES)
    return [(rule, match[0]) for rule, match in found if match]
