# SPDX-License-Identifier: Apache-2.0
"""Fetches wheels with pip and keeps what is read of them: sources, and native modules for the names inside."""

import pathlib
import shutil
import subprocess
import sys
import zipfile

# Smallest first: a wheel for macOS leaves out the CUDA libraries of one for Linux.
PLATFORMS = (
    ("macosx_14_0_arm64", "macosx_11_0_arm64"),
    ("macosx_13_0_x86_64", "macosx_11_0_x86_64", "macosx_10_15_x86_64"),
    ("manylinux_2_28_x86_64", "manylinux_2_17_x86_64", "manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"),
)
READ = (".py", ".pyx", ".pyi", ".pxd", ".pxi", ".tp")
NATIVE = (".so", ".pyd", ".dylib")
MAX_NATIVE_BYTES = 64 * 1024 * 1024


def unpacked(scratch: pathlib.Path, distribution: str, pinned: str) -> pathlib.Path:
    """The folder that the wheel of `version@python` was unpacked to, fetched on first use; nothing is installed or imported."""
    version, python = pinned.split("@")
    target = scratch / "unpacked" / f"{distribution}-{version}"
    if target.exists():
        return target
    wheel = fetched(scratch / "wheels", distribution, version, python)
    partial = target.with_name(target.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    unpack(wheel, partial)
    partial.rename(target)
    wheel.unlink()
    return target


def fetched(folder: pathlib.Path, distribution: str, version: str, python: str) -> pathlib.Path:
    folder = folder / f"{distribution}-{version}"
    errors = []
    for platforms in PLATFORMS:
        wanted = [option for name in platforms for option in ("--platform", name)]
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", "--dest", str(folder)]
        command += ["--python-version", python, *wanted, f"{distribution}=={version}"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode == 0:
            return next(folder.glob("*.whl"))
        errors.append(done.stderr.strip().splitlines()[-1:])
    raise SystemExit(f"no wheel of {distribution} {version} for Python {python}: {errors}")


def unpack(wheel: pathlib.Path, target: pathlib.Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for member in archive.infolist():
            native = member.filename.endswith(NATIVE) and member.file_size <= MAX_NATIVE_BYTES
            if native or member.filename.endswith(READ):
                archive.extract(member, target)
