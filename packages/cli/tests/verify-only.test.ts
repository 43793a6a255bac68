// SPDX-License-Identifier: Apache-2.0
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { runMpk, type MpkRun } from './run-mpk.js';

const withSigned = (use: (model: string, mpk: (...args: string[]) => MpkRun) => void): Promise<void> =>
  withTempFolder((folder) => {
    const model = join(folder, 'model');
    mkdirSync(join(model, 'sub'), { recursive: true });
    for (const name of ['a.safetensors', 'sub/b.safetensors', 'config.json']) writeFileSync(join(model, name), name);
    const mpk = (...args: string[]): MpkRun => runMpk(args, { cwd: folder });
    mpk('key', 'generate', 'release');
    mpk('sign', 'model', '--key', 'release.key');
    use(model, mpk);
    return Promise.resolve();
  });

describe('mpk verify --only', () => {
  it('is undecided where what it looks at agrees, and says what it did not look at', () =>
    withSigned((model, mpk) => {
      // Not looked at, and so not even read: it could not be.
      chmodSync(join(model, 'config.json'), 0);
      writeFileSync(join(model, 'sub/b.safetensors'), 'changed');
      const only = (...globs: string[]): MpkRun =>
        mpk('verify', 'model', '--key', 'release.pub', ...globs.flatMap((glob) => ['--only', glob]), '--json');
      const part = only('*.safetensors');
      expect([part.status, part.json().verdict, part.json().code]).toEqual([20, 'undecided', 'PARTIAL']);
      expect(part.json().scope.notLookedAtNames).toEqual(['config.json', 'sub/b.safetensors']);
      expect(part.json().model.manifestDigest).toBeUndefined();
      const changed = only('*.safetensors', 'sub/**');
      expect([changed.status, changed.json().code]).toEqual([10, 'FILES_MISMATCH']);
    }));

  it('is undecided even where it looks at everything', () =>
    withSigned((_, mpk) => {
      const run = mpk('verify', 'model', '--key', 'release.pub', '--only', '**');
      expect([run.status, run.stdout]).toEqual([20, expect.stringContaining('looked at 3 files, not at 0 files')]);
    }));

  it('has nothing to check where a glob matches nothing', () =>
    withSigned((_, mpk) => {
      const run = mpk('verify', 'model', '--key', 'release.pub', '--only', '**', '--only', '*.onnx', '--json');
      expect([run.status, run.json().code]).toEqual([20, 'NOTHING_TO_CHECK']);
    }));

  it.each(['warn', 'audit'])('is not excused under %s: neither a mistyped name nor a file that differs', (mode) =>
    withSigned((model, mpk) => {
      const policy = `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: p }
spec:
  mode: ${mode}
  trust: { signers: { release: { key: { file: release.pub } } } }
  requirements: { signature: { anyOf: [release], unsignedFiles: allow } }
`;
      writeFileSync(join(model, '../policy.yaml'), policy);
      writeFileSync(join(model, 'config.json'), 'changed');
      writeFileSync(join(model, 'evil.pkl'), 'never signed');
      const only = (glob: string): readonly [number | null, string] => {
        const run = mpk('verify', 'model', '--policy', 'policy.yaml', '--only', glob, '--json');
        return [run.status, run.json().code];
      };
      expect(only('a.safetensors')).toEqual([20, 'PARTIAL']);
      expect(only('aa.safetensors')).toEqual([20, 'NOTHING_TO_CHECK']);
      expect(only('config.json')).toEqual([10, 'FILES_MISMATCH']);
      expect(only('evil.pkl')).toEqual([20, 'NOTHING_TO_CHECK']);
    }),
  );

  it('looks at the shards of a file as well', () =>
    withSigned((model, mpk) => {
      const shards = ['--serialization', 'shards', '--shard-size', '4', '--hash', 'blake3'];
      mpk('sign', 'model', '--key', 'release.key', '--force', ...shards);
      const status = (glob: string): number | null =>
        mpk('verify', 'model', '--key', 'release.pub', '--only', glob).status;
      writeFileSync(join(model, 'config.json'), 'config.jsoN');
      expect([status('*.safetensors'), status('config.json')]).toEqual([20, 10]);
    }));

  it('leaves nothing behind that could stand for the whole', () =>
    withSigned((model, mpk) => {
      const folder = join(model, '..');
      const only = ['verify', 'model', '--key', 'release.pub', '--only', '*'];
      expect(mpk(...only, '--report', 'out').status).toBe(2);
      expect(mpk(...only, '--vsa-signer', 'release.key').status).toBe(2);
      expect(mpk(...only, '--accept-vsa').status).toBe(2);
      expect([existsSync(join(folder, 'out')), existsSync(join(folder, 'vsa.sigstore.json'))]).toEqual([false, false]);
    }));

  it('fails where a file that was signed under such a name is gone', () =>
    withSigned((model, mpk) => {
      rmSync(join(model, 'a.safetensors'));
      const run = mpk('verify', 'model', '--key', 'release.pub', '--only', '**/*.safetensors', '--json');
      expect([run.status, run.json().requirements[0].found]).toEqual([10, '1 file missing: a.safetensors']);
    }));
});
