// SPDX-License-Identifier: Apache-2.0
// What PyPI's model-signing writes by its Python interface over other hashes and over shards; its command knows SHA-256 of files.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { runMpk, type MpkRun } from '../tests/run-mpk.js';
import { pythonPeer, type PeerRun, type PythonPeer } from './python-peer.js';

// Its Config makes a Sigstore signer first, which asks the network; the key methods do not need that.
const SIGN = `
import sys
from pathlib import Path
from model_signing import hashing, signing
method, algorithm, model = sys.argv[1:]
config = object.__new__(signing.Config)
config._hashing_config = hashing.Config()
if method == 'shards':
    config._hashing_config.use_shard_serialization(hashing_algorithm=algorithm, shard_size=10)
else:
    config._hashing_config.use_file_serialization(hashing_algorithm=algorithm)
config.use_elliptic_key_signer(private_key=Path('k.key')).sign(Path(model), Path('theirs.sig'))
`;
const VERIFY = `
from pathlib import Path
from model_signing import verifying
config = object.__new__(verifying.Config)
config._hashing_config = None
config._ignore_unsigned_files = False
config.use_elliptic_key_verifier(public_key=Path('k.pub')).verify(Path('model'), Path('ours.sig'))
`;

interface Setup {
  readonly folder: string;
  readonly mpk: (...args: string[]) => MpkRun;
  readonly peerSigns: (method: string, hash: string, model?: string) => PeerRun;
  readonly peerVerifies: () => PeerRun;
}

const withModel = (peer: PythonPeer, use: (setup: Setup) => void): Promise<void> =>
  withTempFolder((folder) => {
    mkdirSync(join(folder, 'model/a'), { recursive: true });
    writeFileSync(join(folder, 'model/a/b.bin'), 'w'.repeat(25));
    writeFileSync(join(folder, 'model/a.txt'), 'text');
    writeFileSync(join(folder, 'model/a-c.txt'), 'x');
    const mpk = (...args: string[]): MpkRun => runMpk(args, { cwd: folder });
    mpk('key', 'generate', 'k');
    use({
      folder,
      mpk,
      peerSigns: (method, hash, model = 'model') => peer.run(SIGN, { cwd: folder, args: [method, hash, model] }),
      peerVerifies: () => peer.run(VERIFY, { cwd: folder }),
    });
    return Promise.resolve();
  });

/** Theirs is read here, and refused here after a change. */
function expectTheirsRead({ folder, mpk, peerSigns }: Setup, method: string, hash: string): void {
  expect(peerSigns(method, hash)).toMatchObject({ status: 0 });
  const verify = (): MpkRun => mpk('verify', 'model', '--key', 'k.pub', '--signature', 'theirs.sig', '--json');
  expect([verify().status, verify().json().code]).toEqual([0, 'PASSED']);
  writeFileSync(join(folder, 'model/a/b.bin'), `${'w'.repeat(24)}x`);
  expect([verify().status, verify().json().code]).toEqual([10, 'FILES_MISMATCH']);
}

const newer = pythonPeer('venv');
newer.describe('PyPI model-signing 1.1 over other digests', () => {
  it.each([
    ['files', 'blake2'],
    ['files', 'blake3'],
    ['shards', 'sha256'],
    ['shards', 'blake2'],
  ])('is read here: %s over %s', (method, hash) => withModel(newer, (setup) => expectTheirsRead(setup, method, hash)));

  it('is read here over the shards of one file, which it calls "."', () =>
    withModel(newer, ({ mpk, peerSigns }) => {
      expect(peerSigns('shards', 'sha256', 'model/a/b.bin').status).toBe(0);
      expect(mpk('verify', 'model/a/b.bin', '--key', 'k.pub', '--signature', 'theirs.sig').status).toBe(0);
    }));

  it('writes files where it is asked for shards over BLAKE3', () =>
    withModel(newer, ({ mpk, peerSigns }) => {
      expect(peerSigns('shards', 'blake3').status).toBe(0);
      const shown = mpk('signature', 'show', 'theirs.sig', '--json').json();
      expect(shown.serialization).toBe('files-blake3');
    }));

  it('verifies ours over BLAKE3', () =>
    withModel(newer, ({ folder, mpk, peerVerifies }) => {
      expect(mpk('sign', 'model', '--key', 'k.key', '-o', 'ours.sig', '--hash', 'blake3').status).toBe(0);
      expect(peerVerifies()).toMatchObject({ status: 0 });
      writeFileSync(join(folder, 'model/a.txt'), 'tex7');
      expect(peerVerifies().status).toBe(1);
    }));

  // What it cannot do, with its own signatures or ours. Where one of these fails, it has learned it: say so in `signature show`.
  it.each([
    ['BLAKE2b', ['--hash', 'blake2b'], 'ValueError: Unsupported hashing method blake2b'],
    ['shards over BLAKE2b', ['--serialization', 'shards', '--hash', 'blake2b'], 'Unsupported hashing method blake2b'],
    ['shards', ['--serialization', 'shards', '--shard-size', '10'], ''],
  ])('cannot verify %s', (_, form, error) =>
    withModel(newer, ({ mpk, peerVerifies }) => {
      expect(mpk('sign', 'model', '--key', 'k.key', '-o', 'ours.sig', ...form).status).toBe(0);
      expect(peerVerifies()).toEqual({ status: 1, error: expect.stringContaining(error) });
    }),
  );
});

const older = pythonPeer('venv-1.0');
older.describe('PyPI model-signing 1.0 over other digests', () => {
  it.each([
    ['files', 'blake2'],
    ['shards', 'sha256'],
    ['shards', 'blake2'],
  ])('is read here: %s over %s', (method, hash) => withModel(older, (setup) => expectTheirsRead(setup, method, hash)));

  it('knows no BLAKE3', () =>
    withModel(older, ({ peerSigns }) => {
      expect(peerSigns('files', 'blake3')).toEqual({
        status: 1,
        error: 'ValueError: Unsupported hashing method blake3',
      });
    }));
});
