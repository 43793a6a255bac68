# SPDX-License-Identifier: Apache-2.0
"""Many versions of a framework made one list: a name may be used only as every version that has it allows."""

from __future__ import annotations

import dataclasses
import fnmatch

from reviewed import USES, Reviewed

STRICTNESS = {"called": 0, "referenced": 1, "created": 2, "-": 3}


@dataclasses.dataclass(frozen=True)
class Framework:
    name: str
    versions: list[str]
    uses: dict[str, set[str]]  # use -> "module name"
    refused: dict[str, str]  # "module name" -> why it is not in `called`


def merged(name: str, wheels: list[tuple[str, str]], judged: list[dict[str, str]], reviewed: Reviewed) -> Framework:
    strictest: dict[str, str] = {}
    for (distribution, pinned), found in zip(wheels, judged):
        for key, verdict in found.items():
            if key not in strictest or STRICTNESS[kind(verdict)] > STRICTNESS[kind(strictest[key])]:
                strictest[key] = verdict if kind(verdict) == verdict else f"{verdict} [{distribution} {pinned}]"
    for key in strictest:
        why = denial(key, reviewed)
        strictest[key] = f"-denied: {why}" if why else strictest[key]
    conflict = {k for names in reviewed.allowed.get(name, {}).values() for k in names if denial(k, reviewed)}
    if conflict:
        raise SystemExit(f"{name}: allowed and denied at once: {sorted(conflict)}")
    uses = {use: {key for key, verdict in strictest.items() if kind(verdict) == use} for use in USES}
    for use, names in reviewed.allowed.get(name, {}).items():
        for other in USES:
            uses[other] -= names.keys()
        uses[use] |= names.keys()
    taken = set().union(*(reviewed.allowed.get(name, {}).values()))
    refused = {k: v for k, v in strictest.items() if kind(v) in ("-", "created") and k not in taken}
    return Framework(name, versions(wheels), uses, refused)


def kind(verdict: str) -> str:
    return "-" if verdict.startswith("-") else verdict.split(" ")[0]


def denial(key: str, reviewed: Reviewed) -> str | None:
    return next((why for pattern, why in reviewed.denied.items() if fnmatch.fnmatchcase(key, pattern)), None)


def versions(wheels: list[tuple[str, str]]) -> list[str]:
    several = len({distribution for distribution, _ in wheels}) > 1
    plain = [(d, pinned.split("@")[0]) for d, pinned in wheels]
    return [f"{d} {version}" if several else version for d, version in plain]
