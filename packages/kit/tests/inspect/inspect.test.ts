// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { decide } from '@mpk/kit/decide';
import {
  CHECKS,
  inspectModel,
  inspectResultSchema,
  toJunit,
  toMarkdown,
  toSarif,
  type InspectOptions,
  type InspectOutcome,
} from '@mpk/kit/inspect';
import { verifyModel } from '@mpk/kit/verify';
import { withTempFolder } from '@mpk/testkit';

const valid = new Ajv2020({ strict: false }).compile(inspectResultSchema);
const EVIL = 'cposix\nsystem\n(S"true"\ntR.';
const GOOD = '\x80\x04}q\x00.';
const UNKNOWN = '\xf1\xf2\xf3';

type Files = Readonly<Record<string, string>>;

const write = (folder: string, files: Files): void => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content, 'latin1');
  }
};

const inspected = (files: Files, options: Partial<InspectOptions> = {}): Promise<InspectOutcome> =>
  withTempFolder((folder) => {
    write(join(folder, 'model'), files);
    return inspectModel({ model: join(folder, 'model'), ...options });
  });

const policy = (spec: string): NonNullable<InspectOptions['policy']> => ({
  source: 'policy.yaml',
  bytes: Buffer.from(`apiVersion: modelprovenance.dev/v1alpha1
kind: ModelPolicy
metadata: { name: test }
spec:
${spec}`),
});

describe('inspectModel', () => {
  it.each<[string, Files, Partial<InspectOptions>, string, number]>([
    ['passes a good model', { 'a.pkl': GOOD, 'README.md': '# m' }, {}, 'pass', 0],
    ['fails a bad one', { 'a.pkl': EVIL, 'b.pkl': GOOD }, {}, 'fail', 10],
    ['is undecided where something could not be looked into', { 'a.dat': UNKNOWN }, {}, 'undecided', 20],
    ['passes that where it is allowed', { 'a.dat': UNKNOWN }, { allowInconclusive: true }, 'pass', 0],
    ['fails a bad file whatever else is unknown', { a: UNKNOWN, b: EVIL }, { allowInconclusive: true }, 'fail', 10],
    ['passes lesser findings', { 'a.py': 'print(1)\n' }, {}, 'pass', 0],
    ['fails lesser findings where they are asked for', { 'a.py': 'print(1)\n' }, { failOn: 'medium' }, 'fail', 10],
  ])('%s', async (_, files, options, verdict, exitCode) => {
    const outcome = await inspected(files, options);
    expect([outcome.result.verdict, outcome.exitCode]).toEqual([verdict, exitCode]);
    expect([valid(outcome.result), valid.errors]).toEqual([true, null]);
  });

  it('says how each file ended, what it is, and how much of it was looked into', async () => {
    const { result } = await inspected({ 'a.pkl': EVIL, 'b.pkl': GOOD, 'c.dat': UNKNOWN });
    expect(
      result.files.map(({ name, outcome, format, bytesInspected }) => [name, outcome, format, bytesInspected]),
    ).toEqual([
      ['a.pkl', 'fail', 'pickle', EVIL.length],
      ['b.pkl', 'pass', 'pickle', GOOD.length],
      ['c.dat', 'inconclusive', 'unknown', 0],
    ]);
    expect(result.summary).toMatchObject({ files: 3, passed: 1, failed: 1, inconclusive: 1 });
    expect(result.summary.findings.critical).toBe(1);
  });

  it('is undecided with a reason where there is no model', async () => {
    const { result, exitCode } = await inspectModel({ model: '/nowhere/at/all' });
    expect([result.verdict, result.code, exitCode]).toEqual(['undecided', 'INPUT_UNREADABLE', 20]);
    expect([valid(result), valid.errors]).toEqual([true, null]);
  });
});

describe('a policy', () => {
  it('says what fails, and what does not matter', async () => {
    const lenient = policy('  requirements: { inspection: { failOn: critical, checks: { pickle-imports: high } } }\n');
    expect((await inspected({ 'a.pkl': EVIL }, { policy: lenient })).result.verdict).toBe('pass');
  });

  it('may keep its mode: the verdict stays true, and nothing stops', async () => {
    const audit = policy('  mode: audit\n  requirements: { inspection: { failOn: high } }\n');
    const { result, exitCode } = await inspected({ 'a.pkl': EVIL }, { policy: audit });
    expect([result.verdict, result.mode, exitCode]).toEqual(['fail', 'audit', 0]);
  });

  it('waives one check for one model, and the finding says by what', async () => {
    const { result } = await inspected({ 'a.pkl': EVIL });
    const waiving = policy(`  requirements: { inspection: { failOn: high } }
  exceptions:
    - { id: EX-1, check: pickle-imports, match: { digest: "${result.model.manifestDigest}" }, reason: ours, expires: 2999-01-01 }
`);
    const waived = (await inspected({ 'a.pkl': EVIL }, { policy: waiving })).result;
    expect([waived.verdict, waived.summary.waived]).toEqual(['pass', 1]);
    expect(waived.files[0]).toMatchObject({ outcome: 'pass', findings: [{ waivedBy: 'EX-1' }] });
    expect((await inspected({ 'b.pkl': EVIL }, { policy: waiving })).result.verdict).toBe('fail');
  });

  it('is refused where it names a check that does not exist', async () => {
    const wrong = policy('  requirements: { inspection: { checks: { pickle-import: off } } }\n');
    const { result } = await inspected({ 'a.pkl': EVIL }, { policy: wrong });
    expect(result.code).toBe('POLICY_INVALID');
    expect(result.error?.message).toContain('pickle-imports');
  });

  it('is judged by verify in the same read, and by decide over the evidence', () =>
    withTempFolder(async (folder) => {
      write(join(folder, 'model'), { 'a.pkl': EVIL });
      const strict = policy('  requirements: { inspection: { failOn: high } }\n');
      const verified = await verifyModel({ model: join(folder, 'model'), policy: strict });
      expect(verified.result.requirements).toMatchObject([{ id: 'inspection', outcome: 'fail' }]);
      const path = join(folder, 'evidence.json');
      writeFileSync(path, JSON.stringify(verified.evidence));
      const decided = await decide({ evidencePath: path, policy: strict });
      expect(decided.result.requirements).toEqual(verified.result.requirements);
    }));

  it('is undecided over evidence of a run that did not inspect', () =>
    withTempFolder(async (folder) => {
      write(join(folder, 'model'), { 'a.pkl': GOOD });
      const other = policy('  requirements: { formats: { allow: [pickle] } }\n');
      const { evidence } = await verifyModel({ model: join(folder, 'model'), policy: other });
      const path = join(folder, 'evidence.json');
      writeFileSync(path, JSON.stringify(evidence));
      const strict = policy('  requirements: { inspection: { failOn: high } }\n');
      const { result } = await decide({ evidencePath: path, policy: strict });
      expect([result.verdict, result.code]).toEqual(['undecided', 'NOT_MEASURED']);
    }));
});

describe('an answer for other tools', () => {
  const hostile = { 'a <b>|&.pkl': EVIL, 'x.dat': UNKNOWN, 'c.pkl': GOOD };

  it('is a SARIF log: rules, byte offsets, logical locations, and what is open', async () => {
    const { result } = await inspected(hostile);
    const [run] = (toSarif(result) as any).runs;
    expect(run.tool.driver.rules.map(({ id }: any) => id)).toEqual(CHECKS.map(({ id }) => id));
    expect(run.results).toMatchObject([
      {
        ruleId: 'pickle-imports',
        ruleIndex: 0,
        level: 'error',
        kind: 'fail',
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'a%20%3Cb%3E%7C%26.pkl', uriBaseId: 'MODEL' },
              region: { byteOffset: 0 },
            },
            logicalLocations: [{ fullyQualifiedName: 'a <b>|&.pkl!pickle@0' }],
          },
        ],
      },
      { ruleId: 'coverage', level: 'none', kind: 'open' },
    ]);
  });

  it('has fingerprints that stay, wherever other findings are', async () => {
    const prints = async (files: Files): Promise<string[]> =>
      (toSarif((await inspected(files)).result) as any).runs[0].results.map((one: any) =>
        Object.values(one.partialFingerprints).join(),
      );
    const [first] = await prints({ 'b.pkl': EVIL });
    expect((await prints({ 'a.pkl': EVIL, 'b.pkl': EVIL }))[1]).toBe(first);
  });

  it('is a JUnit report in which neither a failure nor what is unknown is a success', async () => {
    const xml = toJunit((await inspected(hostile)).result);
    expect(xml).toContain('tests="3" failures="1" errors="1"');
    expect(xml).toContain('name="a &lt;b&gt;|&amp;.pkl"><failure');
    expect(xml).toContain('name="x.dat"><error');
    expect(xml).toContain('name="c.pkl"/>');
  });

  it('is a JUnit report with an error where nothing could be read', async () => {
    const { result } = await inspectModel({ model: '/nowhere/at/all' });
    expect(toJunit(result)).toContain('errors="1"');
  });

  it('is Markdown in which no name is markup', async () => {
    const markdown = toMarkdown((await inspected(hostile)).result);
    expect(markdown).toMatch(/^## Inspection: ❌ fail/);
    expect(markdown).not.toContain('<b>');
    expect(markdown).toMatch(/\| critical \| pickle-imports \|/);
  });
});
