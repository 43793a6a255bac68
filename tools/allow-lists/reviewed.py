# SPDX-License-Identifier: Apache-2.0
"""The decisions of reviewed.toml."""

from __future__ import annotations

import dataclasses
import fnmatch
import pathlib
import tomllib

USES = ("called", "created", "makers", "loaders", "referenced")


class Patterns:
    """Exact names, and names with `*` for the part that differs between versions."""

    def __init__(self, names: list[str]):
        self.exact = {n for n in names if "*" not in n}
        self.patterns = [n for n in names if "*" in n]
        self.known: dict[str, bool] = {}

    def __contains__(self, name: str) -> bool:
        if name not in self.known:
            self.known[name] = name in self.exact or any(fnmatch.fnmatchcase(name, p) for p in self.patterns)
        return self.known[name]


@dataclasses.dataclass(frozen=True)
class Reviewed:
    trusted: list[str]
    allowed: dict[str, dict[str, dict[str, str]]]  # framework -> use -> "module name" -> reason
    denied: dict[str, str]  # "module name", or a pattern -> reason
    functions: dict[str, list[str]]  # framework -> patterns of modules


def read_reviewed(path: pathlib.Path) -> Reviewed:
    data = tomllib.loads(path.read_text())
    allowed: dict[str, dict[str, dict[str, str]]] = {}
    for entry in data.get("allow", []):
        uses = allowed.setdefault(entry["framework"], {use: {} for use in USES})
        for module, names in entry["names"].items():
            for name in names.split():
                uses[entry["use"]][f"{module} {name}"] = entry["why"]
    functions: dict[str, list[str]] = {}
    for entry in data.get("functions", []):
        functions.setdefault(entry["framework"], []).extend(entry["modules"])
    denied = {name: entry["why"] for entry in data.get("deny", []) for name in entry["names"]}
    return Reviewed([n for e in data.get("trust", []) for n in e["names"]], allowed, denied, functions)
