# SPDX-License-Identifier: Apache-2.0
"""Writes tar archives and NumPy arrays, one JSON object a line: kind, bytes (base64), and what CPython or NumPy says of them.

usage: archive_files.py SEED COUNT
Arrays are left out where NumPy is not there.
"""
import base64
import io
import json
import random
import sys
import tarfile

rng = random.Random(int(sys.argv[1]))
COUNT = int(sys.argv[2])


def emit(kind, content, **said):
    print(json.dumps({"kind": kind, "bytes": base64.b64encode(content).decode(), **said}))


def name():
    letters = rng.choice(["abc", "äöü", "模型", "a b", "."])
    return "/".join(
        "n" + "".join(rng.choice(letters) for _ in range(rng.choice([1, 8, 60]))) + "x" for _ in range(rng.randrange(1, 5))
    )


def archive():
    form = rng.choice([tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
    out, members, names = io.BytesIO(), [], set()
    with tarfile.open(fileobj=out, mode="w", format=form) as tar:
        for _ in range(rng.randrange(6)):
            info = tarfile.TarInfo(name())
            info.mtime = rng.choice([0, 1, 1.5]) if form == tarfile.PAX_FORMAT else 0
            info.uid = rng.choice([0, 1000, 2**22])
            content = b"text " * rng.randrange(300)
            info.size = len(content)
            if info.name in names:
                continue
            try:
                tar.addfile(info, io.BytesIO(content))
            except ValueError:  # does not fit ustar
                continue
            names.add(info.name)
            members.append([info.name, info.size])
    emit("tar", out.getvalue(), members=members)


def dtype(np, depth=0):
    if depth < 2 and rng.random() < 0.3:
        fields = [
            (f"f{i}é" if rng.random() < 0.1 else f"f{i}", dtype(np, depth + 1), rng.choice([(), (2,), (2, 3)]))
            for i in range(rng.randrange(1, 4))
        ]
        return np.dtype(fields, align=rng.random() < 0.5)
    return np.dtype(rng.choice(["<f8", ">f4", "i1", "?", "<c16", "S5", "U3", "V7", "<M8[ns]", "<m8[10us]", "f2", "<u8", "O"]))


def array(np):
    shape = tuple(rng.randrange(4) for _ in range(rng.randrange(4)))
    value = np.zeros(shape, dtype(np), order=rng.choice("CF"))
    out = io.BytesIO()
    np.save(out, value, allow_pickle=True)
    emit("npy", out.getvalue(), shape=shape, item=value.dtype.itemsize, objects=value.dtype.hasobject)


for _ in range(COUNT):
    archive()
try:
    import warnings

    import numpy

    warnings.simplefilter("ignore")
    for _ in range(COUNT):
        array(numpy)
except ImportError:
    pass
