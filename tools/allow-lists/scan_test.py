# SPDX-License-Identifier: Apache-2.0
"""What the danger scan must see. Run: python3.13 -m unittest discover -s tools/allow-lists -p '*_test.py'"""

import pathlib
import tempfile
import textwrap
import unittest

from reviewed import Patterns
from scan import Scanner
from world import World

HARMLESS = {
    "a plain class": "class C:\n    def __init__(self, x):\n        self.x = x",
    "state set as it is": "class C:\n    def __setstate__(self, state):\n        self.__dict__.update(state)",
    "a path joined": "import os\nclass C:\n    def __init__(self, x):\n        self.x = os.path.join('a', x)",
    "danger in a method that loading does not run": "class C:\n    def fit(self, x):\n        return eval(x)",
    "an import by a literal name": "import importlib\nclass C:\n    def __init__(self):\n        self.m = importlib.import_module('json')",
    "a delegating __getattr__": "class C:\n    def __getattr__(self, name):\n        return getattr(self.inner, name)",
    "an enumeration with members": "import enum\nclass C(enum.Enum):\n    A = 1",
}
# Nothing of these may be used at all.
REFUSED = {
    "eval of state": "class C:\n    def __setstate__(self, state):\n        eval(state)",
    "eval under another name": "run = eval\nclass C:\n    def __setstate__(self, state):\n        run(state)",
    "a property that runs": "class C:\n    @property\n    def y(self):\n        return eval(self.x)\n    def __setstate__(self, s):\n        self.y",
    "a setter": "class C:\n    @property\n    def y(self): ...\n    @y.setter\n    def y(self, v):\n        exec(v)",
    "a descriptor": "class D:\n    def __set__(self, o, v):\n        exec(v)\nclass C:\n    y = D()",
    "a finaliser": "import os\nclass C:\n    def __del__(self):\n        os.remove(self.path)",
    "what APPENDS calls": "class C:\n    def append(self, x):\n        exec(x)",
    "what a planted append calls": "class C:\n    def __call__(self, x):\n        return open(x)",
    "the forward of a module": "class M:\n    def __call__(self, x):\n        return self.forward(x)\nclass C(M):\n    def forward(self, x):\n        return eval(x)",
    "a base's method on the class's own": "class B:\n    def __setstate__(self, s):\n        self.build(s)\nclass C(B):\n    def build(self, s):\n        exec(s)",
    "a function of another module": "from fw.other import build\nclass C:\n    def __setstate__(self, s):\n        build(s)",
    "a local import": "class C:\n    def __setstate__(self, s):\n        from fw.other import build as b\n        b(s)",
    "a re-export nobody can follow": "class C:\n    def __setstate__(self, s):\n        from fw import made_up\n        made_up(s)",
    "a computed attribute, called": "class C:\n    def __setstate__(self, s):\n        getattr(self, s['f'])(s['x'])",
    "a computed attribute, called later": "class C:\n    def __setstate__(self, s):\n        f = getattr(self, s['f'])\n        f(s['x'])",
    "a computed attribute of a module": "import os\nclass C:\n    def __setstate__(self, s):\n        self.f = getattr(os, s)",
    "a method known by its name": "class C:\n    def __setstate__(self, s):\n        s['x'].load_model(s['path'])",
    "a path that is moved": "class C:\n    def __setstate__(self, s):\n        s['a'].rename(s['b'])",
    "a third party's function": "import unheard\nclass C:\n    def __setstate__(self, s):\n        unheard.of(s)",
    "a base that cannot be resolved": "import unheard\nclass C(unheard.Of): ...",
    "a deserialiser": "import pickle\nclass C:\n    def __setstate__(self, s):\n        self.x = pickle.loads(s)",
    "a table of functions": "import os\nRUN = {'a': os.system}\nclass C:\n    def __setstate__(self, s):\n        RUN[s](s)",
    "an enumeration without members": "import enum\nclass C(enum.Enum): ...",
    "a class made of text": "class C:\n    def __setstate__(self, s):\n        type(s, (), {})",
    "environment variables": "import os\nclass C:\n    def __setstate__(self, s):\n        os.environ[s] = s",
}
# These may be created, not called.
CREATED = {
    "a constructor that opens": "class C:\n    def __init__(self, path):\n        self.x = open(path)",
    "a metaclass": "class M(type):\n    def __call__(cls, x):\n        return eval(x)\nclass C(metaclass=M): ...",
    "a converter": "import attr\nclass C:\n    x = attr.ib(converter=lambda v: eval(v))",
}
OTHER = "import subprocess\ndef build(s):\n    subprocess.run(s)\n"


def verdict(source: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        package = pathlib.Path(folder, "fw")
        package.mkdir()
        (package / "__init__.py").write_text("")
        (package / "other.py").write_text(OTHER)
        (package / "m.py").write_text(textwrap.dedent(source))
        world = World([pathlib.Path(folder)], {"fw"})
        scanner = Scanner(world, Patterns([]))
        cls = world.module("fw.m").bindings["C"][0]
        return "refused" if scanner.created(cls) else "created" if scanner.called(cls) else "called"


class ScanTest(unittest.TestCase):
    def test_verdicts(self) -> None:
        for wanted, sources in (("called", HARMLESS), ("refused", REFUSED), ("created", CREATED)):
            for title, source in sources.items():
                with self.subTest(title):
                    self.assertEqual(verdict(source), wanted)


if __name__ == "__main__":
    unittest.main()
