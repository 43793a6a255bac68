# SPDX-License-Identifier: Apache-2.0
"""The danger scan: does anything that loading may run touch code, files, programs or the network?"""

from __future__ import annotations

import ast

from dangerous import BUILTINS, CALLED_ONLY, COMPUTING, FILLED, HARMLESS, MODULES, NAMES, NATIVE_WORDS, SAFE_BASES
from effects import Effect, effects
from source import Class, Function, Module
from world import World, dotted_name

MAX_DEPTH = 60
BUILTIN_NAMES = set(dir(__import__("builtins")))
# Methods that no opcode and no operator runs.
NOT_IMPLICIT = {
    "__init__", "__post_init__", "__init_subclass__", "__class_getitem__", "__reduce__", "__reduce_ex__", "__getstate__", "__getnewargs__",
    "__getnewargs_ex__", "__sizeof__", "__prepare__", "__subclasshook__", "__instancecheck__",
    "__array_ufunc__", "__array_function__", "__torch_function__", "__torch_dispatch__",
}
FIELD_MAKERS = {"ib", "attrib", "field", "Field", "Factory"}
OPCODE_METHODS = ("append", "extend", "add")  # APPENDS and ADDITEMS call them on any object
CONSTRUCTORS = ("__new__", "__init__", "__post_init__", "__attrs_post_init__")


class Scanner:
    """`trusted`: names whose bodies are not followed, because somebody read them (reviewed.toml)."""

    def __init__(self, world: World, trusted: set[str]):
        self.world = world
        self.trusted = trusted
        self._effects: dict[Function, list[Effect]] = {}
        self._verdicts: dict[tuple[Function, Class | None], str | None] = {}

    def created(self, cls: Class) -> str | None:
        """Why `cls.__new__(cls)` with any state set on the result is not harmless; None where it is."""
        return self.unknown_base(cls) or self.memberless(cls) or self.first(cls, self.implicit(cls)) or self.descriptors(cls)

    def called(self, cls: Class) -> str | None:
        """The same for `cls(*args)`."""
        return self.first(cls, list(CONSTRUCTORS)) or self.metaclass(cls) or self.fields(cls)

    def unknown_base(self, cls: Class) -> str | None:
        for base in self.world.mro(cls):
            if isinstance(base, str) and base not in SAFE_BASES and base.lstrip("?") not in self.trusted:
                return f"unknown base {base}"
        return None

    def memberless(self, cls: Class) -> str | None:
        """Calling an enumeration without members makes a class."""
        order = self.world.mro(cls)
        if not any(isinstance(base, str) and base.startswith("enum.") for base in order):
            return None
        members = [n for n in cls.aliases if not n.startswith("_")]
        return None if members else "an enumeration without members makes classes"

    def implicit(self, cls: Class) -> list[str]:
        names = set(OPCODE_METHODS)
        for ancestor in self.world.mro(cls):
            if isinstance(ancestor, Class):
                defined = set(ancestor.methods) | set(ancestor.aliases)
                names |= {n for n in defined if n.startswith("__") and n.endswith("__") and n not in NOT_IMPLICIT}
        return sorted(names)

    def first(self, cls: Class, names: list[str]) -> str | None:
        for name in names:
            for method in self.world.methods(cls, name):
                why = self.target(method, cls, 0)
                if why:
                    return f"{name}: {why}"
        for ancestor in self.world.mro(cls):
            for setter in ancestor.setters if isinstance(ancestor, Class) else []:
                why = self.function(setter, cls, 0)
                if why:
                    return f"setter: {why}"
        return None

    def descriptors(self, cls: Class) -> str | None:
        """Attributes whose own class runs code when they are read or set."""
        for ancestor, call in self.class_level_calls(cls):
            for kind in self.world.resolve(ancestor.module, dotted_name(call.func) or "?"):
                why = self.first(kind, ["__get__", "__set__", "__delete__"]) if isinstance(kind, Class) else None
                if why:
                    return f"descriptor {why}"
        return None

    def fields(self, cls: Class) -> str | None:
        """`x = attr.ib(converter=f)` and `field(default_factory=f)`, which the constructor runs."""
        for ancestor, call in self.class_level_calls(cls):
            if (dotted_name(call.func) or "").split(".")[-1] in FIELD_MAKERS:
                why = self.function(self.table_function(ancestor.module, "field", call), None, 0)
                if why:
                    return f"field: {why}"
        return None

    def class_level_calls(self, cls: Class) -> list[tuple[Class, ast.Call]]:
        ancestors = [a for a in self.world.mro(cls) if isinstance(a, Class)]
        return [(a, v) for a in ancestors for values in a.aliases.values() for v in values if isinstance(v, ast.Call)]

    def metaclass(self, cls: Class) -> str | None:
        for ancestor in self.world.mro(cls):
            for keyword in ancestor.node.keywords if isinstance(ancestor, Class) else []:
                if keyword.arg != "metaclass":
                    continue
                for meta in self.world.resolve(ancestor.module, dotted_name(keyword.value) or "?"):
                    why = self.first(meta, ["__call__"]) if isinstance(meta, Class) else None
                    if why:
                        return f"metaclass {why}"
        return None

    def function(self, function: Function, cls: Class | None, depth: int) -> str | None:
        key = (function, cls if "." in function.qualname else None)
        if key not in self._verdicts:
            self._verdicts[key] = None  # a cycle adds nothing
            self._verdicts[key] = self.body(function, key[1], depth)
        return self._verdicts[key]

    def body(self, function: Function, cls: Class | None, depth: int) -> str | None:
        name = f"{function.module.name}.{function.qualname}"
        if name in self.trusted:
            return None
        if depth > MAX_DEPTH:
            return "too deep to follow"
        if function not in self._effects:
            self._effects[function] = effects(function)
        for effect in self._effects[function]:
            why = self.effect(function, cls, effect, depth + 1)
            if why:
                return f"{function.qualname} > {why}"[:300]
        return None

    def effect(self, function: Function, cls: Class | None, effect: Effect, depth: int) -> str | None:
        kind, value = effect
        if kind == "danger":
            return value
        if kind in ("self", "super"):
            after = self.owner(function) if kind == "super" else None
            return self.all(self.world.methods(cls, value, after), cls, depth) if cls else None
        if kind.startswith("import"):
            found = self.world.absolute(value)
            if not found and kind == "import-call" and value.split(".")[-1] in NAMES:
                return f"calls {value}()"
            return self.all(found, cls, depth, called=kind == "import-call")
        return self.named(function, cls, effect, depth)

    def named(self, function: Function, cls: Class | None, effect: Effect, depth: int) -> str | None:
        first, _, rest = effect.value.partition(".")
        called = effect.kind == "call"
        if first not in function.module.bindings:
            found = self.world.resolve(function.module, effect.value)
            if not found and first in BUILTIN_NAMES:
                return first if first in BUILTINS else None
            if found:
                return self.all(found, cls, depth, called)
            return None
        found = self.world.resolve(function.module, effect.value)
        if not found and rest and called and rest.split(".")[-1] in NAMES | {"eval"}:
            return f"calls {effect.value}()"
        return self.all(found, cls, depth, called) or self.table(function, first, depth)

    def table(self, function: Function, name: str, depth: int) -> str | None:
        """A dictionary of the module from which a function may be taken: all in it may be called."""
        for bound in function.module.bindings[name]:
            if isinstance(bound, (ast.Dict, ast.List, ast.Tuple, ast.DictComp)) or is_wrapped_table(bound):
                why = self.function(self.table_function(function.module, name, bound), None, depth)
                if why:
                    return why
        return None

    def table_function(self, module: Module, name: str, bound: ast.AST) -> Function:
        tables = self.__dict__.setdefault("_tables", {})
        return tables.setdefault((module, name, id(bound)), Function(module, name, bound))

    def owner(self, function: Function) -> Class | None:
        found: object = function.module
        for part in function.qualname.split(".")[:-1]:
            options = found.bindings.get(part, []) if isinstance(found, Module) else [getattr(found, "nested", {}).get(part)]
            found = next((o for o in options if isinstance(o, Class) and self.defines(o, function)), options[0] if options else None)
        return found if isinstance(found, Class) else None

    def defines(self, cls: Class, function: Function) -> bool:
        return any(function in group for group in cls.methods.values()) or function in cls.setters or bool(cls.nested)

    def all(self, targets: list[object], cls: Class | None, depth: int, called: bool = True) -> str | None:
        for target in targets:
            why = self.target(target, cls, depth, called)
            if why:
                return why
        return None

    def target(self, target: object, cls: Class | None, depth: int, called: bool = True) -> str | None:
        if isinstance(target, str):
            return foreign(target, called, self.trusted, self.world)
        if isinstance(target, Function):
            return self.function(target, self.receiver(target, cls), depth)
        if isinstance(target, Class) and called:
            if f"{target.module.name}.{target.qualname}" in self.trusted:
                return None
            for name in CONSTRUCTORS:
                why = self.all(self.world.methods(target, name), target, depth)
                if why:
                    return f"{target.qualname}.{why}"
        return None

    def receiver(self, function: Function, cls: Class | None) -> Class | None:
        owner = self.owner(function) if "." in function.qualname else None
        return cls if owner is None or (cls and owner in self.world.mro(cls)) else owner


def is_wrapped_table(bound: object) -> bool:
    return isinstance(bound, ast.Call) and any(isinstance(a, (ast.Dict, ast.List, ast.Name)) for a in bound.args)


def foreign(dotted: str, called: bool, trusted: set[str], world: World) -> str | None:
    """The verdict on a name that no source was read for."""
    if dotted in trusted or (dotted in HARMLESS and not (called and dotted in CALLED_ONLY)):
        return None
    parts = dotted.split(".")
    if parts[0] in ("builtins", "__builtin__") and parts[-1] in BUILTINS:
        return dotted
    if any(".".join(parts[:cut]) in MODULES for cut in range(1, len(parts) + 1)):
        return dotted
    if called and parts[-1] in NAMES:
        return f"{dotted}()"
    if is_native(parts, world):
        return f"native {dotted}" if called and NATIVE_WORDS & set(parts[-1].lower().split("_")) else None
    callable_looking = called or (parts[0] in world.roots and not parts[-1][:1].isupper() and not parts[-1].isupper())
    if callable_looking and len(parts) > 1 and parts[0] not in COMPUTING:
        return f"unknown {dotted}" + ("()" if called else "")
    return None


def is_native(parts: list[str], world: World) -> bool:
    prefixes = [".".join(parts[:cut]) for cut in range(1, len(parts))]
    return ".".join(parts[:2]) == "torch._C" or prefixes[-1:] != [] and (prefixes[-1] in FILLED or any(world.native(p) for p in prefixes))
