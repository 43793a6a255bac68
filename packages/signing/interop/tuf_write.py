# SPDX-License-Identifier: Apache-2.0
"""Writes a TUF repository with python-tuf: tuf_write.py FOLDER TARGET=CONTENT...

Consistent snapshots; root has two keys, both of which must sign, and a second version that replaces one of them and the
timestamp's key. Keys are of every kind: Ed25519, ECDSA and RSA.
"""
import hashlib
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

from securesystemslib.signer import CryptoSigner
from tuf.api.metadata import (
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

EXPIRES = datetime.now(timezone.utc).replace(microsecond=0) + timedelta(days=1)


def write_roots(folder, signers):
    root = Root(version=1, expires=EXPIRES, consistent_snapshot=True)
    root.roles["root"].threshold = 2
    old = [CryptoSigner.generate_ed25519(), signers["root"]]
    for signer in old:
        root.add_key(signer.public_key, "root")
    stale = CryptoSigner.generate_ecdsa()
    for role in ("snapshot", "targets"):
        root.add_key(signers[role].public_key, role)
    root.add_key(stale.public_key, "timestamp")
    write(folder, "1.root.json", root, old)

    root.version = 2
    replacement = CryptoSigner.generate_rsa()
    root.revoke_key(old[0].public_key.keyid, "root")
    root.add_key(replacement.public_key, "root")
    root.revoke_key(stale.public_key.keyid, "timestamp")
    root.add_key(signers["timestamp"].public_key, "timestamp")
    write(folder, "2.root.json", root, [*old, replacement])


def write(folder, name, signed, signers):
    metadata = Metadata(signed)
    for signer in signers:
        metadata.sign(signer, append=True)
    metadata.to_file(str(folder / name))


def main(folder, contents):
    signers = {
        "root": CryptoSigner.generate_ecdsa(),
        "timestamp": CryptoSigner.generate_ecdsa(),
        "snapshot": CryptoSigner.generate_rsa(),
        "targets": CryptoSigner.generate_ed25519(),
    }
    (folder / "targets").mkdir(parents=True)
    write_roots(folder, signers)
    targets = Targets(version=3, expires=EXPIRES)
    for name, content in contents.items():
        data = content.encode()
        targets.targets[name] = TargetFile.from_data(name, data)
        (folder / "targets" / f"{hashlib.sha256(data).hexdigest()}.{name}").write_bytes(data)
    snapshot = Snapshot(version=4, expires=EXPIRES, meta={"targets.json": MetaFile(version=3)})
    timestamp = Timestamp(version=5, expires=EXPIRES, snapshot_meta=MetaFile(version=4))
    write(folder, "3.targets.json", targets, [signers["targets"]])
    write(folder, "4.snapshot.json", snapshot, [signers["snapshot"]])
    write(folder, "timestamp.json", timestamp, [signers["timestamp"]])


main(Path(sys.argv[1]), dict(argument.split("=", 1) for argument in sys.argv[2:]))
