# SPDX-License-Identifier: Apache-2.0
"""Writes a model and its base with safetensors, and what NumPy makes of their differences, as JSON.

usage: base_difference.py FOLDER SEED
"""

import json
import os
import sys

import numpy as np
from safetensors import TensorSpec, serialize_file

folder, seed = sys.argv[1], int(sys.argv[2])
random = np.random.default_rng(seed)


def bfloat16(numbers):
    """Rounds to the nearest, and gives the bits and the numbers that they are."""
    words = numbers.astype(np.float32).view(np.uint32)
    bits = ((words + 0x7FFF + ((words >> 16) & 1)) >> 16).astype(np.uint16)
    return bits, (bits.astype(np.uint32) << 16).view(np.float32)


def stored(dtype, numbers):
    if dtype == "bfloat16":
        return bfloat16(numbers)
    rounded = numbers.astype({"float16": np.float16, "float32": np.float32}[dtype])
    return rounded, rounded.astype(np.float32)


def change(kind, rows, columns):
    if kind == "noise":
        return random.standard_normal((rows, columns)) * 0.01
    if kind == "all":
        return random.standard_normal((rows, columns))
    # Singular values that are chosen, in directions that are not.
    count = min(rows, columns)
    left, _ = np.linalg.qr(random.standard_normal((rows, count)))
    right, _ = np.linalg.qr(random.standard_normal((columns, count)))
    values = {
        "one": np.eye(1, count)[0],
        "two": np.where(np.arange(count) < 2, 1, 0),
        "slow": 0.99 ** np.arange(count),
        "steep": 0.5 ** np.arange(count),
        "ten": np.where(np.arange(count) < 10, 1, 0),
        "outstanding": np.where(np.arange(count) < 1, 2, 0.1),
        "near": np.where(np.arange(count) < 1, 1, 0.97),
    }[kind]
    return (left * values) @ right.T


SHAPES = [(16, 16), (17, 301), (300, 40), (64, 3, 7, 7), (128, 128), (1000, 16), (24, 8, 16)]
KINDS = ["noise", "all", "one", "two", "slow", "steep", "ten", "outstanding", "near"]
DTYPES = [("float32", "float32"), ("bfloat16", "bfloat16"), ("float16", "float16"), ("bfloat16", "float32")]

model, base, expected = {}, {}, {}
for i, kind in enumerate(KINDS * 7):
    shape = SHAPES[i % len(SHAPES)]
    ours, theirs = DTYPES[random.integers(len(DTYPES))]
    name = f"layers.{i}.{kind}"
    rows, columns = shape[0], int(np.prod(shape[1:]))
    numbers = random.standard_normal((rows, columns)) * random.choice([0.02, 1.0])
    base_bits, base_numbers = stored(theirs, numbers)
    model_bits, model_numbers = stored(ours, numbers + change(kind, rows, columns) * random.choice([0.5, 3.0]))
    base[name] = (theirs, shape, np.ascontiguousarray(base_bits))
    model[name] = (ours, shape, np.ascontiguousarray(model_bits))
    values = np.linalg.svd(model_numbers.astype(np.float64) - base_numbers, compute_uv=False)
    energy = float((values**2).sum())
    expected[name] = {
        "relativeNorm": energy**0.5 / float(np.linalg.norm(base_numbers.astype(np.float64))),
        "firstDirection": float(values[0] ** 2) / energy,
    }

for name, tensors in (("model", model), ("base", base)):
    os.mkdir(os.path.join(folder, name))
    specs = {
        key: TensorSpec(dtype=dtype, shape=shape, data_ptr=bits.ctypes.data, data_len=bits.nbytes)
        for key, (dtype, shape, bits) in tensors.items()
    }
    serialize_file(specs, os.path.join(folder, name, "model.safetensors"))
print(json.dumps(expected))
