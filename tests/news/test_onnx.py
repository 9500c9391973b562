"""A transformer of the office's own, from a folder."""

import json

import numpy as np
import pandas as pd
import pytest

from analitik.core.errors import UsageFault
from analitik.news.sentiment.onnx import OnnxScorer

WORDS = ["[PAD]", "[UNK]", "baik", "buruk", "biasa"]


@pytest.fixture
def folder(tmp_path):
    """A model whose logits are the sums of one row per word: buruk is negatif, biasa netral, baik positif."""
    onnx = pytest.importorskip("onnx")
    pytest.importorskip("onnxruntime")
    tokenizers = pytest.importorskip("tokenizers")
    table = np.zeros((len(WORDS), 3), np.float32)
    table[2, 0], table[3, 1], table[4, 2] = 5, 5, 5
    helper = onnx.helper
    nodes = [helper.make_node("Gather", ["table", "input_ids"], ["rows"]), helper.make_node("ReduceSum", ["rows", "axis"], ["logits"], keepdims=0)]
    held = [onnx.numpy_helper.from_array(table, "table"), onnx.numpy_helper.from_array(np.array([1], np.int64), "axis")]
    given = [helper.make_tensor_value_info("input_ids", onnx.TensorProto.INT64, ["n", "m"])]
    out = [helper.make_tensor_value_info("logits", onnx.TensorProto.FLOAT, ["n", 3])]
    model = helper.make_model(helper.make_graph(nodes, "tiny", given, out, held), opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(model, str(tmp_path / "model.onnx"))
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel({word: k for k, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "labels.json").write_text(json.dumps(["positif", "negatif", "netral"]))
    return tmp_path


def test_its_labels_are_put_in_our_order(folder):
    found = OnnxScorer(folder).chances(pd.Series(["buruk", "biasa", "baik"]), pd.Series(["", "", "baik"]))
    assert found.argmax(axis=1).tolist() == [0, 1, 2] and np.allclose(found.sum(axis=1), 1)


def test_labels_that_are_not_ours_are_refused_in_one_sentence(folder):
    (folder / "labels.json").write_text(json.dumps(["pos", "neg"]))
    with pytest.raises(UsageFault, match="labels.json"):
        OnnxScorer(folder)


def test_a_folder_without_a_model_is_refused_by_what_it_lacks(tmp_path):
    with pytest.raises(UsageFault, match="tokenizer.json"):
        OnnxScorer(tmp_path)
