// SPDX-License-Identifier: Apache-2.0
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { runMpk, type MpkRun } from './run-mpk.js';

const CARD = '---\nlicense: mit\nbase_model: acme/one\n---\n# Toy\n';
const ADAPTER = { peft_type: '\u001b[31mLORA', base_model_name_or_path: 'acme/two' };

/** One tensor of F32 zeros. */
function makeSafetensors(name: string, shape: readonly number[]): Buffer {
  const sizeBytes = 4 * shape.reduce((all, size) => all * size, 1);
  const header = Buffer.from(JSON.stringify({ [name]: { dtype: 'F32', shape, data_offsets: [0, sizeBytes] } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, Buffer.alloc(sizeBytes)]);
}

const withModel = (use: (mpk: (...args: string[]) => MpkRun, folder: string) => void): Promise<void> =>
  withTempFolder((folder) => {
    mkdirSync(join(folder, 'model'));
    writeFileSync(join(folder, 'model/README.md'), CARD);
    writeFileSync(join(folder, 'model/adapter_config.json'), JSON.stringify(ADAPTER));
    writeFileSync(join(folder, 'kept.txt'), 'kept');
    use((...args) => runMpk(args, { cwd: folder }), folder);
    return Promise.resolve();
  });

describe('mpk audit', () => {
  it('shows both sides of a contradiction, and exits 10', () =>
    withModel((mpk) => {
      const { status, stdout, stderr } = mpk('audit', 'model');
      expect([status, stderr]).toEqual([10, '']);
      expect(stdout).toMatch(/^FAIL {2}file:/);
      expect(stdout).toContain('high     base-model-differs');
      expect(stdout).toContain('README.md#/base_model: acme/one');
      expect(stdout).toContain('adapter_config.json#/base_model_name_or_path: acme/two');
      expect(stdout).toContain('what to do  mpk audit --explain');
      expect(stdout).toContain('\\u001b[31mLORA');
      expect(stdout).not.toContain('\u001b[31mLORA');
    }));

  it('passes where nothing is as bad as what fails', () =>
    withModel((mpk) => {
      const { status, stdout } = mpk('audit', 'model', '--fail-on', 'critical', '--json');
      expect([status, JSON.parse(stdout).verdict]).toEqual([0, 'pass']);
    }));

  it('says that it took a folder for a data set, of which it asks less', () =>
    withModel((mpk, folder) => {
      mkdirSync(join(folder, 'data'));
      writeFileSync(
        join(folder, 'data/README.md'),
        '---\nlicense: mit\ntask_categories: [translation]\n---\n# Pairs\n',
      );
      const { status, stdout } = mpk('audit', 'data', '--markdown', 'o.md');
      expect([status, stdout]).toEqual([0, expect.stringContaining('taken for a data set: 1 file')]);
      expect(stdout).not.toContain('task-missing');
      expect(readFileSync(join(folder, 'o.md'), 'utf8')).toContain(', a data set: ');
      expect(JSON.parse(mpk('audit', 'data', '--json').stdout).takenFor).toBe('dataset');
      expect(JSON.parse(mpk('audit', 'model', '--json').stdout).takenFor).toBe('model');
    }));

  it('writes logs for other tools', () =>
    withModel((mpk, folder) => {
      expect(mpk('audit', 'model', '--sarif', 'o.sarif', '--markdown', 'o.md').status).toBe(10);
      const [run] = JSON.parse(readFileSync(join(folder, 'o.sarif'), 'utf8')).runs;
      const found = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === 'base-model-differs');
      expect(run.tool.driver.rules[found.ruleIndex].id).toBe('base-model-differs');
      expect(found.message.text).toContain('adapter_config.json#/base_model_name_or_path: base-model is acme/two');
      expect(found.locations[0].physicalLocation.artifactLocation.uri).toBe('model/README.md');
      expect(readFileSync(join(folder, 'o.md'), 'utf8')).toContain('## Audit: ❌ fail');
    }));

  it('holds bytes against what the folder, and its files, say', () =>
    withModel((mpk, folder) => {
      const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 5\n`;
      mkdirSync(join(folder, 'toy-7B'));
      writeFileSync(join(folder, 'toy-7B/pytorch_model.bin'), pointer);
      writeFileSync(join(folder, 'toy-7B/model.safetensors'), makeSafetensors('a', [2]));
      const { status, stdout } = mpk('audit', 'toy-7B', '--json');
      const told = JSON.parse(stdout).findings.map((one: { check: string; message: string }) => [
        one.check,
        one.message,
      ]);
      expect(status).toBe(10);
      expect(told).toContainEqual([
        'weights-not-there',
        'pytorch_model.bin is a Git LFS pointer to 5 bytes that are not here',
      ]);
      expect(told).toContainEqual(['parameters-differ', 'lies in toy-7B, has 2 parameters']);
    }));

  it.each<[string, string[], number, string]>([
    ['nothing to audit', ['audit'], 2, 'nothing was named that should be audited'],
    ['a model that is not there', ['audit', 'nowhere'], 20, ''],
    ['a rule that does not exist', ['audit', '--explain', 'nothing'], 2, 'there is no rule "nothing"'],
    ['a rule that was mistyped', ['audit', '--explain', 'licence-missing'], 2, 'did you mean "license-missing"?'],
    ['an output that is there', ['audit', 'model', '--sarif', 'kept.txt'], 20, 'is there already'],
    ['an output within the model', ['audit', 'model', '--markdown', 'model/README.md', '--force'], 2, 'model'],
  ])('refuses %s', (_, args, status, message) =>
    withModel((mpk, folder) => {
      const run = mpk(...args);
      expect(run.status).toBe(status);
      expect(run.stderr).toContain(message);
      expect(readFileSync(join(folder, 'kept.txt'), 'utf8')).toBe('kept');
      expect(readFileSync(join(folder, 'model/README.md'), 'utf8')).toBe(CARD);
      expect(existsSync(join(folder, 'o.sarif'))).toBe(false);
    }),
  );

  it('lists its rules and explains each', () => {
    expect(runMpk(['audit', '--list']).stdout).toContain('base-model-differs');
    const explained = runMpk(['audit', '--explain', 'base-model-differs']);
    expect([explained.status, explained.stderr]).toEqual([0, '']);
    expect(explained.stdout).toContain('What to do');
    expect(explained.stdout).not.toContain('data sets are passed over');
    expect(runMpk(['audit', '--explain', 'task-missing']).stdout).toContain('data sets are passed over');
  });
});
