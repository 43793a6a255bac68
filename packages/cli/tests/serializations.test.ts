// SPDX-License-Identifier: Apache-2.0
import { readFileSync, mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IN_THREAD_BYTES } from '@mpk/core';
import { withTempFolder } from '@mpk/testkit';
import { runMpk, type MpkRun } from './run-mpk.js';

const POLICY = `apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: test }
spec:
  trust: { signers: { release: { key: { file: release.pub } } } }
  requirements: { signature: { anyOf: [release] } }
`;

interface Setup {
  readonly folder: string;
  readonly model: string;
  readonly mpk: (...args: string[]) => MpkRun;
  readonly sign: (...args: string[]) => MpkRun;
  readonly verify: (...args: string[]) => MpkRun;
}

const withModel = (use: (setup: Setup) => void): Promise<void> =>
  withTempFolder((folder) => {
    const model = join(folder, 'model');
    mkdirSync(join(model, 'sub'), { recursive: true });
    writeFileSync(join(model, 'weights:1.bin'), 'w'.repeat(25));
    writeFileSync(join(model, 'sub/a.txt'), 'a');
    // A cache of its own: whoever runs as root could make one in the home that is not there.
    const env = { XDG_CACHE_HOME: join(folder, 'cache') };
    const mpk = (...args: string[]): MpkRun => runMpk(args, { cwd: folder, env });
    mpk('key', 'generate', 'release');
    writeFileSync(join(folder, 'policy.yaml'), POLICY);
    use({
      folder,
      model,
      mpk,
      sign: (...args) => mpk('sign', 'model', '--key', 'release.key', ...args),
      verify: (...args) => mpk('verify', 'model', '--policy', 'policy.yaml', ...args),
    });
    return Promise.resolve();
  });

const statementOf = (path: string): any => {
  const bundle = JSON.parse(readFileSync(path, 'utf8'));
  return JSON.parse(Buffer.from(bundle.dsseEnvelope.payload, 'base64').toString());
};

const shards = ['--serialization', 'shards', '--shard-size', '10'];
const forms: string[][] = [
  ['--hash', 'blake2b'],
  ['--hash', 'blake3'],
  shards,
  [...shards, '--hash', 'blake2b'],
  [...shards, '--hash', 'blake3'],
  ['--serialization', 'shards'],
];

describe('a signature over another serialization', () => {
  it.each<[string, string[]]>(forms.map((form) => [form.join(' '), form]))(
    'is written, verified, and refuses a changed model: %s',
    (_, form) =>
      withModel(({ model, sign, verify }) => {
        expect(sign(...form).status).toBe(0);
        expect(verify().stderr + verify().stdout).toContain('PASS');
        writeFileSync(join(model, 'weights:1.bin'), 'w'.repeat(24) + 'x');
        expect([verify().status, verify('--json').json().code]).toEqual([10, 'FILES_MISMATCH']);
      }),
  );

  it.each([
    ['--hash', 'blake3'],
    ['--hash', 'blake2b'],
    ['--serialization', 'shards', '--shard-size', '10000000'],
    ['--serialization', 'shards', '--shard-size', '10000000', '--hash', 'blake3'],
  ])('is the same whether one thread reads or several: %s %s', (...form) =>
    withModel(({ model, mpk, sign, verify }) => {
      // Large enough for threads of their own.
      for (const name of ['weights:1.bin', 'sub/a.txt']) truncateSync(join(model, name), IN_THREAD_BYTES / 2 + 1);
      for (const jobs of ['1', '2']) sign('-o', `${jobs}.sig`, '--jobs', jobs, ...form);
      expect(mpk('signature', 'diff', '1.sig', '2.sig').status).toBe(0);
      expect(verify('--signature', '1.sig', '--jobs', '2').status).toBe(0);
    }),
  );

  it('is what the specification says', () =>
    withModel(({ model, sign }) => {
      sign(...shards, '--hash', 'blake3');
      const { serialization, resources } = statementOf(join(model, 'model.sig')).predicate;
      expect(serialization).toMatchObject({ method: 'shards', hash_type: 'blake3', shard_size: 10 });
      expect(resources.map(({ name, algorithm }: any) => `${name} ${algorithm}`)).toEqual([
        'sub/a.txt:0:1 blake3',
        'weights:1.bin:0:10 blake3',
        'weights:1.bin:10:20 blake3',
        'weights:1.bin:20:25 blake3',
      ]);
      sign('--force', '--serialization', 'shards');
      expect(statementOf(join(model, 'model.sig')).predicate.serialization.shard_size).toBe(1_000_000_000);
    }));

  it('covers one file as well as a folder', () =>
    withModel(({ mpk, model }) => {
      const file = join(model, 'weights:1.bin');
      for (const compat of [[], ['--compat', 'model-signing-1']]) {
        expect(mpk('sign', file, '--key', 'release.key', ...shards, '--force', ...compat).status).toBe(0);
        const { name } = statementOf(`${file}.sig`).predicate.resources[0];
        expect(name).toBe(compat.length === 0 ? 'weights:1.bin:0:10' : '.:0:10');
        expect(mpk('verify', file, '--key', 'release.pub').status).toBe(0);
      }
    }));

  it('is judged again from stored evidence, without the model', () =>
    withModel(({ model, mpk, sign, verify }) => {
      sign(...shards, '--hash', 'blake2b');
      verify('--report', 'out');
      rmSync(model, { recursive: true });
      expect(mpk('decide', 'out/evidence.json', '--policy', 'policy.yaml').status).toBe(0);
    }));

  it('leaves stored evidence of another time undecided', () =>
    withModel(({ folder, mpk, sign, verify }) => {
      sign(...shards);
      verify('--report', 'out');
      const evidence = JSON.parse(readFileSync(join(folder, 'out/evidence.json'), 'utf8'));
      delete evidence.model.serializations;
      writeFileSync(join(folder, 'older.json'), JSON.stringify(evidence));
      const run = mpk('decide', 'older.json', '--policy', 'policy.yaml', '--json');
      expect([run.status, run.json().verdict, run.json().code]).toEqual([20, 'undecided', 'NOT_MEASURED']);
    }));

  it('does not rest on cached digests, which are SHA-256 alone', () =>
    withModel(({ model, sign, verify }) => {
      sign('--hash', 'blake3');
      expect(verify('--cache').status).toBe(0);
      truncateSync(join(model, 'sub/a.txt'));
      expect(verify('--cache').status).toBe(10);
    }));

  it('does not take the digest cache from who asks for no signature', () =>
    withModel(({ folder, mpk, sign }) => {
      mpk('pin', 'model');
      sign('--hash', 'blake3');
      const verify = (...args: string[]): any => {
        expect(mpk('verify', 'model', '--lock', 'model.lock', '--report', 'out', ...args).status).toBe(0);
        return JSON.parse(readFileSync(join(folder, 'out/evidence.json'), 'utf8')).model.serializations;
      };
      expect([verify('--cache'), verify()]).toEqual([undefined, [expect.objectContaining({})]]);
    }));

  it('is refused over shards for a model with an empty file, which shards do not speak of', () =>
    withModel(({ model, sign, verify }) => {
      sign(...shards);
      writeFileSync(join(model, 'empty.py'), '');
      const found = verify('--json').json();
      expect([found.code, found.requirements[0].fix]).toEqual([
        'FILES_MISMATCH',
        expect.stringContaining('does not speak of empty files'),
      ]);
      const run = sign(...shards, '--force', '--json');
      expect([run.status, run.json().error.code]).toEqual([20, 'INPUT_UNSUPPORTED']);
      expect(sign(...shards, '--force', '--ignore-path', 'empty.py').status).toBe(0);
    }));

  it('is not written in crumbs that nobody reads', () =>
    withModel(({ model, sign }) => {
      truncateSync(join(model, 'weights:1.bin'), 200_001);
      const run = sign('--serialization', 'shards', '--shard-size', '1', '--json');
      expect([run.status, run.json().error.code]).toEqual([20, 'INPUT_TOO_LARGE']);
    }));

  it('costs nothing where it asks for crumbs of a model that has grown: the sizes say enough', () =>
    withModel(({ model, sign, verify }) => {
      sign('--serialization', 'shards', '--shard-size', '1');
      expect(verify().status).toBe(0);
      truncateSync(join(model, 'weights:1.bin'), 100_000_000);
      expect([verify().status, verify('--json').json().code]).toEqual([10, 'FILES_MISMATCH']);
    }));

  it('takes no shard size without shards, and no unknown hash', () =>
    withModel(({ sign }) => {
      expect(sign('--shard-size', '10').status).toBe(2);
      expect(sign('--hash', 'md5').status).toBe(2);
      expect(sign(...shards.slice(0, 3), '0').status).toBe(2);
    }));
});
