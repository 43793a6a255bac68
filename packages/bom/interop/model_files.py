# SPDX-License-Identifier: Apache-2.0
"""Writes models as their own libraries write them, and says what they say of themselves.

usage: model_files.py safetensors|gguf|onnx|transformers|mlflow FOLDER

Prints one JSON object: what the library reads back, by names of claims, each a list of values.
"""
import json
import os
import sys


def safetensors_model(folder):
    import numpy as np
    from safetensors import safe_open
    from safetensors.numpy import save_file

    shards = [
        {"model.embed_tokens.weight": np.zeros((32, 8), np.float16), "model.norm.weight": np.ones(8, np.float32)},
        {"lm_head.weight": np.zeros((32, 8), np.float16)},
    ]
    total, tensors, types = 0, 0, {}
    for i, shard in enumerate(shards):
        path = os.path.join(folder, f"model-{i + 1:05}-of-{len(shards):05}.safetensors")
        save_file(shard, path, metadata={"format": "pt", "modelspec.title": "Toy", "ss_network_dim": "16"})
        with safe_open(path, framework="numpy") as file:
            for name in file.keys():
                array, dtype = file.get_tensor(name), file.get_slice(name).get_dtype()
                total, tensors = total + array.size, tensors + 1
                types[dtype] = types.get(dtype, 0) + array.size
    return {
        "parameters.count": [total],
        "tensor.count": [tensors],
        "tensor.types": [types],
        "file.framework": ["pt", "pt"],
        "name": ["Toy", "Toy"],
        "adapter.rank": [16, 16],
        "tied-embeddings": [False],
    }


def gguf_model(folder):
    import gguf
    import numpy as np

    path = os.path.join(folder, "toy.gguf")
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_type("model")
    writer.add_name("Toy")
    writer.add_author("Me")
    writer.add_license("apache-2.0")
    writer.add_size_label("1K")
    writer.add_tags([f"tag{i}" for i in range(20)])
    writer.add_languages(["en", "de"])
    writer.add_base_model_count(1)
    writer.add_base_model_name(0, "Base")
    writer.add_base_model_repo_url(0, "https://huggingface.co/org/base")
    writer.add_dataset_count(1)
    writer.add_dataset_name(0, "Data")
    writer.add_context_length(128)
    writer.add_embedding_length(256)
    writer.add_block_count(2)
    writer.add_head_count(4)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_tokenizer_model("gpt2")
    writer.add_token_list([f"t{i}" for i in range(32)])
    writer.add_tensor("token_embd.weight", np.zeros((32, 256), np.float32))
    quantized = gguf.quantize(np.ones((4, 256), np.float32), gguf.GGMLQuantizationType.Q8_0)
    writer.add_tensor("blk.0.weight", quantized, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    types = {}
    for tensor in gguf.GGUFReader(path).tensors:
        types[tensor.tensor_type.name] = types.get(tensor.tensor_type.name, 0) + int(tensor.n_elements)
    return {
        "name": ["Toy"],
        "author": ["Me"],
        "license": ["apache-2.0"],
        "parameters.stated": ["1K"],
        "tag": [f"tag{i}" for i in range(20)],
        "language": ["en", "de"],
        "base-model": ["https://huggingface.co/org/base"],
        "dataset.training": ["Data"],
        "model-type": ["llama"],
        "context-length": [128],
        "hidden-size": [256],
        "layers": [2],
        "attention-heads": [4],
        "quantization.method": ["Q8_0"],
        "tokenizer.kind": ["gpt2"],
        "vocabulary.size": [32],
        "tensor.types": [types],
        "parameters.count": [sum(types.values())],
    }


def onnx_model(folder):
    import onnx
    from onnx import TensorProto, helper

    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        [helper.make_node("Relu", ["x"], ["y"])],
        "toy",
        [value("x", TensorProto.FLOAT16, ["batch", 3])],
        [value("y", TensorProto.FLOAT16, ["batch", 3])],
    )
    model = helper.make_model(
        graph,
        producer_name="toy",
        producer_version="1.0",
        doc_string="It is a toy.",
        model_version=7,
        opset_imports=[helper.make_opsetid("", 17)],
    )
    helper.set_model_props(model, {"author": "Me", "license": "mit", "other": "x"})
    onnx.save(model, os.path.join(folder, "model.onnx"))
    return {
        "library.version": ["toy 1.0"],
        "description": ["It is a toy."],
        "version": ["7"],
        "ir-version": [model.ir_version],
        "opset": ["ai.onnx 17"],
        "input": [{"name": "x", "type": "float16", "shape": ["batch", 3]}],
        "output": [{"name": "y", "type": "float16", "shape": ["batch", 3]}],
        "author": ["Me"],
        "license": ["mit"],
    }


def transformers_model(folder):
    import transformers
    from tokenizers import Tokenizer, models

    config = transformers.LlamaConfig(
        hidden_size=64, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, intermediate_size=128, vocab_size=40
    )
    config.architectures = ["LlamaForCausalLM"]
    config.save_pretrained(folder)
    transformers.GenerationConfig(temperature=0.5, do_sample=True, max_new_tokens=5).save_pretrained(folder)
    raw = Tokenizer(models.WordLevel({f"w{i}": i for i in range(30)}, unk_token="w0"))
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=raw, unk_token="w0", eos_token="</s>", model_max_length=99, chat_template="{{ messages }}"
    )
    tokenizer.save_pretrained(folder)
    import hashlib

    with open(os.path.join(folder, "tokenizer_config.json")) as file:
        tokenizer_class = json.load(file)["tokenizer_class"]
    version = f"transformers {transformers.__version__}"
    return {
        "architecture": ["LlamaForCausalLM"],
        "model-type": ["llama"],
        "hidden-size": [64],
        "layers": [2],
        "attention-heads": [4],
        "key-value-heads": [2],
        "intermediate-size": [128],
        "vocabulary.size": [40, len(tokenizer)],
        "library.version": [version, version],
        "tokenizer": [tokenizer_class],
        "tokenizer.kind": ["WordLevel"],
        "tokenizer.max-length": [99],
        "chat-template": [hashlib.sha256(b"{{ messages }}").hexdigest()],
    }


def mlflow_model(folder):
    import mlflow
    from mlflow.models import Model
    from mlflow.models.signature import ModelSignature
    from mlflow.types import ColSpec, Schema

    signature = ModelSignature(inputs=Schema([ColSpec("double", "x")]), outputs=Schema([ColSpec("long", "y")]))
    model = Model(run_id="0123abcd", signature=signature)
    model.add_flavor("python_function", loader_module="mlflow.sklearn", python_version="3.11.9")
    model.add_flavor("sklearn", sklearn_version="1.5.0", pickled_model="model.pkl")
    model.save(os.path.join(folder, "MLmodel"))
    return {
        "uuid": [model.model_uuid],
        "training.run": ["0123abcd"],
        "library.version": [f"mlflow {mlflow.__version__}", "python 3.11.9", "sklearn 1.5.0"],
        "library.name": ["sklearn"],
        "code.module": ["mlflow.sklearn"],
        "input": [{"name": "x", "type": "double"}],
        "output": [{"name": "y", "type": "long"}],
    }


if __name__ == "__main__":
    print(json.dumps(globals()[f"{sys.argv[1]}_model"](sys.argv[2])))
