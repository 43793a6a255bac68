# SPDX-License-Identifier: Apache-2.0
"""Arrays, scalars and generators of NumPy, and plain values of Python."""
import collections
import datetime
import decimal
import fractions
import pathlib
import uuid

import numpy as np
from pickles import dump_all

ARRAYS = {
    "float32": np.arange(12, dtype="f4").reshape(3, 4),
    "fortran": np.asfortranarray(np.arange(12.0).reshape(3, 4)),
    "big-endian": np.arange(5, dtype=">i4"),
    "half": np.arange(5, dtype="f2"),
    "complex": np.arange(5) * 1j,
    "booleans": np.array([True, False]),
    "texts": np.array(["a", "bcd"]),
    "bytes": np.array([b"a", b"bcd"]),
    "dates": np.array(["2026-01-01"], dtype="M8[D]"),
    "fields": np.array([(1, 2.0, "x")], dtype=[("a", "i4"), ("b", "f8"), ("c", "U3")]),
    "nested": np.zeros(2, dtype=[("p", [("x", "f4"), ("y", "f4", (2,))])]),
    "objects": np.array([{"a": 1}, None, "x"], dtype=object),
    "empty": np.zeros((0, 3)),
    "scalar": np.array(3.5),
}

PLAIN = {
    "ordered": collections.OrderedDict(a=1, b=[2.5, None, True]),
    "defaults": collections.defaultdict(list, {"a": [1]}),
    "counter": collections.Counter("hello"),
    "queue": collections.deque([1, 2], maxlen=5),
    "sets": [{1, 2}, frozenset("ab")],
    "times": [datetime.datetime(2026, 1, 1), datetime.timedelta(1), datetime.timezone.utc, datetime.date(2026, 1, 1)],
    "numbers": [10**40, -1, 3 + 4j, decimal.Decimal("1.5"), fractions.Fraction(1, 3), range(5), slice(1, 2)],
    "bytes": [b"\x00\xff", bytearray(b"abc")],
    "path": [pathlib.PurePosixPath("a/b"), uuid.UUID(int=5)],
}


def write(folder):
    for name, array in ARRAYS.items():
        dump_all(folder, f"array-{name}", array)
        np.save(folder / f"{name}.npy", array)
    np.savez(folder / "all.npz", **ARRAYS)
    np.savez_compressed(folder / "compressed.npz", **ARRAYS)
    for name, value in PLAIN.items():
        dump_all(folder, f"plain-{name}", value)
    dump_all(folder, "scalars", [np.float32(1), np.int64(2), np.bool_(True), np.datetime64("2026"), np.dtype("f4")])
    dump_all(folder, "masked", np.ma.masked_array([1, 2, 3], mask=[0, 1, 0]))
    dump_all(folder, "matrix", np.asmatrix([[1, 2]]))
    dump_all(folder, "records", np.rec.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")]))
    dump_all(folder, "random-state", np.random.RandomState(0))
    for bits in (np.random.PCG64, np.random.MT19937, np.random.Philox, np.random.SFC64):
        dump_all(folder, f"generator-{bits.__name__}", np.random.Generator(bits(1)))
