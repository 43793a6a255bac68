// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { withTempFolder } from '@mpk/testkit';
import { runMpk, type MpkRun } from './run-mpk.js';

const CARD = '---\nlicense: mit\nbase_model: acme/one\n---\n# Toy\n';

type Mpk = (...args: string[]) => MpkRun;

const withModel = (use: (mpk: Mpk, folder: string) => void): Promise<void> =>
  withTempFolder((folder) => {
    mkdirSync(join(folder, 'model'));
    writeFileSync(join(folder, 'model/README.md'), CARD);
    writeFileSync(join(folder, 'model/config.json'), '{"model_type": "llama"}');
    writeFileSync(join(folder, 'kept.txt'), 'kept');
    use((...args) => runMpk(args, { cwd: folder, env: { ...process.env, SOURCE_DATE_EPOCH: '1700000000' } }), folder);
    return Promise.resolve();
  });

describe('mpk bom', () => {
  it('writes the same bytes for the same model, with the time that is given', () =>
    withModel((mpk, folder) => {
      expect(mpk('bom', 'model', '-o', 'a.json').status).toBe(0);
      expect(mpk('bom', 'model', '-o', 'b.json').status).toBe(0);
      const [a, b] = ['a.json', 'b.json'].map((name) => readFileSync(join(folder, name), 'utf8'));
      expect(a).toBe(b);
      const bom = JSON.parse(a ?? '');
      expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.7' });
      expect(bom.metadata.timestamp).toBe('2023-11-14T22:13:20.000Z');
      expect(bom.metadata.component.licenses).toEqual([{ license: { id: 'MIT', acknowledgement: 'declared' } }]);
    }));

  it('says what it is told of the model, beside what the files say', () =>
    withModel((mpk) => {
      const flags = ['--name', 'Acme Chat', '--model-version', '2', '--author', 'Ada', '--author', 'Bob'];
      const bom = mpk('bom', 'model', ...flags, '--supplier', 'Shop', '--manufacturer', 'ACME', '--bom-author', 'CI');
      const { metadata } = bom.json();
      expect(metadata.component).toMatchObject({
        name: 'Acme Chat',
        version: '2',
        authors: [{ name: 'Ada' }, { name: 'Bob' }],
        manufacturer: { name: 'ACME' },
        supplier: { name: 'Shop' },
      });
      expect(metadata.authors).toEqual([{ name: 'CI' }]);
    }));

  it.each(['--name', '--model-version', '--author', '--supplier', '--manufacturer', '--bom-author'])(
    'refuses an empty %s, which is a variable that is unset',
    (flag) =>
      withModel((mpk) => {
        expect(mpk('bom', 'model', flag, ' ')).toMatchObject({ status: 2, stdout: '' });
      }),
  );

  it('refuses a version of CycloneDX for SPDX', () =>
    withModel((mpk) => {
      const run = mpk('bom', 'model', '--format', 'spdx-json', '--spec', '1.6');
      expect([run.status, run.stdout, run.stderr]).toEqual([2, '', expect.stringContaining('3.0.1')]);
    }));

  it.each<[string, string[], string | RegExp]>([
    ['CycloneDX XML of 1.5', ['--format', 'cyclonedx-xml', '--spec', '1.5'], 'http://cyclonedx.org/schema/bom/1.5'],
    ['SPDX', ['--format', 'spdx-json'], 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld'],
    ['Markdown', ['--format', 'markdown'], '## Licence'],
    ['a page', ['--format', 'html'], /^<!doctype html>/],
  ])('writes %s to standard output', (_, flags, expected) =>
    withModel((mpk) => {
      const { status, stdout, stderr } = mpk('bom', 'model', ...flags);
      expect([status, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(expected);
    }),
  );

  it.each<[string, string[], number, string]>([
    ['a model that is not there', ['bom', 'nowhere'], 20, 'nowhere'],
    ['an output that is there', ['bom', 'model', '-o', 'kept.txt'], 20, 'is there already'],
    ['an output within the model', ['bom', 'model', '-o', 'model/bom.json'], 2, 'model'],
    ['a version that there is not', ['bom', 'model', '--spec', '9'], 2, '1.7'],
    ['a score of what is no BOM', ['bom', 'score', 'kept.txt'], 20, ''],
    ['a profile that there is not', ['bom', 'score', 'kept.txt', '--profile', 'x'], 20, ''],
    ['a share that is none', ['bom', 'score', 'kept.txt', '--fail-under', '2'], 2, 'from 0 to 1'],
    ['a merge of one', ['bom', 'merge', 'kept.txt'], 2, 'expected several'],
  ])('refuses %s', (_, args, status, message) =>
    withModel((mpk, folder) => {
      const run = mpk(...args);
      expect(run.status).toBe(status);
      expect(run.stderr).toContain(message);
      expect(readFileSync(join(folder, 'kept.txt'), 'utf8')).toBe('kept');
    }),
  );
});

describe('mpk bom score, diff, merge and verify', () => {
  it('score a BOM by a profile, and fail under a share', () =>
    withModel((mpk) => {
      mpk('bom', 'model', '-o', 'a.json');
      const { status, stdout } = mpk('bom', 'score', 'a.json');
      expect(status).toBe(0);
      expect(stdout).toMatch(/complete {7}\s*\d+ % {2}\d+ of \d+/);
      expect(mpk('bom', 'score', 'a.json', '--fail-under', '0.99').status).toBe(10);
      expect(
        mpk('bom', 'score', 'a.json', '--profile', 'cisa-2025', '--fail-under', '0.1', '--json').json(),
      ).toMatchObject({
        profile: { id: 'cisa-2025' },
      });
    }));

  it('tell what changed, and hold a BOM to files and their signature', () =>
    withModel((mpk, folder) => {
      mpk('key', 'generate', 'k');
      mpk('sign', 'model', '--key', 'k.key');
      mpk('bom', 'model', '-o', 'a.json');
      expect(mpk('bom', 'verify', 'a.json', 'model').stdout).toContain('nothing is said of signatures');
      const signed = mpk('bom', 'verify', 'a.json', 'model', '--key', 'k.pub', '--json');
      expect([signed.status, signed.json().bom.outcome, signed.json().model.verdict]).toEqual([0, 'pass', 'pass']);
      writeFileSync(join(folder, 'model/config.json'), '{"model_type": "gpt2"}');
      const run = mpk('bom', 'verify', 'a.json', 'model', '--key', 'k.pub');
      expect([run.status, run.stdout]).toEqual([10, expect.stringContaining('DIFFER')]);
      mpk('bom', 'model', '-o', 'b.json');
      const diff = mpk('bom', 'diff', 'a.json', 'b.json');
      expect([diff.status, diff.stdout]).toEqual([10, expect.stringContaining('hashes[SHA-256]')]);
      expect(mpk('bom', 'diff', 'a.json', 'a.json').status).toBe(0);
      const xml = (inner: string): string =>
        `<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components><component type="file"><name>x</name>${inner}</component></components></bom>`;
      writeFileSync(join(folder, 'a.xml'), xml(''));
      writeFileSync(join(folder, 'b.xml'), xml('<evidence/>'));
      expect(mpk('bom', 'diff', 'a.xml', 'a.xml').status).toBe(0);
      const open = mpk('bom', 'diff', 'a.xml', 'b.xml');
      expect([open.status, open.stdout]).toEqual([20, expect.stringContaining('1 elements of XML are not read')]);
      expect(mpk('bom', 'merge', 'a.json', 'b.json', '-o', 'c.json').status).toBe(0);
      expect(mpk('bom', 'score', 'c.json').status).toBe(0);
    }));

  it('find a fact that somebody edited, and tell what no file says', () =>
    withModel((mpk, folder) => {
      mpk('key', 'generate', 'k');
      mpk('sign', 'model', '--key', 'k.key');
      mpk('bom', 'model', '--supplier', 'Shop', '-o', 'a.json');
      const fine = mpk('bom', 'verify', 'a.json', 'model');
      expect([fine.status, fine.stdout]).toEqual([
        0,
        expect.stringMatching(/facts {4}\d+ confirmed by the files, 0 contradicted, 1 not established/),
      ]);
      expect(fine.stdout).toContain('whoever asked for this document (stated)');
      const bom = readFileSync(join(folder, 'a.json'), 'utf8');
      writeFileSync(join(folder, 'b.json'), bom.replace('"id": "MIT"', '"id": "Apache-2.0"'));
      const edited = mpk('bom', 'verify', 'b.json', 'model');
      expect([edited.status, edited.stdout]).toEqual([10, expect.stringContaining('BOM Apache-2.0; files MIT')]);
      const signed = mpk('bom', 'verify', 'b.json', 'model', '--key', 'k.pub', '--json');
      expect([signed.status, signed.json().model.verdict]).toEqual([10, 'pass']);
      expect(signed.json().bom.facts).toMatchObject({
        totals: { different: 1 },
        different: [{ said: 'Apache-2.0', found: 'MIT', source: 'README.md#/license (declared)' }],
      });
      writeFileSync(join(folder, 'c.json'), bom.replace('"name": "mpk"', '"name": "syft"'));
      const other = mpk('bom', 'verify', 'c.json', 'model');
      expect([other.status, other.stdout]).toEqual([0, expect.stringContaining('not compared: it was made by syft')]);
      // Without colours, which a runner may force.
      expect([fine.stdout, other.stdout].map(stripVTControlCharacters)).toEqual([
        expect.stringMatching(/^AGREE {2}BOM/),
        expect.stringMatching(/^AGREE IN PART {2}BOM/),
      ]);
      const statuses = ['a.json', 'c.json'].map((file) => mpk('bom', 'verify', file, 'model', '--whole').status);
      mpk('bom', 'model', '-o', 'own.json');
      expect([...statuses, mpk('bom', 'verify', 'own.json', 'model', '--whole').status]).toEqual([20, 20, 0]);
      writeFileSync(
        join(folder, 'c.json'),
        bom.replace('"name": "mpk"', '"name": "syft"').replace('"MIT"', '"GPL-3.0-only"'),
      );
      const wrong = mpk('bom', 'verify', 'c.json', 'model');
      expect([wrong.status, wrong.stdout]).toEqual([10, expect.stringContaining('BOM GPL-3.0-only; files mit')]);
    }));

  it('tell what a BOM of another tool leaves out', () =>
    withModel((mpk, folder) => {
      mpk('bom', 'model', '-o', 'a.json');
      const bom: any = JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'));
      bom.metadata.tools.components[0].name = 'syft';
      delete bom.metadata.component.licenses;
      bom.metadata.component.properties = [];
      writeFileSync(join(folder, 'b.json'), JSON.stringify(bom));
      const run = mpk('bom', 'verify', 'b.json', 'model');
      expect([run.status, run.stdout]).toEqual([
        0,
        expect.stringMatching(/left out of the BOM\n {4}license mit, by README/),
      ]);
      expect(mpk('bom', 'verify', 'b.json', 'model', '--json').json().bom).toMatchObject({
        outcome: 'pass',
        facts: { leftOut: [{ fact: 'license', found: 'mit' }] },
      });
    }));

  it('tell what a merge could not keep', () =>
    withModel((mpk, folder) => {
      mpk('bom', 'model', '-o', 'a.json');
      const bom: any = JSON.parse(readFileSync(join(folder, 'a.json'), 'utf8'));
      const signature = { algorithm: 'ES256', value: 'AAAA' };
      writeFileSync(join(folder, 'b.json'), JSON.stringify({ ...bom, signature }));
      const run = mpk('bom', 'merge', 'a.json', 'b.json', '-o', 'c.json');
      expect([run.status, run.stdout]).toEqual([
        0,
        expect.stringContaining('dropped  1 that could not be kept\n  document 2, /signature: a signature'),
      ]);
      expect(mpk('bom', 'merge', 'a.json', 'b.json', '--json').json()).toMatchObject({
        dropped: [{ document: 1, pointer: '/signature', reason: expect.stringContaining('signature') }],
        droppedTotal: 1,
      });
      expect(mpk('bom', 'merge', 'a.json', 'b.json').stderr).toContain('document 2, /signature');
    }));

  it('is signed with the predicate of CycloneDX', () =>
    withModel((mpk) => {
      mpk('key', 'generate', 'k');
      mpk('bom', 'model', '-o', 'a.json');
      const run = mpk('attest', 'model', '--type', 'bom', '--predicate', 'a.json', '--key', 'k.key');
      expect([run.status, run.stdout]).toEqual([0, expect.stringContaining('https://cyclonedx.org/bom')]);
    }));

  it('is scored as it is signed, by whoever is named', () =>
    withModel((mpk) => {
      mpk('key', 'generate', 'k');
      mpk('attest', 'model', '--type', 'bom', '--key', 'k.key', '-o', 's.json');
      expect(mpk('bom', 'score', 's.json').stdout).toContain('signature      not verified');
      expect(mpk('bom', 'score', 's.json', '--key', 'k.pub').stdout).toContain('signature      verified');
    }));

  it('is signed in one step, and no BOM of other files is', () =>
    withModel((mpk, folder) => {
      mpk('key', 'generate', 'k');
      expect(mpk('attest', 'model', '--type', 'bom', '--key', 'k.key').status).toBe(0);
      mpk('bom', 'model', '--format', 'spdx-json', '-o', 'a.json');
      expect(mpk('bom', 'verify', 'a.json', 'model').status).toBe(0);
      writeFileSync(join(folder, 'model/config.json'), '{}');
      expect(mpk('bom', 'verify', 'a.json', 'model').status).toBe(10);
      const run = mpk('attest', 'model', '--type', 'bom', '--predicate', 'a.json', '--key', 'k.key');
      expect([run.status, run.stderr]).toEqual([10, expect.stringContaining('config.json')]);
    }));
});
