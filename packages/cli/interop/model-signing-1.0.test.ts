// SPDX-License-Identifier: Apache-2.0
// PyPI's model-signing 1.0.1 writes an older form of key bundles: the key itself instead of a hint, and no keyid.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { describeWith } from '@mpk/testkit/peers';
import { runMpk } from '../tests/run-mpk.js';

const python = join(import.meta.dirname, '../../../build/venv-1.0/bin/python');
const havePeer = existsSync(python) && spawnSync(python, ['-c', 'import model_signing']).status === 0;
const describePeer = describeWith(
  'python',
  havePeer,
  'PyPI model-signing 1.0 is not there; run tools/peers/install.sh',
);

// Its Config makes a Sigstore signer first, which asks the network; the key methods do not need that.
const SIGN = `
from pathlib import Path
from model_signing import hashing, signing
config = object.__new__(signing.Config)
config._hashing_config = hashing.Config()
config.use_elliptic_key_signer(private_key=Path('k.key')).sign(Path('model'), Path('theirs.sig'))
`;
const VERIFY = `
from pathlib import Path
from model_signing import verifying
config = object.__new__(verifying.Config)
config._hashing_config = None
config.use_elliptic_key_verifier(public_key=Path('k.pub')).verify(Path('model'), Path('ours.sig'))
`;

describePeer('PyPI model-signing 1.0', () => {
  it('is verified here, refused here after a change, and verifies ours', () =>
    withTempFolder(async (folder) => {
      const peer = (script: string): number | null => spawnSync(python, ['-c', script], { cwd: folder }).status;
      const mpk = (...args: string[]): number | null => runMpk(args, { cwd: folder }).status;
      mkdirSync(join(folder, 'model/a'), { recursive: true });
      writeFileSync(join(folder, 'model/a/b.bin'), 'weights');
      writeFileSync(join(folder, 'model/a.txt'), 'text');
      mpk('key', 'generate', 'k');
      expect(peer(SIGN)).toBe(0);
      expect(mpk('verify', 'model', '--key', 'k.pub', '--signature', 'theirs.sig')).toBe(0);
      expect(mpk('sign', 'model', '--key', 'k.key', '-o', 'ours.sig')).toBe(0);
      expect(peer(VERIFY)).toBe(0);
      writeFileSync(join(folder, 'model/a.txt'), 'texT');
      expect(mpk('verify', 'model', '--key', 'k.pub', '--signature', 'theirs.sig')).toBe(10);
      expect(peer(VERIFY)).not.toBe(0);
    }));
});
