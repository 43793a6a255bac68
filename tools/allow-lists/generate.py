# SPDX-License-Identifier: Apache-2.0
"""Writes packages/inspect/src/allowed/lists/<framework>.ts from the frameworks' wheels. See README.md."""

from __future__ import annotations

import argparse
import dataclasses
import gc
import hashlib
import json
import multiprocessing
import pathlib
import sys
import tomllib

from merge import Framework, merged
from native import confirm
from release import Release, judge
from reviewed import Reviewed, read_reviewed
from typescript import framework_source, index_source
from wheels import unpacked

HERE = pathlib.Path(__file__).parent
OUTPUT = HERE.parent.parent / "packages" / "inspect" / "src" / "allowed" / "lists"
PROCESSES = 2


def main() -> int:
    options = arguments()
    table = tomllib.loads((HERE / "frameworks.toml").read_text())
    reviewed = read_reviewed(HERE / "reviewed.toml")
    sources: dict[str, str] = {}
    for name in table:
        if options.framework and name not in options.framework:
            continue
        framework = read_framework(name, table, reviewed, options.scratch)
        report(options.scratch / "reports" / f"{name}.txt", framework)
        sources[f"{name}.ts"] = framework_source(framework)
    if not options.framework:
        sources["index.ts"] = index_source(list(table))
    return check(sources) if options.check else write(sources)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scratch", type=pathlib.Path, required=True, help="folder for wheels, results and reports")
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file differs")
    parser.add_argument("framework", nargs="*", help="only these")
    return parser.parse_args()


def read_framework(name: str, table: dict, reviewed: Reviewed, scratch: pathlib.Path) -> Framework:
    entry = table[name]
    wheels = [(distribution, pinned) for distribution, pins in entry["wheels"].items() for pinned in pins]
    releases = [release_of(wheel, name, table, reviewed, scratch) for wheel in wheels]
    with multiprocessing.Pool(PROCESSES) as pool:
        judged = pool.starmap(cached, [(release, scratch / "results") for release in releases], chunksize=1)
    for (distribution, pinned), (_, unread) in zip(wheels, judged):
        if unread:
            print(f"{distribution} {pinned}: not readable by this Python: {' '.join(unread)}", file=sys.stderr)
    folders = [release.folders[0] for release in releases]
    confirm(name, reviewed, folders)
    framework = merged(name, wheels, [found for found, _ in judged], reviewed)
    return dataclasses.replace(framework, versions=entry.get("versions", framework.versions))


def release_of(wheel: tuple[str, str], name: str, table: dict, reviewed: Reviewed, scratch: pathlib.Path) -> Release:
    entry = table[name]
    siblings = [(d, pins[-1]) for d, pins in entry["wheels"].items() if d != wheel[0]]
    needed = [(d, pins[-1]) for need in entry["needs"] for d, pins in table[need]["wheels"].items()]
    folders = [unpacked(scratch, *w) for w in [wheel, *siblings, *needed]]
    roots = entry["roots"] + [root for need in entry["needs"] for root in table[need]["roots"]]
    functions = reviewed.functions.get(name, [])
    trusted = [t for t in reviewed.trusted if concerns(t, roots, table)]
    return Release(folders, roots, entry["roots"], entry.get("only", []), entry.get("leave", []), functions, trusted)


def concerns(trusted: str, roots: list[str], table: dict) -> bool:
    """Whether a trusted name can matter there, so that results are kept when it cannot."""
    first = trusted.split(".")[0].lstrip("_")
    return "*" in first or first in roots or not any(first in entry["roots"] for entry in table.values())


def cached(release: Release, results: pathlib.Path) -> tuple[dict[str, str], list[str]]:
    """`judge`, remembered for as long as neither the tool nor the wheels change."""
    gc.disable()
    sys.setrecursionlimit(20_000)
    tool = "".join((HERE / f).read_text() for f in ("source.py", "world.py", "effects.py", "scan.py", "dangerous.py", "release.py"))
    key = hashlib.sha256(f"{sys.version_info[:2]} {release} {tool}".encode()).hexdigest()
    path = results / f"{release.folders[0].name}-{key[:16]}.json"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(judge(release)))
    found, unread = json.loads(path.read_text())
    return found, unread


def report(path: pathlib.Path, framework: Framework) -> None:
    """Why each name that is not allowed is left out: what a reviewer reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{name}: {why}\n" for name, why in sorted(framework.refused.items())))
    counts = " ".join(f"{use} {len(names)}" for use, names in framework.uses.items())
    print(f"{framework.name}: {counts}; refused {len(framework.refused)}", file=sys.stderr, flush=True)


def write(sources: dict[str, str]) -> int:
    OUTPUT.mkdir(exist_ok=True)
    for name, text in sources.items():
        (OUTPUT / name).write_text(text)
    return 0


def check(sources: dict[str, str]) -> int:
    differing = [n for n, text in sources.items() if not (OUTPUT / n).exists() or (OUTPUT / n).read_text() != text]
    for name in differing:
        print(f"{name} differs from what the generator prints", file=sys.stderr)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
