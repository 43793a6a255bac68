# SPDX-License-Identifier: Apache-2.0
"""Writes JSON texts, most of them damaged, and whether CPython's json module reads them.

usage: json_texts.py SEED COUNT

One line a text: its bytes in hex, 1 where json.loads gives an object or an array of them, and that as JSON again.
"""
import json
import random
import sys

PIECES = ['"auto_map"', '"a\\u0062"', '"\\ud83d\\ude00"', '"\\ud800"', '"é"', '""', "1", "-0", "0.5", "-1e+5", "1E400", "NaN", "-Infinity", "true",
          "null", "123456789012345678901234567890", "[]", "{}"]


class Texts:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def value(self, depth=0):
        choose = self.random.random()
        if depth > 4 or choose < 0.4:
            return self.random.choice(PIECES)
        space = self.random.choice(["", "", " ", "\n\t", "\r"])
        count = self.random.randrange(4)
        if choose < 0.7:
            return "[" + ("," + space).join(self.value(depth + 1) for _ in range(count)) + space + "]"
        names = ['"auto_map"', '"x"', '"y/~z"', '"\\u0078"', '"ü"']
        return "{" + space + ("," + space).join(f"{self.random.choice(names)}:{space}{self.value(depth + 1)}" for _ in range(count)) + "}"

    def text(self):
        made = bytearray(self.value().encode())
        for _ in range(self.random.choice([0, 0, 1, 2])):
            at = self.random.randrange(len(made) + 1)
            if self.random.random() < 0.5:
                made[at:at] = self.random.choice([b",", b"\\", b'"', b"\x00", b"\x0c", b"\xc3", b"0", b".", b"}", b"[", b"-", b"\xef\xbb\xbf"])
            elif at < len(made):
                del made[at]
        return bytes(made)


def read(text):
    try:
        value = json.loads(text.decode("utf-8-sig"))
    except ValueError:
        return None
    return value if isinstance(value, (dict, list)) else None


def main(seed, count):
    texts = Texts(seed)
    for _ in range(count):
        text = texts.text()
        value = read(text)
        print(text.hex(), 0 if value is None else 1, "" if value is None else json.dumps(value))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
