# SPDX-License-Identifier: Apache-2.0
"""Reads one target of a TUF repository with python-tuf's client: tuf_read.py URL ROOT FOLDER TARGET, and prints it."""
import sys
from pathlib import Path

from tuf.ngclient import Updater

url, root, folder, name = sys.argv[1:]
metadata, targets = Path(folder) / "metadata", Path(folder) / "targets"
metadata.mkdir(parents=True)
targets.mkdir()
updater = Updater(str(metadata), url, str(targets), f"{url}/targets/", bootstrap=Path(root).read_bytes())
target = updater.get_targetinfo(name)
if target is None:
    sys.exit(f"there is no target {name}")
sys.stdout.write(Path(updater.download_target(target)).read_text(encoding="utf-8"))
