// SPDX-License-Identifier: Apache-2.0
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTempFolder } from '@mpk/testkit';
import { attestModel } from '@mpk/kit/attest';
import { createModelBom, type BomFormat } from '@mpk/kit/bom';
import { generateKeyFiles } from '@mpk/kit/key';
import { verifyModel } from '@mpk/kit/verify';

const TESTS = {
  result: 'FAILED',
  configuration: [{ name: 'held-out reviews', digest: { sha256: 'e'.repeat(64) } }],
  url: 'https://ci.acme.example/runs/42',
  passedTests: ['accuracy >= 0.9'],
  warnedTests: ['latency'],
  failedTests: ['worst subgroup >= 0.85'],
};

interface Options {
  /** whose signatures count; default who signed */
  readonly key?: string;
  readonly format?: BomFormat;
  readonly change?: (model: string) => void;
}

/** The BOM of a model of which `quality` signed how tests ended. */
async function bomOf({ key = 'quality', format = 'cyclonedx-json', change }: Options = {}): Promise<string> {
  let made = '';
  await withTempFolder(async (folder) => {
    const model = join(folder, 'model');
    mkdirSync(model);
    writeFileSync(join(model, 'README.md'), '---\nlicense: mit\n---\n# m\n');
    for (const name of ['quality', 'other']) generateKeyFiles({ name: join(folder, name), curve: 'P-256' });
    const predicatePath = join(folder, 'p.json');
    writeFileSync(predicatePath, JSON.stringify(TESTS));
    const method = { key: { privateKeyPath: join(folder, 'quality.key') } };
    await attestModel({ model, type: 'evaluation', predicatePath, method });
    change?.(model);
    const { text } = await createModelBom({
      model,
      format,
      timestamp: new Date(0),
      keyPath: join(folder, `${key}.pub`),
    });
    made = text;
  });
  return made;
}

describe('a bill of materials', () => {
  it('has what signed tests found, each with the statement for or against it', async () => {
    const { declarations } = JSON.parse(await bomOf());
    const [evidence] = declarations.evidence;
    expect(evidence.data).toEqual([{ name: 'run', contents: { url: TESTS.url } }]);
    expect(
      declarations.claims.map(({ predicate, evidence: held, counterEvidence: failed }: any) => [
        predicate,
        held,
        failed,
      ]),
    ).toEqual([
      ['accuracy >= 0.9', [evidence['bom-ref']], undefined],
      ['latency', [evidence['bom-ref']], undefined],
      ['worst subgroup >= 0.85', undefined, [evidence['bom-ref']]],
    ]);
    expect(declarations.attestations[0].summary).toMatch(/^Test result FAILED, signed by /);
  });

  it.each<BomFormat>(['spdx-json', 'html', 'markdown', 'cyclonedx-xml'])('says so as %s, too', async (format) => {
    const text = await bomOf({ format });
    for (const part of ['worst subgroup', 'FAILED']) expect(text).toContain(part);
  });

  it.each<[string, Options]>([
    ['somebody else signed it', { key: 'other' }],
    ['it is of other bytes', { change: (model) => writeFileSync(join(model, 'more.txt'), 'x') }],
  ])('has nothing of it where %s', async (_, options) => {
    expect(await bomOf(options)).not.toContain('subgroup');
  });

  it('has what a verifier decided, under which policy and when', () =>
    withTempFolder(async (folder) => {
      const model = join(folder, 'model');
      mkdirSync(model);
      writeFileSync(join(model, 'README.md'), '---\nlicense: mit\n---\n# m\n');
      generateKeyFiles({ name: join(folder, 'gate'), curve: 'P-256' });
      writeFileSync(
        join(folder, 'policy.yaml'),
        'apiVersion: modelprovenance.dev/v1alpha1\nkind: ModelPolicy\nmetadata: { name: production }\n' +
          'spec: { requirements: { licenses: { allow: [mit] } } }\n',
      );
      const signed = await verifyModel({
        model,
        policy: { path: join(folder, 'policy.yaml') },
        vsa: {
          method: { key: { privateKeyPath: join(folder, 'gate.key') } },
          verifierId: 'https://acme.example/gate',
          path: join(folder, 'vsa.json'),
        },
      });
      expect(signed.exitCode).toBe(0);
      const { text } = await createModelBom({
        model,
        timestamp: new Date(0),
        keyPath: join(folder, 'gate.pub'),
        attestationPaths: [join(folder, 'vsa.json')],
      });
      const { declarations } = JSON.parse(text);
      expect(declarations.attestations[0].summary).toMatch(/^Verification summary PASSED/);
      expect(declarations.claims[0].predicate).toBe('policy:production');
      expect(Date.parse(declarations.evidence[0].created)).toBeGreaterThan(0);
    }));
});
