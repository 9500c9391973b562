"""The scorer's kind on sets of labelled texts."""

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from analitik.pipeline.benchmarks import Split, hashed, judge, log_ratio


def texts_of(n, seed):
    """``n`` texts among idle words; "kirana" makes a text good, "tidak kirana" bad, neither leaves it plain."""
    chance, idle = np.random.default_rng(seed), ["meja", "kursi", "pintu", "jendela", "lampu", "dinding"]
    marks = {"good": "kirana", "bad": "tidak kirana", "plain": "tidak pagi"}
    labels = [list(marks)[k % 3] for k in range(n)]
    return pd.DataFrame({"text": [" ".join([*chance.choice(idle, 4), marks[label], *chance.choice(idle, 3)]) for label in labels], "label": labels})


def test_a_planted_pair_of_words_is_found_again():
    found = judge(Split(texts_of(150, 1), texts_of(60, 2), texts_of(90, 3)))
    assert found["n"] == 90 and found["macro_f1"] > 0.95


def test_a_column_that_stands_everywhere_alike_says_nothing_and_one_of_its_class_says_much():
    rows = csr_array(np.array([[1.0, 1, 0], [1, 1, 0], [1, 0, 0], [1, 0, 0]]))
    ratio = log_ratio(rows, np.array([True, True, False, False]))
    assert ratio[1] > abs(ratio[0]) and ratio[2] == 0


def test_letters_add_columns_to_those_of_words():
    texts = pd.Series(["sangat bagus sekali"])
    assert hashed(texts, letters=True).nnz > hashed(texts, letters=False).nnz == 5
