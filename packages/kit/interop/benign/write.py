# SPDX-License-Identifier: Apache-2.0
"""Writes models in the ordinary ways of the frameworks that are there: write.py FOLDER GROUP...

One line of JSON a group: {"group", "versions"} or {"group", "missing"}. Nothing of it is random but what the frameworks draw.
"""
import importlib
import importlib.metadata
import json
import os
import pathlib
import sys

os.environ.update(KERAS_BACKEND=os.environ.get("KERAS_BACKEND", "numpy"), TF_CPP_MIN_LOG_LEVEL="3", HF_HUB_OFFLINE="1")

# What a group needs to be there, by the names of PyPI.
GROUPS = {
    "numpy": ["numpy"],
    "scikit-learn": ["scikit-learn", "joblib", "lz4"],
    "tables": ["pandas", "scipy", "statsmodels"],
    "boosting": ["xgboost", "lightgbm", "catboost", "scikit-learn"],
    "keras": ["keras", "h5py"],
    "exchange": ["onnx", "skl2onnx", "safetensors", "gguf", "tokenizers"],
    "torch": ["torch"],
    "transformers": ["transformers", "torch", "accelerate", "peft"],
    "tensorflow": ["tensorflow-cpu", "keras"],
}


def write_group(folder, group):
    try:
        versions = {name: importlib.metadata.version(name) for name in GROUPS[group]}
    except importlib.metadata.PackageNotFoundError as error:
        return {"group": group, "missing": str(error)}
    target = pathlib.Path(folder) / group
    target.mkdir(parents=True)
    importlib.import_module(f"{group.replace('-', '_')}_files").write(target)
    return {"group": group, "versions": versions}


if __name__ == "__main__":
    for name in sys.argv[2:]:
        print(json.dumps(write_group(sys.argv[1], name)), flush=True)
