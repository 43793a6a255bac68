// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { runMpk, type MpkRun } from './run-mpk.js';

const EVIL = 'cposix\nsystem\n(S"true"\ntR.';

const withModel = (use: (mpk: (...args: string[]) => MpkRun, folder: string) => void): Promise<void> =>
  withTempFolder((folder) => {
    mkdirSync(join(folder, 'model'));
    writeFileSync(join(folder, 'model/a.pkl'), EVIL);
    writeFileSync(join(folder, 'model/\u001b[31mred.md'), '# m\n');
    writeFileSync(join(folder, 'kept.txt'), 'kept');
    use((...args) => runMpk(args, { cwd: folder }), folder);
    return Promise.resolve();
  });

describe('mpk inspect', () => {
  it('says what it found, where, and exits 10', () =>
    withModel((mpk) => {
      const { status, stdout, stderr } = mpk('inspect', 'model');
      expect([status, stderr]).toEqual([10, '']);
      expect(stdout).toMatch(/^FAIL {2}file:/);
      expect(stdout).toContain(
        'critical     pickle-imports: calls posix.system, which runs programs [pickle@0] (byte 0)',
      );
      expect(stdout).toContain('2 files: 1 passed, 1 failed, 0 inconclusive; 100 % of the bytes were looked into');
      expect(stdout).not.toContain('\u001b[31mred');
    }));

  it('says what to do, and what was asked where the policy itself asks for nothing', () =>
    withModel((mpk, folder) => {
      const text = 'apiVersion: modelprovenance.dev/v1alpha1\nkind: ModelPolicy\n';
      writeFileSync(
        join(folder, 'p.yaml'),
        `${text}metadata: { name: p, version: "7" }\nspec: { requirements: { files: { deny: ["*.exe"] } } }\n`,
      );
      writeFileSync(
        join(folder, 'q.yaml'),
        `${text}metadata: { name: q }\nspec: { requirements: { inspection: {} } }\n`,
      );
      const { status, stdout } = mpk('inspect', 'model', '--policy', 'p.yaml');
      expect(status).toBe(10);
      expect(stdout).toContain('what to do  mpk inspect --explain pickle-imports');
      expect(stdout).toContain('policy   p 7 sha256:');
      expect(stdout).toContain('the policy itself asks for no inspection');
      expect(mpk('inspect', 'model', '--policy', 'q.yaml').stdout).not.toContain('asks for no inspection');
    }));

  it('gives paths in SARIF that begin where it was called', () =>
    withModel((mpk, folder) => {
      const placeOf = (...args: string[]): unknown => {
        mpk('inspect', ...args, '--sarif', 'o.sarif', '--force');
        const [run] = JSON.parse(readFileSync(join(folder, 'o.sarif'), 'utf8')).runs;
        return run.results[0].locations[0].physicalLocation.artifactLocation;
      };
      const expected = { uri: 'model/a.pkl', uriBaseId: '%SRCROOT%' };
      expect(placeOf('model')).toEqual(expected);
      expect(placeOf('./model/')).toEqual(expected);
      expect(placeOf(join(folder, 'model'))).toEqual(expected);
      expect(placeOf('model/a.pkl')).toEqual(expected);
      mkdirSync(join(folder, 'work'));
      const run = runMpk(['inspect', '../model', '--sarif', 'o.sarif'], { cwd: join(folder, 'work') });
      expect(run.status).toBe(10);
      expect(readFileSync(join(folder, 'work/o.sarif'), 'utf8')).toContain('"uriBaseId": "MODEL"');
    }));

  it('writes logs for other tools, and the evidence that decide judges alike', () =>
    withModel((mpk, folder) => {
      const outputs = ['--sarif', 'o.sarif', '--junit', 'o.xml', '--markdown', 'o.md', '--evidence', 'o.json'];
      const run = mpk('inspect', 'model', ...outputs, '--json');
      expect([run.status, run.json().verdict]).toEqual([10, 'fail']);
      expect(JSON.parse(readFileSync(join(folder, 'o.sarif'), 'utf8')).version).toBe('2.1.0');
      expect(readFileSync(join(folder, 'o.xml'), 'utf8')).toContain('<failure');
      expect(readFileSync(join(folder, 'o.md'), 'utf8')).toContain('## Inspection');
      writeFileSync(
        join(folder, 'policy.yaml'),
        'apiVersion: modelprovenance.dev/v1alpha1\nkind: ModelPolicy\nmetadata: { name: t }\n' +
          'spec: { requirements: { inspection: { failOn: high } } }\n',
      );
      const decided = mpk('decide', 'o.json', '--policy', 'policy.yaml', '--json');
      expect([decided.status, decided.json().requirements[0].id]).toEqual([10, 'inspection']);
    }));

  it.each<[string, string[], number, string]>([
    ['nothing to inspect', ['inspect'], 2, 'nothing was named that should be inspected'],
    ['a check that does not exist', ['inspect', '--explain', 'nothing'], 2, 'there is no check "nothing"'],
    ['a severity that does not exist', ['inspect', 'model', '--fail-on', 'bad'], 2, 'bad'],
    ['flags beside a policy', ['inspect', 'model', '--fail-on', 'low', '-p', 'x.yaml'], 2, 'policy'],
    ['an output that cannot be written', ['inspect', 'model', '--sarif', 'no/where.sarif'], 20, 'cannot write'],
    ['an output that is there', ['inspect', 'model', '--sarif', 'kept.txt'], 20, 'is there already'],
    ['an output that is no file', ['inspect', 'model', '--sarif', '/dev/null', '--force'], 20, 'it is no file'],
    ['an output that is a file of the model', ['inspect', 'model', '--junit', 'model/a.pkl', '--force'], 2, 'model'],
    ['two outputs of one name', ['inspect', 'model', '--junit', 'a.out', '--sarif', './a.out'], 2, 'two outputs'],
  ])('refuses %s, and writes nothing', (_, args, status, message) =>
    withModel((mpk, folder) => {
      const run = mpk(...args);
      expect(run.status).toBe(status);
      expect(run.stderr).toContain(message);
      expect(run.stdout).toBe('');
      expect(existsSync(join(folder, 'no'))).toBe(false);
      expect(existsSync(join(folder, 'a.out'))).toBe(false);
      expect(readFileSync(join(folder, 'kept.txt'), 'utf8')).toBe('kept');
      expect(readFileSync(join(folder, 'model/a.pkl'), 'latin1')).toBe(EVIL);
    }),
  );

  it('lists its checks and explains each', () => {
    const list = runMpk(['inspect', '--list']);
    expect(list.stdout).toContain('pickle-imports');
    const explained = runMpk(['inspect', '--explain', 'pickle-imports']);
    expect(explained.stdout).toContain('What it does not find');
    expect([list.status, explained.status]).toEqual([0, 0]);
  });

  it('takes a model from a policy that MPK_POLICY names, unless flags say otherwise', () =>
    withModel((_, folder) => {
      writeFileSync(
        join(folder, 'policy.yaml'),
        'apiVersion: modelprovenance.dev/v1alpha1\nkind: ModelPolicy\nmetadata: { name: lenient }\n' +
          'spec: { mode: audit, requirements: { inspection: { failOn: high } } }\n',
      );
      const run = runMpk(['inspect', 'model'], { cwd: folder, env: { MPK_POLICY: 'policy.yaml' } });
      expect(run.status).toBe(0);
      expect(run.stdout).toContain('audit: the verdict stops nothing');
    }));
});

describe('mpk inspect --base', () => {
  /** A safetensors file of four layers with a matrix of 16 by 16 each; one is changed by a matrix of rank one. */
  const tensors = (edited?: number): Buffer => {
    const bytes = 16 * 16 * 4;
    const header = Object.fromEntries(
      [0, 1, 2, 3].map((i) => [
        `layers.${i}.weight`,
        { dtype: 'F32', shape: [16, 16], data_offsets: [i * bytes, (i + 1) * bytes] },
      ]),
    );
    const json = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(json.length));
    const numbers = Float32Array.from({ length: 4 * 256 }, (_, i) => {
      const own = Math.sin(i * i);
      return Math.floor(i / 256) === edited ? own + Math.cos(i >> 4) * Math.sin(i & 15) : own;
    });
    return Buffer.concat([length, json, Buffer.from(numbers.buffer)]);
  };
  const withPair = (use: (mpk: (...args: string[]) => MpkRun) => void): Promise<void> =>
    withTempFolder((folder) => {
      for (const [name, edited] of [['base', undefined] as const, ['edited', 2] as const]) {
        mkdirSync(join(folder, name));
        writeFileSync(join(folder, name, 'model.safetensors'), tensors(edited));
      }
      use((...args) => runMpk(args, { cwd: folder }));
      return Promise.resolve();
    });

  it('says which tensor was edited, how far, and exits 10', () =>
    withPair((mpk) => {
      const { status, stdout, stderr } = mpk('inspect', 'edited', '--base', 'base');
      expect([status, stderr]).toEqual([10, '']);
      expect(stdout).toContain('critical     base-difference: 1 tensor is changed in one direction');
      expect(stdout).toMatch(/base {5}file:.* sha256:[0-9a-f]{64}, verified by nobody/);
      expect(stdout).toContain('tensors  3 same, 1 changed; changes in 1 of 4 layers and modules');
      expect(stdout).toMatch(/layers\.2\.weight +[\d.]+ % {2}100 %/);
    }));

  it('takes a base by its digest, and decides nothing with another', () =>
    withPair((mpk) => {
      const { manifestDigest } = mpk('digest', 'base', '--json').json();
      const pinned = mpk('inspect', 'base', '--base', 'base', '--base-digest', manifestDigest, '--json');
      expect([pinned.status, pinned.json().base.verified]).toEqual([0, 'digest']);
      const other = mpk('inspect', 'base', '--base', 'edited', '--base-digest', manifestDigest, '--json');
      expect([other.status, other.json().code]).toEqual([20, 'CHECK_BROKEN']);
    }));

  it('needs a base where something is said of one', () =>
    withPair((mpk) => {
      const run = mpk('inspect', 'edited', '--base-policy', 'base.yaml');
      expect([run.status, run.stdout]).toEqual([2, '']);
    }));
});
