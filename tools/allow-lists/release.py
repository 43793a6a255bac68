# SPDX-License-Identifier: Apache-2.0
"""One wheel: what each of its classes, and of its reviewed functions, may be used for."""

from __future__ import annotations

import ast
import dataclasses
import fnmatch
import pathlib
from typing import Iterator

from reviewed import Patterns
from scan import Scanner
from source import Class, Function, Module
from world import World, dotted_name

# Parts of module names under which nothing is meant to be pickled.
LEFT_OUT = {
    "tests", "test", "testing", "_testing", "conftest", "benchmarks", "_vendor", "vendor", "third_party", "examples", "setup",
    "_build_utils", "distutils", "f2py", "commands", "cli", "_pyinstaller", "scripts", "externals", "sandbox",
}
NOT_PICKLED = ("typing.Protocol", "typing_extensions.Protocol", "typing.TypedDict", "typing_extensions.TypedDict", "enum.EnumMeta", "builtins.type", "abc.ABCMeta")


@dataclasses.dataclass(frozen=True)
class Release:
    folders: list[pathlib.Path]  # of the wheel itself, then of what it needs
    roots: list[str]
    own_roots: list[str]
    only: list[str]  # patterns of modules listed; all where empty
    leave: list[str]  # patterns of modules not listed all the same
    functions: list[str]  # patterns of modules whose functions may be referenced
    trusted: list[str]


def judge(release: Release) -> tuple[dict[str, str], list[str]]:
    """("module name" -> called | created | referenced | `-` and why not), and the modules that could not be read."""
    world = World(release.folders, set(release.roots))
    scanner = Scanner(world, Patterns(release.trusted))
    found: dict[str, str] = {}
    for module in modules(world, release):
        listed = is_listed(module.name, release)
        for name in named_tuples(module) if listed else []:
            add(found, f"{module.name} {name}", "called")
        for cls in classes(module) if listed else []:
            if not is_exception(world, cls):
                add(found, public_name(cls, release.own_roots), judge_class(scanner, cls))
        if any(fnmatch.fnmatchcase(module.name, p) for p in release.functions):
            for function in functions(module):
                why = scanner.function(function, None, 0)
                found.setdefault(f"{module.name} {function.qualname}", f"-{why}" if why else "referenced")
    return found, world.unread


def modules(world: World, release: Release) -> Iterator[Module]:
    folder = release.folders[0]
    for root in release.own_roots:
        for path in sorted((folder / root).rglob("*.py")):
            parts = path.relative_to(folder).with_suffix("").parts
            name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            functions = any(fnmatch.fnmatchcase(name, p) for p in release.functions)
            if (functions or is_listed(name, release)) and not LEFT_OUT & set(name.split(".")) and not any(p.startswith("test_") or p.endswith("_test") for p in name.split(".")):
                module = world.module(name)
                if module:
                    yield module


def is_listed(name: str, release: Release) -> bool:
    wanted = not release.only or any(fnmatch.fnmatchcase(name, p) for p in release.only)
    return wanted and not any(fnmatch.fnmatchcase(name, p) for p in release.leave)


def classes(module: Module) -> Iterator[Class]:
    for bound in module.bindings.values():
        for value in bound:
            if isinstance(value, Class):
                yield from with_nested(value)


def with_nested(cls: Class) -> Iterator[Class]:
    yield cls
    for inner in cls.nested.values():
        yield from with_nested(inner)


def named_tuples(module: Module) -> Iterator[str]:
    """`Point = namedtuple('Point', ...)`, which is pickled under its name."""
    for name, bound in module.bindings.items():
        for value in bound:
            if isinstance(value, ast.Call) and (dotted_name(value.func) or "").split(".")[-1] == "namedtuple":
                if value.args and isinstance(value.args[0], ast.Constant) and value.args[0].value == name:
                    yield name


def functions(module: Module) -> Iterator[Function]:
    for name, bound in module.bindings.items():
        for value in bound:
            if isinstance(value, Function) and not name.startswith("_"):
                yield value


def public_name(cls: Class, roots: list[str]) -> str:
    public = cls.public_module or ""
    return f"{public if public.split('.')[0] in roots else cls.module.name} {cls.qualname}"


def add(found: dict[str, str], name: str, verdict: str) -> None:
    """Of two definitions under one name (in the branches of an if) the worse counts."""
    if name not in found or verdict[0] == "-" or found[name] == "called":
        found[name] = verdict


def is_exception(world: World, cls: Class) -> bool:
    bases = [b for b in world.mro(cls) if isinstance(b, str)]
    return any(b in NOT_PICKLED or b.endswith(("Exception", "Error", "Warning")) for b in bases)


def judge_class(scanner: Scanner, cls: Class) -> str:
    refused = scanner.created(cls)
    if refused:
        return f"-{refused}"
    reason = scanner.called(cls)
    return f"created {reason}" if reason else "called"
