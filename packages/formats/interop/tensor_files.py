# SPDX-License-Identifier: Apache-2.0
"""Writes tensor files, and says what their own libraries make of them.

usage: tensor_files.py safetensors SEED COUNT
       tensor_files.py gguf FOLDER SEED COUNT
       tensor_files.py ggml-types

safetensors: one JSON line a file, many of them damaged: its bytes in hex, and the tensors that the library reads; null where it
refuses the file. gguf: files as the library writes them, in FOLDER, and one JSON line for each of what was written.
"""
import json
import random
import struct
import sys

DTYPES = {"BOOL": 8, "F4": 4, "F6_E2M3": 6, "F6_E3M2": 6, "U8": 8, "I8": 8, "F8_E5M2": 8, "F8_E4M3": 8, "F8_E8M0": 8, "F8_E4M3FNUZ": 8,
          "F8_E5M2FNUZ": 8, "I16": 16, "U16": 16, "F16": 16, "BF16": 16, "I32": 32, "U32": 32, "F32": 32, "C64": 64, "F64": 64, "I64": 64,
          "U64": 64}


class Headers:
    """Makes safetensors files: right ones, and ones with a fault."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def tensors(self):
        header, offset = {}, 0
        for i in range(self.random.randrange(5)):
            dtype = self.random.choice(list(DTYPES))
            shape = [self.random.randrange(5) for _ in range(self.random.randrange(4))]
            bits = DTYPES[dtype]
            for size in shape:
                bits *= size
            if bits % 8:
                shape, bits = [8], 8 * DTYPES[dtype]
            name = self.random.choice([f"layer.{i}.weight", f"é{i}", f"a\"{i}\\", f"\u2028{i}"])
            header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [offset, offset + bits // 8]}
            offset += bits // 8
        if self.random.random() < 0.5:
            header["__metadata__"] = {"format": "pt", "x": "y"}
        items = list(header.items())
        self.random.shuffle(items)
        return dict(items), offset

    def damaged(self, header):
        """A header with a fault that is still JSON; some are none."""
        names = [name for name in header if name != "__metadata__"]
        kind = self.random.randrange(12)
        if kind == 0:
            header["__metadata__"] = self.random.choice([{"a": 1}, {}, "a", None, {"a": {"b": "c"}}, ["a"]])
        if not names:
            return header
        entry = header[self.random.choice(names)]
        offsets = entry["data_offsets"]
        if kind == 1:
            offsets[self.random.randrange(2)] += self.random.choice([-1, 1, 8, 2**40, 2**63])
        elif kind == 2:
            entry["shape"].append(self.random.choice([0, 1, 2, 2**32, 2**63, -1, 1.0, "1"]))
        elif kind == 3:
            entry["dtype"] = self.random.choice(["F32", "f32", "F128", "", 1, None])
        elif kind == 4:
            del entry[self.random.choice(list(entry))]
        elif kind == 5:
            entry["data_offsets"] = offsets + [offsets[1]]
        elif kind == 6:
            entry["data_offsets"] = offsets[::-1]
        elif kind == 7:
            entry[self.random.choice(["more", "dtype "])] = 1
        elif kind == 8:
            header[self.random.choice(names)] = self.random.choice([None, [], {}, 1])
        return header

    def file(self):
        header, size = self.tensors()
        if self.random.random() < 0.5:
            header = self.damaged(header)
        text = json.dumps(header, ensure_ascii=self.random.random() < 0.5).encode()
        text += self.random.choice([b"", b" " * (-len(text) % 8), b"\n", b"\0", b"x"]) if self.random.random() < 0.3 else b""
        data = bytes(self.random.randrange(256) for _ in range(min(size, 4096)))
        data = self.random.choice([data] * 8 + [data + b"x", data[:-1]])
        made = bytearray(struct.pack("<Q", len(text)) + text + data)
        if self.random.random() < 0.2:
            made[8 + self.random.randrange(max(1, len(text)))] = self.random.randrange(256)
        return bytes(made)


def safetensors_files(seed, count):
    import safetensors

    headers = Headers(seed)
    for _ in range(count):
        made = headers.file()
        try:
            read = [[name, one["dtype"], list(one["shape"]), len(one["data"])] for name, one in safetensors.deserialize(made)]
        except BaseException:  # the library panics on some, which is no Exception
            read = None
        print(json.dumps({"hex": made.hex(), "tensors": read}))


def gguf_file(path, rng):
    import gguf
    import numpy

    order = rng.choice([gguf.GGUFEndian.LITTLE, gguf.GGUFEndian.BIG])
    writer = gguf.GGUFWriter(path, "llama", endianess=order)
    metadata = {"general.architecture": "llama"}
    if rng.random() < 0.5:
        alignment = rng.choice([8, 32, 64, 4096])
        writer.add_custom_alignment(alignment)
        metadata["general.alignment"] = alignment
    for key, value, add in [
        ("a.text", "é" * (1 + rng.randrange(9)), writer.add_string), ("a.u8", rng.randrange(256), writer.add_uint8),
        ("a.i32", -rng.randrange(2**31), writer.add_int32), ("a.u64", rng.randrange(2**53), writer.add_uint64),
        ("a.i64", -rng.randrange(2**53), writer.add_int64), ("a.f64", rng.random(), writer.add_float64),
        ("a.bool", rng.random() < 0.5, writer.add_bool), ("a.list", [f"t{i}" for i in range(1 + rng.randrange(7))], writer.add_array),
        ("a.numbers", [rng.randrange(2**31) for _ in range(1 + rng.randrange(7))], writer.add_array),
    ]:
        if rng.random() < 0.7:
            add(key, value)
            metadata[key] = value
    tensors = []
    types = gguf.GGMLQuantizationType
    plain = [("F32", numpy.float32), ("F16", numpy.float16), ("F64", numpy.float64), ("I8", numpy.int8), ("I32", numpy.int32)]
    for i in range(rng.randrange(6)):
        shape = [1 + rng.randrange(4) for _ in range(rng.randrange(3))] + [32 * (1 + rng.randrange(3))]
        name, dtype = rng.choice(plain)
        array = numpy.ones(shape, dtype)
        if rng.random() < 0.5:
            name = rng.choice(["Q8_0", "Q4_0", "Q5_1", "BF16"])
            array = gguf.quants.quantize(numpy.ones(shape, numpy.float32), types[name])
            writer.add_tensor(f"t.{i}", array, raw_dtype=types[name])
        else:
            writer.add_tensor(f"t.{i}", array)
        tensors.append([f"t.{i}", name, shape, int(array.nbytes)])
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return {"path": path, "big": order == gguf.GGUFEndian.BIG, "metadata": metadata, "tensors": tensors}


def gguf_files(folder, seed, count):
    import gguf

    rng = random.Random(seed)
    for i in range(count):
        written = gguf_file(f"{folder}/{i}.gguf", rng)
        reader = gguf.GGUFReader(written["path"])
        written["offsets"] = [int(tensor.data_offset) for tensor in reader.tensors]
        print(json.dumps(written))


def ggml_types():
    import gguf

    sizes = gguf.constants.GGML_QUANT_SIZES
    print(json.dumps([[int(one), one.name, *sizes[one]] for one in gguf.GGMLQuantizationType]))


if __name__ == "__main__":
    mode, *rest = sys.argv[1:]
    if mode == "safetensors":
        safetensors_files(*map(int, rest))
    elif mode == "gguf":
        gguf_files(rest[0], *map(int, rest[1:]))
    else:
        ggml_types()
