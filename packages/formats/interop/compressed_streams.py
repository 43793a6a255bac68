# SPDX-License-Identifier: Apache-2.0
"""Prints compressed streams, one JSON object a line: format, name, bytes (base64), size and SHA-256 of the content.

usage: compressed_streams.py SEED BYTES   (SEED 0 and 2000 bytes make tests/vectors/compressed.json)
Formats whose library is not there (lz4, zstandard) are left out.
"""
import base64
import bz2
import gzip
import hashlib
import json
import lzma
import random
import sys
import zlib

rng = random.Random(int(sys.argv[1]))
SIZE = int(sys.argv[2])


def mixed(size):
    """Runs, repetitions near and far, and bytes of no order."""
    out = bytearray()
    while len(out) < size:
        kind, length = rng.randrange(4), rng.randrange(1, 300)
        if kind == 0:
            out += bytes([rng.randrange(256)]) * length
        elif kind == 1 and out:
            start = rng.randrange(len(out))
            out += out[start : start + length]
        elif kind == 2:
            out += rng.randbytes(length // 4)
        else:
            out += b"".join(rng.choice([b"weights", b" and ", b"biases"]) for _ in range(length // 8))
    return bytes(out[:size])


def emit(format, name, content, stream):
    digest = hashlib.sha256(content).hexdigest()
    text = base64.b64encode(stream).decode()
    print(json.dumps({"format": format, "name": name, "size": len(content), "sha256": digest, "bytes": text}))


def lzma2(**options):
    return [{"id": lzma.FILTER_LZMA2, "preset": 6, **options}]


def alone(**options):
    return [{"id": lzma.FILTER_LZMA1, "preset": 6, **options}]


data = mixed(SIZE)
emit("gzip", "plain", data, gzip.compress(data, mtime=0))
emit("zlib", "plain", data, zlib.compress(data))
emit("bzip2", "plain", data, bz2.compress(data))
emit("bzip2", "level 1", data, bz2.compress(data, 1))
emit("bzip2", "a run", b"a" * SIZE, bz2.compress(b"a" * SIZE))
emit("bzip2", "nothing", b"", bz2.compress(b""))
emit("bzip2", "two streams", data * 2, bz2.compress(data) * 2)
for name in ("NONE", "CRC32", "CRC64", "SHA256"):
    emit("xz", f"check {name}", data, lzma.compress(data, check=getattr(lzma, f"CHECK_{name}")))
emit("xz", "nothing", b"", lzma.compress(b""))
noise = rng.randbytes(SIZE // 4)
emit("xz", "stored chunks", noise, lzma.compress(noise))
emit("xz", "two streams and padding", data * 2, lzma.compress(data) + bytes(8) + lzma.compress(data))
emit("xz", "lc 0, lp 2, pb 4", data, lzma.compress(data, filters=lzma2(lc=0, lp=2, pb=4)))
emit("xz", "a small dictionary", data, lzma.compress(data, filters=lzma2(dict_size=4096)))
emit("lzma", "plain", data, lzma.compress(data, format=lzma.FORMAT_ALONE))
emit("lzma", "nothing", b"", lzma.compress(b"", format=lzma.FORMAT_ALONE))
emit("lzma", "a small dictionary", data, lzma.compress(data, format=lzma.FORMAT_ALONE, filters=alone(dict_size=4096)))
try:
    import lz4.frame as lz4

    emit("lz4", "plain", data, lz4.compress(data))
    emit("lz4", "checksums", data, lz4.compress(data, content_checksum=True, block_checksum=True))
    emit("lz4", "independent blocks", data, lz4.compress(data, block_linked=False, block_size=lz4.BLOCKSIZE_MAX64KB))
    emit("lz4", "level 12, no length", data, lz4.compress(data, compression_level=12, store_size=False))
    emit("lz4", "stored blocks", noise, lz4.compress(noise))
    emit("lz4", "two frames", data * 2, lz4.compress(data) * 2)
except ImportError:
    pass
try:
    import zstandard as zstd

    for level in (1, 3, 12, 19):
        emit("zstd", f"level {level}", data, zstd.ZstdCompressor(level=level).compress(data))
    emit("zstd", "checksum, no length", data, zstd.ZstdCompressor(write_checksum=True, write_content_size=False).compress(data))
    emit("zstd", "a run", b"a" * SIZE, zstd.ZstdCompressor().compress(b"a" * SIZE))
    emit("zstd", "stored blocks", noise, zstd.ZstdCompressor().compress(noise))
    emit("zstd", "two frames", data * 2, zstd.ZstdCompressor().compress(data) * 2)
except ImportError:
    pass
