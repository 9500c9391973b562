"""Damage is undone, sound text is left alone."""

import pytest

from analitik.text.normalise import fold, mend, tidy


@pytest.mark.parametrize("sound", ["“Aman” – kata ‘petugas’", "Café São Paulo", "Razia… 30 °C", "Ünal", "12 € saja"])
@pytest.mark.parametrize("times", [1, 2])
def test_utf8_read_as_latin_comes_back_even_twice(sound, times):
    damaged = sound
    for _ in range(times):
        damaged = "".join(bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte) for byte in damaged.encode())
    assert damaged != sound and mend(damaged) == sound and mend(sound) == sound


def test_a_lost_sign_is_a_blank_and_blanks_are_one():
    assert tidy(" Lapas\u00a0\u200b Kelas\ufffdIIA\x00 ") == "Lapas Kelas IIA"
    assert fold("LAPAS  Arunika") == "lapas arunika"
