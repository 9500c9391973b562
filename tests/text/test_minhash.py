"""Words as hashes and signatures, checked against plain Python."""

import numpy as np
import pytest

from analitik.text.minhash import band_keys, shared_bands, shingled, signatures
from analitik.text.tokens import word_hashes


def test_words_are_cut_as_plain_python_cuts_them():
    texts = ["petugas, gagalkan sabu!", "", "blok-c “aman”", "é 😀 sabu"]
    assert word_hashes(texts).lengths.tolist() == [3, 0, 3, 3]
    hashes = word_hashes(["sabu", "ubas", "sabu"]).hashes
    assert hashes[0] == hashes[2] != hashes[1]


def test_hashes_do_not_depend_on_the_neighbours():
    rng = np.random.default_rng(3)
    texts = [" ".join(f"w{k}" for k in rng.integers(0, 50, n)) for n in rng.integers(0, 30, 200)]
    together = word_hashes(texts)
    for place, text in enumerate(texts):
        assert (word_hashes([text]).hashes == together.hashes[together.starts[place] : together.starts[place + 1]]).all()


def test_shared_bands_name_exactly_the_keys_that_two_texts_share():
    keys = np.array([[1, 2], [1, 3], [4, 5]], np.uint64)
    assert sorted(shared_bands(keys).tolist()) == [0, 2]


@pytest.mark.parametrize("texts", [[""], ["", ""], ["satu"]])
def test_texts_without_words_do_not_break(texts):
    assert band_keys(signatures(shingled(word_hashes(texts)))).shape == (len(texts), 10)
