# SPDX-License-Identifier: Apache-2.0
"""Confirms that a reviewed name exists: in a wheel's source, or as text inside its native module."""

from __future__ import annotations

import importlib
import pathlib
import re

from reviewed import Reviewed


def confirm(framework: str, reviewed: Reviewed, folders: list[pathlib.Path]) -> None:
    """Raises SystemExit naming the reviewed names of the framework that none of its wheels has."""
    wanted = {key for names in reviewed.allowed.get(framework, {}).values() for key in names}
    if framework == "python":
        wanted = {key for key in wanted if not in_python(key)}
    for folder in folders:
        wanted -= {key for key in wanted if has(folder, key)}
    if wanted:
        raise SystemExit(f"{framework}: no wheel has {sorted(wanted)}")


def in_python(key: str) -> bool:
    """The standard library is at hand, and may be imported."""
    module, name = key.split(" ")
    try:
        return hasattr(importlib.import_module(module), name)
    except ImportError:
        return False


def has(folder: pathlib.Path, key: str) -> bool:
    """A module that is a package may have the name from its parts: then any file of the package will do."""
    module, name = key.split(" ")
    parts = module.split(".")
    word = re.compile(rb"(?<![A-Za-z0-9_])" + re.escape(name.split(".")[-1].encode()) + rb"(?![A-Za-z0-9_])")
    parent = folder.joinpath(*parts[:-1])
    candidates = [*parent.glob(f"{parts[-1]}.*"), *folder.joinpath(*parts).glob("*")]
    return any(path.is_file() and word.search(path.read_bytes()) for path in candidates)
