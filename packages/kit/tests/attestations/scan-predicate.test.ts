// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, parseBundle, parseStatement, splitClaims } from '@mpk/core';
import { withTempFolder } from '@mpk/testkit';
import { attestModel } from '@mpk/kit/attest';
import { inspectModel, RULES } from '@mpk/kit/inspect';
import { generateKeyFiles } from '@mpk/kit/key';

const EVIL = 'cposix\nsystem\n(S"true"\ntR.';

/** What is signed of a model with these files, and what an inspection of it has as evidence. */
async function scanned(files: Readonly<Record<string, string>>) {
  let signed: any;
  let inspection: unknown;
  await withTempFolder(async (folder) => {
    const model = join(folder, 'model');
    mkdirSync(model);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(model, name), content);
    generateKeyFiles({ name: join(folder, 'ci'), curve: 'P-256' });
    const method = { key: { privateKeyPath: join(folder, 'ci.key') } };
    await attestModel({ model, type: 'scan', method });
    const [line] = splitClaims(readFileSync(join(model, 'claims.jsonl')));
    signed = parseStatement(parseBundle(line!).envelope.payload, 10_000).predicate;
    inspection = (await inspectModel({ model })).evidence?.inspection;
  });
  return { signed, inspection };
}

describe('a scan that is made where it is signed', () => {
  it('says which checks failed, by which rules, and how much was found', async () => {
    const { signed } = await scanned({ 'a.pkl': EVIL, 'b.dat': '\u0001\u0002unknown' });
    expect(signed.result).toBe('FAILED');
    expect(signed.failedTests).toEqual(['pickle-imports', 'coverage']);
    expect(signed.configuration[0]).toMatchObject({ digest: { sha256: RULES.digest.slice(7) } });
    expect(signed.configuration[1].annotations).toEqual({
      critical: 1,
      high: 0,
      medium: 0,
      low: 0,
      info: 0,
      inconclusive: 1,
    });
  });

  it('names the digest of the findings that an inspection writes as evidence', async () => {
    const { signed, inspection } = await scanned({ 'a.pkl': EVIL });
    const digest = createHash('sha256').update(canonicalJson(inspection)).digest('hex');
    expect(signed.configuration[1]).toMatchObject({ name: 'inspection', digest: { sha256: digest } });
  });

  it('has passed where nothing was found', async () => {
    expect((await scanned({ 'config.json': '{}' })).signed).toMatchObject({ result: 'PASSED', failedTests: [] });
  });
});
