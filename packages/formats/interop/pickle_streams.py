# SPDX-License-Identifier: Apache-2.0
"""Writes pickle streams with inert names, some of them mutated, and what CPython's own unpickler makes of them.

usage: pickle_streams.py SEED COUNT

One line a stream: its bytes in hex, 1 where it loaded to its end, and each name that find_class was asked for, `module|name` in hex.
find_class is replaced: nothing is ever imported or called.
"""
import io
import pickle
import random
import struct
import sys


class Inert(type):
    def __call__(cls, *args, **kwargs):
        return object.__new__(Nothing)


class Nothing(metaclass=Inert):
    """Takes whatever a pickle does to it."""

    def __new__(cls, *args, **kwargs):
        return object.__new__(Nothing)

    def __setstate__(self, state):
        pass

    def append(self, item):
        pass

    def extend(self, items):
        pass

    def add(self, item):
        pass

    def __setitem__(self, key, value):
        pass

    def __hash__(self):
        return 1

    def __eq__(self, other):
        return True


class Unpickler(pickle.Unpickler):
    """CPython's C unpickler, asked for names only."""

    def __init__(self, stream):
        super().__init__(stream)
        self.asked = []

    def find_class(self, module, name):
        self.asked.append((module, name))
        return Nothing

    def persistent_load(self, pid):
        return Nothing()


NAMES = ["m0", "m1.sub", "n_2", "Zed", "é", "a.b.c", "x" * 40]


class Streams:
    """Makes streams: opcodes that the stack allows, most of the time."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def name(self):
        return self.random.choice(NAMES)

    def text(self):
        raw = self.name().encode()
        forms = [
            b"\x8c" + bytes([len(raw)]) + raw,
            b"X" + struct.pack("<I", len(raw)) + raw,
            b"\x8d" + struct.pack("<Q", len(raw)) + raw,
            b"V" + self.name().encode("raw-unicode-escape") + b"\n",
            b"V\\u006d0\n",
            b"S'm0'\n",
            b"U\x02m0",
        ]
        return self.random.choice(forms)

    def data(self):
        choose = self.random.randrange
        forms = [
            b"N", b"]", b"}", b")", b"\x88", b"\x8f", b"K" + bytes([choose(256)]), b"M\x01\x02", b"J" + struct.pack("<i", choose(-9, 999)),
            b"I%d\n" % choose(99), b"I01\n", b"L5L\n", b"F1.5\n", b"G" + bytes(8), b"\x8a\x02\x01\x02", b"C\x03abc",
            b"B" + struct.pack("<I", 300) + bytes(300), b"\x8e" + struct.pack("<Q", 2) + b"ab", b"\x96" + struct.pack("<Q", 2) + b"ab",
            b"X" + struct.pack("<I", 300) + b"y" * 300,
        ]
        return self.random.choice(forms)

    def global_(self):
        first, second = self.name().encode(), self.name().encode()
        if self.random.random() < 0.5:
            return b"c" + first + b"\n" + second + b"\n"
        return b"\x8c" + bytes([len(first)]) + first + b"\x8c" + bytes([len(second)]) + second + b"\x93"

    def unit(self, depth):
        """Opcodes that give one item."""
        choice = self.random.randrange(12)
        if depth > 3 or choice < 2:
            return self.data()
        inner = lambda: self.unit(depth + 1)  # noqa: E731
        many = lambda: b"".join(inner() for _ in range(self.random.randrange(4)))  # noqa: E731
        put = self.random.choice([b"", b"", b"\x94", b"q" + bytes([self.random.randrange(8)]), b"p%d\n" % self.random.randrange(8)])
        if choice == 2:
            return self.text() + put
        if choice == 3:
            return self.global_() + put
        if choice == 4:
            return self.global_() + b"(" + many() + b"t" + self.random.choice([b"R", b"\x81"]) + put
        if choice == 5:
            return self.global_() + b")R}b" + put
        if choice == 6:
            return b"(" + self.global_() + many() + b"o" + put
        if choice == 7:
            return b"(" + many() + b"i" + self.name().encode() + b"\n" + self.name().encode() + b"\n" + put
        if choice == 8:
            return self.text() + b"\x94" + self.text() + b"\x94\x93" + put
        if choice == 9:
            return b"](" + many() + b"e" + put
        if choice == 10:
            return b"}(" + inner() + inner() + b"u" + put
        return self.random.choice([b"h" + bytes([self.random.randrange(8)]), b"g%d\n" % self.random.randrange(8), inner() + b"2", b"(" + many() + b"1N", self.global_() + b")}\x92"])

    def stream(self):
        made = b"\x80" + bytes([self.random.choice([2, 3, 4, 5])]) if self.random.random() < 0.8 else b""
        body = b"".join(self.unit(0) for _ in range(self.random.randrange(1, 6))) + b"."
        if made and self.random.random() < 0.2:
            made += b"\x95" + struct.pack("<Q", len(body))
        made += body
        return self.mutated(made) if self.random.random() < 0.3 else made

    def mutated(self, stream):
        changed = bytearray(stream)
        for _ in range(self.random.randrange(1, 4)):
            at = self.random.randrange(len(changed))
            kind = self.random.random()
            if kind < 0.5:
                changed[at] = self.random.randrange(256)
            elif kind < 0.75:
                del changed[at : at + self.random.randrange(1, 4)]
            else:
                changed[at:at] = bytes(self.random.randrange(256) for _ in range(self.random.randrange(1, 4)))
            if not changed:
                changed = bytearray(b".")
        return bytes(changed)


# A memo index of many digits makes CPython allocate until it is killed.
def is_safe(stream):
    return b"r" not in stream and not any(len(part) > 6 and part[:7].isdigit() for part in stream.split(b"p")[1:])


def main(seed, count):
    streams = Streams(seed)
    for _ in range(count):
        stream = streams.stream()
        if not is_safe(stream):
            continue
        unpickler = Unpickler(io.BytesIO(stream))
        try:
            unpickler.load()
            loaded = 1
        except Exception:
            loaded = 0
        names = (f"{module}|{name}".encode("utf-8", "surrogatepass").hex() for module, name in unpickler.asked)
        print(stream.hex(), loaded, *names)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
