# SPDX-License-Identifier: Apache-2.0
"""What a module's source defines, read with `ast`: nothing is imported, nothing is run."""

from __future__ import annotations

import ast
import dataclasses
import pathlib
import warnings


@dataclasses.dataclass(eq=False)
class Function:
    module: "Module"
    qualname: str
    node: ast.AST


@dataclasses.dataclass(eq=False)
class Class:
    module: "Module"
    qualname: str
    node: ast.ClassDef
    methods: dict[str, list[Function]] = dataclasses.field(default_factory=dict)
    setters: list[Function] = dataclasses.field(default_factory=list)
    aliases: dict[str, list[ast.expr]] = dataclasses.field(default_factory=dict)
    nested: dict[str, "Class"] = dataclasses.field(default_factory=dict)
    public_module: str | None = None  # where `__module__` says it lives, if not where it is written


@dataclasses.dataclass(frozen=True)
class Import:
    module: str
    name: str | None  # None: the module itself


@dataclasses.dataclass(eq=False)
class Module:
    name: str
    is_package: bool
    path: pathlib.Path
    bindings: dict[str, list[object]] = dataclasses.field(default_factory=dict)  # Class | Function | Import | ast.expr
    stars: list[str] = dataclasses.field(default_factory=list)


def read_module(name: str, path: pathlib.Path) -> Module:
    """Raises SyntaxError where this Python cannot read the source."""
    module = Module(name, path.name == "__init__.py", path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse(path.read_bytes())
    for statement in flattened(tree.body):
        bind(module, statement)
    return module


def flattened(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements of a body and of its if, try, with and loop blocks: each may be the one that runs."""
    found: list[ast.stmt] = []
    for statement in body:
        found.append(statement)
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        for field in ("body", "orelse", "finalbody"):
            found += flattened(getattr(statement, field, []))
        for handler in getattr(statement, "handlers", []):
            found += flattened(handler.body)
    return found


def bind(module: Module, statement: ast.stmt) -> None:
    if isinstance(statement, ast.ClassDef):
        add(module, statement.name, read_class(module, statement, statement.name))
    elif isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        add(module, statement.name, Function(module, statement.name, statement))
    elif isinstance(statement, (ast.Import, ast.ImportFrom)):
        names, stars = imported(module, statement)
        module.stars += stars
        for name, target in names:
            add(module, name, target)
    elif isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
        targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        for target in targets:
            if isinstance(target, ast.Name):
                add(module, target.id, statement.value)


def add(module: Module, name: str, bound: object) -> None:
    module.bindings.setdefault(name, []).append(bound)


def imported(module: Module, statement: ast.Import | ast.ImportFrom) -> tuple[list[tuple[str, Import]], list[str]]:
    if isinstance(statement, ast.Import):
        pairs = [(a.asname or a.name.split(".")[0], a.name if a.asname else a.name.split(".")[0]) for a in statement.names]
        return [(name, Import(target, None)) for name, target in pairs], []
    base = statement.module or ""
    if statement.level:
        package = module.name.split(".") if module.is_package else module.name.split(".")[:-1]
        package = package[: len(package) - statement.level + 1]
        base = ".".join(package + ([base] if base else []))
    stars = [base for a in statement.names if a.name == "*"]
    return [(a.asname or a.name, Import(base, a.name)) for a in statement.names if a.name != "*"], stars


def read_class(module: Module, node: ast.ClassDef, qualname: str) -> Class:
    found = Class(module, qualname, node, public_module=decorated_module(node))
    for statement in flattened(node.body):
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
            function = Function(module, f"{qualname}.{statement.name}", statement)
            if is_setter(statement):
                found.setters.append(function)
            else:
                found.methods.setdefault(statement.name, []).append(function)
        elif isinstance(statement, ast.ClassDef):
            found.nested[statement.name] = read_class(module, statement, f"{qualname}.{statement.name}")
        elif isinstance(statement, (ast.Assign, ast.AnnAssign)) and statement.value is not None:
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            for target in targets:
                if isinstance(target, ast.Name):
                    assign(found, target.id, statement.value)
    return found


def assign(found: Class, name: str, value: ast.expr) -> None:
    if name == "__module__" and isinstance(value, ast.Constant) and isinstance(value.value, str):
        found.public_module = value.value
    found.aliases.setdefault(name, []).append(value)


def is_setter(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(isinstance(d, ast.Attribute) and d.attr in ("setter", "deleter") for d in node.decorator_list)


def decorated_module(node: ast.ClassDef) -> str | None:
    """`@set_module('numpy')`, as numpy and pandas say where a class is to be found."""
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and decorator.args and isinstance(decorator.args[0], ast.Constant):
            name = decorator.func.id if isinstance(decorator.func, ast.Name) else getattr(decorator.func, "attr", "")
            if name == "set_module":
                return decorator.args[0].value
    return None
