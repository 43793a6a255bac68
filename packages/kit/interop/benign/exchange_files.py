# SPDX-License-Identifier: Apache-2.0
"""Formats that frameworks exchange: ONNX with its tensors inside and outside, safetensors with shards, GGUF, tokenizers."""
import json

import gguf
import numpy as np
import onnx
import safetensors.numpy
import tokenizers
from onnx import TensorProto, helper, numpy_helper
from skl2onnx import to_onnx
from sklearn.datasets import make_classification
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def write(folder):
    write_onnx(folder)
    write_safetensors(folder)
    write_gguf(folder)
    write_tokenizers(folder)


def matmul():
    weights = numpy_helper.from_array(np.random.rand(16, 16).astype("f4"), "w")
    ports = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 16]) for name in ("x", "y")]
    return helper.make_model(helper.make_graph([helper.make_node("MatMul", ["x", "w"], ["y"])], "g", ports[:1], ports[1:], [weights]))


def write_onnx(folder):
    onnx.save(matmul(), folder / "inside.onnx")
    for name, whole in (("one-file", True), ("many-files", False)):
        (folder / name).mkdir()
        onnx.save_model(matmul(), folder / name / "model.onnx", save_as_external_data=True, all_tensors_to_one_file=whole, location="model.onnx.data" if whole else None, size_threshold=0)
    onnx.save(matmul(), folder / "model.json", "json")
    onnx.save(matmul(), folder / "model.textproto", "textproto")
    features, classes = make_classification(40, 4, random_state=0)
    for name, model in {"logistic": make_pipeline(StandardScaler(), LogisticRegression()), "boosted": GradientBoostingClassifier(n_estimators=2)}.items():
        (folder / f"{name}.onnx").write_bytes(to_onnx(model.fit(features, classes), features[:1].astype("f4")).SerializeToString())


def write_safetensors(folder):
    tensors = {name: np.arange(6, dtype=kind).reshape(2, 3) for name, kind in {"a": "f4", "b": "f2", "c": "i8", "d": "u1", "e": "f8"}.items()}
    safetensors.numpy.save_file(tensors, folder / "model.safetensors", {"format": "pt"})
    shards = folder / "shards"
    shards.mkdir()
    names = sorted(tensors)
    files = {name: f"model-{index // 3 + 1:05}-of-00002.safetensors" for index, name in enumerate(names)}
    for file in sorted(set(files.values())):
        safetensors.numpy.save_file({name: tensors[name] for name in names if files[name] == file}, shards / file)
    index = {"metadata": {"total_size": sum(one.nbytes for one in tensors.values())}, "weight_map": files}
    (shards / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")


def write_gguf(folder):
    writer = gguf.GGUFWriter(folder / "model.gguf", "llama")
    writer.add_context_length(128)
    writer.add_embedding_length(32)
    writer.add_token_list(["<s>", "</s>", "a"])
    writer.add_chat_template("{% for message in messages %}{{ message['role'] }}: {{ message['content'] }}\n{% endfor %}")
    values = np.random.rand(4, 64).astype("f4")
    writer.add_tensor("f32", values)
    writer.add_tensor("f16", values.astype("f2"))
    writer.add_tensor("q8", gguf.quants.quantize(values, gguf.GGMLQuantizationType.Q8_0), raw_dtype=gguf.GGMLQuantizationType.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def write_tokenizers(folder):
    for name, model, trainer in (("bpe", tokenizers.models.BPE(), tokenizers.trainers.BpeTrainer(vocab_size=300)), ("wordpiece", tokenizers.models.WordPiece(unk_token="[UNK]"), tokenizers.trainers.WordPieceTrainer(vocab_size=60, special_tokens=["[UNK]"])), ("unigram", tokenizers.models.Unigram(), tokenizers.trainers.UnigramTrainer(vocab_size=60))):
        (folder / name).mkdir()
        tokenizer = tokenizers.Tokenizer(model)
        tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
        tokenizer.train_from_iterator(["the quick brown fox jumps over the lazy dog"] * 20, trainer)
        tokenizer.save(str(folder / name / "tokenizer.json"))
        tokenizer.model.save(str(folder / name))
