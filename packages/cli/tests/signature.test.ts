// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { runMpk, type MpkRun } from './run-mpk.js';

const withModel = (use: (model: string, mpk: (...args: string[]) => MpkRun) => void): Promise<void> =>
  withTempFolder((folder) => {
    const model = join(folder, 'model');
    mkdirSync(model);
    writeFileSync(join(model, 'weights.bin'), 'weights');
    writeFileSync(join(model, 'config.json'), '{}');
    const mpk = (...args: string[]): MpkRun => runMpk(args, { cwd: folder });
    for (const name of ['a', 'b']) mpk('key', 'generate', name);
    mpk('sign', 'model', '--key', 'a.key');
    use(model, mpk);
    return Promise.resolve();
  });

describe('mpk signature show', () => {
  it('numbers the bundles of a claims file, and notes who will not take a signature', () =>
    withModel((model, mpk) => {
      mpk('sign', 'model', '--key', 'b.key', '--append', '--serialization', 'shards', '--shard-size', '1');
      writeFileSync(join(model, '../eval.json'), JSON.stringify({ result: 'PASSED', configuration: [] }));
      mpk('attest', 'model', '--type', 'evaluation', '--predicate', 'eval.json', '--key', 'b.key');
      const run = mpk('signature', 'show', 'model/claims.jsonl');
      expect(run.status).toBe(0);
      expect(run.stdout.match(/^. of 2$/gm)).toEqual(['1 of 2', '2 of 2']);
      expect(run.stdout).toContain('digests     shards-sha256-1\n');
      expect(run.stdout).toContain('and 4 more  weights.bin');
      expect(run.stdout).toContain("note        PyPI's model-signing 1.x cannot verify shards");
      expect(run.stdout).toMatch(/^ {2}"result": "PASSED",$/m);
    }));
});

describe('mpk signature diff', () => {
  it('says what differs with 10, and that nothing does with 0', () =>
    withModel((model, mpk) => {
      expect(mpk('signature', 'diff', 'model/model.sig', 'model/model.sig')).toMatchObject({
        status: 0,
        stdout: 'not verified: this is what the signatures say\nno difference\n',
      });
      renameSync(join(model, 'weights.bin'), join(model, 'w\u202e.bin'));
      writeFileSync(join(model, 'new.txt'), 'x');
      mpk('sign', 'model', '--key', 'b.key', '-o', 'new.sig');
      const run = mpk('signature', 'diff', 'model/model.sig', 'new.sig');
      expect(run.status).toBe(10);
      const lines = run.stdout.split('\n');
      expect(lines.find((line) => line.startsWith('~'))).toMatch(
        /^~ signer: "?key [0-9a-f]{64}"? -> "?key [0-9a-f]{64}"?$/,
      );
      expect(lines).toEqual(expect.arrayContaining(['+ new.txt', '> weights.bin -> "w\\u202e.bin"']));
      expect(mpk('signature', 'diff', 'model/model.sig', 'new.sig', '--json').json()).toMatchObject({
        verified: false,
        same: false,
        added: ['new.txt'],
      });
    }));

  it('cannot tell with 20 what it cannot read', () =>
    withModel((_, mpk) => {
      expect(mpk('signature', 'diff', 'model/model.sig', 'model/config.json').status).toBe(20);
      expect(mpk('signature', 'diff', 'model/model.sig', 'gone.sig').status).toBe(20);
    }));
});

describe('several signatures of one model', () => {
  const POLICY = (threshold: number): string => `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: test }
spec:
  trust: { signers: { a: { key: { file: a.pub } }, b: { key: { file: b.pub } } } }
  requirements: { signature: { anyOf: [a, b], threshold: ${threshold} } }
`;

  it('are added one by one and counted by the policy, each in its own serialization', () =>
    withModel((model, mpk) => {
      const verify = (threshold: number): MpkRun => {
        writeFileSync(join(model, '../policy.yaml'), POLICY(threshold));
        return mpk('verify', 'model', '--policy', 'policy.yaml', '--json');
      };
      expect([verify(1).status, verify(2).status]).toEqual([0, 10]);
      // The same signer again does not count twice.
      mpk('sign', 'model', '--key', 'a.key', '--append', '--hash', 'blake2b');
      expect([verify(2).status, verify(2).json().code]).toEqual([10, 'SIGNATURE_MISSING']);
      mpk('sign', 'model', '--key', 'b.key', '--append', '--hash', 'blake3');
      const run = verify(2);
      expect([run.status, run.json().requirements[0].found]).toEqual([
        0,
        expect.stringMatching(/signed by a .* and b /),
      ]);
      expect(mpk('sign', 'model', '--key', 'b.key').status).toBe(20);
    }));
});
