"""Personal data never reaches the lake, and ordinary words stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analitik.core.personal import mask_personal

SECRETS = [
    "3171014501900000", "3171 0145 0190 0000", "3171.0145.0190.0000", "3171-0145-0190-0000", "31 71 01 45 01 90 00 00",
    "3171/014501/900000", "３１７１０１４５０１９０００００", "3171\u200b014501900000",
    "0812-0000-0001", "081200000001", "+62 812 0000 0002", "62812 00000003", "+62-(0)812-0000-0002", "0 8 1 2 0 0 0 0 0 0 0 1",
    "(021) 555-0000", "021-5550000", "WA 812 0000 0001", "+65 6123 0000",
    "budi.uji@contoh.example", "budi_uji+x@mail.contoh.co.id", "budi.uji (at) contoh.example",
]  # fmt: skip
ORDINARY = [
    "Antre 30 menit pada 12/08/2023 09:00, biaya Rp150.000", "Pasal 114 ayat (2) UU 35/2009", "kapasitas 250 dihuni 1.282 orang",
    "02/08/2023 09:00", "2023-11-05T23:30:00+07:00", "Lapas Kelas IIA", "nilai 4, 3, 2, 1, 4", "jam 08.00 - 12.00", "Rp 812.000.000",
]  # fmt: skip


@pytest.mark.parametrize("secret", SECRETS)
def test_a_personal_token_is_gone_and_its_surroundings_stay(secret):
    masked = mask_personal(f"Mohon hubungi {secret} segera, terima kasih")
    assert masked.startswith("Mohon hubungi ")
    assert masked.endswith(" segera, terima kasih")
    assert not any(part in masked for part in secret.split() if len(part) > 3)
    assert "[" in masked


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_and_numbers_stay(text):
    assert mask_personal(text) == text


@given(st.lists(st.integers(0, 9), min_size=16, max_size=16), st.sampled_from(["", " ", ".", "-", " - ", "/", "_"]))
def test_sixteen_digits_are_an_identity_however_they_are_kept_apart(digits, gap):
    number = gap.join(map(str, digits))
    assert number not in mask_personal(f"NIK saya {number} terima kasih")


@given(st.text(alphabet="abc lapas.,!?", max_size=200))
def test_text_without_digits_or_addresses_is_untouched(text):
    assert mask_personal(text) == text
