# SPDX-License-Identifier: Apache-2.0
"""What the body of a function reaches for: names, methods of itself, methods of what it was given."""

from __future__ import annotations

import ast
from typing import Iterator, NamedTuple

from dangerous import ATTRIBUTES, METHODS
from source import Function, Import, imported
from world import dotted_name

FIXED = {"os.environ", "sys.modules"}
# With a literal name they import what the framework says, not what the file says.
FIXED_CALLS = {"importlib.util.find_spec", "importlib.import_module", "import_module", "sys.modules.get", "os.environ.get", "os.environ.setdefault"}
# With one argument, methods of pathlib paths.
MOVERS = {"rename", "replace"}
SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


class Effect(NamedTuple):
    """`kind`: danger | name | call | self | super | import. `value`: a dotted name, or for danger the reason."""

    kind: str
    value: str


def effects(function: Function) -> list[Effect]:
    """Everything the function may reach, nested functions included: each may be called from it."""
    node = function.node
    reader = Reader(function, node)
    for part in parts(node):
        reader.visit(part)
    return list(dict.fromkeys(reader.found))


def parts(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Lambda):
        yield node.body
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        yield from node.body
    else:
        yield node


class Reader(ast.NodeVisitor):
    def __init__(self, function: Function, node: ast.AST):
        self.found: list[Effect] = []
        self.imports: dict[str, Import] = {}
        self.local = local_names(node)
        self.self_names = own_names(function, node)
        self.asked = asked_name(node)
        self.computed_names = computed_names(node)
        for inner in ast.walk(node):
            if isinstance(inner, (ast.Import, ast.ImportFrom)):
                names, _ = imported(function.module, inner)
                self.imports.update(dict(names))

    def add(self, kind: str, value: str) -> None:
        self.found.append(Effect(kind, value))

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for statement in node.body:
            self.visit(statement)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)
        self.visit(node.target)

    def visit_Name(self, node: ast.Name) -> None:
        self.reference(node.id, [], called=False)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self.attribute(node, called=False)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        """`os.environ["X"]` and `sys.modules["x"]`, read under a fixed name, give nothing away."""
        if not (isinstance(node.ctx, ast.Load) and dotted_name(node.value) in FIXED and isinstance(node.slice, ast.Constant)):
            self.visit(node.value)
        self.visit(node.slice)

    def visit_Compare(self, node: ast.Compare) -> None:
        for part in [node.left, *node.comparators]:
            if dotted_name(part) not in FIXED:
                self.visit(part)

    def visit_Call(self, node: ast.Call) -> None:
        if not (node.args and isinstance(node.args[0], ast.Constant) and dotted_name(node.func) in FIXED_CALLS):
            self.called(node)
        for child in [*node.args, *node.keywords]:
            self.visit(child)

    def called(self, node: ast.Call) -> None:
        target = node.func
        if isinstance(target, ast.Name):
            if target.id not in self.local and target.id in ("getattr", "setattr", "delattr"):
                self.computed(node, target.id)
            elif target.id == "type" and len(node.args) == 3:
                self.add("danger", "makes a class")
            elif target.id in self.computed_names:
                self.add("danger", "calls an attribute of a computed name")
            else:
                self.reference(target.id, [], called=True)
        elif isinstance(target, ast.Attribute):
            if target.attr in MOVERS and len(node.args) == 1 and not node.keywords and self.unknown(target):
                self.add("danger", f"calls .{target.attr}(x), which moves a file if it is a path")
            if target.attr == "eval" and not node.args and not node.keywords:
                self.visit(target.value)
            else:
                self.attribute(target, called=True)
        else:
            if isinstance(target, ast.Call) and dotted_name(target.func) == "getattr" and not constant(target, 1):
                self.add("danger", "calls an attribute of a computed name")
            self.visit(target)

    def unknown(self, target: ast.Attribute) -> bool:
        """Whether the method's object may be anything that the file holds."""
        dotted = dotted_name(target)
        first = dotted.split(".")[0] if dotted else ""
        return not dotted or first in self.local and first not in self.imports and first not in self.self_names or dotted.count(".") > 1

    def computed(self, node: ast.Call, which: str) -> None:
        """getattr(x, name): harmless on itself or with a literal name; else it reaches anything."""
        if len(node.args) < 2:
            self.add("danger", f"{which} with unknown arguments")
            return
        literal = node.args[1]
        if isinstance(literal, ast.Constant) and isinstance(literal.value, str):
            if literal.value in ATTRIBUTES or literal.value in METHODS:
                self.add("danger", f"{which} {literal.value}")
            dotted = dotted_name(node.args[0])
            if dotted:
                self.reference(dotted.split(".")[0], [*dotted.split(".")[1:], literal.value], called=False)
            return
        if which == "getattr" and self.asked and dotted_name(literal) == self.asked:
            return
        if dotted_name(node.args[0]) not in self.self_names and not is_super(node.args[0]):
            self.add("danger", f"{which} of a computed name")

    def attribute(self, node: ast.Attribute, called: bool) -> None:
        if node.attr in ATTRIBUTES:
            self.add("danger", f"reaches {node.attr}")
        dotted = dotted_name(node)
        if dotted:
            first, *rest = dotted.split(".")
            self.reference(first, rest, called)
        elif is_super(node.value):
            self.add("super", node.attr)
        else:
            if called and node.attr in METHODS:
                self.add("danger", f"calls .{node.attr}()")
            self.visit(node.value)

    def reference(self, first: str, rest: list[str], called: bool) -> None:
        if first in self.self_names and rest:
            self.add("self", rest[0])
            if called and len(rest) > 1 and rest[-1] in METHODS | {"eval"}:
                self.add("danger", f"calls .{rest[-1]}()")
        elif first in self.imports:
            target = self.imports[first]
            base = target.module if target.name is None else f"{target.module}.{target.name}"
            self.add("import-call" if called else "import", ".".join([base, *rest]))
        elif first in self.local:
            if called and rest and rest[-1] in METHODS | {"eval"}:
                self.add("danger", f"calls .{rest[-1]}()")
        else:
            self.add("call" if called else "name", ".".join([first, *rest]))


def constant(call: ast.Call, index: int) -> bool:
    return len(call.args) > index and isinstance(call.args[index], ast.Constant)


def is_super(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and dotted_name(node.func) == "super"


def own_names(function: Function, node: ast.AST) -> set[str]:
    """What the method calls itself or its class; none in a function or a static method."""
    if "." not in function.qualname or not isinstance(node, SCOPES):
        return set()
    if any(dotted_name(d) == "staticmethod" for d in getattr(node, "decorator_list", [])):
        return set()
    arguments = [*node.args.posonlyargs, *node.args.args]
    return {arguments[0].arg, "__class__"} if arguments else {"__class__"}


def computed_names(node: ast.AST) -> set[str]:
    """Variables that hold `getattr(x, computed)`: harmless to keep, not to call."""
    names: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, (ast.Assign, ast.NamedExpr)) and is_computed(inner.value):
            targets = inner.targets if isinstance(inner, ast.Assign) else [inner.target]
            names |= {t.id for t in targets if isinstance(t, ast.Name)}
    return names


def is_computed(value: ast.AST) -> bool:
    return isinstance(value, ast.Call) and dotted_name(value.func) == "getattr" and not constant(value, 1)


def asked_name(node: ast.AST) -> str | None:
    """The parameter of `__getattr__(self, name)`: the unpickler asks for names of its own, never for the file's."""
    if getattr(node, "name", "") in ("__getattr__", "__getattribute__") and len(node.args.args) == 2:
        return node.args.args[1].arg
    return None


def local_names(node: ast.AST) -> set[str]:
    names: set[str] = set()
    declared: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.arg):
            names.add(inner.arg)
        elif isinstance(inner, ast.Name) and isinstance(inner.ctx, (ast.Store, ast.Del)):
            names.add(inner.id)
        elif isinstance(inner, ast.ExceptHandler) and inner.name:
            names.add(inner.name)
        elif isinstance(inner, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) and inner is not node:
            names.add(inner.name)
        elif isinstance(inner, (ast.Global, ast.Nonlocal)):
            declared.update(inner.names)
    return names - declared
