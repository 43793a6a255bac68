# SPDX-License-Identifier: Apache-2.0
"""The modules of one version of a framework and of what it needs, and what a dotted name means in them."""

from __future__ import annotations

import ast
import builtins
import pathlib

from source import Class, Function, Import, Module, read_module

MAX_HOPS = 12  # of imports followed for one name
BUILTIN_NAMES = frozenset(dir(builtins))
NATIVE = (".so", ".pyd", ".dylib")


class World:
    """Modules are read when first asked for. `unread` are those whose syntax this Python does not know."""

    def __init__(self, folders: list[pathlib.Path], roots: set[str]):
        self.folders = folders
        self.roots = roots
        self.unread: list[str] = []
        self._modules: dict[str, Module | None] = {}
        self._mro: dict[Class, list[Class | str]] = {}
        self._native: dict[str, bool] = {}

    def native(self, name: str) -> bool:
        """Whether `name` is a module compiled from C, C++ or Cython."""
        if name not in self._native:
            *parent, last = name.split(".")
            places = [folder.joinpath(*parent) for folder in self.folders] if name.split(".")[0] in self.roots else []
            self._native[name] = any(p.suffix in NATIVE for place in places for p in place.glob(f"{last}.*"))
        return self._native[name]

    def module(self, name: str) -> Module | None:
        if name not in self._modules:
            self._modules[name] = self._read(name)
        return self._modules[name]

    def _read(self, name: str) -> Module | None:
        parts = name.split(".")
        if parts[0] not in self.roots:
            return None
        for folder in self.folders:
            for path in (folder.joinpath(*parts, "__init__.py"), folder.joinpath(*parts[:-1], parts[-1] + ".py")):
                if path.is_file():
                    try:
                        return read_module(name, path)
                    except (SyntaxError, ValueError):
                        self.unread.append(name)
                        return None
        return None

    def lookup(self, module: Module, name: str, hops: int = 0) -> list[object]:
        """What a module-level name may be: Class, Function, Module, or the absolute dotted name of something foreign."""
        if hops > MAX_HOPS:
            return []
        found: list[object] = []
        for bound in module.bindings.get(name, []):
            found += self._meaning(module, bound, hops)
        if found or name in module.bindings:
            return found or self._submodule(module, name)
        for star in module.stars:
            found = [] if self.native(star) else self._from_star(star, name, hops)
            if found:
                return found
        # Last, because a native module claims every name.
        return self._submodule(module, name) or [f"{star}.{name}" for star in module.stars if self.native(star)][:1]

    def _submodule(self, module: Module, name: str) -> list[object]:
        submodule = self.module(f"{module.name}.{name}") if module.is_package else None
        return [submodule] if submodule else []

    def _from_star(self, star: str, name: str, hops: int) -> list[object]:
        source = self.module(star)
        return self.lookup(source, name, hops + 1) if source else []

    def _meaning(self, module: Module, bound: object, hops: int) -> list[object]:
        if isinstance(bound, Import):
            return self.absolute(bound.module if bound.name is None else f"{bound.module}.{bound.name}", hops + 1)
        if isinstance(bound, (Class, Function)):
            return [bound]
        dotted = dotted_name(bound)
        if dotted and not (dotted.split(".")[0] == dotted and dotted in module.bindings and bound in module.bindings[dotted]):
            return self.resolve(module, dotted, hops + 1) or self._builtin(module, dotted)
        return []

    def _builtin(self, module: Module, name: str) -> list[object]:
        known = name in BUILTIN_NAMES and name not in module.bindings
        return [f"builtins.{name}"] if known else []

    def holds(self, module: Module, name: str, hops: int = 0) -> bool:
        """Whether the module has the name from source, if only as a value."""
        if name in module.bindings or name.startswith("__"):
            return True
        stars = [self.module(star) for star in module.stars] if hops < MAX_HOPS else []
        return any(self.holds(source, name, hops + 1) for source in stars if source and source is not module)

    def resolve(self, module: Module, dotted: str, hops: int = 0) -> list[object]:
        """A dotted name as written in `module`; [] where it is a local value or cannot be known."""
        first, *rest = dotted.split(".")
        found = self.lookup(module, first, hops)
        for part in rest:
            found = [meaning for value in found for meaning in self._attribute(value, part, hops + 1)]
        return found

    def absolute(self, dotted: str, hops: int = 0) -> list[object]:
        if hops > MAX_HOPS:
            return []
        parts = dotted.split(".")
        for cut in range(len(parts), 0, -1):
            module = self.module(".".join(parts[:cut]))
            if module:
                found: list[object] = [module]
                for part in parts[cut:]:
                    found = [meaning for value in found for meaning in self._attribute(value, part, hops + 1)]
                return found
        return [dotted]

    def _attribute(self, value: object, name: str, hops: int) -> list[object]:
        if isinstance(value, Module):
            found = self.lookup(value, name, hops)
            return found or ([] if self.holds(value, name) else [f"{value.name}.{name}"])
        if isinstance(value, Class):
            if name in value.nested:
                return [value.nested[name]]
            return list(self.methods(value, name))
        return [f"{value}.{name}"] if isinstance(value, str) else []

    def bases(self, cls: Class) -> list[Class | str]:
        """Classes, absolute names of foreign classes, and `?text` where a base cannot be known."""
        found: list[Class | str] = []
        for base in cls.node.bases:
            if isinstance(base, ast.Subscript):  # Generic[T]
                base = base.value
            if isinstance(base, ast.Call):  # six.with_metaclass(ABCMeta, Base), namedtuple(...)
                found += self._called_base(cls, base)
                continue
            found += self._named_base(cls, base)
        return found

    def _named_base(self, cls: Class, base: ast.expr) -> list[Class | str]:
        dotted = dotted_name(base)
        meanings = self.resolve(cls.module, dotted) if dotted else []
        if not meanings and dotted and dotted not in cls.module.bindings and "." not in dotted:
            meanings = [f"builtins.{dotted}"]
        known = [m for m in meanings if isinstance(m, (Class, str)) and m is not cls]
        if not known:
            calls = [b for b in cls.module.bindings.get(dotted or "", []) if isinstance(b, ast.Call)]
            known = [k for call in calls for k in self._called_base(cls, call)]
        return known or [f"?{dotted or ast.unparse(base)[:60]}"]

    def _called_base(self, cls: Class, base: ast.Call) -> list[Class | str]:
        name = (dotted_name(base.func) or "").split(".")[-1]
        if name == "with_metaclass":
            meta = [] if (dotted_name(base.args[0]) or "").endswith("ABCMeta") else ["?metaclass"]
            return meta + [known for b in base.args[1:] for known in self._named_base(cls, b)]
        if name in ("namedtuple", "NamedTuple", "_make_tuple_bunch"):
            return ["builtins.tuple"]
        if name == "ABCMeta":  # ABC = ABCMeta("ABC", (object,), {}), for Python 2 and 3
            return ["builtins.object"]
        return [f"?{ast.unparse(base)[:60]}"]

    def mro(self, cls: Class) -> list[Class | str]:
        """The class and every base, nearest first; an order good enough to find who defines a method."""
        if cls not in self._mro:
            self._mro[cls] = [cls]  # against a cycle
            found: list[Class | str] = [cls]
            for base in self.bases(cls):
                for ancestor in self.mro(base) if isinstance(base, Class) else [base]:
                    if ancestor in found and isinstance(ancestor, Class):
                        found.remove(ancestor)  # a shared base comes after all that share it
                    if ancestor not in found:
                        found.append(ancestor)
            self._mro[cls] = found
        return self._mro[cls]

    def methods(self, cls: Class, name: str, after: Class | None = None) -> list[Function | str]:
        """Who answers to `name` on a `cls`: the nearest definitions, or what an alias stands for."""
        order = self.mro(cls)
        start = order.index(after) + 1 if after in order else 0
        for ancestor in order[start:]:
            if not isinstance(ancestor, Class):
                continue
            if name in ancestor.methods:
                return list(ancestor.methods[name])
            if name in ancestor.aliases:
                return self._aliased(cls, ancestor, name)
        return []

    def _aliased(self, cls: Class, ancestor: Class, name: str) -> list[Function | str]:
        found: list[Function | str] = []
        for value in ancestor.aliases[name]:
            dotted = dotted_name(value)
            if dotted in ancestor.methods and dotted != name:
                found += ancestor.methods[dotted]
            elif dotted and dotted != name:
                found += [m for m in self.resolve(ancestor.module, dotted) if isinstance(m, (Function, str))]
            elif isinstance(value, (ast.Lambda, ast.Call)):
                found.append(Function(ancestor.module, f"{ancestor.qualname}.{name}", value))
        return found


def dotted_name(node: object) -> str | None:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join([node.id, *reversed(parts)]) if isinstance(node, ast.Name) else None
